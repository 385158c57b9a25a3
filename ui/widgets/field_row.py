"""A field that was read for sure: one calm row, with a pencil for the rare wrong one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.icon import Icon
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs
from ui.widgets.text import PlainLabel

HEIGHT = 52


class FieldRow(QWidget):
    """Label at the left, value, tick and pencil at the right.

    Attributes:
        edit_asked: a person wants to correct it.
    """

    edit_asked = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._sure = True
        self.setMinimumHeight(HEIGHT)  # a long address takes several lines: it is compared whole
        self._label = PlainLabel(theme, "clerk.label", tone="muted")
        self._value = Paragraphs(
            theme, "clerk.value", line_height=LINE_HEIGHT_CAPTION, align="right"
        )
        self._value.setObjectName("value")
        self._tick = Icon(theme, "circle-check", 20, "ok")
        self.edit = IconButton(theme, "pencil", tone="primary")
        self.edit.setObjectName("edit")
        self.edit.clicked.connect(self.edit_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addWidget(self._label)
        layout.addWidget(self._value, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._tick)
        layout.addWidget(self.edit)
        self._tell()

    def set_words(self, label: str) -> None:
        """Name the field."""
        self._label.setText(label)
        self._tell()

    def set_value(self, text: str, *, sure: bool = True) -> None:
        """Show what was read; without the tick while it is not sure."""
        self._value.set_text(text)
        self._sure = sure
        self._tick.setVisible(sure)
        self._tell()

    def text(self) -> str:
        """What is shown."""
        return self._value.text()

    def set_editable(self, editable: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether the pencil is there."""
        self.edit.setVisible(editable)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._tell()

    def _tell(self) -> None:
        label, value = self._label.text(), self._value.text()
        state = "sure" if self._sure else "unsure"
        self.setAccessibleName(self._texts.say(f"widget.field_{state}", label=label, value=value))
        self.edit.set_name(self._texts.say("widget.edit", label=label))
