"""The rail of a visit's steps: done, now, still to come, stopped; at the left of every page.

Alt+1 to Alt+9 and the arrow keys go to a step that may be reached; words are cut, never clipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import row
from ui.widgets.icon import Badge
from ui.widgets.text import ElidedLabel, tip_words

StepState = Literal["done", "now", "open", "stopped"]
WIDTH, WIDTH_NARROW, ROW = 232, 72, 64
TITLE_ROLES = ("clerk.strong", "clerk.label", "clerk.small")
"""A long title takes the next smaller size before it is cut."""
_RADIUS = 15.0
_SHORTCUTS = 9
FILLS: dict[StepState, str] = {
    "done": "rail_done",
    "now": "primary",
    "open": "rail",
    "stopped": "danger",
}
RINGS: dict[StepState, str] = {
    "done": "rail_done_line",
    "now": "rail_now_ring",
    "open": "rail_border",
    "stopped": "rail_stop_ring",
}


@dataclass(frozen=True, slots=True)
class RailStep:
    """One step as the rail shows it.

    Attributes:
        key: what `step_chosen` tells.
        note: a second line; for a stopped step, why.
        reachable: whether it may be opened now.
    """

    key: object
    title: str
    note: str
    state: StepState
    reachable: bool = False


class StepRail(QFrame):
    """Brand, steps, and a foot for who is signed in.

    Attributes:
        step_chosen: the key of a step that a person wants to open.
    """

    step_chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._narrow = False
        self._buttons: list[StepButton] = []
        self._steps: tuple[RailStep, ...] = ()
        self.setObjectName("rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._title = ElidedLabel(theme, "clerk.strong", tone="rail_text")
        self._note = ElidedLabel(theme, "clerk.caption", tone="rail_muted")
        self._brand_words = QWidget()
        words = QVBoxLayout(self._brand_words)
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self._logo = Badge(theme, "arrows-exchange", 40, "primary", "on_primary", radius=10)
        self._lead = QWidget()
        self._lead.setFixedWidth(8)
        words.setContentsMargins(12, 0, 0, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.addLayout(row(self._lead, self._logo, self._brand_words, spacing=0))
        self._layout.addSpacing(16)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._layout.addLayout(self._rows)
        self._layout.addStretch(1)
        self._add_shortcuts()
        self.set_narrow(narrow=False)

    def set_brand(self, title: str, note: str) -> None:
        """Name the program, the shop and the till."""
        self._title.setText(title)
        self._note.setText(note)

    def set_steps(self, steps: Sequence[RailStep]) -> None:
        """Show the steps of a visit, or none."""
        self._steps = tuple(steps)
        while len(self._buttons) > len(steps):
            gone = self._buttons.pop()
            gone.setParent(None)
            gone.deleteLater()
        while len(self._buttons) < len(steps):
            button = StepButton(self._theme, len(self._buttons))
            button.pressed_for.connect(self._choose)
            self._buttons.append(button)
            self._rows.addWidget(button)
        self._tell()

    def add_foot(self, part: QWidget) -> None:
        """Put something at the foot: who is signed in, the language."""
        self._layout.addWidget(part)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Show icons and numbers only, for a window of 1024."""
        self._narrow = narrow
        self.setFixedWidth(WIDTH_NARROW if narrow else WIDTH)
        side = 8 if narrow else 12
        self._layout.setContentsMargins(side, 20, side, 16)
        self._brand_words.setVisible(not narrow)
        for button in self._buttons:
            button.set_narrow(narrow=narrow)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language; the steps' own words come by `set_steps`."""
        self._texts = texts
        self._tell()

    def _tell(self) -> None:
        for number, (button, step) in enumerate(zip(self._buttons, self._steps, strict=True)):
            following = self._steps[number + 1].state if number + 1 < len(self._steps) else None
            name = self._texts.say(
                f"widget.step_{step.state}",
                number=number + 1,
                total=len(self._steps),
                title=step.title,
            )
            button.set_narrow(narrow=self._narrow)
            button.show_step(step, name, following)

    def _add_shortcuts(self) -> None:
        for number in range(_SHORTCUTS):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.setObjectName(str(number))
            shortcut.activated.connect(self._jump)

    @Slot()
    def _jump(self) -> None:
        sender = self.sender()
        if isinstance(sender, QShortcut) and int(sender.objectName()) < len(self._steps):
            self._choose(int(sender.objectName()))

    @Slot(int)
    def _choose(self, number: int) -> None:
        if self._steps[number].reachable:
            self.step_chosen.emit(self._steps[number].key)


class StepButton(QAbstractButton):
    """One step: a circle with its number or sign, on the line that joins the steps."""

    pressed_for = Signal(int)

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._step = RailStep(None, "", "", "open")
        self._following: StepState | None = None
        self._narrow = False
        self.setObjectName(f"step_{number + 1}")
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    def show_step(self, step: RailStep, name: str, following: StepState | None) -> None:
        """Show a step; `name` is for screen readers."""
        self._step, self._following = step, following
        self.setAccessibleName(name)
        self.setAccessibleDescription(step.note)
        self.setToolTip(tip_words(f"{step.title}\n{step.note}".strip()))
        self.setEnabled(step.reachable)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if step.reachable else Qt.FocusPolicy.NoFocus
        )
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the circle only."""
        self._narrow = narrow
        self.update()

    @Slot()
    def _tell(self) -> None:
        self.pressed_for.emit(self._number)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH_NARROW if self._narrow else WIDTH, ROW)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            here = self._step.state in {"now", "stopped"}
            if here or (self.underMouse() and self.isEnabled()):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("rail_active"))
                painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
            x = self.width() / 2 if self._narrow else 28.0
            self._paint_line(painter, x)
            self._paint_circle(painter, QPointF(x, self.height() / 2))
            if not self._narrow:
                self._paint_words(painter, bold=here)

    def _fits(self, font: QFont, width: int) -> bool:
        return QFontMetrics(font).horizontalAdvance(self._step.title) <= width

    def _paint_line(self, painter: QPainter, x: float) -> None:
        middle, edge = self.height() / 2, _RADIUS + 1
        passed = self._step.state != "open"
        if self._number:
            painter.setPen(QPen(self._line_colour(passed=passed), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, middle - edge))
        if self._following is not None:
            painter.setPen(QPen(self._line_colour(passed=self._following != "open"), 2))
            painter.drawLine(QPointF(x, middle + edge), QPointF(x, self.height()))

    def _line_colour(self, *, passed: bool) -> QColor:
        return self._theme.colour("rail_done_line" if passed else "rail_line")

    def _paint_circle(self, painter: QPainter, centre: QPointF) -> None:
        state = self._step.state
        painter.setPen(QPen(self._theme.colour(RINGS[state]), 2))
        painter.setBrush(self._theme.colour(FILLS[state]))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        if state in {"done", "stopped"}:
            icon = "check" if state == "done" else "x"
            pixmap = self._theme.pixmap(icon, 20, "on_primary", self.devicePixelRatioF())
            painter.drawPixmap(centre - QPointF(10, 10), pixmap)
            return
        painter.setPen(self._theme.colour("rail_text"))
        painter.setFont(self._theme.font("clerk.label", bold=True))
        around = QRectF(centre - QPointF(_RADIUS, _RADIUS), QSize(30, 30))
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _paint_words(self, painter: QPainter, *, bold: bool) -> None:
        left = 54
        place = QRect(QPoint(left, 0), QSize(self.width() - left - 6, self.height()))
        note_height = 20 if self._step.note else 0
        fonts = [self._theme.font(role, bold=bold) for role in TITLE_ROLES]
        fitting = [font for font in fonts if self._fits(font, place.width())]
        title = (fitting or fonts[-1:])[0]
        tone = "rail_muted" if self._step.state == "open" else "rail_text"
        height = 22 + note_height
        top = (self.height() - height) // 2
        for font, text, colour, offset, size in (
            (title, self._step.title, tone, 0, 22),
            (self._theme.font("clerk.caption"), self._step.note, "rail_muted", 22, 18),
        ):
            painter.setFont(font)
            painter.setPen(self._theme.colour(colour))
            words = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, place.width()
            )
            where = QRect(left, top + offset, place.width(), size)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
