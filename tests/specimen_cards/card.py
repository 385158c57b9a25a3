"""A card's surface in millimetres: print with its truth, lines, panels and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from PIL import Image, ImageDraw

from tests.specimen_cards.fonts import face_for, font

Colour: TypeAlias = tuple[int, int, int]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the card."""

INK: Colour = (28, 28, 32)
_SPACES = " \u3000"


@dataclass(slots=True)
class Field:
    """One field's truth: what is printed, what it means, and where it stands on the card."""

    text: str
    value: str
    lines: list[Box]

    @property
    def box(self) -> Box:
        """Around all its lines."""
        return around(self.lines)


@dataclass(frozen=True, slots=True)
class Mask:
    """Something on the card that may not be kept."""

    kind: str
    value: str
    box: Box


@dataclass(slots=True)
class Card:
    """A card being drawn.

    Attributes:
        size: width and height in millimetres.
        ppm: pixels in a millimetre.
    """

    size: tuple[float, float]
    ppm: float
    ground: Colour = (255, 255, 255)
    corner: float = 3.2
    fields: dict[str, Field] = field(default_factory=dict)
    masks: list[Mask] = field(default_factory=list)
    image: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        pixels = (round(self.size[0] * self.ppm), round(self.size[1] * self.ppm))
        self.paste_over(Image.new("RGB", pixels, self.ground))

    def paste_over(self, image: Image.Image) -> None:
        """Go on drawing upon this picture."""
        self.image, self.pen = image, ImageDraw.Draw(image)

    def box(self, x: float, y: float, wide: float, high: float) -> Box:
        """An area in millimetres as a box in pixels."""
        k = self.ppm
        return x * k, y * k, (x + wide) * k, (y + high) * k

    def write(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        face: Path,
        *,
        pitch: float = 0.0,
        squeeze: float = 1.0,
        colour: Colour = INK,
    ) -> Box | None:
        """Print one line; its ink's box, or None for blanks.

        Args:
            text: one line.
            x: left end in millimetres.
            y: top of the signs in millimetres.
            size: height of a kanji in millimetres.
            face: the font; signs that it lacks come from fonts of rare kanji.
            pitch: millimetres from sign to sign; 0: as the font says.
            squeeze: factor on the advance of each sign.
            colour: of the ink.
        """
        at, height = x * self.ppm, round(size * self.ppm)
        inked: list[Box] = []
        for sign in text:
            letter = font(face_for(sign, face), height)
            if sign not in _SPACES:
                place = (at, y * self.ppm + 0.86 * height)
                self.pen.text(place, sign, font=letter, fill=colour, anchor="ls")
                inked.append(self.pen.textbbox(place, sign, font=letter, anchor="ls"))
            step = pitch * self.ppm if pitch else letter.getlength(sign) * squeeze
            at += step / 2 if pitch and sign == " " else step
        return around(inked) if inked else None

    def width_of(self, text: str, size: float, face: Path) -> float:
        """Millimetres that a line takes."""
        height = round(size * self.ppm)
        return sum(font(face_for(one, face), height).getlength(one) for one in text) / self.ppm

    def add_field(self, name: str, text: str, value: str, lines: list[Box]) -> None:
        """Note a field's truth."""
        self.fields[name] = Field(text, value, lines)

    def add_mask(self, kind: str, value: str, box: Box) -> None:
        """Note something that must be painted over."""
        self.masks.append(Mask(kind, value, box))

    def line(self, x: float, y: float, x2: float, y2: float, colour: Colour = (80, 80, 80)) -> None:
        """A hairline between two points in millimetres."""
        k = self.ppm
        width = max(1, round(0.12 * k))
        self.pen.line((x * k, y * k, x2 * k, y2 * k), fill=colour, width=width)

    def panel(
        self, area: list[float], fill: Any = None, outline: Any = None, radius: float = 0.0
    ) -> None:
        """A rectangle, filled, outlined or both."""
        x, y, wide, high = area
        self.pen.rounded_rectangle(
            self.box(x, y, wide, high),
            radius * self.ppm,
            fill=fill and tuple(fill),
            outline=outline and tuple(outline),
            width=max(1, round(0.12 * self.ppm)),
        )


def around(boxes: list[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
