"""Specimen frames on disk, with their truth in the words of `counterctl read-id`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = {
    "dl": "driving_licence",
    "mnf": "my_number_card",
    "mnb": "my_number_card_back",
    "rc": "residence_card",
    "hi": "qualification_certificate",
}
REFUSED = {"mnb": "my_number_back"}
FIELDS = {
    "name": "name",
    "address": "address",
    "birth_date": "birth_date",
    "sex": "sex",
    "issue_date": "issued_on",
    "expiry_date": "expires_on",
    "number": "number",
    "nationality": "nationality",
    "mrz1": "mrz1",
    "mrz2": "mrz2",
}
ZONES = {
    "driving_licence": [(4.0, 23.5, 50.0, 12.7)],
    "my_number_card": [(27.0, 42.0, 57.0, 10.5)],
    "residence_card": [(2.5, 29.4, 59.0, 7.4)],
}
"""Zones that are masked whole, in millimetres: their blank paper is no over-masking."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a frame shows.

    Attributes:
        fields: for each field the values that are right; the first is the value, the others are
            the same as printed.
        refused: code of the refusal that is expected, or None.
        told: the truth as it stands in the file.
    """

    image: Path
    kind: str
    level: int
    fields: dict[str, tuple[str, ...]]
    refused: str | None
    told: dict[str, Any]


def truth_of(told: dict[str, Any], image: Path) -> Truth:
    """A truth in the words of the reader (DESIGN.md section 9, last paragraph)."""
    word, printed = told["type"], dict(told["fields"])
    refused = told.get("refused", REFUSED.get(word))
    fields = {
        ours: _right(theirs, printed[theirs])
        for theirs, ours in FIELDS.items()
        if theirs in printed
    }
    if "surname" in printed:
        names = (printed["surname"]["value"], printed["given"]["value"])
        fields["name"] = (" ".join(one for one in names if one),)
    elif "given" in printed:
        fields["name"] = (printed["given"]["value"],)
    kind = told.get("kind") or KINDS.get(word, word)
    if word == "pp" and not told.get("kind"):
        kind = "passport_jp" if printed["mrz1"]["value"][2:5] == "JPN" else "passport_foreign"
    return Truth(image, kind, told["level"], {} if refused else fields, refused, told)


def _right(name: str, field: dict[str, Any]) -> tuple[str, ...]:
    if name in ("name", "nationality"):  # a name in brackets, a state's code or its name
        return tuple(dict.fromkeys((field["value"], field["text"])))
    return (field["value"],)


def truths(folder: Path, limit: int | None = None) -> list[Truth]:
    """Every frame of a folder with NNNN.jpg and NNNN.json."""
    files = sorted(folder.glob("*.json"))[:limit]
    return [truth_of(json.loads(one.read_text("utf-8")), one.with_suffix(".jpg")) for one in files]
