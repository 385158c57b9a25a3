"""The full notice before the consent, leaf by leaf; the seconds of each page are recorded."""

from __future__ import annotations

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.consent import NoticeShown
from counter_app.domain.visit import Visit
from counter_app.services.notice_reading import NoticeReading
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.notice_leaves import full_leaves
from ui.widgets.notice_reader import NoticeReader
from ui.widgets.progress_dots import ProgressDots
from ui.widgets.scale import scale_text
from ui.widgets.text import PlainLabel

MOST_DOTS = 19
"""More leaves than that are counted in words, for their dots leave no room for the buttons."""


class FullNoticePage(Screen):
    """Every page of the notice; Next is live at once, for nobody is made to wait.

    A change of the language stays on the same page. Pages seen in the language before do not count
    in the new one: the last page leads to those that were not yet seen in it.
    """

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self.larger = False
        self._reading = NoticeReading(desk.counter.notices, desk.counter.clock, "full")
        self._reader = NoticeReader(desk.theme)
        self._reader.setObjectName("notice")
        self._sheet = CustomerSheet(desk.theme, self)
        self._sheet.body.addWidget(self._reader)
        self._dots = ProgressDots(desk.theme, texts)
        self._dots.setObjectName("progress")
        actions = self._sheet.action_row
        self._count = PlainLabel(desk.theme, "customer.label", tone="muted")
        self._count.setObjectName("count")
        actions.add_left(self._dots)
        actions.add_left(self._count)
        actions.primary.clicked.connect(self._next)
        actions.back.clicked.connect(self._back)
        self._reader.turned.connect(self._turned)
        self._reader.turn_asked.connect(self._turn)
        self.relabel()

    @property
    def unseen(self) -> tuple[str, ...]:
        """Keys of the pages that were not yet seen in this language."""
        return self._reading.unseen(self.texts.language)

    def show_read(self, shown: NoticeShown) -> None:
        """Go on where an earlier reading ended: at the last page."""
        self._reading.take_up(shown)
        if not self.unseen:
            self._reader.go(self._reader.total - 1)

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text, with fewer sections on a leaf."""
        self.larger = on
        scale_text(self._sheet.action_row, self._factor)
        self._show(self._reader.leaf.keys[0])

    @override
    def relabel(self) -> None:
        self._dots.retranslate(self.texts)
        self._show(self._reader.leaf.keys[0] if self._reader.total else "")

    @override
    def show_visit(self, visit: Visit) -> None:
        """Nothing of the visit stands here."""

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)

    @override
    def leave(self) -> None:
        self._reading.pause()

    @property
    def _factor(self) -> float:
        return self.desk.theme.larger_text_factor if self.larger else 1.0

    def _show(self, at: str) -> None:
        pack = self._reading.pack(self.texts.language)
        leaves = full_leaves(pack, larger=self.larger)
        self._reader.show_leaves(leaves, pack, self.texts, factor=self._factor, at=at)

    @Slot()
    def _turned(self) -> None:
        reader = self._reader
        self._reading.turn(self.texts.language, reader.leaf.keys)
        self._dots.show_progress(reader.index, reader.total)
        self._dots.setVisible(reader.total <= MOST_DOTS)
        count = self.say("customer.full_notice.count", no=reader.index + 1, count=reader.total)
        self._count.setText(count)
        self._count.setVisible(reader.total > MOST_DOTS)
        self._sheet.to_top()
        self._sheet.action_row.set_words(
            self._next_words(), back=self.say("customer.back") if reader.index else ""
        )

    def _next_words(self) -> str:
        if not self._reader.is_last:
            return self.say("customer.next")
        if self.unseen:
            return self.say("customer.full_notice.unseen", count=len(self.unseen))
        return self.say("customer.full_notice.read")

    @Slot()
    def _next(self) -> None:
        reader = self._reader
        if not reader.is_last:
            reader.go(reader.index + 1)
        elif self.unseen:
            reader.go_to(self.unseen[0])
        else:
            self.finished.emit(self._reading.shown(self.texts.language))

    @Slot()
    def _back(self) -> None:
        if self._reader.index:
            self._reader.go(self._reader.index - 1)

    @Slot(int)
    def _turn(self, step: int) -> None:
        if 0 <= self._reader.index + step < self._reader.total:
            self._reader.go(self._reader.index + step)
