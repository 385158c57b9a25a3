"""Long text: lines with air, as high as it needs, cut into pages without losing a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import shown
from ui.theme import Theme
from ui.widgets.laid_text import Align, LaidText
from ui.widgets.paragraphs import Paragraphs

TEXT = "品物の状態を見て、本物かどうかを確かめます。𠮷田様の場合も同じです。" * 6


def test_it_grows_with_its_words_and_with_larger_text(qtbot: QtBot, theme: Theme) -> None:
    words = Paragraphs(theme, "customer.body", TEXT)
    shown(qtbot, words, 600)
    lines = words.lines_for(600)

    assert lines > 3
    assert words.heightForWidth(600) == pytest.approx(lines * 21 * 1.65, abs=1)
    assert words.lines_for(300) > lines
    words.set_text_factor(1.25)
    assert words.heightForWidth(600) > lines * 21 * 1.65


def test_marks_of_a_language_of_pages_stay_signs(qtbot: QtBot, theme: Theme) -> None:
    marked = Paragraphs(theme, text="<b>" * 60)
    plain = Paragraphs(theme, text="")
    qtbot.addWidget(marked)
    qtbot.addWidget(plain)
    assert marked.lines_for(300) > 3
    assert plain.lines_for(300) == 0


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_pages_hold_every_sign_in_order(theme: Theme, text: str) -> None:
    words = Paragraphs(theme, text=text)
    pages = words.pages_for(120, 80)
    assert "".join("".join(pages).split()) == "".join(text.split())


def test_a_page_is_no_higher_than_its_place(qtbot: QtBot, theme: Theme) -> None:
    words = Paragraphs(theme, text=f"{TEXT}\n\n{TEXT}")
    qtbot.addWidget(words)
    pages = words.pages_for(400, 200)

    assert len(pages) > 2
    for page in pages:
        one = Paragraphs(theme, text=page)
        qtbot.addWidget(one)
        assert one.heightForWidth(400) <= 200


@pytest.mark.parametrize(
    ("words", "width"), [("身分証に書かれた内容", 160), ("何も変わっていませんでした", 190)]
)
def test_no_line_ends_a_paragraph_with_a_sign_or_two(
    qtbot: QtBot, theme: Theme, words: str, width: int
) -> None:
    short = LaidText(words, theme.font("customer.label"), width, 24)
    lengths = [len(line.text) for line in short.lines]

    assert len(lengths) == 2
    assert min(lengths) >= 3
    assert "".join(line.text for line in short.lines) == words


def test_the_same_words_without_that_end_in_one_sign(theme: Theme) -> None:
    """The control: broken as Qt breaks them."""
    laid_out = LaidText("身分証に書かれた内容", theme.font("customer.label"), 160, 24)
    plain = laid_out._broken("身分証に書かれた内容", 160)
    assert plain.lineAt(1).textLength() == 1


@pytest.mark.parametrize(("align", "share"), [("left", 0), ("centre", 0.5), ("right", 1)])
def test_words_stand_left_right_or_in_the_middle(
    qtbot: QtBot, theme: Theme, align: Align, share: float
) -> None:
    words = Paragraphs(theme, "customer.body", "見本", align=align)
    shown(qtbot, words, 400)
    picture = words.grab().toImage()
    ink = [
        x
        for x in range(picture.width())
        if any(
            picture.pixelColor(x, y) != picture.pixelColor(0, 0) for y in range(picture.height())
        )
    ]
    free = 400 - (ink[-1] - ink[0])
    assert ink[0] == pytest.approx(free * share, abs=3)
