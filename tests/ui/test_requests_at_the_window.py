"""A clerk takes a question at the real window, and the customer's window shows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.faults.tills import FaultyTill, open_faulty_till
from tests.ui.counters import CLERK, CLERK_PIN
from tests.ui.screens.words import words_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ASKED = "入金の見本のこと"


@pytest.fixture
def till(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FaultyTill]:
    made = open_faulty_till(qapp, qtbot, tmp_path, "ja")
    yield made
    made.close()


def test_a_clerk_takes_a_question_by_keys_alone(till: FaultyTill) -> None:
    """F4, Enter, the words, Enter, the PIN: nothing else is needed."""
    till.sign_in(CLERK, CLERK_PIN)
    till.until(till.clerk.ready("requests"))
    till.until(till.clerk.turn_to())
    till.clerk.press(Qt.Key.Key_F4)
    till.until(till.clerk.shows("RequestsScreen"))
    till.until(till.clerk.ready("primary"))
    till.clerk.press(Qt.Key.Key_Return)
    till.until(lambda: till.clerk.find("text") is not None)
    till.clerk.type("when is it paid")
    till.clerk.press(Qt.Key.Key_Return)
    till.until(lambda: till.clerk.find("pin_pad") is not None)
    till.clerk.type(CLERK_PIN)
    till.until(till.counter.requests.waiting)
    [row] = till.counter.requests.waiting()
    assert till.counter.requests.get(row.number).asked.text == "when is it paid"
    till.until(lambda: till.clerk.find("note") is not None)


def test_a_clerk_takes_and_answers_a_question_from_the_board(till: FaultyTill) -> None:
    till.sign_in(CLERK, CLERK_PIN)
    till.until(till.clerk.ready("requests"))
    till.clerk.click("requests")
    till.until(till.clerk.shows("RequestsScreen"))
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(lambda: till.clerk.find("text") is not None)
    till.clerk.write("text", ASKED)
    till.clerk.write("name", "見本 太郎")
    till.clerk.click("primary")
    till.until(lambda: till.clerk.find("pin_pad") is not None)
    till.clerk.type(CLERK_PIN)
    till.until(till.counter.requests.waiting)
    till.until(lambda: till.clerk.find("note") is not None)
    assert ASKED in words_of(till.clerk.window)
    assert ASKED not in words_of(till.customer.window)
    assert "見本 太郎" not in words_of(till.customer.window)
    [row] = till.counter.requests.waiting()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(lambda: till.clerk.find("text") is not None)
    till.clerk.write("text", "明日です")
    till.clerk.click("primary")
    till.until(lambda: till.clerk.find("pin_pad") is not None)
    till.clerk.type(CLERK_PIN)
    till.until(lambda: till.counter.requests.get(row.number).answer is not None)
