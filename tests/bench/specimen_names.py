"""Names that nobody has to bear: drawn from signs, some often and many seldom, as names are.

Surnames of one to three signs and given names of one to three, each with its kana; how often one is
drawn falls with its rank, so that the most frequent surname is in about 6 of 100 names.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

SURNAME_SIGNS = {
    "田": "タ",
    "山": "ヤマ",
    "川": "カワ",
    "本": "モト",
    "中": "ナカ",
    "村": "ムラ",
    "小": "コ",
    "林": "ハヤシ",
    "藤": "トウ",
    "木": "キ",
    "井": "イ",
    "野": "ノ",
    "原": "ハラ",
    "崎": "サキ",
    "島": "シマ",
    "石": "イシ",
    "上": "ウエ",
    "下": "シタ",
    "大": "オオ",
    "髙": "タカ",
    "松": "マツ",
    "池": "イケ",
    "橋": "ハシ",
    "森": "モリ",
    "水": "ミズ",
    "青": "アオ",
    "金": "カネ",
    "岡": "オカ",
    "谷": "タニ",
    "澤": "サワ",
    "佐": "サ",
    "加": "カ",
    "近": "コン",
    "西": "ニシ",
    "東": "ヒガシ",
    "北": "キタ",
}
GIVEN_SIGNS = {
    "太": "タ",
    "郎": "ロウ",
    "花": "ハナ",
    "子": "コ",
    "一": "カズ",
    "二": "ジ",
    "三": "ゾウ",
    "美": "ミ",
    "香": "カ",
    "奈": "ナ",
    "健": "ケン",
    "誠": "マコト",
    "翔": "ショウ",
    "真": "マ",
    "由": "ユ",
    "恵": "エ",
    "理": "リ",
    "介": "スケ",
    "樹": "キ",
    "人": "ト",
    "也": "ヤ",
    "菜": "ナ",
    "結": "ユイ",
    "陽": "ヨウ",
    "葵": "アオイ",
    "隆": "タカシ",
    "明": "アキ",
    "彦": "ヒコ",
    "雄": "オ",
    "音": "ネ",
}
_MANY = 1000


@dataclass(frozen=True, slots=True)
class SpecimenName:
    """A name in two parts, with its kana."""

    surname: str
    given: str
    kana: str


class SpecimenNames:
    """Draws names, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - draws names, no keys
        self._surnames = self._made(SURNAME_SIGNS)
        self._given = self._made(GIVEN_SIGNS)
        self._often = list(accumulate(1 / (place + 9) ** 0.9 for place in range(_MANY)))

    def one(self) -> SpecimenName:
        """The next name."""
        surname, given = self._drawn(self._surnames), self._drawn(self._given)
        kana = [
            "".join(signs[sign] for sign in part)
            for signs, part in ((SURNAME_SIGNS, surname), (GIVEN_SIGNS, given))
        ]
        return SpecimenName(surname, given, " ".join(kana))

    def _made(self, signs: dict[str, str]) -> list[str]:
        """Mostly of two signs, some of one or three, the most frequent first."""
        pool = list(signs)
        lengths = self._draw.choices((1, 2, 3), weights=(6, 84, 10), k=_MANY)
        return ["".join(self._draw.sample(pool, length)) for length in lengths]

    def _drawn(self, names: list[str]) -> str:
        return self._draw.choices(names, cum_weights=self._often)[0]
