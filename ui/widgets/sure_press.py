"""A press that must be sure: the first one asks, the second one within a few seconds does it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton

ASKS_FOR_MS = 5000


class SurePress(QObject):
    """Guards a button whose work cannot be taken back.

    Attributes:
        sure: the button was pressed twice in time.
    """

    sure = Signal()

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button = button
        self._words = ("", "")
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASKS_FOR_MS)
        self._timer.timeout.connect(self._forget)
        button.clicked.connect(self._pressed)

    def set_words(self, words: str, again: str) -> None:
        """What the button says before, and after the first press."""
        self._words = (words, again)
        self._show()

    @Slot()
    def _pressed(self) -> None:
        if self._asking:
            self._forget()
            self.sure.emit()
            return
        self._asking = True
        self._timer.start()
        self._show()

    @Slot()
    def _forget(self) -> None:
        self._timer.stop()
        self._asking = False
        self._show()

    def _show(self) -> None:
        words = self._words[1] if self._asking else self._words[0]
        self._button.setText(words)
        self._button.setAccessibleName(words)
