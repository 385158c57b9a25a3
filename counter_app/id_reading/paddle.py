"""The first text engine: the PP-OCRv6 recogniser and text finder on onnxruntime.

Both models lie inside the `rapidocr` wheel (Apache-2.0), which is never imported: it would bring
downloads and settings of its own. The recogniser carries its dictionary with it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from typing_extensions import override

from counter_app.id_reading.engine import Line, TextEngine
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.signs import Signs

HEIGHT = 48
"""Rows of a line as the recogniser wants it."""

WIDEST = 1600
BATCH = 6

FIND_SIZE = (512, 320)
"""Width and height of the card as the text finder gets it."""

_Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Models:
    """The bytes of the two models."""

    recogniser: bytes
    finder: bytes


def load_models() -> Models:
    """The models of the installed `rapidocr` package.

    Raises:
        FileNotFoundError: the package or a model is not there.
    """
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("rapidocr")
    folder = Path(spec.origin).parent / "models"
    return Models(
        (folder / "PP-OCRv6_rec_small.onnx").read_bytes(),
        (folder / "PP-OCRv6_det_small.onnx").read_bytes(),
    )


class TextFinder:
    """Finds where on a card anything is printed; used to look for numbers that must not be kept."""

    def __init__(self, model: bytes, threads: int = 2) -> None:
        self._session = _session(model, threads)

    def boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        """Upright boxes around lines of print: x, y, width and height in pixels of the card."""
        small = cv2.resize(card, FIND_SIZE, interpolation=cv2.INTER_AREA).astype(np.float32)
        mean, spread = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
        batch = ((small / 255 - mean) / spread).transpose(2, 0, 1)[None].astype(np.float32)
        heat = self._session.run(None, {"x": batch})[0][0, 0]
        shapes, _ = cv2.findContours(
            (heat > 0.25).astype(np.uint8),  # noqa: PLR2004 - the detector's own threshold
            cv2.RETR_LIST,
            cv2.CHAIN_APPROX_SIMPLE,
        )
        across, down = card.shape[1] / FIND_SIZE[0], card.shape[0] / FIND_SIZE[1]
        return [_grown(cv2.boundingRect(shape), across, down) for shape in shapes]


def _grown(box: Sequence[int], across: float, down: float) -> tuple[int, int, int, int]:
    """The finder marks the heart of a line only: its box is widened by a share of its height."""
    x, y, wide, high = box
    more = 0.45 * min(wide, high) + 1
    left, top = max(0.0, x - more), max(0.0, y - more)
    return (
        round(left * across),
        round(top * down),
        round((wide + 2 * more) * across),
        round((high + 2 * more) * down),
    )


class PaddleEngine(TextEngine):
    """Reads lines with the PP-OCRv6 recogniser."""

    def __init__(self, model: bytes, signs: Signs, threads: int = 2) -> None:
        self._session = _session(model, threads)
        words = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._known = ["", *words, " "]
        """Class 0 is the blank between two signs, the last one the space."""
        self._sets = {
            name: np.array([0, *signs.chosen(name, self._known)], np.int64) for name in signs.sets
        }
        self._all = np.arange(len(self._known), dtype=np.int64)
        place = {sign: n for n, sign in enumerate(self._known)}
        self._variants: dict[int, list[tuple[int, float]]] = {}
        for one in signs.variants:
            if one.usual in place and one.rare in place:
                rare = (place[one.rare], one.bound)
                self._variants.setdefault(place[one.usual], []).append(rare)
        self._look = {
            name: frozenset(signs.unknown if one.look else ()) for name, one in signs.sets.items()
        }

    @override
    def read(self, crops: Sequence[Image], signs: Sequence[str]) -> list[Line]:
        ready = [_prepared(crop) for crop in crops]
        lines: list[Line] = [Line("")] * len(crops)
        order = sorted(range(len(ready)), key=lambda n: ready[n].shape[2])
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            scores = self._scores([ready[n] for n in chosen])
            for n, own in zip(chosen, scores, strict=True):
                allowed = self._sets[signs[n]] if signs[n] else self._all
                lines[n] = self._line(own, allowed, self._look.get(signs[n], frozenset()))
        return lines

    def _scores(self, ready: Sequence[_Scores]) -> Any:
        width = -(-max(one.shape[2] for one in ready) // 8) * 8
        batch = np.zeros((len(ready), 3, HEIGHT, width), np.float32)
        for n, one in enumerate(ready):
            batch[n, :, :, : one.shape[2]] = one
        return self._session.run(None, {"x": batch})[0]

    def _line(self, scores: _Scores, allowed: NDArray[np.int64], look: frozenset[str]) -> Line:
        """The most likely signs, each once, blanks left out (CTC)."""
        own = scores[:, allowed]
        best = own.argmax(1)
        text, sure, doubts, last = "", [], [], 0
        for step, column in enumerate(best):
            sign = int(allowed[column])
            if sign not in (0, last):
                form = self._form(scores[step], sign)
                if form != sign or self._known[form] in look:
                    doubts.append(len(text))
                text += self._known[form]
                sure.append(float(own[step, column]))
            last = sign
        return Line(text, tuple(sure), frozenset(doubts))

    def _form(self, scores: _Scores, sign: int) -> int:
        """The sign itself, or its rare form where the probabilities say so."""
        for rare, bound in self._variants.get(sign, ()):
            ratio = np.log((scores[rare] + 1e-9) / (scores[sign] + 1e-9))
            if ratio > bound:
                return rare
        return sign


def _prepared(crop: Image) -> _Scores:
    wide = round(crop.shape[1] * HEIGHT / crop.shape[0])
    width = min(max(32, wide), WIDEST)
    shrink = crop.shape[0] > HEIGHT
    how = cv2.INTER_AREA if shrink else cv2.INTER_CUBIC
    scaled = cv2.resize(crop, (width, HEIGHT), interpolation=how).astype(np.float32)
    return np.ascontiguousarray((scaled / 127.5 - 1).transpose(2, 0, 1))


def _session(model: bytes, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
