"""Which signs a field may hold, and which kanji a reader confuses: data for every text engine."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

JIS_X_0208 = "shift_jis"
"""The codec that knows the kanji of JIS X 0208."""


@dataclass(frozen=True, slots=True)
class SignSet:
    """Signs of one kind of field."""

    kanji: bool = False
    kana: bool = False
    letters: bool = False
    small: bool = False
    digits: bool = False
    signs: str = ""
    look: bool = False
    """Whether kanji with an unknown rare form are marked, so that staff look at them."""

    def __contains__(self, sign: str) -> bool:
        return (
            sign in self.signs
            or (self.digits and sign in "0123456789")
            or (self.letters and "A" <= sign <= "Z")
            or (self.small and "a" <= sign <= "z")
            or (self.kana and ("ぁ" <= sign <= "ゖ" or "ァ" <= sign <= "ヺ"))
            or (self.kanji and _is_kanji(sign))
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """Two forms of a kanji: above the bound, log(p(rare) / p(usual)) means the rare one."""

    usual: str
    rare: str
    bound: float


@dataclass(frozen=True, slots=True)
class Signs:
    """Every set of signs, and the kanji to look twice at.

    Attributes:
        unknown: usual kanji to the rare one that the recogniser does not know at all.
    """

    sets: dict[str, SignSet]
    variants: tuple[Variant, ...]
    unknown: dict[str, str]

    def chosen(self, name: str, known: Iterable[str]) -> list[int]:
        """Positions of the signs of a set in an engine's dictionary."""
        wanted = self.sets[name]
        forms = {form for one in self.variants for form in (one.usual, one.rare)}
        more = forms if wanted.kanji else set()
        return [n for n, sign in enumerate(known) if sign and (sign in wanted or sign in more)]


def load_signs(folder: Path) -> Signs:
    """The signs of `signs.toml` in a folder."""
    codecs.lookup(JIS_X_0208)  # its module is read now: the locked reader opens no file any more
    return msgspec.toml.decode((folder / "signs.toml").read_bytes(), type=Signs)


def _is_kanji(sign: str) -> bool:
    """Whether a sign is a kanji of JIS X 0208; name kanji beyond it are named one by one."""
    if len(sign) != 1 or not unicodedata.name(sign, "").startswith("CJK"):
        return False
    try:
        sign.encode(JIS_X_0208)
    except UnicodeEncodeError:
        return False
    return True
