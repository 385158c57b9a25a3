"""Invented addresses in towns that exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.specimen_cards.dates import widened
from tests.specimen_cards.dice import Dice

_TOWNS = Path(__file__).parents[2] / "resources" / "postal" / "towns.tsv"
_KANJI = "一二三四五六七八九"
_BUILDINGS = (
    "",
    "",
    "",
    "コーポ髙木{n}号",
    "メゾン栁{n}",
    "第２さくら荘{n}",
    "グランドハイツ眞田{n}号室",
    "プレミール・ドゥ・パルク{n}",
    "県営住宅{m}－{n}",
    "ＮＫビル{m}F",
    "エスポワール{n}号室",
    "{m}号棟{n}",
    "レオハイム桒野Ｂ{n}",
    "シティタワー本町{n}",
)
_DESIGNATED = (
    "札幌市",
    "仙台市",
    "横浜市",
    "川崎市",
    "名古屋市",
    "京都市",
    "大阪市",
    "神戸市",
    "広島市",
    "福岡市",
)


@cache
def _towns() -> list[tuple[str, str, list[str]]]:
    rows = (line.split("\t") for line in _TOWNS.read_text("utf-8").splitlines())
    kept = [(row[0], row[1], [one for one in row[2].split() if len(one) <= 9]) for row in rows]
    return [row for row in kept if row[2] and len(row[1]) <= 9]


def _house(dice: Dice) -> str:
    part, number, house = dice.whole(1, 9), dice.whole(1, 60), dice.whole(1, 30)
    forms = (
        f"{_KANJI[part - 1]}丁目{number}番{house}号",
        f"{part}丁目{number}番{house}号",
        f"{part}丁目{number}番地{house}",
        f"{part}-{number}-{house}",
        f"{part}−{number}−{house}",
        f"{_KANJI[part - 1]}丁目{number}番地の{house}",
        f"{dice.whole(1, 3200)}番地",
        f"{dice.whole(1, 3200)}番地{house}",
        f"{dice.whole(1, 3200)}-{house}",
    )
    return dice.pick(forms)


def address(dice: Dice, *, building: bool = True) -> str:
    """Prefecture, town, house and perhaps a building, as one line of print."""
    prefecture, city, towns = dice.pick(_towns())
    if city.startswith(_DESIGNATED) and dice.chance(0.3):
        prefecture = ""  # cards of designated cities may begin with the city
    house = _house(dice)
    room = dice.whole(1, 12) * 100 + dice.whole(1, 15)
    named = dice.pick(_BUILDINGS).format(n=room, m=dice.whole(1, 9)) if building else ""
    text = prefecture + city + dice.pick(towns) + house + named
    return widened(text) if dice.chance(0.45) else text


def prefecture(dice: Dice) -> str:
    """A prefecture."""
    return dice.pick(_towns())[0]
