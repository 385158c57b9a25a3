"""The text engine: the PP-OCRv6 recogniser and text finder on onnxruntime.

Both models lie inside the `rapidocr` wheel (Apache-2.0), which is never imported: it would bring
downloads and settings of its own. The recogniser carries its dictionary with it.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from typing_extensions import override

from counter_app.id_reading.engine import Line, Others, TextEngine
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.signs import Signs

HEIGHT = 48
"""Rows of a line as the recogniser wants it."""

NARROWEST, WIDEST = 16, 1600
BATCH = 8
STEP = 8
"""Columns of a line for which the recogniser says one sign."""

FIND_WIDTH = 640
"""Columns of the card as the text finder gets it; rows follow, in steps of 32."""

MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of the channels, as the finder was trained on them."""

HEART, LINE = 0.3, 0.5
"""Heat of a pixel of print, and the mean heat of a line of it."""

UNCLIP = 0.8
"""The finder marks the heart of a line: what share of its size is added around it."""

SPECK = 0.6
"""A first or last sign that is no surer, where hardly anything is printed, is dust."""

BARE = 0.4
"""Strokes of a place where hardly anything is printed, as a share of the line's densest."""

OTHER = 0.003
"""A sign less likely than this is not named as another candidate."""

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
    """Finds where on a card anything is printed."""

    def __init__(self, model: bytes, threads: int = 2) -> None:
        self._session = _session(model, threads)

    def boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        """Upright boxes around lines of print: x, y, width and height in pixels of the card."""
        shapes, factor = self._shapes(card)
        size = (card.shape[1], card.shape[0])
        return [_grown(cv2.boundingRect(shape), factor, size) for shape in shapes]

    def slanting(self, frame: Image) -> list[NDArray[np.float64]]:
        """Corners of lines of print that may lie aslant, in pixels of the frame."""
        shapes, factor = self._shapes(frame)
        lines = []
        for shape in shapes:
            middle, (wide, high), angle = cv2.minAreaRect(shape)
            more = 2 * UNCLIP * wide * high / (wide + high)
            corners = cv2.boxPoints((middle, (wide + more, high + more), angle))
            lines.append(corners.astype(np.float64) * factor)
        return lines

    def _shapes(self, picture: Image) -> tuple[list[Image], tuple[float, float]]:
        """Hearts of lines as the finder sees them, and pixels of the picture for one of its own."""
        rows = 32 * max(1, round(picture.shape[0] * FIND_WIDTH / picture.shape[1] / 32))
        small = cv2.resize(picture, (FIND_WIDTH, rows), interpolation=cv2.INTER_AREA)
        mean, spread = np.array(MEAN, np.float32), np.array(SPREAD, np.float32)
        batch = (small.astype(np.float32) / np.float32(255) - mean) / spread
        heat = self._session.run(None, {"x": batch.transpose(2, 0, 1)[None]})[0][0, 0]
        found, _ = cv2.findContours(
            (heat > HEART).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
        )
        shapes = [shape for shape in found if _is_line(shape, heat)]
        return shapes, (picture.shape[1] / FIND_WIDTH, picture.shape[0] / rows)


def _is_line(shape: Image, heat: _Scores) -> bool:
    x, y, wide, high = cv2.boundingRect(shape)
    if min(wide, high) < 3:  # noqa: PLR2004 - pixels, a speck
        return False
    inside = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(inside, [shape - np.array([x, y])], 1)
    return float(heat[y : y + high, x : x + wide][inside > 0].mean()) > LINE


def _grown(
    box: Sequence[int], factor: tuple[float, float], size: tuple[int, int]
) -> tuple[int, int, int, int]:
    """A line's whole box in pixels of the card."""
    x, y, wide, high = box
    more = UNCLIP * wide * high / (wide + high)
    left, top = max(0, round((x - more) * factor[0])), max(0, round((y - more) * factor[1]))
    right = min(size[0], round((x + wide + more) * factor[0]))
    low = min(size[1], round((y + high + more) * factor[1]))
    return left, top, right - left, low - top


class PaddleEngine(TextEngine):
    """Reads lines with the PP-OCRv6 recogniser."""

    def __init__(self, model: bytes, signs: Signs, threads: int = 2) -> None:
        self._session = _session(model, threads)
        words = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._known = ["", *words, " "]
        """Class 0 is the blank between two signs, the last one the space."""
        self._allowed = np.array([0, *signs.chosen(self._known)], np.int64)
        self._wide, self._narrow = _widths({sign: n for n, sign in enumerate(self._known)})

    @override
    def read(self, crops: Sequence[Image]) -> list[Line]:
        ready = [_prepared(crop) for crop in crops]
        lines: list[Line] = [Line("")] * len(crops)
        for chosen in _batches([one.shape[2] for one in ready]):
            scores = self._scores([ready[n] for n in chosen])
            for n, own in zip(chosen, scores, strict=True):
                lines[n] = _without_specks(self._line(own, ready[n].shape[2]), ready[n])
        return lines

    def _scores(self, ready: Sequence[_Scores]) -> Any:
        width = -(-max(one.shape[2] for one in ready) // STEP) * STEP
        batch = np.zeros((len(ready), 3, HEIGHT, width), np.float32)
        for n, one in enumerate(ready):
            batch[n, :, :, : one.shape[2]] = one
        scores = self._session.run(None, {"x": batch})[0]
        scores[:, :, self._narrow] += scores[:, :, self._wide]
        return scores

    def _line(self, scores: _Scores, width: int) -> Line:
        """The most likely signs, each once, blanks left out (CTC)."""
        own = scores[:, self._allowed]
        best = own.argmax(1)
        steps = [
            step
            for step, column in enumerate(best.tolist())
            if column and (step == 0 or column != best[step - 1])
        ]
        own = own[steps] / own[steps].sum(1, keepdims=True)  # as if no other signs were there
        signs = [self._known[self._allowed[best[step]]] for step in steps]
        places = tuple(min(1.0, (step + 0.5) * STEP / width) for step in steps)
        others = tuple(self._others(one, sign) for one, sign in zip(own, signs, strict=True))
        sure = tuple(float(one) for one in own.max(1))
        return Line("".join(signs), sure, frozenset(), places, others)

    def _others(self, own: _Scores, chosen: str) -> Others:
        likely = [int(n) for n in np.flatnonzero(own > OTHER) if n]
        told = [(self._known[self._allowed[n]], float(own[n])) for n in likely]
        return tuple(sorted((one for one in told if one[0] != chosen), key=lambda one: -one[1]))


def _without_specks(line: Line, ready: _Scores) -> Line:
    """The line without a first or last sign that was read out of bare ground."""
    start, end = 0, len(line.text)
    if end > 1 and line.sure[0] < SPECK and _is_bare(ready, line.places[0]):
        start = 1
    if end - start > 1 and line.sure[-1] < SPECK and _is_bare(ready, line.places[-1]):
        end -= 1
    return line.cut(start, end)


def _is_bare(ready: _Scores, place: float) -> bool:
    """Whether few strokes stand there; ruled lines above and below the print do not count."""
    strokes = np.abs(np.diff(ready, axis=2)).mean((0, 1))
    middle = round(place * len(strokes))
    around = strokes[max(0, middle - HEIGHT // 4) : middle + HEIGHT // 4]
    return bool(around.mean() < BARE * np.percentile(strokes, 90))


def _widths(place: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Classes of wide signs, and of the narrow ones that they are counted as."""
    pairs = [
        (n, place[narrow])
        for sign, n in place.items()
        if len(sign) == 1
        and (narrow := unicodedata.normalize("NFKC", sign)) != sign
        and narrow in place
        and narrow.isascii()
    ]
    return [wide for wide, _ in pairs], [narrow for _, narrow in pairs]


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Lines of about the same width together, so that little of a batch is empty."""
    batches: list[list[int]] = []
    for n in sorted(range(len(widths)), key=lambda n: widths[n]):
        last = batches[-1] if batches else []
        if last and len(last) < BATCH and widths[n] <= 1.15 * widths[last[0]] + 2 * STEP:
            last.append(n)
        else:
            batches.append([n])
    return batches


def _prepared(crop: Image) -> _Scores:
    wide = round(crop.shape[1] * HEIGHT / crop.shape[0])
    width = min(max(NARROWEST, wide), WIDEST)
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
