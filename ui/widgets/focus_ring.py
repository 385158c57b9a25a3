"""The ring round what has the focus, outside of it, so that no layout moves.

It shows for the keyboard and for a focus that the program gives, not for a touch or the mouse.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from typing_extensions import override

from ui.theme import Theme

_POINTER = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)


class RingStyle(QProxyStyle):
    """Keeps the frame so far away from the widget as the ring is wide."""

    def __init__(self, margin: int) -> None:
        super().__init__("Fusion")
        self._margin = margin

    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in {
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        }:
            return self._margin
        return super().pixelMetric(metric, option, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """One for a window; it follows the focus by itself."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._watched = window
        self._by_pointer = False
        style = RingStyle(sum(theme.tokens.focus))
        style.setParent(self)  # setStyle() owns nothing, and the frame asks its style to the end
        self.setStyle(style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        window.installEventFilter(self)
        self._listen()

    def let_go(self) -> None:
        """Leave the widget that has the focus: Qt's frame must not outlive what it frames."""
        self._put(None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._watched:
            if kind == QEvent.Type.Show:
                self._listen()
        elif kind in _POINTER:
            self._by_pointer = True
            self._put(None)
        elif kind == QEvent.Type.KeyPress:
            self._by_pointer = False
            self._put(self._watched.focusWidget())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        inner, outer = self._theme.tokens.focus
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.rect())
            is_field = isinstance(self.widget(), QLineEdit | QComboBox)
            radius = self._theme.radius("field" if is_field else "button")
            for name, width, inset in (
                ("focus_outer", outer, outer / 2),
                ("focus_inner", inner, outer + inner / 2),
            ):
                painter.setPen(QPen(self._theme.colour(name), width))
                round_by = radius + outer + inner - inset
                painter.drawRoundedRect(
                    frame.adjusted(inset, inset, -inset, -inset), round_by, round_by
                )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = sum(self._theme.tokens.focus)
        inside = self.rect().adjusted(margin + 4, margin + 4, -margin - 4, -margin - 4)
        self.setMask(QRegion(self.rect()) - QRegion(inside))

    def _listen(self) -> None:
        handle = self._watched.windowHandle()
        if handle is not None:
            # The window's own event queue: only what comes from devices passes here.
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._watched and not self._by_pointer:
            self._put(now)
        else:
            self._put(None)

    def _put(self, widget: QWidget | None) -> None:
        if not (shiboken6.isValid(self) and shiboken6.isValid(self._watched)):
            return  # the focus moved because the window goes
        if widget is not None and widget is self._watched:
            widget = None
        self.setWidget(widget)  # type: ignore[arg-type]  # None is taken: no frame
        if widget is None and self.parentWidget() is not self._watched:
            self.setParent(self._watched)  # Qt put it into a scroll area, and it would go with it
        self.setVisible(widget is not None)
