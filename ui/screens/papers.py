"""The customer's papers: made, looked at and printed; a printer that is not there stops nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.deal import NEVER_PAID
from counter_app.domain.errors import CounterError
from counter_app.domain.visit import Visit
from counter_app.services.papers import RECEIPT, MadePaper
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.empty_note import BusyNote
from ui.widgets.page_head import PageHead
from ui.widgets.paper_card import PaperCard
from ui.widgets.paper_preview import PaperPage
from ui.widgets.screen_frame import ScreenFrame

PREVIEW_DPI = 96
_SLIP = "purchase_slip"


class PapersScreen(ClerkScreen):
    """A card for each paper, with its preview and its own print button."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._papers: dict[str, MadePaper] = {}
        self._cards: dict[str, PaperCard] = {}
        self._printed: set[str] = set()
        self._asked = False
        self._head = PageHead(desk.theme)
        self._busy = BusyNote(desk.theme)
        self._retry = Button(desk.theme, icon="refresh")
        self._retry.setObjectName("retry")
        self._retry.clicked.connect(self._make)
        self._retry.hide()
        self._later = Button(desk.theme, icon="clock", footer=True)
        self._later.setObjectName("later")
        self._later.clicked.connect(self._finish)
        self._actions.add_left(self._later)
        self._actions.primary.clicked.connect(self._print_rest)
        self._row = QHBoxLayout()
        self._pages = QStackedWidget()
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.papers.title"), self.say("clerk.papers.line"))
        self._busy.set_words(self.say("clerk.papers.making"), self.say("clerk.papers.making_line"))
        self._retry.setText(self.say("clerk.papers.retry"))
        self._later.setText(self.say("clerk.papers.later"))
        for card in self._cards.values():
            card.retranslate(self.texts)
        self._show_state()

    @override
    def draw(self, visit: Visit) -> None:
        self._printed |= set(visit.papers)
        if not self._asked:
            self._make()
        self._show_state()

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._later.setEnabled(not busy)
        for card in self._cards.values():
            card.button.setEnabled(not busy)

    def _body(self) -> QVBoxLayout:
        making = QWidget()
        waiting = QVBoxLayout(making)
        waiting.addStretch(1)
        waiting.addWidget(self._busy)
        waiting.addWidget(self._retry)
        waiting.addStretch(1)
        made = QWidget()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        made.setLayout(self._row)
        self._pages.addWidget(making)
        self._pages.addWidget(made)
        body = QVBoxLayout()
        body.addWidget(self._pages)
        return body

    @Slot()
    def _make(self) -> None:
        visit, desk = self.visit, self.desk.counter.papers
        if visit is None:
            return
        self._asked = True
        self._retry.hide()
        at = visit

        def job() -> list[tuple[MadePaper, list[PaperPage]]]:
            return [(paper, pages_of(paper)) for paper in desk.make(at)]

        self.work(job, self._show_papers, self._not_made)

    def _not_made(self, error: CounterError) -> None:
        self._retry.show()
        self.messages.fail(error)

    def _show_papers(self, made: Sequence[tuple[MadePaper, list[PaperPage]]]) -> None:
        for paper, pages in made:
            key = paper.name.removesuffix(".pdf")
            title = f"clerk.papers.{key}"
            if key == _SLIP and self.visit is not None and self.visit.kind in NEVER_PAID:
                title = f"{title}.{self.visit.kind}"
            card = PaperCard(self.desk.theme, self.texts, paper.name, title)
            card.button.setObjectName(f"print_{key}")
            card.set_pages(pages)
            card.print_asked.connect(self._print_one)
            self._papers[paper.name] = paper
            self._cards[paper.name] = card
            self._row.addWidget(card, 1)
        self._pages.setCurrentIndex(1)
        self._show_state()
        self._actions.primary.setFocus()

    def _show_state(self) -> None:
        for name, card in self._cards.items():
            card.show_printed(printed=name in self._printed)
        done = bool(self._papers) and self._printed >= self._papers.keys()
        self.say_actions(self.say("clerk.papers.finish" if done else "clerk.papers.print_all"))
        self._actions.set_ready(bool(self._papers))
        self._later.setVisible(not done)

    @Slot(str)
    def _print_one(self, name: str) -> None:
        self._send([self._papers[name]], finish=False)

    @Slot()
    def _print_rest(self) -> None:
        rest = [one for name, one in self._papers.items() if name not in self._printed]
        if rest:
            self._send(rest, finish=True)
        else:
            self._finish()

    def _send(self, papers: Sequence[MadePaper], *, finish: bool) -> None:
        desk = self.desk.counter.papers
        sent: list[str] = []

        def job() -> None:
            for paper in papers:
                desk.print(paper)
                sent.append(paper.name)
                if paper.name == RECEIPT:
                    self._note_copy()

        def then(_: None) -> None:
            self._printed |= set(sent)
            self._show_state()
            if finish:
                self._finish()

        def fails(error: CounterError) -> None:
            self._printed |= set(sent)
            self._show_state()
            self.messages.fail(error)

        self.work(job, then, fails, lane="device")

    def _note_copy(self) -> None:
        """The customer has the copy of their consent now."""
        visit, staff = self.visit, self.desk.staff
        if visit is not None and visit.acceptance is not None and staff is not None:
            consent = visit.acceptance.consent_seq
            self.desk.counter.copies.note(consent, "print", staff.code)

    @Slot()
    def _finish(self) -> None:
        """Note the papers that were made and end the visit; what was not printed can be later."""
        visit, visits = self.visit, self.desk.counter.visits
        if visit is None:
            return
        names = tuple(self._papers)

        def job() -> Visit:
            visits.note_papers(visit.visit_id, names)
            return visits.finish(visit.visit_id)

        self.advance(job)


def pages_of(paper: MadePaper) -> list[PaperPage]:
    """The pages of a paper as the preview wants them."""
    return [
        PaperPage(page.pixels, page.width, page.height, page.stride)
        for page in paper.pages(PREVIEW_DPI)
    ]
