"""How a card lies under the camera: perspective, turn, and a lens that bends a little."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from tests.specimen_cards.dice import Dice

_SHARE = {1: (0.58, 0.68), 2: (0.50, 0.62), 3: (0.44, 0.54)}
_PASSPORT = {1: (0.66, 0.72), 2: (0.60, 0.68), 3: (0.55, 0.64)}
_TURN = {1: 2.5, 2: 7.0, 3: 14.0}
_LEAN = {1: 0.008, 2: 0.025, 3: 0.05}
_BEND = {1: 0.004, 2: 0.008, 3: 0.012}
_UPSIDE_DOWN = {1: 0.06, 2: 0.08, 3: 0.2}


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a card lies.

    Attributes:
        matrix: from the card's pixels to the frame's, before the lens.
        bend: of the lens; 0: none.
        size: of the frame in pixels.
        turn: in degrees; upside_down adds half a turn.
    """

    matrix: npt.NDArray[np.float64]
    bend: float
    size: tuple[int, int]
    turn: float
    upside_down: bool

    def seen(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Points of the card as pixels of the frame."""
        flat = np.asarray(points, np.float64).reshape(1, -1, 2)
        ideal = cv2.perspectiveTransform(flat, self.matrix)[0].astype(np.float64)
        seen = ideal.copy()
        for _ in range(6):  # the lens is given by its inverse, which meets no closed form
            seen = self._middle + (ideal - self._middle) / self._factor(seen)
        return np.asarray(seen, np.float64)

    def lookup(
        self, box: tuple[int, int, int, int]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """For each pixel of an area of the frame (x, y, x2, y2), which of the card's it shows."""
        x, y, x2, y2 = box
        grid = np.stack(np.meshgrid(np.arange(x, x2), np.arange(y, y2)), -1).astype(np.float64)
        straight = self._middle + (grid - self._middle) * self._factor(grid)
        back = np.linalg.inv(self.matrix)
        flat = straight @ back[:, :2].T + back[:, 2]
        return (
            (flat[..., 0] / flat[..., 2]).astype(np.float32),
            (flat[..., 1] / flat[..., 2]).astype(np.float32),
        )

    @property
    def _middle(self) -> npt.NDArray[np.float64]:
        return np.array(self.size, np.float64) / 2

    def _factor(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        far = np.sum((points - self._middle) ** 2, -1, keepdims=True) / np.sum(self._middle**2)
        return np.asarray(1 + self.bend * far, np.float64)


def pose(
    dice: Dice, level: int, card: tuple[int, int], size: tuple[int, int], shake: Dice | None = None
) -> Pose:
    """A card's place in a frame.

    Args:
        dice: of the scene.
        level: 1 easy to 3 hard.
        card: width and height in its own pixels.
        size: of the frame.
        shake: moves the card a little, for further frames of the same scene.
    """
    wide, high = size
    passport = card[0] / card[1] < 1.5
    shares = (_PASSPORT if passport else _SHARE)[level]
    across = dice.between(*shares) * wide
    down = across * card[1] / card[0]
    turn, over = dice.between(-1, 1) * _TURN[level], dice.chance(_UPSIDE_DOWN[level])
    lean = np.array([[dice.between(-1, 1) * across, dice.between(-1, 1) * down] for _ in range(4)])
    if shake:
        turn += shake.between(-0.8, 0.8)
        lean += np.array([[shake.between(-0.1, 0.1) * across for _ in range(2)] for _ in range(4)])
    quad = (
        np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array((across / 2, down / 2))
        + lean * _LEAN[level]
    )
    angle = np.radians(turn + (180 if over else 0))
    quad = quad @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    reach = np.abs(quad).max(0)
    quad *= min(1.0, (wide / 2 - 12) / reach[0], (high / 2 - 12) / reach[1])
    room = np.array(size) / 2 - np.abs(quad).max(0) - 10
    place = np.array([dice.between(-1, 1), dice.between(-1, 1)]) * np.clip(
        room, 0, [60 * level, high]
    )
    if shake:
        place = np.clip(place + np.array((shake.between(-6, 6), shake.between(-6, 6))), -room, room)
    quad += np.array(size) / 2 + place
    corners = np.array([[0, 0], [card[0], 0], [card[0], card[1]], [0, card[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, quad.astype(np.float32)).astype(np.float64)
    return Pose(matrix, dice.between(-1, 1) * _BEND[level], size, turn, over)
