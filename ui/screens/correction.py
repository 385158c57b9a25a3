"""A manager puts a ledger line right or takes it back: what is right, why, and their PIN.

The line that was wrong stays; what is confirmed here becomes a line of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from counter_app.domain.counter_entry import COLUMNS, ITEM
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.corrections import LineToCorrect
from counter_app.services.japan_time import business_day
from counter_app.texts import Texts
from ui.line_screen import LineScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.text_field import TextField

_DIGITS = frozenset({"imei", "serial", "price", "birth_date"})


class CorrectionScreen(LineScreen):
    """The columns of one line as they can be typed, the reason, and who approves."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._before: dict[str, str] = {}
        self._correct = Button(theme, "chip", icon="pencil")
        self._correct.setObjectName("correct")
        self._cancel = Button(theme, "chip", icon="x")
        self._cancel.setObjectName("cancel_line")
        for one in (self._correct, self._cancel):
            one.setCheckable(True)
            one.setAutoExclusive(True)
        self._warning = Caption(theme, "clerk.strong", tone="warn")
        self._reason = TextField(theme)
        self._reason.setObjectName("reason")
        self._item = ChoiceField(theme)
        self._item.setObjectName("column_item")
        self._fields = {
            name: TextField(theme, digits=name in _DIGITS) for name in COLUMNS if name != ITEM
        }
        for name, field in self._fields.items():
            field.setObjectName(f"column_{name}")
        self._correct.setChecked(True)
        self._cancel.toggled.connect(self._show_way)
        self._proof.given.connect(self._approve)
        self.fill(*self._parts())
        self.setFocusProxy(self._reason)
        self.relabel()
        self._show_way()
        self.work(desk.counter.staff.members, self._proof.set_managers)

    def show_line(self, number: LedgerNumber) -> None:
        """Begin with a line; one that cannot be corrected is told."""
        self._number = number
        self.relabel()
        corrections = self.desk.counter.corrections

        def job() -> LineToCorrect:
            return corrections.look(number)

        self.work(job, self._show)

    @override
    def relabel(self) -> None:
        number = str(self._number or "")
        title = self.say("clerk.correction.title", number=number)
        self.name_page(title, self.say("clerk.correction.line"))
        self._correct.setText(self.say("clerk.correction.correct"))
        self._cancel.setText(self.say("clerk.correction.cancel"))
        self._warning.set_text(self.say("clerk.correction.cancel_line"))
        self._reason.set_words(self.say("clerk.correction.reason"))
        self._item.set_words(self.say("clerk.correction.item"))
        self._item.set_choices(self._goods())
        for name, field in self._fields.items():
            field.set_words(self.say(f"clerk.correction.{name}"))

    def _parts(self) -> list[QWidget | QLayout]:
        ways = row(self._correct, self._cancel, None, spacing=8)
        return [ways, self._warning, self._reason, self._item, *self._fields.values()]

    def _show(self, looked: LineToCorrect) -> None:
        self._before = dict(looked.values)
        self._item.set_key(self._before[ITEM])
        for name, field in self._fields.items():
            field.set_text(self._before[name])

    def _goods(self) -> list[tuple[object, str]]:
        """Every kind of goods, in words."""
        day = business_day(self.desk.counter.clock.now())
        return [
            (one.key, one.ja if self.texts.language == "ja" else one.en)
            for one in self.desk.counter.law.goods_list(day)
        ]

    @Slot()
    def _show_way(self) -> None:
        """The columns for a correction; for a cancellation the warning alone."""
        cancels = self._cancel.isChecked()
        self._warning.setVisible(cancels)
        for field in (self._item, *self._fields.values()):
            field.setVisible(not cancels)

    @Slot(str, str)
    def _approve(self, code: str, pin: str) -> None:
        number, corrections = self._number, self.desk.counter.corrections
        if number is None:
            return
        manager, reason = StaffCode(code), self._reason.text()
        typed = {name: field.text() for name, field in self._fields.items()}
        typed[ITEM] = str(self._item.key() or "")
        changes = {
            name: text for name, text in typed.items() if text != self._before.get(name, text)
        }
        cancels = self._cancel.isChecked()

        def job() -> LedgerLine:
            if cancels:
                return corrections.cancel(number, reason, manager, pin)
            return corrections.correct(number, changes, reason, manager, pin)

        self.work(job, self._written, self._failed)

    def _written(self, line: LedgerLine) -> None:
        cancels = line.counter is not None and line.counter.cancels
        self.wished.emit(Wish.LEDGER)
        told = "clerk.correction.cancelled" if cancels else "clerk.correction.done"
        self.messages.tell(told, "ok")
