"""The condition of one part of an article: fine, lightly or badly worn, with its photo and amount.

A part that lowers the price keeps asking for its photo, in the place where the photo will be.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import column
from ui.widgets.text import ElidedLabel, PlainLabel

Condition = Literal["good", "light", "heavy"]
CONDITIONS: tuple[Condition, ...] = ("good", "light", "heavy")
SIGNS: dict[Condition, str] = {"good": "circle", "light": "triangle", "heavy": "x"}
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
HEIGHT = 68
AMOUNT_WIDTH = 96
PHOTO = QSize(64, 48)


class Segment(QPushButton):
    """One answer; the arrow keys are its row's, which tells what they choose."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ConditionRow(QWidget):
    """Name, three answers, amount, photo.

    Attributes:
        answered: good, light or heavy.
        photo_asked: a photo is to be taken, or looked at.
    """

    answered = Signal(str)
    photo_asked = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._photo = False
        self.setFixedHeight(HEIGHT)
        self._name = PlainLabel(theme, "clerk.body", bold=True)
        self._note = ElidedLabel(theme, "clerk.small", tone="muted")
        self._note.hide()
        self._amount = PlainLabel(theme, "clerk.body", bold=True, align="right")
        self._amount.setFixedWidth(AMOUNT_WIDTH)
        self._group = QButtonGroup(self)
        self._buttons = {answer: self._segment(answer) for answer in CONDITIONS}
        self.photo = QPushButton()
        self.photo.setObjectName("photo")
        self.photo.setProperty("kind", "segment")
        self.photo.setFixedWidth(PHOTO.width() + 8)
        self.photo.setIconSize(PHOTO)
        self.photo.clicked.connect(self.photo_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addLayout(column(None, self._name, self._note, None, spacing=0), 1)
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addWidget(self._amount)
        layout.addWidget(self.photo)
        self.set_photo(None)

    def set_words(self, name: str, note: str = "") -> None:
        """Name the part, and what is seen on it."""
        self._name.setText(name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._tell()

    def set_amount(self, text: str) -> None:
        """Tell what it takes off the price, in words."""
        self._amount.setText(text)
        self._tell()

    def set_photo(self, photo: QImage | None) -> None:
        """Show the photo, or ask for it."""
        self._photo = photo is not None
        if photo is None:
            self.photo.setIcon(self._theme.icon("camera-plus", 24, "primary"))
            self.photo.setIconSize(QSize(24, 24))
        else:
            ratio = self.devicePixelRatioF()
            small = photo.scaled(
                PHOTO * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self.photo.setIcon(QPixmap.fromImage(small))
            self.photo.setIconSize(PHOTO)
        self._tell()

    def set_photo_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - as setVisible
        """Whether this shop takes photos."""
        self.photo.setVisible(wanted)

    def answer(self) -> Condition | None:
        """What was answered, if anything."""
        return next((a for a, button in self._buttons.items() if button.isChecked()), None)

    def set_answer(self, answer: Condition | None) -> None:
        """Show an answer, or none."""
        self._group.setExclusive(False)
        for kind, button in self._buttons.items():
            button.setChecked(kind == answer)
        self._group.setExclusive(True)
        self._tell()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        answers = list(CONDITIONS)
        chosen = self.answer()
        if 0 <= number < len(answers):
            self._buttons[answers[number]].click()
        elif event.key() in STEPS:
            place = 0 if chosen is None else answers.index(chosen) + STEPS[Qt.Key(event.key())]
            self._buttons[answers[max(0, min(place, len(answers) - 1))]].click()
        else:
            super().keyPressEvent(event)

    def _segment(self, answer: Condition) -> Segment:
        button = Segment()
        button.setObjectName(answer)
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.setProperty("answer", answer)
        button.setFixedWidth(self._theme.target("segment")[1])
        button.setIconSize(QSize(20, 20))
        button.toggled.connect(self._tell)
        button.clicked.connect(self._answered)
        self._group.addButton(button)
        return button

    @Slot()
    def _answered(self) -> None:
        answer = self.answer()
        if answer is not None:
            self.answered.emit(answer)

    @Slot()
    def _tell(self) -> None:
        name = self._name.text()
        for answer, button in self._buttons.items():
            tone = "on_primary" if button.isChecked() else "faint"
            button.setIcon(self._theme.icon(SIGNS[answer], 20, tone))
            button.setAccessibleName(f"{name}: {self._texts.say(f'widget.condition_{answer}')}")
        key = "widget.photo_there" if self._photo else "widget.photo_missing"
        photo = self._texts.say(key, name=name)
        self.photo.setAccessibleName(photo)
        self.photo.setToolTip(photo)
        chosen = self.answer()
        state = self._texts.say(f"widget.condition_{chosen or 'open'}")
        self.setAccessibleName(", ".join(filter(None, (name, state, self._amount.text()))))
