"""Where an article of the ledger went: sold, handed over, given back, or moved to another place.

The recipient is asked for only where the law wants one (Enforcement Regulations art. 18); a move to
the dealer's own warehouse is no disposal.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from counter_app.domain.disposal import Disposal, DisposalKind, Movement, Recipient
from counter_app.domain.errors import WrongInput
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber, StaffCode, yen_words
from counter_app.texts import Texts
from ui.line_screen import LineScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import row
from ui.widgets.text_field import TextField

_KINDS: dict[str, DisposalKind | None] = {
    "sale": DisposalKind.SALE,
    "handover": DisposalKind.HANDOVER,
    "return": DisposalKind.RETURN,
    "move": None,
}
"""The ways out, in Form 15's order; a move is none of its three words."""
_RECIPIENT = ("name", "address", "occupation", "age")


class DisposalScreen(LineScreen):
    """The way out, its price or place, the recipient where the law asks, and who enters it."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._line: LedgerLine | None = None
        self._article = Caption(theme, "clerk.strong")
        self._ways = {way: Button(theme, "chip") for way in _KINDS}
        for way, button in self._ways.items():
            button.setObjectName(f"way_{way}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.toggled.connect(self._show_way)
        self._price, self._place = TextField(theme, digits=True), TextField(theme)
        self._price.field.setObjectName("price")
        self._price.edited.connect(self._show_way)
        self._place.field.setObjectName("place")
        self._asked = Caption(theme, "clerk.label", tone="muted")
        self._recipient = {name: TextField(theme, digits=name == "age") for name in _RECIPIENT}
        for name, field in self._recipient.items():
            field.field.setObjectName(f"recipient_{name}")
        self._ways["sale"].setChecked(True)
        self._proof.given.connect(self._enter)
        self.fill(*self._parts())
        self.setFocusProxy(self._ways["sale"])
        self.relabel()
        self._show_way()
        self.ask_staff()

    def show_line(self, number: LedgerNumber) -> None:
        """Begin with a line; one whose article is not here any more is told."""
        self._number = number
        self.relabel()
        disposals = self.desk.counter.disposals

        def job() -> LedgerLine:
            return disposals.look(number)

        self.work(job, self._show)

    @override
    def relabel(self) -> None:
        number = str(self._number or "")
        self.name_page(
            self.say("clerk.disposal.title", number=number), self.say("clerk.disposal.line")
        )
        for way, button in self._ways.items():
            button.setText(self.say(f"clerk.disposal.{way}"))
        self._price.set_words(self.say("clerk.disposal.price"))
        self._place.set_words(self.say("clerk.disposal.place"), self.say("clerk.disposal.hint"))
        for name, field in self._recipient.items():
            field.set_words(self.say(f"clerk.disposal.{name}"))
        self._show_way()

    def _parts(self) -> list[QWidget | QLayout]:
        ways, one = self._ways, self._recipient
        address = row(spacing=12)
        address.addWidget(one["address"], 3)
        address.addWidget(one["age"], 1)
        return [
            self._article,
            row(ways["sale"], ways["handover"], None),
            row(ways["return"], ways["move"], None),
            *(self._price, self._place, self._asked),
            row(one["name"], one["occupation"], spacing=12),
            address,
        ]

    def _show(self, line: LedgerLine) -> None:
        self._line = line
        self._show_way()

    def _way(self) -> str:
        return next(way for way, button in self._ways.items() if button.isChecked())

    @Slot()
    def _show_way(self) -> None:
        """The fields of this way out; a recipient only where the law asks for one."""
        way, line = self._way(), self._line
        self._price.setVisible(way != "move")
        self._place.setVisible(way == "move")
        asks = way != "move" and line is not None and self._asks_recipient(line)
        for field in self._recipient.values():
            field.setVisible(asks)
        self._asked.setVisible(way != "move" and line is not None)
        self._asked.set_text(self.say(f"clerk.disposal.{'asks' if asks else 'asks_not'}"))
        if line is not None:
            self._article.set_text(f"{line.item}　{line.features}　{yen_words(line.price)}")

    def _asks_recipient(self, line: LedgerLine) -> bool:
        counter = self.desk.counter
        try:
            price = self._yen()
        except WrongInput:
            price = None
        sum_ = line.price if price is None else price
        return counter.disposals.needs_recipient(line, sum_, counter.ledger.today)

    def _yen(self) -> int | None:
        """What was typed as the price; None for nothing.

        Raises:
            WrongInput: `price_form`.
        """
        text = self._price.text().replace(",", "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise WrongInput("price_form")
        return int(text)

    def _recipient_typed(self) -> Recipient | None:
        """Whoever was typed in; None where nobody is asked for."""
        if not self._recipient["name"].isVisible():
            return None
        name, address, occupation, age = (self._recipient[one].text() for one in _RECIPIENT)
        whole = age.strip()
        years = int(whole) if whole.isascii() and whole.isdigit() else None
        return Recipient(name, address, occupation, years)

    @Slot(str, str)
    def _enter(self, code: str, pin: str) -> None:
        number, disposals = self._number, self.desk.counter.disposals
        if number is None:
            return
        by, kind = StaffCode(code), _KINDS[self._way()]
        try:
            price = self._yen()
        except WrongInput as wrong:
            self._failed(wrong)
            return
        recipient, place = self._recipient_typed(), self._place.text()

        def job() -> Disposal | Movement:
            if kind is None:
                return disposals.move(number, place, by, pin)
            return disposals.dispose(number, kind, price, recipient, by, pin)

        self.work(job, self._written, self._failed)

    def _written(self, done: Disposal | Movement) -> None:
        self.wished.emit(Wish.LEDGER)
        moved = isinstance(done, Movement)
        self.messages.tell("clerk.disposal.moved" if moved else "clerk.disposal.done", "ok")
