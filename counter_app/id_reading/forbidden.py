"""What of a card may not be kept: two nets, zones of its kind and what its print says.

Everything works on the lines that were read once over the whole card. What one net misses the other
may hold; both together are painted over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter_app.id_reading.codes import Code
from counter_app.id_reading.kinds import Area, Kind
from counter_app.id_reading.labelled import found_by_label
from counter_app.id_reading.masks import MaskRule, Masks
from counter_app.id_reading.places import without
from counter_app.id_reading.printed import PrintedLine
from counter_app.id_reading.registration import Registration
from counter_app.id_reading.stray_numbers import label_beside, stray_numbers
from counter_app.law import forbidden_numbers

MARGIN_KEPT = 0.6
"""Millimetres around a document's own number that a zone leaves alone: painting adds its own."""

_DIGITS_ALONE = re.compile(r"[\d()（）・.\-]{2,}")
_SERIAL_AND_CODE = re.compile(r"[0-9A-Z]{14,18}\d{4}")
_CODE = re.compile(r"\d{4}")
_CODE_REASON = "security code: with birth date and expiry it opens the chip's face data"
_NUMBER_REASON = "a number that can be a My Number (My Number Act art. 20)"
_PENSION_REASON = "basic pension number (National Pension Act art. 108-4)"


@dataclass(frozen=True, slots=True)
class MaskedArea:
    """What is painted over, in millimetres of the card, and why."""

    area: Area
    reason: str


def forbidden(
    masks: Masks,
    lines: Sequence[PrintedLine],
    kind: Kind,
    registered: Registration,
    own_number: Area | None = None,
) -> list[MaskedArea]:
    """Everything on a card that is painted over, but for codes.

    Args:
        masks: the rows.
        lines: everything printed on the card.
        kind: of the card.
        registered: from millimetres of the official card to those of this one; where its labels
            do not fit the official card, an area is painted only if no label of it was found.
        own_number: where the document's own number was found, in millimetres of this card.
    """
    found = list(_zones(masks, lines, kind, registered, own_number))
    for stray in stray_numbers(lines, kind, own_number):
        found += [MaskedArea(area, _NUMBER_REASON) for area in stray.areas]
    for line in lines:
        for run in forbidden_numbers.pension_runs(line.line.text):
            found.append(MaskedArea(line.part(run.start, run.end), _PENSION_REASON))
    if kind.key == "my_number_card":
        found += [MaskedArea(area, _CODE_REASON) for area in _security_codes(lines, kind)]
    return found


def must_refuse(
    masks: Masks, lines: Sequence[PrintedLine], codes: Sequence[Code], kind: Kind | None
) -> str | None:
    """The code of the reason why nothing of a frame may be kept, or None.

    A My Number beside its label, in a code, or on a card that nobody knows is refused; on a known
    card a number that stands apart is painted over (decision 013).

    Args:
        masks: the rows.
        lines: everything printed on the card.
        codes: found on the card or in the frame.
        kind: of the card; None when it is not known.
    """
    back = "combined_back" if kind is not None and "residence" in kind.key else "my_number_back"
    if any(forbidden_numbers.names_my_number(code.text) for code in codes):
        return back
    for stray in stray_numbers(lines, kind, None):
        if (kind is None and stray.fits) or label_beside(lines, stray, "個人番号", "カード"):
            return back
    return refused_words(masks, lines)


def refused_words(masks: Masks, lines: Sequence[PrintedLine]) -> str | None:
    """The code of a document that is refused by what is printed on it, or None."""
    text = "\n".join(line.text for line in lines)
    for refusal in masks.refusal:
        if any(word in text for word in refusal.words) and not any(
            word in text for word in refusal.without
        ):
            return refusal.code
    return None


def _zones(
    masks: Masks,
    lines: Sequence[PrintedLine],
    kind: Kind,
    registered: Registration,
    own_number: Area | None,
) -> Iterator[MaskedArea]:
    for rule in masks.mask:
        if not rule.concerns(kind):
            continue
        areas = found_by_label(rule, lines, masks.until)
        if rule.area is not None and (not areas or (rule.always and registered.fits)):
            areas.append(registered(rule.area))
        areas += _by_value(rule, lines)
        if rule.digits:
            areas += [one.area for one in lines if _DIGITS_ALONE.fullmatch(one.text)]
        for area in areas:
            left = without(area, _with_room(own_number)) if own_number else area
            if left[2] > 0 and left[3] > 0:
                yield MaskedArea(left, rule.reason)


def _by_value(rule: MaskRule, lines: Sequence[PrintedLine]) -> list[Area]:
    """Where a line says what the zone may say, up to the line's end."""
    found = []
    for line in lines:
        for pattern in rule.value:
            match = re.search(pattern, line.line.text)
            if match:
                found.append(line.part(match.start(), len(line.line.text)))
                break
    return found


def _with_room(area: Area) -> Area:
    more = MARGIN_KEPT
    return area[0] - more, area[1] - more, area[2] + 2 * more, area[3] + 2 * more


def _security_codes(lines: Sequence[PrintedLine], kind: Kind) -> Iterator[Area]:
    """Four digits alone, low on the left: after the serial of 16 signs, or anywhere near there."""
    for line in lines:
        x, y, _, high = line.area
        low = y + high / 2 > 0.85 * kind.size[1] and x < 0.45 * kind.size[0]
        if not low:
            continue
        whole = line.line.text.rstrip()
        if _CODE.fullmatch(line.text):
            yield line.area
        elif _SERIAL_AND_CODE.fullmatch(line.text):
            yield line.part(len(whole) - 4, len(whole))
