"""A field that was read with a doubt: the picture, the text with its doubtful signs, one answer.

The clerk compares the marked signs with the picture, takes an alternative or types, and agrees.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.icon import Icon
from ui.widgets.line_edit import LineEdit
from ui.widgets.text import PlainLabel

MOST_ALTERNATIVES = 3
CROP_HEIGHT = 44


class CropPicture(QWidget):
    """The piece of the document where the field stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(CROP_HEIGHT)

    def show_crop(self, image: QImage | None) -> None:
        """Show a picture, or nothing."""
        self._image = image if image is not None else QImage()
        self.setVisible(not self._image.isNull())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(376, CROP_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if not self._image.isNull():
                painter.setPen(QPen(self._theme.colour("paper_line"), 1))
                painter.setBrush(self._theme.colour("surface"))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
                painter.drawImage(self._place(), self._image)

    def _place(self) -> QRectF:
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        scale = min(inside.width() / self._image.width(), inside.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        return QRectF(inside.left(), inside.center().y() - tall / 2, wide, tall)


class DoubtfulField(Card):
    """Picture, field with marks, alternatives, and the button that agrees.

    Attributes:
        agreed: the text that a person compared and holds to be right.
        edited: the text as a person changes it.
    """

    agreed = Signal(str)
    edited = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, "warn", margins=(14, 12, 14, 12))
        self._texts = texts
        self._label = ""
        self._alternatives: tuple[str, ...] = ()
        self._heading = PlainLabel(theme, "clerk.strong", tone="warn")
        self._heading.setObjectName("heading")
        self._crop = CropPicture(theme)
        self._crop.hide()
        self.field = LineEdit(
            theme, "clerk.value", keeps_enter=True, keeps_numbers=MOST_ALTERNATIVES
        )
        self.field.setObjectName("field")
        self.field.set_state("doubtful")
        self.field.textEdited.connect(self._changed)
        self.field.entered.connect(self._agree)
        self.field.number_pressed.connect(self._take_numbered)
        self._could_be = PlainLabel(theme, "clerk.small", tone="warn")
        self.agree = Button(theme, icon="check")
        self.agree.setObjectName("agree")
        self.agree.clicked.connect(self._agree)
        self._choices = tuple(self._choice(theme, n) for n in range(MOST_ALTERNATIVES))
        self.setFocusProxy(self.field)
        self.body.addLayout(row(Icon(theme, "alert-triangle", 20, "warn"), self._heading, None))
        self.body.addWidget(self._crop)
        self.body.addWidget(self.field)
        self.body.addLayout(row(self._could_be, *self._choices, None, self.agree))
        self.retranslate(texts)

    def show_reading(
        self,
        label: str,
        value: str,
        marks: Sequence[int],
        *,
        crop: QImage | None = None,
        alternatives: Sequence[str] = (),
    ) -> None:
        """Show what was read and where it is in doubt.

        Args:
            label: the field's name.
            value: what was read.
            marks: places of the doubtful signs, from 0.
            crop: the picture of exactly this field.
            alternatives: other signs for the first mark, or other whole values; three at most.
        """
        self._label = label
        self.field.setText(value)
        self.field.setCursorPosition(0)
        self.field.set_marks(marks)
        self._crop.show_crop(crop)
        self._alternatives = tuple(alternatives)[:MOST_ALTERNATIVES]
        for place, choice in enumerate(self._choices):
            shown = place < len(self._alternatives)
            choice.setVisible(shown)
            choice.setText(self._alternatives[place] if shown else "")
        self._could_be.setVisible(bool(self._alternatives))
        self._tell()

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._could_be.setText(texts.say("widget.could_be"))
        self.agree.setText(texts.say("widget.it_is_right"))
        self._tell()

    def _choice(self, theme: Theme, number: int) -> Button:
        choice = Button(theme, "segment")
        choice.setObjectName(f"alternative_{number + 1}")
        choice.clicked.connect(self._take)
        choice.hide()
        return choice

    def _tell(self) -> None:
        count = len(self.field.marks)
        key = "widget.compare_signs" if count else "widget.compare_field"
        heading = self._texts.say(key, label=self._label, count=count)
        self._heading.setText(heading)
        places = ", ".join(str(mark + 1) for mark in sorted(self.field.marks))
        self.field.setAccessibleName(
            self._texts.say("widget.doubtful_name", label=self._label, places=places or "-")
        )
        self.agree.setAccessibleDescription(heading)
        for choice in self._choices:
            choice.setAccessibleName(self._texts.say("widget.take_sign", sign=choice.text()))

    @Slot()
    def _take(self) -> None:
        sender = self.sender()
        self._put(next((c.text() for c in self._choices if c is sender), ""))

    @Slot(int)
    def _take_numbered(self, number: int) -> None:
        if number <= len(self._alternatives):
            self._put(self._alternatives[number - 1])

    def _put(self, taken: str) -> None:
        marks = sorted(self.field.marks)
        text = taken
        if len(taken) == 1 and marks and len(self.text()) > 1:
            text = self.text()[: marks[0]] + taken + self.text()[marks[0] + 1 :]
        self.field.setText(text)
        self.field.set_marks(marks)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(text)

    @Slot(str)
    def _changed(self, text: str) -> None:
        self.edited.emit(text)

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self.text())
