"""The fonts of the papers, and for every sign the font that has it.

Names are printed as they stand on the document: a kanji that the main font lacks is taken from the
next font of the chain, and one that no font has becomes 〓 with its code point named on the same
page. Nothing is ever dropped or drawn as a silent empty box.

A language that the main fonts cannot set has a font of its own, first in its chains: the same
code point is drawn in its Chinese form in Chinese, and in its Japanese form everywhere else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from typing_extensions import override

Face = Literal["text", "bold", "digits"]

FIRST_FONT: dict[Face, str] = {
    "text": "BIZUDPGothic-Regular",
    "bold": "BIZUDPGothic-Bold",
    "digits": "BIZUDGothic-Regular",
}
"""`digits` has Latin and digits of half a sign's width, so that numbers of a column line up."""

GETA = "〓"
"""What Japanese printers set for a sign that is not in the case."""


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one line that one font draws."""

    font: str
    text: str


class FontChain:
    """Fonts tried in order for each sign."""

    def __init__(self, fonts: tuple[Any, ...]) -> None:
        self._fonts = fonts
        self._known: dict[str, tuple[str, float] | None] = {}
        self._widths = _Widths(self)
        self._of_first: set[str] = set()

    def knows(self, sign: str) -> bool:
        """Whether a font of the chain has the sign."""
        return self._look_up(sign) is not None

    def width(self, text: str, size: float) -> float:
        """How wide a line is set, in points; a sign that no font has counts as 〓."""
        return sum(map(self._widths.__getitem__, text)) * size

    def knows_all(self, text: str) -> bool:
        """Whether the chain has every sign of a text."""
        return self._of_first.issuperset(text) or all(map(self.knows, text))

    def runs(self, text: str) -> Iterator[Run]:
        """The line as runs of one font each; a sign that no font has becomes 〓."""
        if text and self._of_first.issuperset(text):  # nearly every line of a ledger
            yield Run(self._fonts[0].fontName, text)
            return
        font, signs = "", ""
        for sign in text:
            drawn = sign if self.knows(sign) else GETA
            its_font = self._sign(sign)[0]
            if its_font != font and signs:
                yield Run(font, signs)
                signs = ""
            font = its_font
            signs += drawn
        if signs:
            yield Run(font, signs)

    def width_of_sign(self, sign: str) -> float:
        """How wide one sign is set at a size of 1."""
        return self._sign(sign)[1]

    def _sign(self, sign: str) -> tuple[str, float]:
        found = self._look_up(sign) or self._look_up(GETA)
        if found is None:
            raise LookupError("no font of the papers has the sign for a missing sign")
        return found

    def _look_up(self, sign: str) -> tuple[str, float] | None:
        if sign not in self._known:
            found = self._known[sign] = self._find(ord(sign))
            if found and found[0] == self._fonts[0].fontName:
                self._of_first.add(sign)
        return self._known[sign]

    def _find(self, code: int) -> tuple[str, float] | None:
        for font in self._fonts:
            if code in font.face.charToGlyph:
                return font.fontName, font.face.getCharWidth(code) / 1000
        return None


class _Widths(dict[str, float]):
    """The width of every sign that was set so far, looked up in the chain at its first use."""

    def __init__(self, chain: FontChain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, sign: str) -> float:
        width = self[sign] = self._chain.width_of_sign(sign)
        return width


class PaperFonts:
    """The three faces of the papers, each with its chain of fallback fonts."""

    def __init__(
        self, chains: dict[Face, FontChain], own: Mapping[tuple[str, Face], FontChain]
    ) -> None:
        """Hold the chains of the main fonts, and those of languages with fonts of their own."""
        self._chains = chains
        self._own = own

    def chain(self, face: Face, language: str = "") -> FontChain:
        """The fonts of one face, in order, for words of a language."""
        return self._own.get((language, face), self._chains[face])


def load_fonts(folder: Path) -> PaperFonts:
    """Read the papers' TrueType fonts and make them known to reportlab, under their file names.

    `languages.toml` names the fonts of single languages; every other TrueType font of the folder is
    a fallback for rare kanji, in the order of names. Last of all come the fonts of other languages.

    Raises:
        FileNotFoundError: one of the three main fonts is missing, or one of a language's.
    """
    languages = _languages(folder)
    fonts = {
        stem: _font(_found(folder / f"{stem}.ttf"))
        for stem in (*FIRST_FONT.values(), *(one for pair in languages.values() for one in pair))
    }
    rest = sorted(path for path in folder.glob("*.ttf") if path.stem not in fonts)
    rare = tuple(_font(path) for path in rest)
    others = tuple(fonts[text] for text, _ in languages.values())
    chains = {face: (fonts[stem], *rare) for face, stem in FIRST_FONT.items()}
    own = {
        (language, face): FontChain((fonts[stem], *chains[face], *others))
        for language, pair in languages.items()
        for face, stem in zip(_OWN_FACES, pair, strict=True)
    }
    return PaperFonts({face: FontChain((*fonts_, *others)) for face, fonts_ in chains.items()}, own)


_OWN_FACES: tuple[Face, ...] = ("text", "bold")
"""Of a language's own; digits are the same everywhere."""


def _languages(folder: Path) -> dict[str, tuple[str, str]]:
    """Language to the names of its fonts for text and bold."""
    path = folder / "languages.toml"
    if not path.is_file():
        return {}
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: (row["text"], row["bold"]) for key, row in told.items() if key != "schema"}


def _found(path: Path) -> Path:
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return path


_BEYOND_BMP = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)
_TO_UNICODE = "toUnicodeCMap:"


class PaperFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font whose words can be searched and copied out of the PDF, 𠮷 too.

    The library writes a kanji beyond U+FFFF into the font's ToUnicode map as five hex digits, which
    readers drop; ISO 32000-1, 9.10.3 wants UTF-16BE.
    """

    @override
    def addObjects(self, doc: Any) -> None:
        """Put the font into the document, with a map that holds every sign."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith(_TO_UNICODE):
                stream.content = _BEYOND_BMP.sub(_utf16, stream.content)


def _utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


def _font(path: Path) -> Any:
    # asciiReadable off: else every font would embed all of ASCII, used or not.
    font = PaperFont(path.stem, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font
