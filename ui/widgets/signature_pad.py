"""Where the customer signs, with a pen, a finger or the mouse.

Strokes are kept as points with pressure and time; only the newest piece is drawn for each point,
for the whole signature would take too long to draw at every move.
"""

from __future__ import annotations

from math import hypot
from typing import Literal

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QInputDevice,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from counter_app.domain.consent import Signature, StrokePoint
from counter_app.texts import Texts
from ui.theme import Theme

Source = Literal["", "pen", "touch", "mouse"]
Point = tuple[float, float, float, int]
"""x and y in pixels of the pad, pressure 0 to 1, milliseconds since the first point."""
LEAST_SIZE = QSize(640, 240)
LEAST_POINTS, LEAST_SPREAD = 8, 40.0
_BASE_LINE, _MARGIN = 72, 56
_PEN = 5.0
_MOUSE_PRESSURE = 0.5


LOWEST = 240
"""Height that a signature needs on a page, in pixels, with larger text round it."""


def pen_is_there() -> bool:
    """Whether a stylus is connected to this PC."""
    pen = QInputDevice.DeviceType.Stylus
    return any(device.type() == pen for device in QInputDevice.devices())


class SignaturePad(QWidget):
    """A place to sign; empty, inked, or locked.

    Attributes:
        changed: ink was added or taken away.
    """

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._strokes: list[list[Point]] = []
        self._source: Source = ""
        self._drawing: Source = ""
        self._locked = False
        self._ink = QPixmap()
        self._clock = QElapsedTimer()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(LEAST_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._tell()

    def strokes(self) -> tuple[tuple[Point, ...], ...]:
        """The signature so far."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def source(self) -> Source:
        """What it was written with: a pen alone, else touch or mouse; empty without ink."""
        return self._source

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink."""
        return not self._strokes

    @property
    def has_enough(self) -> bool:
        """Whether there is ink enough to be a name."""
        points = [point for stroke in self._strokes for point in stroke]
        if len(points) < LEAST_POINTS:
            return False
        across = [point[0] for point in points]
        down = [point[1] for point in points]
        return max(max(across) - min(across), max(down) - min(down)) >= LEAST_SPREAD

    def clear(self) -> None:
        """Take the ink away."""
        self._strokes.clear()
        self._source = self._drawing = ""
        self._ink.fill(Qt.GlobalColor.transparent)
        self._tell()
        self.update()
        self.changed.emit()

    def set_locked(self, locked: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether the signature stands and no ink is taken."""
        self._locked = locked
        self._drawing = ""
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.CrossCursor)

    def image(self) -> QImage:
        """The ink alone, on white, in logical pixels."""
        image = QImage(self.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            painter.drawPixmap(0, 0, self._ink)
        return image

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._tell()

    @override
    def sizeHint(self) -> QSize:
        return QSize(944, 352)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()  # else Qt would send the same again as from a mouse
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position(), _MOUSE_PRESSURE)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on("mouse", event.position(), _MOUSE_PRESSURE)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end("mouse")

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._begin("pen", event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on("pen", event.position(), event.pressure())
        else:
            self._end("pen")
        event.accept()

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if not points:
            return
        first = points[0]  # a resting palm or a second finger writes nothing
        pressure = first.pressure() or _MOUSE_PRESSURE
        if event.type() == QEvent.Type.TouchBegin:
            self._begin("touch", first.position(), pressure)
        elif event.type() == QEvent.Type.TouchUpdate:
            self._go_on("touch", first.position(), pressure)
        else:
            self._end("touch")

    def _begin(self, source: Source, place: QPointF, pressure: float) -> None:
        if self._locked or not self.isEnabled() or self._drawing:
            return
        if not self._strokes:
            self._clock.start()
        if not self._strokes or source != "pen":
            self._source = source  # a name is of the pen only if every stroke is
        self._drawing = source
        self._strokes.append([self._point(place, pressure)])
        self._draw(place, place)

    def _go_on(self, source: Source, place: QPointF, pressure: float) -> None:
        if self._drawing != source:
            return
        stroke = self._strokes[-1]
        before = QPointF(stroke[-1][0], stroke[-1][1])
        point = self._point(place, pressure)
        stroke.append(point)
        self._draw(before, QPointF(point[0], point[1]))

    def _end(self, source: Source) -> None:
        if self._drawing == source:
            self._drawing = ""
            self._tell()
            self.changed.emit()

    def _point(self, place: QPointF, pressure: float) -> Point:
        x = min(max(place.x(), 0.0), float(self.width()))
        y = min(max(place.y(), 0.0), float(self.height()))
        return (x, y, min(max(pressure, 0.0), 1.0), int(self._clock.elapsed()))

    def _draw(self, start: QPointF, end: QPointF) -> None:
        with QPainter(self._ink) as painter:
            self._draw_piece(painter, start, end)
        reach = _PEN + 2
        left, top = min(start.x(), end.x()) - reach, min(start.y(), end.y()) - reach
        wide = hypot(start.x() - end.x(), 0) + 2 * reach
        tall = hypot(0, start.y() - end.y()) + 2 * reach
        self.update(QRectF(left, top, wide, tall).toAlignedRect())

    def _draw_piece(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        colour = self._theme.colour("pen")
        painter.setPen(QPen(colour, _PEN, Qt.PenStyle.SolidLine, cap, join))
        if start == end:
            painter.drawPoint(start)
        else:
            painter.drawLine(start, end)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self._ink = QPixmap(self.size() * ratio)
        self._ink.setDevicePixelRatio(ratio)
        self._ink.fill(Qt.GlobalColor.transparent)
        with QPainter(self._ink) as painter:
            for stroke in self._strokes:
                places = [QPointF(point[0], point[1]) for point in stroke]
                for start, end in zip([places[0], *places], places, strict=False):
                    self._draw_piece(painter, start, end)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self._theme.colour("surface"))
            painter.setPen(QPen(self._theme.colour("border"), 2, Qt.PenStyle.DashLine))
            radius = self._theme.radius("tile")
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
            base = self.height() - _BASE_LINE
            painter.setPen(QPen(self._theme.colour("camera_wait"), 2))
            painter.drawLine(_MARGIN, base, self.width() - _MARGIN, base)
            pixmap = self._theme.pixmap("signature", 32, "faint", self.devicePixelRatioF())
            painter.drawPixmap(_MARGIN, base - 40, pixmap)
            painter.drawPixmap(0, 0, self._ink)

    def _tell(self) -> None:
        key = "widget.signature_there" if self._strokes else "widget.signature_empty"
        self.setAccessibleName(self._texts.say(key))


def signature_on(pad: SignaturePad) -> Signature:
    """What was written on a pad."""
    strokes = tuple(tuple(StrokePoint(*point) for point in stroke) for stroke in pad.strokes())
    size = pad.size()
    return Signature(strokes, pad.source, size.width(), size.height())
