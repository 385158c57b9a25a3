"""The preview: pages turned by button and key, fitted or at full size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.paper_preview import PaperPage, PaperPreview, Sheet

RED, BLUE = b"\x00\x00\xff\x00", b"\xff\x00\x00\x00"


def page(pixel: bytes) -> PaperPage:
    return PaperPage(pixel * (297 * 210), 297, 210, 297 * 4)


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> PaperPreview:
    made = PaperPreview(theme, catalogues.in_language("ja"))
    made.set_pages([page(RED), page(BLUE)])
    shown(qtbot, made, 500, 400)
    return made


def colour(preview: PaperPreview) -> str:
    image = part_of(preview, Sheet).grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_pages_are_turned(qtbot: QtBot, preview: PaperPreview) -> None:
    turned = QSignalSpy(preview.page_turned)
    assert colour(preview) == "#ff0000"
    assert not preview.previous.isEnabled()
    QTest.mouseClick(preview.next, Qt.MouseButton.LeftButton)
    assert (preview.page, colour(preview)) == (1, "#0000ff")
    assert name(preview) == "2ページのうち2ページ目"
    assert not preview.next.isEnabled()
    preview.turn(5)
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page == 0
    assert [turned.at(n) for n in range(turned.count())] == [[1], [0]]


def test_it_can_be_enlarged_and_fitted_again(qtbot: QtBot, preview: PaperPreview) -> None:
    preview.resize(250, 250)
    sheet = part_of(preview, Sheet)
    small = sheet.width()
    QTest.mouseClick(preview.zoom, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.width() >= 297)
    assert name(preview.zoom) == "全体を見る"
    QTest.mouseClick(preview.zoom, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.width() <= small)


def test_without_a_page_it_says_so(preview: PaperPreview, catalogues: TextCatalogues) -> None:
    preview.set_pages(())
    preview.retranslate(catalogues.in_language("en"))
    assert name(preview) == "No page to show"
    preview.turn(1)
    assert preview.page == 0
