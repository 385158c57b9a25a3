"""A paper's pages as pictures, for the preview on the screen."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # ships no stubs

from counter_app.domain.errors import NotPossibleNow

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels.

    Attributes:
        pixels: four bytes a pixel in the order blue, green, red, unused (Qt's Format_RGB32).
        width, height: in pixels; stride: bytes a row.
    """

    pixels: bytes
    width: int
    height: int
    stride: int


def page_images(pdf: bytes, dpi: int = 96, pages: range | None = None) -> list[PageImage]:
    """The pages of a paper as pictures.

    Args:
        pdf: the paper.
        dpi: pixels an inch of paper; 96 fills an A4 page with 1123 x 794 pixels.
        pages: which pages, from 0; all when not given, those beyond the end are left out.

    Raises:
        NotPossibleNow: `paper_unreadable`.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise NotPossibleNow("paper_unreadable") from fault
    try:
        wanted = range(len(document)) if pages is None else pages
        return [_image(document, no, dpi) for no in wanted if 0 <= no < len(document)]
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """How many pages a paper has.

    Raises:
        NotPossibleNow: `paper_unreadable`.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise NotPossibleNow("paper_unreadable") from fault
    try:
        return len(document)
    finally:
        document.close()


def _image(document: pypdfium2.PdfDocument, no: int, dpi: int) -> PageImage:
    page = document[no]
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True, may_draw_forms=False)
    try:
        return PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        bitmap.close()
        page.close()
