"""A folded copy of a name, only for finding it: what is stored and printed is never changed.

The same person is written in full or half width, with or without a blank, in either kana and with
a variant of a character (髙 for 高). Folding takes these differences away on both sides of a
comparison (LAW 8.3: names are kept as printed).
"""

from __future__ import annotations

import unicodedata

_VARIANTS = str.maketrans(
    "髙﨑𠮷邉邊濵濱德淸栁栃槗桺瀨惠廣澤櫻齋齊斎嶋嶌冨國",
    "高崎吉辺辺浜浜徳清柳栃橋柳瀬恵広沢桜斉斉斉島島富国",
)
"""Variants that stand on cards, to the form that is usually typed."""

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D])
_BETWEEN = frozenset("・･.,'’-‐")
"""What may stand between the parts of a name."""


def folded(text: str) -> str:
    """The text as it is compared; never to be stored in its place."""
    plain = unicodedata.normalize(
        "NFKC", "".join(sign for sign in text if ord(sign) not in _SELECTORS)
    ).casefold()
    kept = "".join(sign for sign in plain if not sign.isspace() and sign not in _BETWEEN)
    return kept.translate(_VARIANTS).translate(_KATAKANA_TO_HIRAGANA)
