"""Signs that look alike in katakana and kanji, told apart by what stands beside them; pure."""

from __future__ import annotations

import re

_KANJI = "一口八力才工二卜夕三〇×"
_KANA = "ーロハカオエニトタミロメ"
_TO_KANA = dict(zip(_KANJI, _KANA, strict=True))
_TO_KANJI = {"ロ": "口", "ハ": "八", "カ": "力", "エ": "工", "ニ": "二", "タ": "夕"}
ALIKE = frozenset([*_TO_KANA.items(), *_TO_KANJI.items(), ("ー", "-"), ("一", "-"), ("ー", "一")])
"""What a sign was read as and what its neighbours make of it: no doubt is left then."""

_KATAKANA = re.compile("[ァ-ヺー]")


def kana_put_right(text: str) -> str:
    """The text with look-alikes as their neighbours want them: レ才八イム is レオハイム.

    A dash between digits is a hyphen; before 丁目 a long vowel is the number one.
    """
    text = re.sub("(?<=[0-9])[ー一](?=[0-9])", "-", text)
    text = re.sub("ー(?=丁目)", "一", text)
    text = re.sub("(?<=[ァ-ヺー])-(?=[ァ-ヺー])", "ー", text)
    return "".join(_told(text, n) for n in range(len(text)))


def _told(text: str, at: int) -> str:
    sign = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign in _TO_KANA:
        return _TO_KANA[sign] if _within_kana(text, at) else sign
    if sign in _TO_KANJI and not (_like_kana(before) or _like_kana(after)):
        kanji = _is_kanji(before) or _is_kanji(after)
        return _TO_KANJI[sign] if kanji else sign
    return sign


def _within_kana(text: str, at: int) -> bool:
    """Whether a sign stands in a word of katakana."""
    before, after = _run(text, at, -1), _run(text, at, 1)
    if text[at] == "一":
        return before > 0 and (after > 0 or (before > 1 and text[at + 1 : at + 3] != "丁目"))
    return (before > 0 and after > 0) or after > 1 or (before > 1 and at + 1 == len(text))


def _run(text: str, at: int, step: int) -> int:
    """How many katakana, or signs like them, follow one another from a place on; one is real."""
    length, real = 0, False
    at += step
    while 0 <= at < len(text) and _like_kana(text[at]):
        real = real or _KATAKANA.match(text[at]) is not None
        length += 1
        at += step
    return length if real else 0


def _like_kana(sign: str) -> bool:
    return bool(sign) and (_KATAKANA.match(sign) is not None or sign in _TO_KANA)


def _is_kanji(sign: str) -> bool:
    return "一" <= sign <= "鿿" or sign in ("々", "﨑")
