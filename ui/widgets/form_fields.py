"""Several named fields in rows, read and filled by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import row
from ui.widgets.text_field import TextField

FieldRows = Sequence[Sequence[tuple[str, int]]]
"""The fields of each row: name, and share of its width."""


class FormFields(QWidget):
    """Text fields, one row below the other.

    Attributes:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, theme: Theme, rows: FieldRows, *, optional: Sequence[str] = ()) -> None:
        """Empty fields.

        Args:
            theme: the look.
            rows: names and shares of width.
            optional: those that may stay empty.
        """
        super().__init__()
        self._optional = frozenset(optional)
        self.fields: dict[str, TextField] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for line in rows:
            side = row(spacing=12)
            for name, share in line:
                field = TextField(theme)
                field.field.setObjectName(name)
                field.edited.connect(self.edited)
                self.fields[name] = field
                side.addWidget(field, share)
            layout.addLayout(side)
        self.setFocusProxy(next(iter(self.fields.values())))

    def set_words(self, say: Callable[[str], str], hints: Mapping[str, str]) -> None:
        """Name every field; a hint stands in a field while it is empty."""
        for name, field in self.fields.items():
            field.set_words(say(name), hints.get(name, ""))

    def values(self) -> dict[str, str]:
        """What stands in each field, trimmed."""
        return {name: field.text().strip() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put these values in; the other fields are emptied."""
        for name, field in self.fields.items():
            field.set_text(values.get(name, ""))
            field.clear_state()

    def missing(self) -> list[str]:
        """The labels of what is still empty and may not stay so."""
        return [
            field.label.text()
            for name, field in self.fields.items()
            if name not in self._optional and not field.text().strip()
        ]
