"""The manager's ledger of a day."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from counter_app.domain.visit import Step
from counter_app.services.ledger_search import FoundLines
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Correct, Wish
from ui.screens.ledger import LedgerScreen
from ui.widgets.ledger_table import LedgerTable


def buy(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    stage.counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    stage.counter.visits.finish(visit.visit_id)


@pytest.mark.parametrize(
    ("language", "proof", "sum_words"),
    [("ja", "記録は証明できました", "1行・¥23,000"), ("en", "proves itself", "Lines: 1, ¥23,000")],
)
def test_the_day_with_its_proof_and_root(
    manager_stage: Stage, language: str, proof: str, sum_words: str
) -> None:
    buy(manager_stage)
    screen, _ = manager_stage.show(LedgerScreen, language=language)
    words = words_of(screen)
    assert proof in words
    assert sum_words in words
    root = manager_stage.counter.ledger.day(manager_stage.counter.ledger.today).root.hex()
    assert root[:16] in words


def test_another_day_is_blank_and_says_so(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("day_before")
    manager_stage.settle()
    words = words_of(screen)
    assert "2026年11月21日の台帳" in words
    assert "この日の行はありません" in words
    shown.hands.click("today")
    manager_stage.settle()
    assert "この日の行はありません" not in words_of(screen)
    after = shown.hands.find("day_after")
    assert after is not None
    assert not after.isEnabled()  # there is no ledger of tomorrow


def test_the_day_is_printed(manager_stage: Stage, tmp_path: Path) -> None:
    buy(manager_stage)
    _, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("primary")
    manager_stage.settle()
    assert [one.name for one in (tmp_path / "papers").iterdir()] == ["ledger_2026-11-22.pdf"]
    assert [one.code for one in shown.told] == ["clerk.ledger.printed"]


def type_in(shown: Shown, text: str) -> None:
    """Type at the keyboard, after Ctrl+F."""
    QTest.keyClick(shown.screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = shown.hands.find("ledger_search")
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()
    field.insert(text)  # as an input method puts in what it has composed


def says(stage: Stage, screen: LedgerScreen, words: str) -> None:
    stage.qtbot.waitUntil(lambda: words in words_of(screen), timeout=5_000)


@pytest.mark.parametrize(
    "text",
    ["本", "見本太郎", "ﾐﾎﾝ", builders.IMEI[-4:], "T01-000001", "2026-11", "見 2026年"],
)
def test_a_line_is_found_while_it_is_typed(manager_stage: Stage, text: str) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("day_before")
    manager_stage.settle()
    assert "この日の行はありません" in words_of(screen)

    type_in(shown, text)

    says(manager_stage, screen, "見つかった行：1行")
    table = shown.hands.find("ledger_lines")
    assert isinstance(table, LedgerTable)
    assert table.model().rowCount() == 1


def test_nothing_found_says_so_and_what_to_do(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen, language="en")
    type_in(shown, "いない")
    says(manager_stage, screen, "Nothing was found")
    assert "Try less of the name" in words_of(screen)
    assert "Lines found: 0" in words_of(screen)
    assert shown.told == []


def test_what_cannot_be_looked_for_is_told_and_goes_with_the_next_key(
    manager_stage: Stage,
) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    type_in(shown, "・")
    manager_stage.qtbot.waitUntil(lambda: bool(shown.told), timeout=5_000)
    assert [one.code for one in shown.told] == ["search_empty"]
    type_in(shown, "見本")
    says(manager_stage, screen, "見つかった行：1行")


def test_the_keyboard_goes_from_the_field_to_the_line_and_to_its_correction(
    manager_stage: Stage,
) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    type_in(shown, "見本")
    says(manager_stage, screen, "見つかった行：1行")
    QTest.keyClick(shown.screen.focusWidget(), Qt.Key.Key_Down)
    table = shown.hands.find("ledger_lines")
    assert table is not None
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    [wish] = shown.wished
    assert isinstance(wish, Correct)
    assert wish.number.running == 1


def test_escape_or_the_button_leads_back_to_the_day(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    for way in ("key", "button", "day"):
        type_in(shown, "いない")
        says(manager_stage, screen, "見つかりませんでした")
        if way == "key":
            QTest.keyClick(shown.screen.focusWidget(), Qt.Key.Key_Escape)
        else:
            shown.hands.click("search_empty" if way == "button" else "day_before")
        says(manager_stage, screen, "日の台帳")
        manager_stage.settle()
        assert "見つかりませんでした" not in words_of(screen), way
        assert shown.hands.find("search_empty") is None
        assert shown.wished == []


def test_the_last_text_counts_when_answers_come_late(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    began = threading.Event()
    slow = manager_stage.counter.ledger.search

    def search(text: str) -> FoundLines:
        if text == "見":
            began.wait(10)  # the windows go on meanwhile
        return slow(text)

    manager_stage.counter.ledger.search = search  # type: ignore[method-assign,assignment]  # a slow record
    type_in(shown, "見")
    QTest.keyClick(shown.screen.focusWidget(), Qt.Key.Key_Return)
    assert not manager_stage.tasks.idle
    type_in(shown, "い")  # 見い: nobody
    QTest.keyClick(shown.screen.focusWidget(), Qt.Key.Key_Return)
    began.set()
    manager_stage.settle()
    assert "見つかりませんでした" in words_of(screen)


def test_more_than_are_shown_are_counted_and_the_way_to_fewer_is_told(
    manager_stage: Stage,
) -> None:
    for _deal in range(3):
        buy(manager_stage)
    all_of_them = manager_stage.counter.ledger.search

    def search(text: str) -> FoundLines:
        return all_of_them(text, most=2)

    manager_stage.counter.ledger.search = search  # type: ignore[method-assign,assignment]  # fewer at once
    screen, shown = manager_stage.show(LedgerScreen)
    type_in(shown, "見本")
    says(manager_stage, screen, "見つかった行：3行")
    assert "新しい順に2行まで表示" in words_of(screen)


def test_the_language_changes_what_was_found(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    type_in(shown, "見本")
    says(manager_stage, screen, "見つかった行：1行")
    screen.speak(manager_stage.counter.texts.in_language("en"))
    assert "Lines found: 1" in words_of(screen)


def test_back_to_the_board(manager_stage: Stage) -> None:
    _, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]
