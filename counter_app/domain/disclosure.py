"""What a person is told of their own data: every field, by the notice's nine items.

Disclosure (Act on the Protection of Personal Information, art. 33(1), (5)): what is kept, since
when, where it came from, until when; to whom it was given; and who looked at a document's image.
Acts are told by ledger and visit numbers, never by their place in the log: a number that is left
out would tell of an act that the person may not be told of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.domain.acts import canonical

FORM = "trade-in-counter/disclosure/v1"

_PLACES_IN_THE_LOG = frozenset(
    {
        *("seq", "act", "acts", "ref", "begun", "ends", "size", "root"),
        *("deal", "consent", "acceptance", "digest"),
    }
)
"""Names of values that would tell how many acts there are; a digest over one could be guessed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of one act.

    Attributes:
        item: 1 to 9; field: as the notice's facts name it; ja, en: in words.
        value: as it was written down; None where it is of somebody else and left out.
        day: on which it was written down; deal: ledger number of the deal, or a request's number.
        act: kind of act.
        source: direct, service_use or third_party.
        until: the last day on which it is kept; None where no day can be said yet.
        by: staff code, of an opened image.
        words: the value in Japanese and in English, where it is the key of a table.
    """

    item: int
    field: str
    ja: str
    en: str
    value: Any
    day: date
    deal: str
    act: str
    source: str
    until: date | None
    by: str = ""
    words: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A record of a provision to a third party, as far as it is about this person (art. 33(5)).

    Attributes:
        told: what the record says; until: the last day on which it is kept, if it can be said.
    """

    day: date
    told: Mapping[str, Any]
    until: date | None


@dataclass(frozen=True, slots=True)
class ReleasedNote:
    """A note about the police or a suspicion that a manager released.

    Attributes:
        kind: what it tells, by its code; told: what of it may be said.
    """

    kind: str
    day: date
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that is told.

    Attributes:
        number: of the request; name: of the person; deals: ledger numbers of the deals.
        controller: who is answerable.
    """

    number: str
    name: str
    made_on: date
    controller: str
    shop: str
    till: str
    deals: tuple[str, ...]
    entries: tuple[Entry, ...]
    released: tuple[ReleasedNote, ...] = ()

    def of_item(self, item: int) -> list[Entry]:
        """The entries of one of the nine items, without provisions and openings."""
        return [one for one in self.entries if one.item == item and one.field not in _APART]

    @property
    def provisions(self) -> list[Entry]:
        """To whom something was given (art. 33(5))."""
        return [one for one in self.entries if one.field == PROVISION]

    @property
    def openings(self) -> list[Entry]:
        """Who opened an image, and why."""
        return [one for one in self.entries if one.field == OPENING]

    def to_bytes(self) -> bytes:
        """The JSON that is handed over: keys sorted, no blanks, UTF-8."""
        told: dict[str, Any] = {
            "form": FORM,
            "request": self.number,
            "name": self.name,
            "made_on": self.made_on.isoformat(),
            "controller": self.controller,
            "shop": self.shop,
            "till": self.till,
            "deals": list(self.deals),
            "items": [
                {"item": item, "entries": [_told(one) for one in self.of_item(item)]}
                for item in range(1, ITEMS + 1)
            ],
            "provisions": [_told(one) for one in self.provisions],
            "openings": [_told(one) for one in self.openings],
        }
        if self.released:
            told["released"] = [
                {"kind": one.kind, "day": one.day.isoformat(), "told": dict(one.told)}
                for one in self.released
            ]
        return canonical(told)


ITEMS = 9
HELD_AS_FILE = "held"
"""The value of an image or a photo: that there is one; it is shown at the counter."""

PROVISION, OPENING = "other.provision", "other.opening"
_APART = frozenset({PROVISION, OPENING})


def without_places(value: Any) -> Any:
    """A value without what tells of places in the log."""
    if isinstance(value, Mapping):
        return {
            name: without_places(one)
            for name, one in value.items()
            if name not in _PLACES_IN_THE_LOG
        }
    if isinstance(value, list | tuple):
        return [without_places(one) for one in value]
    return value


def value_words(value: Any) -> str:
    """A value for people: what stands in a list or an object beside each other, or nothing."""
    if not _says(value):
        return ""
    if isinstance(value, Mapping):
        told = (f"{name}: {value_words(one)}" for name, one in value.items() if _says(one))
        return "; ".join(told)
    if isinstance(value, list | tuple):
        return ", ".join(value_words(one) for one in value if _says(one))
    return f"{value}"


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})


def _told(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "field": entry.field,
        "ja": entry.ja,
        "en": entry.en,
        "day": entry.day.isoformat(),
        "of": entry.deal,
        "act": entry.act,
        "source": entry.source,
        "kept_until": entry.until.isoformat() if entry.until else None,
    }
    if entry.value is None:
        told["left_out"] = "other_person"
    else:
        told["value"] = entry.value
    if entry.by:
        told["by"] = entry.by
    return told
