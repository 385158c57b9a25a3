"""What both pages of the notice have in common: leaves, larger text, a copy on paper, a way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from counter_app.domain.visit import Visit
from counter_app.services.notice_reading import NoticeReading
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from ui.customer_screen import CustomerScreen
from ui.messages import Messages
from ui.screen import Desk, NoticePrinted
from ui.widgets.buttons import Button
from ui.widgets.card import row
from ui.widgets.notice_leaves import Leaf
from ui.widgets.notice_reader import NoticeReader
from ui.widgets.scale import scale_text

MORE = 84
"""Height of the line of more buttons with larger text, in pixels."""


class NoticeScreen(CustomerScreen):
    """A layer of the notice, leaf by leaf; what was on the screen is recorded with its seconds."""

    def __init__(
        self, desk: Desk, messages: Messages, texts: Texts, layer: Literal["short", "full"]
    ) -> None:
        super().__init__(desk, messages, texts)
        self.larger = False
        self._reading = NoticeReading(desk.counter.notices, desk.counter.clock, layer)
        self._reader = NoticeReader(desk.theme)
        self._reader.setObjectName("notice")
        self._sheet.body.addWidget(self._reader)
        self._more = QWidget()
        self._more_line = row(None)
        self._more.setLayout(self._more_line)
        self._sheet.body.addWidget(self._more)
        self._paper = Button(desk.theme, "secondary", icon="printer", customer=True)
        self._paper.setObjectName("on_paper")
        self._paper.clicked.connect(self._ask_paper)
        self._sheet.action_row.back.clicked.connect(self._back)
        self._reader.turned.connect(self._turned)
        self._reader.turn_asked.connect(self._turn)

    @override
    def set_larger(self, on: bool) -> None:
        """Larger text, of 24 points and more, with fewer words on a leaf."""
        self.larger = on
        for part in (self._sheet.action_row, self._more):
            scale_text(part, self._factor)
        self.place_more()
        self._show(self._reader.leaf.keys[0])

    @override
    def relabel(self) -> None:
        self._paper.setText(self.say("customer.paper.ask"))
        self._show(self._reader.leaf.keys[0] if self._reader.total else "")

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        self._paper.setEnabled(not busy)

    @override
    def leave(self) -> None:
        self._reading.pause()

    @property
    def _factor(self) -> float:
        return self.desk.theme.larger_text_factor if self.larger else 1.0

    @property
    def more(self) -> tuple[Button, ...]:
        """The buttons beside those of the action row."""
        return (self._paper,)

    def place_more(self) -> None:
        """Put them into the action row, or into a line of their own, for larger words are wider."""
        for button in self.more:
            if self.larger:
                self._more_line.addWidget(button)
            else:
                self._sheet.action_row.add_right(button)
        self._more.setVisible(self.larger)

    def leaves(self, pack: NoticePack) -> Sequence[Leaf]:
        """The leaves of this layer; each page has its own."""
        raise NotImplementedError

    def show_actions(self) -> None:
        """Name the buttons for the leaf that stands on the screen."""
        raise NotImplementedError

    def _show(self, at: str) -> None:
        pack = self._reading.pack(self.texts.language)
        self._reader.show_leaves(self.leaves(pack), pack, self.texts, factor=self._factor, at=at)

    def record_reading(self) -> None:
        """From now on the pages of this leaf stand on the screen."""
        self._reading.turn(self.texts.language, self._reader.leaf.keys)

    @Slot()
    def _turned(self) -> None:
        self.record_reading()
        self._sheet.to_top()
        self.show_actions()

    @Slot()
    def _back(self) -> None:
        self._turn(-1)

    @Slot(int)
    def _turn(self, step: int) -> None:
        if 0 <= self._reader.index + step < self._reader.total:
            self._reader.go(self._reader.index + step)

    @Slot()
    def _ask_paper(self) -> None:
        """Print the notice in the language that is read now; staff hand it over."""
        papers = self.desk.counter.papers
        language = self.desk.counter.notices.pack(self.texts.language).language

        def job() -> str:
            papers.print(papers.notice(language))
            return language

        self.work(job, self._paper_comes, lane="device")

    def _paper_comes(self, language: str) -> None:
        self.messages.tell("customer.paper.coming", "ok")  # it goes by itself
        self.wished.emit(NoticePrinted(language))
