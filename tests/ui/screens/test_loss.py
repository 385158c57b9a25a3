"""A damaged ledger in the windows: board, ledger, payout and the draft, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter_app.domain.visit import Step
from tests import builders
from tests.counter_app.documents.builders import squeezed
from tests.counter_app.documents.builders import words_of as words_of_pdf
from tests.ui.counters import CLERK, CLERK_PIN, MANAGER, SETTINGS, open_small_counter
from tests.ui.screens.conftest import NARROW, WIDE, Stage, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.ledger import LedgerScreen
from ui.screens.loss import LossScreen
from ui.screens.payout import PayoutScreen
from ui.theme import Theme


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Stage]:
    """Three lines bought, at a shop that knows its police station; a manager is signed in."""
    settings = replace(SETTINGS, police_station="見本警察署")
    with open_small_counter(tmp_path / "shop", settings) as counter:
        stage = Stage(qtbot, counter, theme)
        for _ in range(3):
            visit = visit_at(counter, Step.PAYOUT)
            counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
            counter.visits.finish(visit.visit_id)
        stage.sign_in(MANAGER)
        yield stage
        stage.close()
        assert stage.bugs == []


@pytest.fixture
def damaged(whole: Stage) -> Stage:
    """The same with line 2 gone, found at the start."""
    with whole.counter.record._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_lines WHERE running = 2")
    whole.counter.watch.check("start")
    return whole


TOLD = [
    (
        "ja",
        ("台帳に毀損または滅失が見つかりました", "異常のある行：T01-000002", "直ちに見本警察署へ"),
    ),
    (
        "en",
        ("The ledger is damaged", "Lines in doubt: T01-000002", "Report it to 見本警察署 at once"),
    ),
]


@pytest.mark.parametrize(("language", "told"), TOLD)
def test_the_board_names_the_line_and_the_station(
    damaged: Stage, language: str, told: tuple[str, ...]
) -> None:
    screen, shown = damaged.show(BoardScreen, language=language)

    for words in told:
        assert words in words_of(screen)
    shown.hands.click("loss")
    assert shown.wished == [Wish.LOSS]


@pytest.mark.parametrize(("language", "told"), TOLD)
def test_the_ledger_screen_says_it_and_shows_the_intact_lines(
    damaged: Stage, language: str, told: tuple[str, ...]
) -> None:
    screen, shown = damaged.show(LedgerScreen, language=language)

    for words in told:
        assert words in words_of(screen)
    assert screen._shown is not None
    assert [line.number.running for line in screen._shown.day.lines] == [1, 3]
    shown.hands.click("loss")
    assert shown.wished == [Wish.LOSS]


def test_a_whole_ledger_shows_no_card(whole: Stage) -> None:
    whole.counter.watch.check("start")
    for kind in (BoardScreen, LedgerScreen):
        screen, shown = whole.show(kind)
        assert shown.hands.find("loss") is None
        assert "毀損" not in words_of(screen)


def test_the_intact_lines_print_with_the_damaged_one_named(damaged: Stage, tmp_path: Path) -> None:
    _, shown = damaged.show(LedgerScreen)
    shown.hands.click("primary")
    damaged.settle()

    [pdf] = (tmp_path / "shop" / "papers").glob("ledger_*.pdf")
    words = squeezed(words_of_pdf(pdf.read_bytes()))
    assert squeezed("【毀損・滅失】T01-000002") in words
    assert "【毀損・滅失】T01-000001" not in words
    assert "T01-000001" in words
    assert "T01-000003" in words


def test_a_whole_day_prints_without_a_mark(whole: Stage, tmp_path: Path) -> None:
    whole.counter.watch.check("start")
    counter = whole.counter
    pdf = counter.ledger.book([counter.ledger.day(counter.ledger.today)]).pdf

    assert "毀損" not in squeezed(words_of_pdf(pdf))


@pytest.mark.parametrize(
    ("language", "call"), [("ja", "店長を呼んでください"), ("en", "Call the manager")]
)
def test_a_clerk_is_told_to_call_the_manager(damaged: Stage, language: str, call: str) -> None:
    damaged.sign_in(CLERK)
    screen, shown = damaged.show(BoardScreen, language=language)

    assert call in words_of(screen)
    assert shown.hands.find("loss") is None


@pytest.mark.parametrize(
    ("language", "name"), [("ja", "台帳の記録"), ("en", "The ledger's record")]
)
def test_the_payout_says_that_it_may_not_go_on(damaged: Stage, language: str, name: str) -> None:
    visit = visit_at(damaged.counter, Step.PAYOUT)
    screen, shown = damaged.show(PayoutScreen, visit, language=language)

    assert name in words_of(screen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()


def test_the_payout_of_a_whole_record_goes_on(whole: Stage) -> None:
    visit = visit_at(whole.counter, Step.PAYOUT)
    _, shown = whole.show(PayoutScreen, visit)

    primary = shown.hands.find("primary")
    assert primary is not None
    assert primary.isEnabled()


@pytest.mark.parametrize(
    ("language", "harm"),
    [("ja", "行がない（内容は封印された記録に残っています）"), ("en", "Missing (the sealed")],
)
def test_the_draft_is_shown_and_printed(
    damaged: Stage, tmp_path: Path, language: str, harm: str
) -> None:
    screen, shown = damaged.show(LossScreen, language=language)
    assert f"T01-000002  {harm}" in words_of(screen)
    assert "見本警察署" in words_of(screen)

    shown.hands.click("primary")
    damaged.settle()

    [pdf] = (tmp_path / "shop" / "papers").glob("loss_report_*.pdf")
    assert "T01-000002" in words_of_pdf(pdf.read_bytes())
    assert [one.code for one in shown.told] == ["clerk.loss.printed"]
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


@pytest.mark.parametrize(("language", "said"), [("ja", "見つかりませんでした"), ("en", "Neither")])
def test_a_check_of_a_whole_record_finds_nothing(whole: Stage, language: str, said: str) -> None:
    screen, shown = whole.show(LossScreen, language=language)

    assert said in words_of(screen)
    assert shown.hands.find("primary") is None


def test_damage_that_came_later_is_found_on_demand(whole: Stage) -> None:
    screen, shown = whole.show(LossScreen)
    with whole.counter.record._database.write() as connection:
        connection.exec_driver_sql("UPDATE ledger_lines SET imei = 'x' WHERE running = 3")

    shown.hands.click("check")
    whole.settle()

    assert "T01-000003  行が書き換えられている" in words_of(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(damaged: Stage, language: str, size: tuple[int, int]) -> None:
    for kind in (BoardScreen, LossScreen, LedgerScreen):
        screen, shown = damaged.show(kind, language=language, size=size)
        damaged.settle()
        assert cut_off(screen) == [], kind
        assert screen.minimumSizeHint().height() <= NARROW[1], kind
        shown.host.hide()
