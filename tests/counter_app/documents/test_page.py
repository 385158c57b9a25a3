"""A paper prints what it is told, does nothing, and says nothing of people in its metadata."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ContentStream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from counter_app.documents.page import BODY, DIGITS, PORTRAIT, Paper
from counter_app.domain.consent import Signature
from tests.counter_app.documents import builders


def paper(title: str = "見本") -> Paper:
    return Paper(builders.fonts(), PORTRAIT, title, builders.AT)


def one_line(text: str) -> bytes:
    drawn = paper()
    drawn.say(20, 30, text, BODY)
    drawn.next_page()
    return drawn.finished()


def foreign(*, link: bool = False, font: str = "Helvetica", text: str = "x") -> bytes:
    """A PDF that was not made by Paper, for the controls."""
    data = BytesIO()
    canvas = Canvas(data)
    canvas.setFont(font, 12)
    canvas.drawString(50, 50, text)
    if link:
        canvas.linkURL("https://example.invalid/", (0, 0, 50, 50))
    canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize(
    "text",
    ["𠮷田 髙﨑", "<b>見本</b> & A", "(見本) \\ %PDF", "¥38,500 −¥6,000", "/JS (app.alert(1))"],
)
def test_words_are_printed_as_they_are(text: str) -> None:
    assert builders.words_of(one_line(text)) == builders.squeezed(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_prints_whole_and_stays_text(text: str) -> None:
    pdf = one_line(text)

    assert builders.words_of(pdf) == builders.inked(text)
    assert builders.active_content(pdf) == set()
    assert builders.notdef_signs(pdf) == set()


def test_a_paper_does_nothing() -> None:
    assert builders.active_content(one_line("javascript:alert(1)")) == set()


def test_the_check_for_active_content_sees_a_link() -> None:
    assert {"/URI", "/Annots"} <= builders.active_content(foreign(link=True))


def test_fonts_are_inside_the_paper() -> None:
    assert builders.not_embedded(one_line("見本 𠮷")) == set()


def test_the_check_for_embedding_sees_a_font_that_is_not() -> None:
    assert builders.not_embedded(foreign()) == {"/Helvetica"}


def test_the_check_for_missing_glyphs_sees_one() -> None:
    path = builders.FONTS / "BIZUDGothic-Regular.ttf"
    pdfmetrics.registerFont(TTFont("control", str(path)))

    assert "\x00" in builders.notdef_signs(foreign(font="control", text="a\U0001f600"))


def test_a_sign_that_no_font_has_is_named_by_its_code_point() -> None:
    drawn = paper()
    drawn.say(20, 30, "a\U0001f600b\U0001f600", BODY)

    assert drawn.missing == ["\U0001f600"]
    drawn.next_page()
    assert drawn.missing == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert one_line("見本") == one_line("見本")
    assert one_line("見本") != one_line("見本2")


def test_the_metadata_holds_the_moment_in_japan_and_nothing_of_the_content() -> None:
    told = builders.metadata(one_line("見本 太郎"))

    assert told["/CreationDate"] == told["/ModDate"] == "D:20261122140500+09'00'"
    assert told["/Title"] == "見本"
    assert told["/Author"] == told["/Subject"] == told["/Keywords"] == ""
    assert not any("太郎" in value for value in told.values())


def test_the_moment_is_that_of_japan_whatever_its_own_zone() -> None:
    drawn = Paper(builders.fonts(), PORTRAIT, "見本", builders.AT.astimezone(UTC))
    drawn.next_page()

    assert builders.metadata(drawn.finished())["/CreationDate"] == "D:20261122140500+09'00'"


def test_words_stand_left_right_or_in_the_middle() -> None:
    places: list[float] = []
    drawn = paper()
    width = drawn.width_of("12,345", DIGITS)
    for align in ("left", "right", "centre"):
        drawn.say(100, 50, "12,345", DIGITS, align)
    drawn.next_page()
    page = builders.reader(drawn.finished()).pages[0]

    def look(text: str, _cm: object, matrix: list[float], *_: object) -> None:
        if "12,345" in text:
            places.append(matrix[4] * 25.4 / 72)

    page.extract_text(visitor_text=look)
    assert places == pytest.approx([100, 100 - width, 100 - width / 2], abs=0.01)


def strokes_of(pdf: bytes) -> int:
    """How many lines are drawn on the first page."""
    book = builders.reader(pdf)
    content = ContentStream(book.pages[0].get_contents(), book)
    return sum(operator == b"S" for _, operator in content.operations)


def test_a_signature_is_drawn_as_lines() -> None:
    drawn = paper()
    drawn.signature(builders.signature(), 20, 200, 100, 30)
    drawn.next_page()

    assert strokes_of(drawn.finished()) == 2


def test_a_consent_signed_on_paper_draws_nothing() -> None:
    drawn = paper()
    drawn.signature(Signature((), "pen", 0, 0), 20, 200, 100, 30)
    drawn.next_page()

    assert strokes_of(drawn.finished()) == 0
