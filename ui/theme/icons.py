"""Icons of resources/style/icons, in the colours of the tokens.

They are outlines on a grid of 24 that Qt draws afresh for each size, so that none is blurred.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

RATIOS = (1.0, 2.0)
"""Device pixels of a logical one for which icons are drawn ahead."""


class Icons:
    """The icons in use, each drawn once for a size and a colour."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._drawn: dict[tuple[str, int, str, float], QPixmap] = {}

    def pixmap(self, name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
        """An icon as pixels.

        Args:
            name: of the file, without its ending.
            size: of its square, in logical pixels.
            colour: of its lines.
            ratio: device pixels of a logical one.

        Raises:
            FileNotFoundError: no such icon.
        """
        key = (name, size, colour.name(QColor.NameFormat.HexArgb), ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, size, colour, ratio)
        return self._drawn[key]

    def icon(
        self, name: str, size: int, colour: QColor, disabled: QColor, room: tuple[int, int] = (0, 0)
    ) -> QIcon:
        """An icon for a button, with another colour while it cannot be pressed.

        Args:
            name: of the file, without its ending.
            size: of its square, in logical pixels.
            colour: of its lines.
            disabled: of its lines while the button cannot be pressed.
            room: logical pixels left free at its left and its right, towards the words.
        """
        icon = QIcon()
        for ratio in RATIOS:
            for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
                icon.addPixmap(_with_room(self.pixmap(name, size, ink, ratio), room), mode)
        return icon

    def _draw(self, name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            self._sources[name] = path.read_text(encoding="utf-8")
        svg = self._sources[name].replace("currentColor", colour.name())
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            QSvgRenderer(QByteArray(svg.encode())).render(painter)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def _with_room(pixmap: QPixmap, room: tuple[int, int]) -> QPixmap:
    left, right = room
    if not left and not right:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wider = QPixmap(pixmap.width() + round((left + right) * ratio), pixmap.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    with QPainter(wider) as painter:
        painter.drawPixmap(left, 0, pixmap)
    return wider
