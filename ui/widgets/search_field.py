"""A field to choose one of many by typing: what holds every typed word is listed below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.line_edit import LineEdit
from ui.widgets.text import PlainLabel

ROW = 44
MOST_ROWS = 4
MOST_LISTED = 50


class SearchField(QWidget):
    """A label, a field, and the list of what is left; the list goes once one is chosen.

    Attributes:
        chosen: the key that is chosen now, or an empty string.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._choices: tuple[tuple[str, str], ...] = ()
        self._listed: list[str] = []
        self._key = ""
        self._label = PlainLabel(theme, "clerk.label", tone="muted")
        self.field = LineEdit(theme, "clerk.value", keeps_enter=True)
        self.field.textEdited.connect(self._typed)
        self.field.entered.connect(self._take_first)
        self.field.editingFinished.connect(self._left)
        self.list = _Options(theme)
        self.list.itemClicked.connect(self._picked)
        self.list.itemActivated.connect(self._picked)
        self._label.setBuddy(self.field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._label)
        whole.addWidget(self.field)
        whole.addWidget(self.list)
        self.setFocusProxy(self.field)

    def set_words(self, label: str, hint: str) -> None:
        """Name the field."""
        self._label.setText(label)
        self.field.setAccessibleName(label)
        self.list.setAccessibleName(label)
        self.field.setPlaceholderText(hint)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """What can be chosen: key and words; the chosen key stays."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.set_key(self._key)

    def key(self) -> str:
        """What is chosen, or empty."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose without telling."""
        words = dict(self._choices)
        self._key = key if key in words else ""
        self.field.setText(words.get(self._key, ""))
        self._list([] if self._key else list(words))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.list.isVisible():
            self.list.setFocus()
            self.list.setCurrentRow(0)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        found = self._found(text)
        key = found[0] if len(found) == 1 else ""
        self._list([] if key else found)
        self._tell(key)

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem) -> None:
        self._take(self._listed[self.list.row(item)])

    @Slot()
    def _take_first(self) -> None:
        if self._key or self._listed:
            self._take(self._key or self._listed[0])

    @Slot()
    def _left(self) -> None:
        """Show the choice whole once the typing is over."""
        if self._key:
            self.set_key(self._key)

    def _take(self, key: str) -> None:
        before = self._key
        self.set_key(key)
        if key != before:
            self.chosen.emit(key)

    def _tell(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self.chosen.emit(key)

    def _found(self, text: str) -> list[str]:
        """Keys of the choices that hold every typed word; one that is just the text is alone."""
        wanted = _folded(text)
        same = [key for key, words in self._choices if _folded(words) == wanted]
        parts = wanted.split()
        return same or [
            key for key, words in self._choices if all(part in _folded(words) for part in parts)
        ]

    def _list(self, keys: Sequence[str]) -> None:
        words = dict(self._choices)
        self._listed = list(keys)[:MOST_LISTED]
        self.list.show_rows([words[key] for key in self._listed])


class _Options(QListWidget):
    """Rows that a finger can hit; a few at a time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font("clerk.body"))
        self.setObjectName("options")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, words: Sequence[str]) -> None:
        """Show these rows, or nothing at all."""
        self.clear()
        for one in words:
            item = QListWidgetItem(one, self)
            item.setSizeHint(QSize(0, ROW))
        self.setVisible(bool(words))
        self.setFixedHeight(min(len(words), MOST_ROWS) * ROW + 4)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
