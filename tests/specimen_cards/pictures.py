"""What a card shows beside its print: security pattern, portrait, codes, chip, hologram."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.specimen_cards.card import Card, Colour
from tests.specimen_cards.dice import Dice


def pattern(card: Card, dice: Dice, colours: list[list[int]], strength: float) -> None:
    """Fine waves over the whole card, as banknotes have them."""
    under = np.asarray(card.image)
    over = under.copy()
    high, wide = over.shape[:2]
    xs = np.arange(0, wide + 8, 8, dtype=np.float32)
    for colour in colours:
        wave, long, phase = dice.between(0.6, 2.4), dice.between(8, 26), dice.between(0, 6)
        lean = dice.between(-0.25, 0.25)
        step = dice.between(0.9, 2.0) * card.ppm
        swing = wave * card.ppm * np.sin(xs / card.ppm / long * 6.28 + phase) + xs * lean
        for y in np.arange(-0.3 * wide, high + 0.3 * wide, step):
            curve = np.stack([xs, y + swing * (1 + y / high / 3)], 1).astype(np.int32)
            cv2.polylines(
                over, [curve], isClosed=False, color=colour, thickness=1, lineType=cv2.LINE_AA
            )
    mixed = cv2.addWeighted(over, strength, under, 1 - strength, 0)
    card.paste_over(Image.fromarray(mixed))


def portrait(card: Card, dice: Dice, area: list[float]) -> None:
    """Somebody who looks like nobody."""
    x, y, wide, high = area
    card.panel(area, fill=[dice.whole(150, 225), dice.whole(175, 228), dice.whole(200, 246)])
    skin = (dice.whole(196, 244), dice.whole(160, 200), dice.whole(128, 172))
    hair = tuple(dice.whole(10, 70) for _ in range(3))
    coat = tuple(dice.whole(15, 140) for _ in range(3))

    def oval(left: float, top: float, right: float, bottom: float, colour: Any) -> None:
        box = card.box(
            x + left * wide, y + top * high, (right - left) * wide, (bottom - top) * high
        )
        card.pen.ellipse(box, fill=colour)

    box = card.box(x + 0.06 * wide, y + 0.74 * high, 0.88 * wide, 0.52 * high)
    card.pen.pieslice(box, 180, 360, fill=coat)
    card.panel([x + 0.41 * wide, y + 0.6 * high, 0.18 * wide, 0.18 * high], fill=skin)
    oval(0.22, 0.09, 0.78, 0.62 + dice.between(0, 0.2), hair)
    oval(0.28, 0.2, 0.72, 0.7, skin)
    for eye in (0.36, 0.57):
        oval(eye, 0.4, eye + 0.07, 0.435, (45, 35, 35))
    oval(0.43, 0.57, 0.57, 0.595, (170, 80, 80))


def code(card: Card, text: str, area: list[float]) -> None:
    """A QR code with its quiet zone."""
    x, y, wide, high = area
    small = cv2.QRCodeEncoder.create().encode(text)
    left, top, right, bottom = card.box(x, y, wide, high)
    side = (round(right - left), round(bottom - top))
    big = cv2.resize(small, side, interpolation=cv2.INTER_NEAREST)
    card.image.paste(Image.fromarray(big).convert("RGB"), (round(left), round(top)))


def chip(card: Card, area: list[float]) -> None:
    """Contacts of a chip."""
    x, y, wide, high = area
    card.panel(area, fill=[222, 194, 118], outline=[150, 120, 60], radius=1.4)
    for share in (1 / 3, 2 / 3):
        card.line(x, y + high * share, x + wide, y + high * share, (150, 120, 60))
    card.line(x + wide / 2, y, x + wide / 2, y + high, (150, 120, 60))


def specimen_word(card: Card, area: list[float], draw: Any, colour: Colour) -> None:
    """見本 across the card, faint."""
    x, y, size, apart = area
    for place, sign in enumerate("見本"):
        card.write(sign, x + place * apart, y, size, draw, colour=colour)


def film(shape: tuple[int, int], dice: Dice, most: float) -> npt.NDArray[np.float32]:
    """The colours of a hologram film, to be added to a card's pixels."""
    high, wide = shape
    ys, xs = np.ogrid[0:high, 0:wide]
    fine = dice.between(0.003, 0.011)
    wave = (xs * fine * 2 + ys * fine * dice.between(0.4, 2) + dice.between(0, 6)).astype(
        np.float32
    )
    band, amount = np.sin(wave), dice.between(2, most)
    return np.stack([band * amount, -band * amount * 0.6, np.cos(2 * wave) * amount * 0.7], 2)
