"""Which form of a kanji is printed: a second look at signs that the recogniser mixes up.

The recogniser writes 高 for 髙 and does not know 﨑 or 𠮷 at all. A small network, trained on
drawings of free fonts (.ci/glyph_model.py), looks at the picture of each such sign and chooses
among the forms of its group; what it is not certain of is left to the clerk.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from counter_app.id_reading.engine import Line
from counter_app.id_reading.pixels import Image

SIDE = 48
"""Pixels of the picture of a sign as the network wants it."""

CERTAIN = 0.98
"""A form chosen with so much certainty stands without doubt; its variants can still be picked."""

LIKELY = 0.6
"""A form chosen with so much is taken, and marked."""

_SHIFTS = np.linspace(-0.25, 0.25, 11)

_Floats = NDArray[np.float32]


class Group(msgspec.Struct, frozen=True):
    """Signs that are told apart by their picture.

    Attributes:
        forms: what may be printed.
        read: further signs that the recogniser writes in their place.
    """

    forms: str
    read: str = ""


class _Groups(msgspec.Struct, frozen=True):
    groups: tuple[Group, ...]


def load_groups(folder: Path) -> tuple[Group, ...]:
    """The groups of `glyphs.toml` in a folder."""
    return msgspec.toml.decode((folder / "glyphs.toml").read_bytes(), type=_Groups).groups


class GlyphJudge:
    """Looks at single signs.

    Args:
        model: bytes of `glyphs.onnx`, which carries its classes.
        groups: the signs that it is asked about.
    """

    def __init__(self, model: bytes, groups: tuple[Group, ...]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        classes = self._session.get_modelmeta().custom_metadata_map["character"]
        self._places = {sign: n for n, sign in enumerate(classes)}
        self._other = len(classes)
        self._groups = {sign: group.forms for group in groups for sign in group.forms + group.read}

    def judged(self, line: Line, crop: Image) -> Line:
        """The line with each such sign in the form that is printed.

        Args:
            line: as read.
            crop: the picture that it was read from.
        """
        suspects = [n for n, sign in enumerate(line.text) if sign in self._groups]
        if not suspects:
            return line
        grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
        pictures = np.stack([_cut(grey, line.places[n]) for n in suspects])[:, None]
        scores = self._session.run(None, {"x": pictures})[0]
        text, sure, doubts = list(line.text), list(line.sure), set[int]()
        for n, own in zip(suspects, scores, strict=True):
            form, chance = self._chosen(line.text[n], own)
            if form and chance >= LIKELY:
                text[n], sure[n] = form, min(1.0, chance) if form != line.text[n] else sure[n]
            if not form or chance < CERTAIN:
                doubts.add(n)
        return replace(line, text="".join(text), sure=tuple(sure), doubts=frozenset(doubts))

    def _chosen(self, read: str, scores: _Floats) -> tuple[str, float]:
        """The likeliest form of the group, empty for another sign, and its probability."""
        forms = self._groups[read]
        own = scores[[*(self._places[sign] for sign in forms), self._other]]
        chances = np.exp(own - own.max())
        chances /= chances.sum()
        best = int(chances.argmax())
        return ("" if best == len(forms) else forms[best]), float(chances[best])


def _cut(grey: Image, place: float) -> _Floats:
    """The picture of one sign: ink above zero, whatever the light."""
    ink = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    rows = np.flatnonzero(ink.max(1) > 0.4 * ink.max())
    top, low = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, grey.shape[0])
    side = max(8.0, 1.08 * (low - top))
    middle = _middle(ink[top:low].sum(0).astype(np.float32), place * grey.shape[1], side)
    left, upper = middle - side / 2, (top + low) / 2 - side / 2
    there = np.array(
        [[SIDE / side, 0, -left * SIDE / side], [0, SIDE / side, -upper * SIDE / side]]
    )
    flat = cv2.warpAffine(
        grey, there, (SIDE, SIDE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    picture: _Floats = (flat.mean() - flat) / (flat.std() + 4)
    return picture


def _middle(columns: _Floats, place: float, side: float) -> float:
    """Where a sign's middle is, so that little ink lies on its two borders."""

    def cut_through(shift: float) -> float:
        ink = 0.0
        for border in (-0.52, 0.52):
            at = round(place + (shift + border) * side)
            near = columns[max(0, at - 1) : max(0, at + 2)]
            ink += float(near.mean()) if len(near) else 0.0
        return ink + 0.02 * float(columns.mean()) * abs(shift)

    return place + side * float(min(_SHIFTS, key=cut_through))
