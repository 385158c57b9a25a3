"""The bundled specimens and their truth: invented persons, every card says 見本."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from counter_app.id_reading.pixels import Image

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
FOLDER = RESOURCES / "specimens"
LICENCES = ("driving_licence_1", "driving_licence_2", "driving_licence_3")

TRUTH_NAMES = {
    "name": "name",
    "address": "address",
    "birth_date": "birth_date",
    "issue_date": "issued_on",
    "expiry_date": "expires_on",
    "number": "number",
}
"""The specimens' own words for a licence's fields, and the record's."""


@dataclass(frozen=True)
class Specimen:
    """A frame and what is true of it."""

    path: Path
    data: bytes
    image: Image
    truth: dict[str, Any]

    @property
    def values(self) -> dict[str, str]:
        """The true values of a licence's six fields."""
        fields = self.truth["fields"]
        return {ours: fields[theirs]["value"] for theirs, ours in TRUTH_NAMES.items()}

    @property
    def quad(self) -> Any:
        """The card's own corners."""
        return np.array(self.truth["quad"], np.float64)


def specimen(name: str) -> Specimen:
    path = FOLDER / f"{name}.jpg"
    data = path.read_bytes()
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    told = path.with_suffix(".json")
    return Specimen(path, data, image, json.loads(told.read_text("utf-8")) if told.exists() else {})


def drawn_on(one: Specimen, patch: Image, at_mm: tuple[float, float], per_mm: float = 16) -> Image:
    """The frame with a patch lying on its card at a place in millimetres."""
    height, width = patch.shape[:2]
    x, y = (side * per_mm for side in at_mm)
    card = np.array([[0, 0], one.truth["card_px"]], np.float32)
    full = np.array(
        [card[0], [card[1][0], 0], card[1], [0, card[1][1]]],
        np.float32,
    )
    to_frame = cv2.getPerspectiveTransform(full, one.quad.astype(np.float32))
    shift = np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)
    size = (one.image.shape[1], one.image.shape[0])
    laid = cv2.warpPerspective(patch, to_frame @ shift, size)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), to_frame @ shift, size)
    frame = one.image.copy()
    frame[mask > 127] = laid[mask > 127]
    return frame


def code_patch(text: str, size_mm: float = 14, per_mm: float = 16) -> Image:
    """A QR code with a white border."""
    code = cv2.QRCodeEncoder.create().encode(text)
    side = round(size_mm * per_mm)
    small = cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)
    framed = cv2.copyMakeBorder(small, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=255)
    return cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR)


def digits_patch(text: str) -> Image:
    """Digits in print on white."""
    patch = np.full((64, 560, 3), 250, np.uint8)
    cv2.putText(patch, text, (12, 46), cv2.FONT_HERSHEY_SIMPLEX, 1.45, (20, 20, 20), 3, cv2.LINE_AA)
    return patch
