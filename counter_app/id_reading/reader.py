"""The whole path from a frame to a reading: find, read, recognise, guard, check, mask."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from counter_app.id_reading.building_words import load_building_words
from counter_app.id_reading.card import ID1, FlatCard, find_cards, lay_flat
from counter_app.id_reading.codes import codes_in
from counter_app.id_reading.fields import Value
from counter_app.id_reading.finding import FoundField, find_fields
from counter_app.id_reading.forbidden import forbidden, must_refuse
from counter_app.id_reading.kinds import Area, Kind, load_kinds
from counter_app.id_reading.masks import Masks, load_masks
from counter_app.id_reading.mrz import Zone, find_zone
from counter_app.id_reading.names import load_names
from counter_app.id_reading.nations import load_nations
from counter_app.id_reading.outline import Outline, Quad
from counter_app.id_reading.painting import blanked, painted
from counter_app.id_reading.pixels import Image, picture_of, png_of
from counter_app.id_reading.places import around
from counter_app.id_reading.printed import Print, PrintReader
from counter_app.id_reading.reading import Corners, FieldRead, Reading
from counter_app.id_reading.recognise import Recognised, recognise
from counter_app.id_reading.registration import register
from counter_app.id_reading.segments import segments_of
from counter_app.id_reading.signs import Signs, load_signs
from counter_app.id_reading.text_outline import outlines_of_print
from counter_app.id_reading.towns import load_towns
from counter_app.id_reading.valuing import Known, Valuer
from counter_app.law.tables import load_tables

AUTO = "auto"
NO_CARD_SCORE = 0.3
"""An outline that looks less like a card than this, with no label on it, is no card."""

MARGIN = 2.5
"""Millimetres around a card that are read with it."""

LOOKS = 4
"""Outlines that are tried."""

SURE = 3.0
"""A kind for which so much speaks is certain."""

ENOUGH = 1.8
"""A look at a card that is worth so much needs no look at another outline."""

TD3 = (125.0, 88.0)
"""Width and height of a passport's page in millimetres (ICAO Doc 9303-4)."""

_HIGH = 1.5
"""An outline less wide than this times its height is rather a passport's page than a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge(Known):
    """The data that a reader works with."""

    kinds: tuple[Kind, ...]
    signs: Signs
    masks: Masks


def load_knowledge(resources: Path) -> Knowledge:
    """Kinds, signs and towns from the resources folder."""
    own = resources / "id_reading"
    era_zeros = {row.ja: row.zero for row in load_tables(resources / "law").eras.rows}
    towns = load_towns(resources / "postal")
    names = load_names(resources / "names")
    return Knowledge(
        towns=towns,
        names=names,
        words=load_building_words(own),
        nations=load_nations(),
        era_zeros=era_zeros,
        kinds=load_kinds(own),
        signs=load_signs(own),
        masks=load_masks(own),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What one outline of a frame shows."""

    quad: Quad
    flat: FlatCard
    print: Print
    told: Recognised
    found: dict[str, FoundField]

    @property
    def worth(self) -> float:
        """How well the outline shows a card: its kind is certain (up to 1) and its fields there."""
        kind = self.told.kind
        if kind is None:
            return min(0.3, self.told.score / 10)
        share = 1.0 if kind.refused else len(self.found) / len(kind.fields)
        if kind.key == "passport" and find_zone(self.print.lines) is None:
            share /= 2
        return min(1.0, self.told.score / SURE) + share


class Reader:
    """Reads one document after the other; nothing of a frame is kept between two."""

    def __init__(self, knowledge: Knowledge, print_reader: PrintReader) -> None:
        self._kinds = knowledge.kinds
        self._masks = knowledge.masks
        self._valuer = Valuer(knowledge)
        self._print_reader = print_reader

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
        outlines = find_cards(frame, LOOKS)
        seen = self._seen(frame, self._likely(frame, outlines))
        if seen is None:
            return Reading(refused=self._code_refused(frame) or "no_card")
        quad = _corners(seen.quad)
        kind = seen.told.kind
        if kind is None:
            code = self._unknown(frame, seen, max((one.score for one in outlines), default=0.0))
            return Reading(quad=() if code == "no_card" else quad, refused=code)
        zone = find_zone(seen.print.lines) if kind.key == "passport" else None
        kind = replace(kind, key=_key(kind, zone, seen.print))
        if kind.refused or wanted not in (AUTO, kind.name):
            return Reading(kind.name, quad, refused=kind.refused or "unsupported_kind")
        return self._document(kind, seen, quad, zone)

    def _likely(self, frame: Image, outlines: Sequence[Outline]) -> Iterator[Outline]:
        """Outlines worth a look: by edges the best one, then by the print, then the others."""
        yield from outlines[:1]
        yield from outlines_of_print(frame, self._print_reader)
        yield from outlines[1:]

    def _seen(self, frame: Image, outlines: Iterable[Outline]) -> Seen | None:
        """Of several outlines the one whose print tells most."""
        best: Seen | None = None
        for outline in outlines:
            seen = self._look(frame, outline)
            if best is None or seen.worth > best.worth:
                best = seen
            if best.worth >= ENOUGH:
                break
        return best

    def _look(self, frame: Image, outline: Outline) -> Seen:
        quad = outline.quad
        size = _size(quad)
        flat = lay_flat(frame, quad, size, MARGIN)
        printed = self._print_reader.read(flat)
        if printed.turned:
            quad, flat = np.roll(quad, 2, 0), flat.turned()
        told = recognise(printed.lines, self._kinds)
        if told.kind and told.kind.size != size:  # foreshortened: its words know better
            flat = lay_flat(frame, quad, told.kind.size, MARGIN)
            printed = printed.scaled(told.kind.size[0] / size[0], told.kind.size[1] / size[1])
            told = recognise(printed.lines, self._kinds)
        found: dict[str, FoundField] = {}
        if told.kind and not told.kind.refused:
            found = find_fields(told.kind, segments_of(printed.lines, told.labels), told.labels)
        return Seen(quad, flat, printed, told, found)

    def _unknown(self, frame: Image, seen: Seen, score: float) -> str:
        """The reason to refuse a card whose kind is not known: a My Number goes before all."""
        code = self._forbidden(frame, seen)
        if code is None and score < NO_CARD_SCORE:
            code = "no_card"
        return code or "unsupported_kind"

    def _forbidden(self, frame: Image, seen: Seen) -> str | None:
        return must_refuse(self._masks, seen.print.lines, codes_in(frame), seen.told.kind)

    def _code_refused(self, frame: Image) -> str | None:
        return must_refuse(self._masks, (), codes_in(frame), None)

    def _document(self, kind: Kind, seen: Seen, corners: Corners, zone: Zone | None) -> Reading:
        labels, lines = seen.told.labels, seen.print.lines
        codes = codes_in(seen.flat.bare())
        if code := must_refuse(self._masks, lines, codes, kind):
            return Reading(kind.name, corners, refused=code)
        found = seen.found
        values, checks = self._valuer.values(kind, found, zone)
        number = around(found["number"].areas) if "number" in found else None
        hidden = forbidden(self._masks, lines, kind, register(kind, labels), number)
        areas = [*(one.area for one in hidden), *(code.area() for code in codes)]
        image, over = painted(seen.flat.bare(), areas)
        return Reading(
            kind=kind.name,
            quad=corners,
            fields={
                name: _field(seen.flat, found.get(name), one, over) for name, one in values.items()
            },
            checks=checks,
            masked=tuple(seen.flat.box_in_frame(area) for area in over),
            image=png_of(image),
            mask_version=self._masks.version,
        )


def _key(kind: Kind, zone: Zone | None, printed: Print) -> str:
    """The kind's key; a passport's tells whether Japan issued it."""
    if kind.key != "passport":
        return kind.key
    japanese = any("日本国" in line.text for line in printed.lines)
    return "passport_jp" if (zone.issuer == "JPN" if zone else japanese) else "passport_foreign"


def _size(quad: Quad) -> tuple[float, float]:
    sides = np.linalg.norm(np.roll(quad, -1, 0) - quad, axis=1)
    wide, high = float(sides[0] + sides[2]), float(sides[1] + sides[3])
    return ID1 if wide > _HIGH * high else TD3


def _corners(quad: Quad) -> Corners:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in quad)


def _field(
    flat: FlatCard, found: FoundField | None, value: Value, hidden: Sequence[Area]
) -> FieldRead:
    area = around(found.areas) if found else (0.0, 0.0, 1.0, 1.0)
    crop = blanked(flat.cut(area), hidden, area[:2]) if found else None
    return FieldRead(
        value=value.value,
        confidence=round(value.confidence, 3),
        box=flat.box_in_frame(area),
        doubtful=value.doubtful,
        doubts=value.doubts,
        crop=picture_of(crop) if crop is not None else None,
        raw=value.raw,
        changed_by=value.changed_by,
        variants=value.variants,
    )
