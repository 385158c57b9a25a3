"""Words of the names of buildings, whose marks a reader loses: バークサイド; pure."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import msgspec

SHORTEST = 3
"""Signs of a word that is looked for; shorter ones are found in too many others."""

_RUN = re.compile("[ァ-ヺー]{3,}")
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class BuildingWords:
    """Words by what is left of them without marks and sizes."""

    def __init__(self, words: tuple[str, ...]) -> None:
        long = [word for word in words if len(word) >= SHORTEST]
        self._words = {_bare(word): word for word in sorted(long, key=len)}
        self._lengths = sorted({len(word) for word in long}, reverse=True)

    def put_right(self, text: str) -> str:
        """The text with each word of a run of katakana as it is written; of equal length."""
        return _RUN.sub(lambda run: self._run(run[0]), text)

    def _run(self, run: str) -> str:
        at, told = 0, ""
        while at < len(run):
            word = self._at(run, at)
            told += word or run[at]
            at += len(word) or 1
        return told

    def _at(self, run: str, at: int) -> str:
        for length in self._lengths:
            part = run[at : at + length]
            word = self._words.get(_bare(part)) if len(part) == length else None
            if word:
                return word
        return ""


def load_building_words(folder: Path) -> BuildingWords:
    """The words of `building_words.toml` in a folder."""
    data = (folder / "building_words.toml").read_bytes()
    return BuildingWords(msgspec.toml.decode(data, type=_Words).words)


def _bare(word: str) -> str:
    """Without sound marks, and every sign large; as long as before."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in word).translate(_SMALL)


NO_WORDS = BuildingWords(())
