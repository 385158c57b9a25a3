"""A My Number among the lines printed on a card, wherever it stands and however it is broken up.

The twelve digits of a licence's own number may fit a My Number too. Its place decides: it is left
alone on a licence only, and only where the licence's number stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter_app.id_reading.kinds import Area, Kind
from counter_app.id_reading.places import around, overlap, same_row
from counter_app.id_reading.printed import PrintedLine
from counter_app.law import forbidden_numbers
from counter_app.law.forbidden_numbers import digit_of

LICENCES = frozenset({"driving_licence", "driving_record_certificate"})
NUMBERED = LICENCES | {"residence_card", "special_permanent_resident_certificate", "passport_jp"}

_WIDEST_GAP_MM = 5.0
_WIDEST_GAP = 2.5
_OWN_LABEL = re.compile(r"(?<!個人)番\s*号\s*$|第\s*$")
_OWN_AFTER = re.compile(r"^\s*号")


@dataclass(frozen=True, slots=True)
class Stray:
    """Digits that can be a My Number.

    Attributes:
        areas: around each part of them, in millimetres of the card.
        fits: all twelve are legible and the check digit fits.
    """

    areas: tuple[Area, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines of one row as one text; for each sign the line it is of and its place in it."""

    lines: tuple[PrintedLine, ...]
    text: str
    signs: tuple[tuple[int, int], ...]


def stray_numbers(
    lines: Sequence[PrintedLine], kind: Kind | None, own_number: Area | None
) -> list[Stray]:
    """Every run of digits that can be a My Number and is not the document's own number.

    Args:
        lines: everything printed on the card.
        kind: of the card; None when it is not known, no number is its own then.
        own_number: where the document's number was found, in millimetres of the card.
    """
    found = []
    for row in _rows(lines):
        for run in forbidden_numbers.my_number_runs(row.text):
            areas = _areas(row, run.start, run.end)
            if not _is_own(row, run, areas, kind, own_number):
                found.append(Stray(areas, run.fits))
    return found + list(_over_two_rows(lines))


def _is_own(
    row: _Row,
    run: forbidden_numbers.Run,
    areas: tuple[Area, ...],
    kind: Kind | None,
    own_number: Area | None,
) -> bool:
    if kind is None or kind.key not in NUMBERED:
        return False
    if own_number is not None:
        inside = sum(overlap(area, own_number) for area in areas)
        at_place = inside > 0.5 * sum(area[2] * area[3] for area in areas)
        return at_place and (kind.key in LICENCES or not run.fits)
    if kind.key not in LICENCES:
        return False
    before, after = row.text[: run.start], row.text[run.end :]
    return bool(_OWN_LABEL.search(before) or _OWN_AFTER.search(after))


def _rows(lines: Sequence[PrintedLine]) -> Iterator[_Row]:
    """Neighbours of one row put together: a finder may see each group of a number alone."""
    left = sorted(lines, key=lambda one: one.area[0])
    while left:
        row = [left.pop(0)]
        for line in list(left):
            last = row[-1].area
            gap = line.area[0] - last[0] - last[2]
            near = gap < max(_WIDEST_GAP_MM, _WIDEST_GAP * last[3])
            if same_row(last, line.area) and near:
                row.append(line)
                left.remove(line)
        yield _row(row)


def _row(lines: Sequence[PrintedLine]) -> _Row:
    text, signs = "", []
    for number, line in enumerate(lines):
        if text:
            text += " "
            signs.append((number, 0))
        text += line.line.text
        signs += [(number, at) for at in range(len(line.line.text))]
    return _Row(tuple(lines), text, tuple(signs))


def _areas(row: _Row, start: int, end: int) -> tuple[Area, ...]:
    areas = []
    for number, group in itertools.groupby(row.signs[start:end], key=lambda one: one[0]):
        places = [at for _, at in group]
        areas.append(row.lines[number].part(min(places), max(places) + 1))
    return tuple(areas)


def _over_two_rows(lines: Sequence[PrintedLine]) -> Iterator[Stray]:
    """A number broken into two lines of digits, one right under the other."""
    bare = [one for one in lines if one.text and all(digit_of(sign) for sign in one.text)]
    for upper, lower in itertools.permutations(bare, 2):
        x, y, wide, high = upper.area
        down = lower.area[1] - y - high
        beside = lower.area[0] < x + wide and x < lower.area[0] + lower.area[2]
        if not beside or not -0.5 * high < down < high or lower.area[1] <= y:
            continue
        if forbidden_numbers.names_my_number(upper.text + lower.text):
            yield Stray((upper.area, lower.area), fits=True)


def label_beside(lines: Sequence[PrintedLine], stray: Stray, words: str, least: str) -> bool:
    """Whether these words are printed on the row of a number, on its left or right above it.

    Args:
        lines: everything printed on the card.
        stray: the number.
        words: of the label.
        least: signs that may not follow the words.
    """
    place = around(stray.areas)
    for line in lines:
        text = line.text
        if words not in text or words + least in text:
            continue
        x, y, wide, high = line.area
        on_row = same_row(line.area, place) and x <= place[0] + place[2]
        up = place[1] - y - high
        above = -0.5 * high < up < 2 * place[3] and x < place[0] + place[2] and place[0] < x + wide
        if on_row or above:
            return True
    return False
