"""Choosing by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.search_field import SearchField

CHOICES = [("x128", "見本 Phone X 128GB"), ("x256", "見本 Phone X 256GB"), ("tab", "Tablet 10")]


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> SearchField:
    made = SearchField(theme)
    made.set_words("型番", "")
    made.set_choices(CHOICES)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Tablet", "tab"),
        ("phone 256", "x256"),
        ("256 PHONE", "x256"),
        ("phone", ""),
        ("console", ""),
        ("", ""),
    ],
)
def test_every_typed_word_must_stand_in_the_choice(
    field: SearchField, typed: str, key: str
) -> None:
    QTest.keyClicks(field.field, typed)
    assert field.key() == key


def test_the_rest_is_listed_and_the_list_goes_with_the_choice(field: SearchField) -> None:
    QTest.keyClicks(field.field, "phone")
    assert field.list.count() == 2
    QTest.keyClicks(field.field, " x 1")
    assert field.key() == "x128"
    assert field.list.isHidden()


def test_enter_takes_the_first_and_shows_it_whole(field: SearchField) -> None:
    told: list[str] = []
    field.chosen.connect(told.append)
    QTest.keyClicks(field.field, "phone")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert (field.key(), field.field.text()) == ("x128", "見本 Phone X 128GB")
    assert told == ["x128"]


def test_the_arrow_goes_into_the_list(field: SearchField) -> None:
    QTest.keyClicks(field.field, "phone")
    QTest.keyClick(field.field, Qt.Key.Key_Down)
    QTest.keyClick(field.list, Qt.Key.Key_Down)
    QTest.keyClick(field.list, Qt.Key.Key_Return)
    assert field.key() == "x256"


def test_another_language_keeps_the_choice(field: SearchField) -> None:
    field.set_key("tab")
    field.set_choices([(key, words.upper()) for key, words in CHOICES])
    assert (field.key(), field.field.text()) == ("tab", "TABLET 10")
