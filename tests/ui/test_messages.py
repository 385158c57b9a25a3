"""Errors become whole sentences in the window's language; a bug never tells what a person typed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.texts import load_texts
from ui.messages import CustomerMessages, Message, Messages, note_bug

TEXTS = load_texts(Path(__file__).parents[2] / "resources" / "texts")


def heard(messages: Messages) -> list[Message]:
    told: list[Message] = []
    messages.shown.connect(told.append)
    return told


def test_an_error_is_told_in_the_windows_language(qtbot: QtBot) -> None:
    messages = Messages(TEXTS.in_language("ja"))
    told = heard(messages)

    messages.fail(Refused("pin_wrong", left=3))
    messages.speak(TEXTS.in_language("en"))
    messages.fail(WrongInput("imei_form"))

    japanese, again, english = told
    assert again.text == TEXTS.in_language("en").say("error.pin_wrong", left=3)
    assert japanese.text == TEXTS.in_language("ja").say("error.pin_wrong", left=3)
    assert (japanese.gravity, japanese.code) == ("danger", "pin_wrong")
    assert english.text == TEXTS.in_language("en").say("error.imei_form")
    assert english.gravity == "warn"


def bug_with(text: str) -> ValueError:
    """A bug whose text holds what a person typed."""
    try:
        int(text)
    except ValueError as error:
        return error
    raise AssertionError(text)


def test_a_message_that_was_put_away_is_not_said_again(qtbot: QtBot) -> None:
    messages = Messages(TEXTS.in_language("ja"))
    told = heard(messages)
    messages.tell("window.unexpected", "danger")

    messages.clear()
    messages.speak(TEXTS.in_language("en"))

    assert len(told) == 1


def test_a_bug_is_logged_by_its_kind_and_place_only(
    expect_log: Callable[[str], None],
) -> None:
    expect_log(r"bug: ValueError in bug_with")
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]  # a tap
    logging.getLogger("ui.messages").addHandler(handler)
    try:
        note_bug(bug_with("見本 太郎"))
    finally:
        logging.getLogger("ui.messages").removeHandler(handler)

    assert len(records) == 1
    assert "見本" not in records[0]


def test_the_customer_hears_no_more_of_a_fault_than_they_may(qtbot: QtBot) -> None:
    messages = CustomerMessages(TEXTS.in_language("ja"))
    told = heard(messages)
    staff: list[CounterError] = []
    messages.for_staff.connect(staff.append)
    fault = Refused("disk_full")

    messages.fail(fault)

    assert [one.text for one in told] == [TEXTS.in_language("ja").say("customer.trouble")]
    assert staff == [fault]
