"""From the print of each field to its value, and what the document agrees with itself about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counter_app.id_reading.building_words import BuildingWords
from counter_app.id_reading.dates import date_value
from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import (
    Value,
    address_value,
)
from counter_app.id_reading.finding import FoundField
from counter_app.id_reading.kinds import Kind
from counter_app.id_reading.mrz import Zone
from counter_app.id_reading.names import NameLists, listed_name_value
from counter_app.id_reading.nations import nation_value
from counter_app.id_reading.numbers import card_number, licence_number, passport_number
from counter_app.id_reading.passports import passport_values
from counter_app.id_reading.reading import Check
from counter_app.id_reading.towns import Towns
from counter_app.law import check_digits

_NUMBERS: dict[str, Callable[[Line], Value]] = {
    "driving_licence": licence_number,
    "driving_record_certificate": licence_number,
    "residence_card": card_number,
    "special_permanent_resident_certificate": card_number,
}
_SEXES = {"男": "M", "M": "M", "女": "F", "F": "F"}
_LICENCES = frozenset({"driving_licence", "driving_record_certificate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of names, places and eras.

    Attributes:
        nations: names of countries in Japanese.
        era_zeros: for each era's name the western year before its first.
    """

    towns: Towns
    names: NameLists
    words: BuildingWords
    nations: frozenset[str]
    era_zeros: Mapping[str, int]


class Valuer:
    """Makes values of print with what is known of names, places, eras and numbers."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def values(
        self, kind: Kind, found: Mapping[str, FoundField], zone: Zone | None = None
    ) -> tuple[dict[str, Value], tuple[Check, ...]]:
        """Every field of a kind with its value; one that was not found is empty and doubtful."""
        values = {
            name: self._value(kind, place.grammar, found[name].line)
            if name in found
            else Value("", 0.0, holds=False)
            for name, place in kind.fields.items()
        }
        checks: tuple[Check, ...] = ()
        if kind.key.startswith("passport"):
            values, checks = passport_values(values, zone)
        return values, (*_checks(kind, values), *checks)

    def _value(self, kind: Kind, grammar: str, line: Line) -> Value:
        if grammar == "name" or (grammar == "latin" and not kind.key.startswith("passport")):
            return listed_name_value(line, self._known.names)
        if grammar == "address":
            return address_value(line, self._known.towns, self._known.words)
        if grammar == "date":
            return date_value(line, self._known.era_zeros)
        if grammar == "nation" and not kind.key.startswith("passport"):
            return nation_value(line, self._known.nations)
        text = " ".join(line.text.split())
        if grammar == "number":
            return _NUMBERS.get(kind.key, passport_number)(line)
        if grammar == "sex":
            text = _SEXES.get(text[:1], "")
        return Value(text, min(line.sure, default=0.0), holds=bool(text))


def _checks(kind: Kind, values: Mapping[str, Value]) -> list[Check]:
    """What the document says twice, or proves by a check digit."""
    checks = []
    for name in ("birth_date", "issued_on", "expires_on"):
        if name in values:
            checks.append(Check(f"{name}_read", values[name].holds))
            if (agrees := values[name].agrees) is not None:
                checks.append(Check(f"{name}_era", agrees))
    if kind.key in _LICENCES:
        number = values["number"].value
        checks.append(Check("licence_number", check_digits.licence_number_ok(number)))
    return checks
