"""Setting Japanese, Chinese and Latin text into lines of a given width.

Plain text only: no sign has a meaning but itself, so that a name such as `<b>` prints as `<b>`.
Latin words, Vietnamese ones too, and numbers stay whole (an IMEI is never cut, unless it is wider
than its column); closing signs do not open a line and opening brackets do not end one (JIS X 4051,
in small).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from counter_app.documents.fonts import FontChain

_NOT_FIRST = frozenset(
    "’”、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】,.:;?!)]}%ぁぃぅぇぉっゃゅょァィゥェォッャュョ様"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{¥−第")
_ATOM = re.compile(r"IMEI2? [0-9]+ *|[!-~À-ɏḀ-ỿ‐-–]+ *| +|[^ ]", re.DOTALL)

_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]")
_BLANK = re.compile(r"[^\S \u3000]")
"""Everything that counts as a blank, but the blank itself and the ideographic one."""


def printable(text: str) -> str:
    """The text as it can be set in one line: variation selectors go, line ends and tabs are blanks.

    A variation selector picks a glyph that the fonts here do not have and would print as a box; it
    stays in the record.
    """
    return _BLANK.sub(" ", _VARIATION.sub("", text))


def wrap(text: str, chain: FontChain, size: float, width: float) -> list[str]:
    """The lines of a text in a column; joined, they are the text again.

    Args:
        text: already `printable`.
        chain: fonts that it will be set in.
        size: of the type, in points.
        width: of the column, in points.

    Returns:
        At least one line; blanks at a line's end may reach over the edge.
    """
    if chain.width(text.rstrip(" "), size) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    taken = 0.0
    for atom in _atoms(text):
        for piece in _fitting(atom, chain, size, width):
            ink = chain.width(piece.rstrip(" "), size)
            if line and taken + ink > width:
                lines.append(line)
                line, taken = "", 0.0
            line += piece
            taken += chain.width(piece, size)
    return [*lines, line]


def _atoms(text: str) -> Iterator[str]:
    """What must stay on one line: a word with the blanks after it, or a sign with its brackets."""
    held = ""
    for atom in _ATOM.findall(text):
        glued = held and (held[-1] in _NOT_LAST or atom[0] in _NOT_FIRST)
        if held and not glued:
            yield held
            held = ""
        held += atom
    if held:
        yield held


def _fitting(atom: str, chain: FontChain, size: float, width: float) -> Iterator[str]:
    """The atom, cut between signs only when it is wider than the whole column."""
    if chain.width(atom.rstrip(" "), size) <= width:
        yield atom
        return
    piece = ""
    for sign in atom:
        if piece and chain.width(piece + sign, size) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece
