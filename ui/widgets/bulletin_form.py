"""One bulletin as a manager types it off the paper: number, date, station, and one article."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from counter_app.domain.bulletin import BulletinItem
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, column, row
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text_field import TextField

_LINES = (
    ("number", "issued_on", "station"),
    ("goods", "maker", "model"),
    ("imeis", "serial"),
    ("colour", "features", "text"),
)
FIELDS = tuple(name for line in _LINES for name in line)
_OF_THE_PAPER = _LINES[0]
_HINTED = ("issued_on", "imeis")
_BETWEEN = re.compile(r"[,、，;；]")


class BulletinForm(QWidget):
    """The fields, with what they hold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.fields = {
            name: TextField(theme, digits=name in ("imeis", "serial")) for name in FIELDS
        }
        for name, field in self.fields.items():
            field.setObjectName(f"bulletin_{name}")
            field.field.setObjectName(f"bulletin_{name}_field")
        of = self.fields
        whole = Card(theme, margins=(24, 16, 24, 16), spacing=10)
        for line in _LINES:
            whole.body.addLayout(row(*(of[name] for name in line), spacing=16))
        scroll = ScrollColumn()
        scroll.column.addWidget(whole)
        scroll.column.addStretch(1)
        self.setLayout(column(scroll))
        self.setFocusProxy(of["number"])

    def set_words(self, texts: Texts) -> None:
        """Name the fields; what was typed stays."""
        for name, field in self.fields.items():
            hint = texts.say(f"clerk.bulletins.{name}_hint") if name in _HINTED else ""
            field.set_words(texts.say(f"clerk.bulletins.{name}"), hint)

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.fields[name].text()

    def item(self) -> BulletinItem:
        """The article as it was typed."""
        words = {name: self.text(name) for name in FIELDS if name not in (*_OF_THE_PAPER, "imeis")}
        imeis = tuple(one for one in _BETWEEN.split(self.text("imeis")) if one.strip())
        return BulletinItem(imeis=imeis, **words)

    def empty(self, station: str) -> None:
        """Begin anew; most papers come from the shop's own station."""
        for name, field in self.fields.items():
            field.set_text(station if name == "station" else "")
            field.clear_state()
