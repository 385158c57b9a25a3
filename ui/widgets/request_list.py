"""The list of requests: what waits, the overdue ones first, and a search by name or number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.requests import RequestRow
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import row
from ui.widgets.empty_note import EmptyNote
from ui.widgets.hold_row import HoldRow
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

_SOON = 3
"""Days left from which on a request is amber."""


class RequestList(QWidget):
    """The first page of the requests screen.

    Attributes:
        opened: a row (RequestRow) is to be looked at; search_asked: what was typed.
    """

    opened = Signal(object)
    search_asked = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._rows: Sequence[RequestRow] = ()
        self._today = date.min
        self._label = PlainLabel(theme, "clerk.section")
        self._count = PlainLabel(theme, "clerk.label", tone="muted")
        self._empty = EmptyNote(theme, "message-question")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.search = TextField(theme, keeps_enter=True)
        self.search.field.setObjectName("search")
        self.search.entered.connect(self._find)
        self._find_button = Button(theme, icon="search")
        self._find_button.setObjectName("find")
        self._find_button.clicked.connect(self._find)
        self._build()
        self.setFocusProxy(self.search)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        say, found = texts.say, bool(self.search.text().strip())
        key = "clerk.requests.found" if found else "clerk.requests.waiting"
        self._label.setText(say(key))
        self._count.setText(say("clerk.requests.count", count=len(self._rows)))
        none = "clerk.requests.none_found" if found else "clerk.requests.none"
        self._empty.set_words(say(none), say("clerk.requests.none_line"))
        self.search.set_words(say("clerk.requests.search"), say("clerk.requests.search_hint"))
        self._find_button.setText(say("clerk.requests.find"))
        self._draw()

    def show_rows(self, rows: Sequence[RequestRow], today: date) -> None:
        """Show these requests, as they stand on a day."""
        self._rows, self._today = rows, today
        self.retranslate(self._texts)

    def _build(self) -> None:
        inside = ScrollColumn()
        asks = row(spacing=12)
        asks.addWidget(self.search, 1)
        low = QVBoxLayout()
        low.addStretch(1)
        low.addWidget(self._find_button)
        asks.addLayout(low)
        inside.column.addLayout(asks)
        inside.column.addLayout(row(self._label, self._count, None))
        inside.column.addWidget(self._empty)
        inside.column.addLayout(self._lines)
        inside.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)

    def _draw(self) -> None:
        clear_layout(self._lines)
        self._empty.setVisible(not self._rows)
        for place, one in enumerate(self._rows):
            self._lines.addWidget(self._line(place, one))

    def _line(self, place: int, one: RequestRow) -> HoldRow:
        say = self._texts.say
        made = HoldRow(self._theme, one, "message-question")
        made.button.setObjectName(f"open_{place}")
        made.chosen.connect(self.opened)
        kind = say(f"clerk.requests.kind.{one.kind}")
        name = one.name or say("clerk.requests.nobody")
        told = say("clerk.requests.row", number=one.number, taken=one.taken_on, due=one.due)
        made.set_words(f"{kind}　{name}", told, say("clerk.requests.open"))
        left = one.days_left(self._today)
        if one.answered is not None:
            result = one.result.value if one.result else "done"
            made.set_pill("ok", say(f"clerk.requests.result.{result}"), "circle-check")
        elif left < 0:
            made.set_pill("danger", say("clerk.requests.overdue", days=-left), "alert-triangle")
        else:
            words = say("clerk.requests.days_left", days=left)
            made.set_pill("warn" if left <= _SOON else "info", words, "clock")
        return made

    @Slot()
    def _find(self) -> None:
        self.search_asked.emit(self.search.text())
