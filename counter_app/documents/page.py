"""One paper as it is drawn: millimetres from the top left corner, plain text, embedded fonts.

A PDF made here holds no script, no link and no action, and nothing personal in its metadata. The
same content at the same moment gives the same bytes, so that a paper can be compared with a second
print of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from reportlab.graphics.barcode import qrencoder
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from counter_app.clock import JAPAN
from counter_app.documents.fonts import FIRST_FONT, Face, FontChain, PaperFonts, Run
from counter_app.documents.typeset import printable, wrap
from counter_app.domain.consent import Signature

MM = 72 / 25.4
"""Points in a millimetre."""

Align = Literal["left", "right", "centre"]

PORTRAIT = (210.0, 297.0)
LANDSCAPE = (297.0, 210.0)
"""A4, width and height in millimetres."""

INK = 0.0
GREY = 0.38
FAINT = 0.62
PALE = 0.93
"""Greys from 0, black, to 1, white; FAINT is for rules, never for words."""

WATERMARK_SHARE = 0.5
"""How much of the page's width a watermark takes."""

_WRAPPED_AT_ONCE = 500
"""Texts whose lines are remembered: a ledger's columns say the same again and again."""

PEN = (0.07, 0.14, 0.35)
PEN_WIDTH = 1.1
QR_LEVEL_M = 0
"""Error correction of 15 %, in the encoder's numbering."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: face, size in points, grey, and line pitch as a multiple of the size.

    Attributes:
        language: of the words, where it has fonts of its own.
    """

    face: Face = "text"
    size: float = 9
    grey: float = INK
    pitch: float = 1.5
    language: str = ""

    @property
    def line_mm(self) -> float:
        """From one base line to the next, in millimetres."""
        return self.size * self.pitch / MM

    def sized(self, size: float) -> Style:
        """The same style in another size."""
        return replace(self, size=size)

    def spoken(self, language: str) -> Style:
        """The same style for words of a language."""
        return replace(self, language=language)


BODY = Style()
BOLD = Style("bold")
SMALL = Style(size=7.5, grey=GREY)
DIGITS = Style("digits")


class Paper:
    """A PDF being drawn, page after page, in memory.

    Attributes:
        width, height: of the page in millimetres.
        missing: signs of the present page that no font has.
    """

    def __init__(
        self,
        fonts: PaperFonts,
        size: tuple[float, float],
        title: str,
        made_at: datetime,
        language: str = "ja-JP",
    ) -> None:
        self.width, self.height = size
        self.missing: list[str] = []
        self._fonts = fonts
        self._bytes = BytesIO()
        self._canvas: Any = Canvas(
            self._bytes,
            pagesize=(size[0] * MM, size[1] * MM),
            pageCompression=0,  # the filter below: ASCII85 on top would take longer than the page
            invariant=1,
            lang=language,
            initialFontName=FIRST_FONT["text"],  # else each page names Helvetica, not embedded
        )
        self._document: Any = self._canvas._doc  # noqa: SLF001 - where its fonts keep their subsets
        self._document.defaultStreamFilters = [PDFZCompress]
        self._wrapped: dict[tuple[str, Style, float], tuple[str, ...]] = {}
        self._ink: tuple[str, float] | None = None
        self._pen: tuple[float, float] | None = None
        local = made_at.astimezone(JAPAN)
        self._canvas.setDateFormatter(lambda *_: local.strftime("D:%Y%m%d%H%M%S+09'00'"))
        self._canvas.setTitle(title)
        for tell in (self._canvas.setAuthor, self._canvas.setSubject, self._canvas.setKeywords):
            tell("")
        self._canvas.setCreator("Trade-in Counter")

    def say(self, x: float, y: float, text: str, style: Style, align: Align = "left") -> float:
        """Set one line with its base line at y; returns its width in millimetres."""
        plain = printable(text)
        chain = self._fonts.chain(style.face, style.language)
        width = chain.width(plain, style.size) / MM
        if not chain.knows_all(plain):
            self._note_missing(plain, chain)
        left = x if align == "left" else x - (width if align == "right" else width / 2)
        code = [f"BT {style.grey:g} g {left * MM:.2f} {(self.height - y) * MM:.2f} Td"]
        for run in chain.runs(plain):
            code += self._signs(run, style.size)
        self._canvas.addLiteral(" ".join([*code, "ET"]))
        return width

    def _signs(self, run: Run, size: float) -> Iterator[str]:
        """The operators that set a run (ISO 32000-1, 9.4.3).

        The library's own text takes three times as long, most of it for numbers that do not change.
        """
        font = pdfmetrics.getFont(run.font)
        for subset, codes in font.splitString(run.text, self._document):
            ink = (font.getSubsetInternalName(subset, self._document), size)
            if ink != self._ink:
                self._ink = ink
                yield f"{ink[0]} {size:g} Tf"
            yield f"<{codes.hex()}> Tj"

    def block(self, x: float, y: float, text: str, style: Style, width: float) -> float:
        """Set a text in lines of a width, the first base line at y; returns the next base line."""
        return self.lines(x, y, self.wrapped(text, style, width), style)

    def lines(self, x: float, y: float, lines: Sequence[str], style: Style) -> float:
        """Set lines one under another, the first base line at y; returns the next base line."""
        for line in lines:
            self.say(x, y, line, style)
            y += style.line_mm
        return y

    def wrapped(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """The lines that `block` would set in a width of millimetres."""
        asked = (text, style, width)
        lines = self._wrapped.get(asked)
        if lines is None:
            chain = self._fonts.chain(style.face, style.language)
            lines = tuple(wrap(printable(text), chain, style.size, width * MM))
            if len(self._wrapped) >= _WRAPPED_AT_ONCE:
                self._wrapped.clear()
            self._wrapped[asked] = lines
        return lines

    def width_of(self, text: str, style: Style) -> float:
        """How wide one line is, in millimetres."""
        return self._fonts.chain(style.face, style.language).width(printable(text), style.size) / MM

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.3, grey: float = FAINT
    ) -> None:
        """Draw a straight line; weight in points."""
        self._take_pen(weight, grey)
        top, bottom = (self.height - y1) * MM, (self.height - y2) * MM
        self._canvas.addLiteral(f"n {x1 * MM:.2f} {top:.2f} m {x2 * MM:.2f} {bottom:.2f} l S")

    def _take_pen(self, weight: float, grey: float) -> None:
        if (weight, grey) != self._pen:
            self._pen = (weight, grey)
            self._canvas.setLineWidth(weight)
            self._canvas.setStrokeGray(grey)

    def fill(self, x: float, y: float, width: float, height: float, grey: float = PALE) -> None:
        """Fill a rectangle, x and y its top left corner."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(
            x * MM, (self.height - y - height) * MM, width * MM, height * MM, stroke=0, fill=1
        )

    def frame(self, x: float, y: float, width: float, height: float, weight: float = 0.5) -> None:
        """Draw a rectangle's four sides, x and y its top left corner."""
        self._take_pen(weight, INK)
        self._canvas.rect(x * MM, (self.height - y - height) * MM, width * MM, height * MM)

    def watermark(self, words: str) -> None:
        """Set large pale words across the page; to be called before anything else is drawn."""
        chain = self._fonts.chain("bold")
        size = WATERMARK_SHARE * self.width * MM / chain.width(words, 1)
        self._canvas.saveState()
        self._canvas.translate(self.width * MM / 2, self.height * MM / 2)
        self._canvas.rotate(30)
        ink = self._canvas.beginText(-chain.width(words, size) / 2, -size * 0.36)
        ink.setFillGray(PALE)
        for run in chain.runs(words):
            ink.setFont(run.font, size)
            ink.textOut(run.text)
        self._canvas.drawText(ink)
        self._canvas.restoreState()

    def signature(
        self, signature: Signature, x: float, y: float, width: float, height: float
    ) -> None:
        """Draw the pen's strokes into a rectangle, as lines and in their own proportions."""
        if not signature.strokes:
            return  # signed on paper
        scale = min(width / signature.width, height / signature.height) * MM
        left = x * MM + (width * MM - signature.width * scale) / 2
        top = (self.height - y) * MM - (height * MM - signature.height * scale) / 2
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*PEN)
        self._canvas.setLineWidth(PEN_WIDTH)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        for stroke in signature.strokes:
            points = [(left + point.x * scale, top - point.y * scale) for point in stroke]
            if points:
                path = self._canvas.beginPath()
                path.moveTo(*points[0])
                for point in points[1:] or points:
                    path.lineTo(*point)
                self._canvas.drawPath(path)
        self._canvas.restoreState()

    def qr(self, x: float, y: float, size: float, text: str) -> None:
        """Draw a QR code of a text (UTF-8, error correction M) with its quiet zone inside size."""
        code = qrencoder.QRCode(None, QR_LEVEL_M)
        code.addData(qrencoder.QR8bitByte(text))
        code.make()
        count = code.getModuleCount()
        module = size / (count + 8)  # ISO/IEC 18004: a quiet zone of four modules
        for row in range(count):
            dark = [bool(code.isDark(row, column)) for column in range(count)]
            for first, length in _stretches(dark):
                self.fill(
                    x + (4 + first) * module, y + (4 + row) * module, length * module, module, INK
                )

    def next_page(self) -> None:
        """End this page."""
        self._canvas.showPage()
        self._ink = self._pen = None  # a page begins with neither
        self.missing.clear()

    def finished(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._bytes.getvalue()

    def _note_missing(self, text: str, chain: FontChain) -> None:
        for sign in text:
            if not chain.knows(sign) and sign not in self.missing:
                self.missing.append(sign)


def _stretches(dark: Sequence[bool]) -> list[tuple[int, int]]:
    """First and length of each stretch of dark modules in a row."""
    stretches: list[tuple[int, int]] = []
    for column, is_dark in enumerate(dark):
        if not is_dark:
            continue
        if stretches and sum(stretches[-1]) == column:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        else:
            stretches.append((column, 1))
    return stretches
