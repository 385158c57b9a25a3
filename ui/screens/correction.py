"""A manager puts a ledger line right or takes it back: what is right, why, and their PIN.

The line that was wrong stays; what is confirmed here becomes a line of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.counter_entry import COLUMNS, ITEM
from counter_app.domain.errors import CounterError
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.corrections import LineToCorrect
from counter_app.services.japan_time import business_day
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text_field import TextField

_DIGITS = frozenset({"imei", "serial", "price", "birth_date"})


class CorrectionScreen(Screen):
    """The columns of one line as they can be typed, the reason, and who approves."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._number: LedgerNumber | None = None
        self._before: dict[str, str] = {}
        self._head = PageHead(theme)
        self._back = Button(theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
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
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._approve)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)
        ScreenFrame(self._body(), head=self._head).fill(self)
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
        self._head.set_words(title, self.say("clerk.correction.line"))
        self._back.setText(self.say("clerk.correction.back"))
        self._correct.setText(self.say("clerk.correction.correct"))
        self._cancel.setText(self.say("clerk.correction.cancel"))
        self._warning.set_text(self.say("clerk.correction.cancel_line"))
        self._reason.set_words(self.say("clerk.correction.reason"))
        self._item.set_words(self.say("clerk.correction.item"))
        self._item.set_choices(self._goods())
        for name, field in self._fields.items():
            field.set_words(self.say(f"clerk.correction.{name}"))
        self._proof.retranslate(self.texts)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, margins=(20, 14, 20, 14))
        card.body.addLayout(row(self._correct, self._cancel, None, spacing=8))
        card.body.addWidget(self._warning)
        card.body.addWidget(self._reason)
        card.body.addWidget(self._item)
        for field in self._fields.values():
            card.body.addWidget(field)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        self._proof.add_above(scroll, share=3)
        body = QVBoxLayout()
        body.addWidget(self._proof)
        return body

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

    def _failed(self, error: CounterError) -> None:
        self._proof.fail(error, self.messages)

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Wish.LEDGER)
