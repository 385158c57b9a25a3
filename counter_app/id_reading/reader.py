"""The whole path from a frame to a reading: find, recognise, guard, read, check, mask."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from counter_app.id_reading.card import FlatCard, find_cards, grown
from counter_app.id_reading.engine import Line, TextEngine
from counter_app.id_reading.fields import (
    Value,
    address_value,
    date_value,
    licence_number_value,
    name_value,
)
from counter_app.id_reading.kinds import Area, Kind, Zone, load_kinds
from counter_app.id_reading.masking import Code, Guard, codes_in, names_my_number, painted
from counter_app.id_reading.outline import Quad
from counter_app.id_reading.pixels import Image, picture_of, png_of
from counter_app.id_reading.reading import Check, Corners, FieldRead, Reading
from counter_app.id_reading.recognise import Recognised, recognise
from counter_app.id_reading.signs import Signs, load_signs
from counter_app.id_reading.towns import Towns, load_towns
from counter_app.id_reading.zones import LineCrop, cut, lines_of
from counter_app.law import check_digits
from counter_app.law.tables import load_tables

AUTO = "auto"
NO_CARD_SCORE = 0.3
"""An outline that looks less like a card than this, with no label on it, is no card."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The data that a reader works with."""

    kinds: tuple[Kind, ...]
    signs: Signs
    towns: Towns
    era_zeros: dict[str, int]


def load_knowledge(resources: Path) -> Knowledge:
    """Kinds, signs and towns from the resources folder."""
    own = resources / "id_reading"
    era_zeros = {row.ja: row.zero for row in load_tables(resources / "law").eras.rows}
    towns = load_towns(resources / "postal")
    return Knowledge(load_kinds(own), load_signs(own), towns, era_zeros)


class Reader:
    """Reads one document after the other; nothing of a frame is kept between two."""

    def __init__(self, knowledge: Knowledge, engine: TextEngine, guard: Guard) -> None:
        self._kinds = knowledge.kinds
        self._towns = knowledge.towns
        self._era_zeros = knowledge.era_zeros
        self._engine = engine
        self._guard = guard

    def read(self, frame: Image, wanted: str = AUTO) -> Reading:
        """What a frame shows.

        Args:
            frame: as the camera or a file gave it.
            wanted: kind that the clerk chose, or "auto"; another kind is then refused.
        """
        start = time.perf_counter()
        reading = self._read(frame, wanted)
        return replace(reading, ms=round(1000 * (time.perf_counter() - start)))

    def _read(self, frame: Image, wanted: str) -> Reading:
        outlines = find_cards(frame)
        if outlines:
            outlines += grown(frame, outlines[0])
        found = recognise(frame, outlines, self._kinds, self._engine)
        if found is None:
            return Reading(refused=self._code_refused(frame) or "no_card")
        quad = _corners(found.quad)
        if found.kind is None:
            code = self._unknown(frame, found, outlines[0].score)
            return Reading(quad=() if code == "no_card" else quad, refused=code)
        kind = found.kind
        if kind.refused or wanted not in (AUTO, kind.name):
            return Reading(kind.name, quad, refused=kind.refused or "unsupported_kind")
        return self._document(kind, found.flat, quad)

    def _unknown(self, frame: Image, found: Recognised, score: float) -> str:
        """The reason to refuse a card whose kind is not known: a My Number goes before all."""
        code = self._code_refused(frame)
        if code is None and self._guard.finds_digits(found.flat.image, ()):
            code = "my_number_back"
        if code is None and score < NO_CARD_SCORE:
            code = "no_card"
        return code or "unsupported_kind"

    def _code_refused(self, frame: Image) -> str | None:
        return "my_number_back" if _names_number(codes_in(frame)) else None

    def _document(self, kind: Kind, flat: FlatCard, corners: Corners) -> Reading:
        codes = codes_in(flat.image)
        crops = {name: lines_of(flat.image, z.area, z.lines) for name, z in kind.zones.items()}
        lines = self._lines(kind, crops)
        known = [kind.zones["number"].area] if "number" in kind.zones else []
        others = (line.text for name, line in lines.items() if name != "number")
        if (
            _names_number(codes)
            or any(names_my_number(text) for text in others)
            or self._guard.finds_digits(flat.image, known)
        ):
            return Reading(kind.name, corners, refused="my_number_back")
        values = {name: self._value(name, line) for name, line in lines.items()}
        image, over = painted(flat.image, [mask.area for mask in kind.masks], codes)
        return Reading(
            kind=kind.name,
            quad=corners,
            fields={
                name: _field(flat, kind.zones[name], crops[name], value)
                for name, value in values.items()
            },
            checks=tuple(_checks(values)),
            masked=tuple(flat.box_in_frame(area) for area in over),
            image=png_of(image),
        )

    def _lines(self, kind: Kind, crops: dict[str, list[LineCrop]]) -> dict[str, Line]:
        asked = [(name, crop) for name, found in crops.items() for crop in found]
        signs = [kind.zones[name].signs for name, _ in asked]
        read = self._engine.read([crop.image for _, crop in asked], signs)
        whole = dict.fromkeys(kind.zones, Line(""))
        for (name, _), line in zip(asked, read, strict=True):
            whole[name] += line
        return whole

    def _value(self, name: str, line: Line) -> Value:
        if name == "name":
            return name_value(line)
        if name == "address":
            return address_value(line, self._towns)
        if name == "number":
            return licence_number_value(line)
        return date_value(line, self._era_zeros)


def _names_number(codes: Sequence[Code]) -> bool:
    return any(names_my_number(code.text) for code in codes)


def _corners(quad: Quad) -> Corners:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in quad)


def _field(flat: FlatCard, zone: Zone, crops: Sequence[LineCrop], value: Value) -> FieldRead:
    area = _around([crop.area for crop in crops]) or zone.area
    return FieldRead(
        value=value.value,
        confidence=round(value.confidence, 3),
        box=flat.box_in_frame(area),
        doubtful=value.doubtful,
        doubts=value.doubts,
        crop=picture_of(np.ascontiguousarray(cut(flat.image, area))),
    )


def _around(areas: Sequence[Area]) -> Area | None:
    if not areas:
        return None
    left, top = min(area[0] for area in areas), min(area[1] for area in areas)
    right = max(area[0] + area[2] for area in areas)
    low = max(area[1] + area[3] for area in areas)
    return left, top, right - left, low - top


def _checks(values: dict[str, Value]) -> list[Check]:
    """What the document says twice, or proves by a check digit."""
    checks = []
    for name in ("birth_date", "issued_on", "expires_on"):
        if name in values:
            checks.append(Check(f"{name}_read", values[name].holds))
            if (agrees := values[name].agrees) is not None:
                checks.append(Check(f"{name}_era", agrees))
    if "number" in values:
        checks.append(
            Check("licence_number", check_digits.licence_number_ok(values["number"].value))
        )
    return checks
