"""Countries and regions as a residence card names them; pure.

The names are those of the Unicode CLDR, with those that the Immigration Services Agency prints
otherwise.
"""

from __future__ import annotations

from babel import Locale
from rapidfuzz.distance import Levenshtein

from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import PUT_RIGHT, UNGRAMMATICAL, Value

PRINTED = ("米国", "英国", "朝鮮", "中国", "台湾", "韓国", "豪州", "無国籍")
"""Printed otherwise on a card than the CLDR has it."""

SHORTEST = 4
"""Signs of a name of which one may be misread and still only one name fits."""


def load_nations() -> frozenset[str]:
    """Every name of a country in Japanese."""
    names = Locale.parse("ja").territories
    return frozenset(PRINTED) | {name for code, name in names.items() if len(code) == 2}  # noqa: PLR2004 - ISO 3166-1 codes, no regions


def nation_value(line: Line, nations: frozenset[str]) -> Value:
    """A country's name; one misread sign of a long one is put right, and marked."""
    read = "".join(line.text.split())
    least = min(line.sure, default=0.0)
    if read in nations:
        return Value(read, least, raw=read)
    near = [
        name
        for name in nations
        if len(name) >= SHORTEST and Levenshtein.distance(read, name, score_cutoff=1) == 1
    ]
    if len(near) == 1:
        steps = [one for one in Levenshtein.opcodes(read, near[0]) if one.tag != "equal"]
        doubts = {n for one in steps for n in range(one.dest_start, one.dest_end)}
        sure = min(max(least, UNGRAMMATICAL), PUT_RIGHT)
        return Value(near[0], sure, tuple(sorted(doubts)), raw=read, changed_by="nations")
    return Value(read, min(least, UNGRAMMATICAL), holds=False, raw=read)
