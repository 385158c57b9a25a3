"""Is the seller a qualified-invoice issuer? "No" is there already; "yes" asks for the number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.invoice import invoice_number_from
from counter_app.texts import Texts
from ui.messages import error_words
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import row
from ui.widgets.text_field import TextField


class InvoiceQuestion(QWidget):
    """Two answers, and a field for the number behind the second one.

    Attributes:
        answered: the number, as soon as a whole one stands there; an empty text for no.
        changed: what stands there is another; it may be half a number.
    """

    answered = Signal(str)
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._told = ""
        self._asked = Caption(theme, "clerk.strong")
        self._no, self._yes = Button(theme, "chip"), Button(theme, "chip")
        for name, button in (("invoice_no", self._no), ("invoice_yes", self._yes)):
            button.setObjectName(name)
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self._number = TextField(theme, digits=True)
        self._number.field.setObjectName("invoice_number")
        self._number.edited.connect(self._typed)
        self._no.setChecked(True)
        self._number.hide()
        self._yes.toggled.connect(self._chosen)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        asked = row(spacing=8)
        asked.addWidget(self._asked, 1, Qt.AlignmentFlag.AlignVCenter)
        asked.addWidget(self._no)
        asked.addWidget(self._yes)
        whole.addLayout(asked)
        whole.addWidget(self._number)

    @property
    def is_complete(self) -> bool:
        """Whether it is answered: no, or a whole number that fits."""
        return not self._yes.isChecked() or bool(self._told)

    @property
    def half(self) -> str:
        """What stands there of a number that is no whole one yet; empty once it is answered."""
        return "" if self.is_complete else (self._number.text().strip() or _BEGINS)

    def retranslate(self, texts: Texts) -> None:
        """Say everything in a language."""
        self._texts = texts
        self._asked.set_text(texts.say("clerk.invoice.asked"))
        self._no.setText(texts.say("clerk.invoice.no"))
        self._yes.setText(texts.say("clerk.invoice.yes"))
        self._number.set_words(texts.say("clerk.invoice.number"), "T0000000000000")
        self._look()

    def show_number(self, number: str) -> None:
        """Take up what the visit holds; what is being typed stays."""
        if number and number != self._told:
            self._told = number
            self._number.set_text(number)
            self._yes.setChecked(True)

    def show_half(self, text: str) -> None:
        """Take up a number that was being typed, as after a crash; nothing is told of it."""
        self.blockSignals(True)
        self._yes.setChecked(True)
        self._number.set_text(text)
        self.blockSignals(False)

    @Slot(bool)
    def _chosen(self, yes: bool) -> None:  # noqa: FBT001 - Qt's own argument
        self._number.setVisible(yes)
        if yes:
            self._number.setFocus()
            self._look()
        else:
            self._tell("")
        self.changed.emit()

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._tell(self._look())
        self.changed.emit()

    def _tell(self, number: str) -> None:
        if number != self._told:
            self._told = number
            self.answered.emit(number)

    def _look(self) -> str:
        """The number that stands there; one that is wrong is said, once it is long enough."""
        self._number.clear_state()
        text = self._number.text()
        try:
            number = invoice_number_from(text)
        except CounterError as error:
            if len(text.strip()) >= _WHOLE:
                self._number.show_wrong(error_words(self._texts, error))
            return ""
        if number:
            self._number.show_sure()
        return number


_BEGINS = "T"
_WHOLE = 13
"""So many signs can be a whole number; fewer are still being typed."""
