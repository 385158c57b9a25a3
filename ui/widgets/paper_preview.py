"""A paper as it will be printed, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.card import row
from ui.widgets.text import PlainLabel

_SHADOW = 3


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page as pixels.

    Attributes:
        pixels: four bytes a pixel: blue, green, red, unused.
        width, height: in pixels; stride: bytes a row.
    """

    pixels: bytes
    width: int
    height: int
    stride: int


class Sheet(QWidget):
    """The page itself, fitted to its place or at its own size."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._page: PaperPage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 80)

    def show_page(self, page: PaperPage | None) -> None:
        """Draw a page, or none."""
        # The image lies over these very bytes: they live as long as it does.
        self._page = page
        self._image = (
            QImage()
            if page is None
            else QImage(
                page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
            )
        )
        self.update()

    def own_size(self) -> QSize:
        """How large the page is at full size, in pixels."""
        return self._image.size() + QSize(2 * _SHADOW, 2 * _SHADOW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self._place()
            painter.fillRect(place.translated(_SHADOW, _SHADOW), self._theme.colour("line"))
            painter.drawImage(place, self._image)
            painter.setPen(QPen(self._theme.colour("paper_line"), 1))
            painter.drawRect(place)

    def _place(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(1, 1, -1 - _SHADOW, -1 - _SHADOW)
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)


class PaperPreview(QWidget):
    """Pages, a turner, and a button that shows them larger.

    Attributes:
        page_turned: the page shown now, from 0.
    """

    page_turned = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._pages: tuple[PaperPage, ...] = ()
        self._page = 0
        self._large = False
        self._sheet = Sheet(theme)
        self._sheet.setObjectName("sheet")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._sheet)
        self._scroll.viewport().setAutoFillBackground(False)
        self._sheet.setAutoFillBackground(False)
        self.previous = IconButton(theme, "chevron-left", tone="ink")
        self.next = IconButton(theme, "chevron-right", tone="ink")
        self.zoom = IconButton(theme, "zoom-in", tone="ink")
        for name, button in (
            *(("previous", self.previous), ("next", self.next)),
            ("zoom", self.zoom),
        ):
            button.setObjectName(name)
        self._count = PlainLabel(theme, "clerk.label", tone="muted", align="centre")
        self._count.setObjectName("page_count")
        self.previous.clicked.connect(self._back)
        self.next.clicked.connect(self._on)
        self.zoom.clicked.connect(self._zoom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(row(self.previous, self._count, self.next, None, self.zoom))
        self.setMinimumHeight(160)
        self._show()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    def set_pages(self, pages: Sequence[PaperPage]) -> None:
        """Show a paper, from its first page; an empty one clears the place."""
        self._pages = tuple(pages)
        self._page = 0
        self._show()

    def turn(self, step: int) -> None:
        """Go so many pages on, or back."""
        page = max(0, min(self._page + step, len(self._pages) - 1))
        if self._pages and page != self._page:
            self._page = page
            self._show()
            self.page_turned.emit(page)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.turn(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @Slot()
    def _back(self) -> None:
        self.turn(-1)

    @Slot()
    def _on(self) -> None:
        self.turn(1)

    @Slot()
    def _zoom(self) -> None:
        self._large = not self._large
        size = self._sheet.own_size() if self._large else QSize(120, 80)
        self._sheet.setMinimumSize(size)
        self._show()

    def _show(self) -> None:
        count = len(self._pages)
        self._sheet.show_page(self._pages[self._page] if self._pages else None)
        told = (
            self._texts.say("widget.page_of", number=self._page + 1, total=count) if count else ""
        )
        self._count.setText(told)
        self.setAccessibleName(told or self._texts.say("widget.no_page"))
        self._sheet.setAccessibleName(self.accessibleName())
        self.previous.setEnabled(self._page > 0)
        self.next.setEnabled(self._page + 1 < count)
        self.zoom.setEnabled(count > 0)
        self.previous.set_name(self._texts.say("widget.previous_page"))
        self.next.set_name(self._texts.say("widget.next_page"))
        key = "widget.zoom_out" if self._large else "widget.zoom_in"
        self.zoom.set_name(self._texts.say(key))
