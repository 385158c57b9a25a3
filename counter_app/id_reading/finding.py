"""Which print is which field: by the label beside or above it, by what it is made of, by its place.

No drawing of a card is taken for granted: a field is the piece of print that its label, its grammar
and the words printed with it speak for most; where it stands on the drawings that are known only
breaks ties, or helps where glare hides the label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counter_app.id_reading.addresses import find_address
from counter_app.id_reading.engine import Line
from counter_app.id_reading.kinds import Area, FieldPlace, Kind
from counter_app.id_reading.labels import FoundLabel
from counter_app.id_reading.nearness import STRONG, fits_area, fits_label
from counter_app.id_reading.places import gap, same_row
from counter_app.id_reading.segments import Segment

LEAST = 0.45
"""A piece of print for which less speaks is not taken for a field."""

WIDE_SET = 14.0
"""Millimetres between two parts of a name that is set wide."""

SLACK = 3.0
"""Millimetres that the boxes of neighbours may reach into one another."""

LEGIBLE = 0.2
"""The least sure sign of a part of a name; small labels in poor light have less."""

LIKE = 0.75
"""Parts of one name are at least so much alike in height."""

_SEX = re.compile(r"^(?:男|女|[MF](?![A-Z])).{0,4}$")
_JAPANESE_NAME = re.compile(r"^[^0-9<]{2,40}$")
_NO_NAME = re.compile(r"公安委員会|まで有効|法務大臣|市長|区長|町長|村長|^優良$|条件|SPECIMEN")
_NUMBER_FORMS = (
    re.compile(r"^第?[0-9]{12}号?$"),
    re.compile(r"^[A-Z]{2}[0-9]{8}[A-Z]{2}$"),
    re.compile(r"^[A-Z]{1,2}[0-9]{7,8}$"),
)


@dataclass(frozen=True, slots=True)
class FoundField:
    """The print of one field.

    Attributes:
        areas: one for each of its lines, in millimetres.
    """

    line: Line
    areas: tuple[Area, ...]


def find_fields(
    kind: Kind, segments: Sequence[Segment], labels: Sequence[FoundLabel]
) -> dict[str, FoundField]:
    """The fields of a kind that are found among the pieces of print."""
    labels = [label for label in labels if label.text in kind.beside]
    scores: list[tuple[float, str, Segment]] = []
    for name, place in kind.fields.items():
        fits = _GRAMMARS.get(place.grammar)
        if fits is not None:
            pieces = [(one, _score(place, one, labels)) for one in segments if fits(one)]
            scores += [(score, name, one) for one, score in pieces if score >= LEAST]
    chosen: dict[str, Segment] = {}
    for _, name, one in sorted(scores, key=lambda told: -told[0]):
        if name not in chosen and one not in chosen.values():
            chosen[name] = one
    found = {name: _joined(kind.fields[name], one, segments) for name, one in chosen.items()}
    free = [one for one in segments if one not in chosen.values()]
    for name, place in kind.fields.items():
        if place.grammar == "address":
            address = find_address(place, free, labels)
            if address:
                found[name] = _together(address)
    return found


def _score(place: FieldPlace, one: Segment, labels: Sequence[FoundLabel]) -> float:
    own = other = 0.0
    for label in labels:
        fit = fits_label(label.area, one.area)
        if label.row == one.row and abs(_apart(label, one)) <= 1:
            fit = max(fit, 0.97 if label.end <= one.start else 0.8)
        if label.text in place.labels:
            own = max(own, fit)
        else:
            other = max(other, fit)
    score = own
    if other > max(own, STRONG):
        score -= 0.6 * (other - own)
    if place.marks and re.search(place.marks, one.text):
        score += 0.9
    if place.grammar == "number" and any(form.match(one.text) for form in _NUMBER_FORMS):
        score += 0.4
    score += 0.5 * fits_area(place.areas, one.area)
    return score * (0.5 + 0.5 * one.certainty)


def _apart(label: FoundLabel, one: Segment) -> int:
    """Signs between a label and a piece of the same line."""
    if label.end <= one.start:
        return one.start - label.end
    return label.start - one.start - len(one.line.text)


def _joined(place: FieldPlace, one: Segment, segments: Sequence[Segment]) -> FoundField:
    """A name that is set wide is found in several pieces of one row: 林 and さくら."""
    parts = [one]
    if place.grammar in ("name", "latin"):
        fits = _GRAMMARS[place.grammar]
        near = [other for other in segments if other is not one and fits(other, 1)]
        parts += [other for other in near if _goes_on(one, other) or _goes_on(other, one)]
    return _together(sorted(parts, key=lambda part: part.area[0]))


def _goes_on(one: Segment, other: Segment) -> bool:
    """Whether the other piece, farther right, goes on a name."""
    alike = LIKE < other.area[3] / one.area[3] < 1 / LIKE
    legible = min(*one.line.sure, *other.line.sure) > LEGIBLE
    away = gap(one.area, other.area)
    fits = same_row(one.area, other.area) and other.area[0] > one.area[0]
    return fits and alike and legible and -SLACK < away < WIDE_SET


def _together(parts: Sequence[Segment]) -> FoundField:
    whole = parts[0].line
    for part in parts[1:]:
        whole += Line(" ", (1.0,), frozenset(), (1.0,), ((),)) + part.line
    return FoundField(whole, tuple(part.area for part in parts))


def _is_name(one: Segment, least: int = 2) -> bool:
    text = one.text
    return bool(
        len(text) >= least
        and _JAPANESE_NAME.match(text.ljust(2, "々"))
        and not _NO_NAME.search(text)
        and not one.is_date
    )


def _is_date(one: Segment, _least: int = 0) -> bool:
    return one.is_date


def _is_number(one: Segment, _least: int = 0) -> bool:
    return one.is_number


def _is_sex(one: Segment, _least: int = 0) -> bool:
    return bool(_SEX.match(one.text))


_GRAMMARS: dict[str, Callable[..., bool]] = {
    "name": _is_name,
    "latin": _is_name,
    "nation": _is_name,
    "date": _is_date,
    "number": _is_number,
    "sex": _is_sex,
}
