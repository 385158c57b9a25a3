"""A card laid on a desk: its shadow, its film, the fingers that hold it."""

from __future__ import annotations

import cv2
import numpy as np

from tests.specimen_cards.card import Card
from tests.specimen_cards.desk import Floats
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.pictures import film
from tests.specimen_cards.pose import Pose

_FILM = {1: 7.0, 2: 12.0, 3: 18.0}


def surface(card: Card, scene: Dice, level: int) -> Floats:
    """The card's pixels, blue, green, red, with its hologram film."""
    pixels = cv2.cvtColor(np.asarray(card.image), cv2.COLOR_RGB2BGR).astype(np.float32)
    if scene.chance(0.7):
        high, wide = pixels.shape[:2]
        pixels += film((high, wide), scene, _FILM[level])
    return np.asarray(pixels, np.float32)


def lay(desk: Floats, pixels: Floats, card: Card, at: Pose, scene: Dice) -> None:
    """Put the card upon the desk, in place."""
    high, wide = pixels.shape[:2]
    outline = at.seen([[0, 0], [wide, 0], [wide, high], [0, high]])
    shrink = float(np.linalg.norm(outline[1] - outline[0])) / wide
    if shrink < 1:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.45 / shrink), np.float32)
    left, top = np.maximum(outline.min(0).astype(int) - 4, 0)
    right, bottom = np.minimum(outline.max(0).astype(int) + 5, np.array(at.size))
    xs, ys = at.lookup((int(left), int(top), int(right), int(bottom)))
    shape = _rounded((high, wide), card.corner * card.ppm)
    solid = np.asarray(cv2.remap(shape, xs, ys, cv2.INTER_LINEAR)[..., None] / 255, np.float32)
    shown = cv2.remap(pixels, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    _shadow(desk, solid, (int(left), int(top)), scene)
    part = desk[top:bottom, left:right]
    desk[top:bottom, left:right] = part * (1 - solid) + shown * solid


def _rounded(shape: tuple[int, int], radius: float) -> Floats:
    high, wide = shape
    ys, xs = np.ogrid[0:high, 0:wide]
    dx = np.maximum(np.maximum(radius - xs, xs - (wide - 1 - radius)), 0)
    dy = np.maximum(np.maximum(radius - ys, ys - (high - 1 - radius)), 0)
    return np.asarray(np.clip(radius + 0.5 - np.hypot(dx, dy), 0, 1) * 255, np.float32)


def _shadow(desk: Floats, solid: Floats, at: tuple[int, int], scene: Dice) -> None:
    high, wide = desk.shape[:2]
    whole = np.zeros((high // 4, wide // 4), np.float32)
    small = cv2.resize(solid, (solid.shape[1] // 4, solid.shape[0] // 4))
    x = max(0, at[0] // 4 + scene.whole(-2, 2))
    y = max(0, at[1] // 4 + scene.whole(0, 3))
    part = whole[y : y + small.shape[0], x : x + small.shape[1]]
    part[:] = small[: part.shape[0], : part.shape[1]]
    soft = cv2.GaussianBlur(whole, (0, 0), scene.between(1.2, 4))
    dark = np.asarray(cv2.resize(soft, (wide, high)), np.float32) * scene.between(0.2, 0.5)
    desk *= 1 - dark[..., None]


def fingers(image: Floats, card: Card, at: Pose, scene: Dice, level: int) -> int:
    """One or two fingertips over the rim, never upon what is read or masked; how many."""
    if not scene.chance({1: 0.06, 2: 0.15, 3: 0.25}[level]):
        return 0
    wide, high = card.image.size
    skin = (scene.whole(120, 170), scene.whole(150, 195), scene.whole(190, 235))
    laid, size = 0, scene.between(5.5, 8.0) * card.ppm
    for _ in range(scene.whole(1, 2)):
        x, y, away = scene.pick([(0.0, 1.0, (-1, 0)), (1.0, 1.0, (1, 0)), (1.0, 1.0, (0, 1))])
        along = scene.between(0.1, 0.9)
        tip = np.array(
            [x * wide if away[0] else along * wide, along * high if away[0] else y * high]
        )
        tip += np.array(away) * (size - scene.between(1, 3.5) * card.ppm)
        if _covers_print(card, tip, size + card.ppm):
            continue
        tube = [tip, tip + np.array(away) * wide * 0.4]
        ends = at.seen(tube).astype(int)
        across = float(np.linalg.norm(at.seen([[0, 0], [1, 0]])[1] - at.seen([[0, 0]])[0])) * size
        for shade, share in ((0.78, 2.0), (1.0, 1.8)):
            colour = tuple(one * shade for one in skin)
            cv2.line(
                image,
                tuple(ends[0].tolist()),
                tuple(ends[1].tolist()),
                colour,
                int(across * share),
                cv2.LINE_AA,
            )
        laid += 1
    return laid


def _covers_print(card: Card, tip: np.ndarray, size: float) -> bool:
    boxes = [line for one in card.fields.values() for line in one.lines]
    boxes += [one.box for one in card.masks]
    return any(
        np.hypot(max(left - tip[0], 0, tip[0] - right), max(top - tip[1], 0, tip[1] - bottom))
        < size
        for left, top, right, bottom in boxes
    )
