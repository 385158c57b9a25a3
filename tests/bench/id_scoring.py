"""How right a reading is: texts, corners, masks; every figure of the benchmark rests on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from tests.bench.id_truths import ZONES

Points: TypeAlias = Sequence[Sequence[float]]
_COMMON = str.maketrans(
    "髙﨑濵濱邉邊𠮷圡曻德齋齊斎眞栁桒冨廣國澤嶋瀧櫻惠彌",
    "高崎浜浜辺辺吉土昇徳斉斉斉真柳桑富広国沢島滝桜恵弥",
)


def folded(text: str) -> str:
    """Width and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def common(text: str) -> str:
    """Variants of kanji do not count either."""
    return folded(text).translate(_COMMON)


def exact(read: str, right: Sequence[str]) -> bool:
    """Whether a value is one of those that are right."""
    return folded(read) in {folded(one) for one in right}


def up_to_variants(read: str, right: Sequence[str]) -> bool:
    """The same, whichever form of a kanji was taken."""
    return common(read) in {common(one) for one in right}


def errors(read: str, right: Sequence[str]) -> tuple[int, int]:
    """Wrong signs, against the nearest right value, and that value's length."""
    return min((Levenshtein.distance(folded(read), folded(one)), len(folded(one))) for one in right)


def corner_error(read: Points, right: Points) -> float:
    """Mean distance of the four corners in pixels; corners in another order are far away."""
    away = np.asarray(read, float) - np.asarray(right, float)
    return float(np.hypot(away[:, 0], away[:, 1]).mean())


def _filled(polygons: Sequence[Points], size: Sequence[int]) -> npt.NDArray[np.bool_]:
    image = np.zeros((size[1], size[0]), np.uint8)
    for one in polygons:
        cv2.fillPoly(image, [np.round(np.asarray(one)).astype(np.int32)], 1)
    return np.asarray(image > 0)


def overlap(read: Points, right: Points, size: Sequence[int]) -> float:
    """Intersection over union of two outlines."""
    one, other = _filled([read], size), _filled([right], size)
    return float((one & other).sum() / max(1, (one | other).sum()))


def polygon(box: Sequence[Any]) -> Points:
    """A masked place as four points: x, y, width and height, or already points."""
    if len(box) == 4 and not isinstance(box[0], Sequence):
        x, y, wide, high = box
        return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    return box


def coverage(masked: Sequence[Sequence[Any]], told: dict[str, Any]) -> list[tuple[str, float]]:
    """For each thing that must be masked: its kind, and the share that was."""
    painted = _filled([polygon(one) for one in masked], told["size"])
    found = []
    for one in told["masks"]:
        there = _filled([one["quad"]], told["size"])
        found.append((one["kind"], float((painted & there).sum() / max(1, there.sum()))))
    return found


def over_masked(masked: Sequence[Sequence[Any]], told: dict[str, Any], kind: str) -> float:
    """Share of the card that was masked and need not be; a millimetre around is allowed."""
    size, quad = told["size"], told["quad"]
    card = _filled([quad], size)
    wide, high = (side / told["ppm"] for side in told["card_px"])
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    to_frame = cv2.getPerspectiveTransform(corners, np.asarray(quad, np.float32))
    zones = [
        cv2.perspectiveTransform(np.array([polygon(one)], np.float64), to_frame)[0].tolist()
        for one in ZONES.get(kind, [])
    ]
    allowed = _filled([*(one["quad"] for one in told["masks"]), *zones], size).astype(np.uint8)
    millimetre = max(1, round(float(np.hypot(*np.subtract(quad[1], quad[0]))) / wide))
    kernel = np.ones((2 * millimetre + 1, 2 * millimetre + 1), np.uint8)
    painted = _filled([polygon(one) for one in masked], size)
    return float((painted & card & (cv2.dilate(allowed, kernel) == 0)).sum() / card.sum())
