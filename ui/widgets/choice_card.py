"""A choice that is a whole card to press: a tick, or one of two that exclude each other.

Nothing is ticked ahead, and of two neither may be chosen: that counts as no.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.laid_text import LaidText

ChoiceKind = Literal["tick", "either"]
_BOX, _SIDE, _GAP = 36, 16, 14


class ChoiceCard(QAbstractButton):
    """One choice; Space or a touch anywhere toggles it."""

    def __init__(self, theme: Theme, texts: Texts, kind: ChoiceKind = "tick") -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._kind: ChoiceKind = kind
        self._note = ""
        self._must: bool | None = None
        self._factor = 1.0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._tell)

    def set_words(self, text: str, note: str = "", *, must: bool | None = None) -> None:
        """Say what is chosen.

        Args:
            text: the choice.
            note: what follows from it.
            must: whether it is needed for the trade; told to screen readers, None tells nothing.
        """
        self._note, self._must = note, must
        self.setText(text)
        self.updateGeometry()
        self._tell()

    @property
    def words(self) -> str:
        """What the card says, its note on a line of its own."""
        return f"{self.text()}\n{self._note}" if self._note else self.text()

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self._factor = factor
        self.updateGeometry()
        self.update()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language; the words come by `set_words`."""
        self._texts = texts
        self._tell()

    @override
    def sizeHint(self) -> QSize:
        least = self._theme.target("customer_choice")[1]
        return QSize(least, self.heightForWidth(max(least, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.target("customer_choice")[1], self._least_height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        words = sum(line.height for line in self._lines(width))
        return max(self._least_height(), round(words) + 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_box(painter)
            lines = self._lines(self.width())
            top = (self.height() - sum(line.height for line in lines)) / 2
            for tone, line in zip(("ink", "muted"), lines, strict=False):
                painter.setPen(self._theme.colour(tone if self.isEnabled() else "disabled"))
                line.draw(painter, QPointF(_SIDE + _BOX + _GAP, top))
                top += line.height

    def _least_height(self) -> int:
        least = self._theme.target("customer_choice")[0]
        return least + 16 if self._note else least

    def _lines(self, width: int) -> list[LaidText]:
        room = width - 2 * _SIDE - _BOX - _GAP
        lines = []
        for text, role, bold in (
            (self.text(), "customer.choice", bool(self._note)),
            (self._note, "customer.small", False),
        ):
            if text:
                font = self._theme.font(role, bold=bold, factor=self._factor)
                lines.append(LaidText(text, font, room, self._theme.line_height(font)))
        return lines

    def _paint_ground(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        line = self._theme.stroke("selected" if chosen else "control")
        painter.setPen(QPen(self._theme.colour("primary" if chosen else "border"), line))
        ground = "primary_soft" if chosen else "surface_alt" if self.underMouse() else "surface"
        painter.setBrush(self._theme.colour(ground))
        inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(inside, 12, 12)

    def _paint_box(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        box = QRectF(_SIDE + 2, (self.height() - _BOX) / 2 + 2, _BOX - 4, _BOX - 4)
        painter.setPen(QPen(self._theme.colour("primary" if chosen else "border"), 2))
        painter.setBrush(self._theme.colour("primary" if chosen else "surface"))
        radius = box.height() / 2 if self._kind == "either" else 8
        painter.drawRoundedRect(box, radius, radius)
        if chosen:
            pixmap = self._theme.pixmap("check", 26, "on_primary", self.devicePixelRatioF())
            painter.drawPixmap(int(box.center().x() - 13), int(box.center().y() - 13), pixmap)

    @Slot()
    def _tell(self) -> None:
        state = self._texts.say("widget.chosen" if self.isChecked() else "widget.not_chosen")
        must = "" if self._must is None else ("widget.must" if self._must else "widget.may")
        words = (self._texts.say(must) if must else "", self.text(), state)
        self.setAccessibleName(", ".join(filter(None, words)))
        self.setAccessibleDescription(self._note)


class EitherOr(QObject):
    """Cards of which one at most is chosen, and each can be let go again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ChoiceCard] = []

    def add(self, card: ChoiceCard) -> None:
        """Take a card into the group."""
        self._cards.append(card)
        card.toggled.connect(self._keep_one)

    @Slot(bool)
    def _keep_one(self, chosen: bool) -> None:  # noqa: FBT001 - the signal's own
        sender = self.sender()
        if chosen:
            for card in self._cards:
                if card is not sender:
                    card.setChecked(False)
