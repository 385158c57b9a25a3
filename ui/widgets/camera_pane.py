"""The camera's picture with the outline of the card, and one hint at a time.

It draws what it is given: bytes of a preview frame and four corners. Nothing of it is kept longer
than it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme

PaneState = Literal["starting", "live", "reading", "read", "none"]
WIDE, TALL = 16, 9
_CORNER = 30.0
_PILL_HEIGHT = 36
_CARD = 85.6 / 54.0  # ISO/IEC 7810 ID-1


@dataclass(frozen=True, slots=True)
class Preview:
    """One frame, small enough to be drawn.

    Attributes:
        pixels: three bytes a pixel, blue, green, red.
        width, height: in pixels; stride: bytes a row.
        outline: the card's four corners in pixels of the preview; empty without a card.
    """

    pixels: bytes
    width: int
    height: int
    stride: int
    outline: tuple[tuple[float, float], ...] = ()


class CameraPane(QWidget):
    """The picture at 16:9, filling its place by expanding and cutting."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._preview: Preview | None = None
        self._image = QImage()
        self._state: PaneState = "starting"
        self._hint = ""
        self._icon = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)

    @property
    def state(self) -> PaneState:
        """What is going on."""
        return self._state

    @property
    def hint(self) -> str:
        """What the person is asked to do."""
        return self._hint

    def show_preview(self, preview: Preview) -> None:
        """Draw a newer frame."""
        # The image lies over these very bytes: they live as long as it does.
        self._preview = preview
        self._image = QImage(
            preview.pixels,
            preview.width,
            preview.height,
            preview.stride,
            QImage.Format.Format_BGR888,
        )
        self.update()

    def show_state(self, state: PaneState, hint: str = "", icon: str = "") -> None:
        """Say what is going on, or what to do; a new hint is told to screen readers."""
        changed = hint != self._hint
        self._state, self._hint, self._icon = state, hint, icon
        if state in {"starting", "none"}:
            self.forget()
        self.setAccessibleName(hint)
        if changed and hint:
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)
        self.update()

    def forget(self) -> None:
        """Let go of the last frame."""
        self._image = QImage()
        self._preview = None
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return width * TALL // WIDE

    @override
    def sizeHint(self) -> QSize:
        return QSize(608, self.heightForWidth(608))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QPainterPath()
            radius = self._theme.radius("card")
            whole.addRoundedRect(QRectF(self.rect()), radius, radius)
            painter.fillPath(whole, self._theme.colour("camera"))
            painter.setClipPath(whole)
            if self._state == "none":
                self._paint_sign(painter, "camera-off")
            elif self._image.isNull():
                self._paint_waiting(painter)
            else:
                painter.drawImage(self._place(), self._image)
                self._paint_outline(painter)
            if self._hint and self._state != "none":
                self._paint_hint(painter)

    def _place(self) -> QRectF:
        scale = max(self.width() / self._image.width(), self.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)

    def _paint_outline(self, painter: QPainter) -> None:
        if self._preview is None or not self._preview.outline:
            return
        place = self._place()
        scale = place.width() / self._image.width()
        corners = [place.topLeft() + QPointF(x, y) * scale for x, y in self._preview.outline]
        card = QPolygonF([*corners, corners[0]])
        dimmed = QPainterPath()
        dimmed.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addPolygon(card)
        painter.fillPath(dimmed.subtracted(inside), self._theme.colour("camera_dim"))
        self._paint_card(painter, corners, self._theme.colour("card_outline"))

    def _paint_waiting(self, painter: QPainter) -> None:
        tall = self.height() * 0.6
        wide = tall * _CARD
        left, top = (self.width() - wide) / 2, (self.height() - tall) / 2 - 12
        ends = ((left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall))
        corners = [QPointF(x, y) for x, y in ends]
        self._paint_card(painter, corners, self._theme.colour("camera_wait"))

    @staticmethod
    def _paint_card(painter: QPainter, corners: list[QPointF], colour: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        join, cap = Qt.PenJoinStyle.RoundJoin, Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, cap, join))
        painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QPen(colour, 7, Qt.PenStyle.SolidLine, cap, join))
        for number, corner in enumerate(corners):
            for other in (corners[number - 1], corners[(number + 1) % len(corners)]):
                way = other - corner
                length = (way.x() ** 2 + way.y() ** 2) ** 0.5
                if length > 0:
                    painter.drawLine(corner, corner + way * min(1.0, _CORNER / length))

    def _paint_sign(self, painter: QPainter, icon: str) -> None:
        pixmap = self._theme.pixmap(icon, 56, "camera_wait", self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - 28, middle.y() - 56, pixmap)
        painter.setPen(self._theme.colour("rail_text"))
        painter.setFont(self._theme.font("clerk.strong"))
        below = self.rect().adjusted(24, self.height() // 2 + 16, -24, -8)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, flags | Qt.TextFlag.TextWordWrap, self._hint)

    def _paint_hint(self, painter: QPainter) -> None:
        font = self._theme.font("clerk.strong")
        room = self.width() - 80
        metrics = QFontMetrics(font)
        words = metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, room)
        icon = 28 if self._icon else 0
        width = metrics.horizontalAdvance(words) + icon + 32
        pill = QRectF((self.width() - width) / 2, self.height() - 12 - _PILL_HEIGHT, width, 0)
        pill.setHeight(_PILL_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("camera_pill"))
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        if self._icon:
            tone = "card_outline" if self._state == "read" else "rail_text"
            pixmap = self._theme.pixmap(self._icon, 20, tone, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(pill.left() + 16, pill.center().y() - 10), pixmap)
        painter.setPen(self._theme.colour("rail_text"))
        painter.setFont(font)
        where = pill.adjusted(16 + icon, 0, 0, 0)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
