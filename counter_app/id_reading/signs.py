"""Which signs a Japanese document may hold: the recogniser's dictionary knows many more."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec

JIS_X_0208 = "shift_jis"
"""The codec that knows the kanji of JIS X 0208."""


class Signs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letters, digits, kana, the kanji of JIS X 0208, and these single signs.

    Rarer kanji are written in their usual form; glyphs.py tells which form is printed.
    """

    signs: str

    def chosen(self, known: Iterable[str]) -> list[int]:
        """Positions of these signs in a recogniser's dictionary."""
        return [n for n, sign in enumerate(known) if sign and self._holds(sign)]

    def _holds(self, sign: str) -> bool:
        return (
            sign in self.signs
            or (sign.isascii() and sign.isalnum())
            or "ぁ" <= sign <= "ゖ"
            or "ァ" <= sign <= "ヺ"
            or _is_kanji(sign)
        )


def load_signs(folder: Path) -> Signs:
    """The signs of `signs.toml` in a folder."""
    codecs.lookup(JIS_X_0208)  # its module is read now: the locked reader opens no file any more
    return msgspec.toml.decode((folder / "signs.toml").read_bytes(), type=Signs)


def _is_kanji(sign: str) -> bool:
    if len(sign) != 1 or not unicodedata.name(sign, "").startswith("CJK"):
        return False
    try:
        sign.encode(JIS_X_0208)
    except UnicodeEncodeError:
        return False
    return True
