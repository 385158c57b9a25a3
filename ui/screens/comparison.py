"""A manager compares an article with a bulletin that may mean it, and clears it with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Visit
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Compare, Desk, Resume, Screen
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField


class ComparisonScreen(Screen):
    """What the police wrote, what lies on the counter, the reason, and who compared."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._wish: Compare | None = None
        self._head = PageHead(theme)
        self._back = Button(theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
        self._labels = [PlainLabel(theme, "clerk.label", tone="muted") for _ in range(2)]
        self._wanted = Caption(theme, "clerk.strong")
        self._wanted.setObjectName("wanted")
        self._here = Caption(theme, "clerk.strong")
        self._here.setObjectName("here")
        self._agrees = Caption(theme, "clerk.label", tone="warn")
        self._reason = TextField(theme)
        self._reason.setObjectName("reason")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._clear)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)
        ScreenFrame(self._body(), head=self._head).fill(self)
        self.setFocusProxy(self._reason)
        self.relabel()
        self.work(desk.counter.staff.members, self._proof.set_managers)

    def show_match(self, wish: Compare) -> None:
        """Begin with an article and a bulletin."""
        self._wish = wish
        self.relabel()

    @override
    def relabel(self) -> None:
        say = self.say
        self._head.set_words(
            say("clerk.bulletins.compare_title"), say("clerk.bulletins.compare_line")
        )
        self._back.setText(say("clerk.bulletins.compare_back"))
        self._labels[1].setText(say("clerk.bulletins.here"))
        self._reason.set_words(say("clerk.bulletins.reason"), say("clerk.bulletins.reason_hint"))
        self._proof.retranslate(self.texts)
        if self._wish is not None:
            self._say_both(self._wish)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, "warn", margins=(20, 14, 20, 14))
        for part in (self._labels[0], self._wanted, self._labels[1], self._here, self._agrees):
            card.body.addWidget(part)
        why = Card(self.desk.theme, margins=(20, 14, 20, 14))
        why.body.addWidget(self._reason)
        for one in (card, why):
            self._proof.add_above(one)
        body = QVBoxLayout()
        body.addWidget(self._proof)
        return body

    def _say_both(self, wish: Compare) -> None:
        one, told = wish.found, wish.found.bulletin.bulletin
        facts = {"number": told.number, "station": told.station, "day": told.issued_on}
        self._labels[0].setText(self.say("clerk.bulletins.wanted", **facts))
        self._wanted.set_text(told.items[one.match.item].words)
        articles = wish.visit.articles
        here = articles[one.place].article.features if one.place < len(articles) else ""
        self._here.set_text(here)
        by = self.say("clerk.join").join(
            self.say(f"clerk.bulletins.by.{name}") for name in one.match.by
        )
        self._agrees.set_text(self.say("clerk.bulletins.agrees", by=by))

    @Slot(str, str)
    def _clear(self, code: str, pin: str) -> None:
        wish, counter = self._wish, self.desk.counter
        if wish is None:
            return
        reason = self._reason.text()

        def job() -> Visit:
            visit_id = wish.visit.visit_id
            counter.bulletin_gate.clear(visit_id, wish.found, reason, StaffCode(code), pin)
            return counter.visits.get(visit_id)

        self.work(job, self._cleared, self._failed)

    def _cleared(self, visit: Visit) -> None:
        self._go_back(visit)
        self.messages.tell("clerk.bulletins.cleared_told", "ok")

    def _failed(self, error: CounterError) -> None:
        self._proof.fail(error, self.messages)

    @Slot()
    def _leave(self) -> None:
        wish, visits = self._wish, self.desk.counter.visits
        if wish is None:
            return

        def job() -> Visit:
            return visits.get(wish.visit.visit_id)

        self.work(job, self._go_back)

    def _go_back(self, visit: Visit) -> None:
        self.wished.emit(Resume(visit))
