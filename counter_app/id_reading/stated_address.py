"""An address on a document against the one that the customer says: what differs; pure.

Both may be right and written differently: 三丁目30番23号 and 3-30-23, 大字 left out, or a
prefecture. Only copies are folded; what is printed stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["place", "number", "building"]

_PREFECTURE = re.compile(r"^(北海道|東京都|大阪府|京都府|..県|...県)")
_NUMERAL = re.compile(r"[一二三四五六七八九十〇百]+(?=丁目|番地|番|号|-)")
_DASHES = re.compile(r"[-‐‑‒–—―−ーｰ]|丁目|番地の|番地|番|号室|号|の(?=[0-9])")
_NUMBER = re.compile(r"[0-9]+(?:-+[0-9]+)*")
_SAME = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "之": "ノ", "の": "ノ", "が": "ガ", "ｹ": "ケ"})
_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")}


def differing(printed: str, stated: str) -> tuple[Part, ...]:
    """The parts in which two addresses differ, in their order; nothing where they say the same.

    A building that only one of them names is a difference.
    """
    one, other = _parts(printed), _parts(stated)
    if _PREFECTURE.sub("", one["place"]) == _PREFECTURE.sub("", other["place"]) and (
        not (_PREFECTURE.match(one["place"]) and _PREFECTURE.match(other["place"]))
    ):
        other["place"] = one["place"]
    return tuple(part for part, text in one.items() if text != other[part])


def _parts(address: str) -> dict[Part, str]:
    text = "".join(unicodedata.normalize("NFKC", address).split()).upper()
    text = re.sub("大字|(?<=[市区町村郡])字", "", text)
    text = _NUMERAL.sub(lambda found: str(_number(found[0])), text)
    first = re.search("[0-9]", text)
    at = first.start() if first else len(text)
    rest = re.sub(f"(?<=[0-9])(?:{_DASHES.pattern})+", "-", text[at:])
    found = _NUMBER.match(rest)
    number = found[0] if found else ""
    building = rest[len(number) :].strip("-")
    return {"place": text[:at].translate(_SAME), "number": number, "building": building}


def _number(kanji: str) -> int:
    """A number in kanji below a thousand: 二十三 is 23, and so is 二三."""
    if not re.search("[十百]", kanji):
        return int("".join(str(_DIGITS[sign]) for sign in kanji))
    total = now = 0
    for sign in kanji:
        if sign in "十百":
            total += (now or 1) * (10 if sign == "十" else 100)
            now = 0
        else:
            now = _DIGITS[sign]
    return total + now
