"""What light, lens and sensor make of a scene."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from tests.specimen_cards.desk import Floats
from tests.specimen_cards.dice import Dice

_GAIN = {1: (0.92, 1.05), 2: (0.7, 1.05), 3: (0.42, 0.98)}
_FALL = {1: 0.1, 2: 0.22, 3: 0.36}
_BLUR = {1: (0.4, 0.8), 2: (0.6, 1.15), 3: (0.85, 1.5)}
_NOISE = {1: (1.0, 2.5), 2: (2.0, 4.5), 3: (3.5, 7.5)}
_JPEG = {1: (88, 95), 2: (78, 91), 3: (62, 84)}
_GLARE = {1: 0.08, 2: 0.5, 3: 0.7}


def lit(image: Floats, scene: Dice, shot: Dice, level: int) -> tuple[Floats, float]:
    """Uneven light, gain and white balance; the picture and its gain."""
    high, wide = image.shape[:2]
    ys, xs = np.ogrid[0:high, 0:wide]
    x, y = scene.between(0, wide), scene.between(0, high)
    fall = 1 - _FALL[level] * np.clip(np.hypot(xs - x, ys - y) / wide, 0, 1)
    gain = scene.between(*_GAIN[level]) * shot.between(0.98, 1.02)
    tint = np.array([scene.between(0.92, 1.08), 1, scene.between(0.92, 1.08)], np.float32) * gain
    return image * fall[..., None].astype(np.float32) * tint, gain


def glare(
    image: Floats, middle: tuple[float, float], span: float, shot: Dice, level: int
) -> list[list[float]]:
    """A lamp's reflection on the card, in place; what was put where."""
    if not shot.chance(_GLARE[level]):
        return []
    high, wide = image.shape[:2]
    x, y = middle[0] + shot.between(-0.5, 0.5) * span, middle[1] + shot.between(-0.3, 0.3) * span
    long, short, lean = shot.between(40, 130), shot.between(22, 65), shot.between(0, 3.14)
    peak = shot.between(0.2, 0.5) if level < 3 else shot.between(0.35, 0.75)
    left, right = max(0, int(x - 4 * long)), min(wide, int(x + 4 * long))
    top, bottom = max(0, int(y - 4 * long)), min(high, int(y + 4 * long))
    if left >= right or top >= bottom:
        return []
    ys, xs = np.ogrid[top:bottom, left:right]
    u = (xs - x) * np.cos(lean) + (ys - y) * np.sin(lean)
    v = (ys - y) * np.cos(lean) - (xs - x) * np.sin(lean)
    share = (peak * np.exp(-0.5 * ((u / long) ** 2 + (v / short) ** 2))).astype(np.float32)[
        ..., None
    ]
    part = image[top:bottom, left:right]
    image[top:bottom, left:right] = part * (1 - share) + 255 * share
    return [[x, y, long, short, lean, peak]]


def taken(image: Floats, shot: Dice, level: int) -> tuple[Any, dict[str, Any]]:
    """Blur, motion, noise: the frame in whole numbers, and what was done to it."""
    blur = shot.between(*_BLUR[level])
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), blur), np.float32)
    moved = shot.pick([3, 5]) if level == 3 and shot.chance(0.4) else 0
    if moved:
        line = np.zeros((moved, moved), np.float32)
        line[moved // 2] = 1
        turned = cv2.getRotationMatrix2D((moved // 2, moved // 2), shot.between(0, 180), 1)
        line = cv2.warpAffine(line, turned, (moved, moved)).astype(np.float32)
        image = np.asarray(cv2.filter2D(image, -1, line / line.sum()), np.float32)
    amount = shot.between(*_NOISE[level])
    grain = shot.noise().standard_normal(image.shape, dtype=np.float32)
    image = image + cv2.GaussianBlur(grain, (0, 0), 0.6) * (1.6 * amount)
    jpeg = shot.whole(*_JPEG[level])
    told = {"blur": round(blur, 2), "motion": moved, "noise": round(amount, 2), "jpeg": jpeg}
    return np.clip(image, 0, 255).astype(np.uint8), told
