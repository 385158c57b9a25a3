"""The notice in short, before anything of the customer is asked for or the camera opens.

The full notice can be read at once from here (APPI art. 21(2); LAW 3): it is one press away, and
the seconds of its pages are recorded with those of the short one.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Visit
from counter_app.services.notice_reading import NoticeReading
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.buttons import Button
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.notice_leaves import full_leaves, short_leaves
from ui.widgets.notice_reader import NoticeReader
from ui.widgets.scale import scale_text


class ShortNoticePage(Screen):
    """The short layer, and the full one for those who want it now."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self.larger = False
        self._visit_id: VisitId | None = None
        self._full = False
        self._reading = NoticeReading(desk.counter.notices, desk.counter.clock, "short")
        self._reader = NoticeReader(desk.theme)
        self._reader.setObjectName("notice")
        self._read_full = Button(desk.theme, "secondary", icon="list-details", customer=True)
        self._read_full.setObjectName("read_full")
        self._sheet = CustomerSheet(desk.theme, self)
        self._sheet.body.addWidget(self._reader)
        actions = self._sheet.action_row
        actions.add_right(self._read_full)
        actions.primary.clicked.connect(self._next)
        actions.back.clicked.connect(self._back)
        actions.cancel.clicked.connect(self._decline)
        self._read_full.clicked.connect(self._change_layer)
        self._reader.turned.connect(self._turned)
        self._reader.turn_asked.connect(self._turn)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        self.larger = on
        scale_text(self._sheet.action_row, self._factor)
        self._show(self._reader.leaf.keys[0])

    @override
    def relabel(self) -> None:
        self._show(self._reader.leaf.keys[0] if self._reader.total else "")

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit_id = visit.visit_id

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        self._read_full.setEnabled(not busy)

    @override
    def leave(self) -> None:
        self._reading.pause()

    @property
    def _factor(self) -> float:
        return self.desk.theme.larger_text_factor if self.larger else 1.0

    def _show(self, at: str) -> None:
        pack = self._reading.pack(self.texts.language)
        plan = full_leaves if self._full else short_leaves
        leaves = plan(pack, larger=self.larger)
        self._reader.show_leaves(leaves, pack, self.texts, factor=self._factor, at=at)

    @Slot()
    def _turned(self) -> None:
        reader = self._reader
        self._reading.turn(self.texts.language, reader.leaf.keys)
        self._sheet.to_top()
        actions = self._sheet.action_row
        back = self.say("customer.back") if reader.index else ""
        if self._full:
            last = self.say("customer.short_notice.to_short")
            actions.set_words(last if reader.is_last else self.say("customer.next"), back=back)
            self._read_full.setText(last)
        else:
            decline = self.say("customer.short_notice.decline")
            read = "customer.short_notice.read" if reader.is_last else "customer.next"
            actions.set_words(self.say(read), back=back, cancel=decline)
            self._read_full.setText(self.say("customer.short_notice.full"))
        self._read_full.setVisible(not (self._full and reader.is_last))

    @Slot()
    def _change_layer(self) -> None:
        self._full = not self._full
        self._show("")

    @Slot()
    def _next(self) -> None:
        if not self._reader.is_last:
            self._reader.go(self._reader.index + 1)
        elif self._full:
            self._change_layer()
        else:
            self._agree()

    @Slot()
    def _back(self) -> None:
        self._turn(-1)

    @Slot(int)
    def _turn(self, step: int) -> None:
        if 0 <= self._reader.index + step < self._reader.total:
            self._reader.go(self._reader.index + step)

    def _agree(self) -> None:
        visit_id, visits = self._visit_id, self.desk.counter.visits
        if visit_id is None:
            return
        shown = self._reading.shown(self.texts.language)

        def job() -> Visit:
            visits.show_notice(visit_id, shown)
            return visits.go_on(visit_id)

        self.advance(job)

    @Slot()
    def _decline(self) -> None:
        visit_id, visits = self._visit_id, self.desk.counter.visits
        if visit_id is None:
            return

        def job() -> Visit:
            return visits.end(visit_id, Ending.DECLINED)

        self.advance(job)
