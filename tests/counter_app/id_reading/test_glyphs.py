"""The judge of kanji forms on signs drawn with a font that it never saw."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from counter_app.id_reading.engine import Line
from counter_app.id_reading.glyphs import GlyphJudge, load_groups
from counter_app.id_reading.pixels import Image
from tests.counter_app.id_reading.specimens import RESOURCES

FONT = RESOURCES / "fonts" / "BIZUDGothic-Regular.ttf"
"""Held out when the judge was trained (.ci/glyph_model.py)."""

OWN = RESOURCES / "id_reading"
JUDGE = GlyphJudge((OWN / "glyphs.onnx").read_bytes(), load_groups(OWN))


def drawn(text: str, size: int = 40) -> Image:
    page = Pillow.new("RGB", (size * len(text) + 16, size + 16), (232, 236, 230))
    font = ImageFont.truetype(str(FONT), size)
    ImageDraw.Draw(page).text((8, 8), text, font=font, fill=(30, 30, 34))
    return np.asarray(page)[:, :, ::-1].copy()


def read_as(text: str, printed: str) -> Line:
    """The judge's answer where one text was read and another is printed."""
    count, size = len(text), 40
    places = tuple((8 + size * (n + 0.5)) / (size * count + 16) for n in range(count))
    return JUDGE.judged(Line(text, (0.99,) * count, frozenset(), places), drawn(printed))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("高橋花子", "髙橋花子"),
        ("山崎花子", "山﨑花子"),
        ("渡辺花子", "渡邉花子"),
        ("斎藤花子", "齋藤花子"),
    ],
)
def test_the_printed_form_is_told(read: str, printed: str) -> None:
    assert read_as(read, printed).text == printed


@pytest.mark.parametrize("text", ["高橋花子", "山崎花子", "渡辺花子", "斎藤花子", "吉田花子"])
def test_the_usual_form_stays_where_it_is_printed(text: str) -> None:
    assert read_as(text, text).text == text


@pytest.mark.parametrize("printed", ["犬橋花子", "鈴橋花子", "夏橋花子"])
def test_a_sign_that_is_none_of_the_group_is_doubted(printed: str) -> None:
    assert 0 in read_as("高橋花子", printed).doubts
    assert 0 not in read_as("高橋花子", "高橋花子").doubts  # control


def test_lines_without_such_signs_are_left_alone() -> None:
    line = Line("はな", (0.9, 0.9), frozenset(), (0.25, 0.75))
    assert JUDGE.judged(line, drawn("はな")) is line
