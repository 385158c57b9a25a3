"""What holds now: orders with their days left, inquiries that wait, and a search for lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.custody import Custody
from counter_app.domain.holds import Hold
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.provision import PendingRequest
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import row
from ui.widgets.empty_note import EmptyNote
from ui.widgets.hold_row import HoldRow
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

MOST_HITS = 20
_SOON = 3
"""Days left from which on an order is amber."""


class PoliceOverview(QWidget):
    """The first page of the police screen.

    Attributes:
        end_asked: an order (Custody) is to be ended; answer_asked: a PendingRequest to be answered.
        order_asked: a line (LedgerLine) is to be put under an order; search_asked: what was typed.
    """

    end_asked = Signal(object)
    answer_asked = Signal(object)
    order_asked = Signal(object)
    search_asked = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._orders: Sequence[Custody] = ()
        self._waiting: Sequence[PendingRequest] = ()
        self._today = date.min
        self._hits: Sequence[LedgerLine] | None = None
        self._held: Mapping[int, Hold] = {}
        self._orders_label = PlainLabel(theme, "clerk.section")
        self._count = PlainLabel(theme, "clerk.label", tone="muted")
        self._empty = EmptyNote(theme, "shield-check")
        self._order_rows, self._waiting_rows, self._hit_rows = (QVBoxLayout() for _ in range(3))
        self._waiting_label = PlainLabel(theme, "clerk.section")
        self.search = TextField(theme, keeps_enter=True)
        self.search.field.setObjectName("search")
        self.search.entered.connect(self._find)
        self._find_button = Button(theme)
        self._find_button.setObjectName("find")
        self._find_button.clicked.connect(self._find)
        self._found = PlainLabel(theme, "clerk.label", tone="muted")
        self._found.setObjectName("found")
        self.provide = Button(theme, icon="message-question")
        self.provide.setObjectName("provide")
        self.inspect = Button(theme, icon="eye")
        self.inspect.setObjectName("inspect")
        self._build()
        self.setFocusProxy(self.search)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        say = texts.say
        self._orders_label.setText(say("clerk.police.orders"))
        self._count.setText(say("clerk.police.count", count=len(self._orders)))
        self._empty.set_words(say("clerk.police.none"), say("clerk.police.none_line"))
        self._waiting_label.setText(say("clerk.police.waiting"))
        self.search.set_words(say("clerk.police.search"))
        self._find_button.setText(say("clerk.police.find"))
        self.provide.setText(say("clerk.police.provide"))
        self.inspect.setText(say("clerk.police.inspect"))
        self._draw()

    def show_state(
        self, orders: Sequence[Custody], waiting: Sequence[PendingRequest], today: date
    ) -> None:
        """Show what holds on a day."""
        self._orders, self._waiting, self._today = orders, waiting, today
        self.retranslate(self._texts)

    def show_hits(self, lines: Sequence[LedgerLine], held: Mapping[int, Hold]) -> None:
        """Show what was found, each line with the order that holds its article."""
        self._hits, self._held = lines, held
        self._draw()

    def _build(self) -> None:
        inside = ScrollColumn()
        column = inside.column
        ways = row(self._orders_label, self._count, None, self.provide, self.inspect, spacing=8)
        column.addLayout(ways)
        column.addWidget(self._empty)
        column.addLayout(self._order_rows)
        column.addWidget(self._waiting_label)
        column.addLayout(self._waiting_rows)
        asks = row(spacing=12)
        asks.addWidget(self.search, 1)
        asks.addLayout(_low(self._find_button))
        column.addLayout(asks)
        column.addWidget(self._found)
        column.addLayout(self._hit_rows)
        column.addStretch(1)
        for rows in (self._order_rows, self._waiting_rows, self._hit_rows):
            rows.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)

    def _draw(self) -> None:
        for rows in (self._order_rows, self._waiting_rows, self._hit_rows):
            clear_layout(rows)
        self._empty.setVisible(not self._orders)
        self._waiting_label.setVisible(bool(self._waiting))
        for place, custody in enumerate(self._orders):
            self._order_rows.addWidget(self._order_row(place, custody))
        for place, request in enumerate(self._waiting):
            self._waiting_rows.addWidget(self._waiting_row(place, request))
        hits = self._hits or ()
        self._found.setVisible(self._hits is not None)
        self._found.setText(self._texts.say("clerk.police.found", count=len(hits)))
        for place, line in enumerate(hits[:MOST_HITS]):
            self._hit_rows.addWidget(self._hit_row(place, line))
        if len(hits) > MOST_HITS:
            more = self._texts.say("clerk.police.more", count=len(hits) - MOST_HITS)
            self._hit_rows.addWidget(PlainLabel(self._theme, "clerk.label", more, tone="muted"))

    def _order_row(self, place: int, custody: Custody) -> HoldRow:
        say, order = self._texts.say, custody.order
        made = HoldRow(self._theme, custody, "lock")
        made.button.setObjectName(f"end_{place}")
        made.chosen.connect(self.end_asked)
        title = say(
            "clerk.police.until", number=order.number, station=order.station, last=order.last
        )
        numbers = "  ".join(str(number) for number in order.lines)
        made.set_words(title, numbers, say("clerk.police.end"))
        left = custody.days_left(self._today)
        words = say("clerk.police.days_left", days=left) if left else say("clerk.police.last_day")
        made.set_pill("warn" if left <= _SOON else "info", words, "clock")
        return made

    def _waiting_row(self, place: int, request: PendingRequest) -> HoldRow:
        say = self._texts.say
        made = HoldRow(self._theme, request, "message-question")
        made.button.setObjectName(f"answer_{place}")
        made.chosen.connect(self.answer_asked)
        numbers = "  ".join(str(number) for number in request.lines)
        asked = request.request
        title = say("clerk.police.inquiry", authority=asked.authority, lines=numbers)
        made.set_words(title, asked.asked, say("clerk.police.answer"))
        made.set_pill("warn", say("clerk.police.waits"), "hourglass")
        return made

    def _hit_row(self, place: int, line: LedgerLine) -> HoldRow:
        say, hold = self._texts.say, self._held.get(line.number.running)
        made = HoldRow(self._theme, line, "book-2")
        made.button.setObjectName(f"choose_{place}")
        made.chosen.connect(self.order_asked)
        told = say("clerk.police.hit", day=line.day, item=line.item, features=line.features)
        name = f"{line.number}　{line.name}"
        made.set_words(name, told, "" if hold else say("clerk.police.choose"))
        words = say("clerk.police.held", until=hold.last) if hold else ""
        made.set_pill("danger", words, "lock")
        return made

    @Slot()
    def _find(self) -> None:
        self.search_asked.emit(self.search.text())


def _low(button: Button) -> QVBoxLayout:
    """A button that stands at the height of a field with a label above."""
    layout = QVBoxLayout()
    layout.addStretch(1)
    layout.addWidget(button)
    return layout
