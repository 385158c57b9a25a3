"""Articles that were received before they could be written down: a chip that asks when, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.errors import WrongInput
from counter_app.domain.ledger import LateEntry
from counter_app.services.japan_time import moment_typed
from counter_app.texts import Texts
from ui.messages import error_words
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import row
from ui.widgets.text_field import TextField

HINT = "2026-11-20 11:00"


class LateEntryFields(QWidget):
    """Off until it is asked for; then two fields.

    Attributes:
        switched: whether it is asked for now.
    """

    switched = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._chip = Button(theme, "chip", icon="history")
        self._chip.setObjectName("late")
        self._chip.setCheckable(True)
        self._received = TextField(theme, digits=True)
        self._received.field.setObjectName("late_received")
        self._received.edited.connect(self._forgive)
        self._reason = TextField(theme)
        self._reason.field.setObjectName("late_reason")
        fields = row(spacing=12)
        fields.addWidget(self._received, 1)
        fields.addWidget(self._reason, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self._chip, None))
        whole.addLayout(fields)
        self._chip.toggled.connect(self._switch)
        self._switch(self._chip.isChecked())

    @property
    def is_on(self) -> bool:
        """Whether this is a late entry."""
        return self._chip.isChecked()

    def retranslate(self, texts: Texts) -> None:
        """Say everything in a language."""
        self._chip.setText(texts.say("clerk.late.chip"))
        self._received.set_words(texts.say("clerk.late.received"), HINT)
        self._reason.set_words(texts.say("clerk.late.reason"), texts.say("clerk.late.hint"))

    def entry(self, texts: Texts) -> LateEntry | None:
        """What was typed; None where it is no late entry.

        Raises:
            WrongInput: `late_moment_form`, which is also said at its field.
        """
        if not self.is_on:
            return None
        try:
            return LateEntry(moment_typed(self._received.text()), self._reason.text())
        except WrongInput as wrong:
            self._received.show_wrong(error_words(texts, wrong))
            raise

    @Slot(bool)
    def _switch(self, on: bool) -> None:  # noqa: FBT001 - Qt's own argument
        self._received.setVisible(on)
        self._reason.setVisible(on)
        if on:
            self._received.setFocus()
        self.switched.emit(on)

    @Slot()
    def _forgive(self) -> None:
        self._received.clear_state()
