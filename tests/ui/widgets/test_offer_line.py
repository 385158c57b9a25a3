"""A line of the offer: agreed to, asked about, never answered ahead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import cut, name, settle, shown
from ui.theme import Theme
from ui.widgets.offer_line import OfferLine


def test_the_customer_agrees_or_asks(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    line = OfferLine(theme, catalogues.in_language("ja"))
    line.show_line("画面のひび割れ", "右上にひびがあります", "−¥6,000")
    shown(qtbot, line, 944)
    agreed, asked = QSignalSpy(line.agreed), QSignalSpy(line.asked)

    assert name(line) == "画面のひび割れ, −¥6,000, 未回答"
    assert line.agree.height() >= 56
    QTest.mouseClick(line.agree, Qt.MouseButton.LeftButton)
    QTest.keyClick(line.ask, Qt.Key.Key_Space)
    assert (agreed.count(), asked.count()) == (1, 1)

    line.set_answer("agreed")
    settle()
    assert name(line).endswith("同意済み")
    assert cut(line) == []
    line.set_answer("asked")
    settle()
    assert cut(line) == []
    line.retranslate(catalogues.in_language("en"))
    assert line.agree.text() == "Yes"
    assert line.answer == "asked"


def test_agree_and_ask_weigh_the_same(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    line = OfferLine(theme, catalogues.in_language("ja"))
    shown(qtbot, line, 944)
    assert line.agree.height() == line.ask.height()
    assert line.agree.font() == line.ask.font()
    assert line.agree.property("kind") == line.ask.property("kind") == "secondary"


def test_the_clerks_side_only_shows(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> None:
    line = OfferLine(theme, catalogues.in_language("ja"), customer=False)
    line.show_line("画面", "ひび割れ", "−¥6,000")
    line.set_answer("asked")
    shown(qtbot, line, 700)
    assert not line.agree.isVisible()
    assert name(line) == "画面, −¥6,000, 確認したい"


def test_a_photo_opens_large(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> None:
    line = OfferLine(theme, catalogues.in_language("ja"))
    line.show_line("画面", "", "−¥6,000")
    shown(qtbot, line, 944)
    opened = QSignalSpy(line.photo_opened)
    QTest.mouseClick(line.photo, Qt.MouseButton.LeftButton)
    assert opened.count() == 0

    photo = QImage(96, 64, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.red)
    line.show_line("画面", "", "−¥6,000", photo=photo)
    QTest.mouseClick(line.photo, Qt.MouseButton.LeftButton)
    assert opened.count() == 1
    assert line.photo.grab().toImage().pixelColor(48, 32).name() == "#ff0000"
