"""A paper's pages as pixels that a screen can show."""

from __future__ import annotations

import pytest

from counter_app.documents.page import LANDSCAPE, PORTRAIT, Paper
from counter_app.documents.preview import page_count, page_images
from counter_app.domain.errors import NotPossibleNow
from tests.counter_app.documents import builders


def paper(size: tuple[float, float] = PORTRAIT, pages: int = 1) -> bytes:
    drawn = Paper(builders.fonts(), size, "見本", builders.AT)
    for _ in range(pages):
        drawn.fill(0, 0, 20, 20, 0)
        drawn.next_page()
    return drawn.finished()


def test_a_page_has_the_pixels_of_its_size() -> None:
    upright, across = page_images(paper())[0], page_images(paper(LANDSCAPE))[0]

    assert (upright.width, upright.height) == (794, 1123)  # A4 at 96 dots an inch
    assert (across.width, across.height) == (1123, 794)
    assert upright.stride >= upright.width * 4
    assert len(upright.pixels) == upright.stride * upright.height


def test_ink_stands_where_it_was_drawn() -> None:
    image = page_images(paper(), dpi=50)[0]
    last = (image.height - 2) * image.stride + (image.width - 2) * 4

    assert image.pixels[0:3] == b"\x00\x00\x00"
    assert image.pixels[last : last + 3] == b"\xff\xff\xff"


def test_only_the_wanted_pages_are_drawn() -> None:
    pdf = paper(pages=5)

    assert page_count(pdf) == 5
    assert len(page_images(pdf, dpi=20)) == 5
    assert len(page_images(pdf, dpi=20, pages=range(3, 9))) == 2


@pytest.mark.parametrize("data", [b"", b"no paper at all"])
def test_what_is_no_paper_is_told(data: bytes) -> None:
    for look in (page_images, page_count):
        with pytest.raises(NotPossibleNow) as told:
            look(data)
        assert told.value.code == "paper_unreadable"
