"""Between two customers: a welcome, and nothing of whoever was here before."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Speak
from ui.theme import Theme
from ui.widgets.card import row
from ui.widgets.language_choice import LanguageChoice
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.scale import scale_text
from ui.widgets.text import PlainLabel

_CIRCLES = ((0.86, 0.10, 260, 22), (0.74, 0.90, 340, 18), (0.12, 1.00, 220, 14))
"""Soft discs of the ground: place as shares of the window, radius in pixels, opacity."""

_WORDS = 560
"""Width of the words' column, in pixels: the phones stand right of it."""


class IdlePage(Screen):
    """The welcome."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._title = PlainLabel(theme, "customer.hero", tone="rail_text", wrap=True)
        self._title.setObjectName("title")
        self._other = PlainLabel(theme, "customer.money", tone="rail_muted", bold=False)
        self._words = Paragraphs(theme, tone="rail_text")
        self._words.setObjectName("words")
        self._languages = LanguageChoice(theme, desk.counter.texts, "speak")
        self._languages.chosen.connect(self._chose)
        offered = desk.counter.notices.languages
        self._languages.offer(offered if len(offered) > 1 else ())
        self._wait = PlainLabel(theme, "customer.label", tone="rail_muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(64, 40, 64, 40)
        layout.setSpacing(theme.space(1))
        layout.addStretch(2)
        for part in (self._title, self._other, self._words):
            part.setMaximumWidth(_WORDS)
            layout.addWidget(part)
        layout.addStretch(2)
        layout.addLayout(row(self._languages, None))
        layout.addSpacing(theme.space(2))
        layout.addWidget(self._wait)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        for label, key in (
            (self._title, "title"),
            (self._other, "other"),
            (self._wait, "wait"),
        ):
            label.setText(self.say(f"customer.idle.{key}"))
        self._words.set_text(self.say("customer.idle.words"))
        self._languages.show_now(self.texts.language)

    @Slot(str)
    def _chose(self, language: str) -> None:
        self.wished.emit(Speak(language))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            _paint_ground(painter, QRectF(self.rect()), self.desk.theme)
            _paint_phones(painter, QRectF(self.rect()), self.desk.theme)


def _paint_ground(painter: QPainter, area: QRectF, theme: Theme) -> None:
    ground = QLinearGradient(area.topLeft(), area.bottomRight())
    ground.setColorAt(0, theme.colour("rail"))
    ground.setColorAt(1, theme.colour("primary_pressed"))
    painter.fillRect(area, ground)
    for across, down, radius, opacity in _CIRCLES:
        disc = QColor(theme.colour("rail_text"))
        disc.setAlpha(opacity)
        painter.setBrush(disc)
        painter.drawEllipse(QPointF(area.width() * across, area.height() * down), radius, radius)


def _paint_phones(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Two phones, drawn: no maker's picture and no real article."""
    painter.save()
    painter.translate(max(area.width() * 0.75, area.width() - 420), area.height() / 2 - 170)
    painter.rotate(12)
    painter.save()
    painter.translate(-110, 24)
    painter.rotate(-24)
    _paint_phone(painter, theme, 150, 290, ("primary_line", "primary"))
    painter.restore()
    _paint_phone(painter, theme, 160, 310, ("focus_outer", "warn_line"))
    painter.restore()


def _paint_phone(
    painter: QPainter, theme: Theme, width: int, height: int, colours: tuple[str, str]
) -> None:
    shade = QColor(theme.colour("camera"))
    shade.setAlpha(90)
    painter.setBrush(shade)
    painter.drawRoundedRect(QRectF(10, 14, width, height), 28, 28)
    painter.setBrush(theme.colour("camera"))
    painter.drawRoundedRect(QRectF(0, 0, width, height), 28, 28)
    glass = QLinearGradient(0, 0, width, height)
    glass.setColorAt(0, theme.colour(colours[0]))
    glass.setColorAt(1, theme.colour(colours[1]))
    painter.setBrush(glass)
    painter.drawRoundedRect(QRectF(8, 8, width - 16, height - 16), 22, 22)
