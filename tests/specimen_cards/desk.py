"""What lies under a card: desks, and things upon them."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tests.specimen_cards.dice import Dice

Floats: TypeAlias = npt.NDArray[np.float32]

DESKS = {
    "mat": (112, 108, 96),
    "wood": (92, 138, 178),
    "cloth": (118, 92, 72),
    "white": (224, 226, 228),
    "dark": (44, 44, 48),
    "patterned": (150, 165, 170),
    "glass": (165, 160, 140),
    "green": (70, 105, 60),
}


def _soft(noise: np.random.Generator, size: tuple[int, int], grain: int, amount: float) -> Floats:
    wide, high = size
    small = noise.standard_normal((high // grain + 2, wide // grain + 2), dtype=np.float32) * amount
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.float32)


def desk(name: str, dice: Dice, size: tuple[int, int]) -> Floats:
    """A desk, blue, green, red."""
    noise, (wide, high) = dice.noise(), size
    ys, xs = np.ogrid[0:high, 0:wide]
    grain = _soft(noise, size, 160, 9) + _soft(noise, size, 3, 3)
    if name == "wood":
        bent = ys + _soft(noise, size, 140, 26)
        grain += 13 * np.sin(bent * dice.between(0.03, 0.1)).astype(np.float32)
    if name == "cloth":
        grain += (6 * np.sin(xs * 0.85) * np.sin(ys * 0.85)).astype(np.float32)
    if name == "patterned":
        step = dice.whole(26, 90)
        squares = (((xs // step) + (ys // step)) % 2).astype(np.float32)
        grain += squares * dice.between(-60, 50)
    image = np.asarray(DESKS[name], np.float32) + grain[..., None]
    if name == "glass":
        _reflections(image, dice)
    return np.asarray(np.clip(image, 0, 255), np.float32)


def _reflections(image: Floats, dice: Dice) -> None:
    """Lamps mirrored in a glass case, and the case's edge."""
    high, wide = image.shape[:2]
    for _ in range(dice.whole(1, 3)):
        middle = (dice.between(0, wide), dice.between(0, high))
        side = (dice.between(60, 400), dice.between(20, 60))
        box = cv2.boxPoints((middle, side, dice.between(0, 180)))
        cv2.fillPoly(image, [box.astype(np.int32)], (235, 235, 230), cv2.LINE_AA)
    x = dice.whole(0, wide)
    cv2.line(image, (x, 0), (x + dice.whole(-80, 80), high), (90, 95, 90), 6, cv2.LINE_AA)


def clutter(image: Floats, dice: Dice, level: int) -> None:
    """Papers, pens, a telephone: towards the rim of the desk."""
    high, wide = image.shape[:2]
    for _ in range(dice.whole(0, 1 + level) if level > 1 else 0):
        y = dice.pick([dice.between(-0.14, 0.05), dice.between(0.95, 1.14)]) * high
        middle, side = (
            (dice.between(-0.1, 1.1) * wide, y),
            dice.pick([(420.0, 300.0), (520.0, 22.0), (320.0, 155.0), (200.0, 200.0)]),
        )
        box = cv2.boxPoints((middle, side, dice.between(0, 180)))
        colour = tuple(float(dice.whole(25, 245)) for _ in range(3))
        cv2.fillPoly(image, [box.astype(np.int32)], colour, cv2.LINE_AA)
        cv2.polylines(image, [box.astype(np.int32)], isClosed=True, color=(60, 60, 60), thickness=2)
