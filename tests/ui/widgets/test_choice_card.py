"""Choices: nothing ticked ahead, the whole card is the target, of two neither is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.card import column
from ui.widgets.choice_card import ChoiceCard, EitherOr


@pytest.fixture
def cards(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> Iterator[tuple[ChoiceCard, ChoiceCard]]:
    texts = catalogues.in_language("ja")
    yes, no = ChoiceCard(theme, texts, "either"), ChoiceCard(theme, texts, "either")
    yes.set_words("渡してもよい", "8つの目的に使われます", must=False)
    no.set_words("渡さない", "グループ会社には渡りません", must=False)
    page = QWidget()
    page.setLayout(column(yes, no))
    group = EitherOr(page)
    group.add(yes)
    group.add(no)
    shown(qtbot, page, 500)
    yield yes, no
    page.close()


def test_touch_anywhere_and_space_choose(
    qtbot: QtBot, cards: tuple[ChoiceCard, ChoiceCard]
) -> None:
    yes, no = cards
    assert not yes.isChecked()
    assert not no.isChecked()
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton, pos=QPoint(yes.width() - 3, 3))
    assert yes.isChecked()
    QTest.keyClick(no, Qt.Key.Key_Space)
    assert (yes.isChecked(), no.isChecked()) == (False, True)
    QTest.keyClick(no, Qt.Key.Key_Space)
    assert (yes.isChecked(), no.isChecked()) == (False, False)


def test_the_name_says_whether_it_is_needed_and_chosen(
    cards: tuple[ChoiceCard, ChoiceCard], catalogues: TextCatalogues
) -> None:
    yes, _ = cards
    assert name(yes) == "任意, 渡してもよい, 選んでいません"
    yes.setChecked(True)
    yes.retranslate(catalogues.in_language("en"))
    assert name(yes) == "Optional, 渡してもよい, chosen"
    assert yes.height() >= 80


def test_a_single_tick_stands_by_itself(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    tick = ChoiceCard(theme, catalogues.in_language("ja"))
    tick.set_words("8つの利用目的の説明を読みました", must=True)
    shown(qtbot, tick, 500)
    assert name(tick).startswith("必須, ")
    assert tick.height() >= 64
    plain = tick.grab().toImage()
    tick.click()
    assert tick.grab().toImage() != plain
