"""The register of incidents with personal data: what is due, noting one, and the reports' drafts.

Nothing is sent from here: HQ's officer for personal data reports to the Commission (APPI art. 26).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.incident import Incident, IncidentClock, KeptIncident
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.empty_note import EmptyNote
from ui.widgets.incident_card import IncidentCard
from ui.widgets.incident_form import IncidentForm
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.staff_proof import StaffProof

_LIST, _FORM, _PIN = range(3)
_TITLES = ("clerk.incidents.title", "clerk.incidents.form_title", "clerk.incidents.form_title")
_LINES = ("clerk.incidents.line", "clerk.incidents.form_line", "clerk.incidents.pin_line")
_BACK = ("clerk.incidents.back", "clerk.incidents.form_back", "clerk.incidents.again")
_PRIMARY = (
    ("clerk.incidents.add", "plus"),
    ("clerk.incidents.next", "arrow-right"),
    ("clerk.incidents.save", "check"),
)
_MOST_LEFT = 2
"""So many empty fields are named beside the primary button; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the services say: every incident with what is due, and who may act."""

    kept: tuple[tuple[KeptIncident, tuple[IncidentClock, ...]], ...]
    members: tuple[StaffMember, ...]


class IncidentsScreen(Screen):
    """A list, a form, and a manager's PIN before anything is written down."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme, incidents = desk.theme, desk.counter.incidents
        self._cases = incidents.cases()
        self._told: Told | None = None
        self._about: KeptIncident | None = None
        self._head = PageHead(theme)
        self._who = RecordNote(theme, "info-circle", "primary")
        self._empty = EmptyNote(theme, "shield-check")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._form = IncidentForm(
            theme, {row.key: {"ja": row.ja, "en": row.en} for row in self._cases}
        )
        self._form.edited.connect(self._say_ready)
        self._sum = Caption(theme, "clerk.strong")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._save)
        self._pages = QStackedWidget()
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._look()

    @override
    def relabel(self) -> None:
        say, page = self.say, self._pages.currentIndex()
        number = self._about.first if self._about else ""
        title = _TITLES[page] if self._about is None else "clerk.incidents.change_title"
        self._head.set_words(say(title, number=number), say(_LINES[page]))
        self._who.show_note(say("clerk.incidents.who"), say("clerk.incidents.who_line"))
        self._empty.set_words(say("clerk.incidents.none"), say("clerk.incidents.none_line"))
        self._form.retranslate(self.texts)
        self._proof.retranslate(self.texts)
        primary, icon = _PRIMARY[page]
        self._actions.set_words(say(primary), back=say(_BACK[page]), primary_icon=icon)
        self._say_ready()
        self._say_rows()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        kept = ScrollColumn()
        kept.column.addWidget(self._who)
        kept.column.addWidget(self._empty)
        kept.column.addLayout(self._rows)
        kept.column.addStretch(1)
        told = Card(self.desk.theme, margins=(20, 14, 20, 14))
        told.body.addWidget(self._sum)
        self._proof.add_above(told)
        for page in (kept, self._form, self._proof):
            self._pages.addWidget(page)
        body = QVBoxLayout()
        body.addWidget(self._pages)
        return body

    def _look(self) -> None:
        counter = self.desk.counter

        def job() -> Told:
            kept = tuple(
                (one, counter.incidents.clocks(one.incident)) for one in counter.incidents.all()
            )
            return Told(kept, tuple(counter.staff.members()))

        self.work(job, self._show)

    def _show(self, told: Told) -> None:
        self._told = told
        self._proof.set_managers(told.members, self._proof.code or self.desk.signed_in)
        self._say_rows()

    def _say_rows(self) -> None:
        clear_layout(self._rows)
        told = self._told
        self._empty.setVisible(told is not None and not told.kept)
        today = self.desk.counter.incidents.today
        for one, clocks in told.kept if told else ():
            card = IncidentCard(self.desk.theme, one)
            card.say(self.texts, self._case_words(one.incident), clocks, today)
            card.changed.connect(self._to_change)
            card.drafted.connect(self._draft)
            self._rows.addWidget(card)

    def _case_words(self, told: Incident) -> str:
        japanese = self.texts.language == "ja"
        words = [row.ja if japanese else row.en for row in self._cases if row.key in told.cases]
        if told.encrypted:
            words.append(self.say("clerk.incidents.encrypted"))
        return self.say("clerk.join").join(words)

    @Slot()
    def _say_ready(self) -> None:
        page = self._pages.currentIndex()
        left = self._form.missing() if page == _FORM else []
        if page == _PIN:
            left = [self.say("clerk.incidents.left_pin")]
        what = self.say("clerk.join").join(left[:_MOST_LEFT])
        more = len(left) - _MOST_LEFT
        key = "clerk.left_more" if more > 0 else "clerk.left"
        self._actions.set_ready(not left, self.say(key, what=what, count=more) if left else "")

    # -- ways on and back

    @Slot(object)
    def _to_change(self, kept: KeptIncident) -> None:
        self._about = kept
        self._form.show_incident(kept.incident)
        self._turn(_FORM)

    @Slot()
    def _go_on(self) -> None:
        page = self._pages.currentIndex()
        if page == _LIST:
            self._about = None
            self._form.begin(self.desk.counter.clock.now())
            self._turn(_FORM)
        elif page == _FORM and (told := self._typed()) is not None:
            self._sum.set_text(told.outline)
            self._turn(_PIN)
            self._proof.choose(self._proof.code)

    def _typed(self) -> Incident | None:
        """What stands in the form; None where it cannot be read, which is told."""
        try:
            return self._form.incident(self._about.incident if self._about else None)
        except ValueError:
            self.messages.fail(WrongInput("incident_typed"))
            return None

    @Slot()
    def _back(self) -> None:
        page = self._pages.currentIndex()
        if page == _LIST:
            self.wished.emit(Wish.BOARD)
            return
        if page == _FORM:
            self._about = None
        self._turn(page - 1)

    def _turn(self, page: int) -> None:
        self._proof.pad.clear()
        self._pages.setCurrentIndex(page)
        self.relabel()
        if page == _FORM:
            self._form.setFocus()

    # -- what is written down, and printed

    @Slot(str, str)
    def _save(self, code: str, pin: str) -> None:
        told, about = self._typed(), self._about
        if told is None:
            return
        incidents, manager = self.desk.counter.incidents, StaffCode(code)

        def job() -> KeptIncident:
            if about is None:
                return incidents.note(told, manager, pin)
            return incidents.update(about.first, told, manager, pin)

        self.work(job, self._saved, self._failed)

    def _saved(self, _kept: KeptIncident) -> None:
        self._about = None
        self._turn(_LIST)
        self._look()
        self.messages.tell("clerk.incidents.saved", "ok")

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._turn(_FORM)  # what is wrong with it is mended there
            self.messages.fail(error)

    @Slot(int, str)
    def _draft(self, first: int, name: str) -> None:
        counter = self.desk.counter

        def job() -> None:
            counter.losses.print(counter.incidents.draft(first, final=name == "final"))

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.incidents.printed", "ok")

    @property
    def page(self) -> int:
        """Which of its pages is shown: 0 the list, 1 the form, 2 the PIN."""
        return self._pages.currentIndex()
