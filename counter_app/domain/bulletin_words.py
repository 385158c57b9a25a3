"""Words as bulletins and ledgers write them, made comparable: widths, kana, makers, colours.

Which words mean the same is data (resources/police/matching.toml). Here a text is only cut where
the kind of sign changes, and folded as people do not see it: width, case, kana, small kana and the
long vowel mark (キヤノン, キャノン; アイフォーン, アイフォン).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_LONG_VOWEL = str.maketrans("", "", "ー")
_RUNS = re.compile(r"[a-z]+|[0-9]+|[ぁ-ゖ]+|[一-鿿々〆]+|\+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words mean the same, and which mean nothing.

    Attributes:
        same: cut words, to the words that stand for them.
        ignored: words that do not tell one article from another.
        known: every word of either, to be found where nothing stands between words.
        longest: of how many words the longest row in `same` is.
        signs: of how many signs the longest known word is.
    """

    same: Mapping[Words, Words]
    ignored: frozenset[str]
    known: frozenset[str]
    longest: int
    signs: int

    def words(self, text: str) -> Words:
        """The words of a text, in its order, each as it is compared."""
        cut = [part for run in _cut(text) for part in self._parts(run)]
        return tuple(word for word in self._meant(cut) if word not in self.ignored)

    def _parts(self, run: str) -> Iterator[str]:
        """Kana and kanji are written without blanks: known words are found within a run."""
        if run[0].isascii():
            yield run
            return
        start = rest = 0
        while start < len(run):
            sizes = range(min(self.signs, len(run) - start), 0, -1)
            size = next((n for n in sizes if run[start : start + n] in self.known), 0)
            if size:
                if rest < start:
                    yield run[rest:start]
                yield run[start : start + size]
                rest = start + size
            start += size or 1
        if rest < len(run):
            yield run[rest:]

    def _meant(self, cut: list[str]) -> Iterator[str]:
        """The longest row of words that stands for others, then the next."""
        place = 0
        while place < len(cut):
            sizes = range(min(self.longest, len(cut) - place), 0, -1)
            size = next((n for n in sizes if tuple(cut[place : place + n]) in self.same), 0)
            yield from self.same[tuple(cut[place : place + size])] if size else (cut[place],)
            place += size or 1


def vocabulary(same: Iterable[tuple[str, Iterable[str]]], ignored: Iterable[str]) -> Vocabulary:
    """The vocabulary of these groups: what each stands for, and every way to write it."""
    table: dict[Words, Words] = {}
    for meaning, ways in same:
        meant = tuple(_cut(meaning))
        table |= {tuple(_cut(way)): meant for way in (meaning, *ways)}
    nothing = frozenset(run for word in ignored for run in _cut(word))
    known = nothing | {run for way in table for run in way}
    longest, signs = (max(map(len, some), default=0) for some in (table, known))
    return Vocabulary(table, nothing, known, longest, signs)


def _cut(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)
    return _RUNS.findall(plain.translate(_LONG_VOWEL).translate(_SMALL_KANA))
