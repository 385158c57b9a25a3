"""Counting the cash, proving who pays, and what the record holds afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from counter_app.domain.visit import Step
from tests.ui.counters import CLERK, CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.screens.payout import PayoutScreen


def test_cash_and_pin_write_the_line(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    screen, shown = stage.show(PayoutScreen, visit)
    assert "¥23,000" in words_of(screen)
    assert "ちょうどです" in words_of(screen)
    shown.hands.click("primary")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    [moved] = shown.moved
    assert moved.step is Step.PAPERS
    [line] = stage.counter.ledger.lines(stage.counter.ledger.today, stage.counter.ledger.today)
    assert (line.price, line.name, line.staff) == (23_000, "見本 太郎", CLERK)
    assert moved.acceptance is not None
    assert moved.acceptance.payout_seq is not None


def test_a_sum_that_does_not_fit_is_not_paid(stage: Stage) -> None:
    screen, shown = stage.show(PayoutScreen, visit_at(stage.counter, Step.PAYOUT))
    row = shown.hands.find("cash_1000")
    assert row is not None
    minus = row.findChild(QPushButton, "minus")
    assert minus is not None
    QTest.mouseClick(minus, Qt.MouseButton.LeftButton)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    assert "あと¥1,000" in words_of(screen)
    shown.hands.click("suggest")
    assert primary.isEnabled()


def test_a_transfer_is_accepted_without_cash_and_stays_unpaid(stage: Stage) -> None:
    _, shown = stage.show(PayoutScreen, visit_at(stage.counter, Step.PAYOUT))
    shown.hands.click("method")
    assert shown.hands.find("cash_1000") is None
    shown.hands.click("primary")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    [moved] = shown.moved
    assert moved.acceptance is not None
    assert moved.acceptance.payout_seq is None


@pytest.mark.parametrize(("language", "sentence"), [("ja", "あと4回"), ("en", "4")])
def test_a_wrong_pin_writes_nothing(stage: Stage, language: str, sentence: str) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    screen, shown = stage.show(PayoutScreen, visit, language=language)
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    stage.settle()
    assert shown.moved == []
    assert sentence in words_of(screen)
    today = stage.counter.ledger.today
    assert stage.counter.ledger.lines(today, today) == []
    assert stage.counter.visits.get(visit.visit_id).acceptance is None


def test_someone_else_may_pay(stage: Stage) -> None:
    _, shown = stage.show(PayoutScreen, visit_at(stage.counter, Step.PAYOUT))
    shown.hands.click("primary")
    shown.hands.click("staff_m01")
    type_pin(shown, MANAGER_PIN)
    stage.settle()
    today = stage.counter.ledger.today
    assert [line.staff for line in stage.counter.ledger.lines(today, today)] == ["M01"]


def test_what_is_missing_is_named_and_nothing_can_be_paid(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(PayoutScreen, visit)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    assert "残り：1行ずつの同意、説明と署名" in words_of(screen)


def test_back_from_the_pin_keeps_the_count(stage: Stage) -> None:
    _, shown = stage.show(PayoutScreen, visit_at(stage.counter, Step.PAYOUT))
    shown.hands.click("primary")
    assert shown.hands.find("cash_1000") is None
    shown.hands.click("back")
    assert shown.hands.find("cash_1000") is not None
    assert shown.moved == []


def test_digits_go_to_the_count_and_never_to_a_pad_that_is_not_shown(stage: Stage) -> None:
    screen, shown = stage.show(PayoutScreen, visit_at(stage.counter, Step.PAYOUT))
    shown.host.activateWindow()
    stage.settle()
    pad = screen._proof.pad
    assert not pad.hasFocus()
    shown.hands.type(CLERK_PIN)
    stage.settle()
    assert shown.moved == []

    shown.hands.click("suggest")
    shown.hands.click("primary")
    assert pad.hasFocus()  # the control: once it is shown, the next digits are its own


def late_page(stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE) -> Shown:
    """The PIN's page with a late entry asked for."""
    visit = visit_at(stage.counter, Step.PAYOUT)
    _, shown = stage.show(PayoutScreen, visit, language=language, size=size)
    shown.hands.click("primary")
    shown.hands.click("late")
    stage.settle()
    return shown


def test_what_was_received_earlier_is_entered_late_by_a_manager(stage: Stage) -> None:
    shown = late_page(stage)
    assert shown.hands.find("staff_c01") is None  # a late entry is a manager's
    write(shown.hands, "late_received", "2026-11-20 11:00")
    write(shown.hands, "late_reason", "停電のため")
    shown.hands.click("staff_m01")
    type_pin(shown, MANAGER_PIN)
    stage.settle()

    today = stage.counter.ledger.today
    [line] = stage.counter.ledger.lines(today, today)
    assert line.late is not None
    assert (line.late.received_at.isoformat(), line.late.reason) == (
        "2026-11-20T02:00:00+00:00",
        "停電のため",
    )


@pytest.mark.parametrize(
    ("received", "reason", "code"),
    [
        ("yesterday", "停電のため", ""),
        ("2026-11-31 11:00", "停電のため", ""),
        ("2026-11-20 11:00", "", "reason_missing"),
        ("2026-11-23 11:00", "停電のため", "late_not_past"),
    ],
)
def test_a_late_entry_that_is_none_is_told_and_nothing_lost(
    stage: Stage, received: str, reason: str, code: str
) -> None:
    shown = late_page(stage)
    write(shown.hands, "late_received", received)
    if reason:
        write(shown.hands, "late_reason", reason)
    shown.hands.click("staff_m01")
    type_pin(shown, MANAGER_PIN)
    stage.settle()
    assert [one.code for one in shown.told] == ([code] if code else [])
    assert shown.moved == []
    field = shown.hands.find("late_received")
    assert isinstance(field, QLineEdit)
    assert field.text() == received  # still on this page, as it was typed


def test_without_a_late_entry_the_clerk_is_there_again(stage: Stage) -> None:
    shown = late_page(stage)
    shown.hands.click("late")
    stage.settle()
    assert shown.hands.find("late_received") is None
    shown.hands.click("staff_c01")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    today = stage.counter.ledger.today
    assert [line.late for line in stage.counter.ledger.lines(today, today)] == [None]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_of_a_late_entry_fits(
    stage: Stage, language: str, size: tuple[int, int]
) -> None:
    shown = late_page(stage, language, size)
    assert cut_off(shown.screen) == []
