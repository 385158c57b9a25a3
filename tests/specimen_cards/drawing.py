"""Draws a card from its layout: millimetres and forms are data, chance moves them a little."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tests.specimen_cards import pictures
from tests.specimen_cards.card import Box, Card, Colour
from tests.specimen_cards.dates import printed, widened
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.facts import Fact
from tests.specimen_cards.fonts import faces

_PURPOSES = ("gothic", "mincho", "maru", "bold", "latin", "ocr")


@cache
def layouts(kind: str) -> dict[str, dict[str, Any]]:
    """The drawings of a kind, by name."""
    path = Path(__file__).parent / "layouts" / f"{kind}.toml"
    tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
    return {name: _like(tables, table) for name, table in tables.items()}


def _like(tables: dict[str, dict[str, Any]], table: dict[str, Any]) -> dict[str, Any]:
    """A drawing that says how it differs from another one, in full."""
    if "like" not in table:
        return table
    base = deepcopy(tables[table["like"]])
    over = table.get("over", {})
    for item in base["items"]:
        item.update(over.get(item["is"], {}))
    return base | {name: value for name, value in table.items() if name not in ("like", "over")}


class Drawing:
    """One card on its way to paper.

    Args:
        layout: a table of layouts/.
        facts: what stands on it.
        dice: moves things and picks forms.
        ppm: pixels in a millimetre.
    """

    def __init__(
        self, layout: dict[str, Any], facts: dict[str, Fact], dice: Dice, ppm: float
    ) -> None:
        self._layout, self._facts, self._dice = layout, facts, dice
        swap = layout.get("fonts", {})
        self._faces = {one: dice.pick(faces(swap.get(one, one))) for one in _PURPOSES}
        ground = dice.pick(layout["grounds"])
        wide, high = layout.get("size", [85.6, 53.98])
        self.card = Card((wide, high), ppm, tuple(ground), layout.get("corner", 3.2))
        loose = layout.get("jitter", 0.2)
        self._move = (dice.between(-loose, loose), dice.between(-loose, loose))

    def draw(self) -> Card:
        """Everything, from the pattern up."""
        layout, dice, card = self._layout, self._dice, self.card
        if colours := layout.get("pattern"):
            pictures.pattern(card, dice, colours, dice.between(*layout.get("strength", [0.3, 0.8])))
        for one in layout.get("panels", []):
            card.panel(one["at"], one.get("fill"), one.get("outline"), one.get("radius", 0.0))
        for band in layout.get("bands", []):
            card.panel(band["at"], dice.pick(band["fills"]))
        for x, y, x2, y2 in layout.get("lines", []):
            card.line(x, y, x2, y2)
        self._pictures()
        for label in layout.get("labels", []):
            self._label(label, (0.0, 0.0))
        for item in layout["items"]:
            self._item(item)
        x, y, size, apart = layout["specimen"]
        pictures.specimen_word(card, [x, y, size, apart], self._faces["gothic"], (168, 172, 172))
        return card

    def _pictures(self) -> None:
        layout, dice, card = self._layout, self._dice, self.card
        for area in layout.get("photos", []):
            pictures.portrait(card, dice, area)
        for area in layout.get("chips", []):
            pictures.chip(card, area)
        for one in layout.get("codes", []):
            if dice.chance(one.get("share", 1.0)):
                fact = self._facts[one["is"]]
                pictures.code(card, fact.value, one["at"])
                card.add_mask(one["mask"], fact.value, card.box(*one["at"]))
        for one in layout.get("covers", []):
            card.add_mask(one["mask"], "", card.box(*one["at"]))
        if grid := layout.get("grid"):
            self._grid(grid)

    def _grid(self, grid: dict[str, Any]) -> None:
        x, y, wide, high = grid["at"]
        signs, rows = grid["signs"], grid["rows"]
        across = -(-len(signs) // rows)
        for place, sign in enumerate(signs):
            left, top = x + place % across * wide / across, y + place // across * high / rows
            self.card.panel([left, top, wide / across, high / rows], None, [90, 90, 90])
            held = self._dice.chance(0.35)
            for row, one in enumerate(sign if held else "－"):
                self._write(one, (left + 0.4, top + 0.4 + row * 2.1), 1.8, "gothic")

    def _label(self, label: list[Any], move: tuple[float, float]) -> Box | None:
        text, x, y, size, *more = label
        purpose = more[0] if more else "gothic"
        colour: Colour = tuple(more[1]) if len(more) > 1 else (60, 62, 70)
        chosen = self._dice.pick(str(text).split("|"))
        size *= self._layout.get("label_size", 1.0)
        return self._write(chosen, (x + move[0], y + move[1]), size, purpose, colour=colour)

    def _write(
        self, text: str, at: tuple[float, float], size: float, purpose: str, **more: Any
    ) -> Box | None:
        x, y = at[0] + self._move[0], at[1] + self._move[1]
        return self.card.write(text, x, y, size, self._faces[purpose], **more)

    def _item(self, item: dict[str, Any]) -> None:
        fact = self._facts[item["is"]]
        if not fact.value and not item.get("always"):
            return
        dice = self._dice
        loose = item.get("jitter", self._layout.get("jitter", 0.2))
        move = (dice.between(-loose, loose), dice.between(-loose, loose))
        for label in item.get("labels", []):
            self._label(label, move)
        text = self._text(item, fact)
        boxes, rows = self._rows(item, text, move)
        if not boxes:
            return
        if (item.get("field", True) and "mask" not in item) or item.get("both"):
            self.card.add_field(item.get("as", item["is"]), "".join(rows), fact.value, boxes)
        if "mask" in item:
            for box in boxes:
                self.card.add_mask(item["mask"], fact.value, box)

    def _text(self, item: dict[str, Any], fact: Fact) -> str:
        dice = self._dice
        text = printed(fact.day, dice.pick(item["forms"])) if fact.day else fact.text
        if not fact.day and "forms" in item:
            text = dice.pick(item["forms"]).format(text)
        return widened(text) if dice.chance(item.get("wide_digits", 0.0)) else text

    def _rows(
        self, item: dict[str, Any], text: str, move: tuple[float, float]
    ) -> tuple[list[Box], list[str]]:
        """Print over as many lines as the layout gives; the lines' boxes and texts."""
        x, y = item["at"][0] + move[0], item["at"][1] + move[1]
        size, purpose = item["size"], item.get("font", "gothic")
        rows, size = self._broken(item, text, size, purpose)
        leading = item.get("leading", size * 1.25)
        if item.get("grow") == "up":
            y -= leading * (len(rows) - 1)
        boxes = []
        for number, row in enumerate(rows):
            more = self._pitch(item, row, size)
            box = self._write(
                row,
                (x, y + number * leading),
                size,
                purpose,
                colour=tuple(item.get("ink", (28, 28, 32))),
                **more,
            )
            if box:
                boxes.append(box)
        return boxes, rows

    def _broken(
        self, item: dict[str, Any], text: str, size: float, purpose: str
    ) -> tuple[list[str], float]:
        face, wide = self._faces[purpose], item.get("width", 200.0)
        most = item.get("lines", 1)
        while True:
            rows = _rows_of(self.card, text, size, face, wide)
            if len(rows) <= most:
                return rows, size
            size *= 0.95

    def _pitch(self, item: dict[str, Any], row: str, size: float) -> dict[str, float]:
        if pitch := item.get("pitch"):
            return {"pitch": pitch}
        if (
            item.get("spread")
            and self._dice.chance(item["spread"])
            and all(ord(one) > 0x3000 for one in row if one != " ")
        ):
            most = item["width"] / max(1, len(row))
            return {"pitch": min(most, size * self._dice.between(1.1, 2.0))} if most > size else {}
        return {}


def _rows_of(card: Card, text: str, size: float, face: Path, wide: float) -> list[str]:
    rows, row = [], ""
    for sign in text:
        if row and card.width_of(row + sign, size, face) > wide:
            rows.append(row)
            row = ""
        row += sign
    return [*rows, row]
