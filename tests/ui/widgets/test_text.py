"""Labels show what they are given, sign by sign, and cut nothing in secret."""

from __future__ import annotations

from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.text import ElidedLabel, PlainLabel, tip_words

EVIL = "<b>太字</b><img src='file:///etc/passwd'>&amp;"


def test_marks_of_a_language_of_pages_stay_signs(qtbot: QtBot, theme: Theme) -> None:
    marked, plain = PlainLabel(theme, text=EVIL), PlainLabel(theme, text="太字")
    shown(qtbot, marked)
    qtbot.addWidget(plain)

    assert marked.text() == EVIL
    assert name(marked) == EVIL
    # Rich text would be as narrow as the words alone.
    assert marked.sizeHint().width() > 4 * plain.sizeHint().width()


def test_one_line_has_the_height_of_its_line_box(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(theme, "clerk.title", "gypq")
    shown(qtbot, label)
    assert label.height() >= round(26 * 1.42)


def test_a_cut_label_tells_the_whole(qtbot: QtBot, theme: Theme) -> None:
    words = "とても長い名前の品物" * 5
    label = ElidedLabel(theme, text=words)
    shown(qtbot, label, 120, 24)
    assert label.toolTip() == words
    assert name(label) == words

    label.resize(2000, 24)
    assert label.toolTip() == ""


def test_the_tone_is_the_tokens(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(theme, text="■", tone="danger")
    shown(qtbot, label)
    image = label.grab().toImage()
    centre = image.pixelColor(image.width() // 2, image.height() // 2)
    assert centre.name() == theme.colour("danger").name()


def test_a_tool_tip_shows_the_very_words_of_people() -> None:
    plain, markup = "見本 太郎", "見本<img src='file:///none.png'>"

    assert tip_words(plain) == plain
    assert QTextDocumentFragment.fromHtml(markup).toPlainText() != markup  # as Qt would draw it
    assert QTextDocumentFragment.fromHtml(tip_words(markup)).toPlainText() == markup
