"""The small copy of a frame that is shown and judged while the customer lays the card down."""

from __future__ import annotations

import cv2
import numpy as np

from counter_app.id_reading.pixels import Image

PREVIEW_SIZE = (960, 540)
"""Width and height in pixels: half of a 1080p frame."""


def scaled(frame: Image) -> Image:
    """The frame in preview size, with dark bars where its proportions differ."""
    width, height = PREVIEW_SIZE
    factor = min(width / frame.shape[1], height / frame.shape[0])
    size = (max(1, round(frame.shape[1] * factor)), max(1, round(frame.shape[0] * factor)))
    small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    if size == PREVIEW_SIZE:
        return small
    whole = np.zeros((height, width, 3), np.uint8)
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    whole[top : top + size[1], left : left + size[0]] = small
    return whole
