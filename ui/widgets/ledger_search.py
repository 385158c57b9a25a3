"""The field above the ledger's table: what is typed there is looked for after a moment's rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.icon import Icon
from ui.widgets.line_edit import LineEdit

REST_MS = 150
"""Milliseconds without a key until a text is looked for; Enter does not wait."""
_MOST_TYPED = 200


class LedgerSearch(QWidget):
    """A field with a button that empties it; Escape empties it, Down and Enter leave it.

    Attributes:
        asked: the text to look for; empty once it was emptied.
        left: Down or Enter was pressed, and there is something below to go to.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field = LineEdit(theme, "clerk.body", keeps_enter=True)
        self.field.setObjectName("ledger_search")
        self.field.setMaxLength(_MOST_TYPED)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._changed)
        self.field.entered.connect(self._entered)
        self.empty_button = IconButton(theme, "x", "")
        self.empty_button.setObjectName("search_empty")
        self.empty_button.clicked.connect(self.empty)
        self.empty_button.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self._told = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Icon(theme, "search", 24, "muted"))
        layout.addWidget(self.field, 1)
        layout.addWidget(self.empty_button)
        self.setFocusProxy(self.field)

    def set_words(self, name: str, hint: str, empty: str) -> None:
        """Name the field and its button."""
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.empty_button.set_name(empty)

    def text(self) -> str:
        """What is looked for; empty when nothing is."""
        return self.field.text().strip()

    @Slot()
    def empty(self) -> None:
        """Look for nothing any more."""
        self.field.clear()
        self._ask()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Escape empties the field; else the page's way back would take it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.field.text()
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.empty()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _changed(self) -> None:
        self.empty_button.setVisible(bool(self.field.text()))
        self._rest.start()

    @Slot()
    def _entered(self) -> None:
        if self.text() == self._told:
            self.left.emit()
        else:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._rest.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.asked.emit(self._told)
