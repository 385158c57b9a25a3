"""Twenty worded bulletins against a shelf of 32 articles: what is found, and what falsely.

    half         bulletins  found of meant  false alarms of other pairs
    development         10          9 of 9                     1 of 311
    held back           10          8 of 9                     0 of 311

Words, weights and thresholds were tuned on the first half; the second was fixed before it was ever
measured, and nothing was changed after that. One author wrote both and the words, so a real
station's bulletins will do worse. Missed is ネバーフル for ネヴァーフル; the false alarm is the
right model in another colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from counter_app.domain.bulletin_match import MatchTable, Strength, of_article
from counter_app.domain.bulletin_words import vocabulary
from tests.counter_app.domain.test_bulletin_match import compared, table
from tests.worded_bulletins import DEV, HELD_BACK, SHELF, Worded


@dataclass(frozen=True)
class Measured:
    """One row of the table."""

    bulletins: int
    found: int
    meant: int
    false: int
    others: int


def measured(half: Sequence[Worded], by: MatchTable) -> Measured:
    """Every bulletin of a half against every article."""
    found = false = meant = 0
    for one in half:
        told = {
            key: hit
            for key, article in SHELF.items()
            if (hit := compared(one.bulletin, of_article(article), by)) is not None
        }
        assert all(hit.strength is Strength.SIMILAR for hit in told.values())
        assert one.means <= SHELF.keys()
        meant += len(one.means)
        found += len(one.means & told.keys())
        false += len(told.keys() - one.means)
    return Measured(len(half), found, meant, false, len(half) * len(SHELF) - meant)


def test_the_table_above_is_what_is_measured() -> None:
    rows = {"development": measured(DEV, table()), "held back": measured(HELD_BACK, table())}

    printed = [
        f"    {half:<12} {one.bulletins:>9}  {f'{one.found} of {one.meant}':>14}"
        f"  {f'{one.false} of {one.others}':>27}"
        for half, one in rows.items()
    ]
    for row in printed:
        assert row in (__doc__ or "").splitlines(), "\n".join(printed)


def test_recall_and_false_alarms_keep_above_their_floors() -> None:
    for half in (DEV, HELD_BACK):
        one = measured(half, table())
        assert one.found / one.meant >= 0.88
        assert one.false / one.others <= 0.004


@pytest.mark.parametrize(
    ("weakened", "found_at_most", "false_at_least"),
    [
        ({"words": vocabulary([], [])}, 6, 0),  # no word means another
        ({"least": 1.0}, 12, 0),  # everything has to agree
        ({"least": 0.3, "least_model": 0.0, "least_weight": 1.0}, 18, 5),  # nearly anything does
        ({"qualifier_off": 0.0}, 18, 4),  # pro, max and mini are all the same
    ],
)
def test_a_weakened_table_is_seen(
    weakened: dict[str, object], found_at_most: int, false_at_least: int
) -> None:
    both = (*DEV, *HELD_BACK)
    whole = measured(both, table())
    weak = measured(both, replace(table(), **weakened))  # type: ignore[arg-type]  # by name

    assert weak.found <= found_at_most
    assert weak.false >= false_at_least
    assert (weak.found, -weak.false) < (whole.found, -whole.false) or weak.false > whole.false
