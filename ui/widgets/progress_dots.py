"""How far a person is in a row of pages."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme

_DOT, _WIDE, _GAP = 14, 32, 10


class ProgressDots(QWidget):
    """A dot a page: full and green when read, long and blue where the person is, else hollow."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._now, self._total = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_progress(self, now: int, total: int) -> None:
        """Show the page `now`, from 0, of `total`."""
        self._now, self._total = now, total
        self.updateGeometry()
        self.update()
        self._tell()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._tell()

    @override
    def sizeHint(self) -> QSize:
        width = (self._total - 1) * (_DOT + _GAP) + _WIDE
        return QSize(max(_WIDE, width), 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, top = 0, (self.height() - _DOT) / 2
            for page in range(self._total):
                wide = _WIDE if page == self._now else _DOT
                tone = "primary" if page == self._now else "ok" if page < self._now else "border"
                # Full or hollow: what was read is not told by colour alone.
                full = self._theme.colour(tone if page <= self._now else "surface")
                painter.setPen(QPen(self._theme.colour(tone), 2))
                painter.setBrush(full)
                painter.drawRoundedRect(QRectF(left + 1, top + 1, wide - 2, _DOT - 2), 6, 6)
                left += wide + _GAP

    def _tell(self) -> None:
        told = self._texts.say("widget.page_of", number=self._now + 1, total=self._total)
        self.setAccessibleName(told)
        self.setToolTip(told)
