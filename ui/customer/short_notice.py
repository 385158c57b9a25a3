"""The notice in short, before anything of the customer is asked for or the camera opens.

The full notice can be read at once from here (APPI art. 21(2); LAW 3): it is one press away, and
the seconds of its pages are recorded with those of the short one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.visit import Visit
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from ui.messages import Messages
from ui.notice_screen import MORE, NoticeScreen
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.notice_leaves import Leaf, full_leaves, short_leaves
from ui.widgets.notice_plain import large_leaves


class ShortNoticePage(NoticeScreen):
    """The short layer, and the full one for those who want it now."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts, "short")
        self._full = False
        self._read_full = Button(desk.theme, "secondary", icon="list-details", customer=True)
        self._read_full.setObjectName("read_full")
        actions = self._sheet.action_row
        actions.primary.clicked.connect(self._next)
        self._read_full.clicked.connect(self._change_layer)
        self.place_more()
        self.relabel()

    @property
    @override
    def more(self) -> tuple[Button, ...]:
        return (self._paper, self._read_full)

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._read_full.setEnabled(not busy)

    @override
    def leaves(self, pack: NoticePack) -> Sequence[Leaf]:
        if self.larger:
            pages = pack.full if self._full else (pack.page("short"),)
            return large_leaves(pack, self.texts, self.desk.theme, pages, taken=MORE)
        return full_leaves(pack) if self._full else short_leaves(pack)

    @override
    def show_actions(self) -> None:
        reader = self._reader
        back = self.say("customer.back") if reader.index else ""
        if self._full:
            last = self.say("customer.short_notice.to_short")
            primary = last if reader.is_last else self.say("customer.next")
            self.say_actions(primary, "", back=back)
            self._read_full.setText(last)
        else:
            read = "customer.short_notice.read" if reader.is_last else "customer.next"
            decline = self.say("customer.short_notice.decline")
            self.say_actions(self.say(read), decline, back=back)
            self._read_full.setText(self.say("customer.short_notice.full"))
        self._read_full.setVisible(not (self._full and reader.is_last))
        self._paper.setVisible(not self._full)

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

    def _agree(self) -> None:
        if self._visit is None:
            return
        visit_id, visits = self._visit.visit_id, self.desk.counter.visits
        shown = self._reading.shown(self.texts.language)

        def job() -> Visit:
            visits.show_notice(visit_id, shown)
            return visits.go_on(visit_id)

        self.advance(job)
