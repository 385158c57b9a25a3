"""While the customer reads, checks or signs: their window as it is, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.deal import BY_DOCUMENT
from counter_app.domain.visit import Step, Visit
from counter_app.services.visit_rules import MINOR
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.icon import Icon
from ui.widgets.mirror import LOOKS_EVERY_MS, Mirror
from ui.widgets.page_head import PageHead
from ui.widgets.pill import Pill
from ui.widgets.screen_frame import ScreenFrame, clear_layout
from ui.widgets.text import PlainLabel

DRAWN_AFTER_MS = 40
"""A page that is new lays itself out within this time."""

NEXT_STEP = {
    Step.NOTICE: Step.DOCUMENT,
    Step.DETAILS: Step.ARTICLE,
    Step.CONSENT: Step.PAYOUT,
    Step.GUARDIAN: Step.PAYOUT,
}
_SIDE = (300, 446)


class WaitingScreen(ClerkScreen):
    """The clerk's side of the steps that belong to the customer."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._customer: QWidget | None = None
        self._head = PageHead(theme)
        self._locked = Pill(theme, "warn", icon="lock")
        self._head.add(self._locked)
        self._mirror = Mirror(theme)
        self._mirror.setObjectName("mirror")
        self._mirror_note = Caption(theme, "clerk.label", tone="muted")
        self._now = PlainLabel(theme, "clerk.section")
        self._doing = QVBoxLayout()
        self._doing.setSpacing(12)
        self._facts = FactRows(theme)
        self._say_label = PlainLabel(theme, "clerk.small", tone="muted")
        self._say = Caption(theme, "clerk.body")
        self._guardian = Button(theme, icon="users")
        self._guardian.setObjectName("guardian")
        self._guardian.clicked.connect(self._ask_guardian)
        self._take_back = Button(theme, icon="hand-stop", footer=True)
        self._take_back.setObjectName("take_back")
        self._take_back.clicked.connect(self._ask_back)
        self._actions.add_left(self._take_back)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._mirror)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self.relabel()

    def mirror(self, window: QWidget) -> None:
        """Show this window from now on."""
        self._customer = window
        self._timer.start()
        for ms in (0, DRAWN_AFTER_MS):  # at once, and when the customer's next page stands
            QTimer.singleShot(ms, self._look)

    @override
    def relabel(self) -> None:
        self._locked.setText(self.say("clerk.waiting.locked"))
        self._mirror_note.set_text(self.say("clerk.waiting.mirror"))
        self._now.setText(self.say("clerk.waiting.now"))
        self._say_label.setText(self.say("clerk.waiting.say"))
        self._take_back.setText(self.say("clerk.waiting.take_back"))
        self._guardian.setText(self.say("clerk.guardian.title"))
        super().relabel()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.cancel.setEnabled(not busy)
        self._take_back.setEnabled(not busy)
        self._guardian.setEnabled(not busy)

    @override
    def leave(self) -> None:
        self._timer.stop()
        self._customer = None

    def _body(self) -> QHBoxLayout:
        theme = self.desk.theme
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._mirror)
        note = row(Icon(theme, "eye", 18))
        note.addWidget(self._mirror_note, 1)
        left.addLayout(note)
        left.addStretch(1)
        doing = Card(theme, margins=(20, 16, 20, 16), spacing=12)
        doing.body.addWidget(self._now)
        doing.body.addLayout(self._doing)
        doing.body.addWidget(self._guardian)
        doing.body.addStretch(1)
        doing.body.addWidget(self._facts)
        advice = Card(theme, "info", margins=(20, 14, 20, 14))
        advice.body.addLayout(row(Icon(theme, "message-circle", 20, "primary"), self._say_label))
        advice.body.addWidget(self._say)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(doing, 1)
        right.addWidget(advice)
        for card in (doing, advice):
            card.setMinimumWidth(_SIDE[0])
            card.setMaximumWidth(_SIDE[1])
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 3)
        body.addLayout(right, 2)
        return body

    @override
    def draw(self, visit: Visit) -> None:
        step = visit.step if visit.step in NEXT_STEP else Step.NOTICE
        self._head.set_words(
            self.say(f"clerk.waiting.title.{step}"), self.say("clerk.waiting.line")
        )
        clear_layout(self._doing)
        stated = step is Step.DETAILS and visit.route != BY_DOCUMENT
        how = f"{step}.{visit.route}" if stated else f"{step}"
        place = 1
        while self.texts.has(key := f"clerk.waiting.do.{how}.{place}"):
            words = Caption(self.desk.theme, "clerk.body", self.say(key))
            line = row(Icon(self.desk.theme, "circle", 20, "primary"), spacing=12)
            line.addWidget(words, 1)
            self._doing.addLayout(line)
            place += 1
        language = self.texts.name_of(visit.language)
        self._facts.show_facts([(self.say("clerk.waiting.language"), language)])
        self._say.set_text(self.say(f"clerk.waiting.say.{how}"))
        self._take_back.setVisible(step is not Step.NOTICE)
        self._guardian.setVisible(self._asks_for_guardian(visit))
        self.say_actions(self.next_words(NEXT_STEP[step]), cancel=True)
        self._actions.set_ready(False, self.say("clerk.waiting.auto"))

    def _asks_for_guardian(self, visit: Visit) -> bool:
        """Whether the age that the customer confirmed needs a guardian, or one is there to mend."""
        if visit.step is Step.GUARDIAN:
            return True
        confirmed = visit.step is Step.DETAILS and visit.seller.confirmed_at is not None
        decision = self.desk.counter.visits.decision(visit) if confirmed else None
        return visit.guardian is None and decision is not None and MINOR in decision.blocked

    @Slot()
    def _ask_guardian(self) -> None:
        self.wished.emit(Wish.GUARDIAN)

    @Slot()
    def _look(self) -> None:
        if self._customer is not None and self.isVisible():
            self._mirror.show_picture(self._customer.grab())

    @Slot()
    def _ask_back(self) -> None:
        self.wished.emit(Wish.TAKE_BACK)
