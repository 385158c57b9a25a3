"""One line of the offer: what, why, how much; the customer agrees to it or asks about it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import column
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs
from ui.widgets.pill import Pill, PillState
from ui.widgets.text import PlainLabel

Answer = Literal["open", "agreed", "asked"]
HEIGHT, HEIGHT_CUSTOMER = 72, 84
PHOTO, PHOTO_CUSTOMER = QSize(80, 56), QSize(96, 64)
AMOUNT_WIDTH, AMOUNT_WIDTH_CUSTOMER = 104, 132
PILLS: dict[Answer, tuple[PillState, str]] = {
    "open": ("off", "clock"),
    "agreed": ("ok", "circle-check"),
    "asked": ("warn", "message-question"),
}


class PhotoButton(QAbstractButton):
    """A photo that opens large, or a sign in its place."""

    def __init__(self, theme: Theme, size: QSize) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._icon = ""
        self.setFixedSize(size)

    def show_photo(self, image: QImage | None, icon: str) -> None:
        """Show a photo, or an icon without one."""
        self._image = image if image is not None else QImage()
        self._icon = icon
        shown = not self._image.isNull()
        self.setEnabled(shown)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.NoFocus)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self._image.isNull():
                self._paint_icon(painter)
            else:
                self._paint_photo(painter)

    def _paint_photo(self, painter: QPainter) -> None:
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, 8, 8)
        painter.setClipPath(path)
        scale = max(self.width() / self._image.width(), self.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        place = QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)
        painter.drawImage(place, self._image)
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.colour("paper_line"), 1))
        painter.drawPath(path)

    def _paint_icon(self, painter: QPainter) -> None:
        if not self._icon:
            return
        size = self.height() - 8
        left, top = (self.width() - size) / 2, (self.height() - size) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("primary_soft"))
        painter.drawEllipse(QRectF(left, top, size, size))
        inner = size // 4 * 2
        pixmap = self._theme.pixmap(self._icon, inner, "primary", self.devicePixelRatioF())
        painter.drawPixmap((self.width() - inner) // 2, (self.height() - inner) // 2, pixmap)


class OfferLine(QFrame):
    """A line of the offer, on either side.

    Attributes:
        agreed: the customer agrees to this line.
        asked: the customer wants it explained.
        photo_opened: its photo is to be shown large.
    """

    agreed = Signal()
    asked = Signal()
    photo_opened = Signal()

    def __init__(self, theme: Theme, texts: Texts, *, customer: bool = True) -> None:
        super().__init__()
        self._texts = texts
        self._customer = customer
        self._answer: Answer = "open"
        side = "customer" if customer else "clerk"
        self.photo = PhotoButton(theme, PHOTO_CUSTOMER if customer else PHOTO)
        self.photo.setObjectName("photo")
        self.photo.clicked.connect(self.photo_opened)
        reason = "customer.note" if customer else "clerk.small"
        self._name = Paragraphs(theme, f"{side}.strong", line_height=LINE_HEIGHT_CAPTION)
        self._reason = Paragraphs(theme, reason, tone="muted", line_height=LINE_HEIGHT_CAPTION)
        self._amount = PlainLabel(
            theme, f"{side}.body" if customer else "clerk.value", bold=True, align="right"
        )
        self._amount.setMinimumWidth(AMOUNT_WIDTH_CUSTOMER if customer else AMOUNT_WIDTH)
        least = theme.target("customer_line_answer")[1]
        self.ask = Button(theme, icon="message-question", footer=True, least_width=least)
        self.agree = Button(theme, icon="check", footer=True, least_width=least)
        for name, button in (("ask", self.ask), ("agree", self.agree)):
            button.setObjectName(name)
            if not customer:
                button.hide()
        self.ask.clicked.connect(self.asked)
        self.agree.clicked.connect(self.agreed)
        self._pill = Pill(theme, "off")
        if customer:
            self._pill.hide()
        self.setMinimumHeight(HEIGHT_CUSTOMER if customer else HEIGHT)
        self._lay_out()
        self.retranslate(texts)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        side = 20 if self._customer else 0
        layout.setContentsMargins(side, 8, side, 8)
        layout.setSpacing(16 if self._customer else 12)
        layout.addWidget(self.photo)
        layout.addLayout(column(None, self._name, self._reason, None, spacing=0), 1)
        layout.addWidget(self._amount)
        layout.addWidget(self.ask)
        layout.addWidget(self.agree)
        layout.addWidget(self._pill)

    def show_line(
        self,
        name: str,
        reason: str,
        amount: str,
        *,
        photo: QImage | None = None,
        icon: str = "",
    ) -> None:
        """Show what the line is about; the amount in words, a deduction with its minus sign."""
        self._name.set_text(name)
        self._reason.set_text(reason)
        self._reason.setVisible(bool(reason))
        self._amount.setText(amount)
        self.photo.show_photo(photo, icon)
        self._tell()

    @property
    def answer(self) -> Answer:
        """What the customer answered."""
        return self._answer

    def set_answer(self, answer: Answer) -> None:
        """Show an answer."""
        self._answer = answer
        self.agree.set_kind("agreed" if answer == "agreed" else "secondary")
        self.ask.set_kind("asked" if answer == "asked" else "secondary")
        self._tell()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self.ask.setText(texts.say("widget.ask_line"))
        self.agree.setText(texts.say("widget.agree_line"))
        self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._customer:
            self.agreed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tell(self) -> None:
        state = self._texts.say(f"widget.line_{self._answer}")
        name, amount = self._name.text(), self._amount.text()
        pill, icon = PILLS[self._answer]
        self._pill.show_state(pill, state, icon)
        self.setAccessibleName(f"{name}, {amount}, {state}")
        self.agree.setAccessibleName(f"{self.agree.text()}: {name} {amount}")
        self.agree.setAccessibleDescription(state)
        self.ask.setAccessibleName(f"{self.ask.text()}: {name}")
        self.photo.setAccessibleName(self._texts.say("widget.open_photo", name=name))
