"""Where an article went, entered at its ledger line; a recipient only where the law asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.disposal import DisposalKind
from counter_app.domain.ledger import LedgerDay
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.test_correction import buy
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Dispose, Wish
from ui.screens.disposal import DisposalScreen
from ui.screens.ledger import LedgerScreen
from ui.widgets.ledger_table import LedgerTable

NUMBER = LedgerNumber(TillCode("T01"), 1)


def buy_watch(stage: Stage) -> None:
    """A watch for 23,000 yen: its disposal is entered with the recipient (Regulations art. 18)."""
    counter = stage.counter
    visit = visit_at(counter, Step.ARTICLE)
    one = builders.appraised("sample-phone-mini-64")
    watch = replace(one, article=replace(one.article, goods="watch", imei="", serial="W-1"))
    counter.visits.set_articles(visit.visit_id, (watch,))
    counter.visits.agree(visit.visit_id, 0, 0)
    full = counter.notices.shown("ja", "full", counter.clock.now(), (("purpose:provide", 2.5),))
    counter.visits.sign(visit.visit_id, builders.consent(shown=full))
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)


def opened(
    stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE
) -> tuple[DisposalScreen, Shown]:
    screen, shown = stage.show(DisposalScreen, language=language, size=size)
    screen.show_line(NUMBER)
    stage.settle()
    return screen, shown


def today(stage: Stage) -> LedgerDay:
    ledger = stage.counter.ledger
    return ledger.day(ledger.today)


def test_a_phone_is_sold_without_a_word_about_its_buyer(stage: Stage) -> None:
    buy(stage)
    screen, shown = opened(stage)
    assert "相手方の情報はいりません" in words_of(screen)
    assert shown.hands.find("recipient_name") is None
    write(shown.hands, "price", "30000")
    type_pin(shown, CLERK_PIN)
    stage.settle()

    [one] = today(stage).aftermaths
    assert one.disposal is not None
    assert (one.disposal.kind, one.disposal.price) == (DisposalKind.SALE, 30_000)
    assert one.disposal.recipient is None
    assert shown.wished == [Wish.LEDGER]
    assert [told.code for told in shown.told] == ["clerk.disposal.done"]


def test_a_watch_is_not_sold_without_its_buyer(stage: Stage) -> None:
    buy_watch(stage)
    screen, shown = opened(stage)
    assert "規則第18条" in words_of(screen)
    write(shown.hands, "price", "30000")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    assert [told.code for told in shown.told] == ["disposal_incomplete"]
    assert today(stage).aftermaths == ()

    for name, text in (("name", "見本 花子"), ("address", "見本区1-1"), ("occupation", "会社員")):
        write(shown.hands, f"recipient_{name}", text)
    write(shown.hands, "recipient_age", "40")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    [one] = today(stage).aftermaths
    assert one.disposal is not None
    assert one.disposal.recipient is not None
    assert (one.disposal.recipient.name, one.disposal.recipient.age) == ("見本 花子", 40)


def test_a_watch_under_ten_thousand_yen_needs_no_buyer(stage: Stage) -> None:
    buy_watch(stage)
    _screen, shown = opened(stage)
    assert shown.hands.find("recipient_name") is not None
    write(shown.hands, "price", "9999")
    assert shown.hands.find("recipient_name") is None


def test_an_article_goes_to_the_warehouse_and_stays_in_the_ledger(stage: Stage) -> None:
    buy(stage)
    _screen, shown = opened(stage)
    shown.hands.click("way_move")
    assert shown.hands.find("price") is None
    write(shown.hands, "place", "本部の倉庫")
    type_pin(shown, CLERK_PIN)
    stage.settle()

    [one] = today(stage).aftermaths
    assert one.moved is not None
    assert (one.moved.to, one.disposal) == ("本部の倉庫", None)
    assert [told.code for told in shown.told] == ["clerk.disposal.moved"]


def test_what_is_gone_is_told_at_once(stage: Stage) -> None:
    buy(stage)
    stage.counter.disposals.dispose(NUMBER, DisposalKind.SALE, 1, None, builders.CLERK, CLERK_PIN)
    _screen, shown = opened(stage)
    assert [told.code for told in shown.told] == ["already_disposed"]


@pytest.mark.parametrize(
    ("typed", "pin", "told"), [("x", CLERK_PIN, ["price_form"]), ("1", "0000", [])]
)
def test_what_is_wrong_is_told_and_nothing_written(
    stage: Stage, typed: str, pin: str, told: list[str]
) -> None:
    buy(stage)
    _screen, shown = opened(stage)
    write(shown.hands, "price", typed)
    type_pin(shown, pin)
    stage.settle()
    assert [one.code for one in shown.told] == told
    assert today(stage).aftermaths == ()
    assert shown.wished == []


def test_the_ledger_leads_here_from_the_chosen_line(stage: Stage) -> None:
    buy(stage)
    _, shown = stage.show(LedgerScreen)
    table = shown.hands.find("ledger_lines")
    assert isinstance(table, LedgerTable)
    table.selectRow(0)
    shown.hands.click("dispose_line")
    shown.hands.click("extract")
    assert shown.wished == [Dispose(NUMBER), Wish.EXTRACT]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(stage: Stage, language: str, size: tuple[int, int]) -> None:
    buy_watch(stage)
    screen, shown = opened(stage, language, size)
    assert cut_off(screen) == []
    shown.hands.click("way_move")
    stage.settle()
    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]
