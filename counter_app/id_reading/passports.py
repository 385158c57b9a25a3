"""A passport's fields: what its page prints, and what its machine readable zone proves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from counter_app.id_reading.fields import Value
from counter_app.id_reading.mrz import Zone, day_of
from counter_app.id_reading.reading import Check

PROVEN = 0.999
"""Certainty of a part whose check digit and the composite one hold."""

UNPROVEN = 0.6
"""Certainty of a part of the zone whose check digit does not hold."""

LIFE = 10
"""Years that a passport is valid at most: nobody is born later than so long before its end."""

_NOTHING = Value("", 0.0, holds=False)


def passport_values(
    printed: Mapping[str, Value], zone: Zone | None
) -> tuple[dict[str, Value], tuple[Check, ...]]:
    """The fields that a passport reports; the zone decides where its check digits hold.

    Args:
        printed: the page's fields, with surname and given apart.
        zone: None where it was not found.
    """
    values: dict[str, Value] = {
        key: one for key, one in printed.items() if key not in ("surname", "given")
    }
    if zone is None:
        values["name"] = _printed_name(printed)
        return {"name": values.pop("name"), **values}, ()
    told = _told(zone)
    checks = [Check(f"mrz_{name}", ok) for name, ok in zone.checks.items()]
    for name, text in told.items():
        proven = zone.checks.get(name, zone.holds) and zone.checks["composite"] and bool(text)
        here = printed.get(name, _NOTHING)
        if proven or not here.holds:
            certain = PROVEN if proven else UNPROVEN
            if name == "number":
                certain = min(certain, zone.number_sure)
            values[name] = _decided(text, here, certain)
        if here.value and text:
            checks.append(Check(f"mrz_{name}_printed", here.value == values[name].value))
    certain = min(PROVEN if zone.holds else UNPROVEN, zone.number_sure)
    values["mrz1"] = Value(zone.first, min(zone.sure, certain), raw=zone.raw[0])
    values["mrz2"] = Value(zone.second, certain, raw=zone.raw[1])
    whole, agrees = _name(printed, zone)
    checks.append(Check("mrz_name_printed", agrees))
    return {"name": whole, **values}, tuple(checks)


def _told(zone: Zone) -> dict[str, str]:
    """What the second line says."""
    line = zone.second
    expires = day_of(line[21:27], before=None)
    latest = int(expires[:4]) - LIFE if expires else None
    birth = day_of(line[13:19], before=latest) if latest is not None else ""
    sex = line[20] if line[20] in "MF" else ""
    return {
        "number": line[:9].rstrip("<"),
        "nationality": line[10:13].rstrip("<"),
        "birth_date": birth,
        "sex": sex,
        "expires_on": expires,
    }


def _decided(text: str, here: Value, certain: float) -> Value:
    other = bool(here.value) and here.value != text
    return Value(
        text, certain, raw=here.value or text, changed_by="mrz" if other else "", holds=bool(text)
    )


def _printed_name(printed: Mapping[str, Value]) -> Value:
    surname, given = (printed.get(name, _NOTHING) for name in ("surname", "given"))
    text = f"{surname.value} {given.value}".strip()
    return Value(text, min(surname.confidence, given.confidence, 0.8), raw=text)


def _name(printed: Mapping[str, Value], zone: Zone) -> tuple[Value, bool]:
    """The name as printed where the zone spells it alike: only the page has its hyphens."""
    here, there = _printed_name(printed), f"{zone.surname} {zone.given}".strip()
    surname, given = (printed.get(name, _NOTHING) for name in ("surname", "given"))
    if here.value and _bare(here.value) == _bare(there):
        return Value(here.value, PROVEN, raw=here.value), True
    parts = [
        one.value if _bare(one.value) == _bare(other) else other
        for one, other in ((surname, zone.surname), (given, zone.given))
    ]
    return Value(" ".join(parts).strip(), min(zone.sure, 0.89), raw=here.value), False


def _bare(text: str) -> str:
    return re.sub("[^A-Z]", "", text.upper())
