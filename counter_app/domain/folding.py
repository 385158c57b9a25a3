"""A folded copy of a name, only for finding it: what is stored and printed is never changed.

The same person is written in full or half width, with or without a blank, in either kana, with
large kana for small ones as banks do, and with a variant of a character (髙 for 高). Folding takes
these differences away on both sides of a comparison (LAW 8.3: names are kept as printed). Which
characters are variants is data (resources/names/variants.toml) and is handed in.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D])
_BETWEEN = frozenset("・･.,'’-‐")
"""What may stand between the parts of a name."""
_WAY = "2"
"""Counted up when the folding itself changes, so that folded copies are made anew."""


@dataclass(frozen=True, slots=True)
class Folding:
    """How texts are folded.

    Attributes:
        variants: a character to the one that is usually typed for it.
    """

    variants: Mapping[str, str] = field(default_factory=dict)

    def folded(self, text: str) -> str:
        """The text as it is compared; never to be stored in its place."""
        plain = unicodedata.normalize(
            "NFKC", "".join(sign for sign in text if ord(sign) not in _SELECTORS)
        ).casefold()
        kept = (sign for sign in plain if not sign.isspace() and sign not in _BETWEEN)
        usual = "".join(self.variants.get(sign, sign) for sign in kept)
        return usual.translate(_KATAKANA_TO_HIRAGANA).translate(_SMALL)

    @property
    def mark(self) -> int:
        """A number that differs when texts are folded in another way: 31 bits."""
        told = f"{_WAY} {unicodedata.unidata_version} {sorted(self.variants.items())}"
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big") >> 1


def folded(text: str) -> str:
    """The text folded without any table of variants."""
    return Folding().folded(text)


def folded_number(text: str) -> str:
    """A number as it is compared (IMEI, serial, telephone): letters and digits of one width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
