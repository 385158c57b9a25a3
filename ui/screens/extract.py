"""An extract of the ledger: the lines of a person or an IMEI, looked at and printed.

What the police ask for is shown at once and from this till alone (Secondhand Articles Dealer Act,
art. 18(1)); it is marked as an extract, so that nobody takes it for the whole ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.errors import CounterError
from counter_app.services.ledger import Question
from counter_app.services.papers import MadePaper
from counter_app.texts import Texts
from ui.messages import Messages, error_words
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.empty_note import EmptyNote
from ui.widgets.page_head import PageHead
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text_field import TextField

_DPI = 84
_SIDE = 360
_FIELD_ERRORS = {"search_empty": "person", "imei_form": "imei", "imei_check": "imei"}


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question, as a paper."""

    lines: int
    paper: MadePaper
    pages: tuple[PaperPage, ...]


def found(counter: Counter, question: Question) -> Found:
    """Search, and set the paper; runs as a job."""
    day = counter.ledger.found(question)
    paper = counter.ledger.book([day])
    pages = [
        PaperPage(page.pixels, page.width, page.height, page.stride) for page in paper.pages(_DPI)
    ]
    return Found(len(day.lines), paper, tuple(pages))


class ExtractScreen(Screen):
    """A question at the left, its paper at the right."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._found: Found | None = None
        self._wrong: CounterError | None = None
        self._head = PageHead(theme)
        self._fields = {
            "person": TextField(theme, keeps_enter=True),
            "imei": TextField(theme, digits=True, keeps_enter=True),
        }
        for name, field in self._fields.items():
            field.field.setObjectName(name)
            field.entered.connect(self._search)
        self._search_button = Button(theme, icon="zoom-in")
        self._search_button.setObjectName("search")
        self._search_button.clicked.connect(self._search)
        self._note = RecordNote(theme, "info-circle", "primary")
        self._note.setObjectName("found")
        self._empty = EmptyNote(theme, "book-2")
        self._preview = PaperPreview(theme, texts)
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._leave)
        self._actions.primary.clicked.connect(self._print)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._fields["person"])
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.extract.title"), self.say("clerk.extract.line"))
        for name, field in self._fields.items():
            field.set_words(self.say(f"clerk.extract.{name}"))
        self._search_button.setText(self.say("clerk.extract.search"))
        self._empty.set_words(self.say("clerk.extract.empty"), self.say("clerk.extract.empty_line"))
        self._preview.retranslate(self.texts)
        self._actions.set_words(
            self.say("clerk.extract.print"),
            back=self.say("clerk.correction.back"),
            primary_icon="printer",
        )
        self._say_found()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._search_button.set_busy(busy)

    def _body(self) -> QHBoxLayout:
        theme = self.desk.theme
        asked = Card(theme, margins=(20, 14, 20, 14))
        for part in self._fields.values():
            asked.body.addWidget(part)
        asked.body.addLayout(row(None, self._search_button))
        asked.body.addWidget(self._note)
        asked.body.addStretch(1)
        asked.setFixedWidth(_SIDE)
        paper = Card(theme, margins=(16, 12, 16, 12))
        paper.body.addWidget(self._preview, 1)
        paper.body.addWidget(self._empty, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(asked)
        body.addWidget(paper, 1)
        return body

    def _say_found(self) -> None:
        told = self._found
        self._preview.setVisible(told is not None)
        self._empty.setVisible(told is None)
        self._note.setVisible(told is not None)
        if told is not None:
            self._note.show_note(
                self.say("clerk.extract.found", lines=told.lines),
                self.say("clerk.extract.found_line", till=self.desk.counter.shop.till),
            )
        self._actions.set_ready(told is not None, self.say("clerk.extract.left"))
        for field in self._fields.values():
            field.clear_state()
        if self._wrong is not None:
            wrong = self._fields[_FIELD_ERRORS[self._wrong.code]]
            wrong.show_wrong(error_words(self.texts, self._wrong))

    @Slot()
    def _search(self) -> None:
        counter = self.desk.counter
        question = Question(self._fields["person"].text(), self._fields["imei"].text())
        self._found = self._wrong = None

        def job() -> Found:
            return found(counter, question)

        self.work(job, self._show, self._failed)

    def _show(self, told: Found) -> None:
        self._found = told
        self._preview.set_pages(told.pages)
        self._say_found()

    def _failed(self, error: CounterError) -> None:
        if error.code in _FIELD_ERRORS:
            self._wrong = error
        else:
            self.messages.fail(error)
        self._say_found()

    @Slot()
    def _print(self) -> None:
        ledger, told = self.desk.counter.ledger, self._found
        if told is None or self.is_working:
            return
        paper = told.paper

        def job() -> None:
            ledger.print(paper)

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.extract.printed", "ok")

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Wish.LEDGER)
