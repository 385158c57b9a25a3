"""Several readings of one card made into one: where one frame leaves doubt, others may settle it.

Only readings meet here, no frames: the picture, its masks and the crops stay those of one frame,
so nothing that one frame masked is shown by another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counter_app.id_reading.fields import PUT_RIGHT, SURE
from counter_app.id_reading.reading import Check, FieldRead, Reading

FORBIDDEN = frozenset({"my_number_back", "combined_back", "look_only"})
"""One frame that shows such a side is enough: nothing of the others is used either."""

DISSENT = 0.34
"""Share of the votes for other values from which on a field is doubtful."""

MOST = 0.999


def voted(readings: Sequence[Reading]) -> Reading:
    """One reading of several frames of the same card; at least one.

    The frames are weighed by the confidence of what was read in them.
    """
    for reading in readings:
        if reading.refused in FORBIDDEN:
            return reading
    good = [one for one in readings if not one.refused]
    if not good:
        return readings[0]
    kinds: dict[str, float] = defaultdict(float)
    for one in good:
        kinds[one.kind] += 1 + _weight(one)
    kind = max(kinds, key=lambda name: kinds[name])
    same = [one for one in good if one.kind == kind]
    best = max(same, key=_weight)
    fields = {name: _field([one.fields[name] for one in same]) for name in best.fields}
    checks = _checks(same, fields)
    return replace(best, fields=fields, checks=checks, ms=sum(one.ms for one in readings))


def _weight(reading: Reading) -> float:
    fields = reading.fields.values()
    return sum(one.confidence for one in fields) / max(1, len(fields))


def _field(votes: Sequence[FieldRead]) -> FieldRead:
    weights: dict[str, float] = defaultdict(float)
    for one in votes:
        if one.value:
            weights[one.value] += one.confidence + 0.01
    if not weights:
        return votes[0]
    value = max(weights, key=lambda text: weights[text])
    dissent = 1 - weights[value] / sum(weights.values())
    for_it = [one for one in votes if one.value == value]
    if len(for_it) == 1 and dissent > DISSENT:
        return _by_signs(votes, max(for_it, key=lambda one: one.confidence))
    first = max(for_it, key=lambda one: (not one.doubtful, one.confidence))
    wrong = 1.0
    for one in for_it:
        wrong *= 1 - one.confidence
    confidence = min(MOST, 1 - wrong, MOST - dissent)
    doubtful = confidence < SURE or dissent > DISSENT or all(one.doubtful for one in for_it)
    return replace(first, confidence=round(confidence, 3), doubtful=doubtful)


def _by_signs(votes: Sequence[FieldRead], best: FieldRead) -> FieldRead:
    """Each sign by itself, among the readings that are as long as most; always to be looked at."""
    lengths = Counter(len(one.value) for one in votes if one.value)
    length = lengths.most_common(1)[0][0]
    same = [one for one in votes if len(one.value) == length]
    signs, doubts = [], []
    for place in range(length):
        weights: dict[str, float] = defaultdict(float)
        for one in same:
            weights[one.value[place]] += one.confidence + 0.01
        signs.append(max(weights, key=lambda sign: weights[sign]))
        if len(weights) > 1:
            doubts.append(place)
    value = "".join(signs)
    nearest = next((one for one in same if one.value == value), best)
    return replace(
        nearest,
        value=value,
        confidence=min(best.confidence, PUT_RIGHT),
        doubtful=True,
        doubts=tuple(doubts),
        changed_by="" if value == nearest.value else "vote",
        variants=nearest.variants if value == nearest.value else (),
    )


def _checks(readings: Sequence[Reading], fields: dict[str, FieldRead]) -> tuple[Check, ...]:
    """The checks of the frame that reads most fields as they were voted."""

    def agreeing(reading: Reading) -> int:
        return sum(reading.fields[name].value == one.value for name, one in fields.items())

    return max(readings, key=agreeing).checks


def needs_more(reading: Reading) -> bool:
    """Whether further frames may help: something was read, and something is in doubt."""
    return not reading.refused and any(one.doubtful for one in reading.fields.values())


def settled(readings: Iterable[Reading]) -> bool:
    """Whether the readings so far leave no doubt, or show a side that may not be read."""
    told = list(readings)
    return any(one.refused in FORBIDDEN for one in told) or not needs_more(voted(told))
