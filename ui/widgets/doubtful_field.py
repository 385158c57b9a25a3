"""A field that was read with a doubt: the picture, the text with its doubtful signs, one answer.

The clerk compares the marked signs with the picture, picks another form or types, and agrees. What
a list or a rule put right is said, with the reading as it was and one press to take that instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.form_picker import FormPicker, FormsOf
from ui.widgets.icon import Icon
from ui.widgets.line_edit import LineEdit
from ui.widgets.text import PlainLabel

CHANGES = frozenset({"towns", "names", "mrz", "check_digit", "era", "commission", "grammar"})
"""What may have changed a reading, that has a sentence of its own."""
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
    """Picture, field with marks, forms to pick from, and the button that agrees.

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
        self._raw = ""
        self._changed_by = ""
        self._heading = PlainLabel(theme, "clerk.strong", tone="warn")
        self._heading.setObjectName("heading")
        self._crop = CropPicture(theme)
        self._crop.hide()
        self.field = LineEdit(theme, "clerk.value", keeps_enter=True)
        self.field.setObjectName("field")
        self.field.set_state("doubtful")
        self.field.textEdited.connect(self._changed)
        self.field.entered.connect(self._agree)
        self._why = Caption(theme, "clerk.small", tone="warn")
        self._why.setObjectName("why")
        self.forms = FormPicker(theme, self.field, texts, always=True)
        self.forms.picked.connect(self._changed)
        self.take_raw = Button(theme, icon="eye")
        self.take_raw.setObjectName("take_raw")
        self.take_raw.clicked.connect(self._take_raw)
        self.agree = Button(theme, icon="check")
        self.agree.setObjectName("agree")
        self.agree.clicked.connect(self._agree)
        self.setFocusProxy(self.field)
        self.body.addLayout(row(Icon(theme, "alert-triangle", 20, "warn"), self._heading, None))
        self.body.addWidget(self._crop)
        self.body.addWidget(self.field)
        self.body.addWidget(self._why)
        self.body.addLayout(row(self.take_raw, None))
        self.body.addWidget(self.forms)
        self.body.addLayout(row(None, self.agree))
        self._why.hide()
        self.take_raw.hide()
        self.retranslate(texts)

    def show_reading(
        self,
        label: str,
        value: str,
        marks: Sequence[int] = (),
        *,
        crop: QImage | None = None,
        raw: str = "",
        changed_by: str = "",
        forms: Mapping[int, str] | None = None,
        forms_of: FormsOf | None = None,
    ) -> None:
        """Show what was read and where it is in doubt.

        Args:
            label: the field's name.
            value: what was read.
            marks: places of the doubtful signs, from 0.
            crop: the picture of exactly this field.
            raw: as it was read, where something changed it.
            changed_by: what did.
            forms: other forms of what was read, by place.
            forms_of: all forms of any sign.
        """
        self._label = label
        self._raw, self._changed_by = raw, changed_by
        self.field.setText(value)
        self.field.set_marks(marks)
        self.forms.set_forms(forms_of or _no_forms, forms)
        self._crop.show_crop(crop)
        if marks:
            self.field.select_place(min(marks))
        else:
            self.field.setCursorPosition(0)
        self._tell()

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def next_mark(self) -> bool:
        """Select the next doubtful sign behind the cursor; whether there was one."""
        here = self.field.selected_place()
        here = self.field.cursor_place() - 1 if here < 0 else here
        behind = [mark for mark in sorted(self.field.marks) if mark > here]
        if behind:
            self.field.select_place(behind[0])
        return bool(behind)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self.agree.setText(texts.say("widget.it_is_right"))
        self.take_raw.setText(texts.say("widget.take_raw"))
        self.forms.retranslate(texts)
        self._tell()

    def _tell(self) -> None:
        count = len(self.field.marks)
        key = "widget.compare_signs" if count else "widget.compare_field"
        heading = self._texts.say(key, label=self._label, count=count)
        self._heading.setText(heading)
        places = ", ".join(str(mark + 1) for mark in sorted(self.field.marks))
        self.field.setAccessibleName(
            self._texts.say("widget.doubtful_name", label=self._label, places=places or "-")
        )
        why = changed_words(self._texts, self._changed_by, self._raw)
        self._why.set_text(why)
        self._why.setVisible(bool(why))
        self.take_raw.setVisible(bool(why) and bool(self._raw) and self._raw != self.text())
        self.field.setAccessibleDescription(why)
        self.agree.setAccessibleDescription(heading)

    @Slot()
    def _take_raw(self) -> None:
        self.field.setText(self._raw)
        self.field.set_marks(())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed(self._raw)

    @Slot(str)
    def _changed(self, text: str) -> None:
        self._tell()
        self.edited.emit(text)

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self.text())


def changed_words(texts: Texts, changed_by: str, raw: str) -> str:
    """What changed a reading, and what it was; empty when nothing did."""
    if not changed_by:
        return ""
    code = changed_by if changed_by in CHANGES else "other"
    return texts.say(f"widget.changed.{code}", raw=raw)


def _no_forms(_sign: str) -> str:
    return ""
