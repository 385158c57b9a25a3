"""Frames of specimen cards with their truth: a seed and an index give one, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from tests.specimen_cards import camera, numbers
from tests.specimen_cards.card import Box, Card
from tests.specimen_cards.desk import DESKS, clutter, desk
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.drawing import Drawing, layouts
from tests.specimen_cards.fonts import faces
from tests.specimen_cards.kinds import KINDS, NO_CARD
from tests.specimen_cards.pose import Pose, pose
from tests.specimen_cards.scene import fingers, lay, surface

_SIZES = [(1920, 1080)] * 7 + [(1280, 720), (2592, 1944), (1600, 1200)]
_SHOWS_MY_NUMBER = 0.03
"""Share of accepted cards with a My Number printed where none belongs."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which frames to make; they take turns.

    Attributes:
        kinds: keys of `kinds.KINDS`, and no_card.
        levels: 1 easy to 3 hard.
        drawings: names of drawings; empty: all that a kind has.
    """

    kinds: Sequence[str] = field(default_factory=lambda: [*KINDS, NO_CARD])
    levels: Sequence[int] = (1, 2, 3)
    drawings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Specimen:
    """One frame: its JPEG, its pixels before that (blue, green, red), and the truth."""

    jpeg: bytes
    pixels: Any
    truth: dict[str, Any]


def specimen(seed: int, index: int, wish: Wish | None = None) -> Specimen:
    """The frame of a seed and an index."""
    return sequence(seed, index, 1, wish)[0]


def sequence(seed: int, index: int, frames: int = 5, wish: Wish | None = None) -> list[Specimen]:
    """Frames of one card in one scene: the hand, the light and the sensor differ a little.

    Args:
        seed: below 1,000,000 for tuning.
        index: from 0.
        frames: how many; the first one is `specimen`'s.
        wish: which kinds, levels and drawings take turns.
    """
    wish = wish or Wish()
    turn = index // len(wish.kinds)
    kind = wish.kinds[index % len(wish.kinds)]
    level = wish.levels[turn % len(wish.levels)]
    dice = Dice(seed, index, kind, level)
    size = dice.pick(_SIZES)
    if kind == NO_CARD:
        return [_empty(seed, index, level, size, shot) for shot in range(frames)]
    names = [one for one in layouts(kind) if not wish.drawings or one in wish.drawings]
    drawing = names[(turn + turn // len(wish.levels) + index) % len(names)]
    ppm = (13 if "passport" in kind else 16) * max(1.0, size[0] / 2000)
    card = Drawing(layouts(kind)[drawing], KINDS[kind].make(dice), dice, ppm).draw()
    if KINDS[kind].refused is None and dice.chance(_SHOWS_MY_NUMBER):
        _stray_my_number(card, dice)
    told = {"seed": seed, "index": index, "kind": kind, "level": level, "drawing": drawing}
    return [_shot(card, told, size, shot) for shot in range(frames)]


def _stray_my_number(card: Card, dice: Dice) -> None:
    """A My Number where none belongs: on a label stuck upon the card, say."""
    number = numbers.my_number(dice)
    spaced = " ".join(number[at : at + 4] for at in (0, 4, 8))
    text = dice.pick([number, spaced, spaced.replace(" ", "-")])
    if dice.chance(0.3):
        text = text.translate(str.maketrans("0123456789 -", "０１２３４５６７８９　－"))
    face = dice.pick(faces("gothic"))
    for _ in range(80):
        x, y = dice.between(3, card.size[0] - 48), dice.between(3, card.size[1] - 8)
        area = card.box(x - 1, y - 1, 46, 5)
        taken = [line for one in card.fields.values() for line in one.lines]
        taken += [one.box for one in card.masks]
        if not any(_meet(area, one) for one in taken):
            card.panel([x - 0.6, y - 0.6, 45, 4], (252, 250, 244))
            box = card.write(text, x, y, 2.6, face)
            card.add_mask("my_number", number, box or area)
            return


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shot(card: Card, told: dict[str, Any], size: tuple[int, int], number: int) -> Specimen:
    words = (told["seed"], told["index"], told["kind"], told["level"])
    scene, hand = Dice(*words, "scene"), Dice(*words, "hand")
    shot, level = Dice(*words, "shot", number), int(told["level"])
    under = scene.pick(list(DESKS))
    image = desk(under, scene, size)
    clutter(image, scene, level)
    at = pose(scene, level, card.image.size, size, shot if number else None)
    lay(image, surface(card, scene, level), card, at, scene)
    held = fingers(image, card, at, hand, level)
    image, gain = camera.lit(image, scene, shot, level)
    middle = at.seen([[card.image.width / 2, card.image.height / 2]])[0]
    span = size[0] * 0.5
    shone = camera.glare(image, (float(middle[0]), float(middle[1])), span, shot, level)
    pixels, capture = camera.taken(image, shot, level)
    capture |= {"desk": under, "rot": round(at.turn, 2), "flipped": at.upside_down}
    capture |= {"gain": round(gain, 3), "glare": shone, "fingers": held, "size": list(size)}
    return _specimen(pixels, truth(card, told, at, capture))


def _empty(seed: int, index: int, level: int, size: tuple[int, int], number: int) -> Specimen:
    scene, shot = Dice(seed, index, "scene"), Dice(seed, index, "shot", number)
    under = scene.pick(list(DESKS))
    image = desk(under, scene, size)
    clutter(image, scene, 3)
    image, gain = camera.lit(image, scene, shot, level)
    pixels, capture = camera.taken(image, shot, level)
    capture |= {"desk": under, "rot": 0, "flipped": False, "gain": round(gain, 3), "glare": []}
    none: dict[str, Any] = {
        "id": f"{index:04d}",
        "seed": seed,
        "type": NO_CARD,
        "level": level,
        "size": list(size),
        "card_px": None,
        "ppm": None,
        "quad": None,
        "fields": {},
        "masks": [],
        "capture": capture,
        "kind": NO_CARD,
        "drawing": None,
        "refused": NO_CARD,
    }
    return _specimen(pixels, none)


def _specimen(pixels: Any, told: dict[str, Any]) -> Specimen:
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(told["capture"]["jpeg"])]
    return Specimen(cv2.imencode(".jpg", pixels, quality)[1].tobytes(), pixels, told)


def truth(card: Card, told: dict[str, Any], at: Pose, capture: dict[str, Any]) -> dict[str, Any]:
    """The truth of a frame, in the form of the shared specimens."""
    wide, high = card.image.size
    kind = KINDS[told["kind"]]
    fields = {
        name: {
            "text": one.text,
            "value": one.value,
            "box": _plain(one.box),
            "lines": [_plain(line) for line in one.lines],
            "quad": _quad(at, one.box),
        }
        for name, one in card.fields.items()
    }
    masks = [
        {"kind": one.kind, "value": one.value, "box": _plain(one.box), "quad": _quad(at, one.box)}
        for one in card.masks
    ]
    return {
        "id": f"{told['index']:04d}",
        "seed": told["seed"],
        "type": kind.word,
        "level": told["level"],
        "size": list(at.size),
        "card_px": [wide, high],
        "ppm": card.ppm,
        "quad": _quad(at, (0, 0, wide, high)),
        "fields": fields,
        "masks": masks,
        "capture": capture,
        "kind": kind.key,
        "drawing": told["drawing"],
        "refused": kind.refused,
    }


def _plain(box: Box) -> list[float]:
    return [round(float(one), 2) for one in box]


def _quad(at: Pose, box: Box) -> list[list[float]]:
    left, top, right, bottom = box
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    return [[round(float(x), 2), round(float(y), 2)] for x, y in np.asarray(at.seen(corners))]
