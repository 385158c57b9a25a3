"""What kind of deal it is: four ways, and for a buy-back the sale that it goes back to."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.deal import KINDS, DealKind
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.invoice_question import InvoiceQuestion
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow
from ui.widgets.way_row import WayOn, WayRow

_ICONS = {
    "buy": "receipt-yen",
    "exchange": "arrows-exchange",
    "consignment": "hourglass",
    "buyback_own_sale": "arrow-back-up",
}
BUY_BACK: DealKind = "buyback_own_sale"


class KindPane(QWidget):
    """The page over the article's form while the kind is chosen.

    Attributes:
        invoice: whether the seller is an invoice issuer. It is asked at the offer too, which
            the clerk does not see where one screen serves both.
        chosen: a kind that needs nothing more.
        sale_given: the number of the line that was sold, as typed, and whether the clerk found that
            the customer is the one who bought it.
    """

    chosen = Signal(str)
    sale_given = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind: DealKind = "buy"
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        self._sale = Card(theme, "soft", margins=(20, 12, 20, 12))
        self.number = TextField(theme, digits=True)
        self.number.field.setObjectName("sale_number")
        self.same = TickRow(theme, tone="ok")
        self.same.setObjectName("same_person")
        self._take = Button(theme)
        self._take.setObjectName("take_sale")
        self._take.clicked.connect(self._give)
        self._sale.body.addWidget(self.number)
        line = row(self.same, self._take, spacing=12)
        line.setStretch(0, 1)
        self._sale.body.addLayout(line)
        self._sale.hide()
        self.invoice = InvoiceQuestion(theme)
        asked = Card(theme, margins=(20, 12, 20, 12))
        asked.body.addWidget(self.invoice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        scroll = ScrollColumn(spacing=8)
        scroll.column.addLayout(self._ways)
        scroll.column.addWidget(asked)
        scroll.column.addStretch(1)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._sale)

    def show_kind(self, kind: DealKind, texts: Texts) -> None:
        """Offer the ways, with the one that holds now."""
        self._kind = kind
        clear_layout(self._ways)
        for key in KINDS:
            here = key == kind
            button = texts.say("clerk.kind.chosen" if here else "clerk.kind.choose")
            name, line = texts.say(f"clerk.kind.{key}"), texts.say(f"clerk.kind.{key}_line")
            way = WayRow(
                self._theme, WayOn(f"kind_{key}", name, line, button, _ICONS[key], chosen=here)
            )
            way.taken.connect(self._choose)
            self._ways.addWidget(way)
            if here:
                self.setFocusProxy(way.button)
        self.number.set_words(texts.say("clerk.kind.sale"), help=texts.say("clerk.kind.sale_help"))
        self.same.set_words(texts.say("clerk.kind.same_person"))
        self._take.setText(texts.say("clerk.kind.take_sale"))
        self.invoice.retranslate(texts)

    def show_sale(self, number: str, *, same: bool) -> None:
        """Ask for the sale, or show the one that was given."""
        self.number.set_text(number)
        self.number.clear_state()
        self.same.setChecked(same)
        self._sale.show()

    def hide_sale(self) -> None:
        """Ask for no sale."""
        self._sale.hide()

    @Slot(str)
    def _choose(self, key: str) -> None:
        kind = key.removeprefix("kind_")
        if kind == BUY_BACK:
            self._sale.show()
            self.number.setFocus()
        else:
            self._sale.hide()
            self.chosen.emit(kind)

    @Slot()
    def _give(self) -> None:
        self.sale_given.emit(self.number.text(), self.same.isChecked())
