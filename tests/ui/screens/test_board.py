"""The board: open visits without names, the way to begin, and what HQ has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from counter_app.settings import Settings
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, SETTINGS, open_small_counter
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Resume, Wish
from ui.screens.board import BoardScreen, board_state
from ui.theme import Theme


def test_an_empty_board_says_how_to_begin(stage: Stage) -> None:
    screen, shown = stage.show(BoardScreen)
    assert "待っている受付はありません" in words_of(screen)
    shown.hands.click("primary")
    QTest.keyClick(shown.host, Qt.Key.Key_F2)
    assert shown.wished == [Wish.NEW_VISIT, Wish.NEW_VISIT]


def test_an_open_visit_stands_by_number_and_article_never_by_name(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(BoardScreen)
    words = words_of(screen)
    assert visit.number in words
    assert "Sample Phone mini" in words
    assert "太郎" not in words
    shown.hands.click("resume_0")
    assert shown.wished == [Resume(visit)]


def test_only_a_manager_sees_the_ledger(stage: Stage) -> None:
    _, shown = stage.show(BoardScreen)
    assert shown.hands.find("ledger") is None


def test_the_manager_goes_to_the_ledger(manager_stage: Stage) -> None:
    _, shown = manager_stage.show(BoardScreen)
    shown.hands.click("ledger")
    shown.hands.click("sign_out")
    assert shown.wished == [Wish.LEDGER, Wish.SIGN_OUT]


@pytest.mark.parametrize(("language", "words"), [("ja", "まだありません"), ("en", "None yet")])
def test_what_hq_has_is_told_by_its_receipts(stage: Stage, language: str, words: str) -> None:
    screen, _ = stage.show(BoardScreen, language=language)
    assert words in words_of(screen)


def test_an_unapproved_wording_is_told_with_what_to_do(
    tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    settings: Settings = replace(SETTINGS, demo=False)
    with open_small_counter(tmp_path / "real", settings, approve=False) as counter:
        stage = Stage(qtbot, counter, theme)
        screen, shown = stage.show(BoardScreen)
        screen._look()
        stage.settle()
        stage.close()
    assert [one.code for one in shown.told] == ["clerk.board.unapproved"]  # said once
    assert shown.told[0].gravity == "warn"


def test_an_approved_wording_is_not_told(stage: Stage) -> None:
    _, shown = stage.show(BoardScreen)
    assert shown.told == []


def test_the_board_looks_again_until_it_is_left(stage: Stage) -> None:
    screen, _ = stage.show(BoardScreen)
    visit = visit_at(stage.counter, Step.NOTICE)
    screen._look()
    stage.settle()
    assert visit.number in words_of(screen)
    screen.leave()
    assert not screen._timer.isActive()


def test_the_sums_of_the_day_are_those_of_its_closing(manager_stage: Stage) -> None:
    """Two of 23,000 yen; one is corrected to 20,000 yen, then the other is cancelled."""
    counter, by = manager_stage.counter, (builders.MANAGER, MANAGER_PIN)
    for _ in range(2):
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    first, second = (LedgerNumber(TillCode("T01"), running) for running in (1, 2))
    told = board_state(counter)
    assert (told.bought, told.paid) == (2, 46_000)  # as the lines stand, before any entry

    counter.corrections.correct(first, {"price": "20000"}, "打ち間違い", *by)
    told = board_state(counter)
    assert (told.bought, told.paid) == (2, 43_000)
    counter.corrections.cancel(second, "二重", *by)
    told = board_state(counter)
    assert (told.bought, told.paid) == (1, 20_000)
    sums = counter.days.state().sums
    assert (told.bought, told.paid) == (sums.lines, sums.bought)
    assert "¥20,000" in words_of(manager_stage.show(BoardScreen)[0])
