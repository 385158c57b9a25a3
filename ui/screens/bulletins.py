"""Police bulletins: those that are kept, what of the ledger they mean, and entering one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.bulletin import ArrivedBulletin, Bulletin
from counter_app.domain.bulletin_match import Strength
from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode
from counter_app.services.police_bulletins import Entered, LineMatch
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.bulletin_form import BulletinForm
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.empty_note import EmptyNote
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text import PlainLabel

Told = tuple[tuple[ArrivedBulletin, ...], tuple[LineMatch, ...], list[StaffMember]]

_LIST, _FORM, _PIN = range(3)
_TITLES = ("clerk.bulletins.title", "clerk.bulletins.enter_title", "clerk.bulletins.enter_title")
_HELP = ("clerk.bulletins.line", "clerk.bulletins.enter_line", "clerk.bulletins.enter_pin")
_BACK = ("clerk.bulletins.back", "clerk.bulletins.enter_back", "clerk.bulletins.enter_again")
_PRIMARY = (
    ("clerk.bulletins.add", "plus"),
    ("clerk.bulletins.enter_next", "arrow-right"),
    ("clerk.bulletins.enter", "check"),
)
MOST_ITEMS = 3
"""So many articles of a bulletin are told in its row; the paper has the rest."""


class BulletinsScreen(Screen):
    """A list with what it means for the ledger, and a form."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._here: tuple[ArrivedBulletin, ...] = ()
        self._found: tuple[LineMatch, ...] = ()
        self._asked_once = False
        self._head = PageHead(theme)
        self._labels = [PlainLabel(theme, "clerk.section") for _ in range(2)]
        self._count = PlainLabel(theme, "clerk.label", tone="muted")
        self._none = EmptyNote(theme, "speakerphone")
        self._no_match = EmptyNote(theme, "shield-check")
        self._rows, self._matches = QVBoxLayout(), QVBoxLayout()
        for rows in (self._rows, self._matches):
            rows.setSpacing(8)
        self._form = BulletinForm(theme)
        self._told = Caption(theme, "clerk.strong")
        self._told.setObjectName("told")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._enter)
        self._pages = QStackedWidget()
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._ask()

    @override
    def relabel(self) -> None:
        say, page = self.say, self._pages.currentIndex()
        self._head.set_words(say(_TITLES[page]), say(_HELP[page]))
        self._labels[0].setText(say("clerk.bulletins.in_force"))
        self._labels[1].setText(say("clerk.bulletins.matches"))
        self._none.set_words(say("clerk.bulletins.none"), say("clerk.bulletins.none_line"))
        self._no_match.set_words(
            say("clerk.bulletins.no_match"), say("clerk.bulletins.no_match_line")
        )
        self._form.set_words(self.texts)
        self._proof.retranslate(self.texts)
        primary, icon = _PRIMARY[page]
        self._actions.set_words(say(primary), back=say(_BACK[page]), primary_icon=icon)
        left = say("clerk.left", what=say("clerk.bulletins.enter_left"))
        self._actions.set_ready(page != _PIN, left if page == _PIN else "")
        self._told.set_text(self._form.item().words)
        self._say_rows()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        kept, matched = ScrollColumn(), ScrollColumn()
        for scroll, label, empty, rows in (
            (kept, row(self._labels[0], self._count, None), self._none, self._rows),
            (matched, row(self._labels[1], None), self._no_match, self._matches),
        ):
            scroll.column.addLayout(label)
            scroll.column.addWidget(empty)
            scroll.column.addLayout(rows)
            scroll.column.addStretch(1)
        both = QWidget()
        columns = QHBoxLayout(both)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        columns.addWidget(kept, 1)
        columns.addWidget(matched, 1)
        told = Card(self.desk.theme, margins=(20, 14, 20, 14))
        told.body.addWidget(self._told)
        self._proof.add_above(told)
        for page in (both, self._form, self._proof):
            self._pages.addWidget(page)
        body = QVBoxLayout()
        body.addWidget(self._pages)
        return body

    def _ask(self) -> None:
        counter = self.desk.counter

        def job() -> Told:
            return (
                counter.bulletins.in_force(),
                counter.bulletins.matches(),
                counter.staff.members(),
            )

        self.work(job, self._show)

    def _show(self, told: Told) -> None:
        self._here, self._found, members = told
        self._asked_once = True
        self._proof.set_managers(members, self._proof.code or self.desk.signed_in)
        self._say_rows()

    def _say_rows(self) -> None:
        clear_layout(self._rows)
        clear_layout(self._matches)
        self._count.setText(self.say("clerk.bulletins.count", count=len(self._here)))
        self._none.setVisible(self._asked_once and not self._here)
        self._no_match.setVisible(self._asked_once and not self._found)
        for one in self._here:
            self._rows.addWidget(self._bulletin_card(one))
        for found in self._found:
            self._matches.addWidget(self._match_card(found))

    def _bulletin_card(self, one: ArrivedBulletin) -> Card:
        theme, told = self.desk.theme, one.bulletin
        card = Card(theme, margins=(16, 10, 16, 10), spacing=4)
        named = self.say("clerk.bulletins.row", number=told.number, station=told.station)
        days = self.say("clerk.bulletins.days", arrived=one.arrived_on, last=one.last_day)
        items = "\n".join(item.words for item in told.items[:MOST_ITEMS])
        card.body.addWidget(Caption(theme, "clerk.strong", named))
        card.body.addWidget(Caption(theme, "clerk.label", days, tone="muted"))
        card.body.addWidget(Caption(theme, "clerk.body", items))
        return card

    def _match_card(self, found: LineMatch) -> Card:
        exact = found.match.strength is Strength.EXACT
        look = ("ban", "danger") if exact else ("alert-triangle", "warn")
        facts = {
            "line": found.line.number,
            "number": found.bulletin.bulletin.number,
            "station": found.bulletin.bulletin.station,
        }
        key = f"clerk.bulletins.line_{found.match.strength}"
        do = "clerk.bulletins.line_disposed" if found.disposed else f"{key}_do"
        card = Card(self.desk.theme, "danger" if exact else "warn", margins=(16, 6, 16, 10))
        note = RecordNote(self.desk.theme, *look)
        note.show_note(self.say(key, **facts), self.say(do, **facts))
        card.body.addWidget(note)
        card.body.addWidget(Caption(self.desk.theme, "clerk.label", found.line.features))
        return card

    @Slot()
    def _go_on(self) -> None:
        page = self._pages.currentIndex()
        if page == _LIST:
            self._form.empty(self.desk.counter.shop.police_station)
            self._turn(_FORM)
            self._form.setFocus()
        elif page == _FORM:
            self._turn(_PIN)
            self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        page = self._pages.currentIndex()
        if page == _LIST:
            self.wished.emit(Wish.BOARD)
        else:
            self._turn(page - 1)

    def _turn(self, page: int) -> None:
        self._proof.pad.clear()
        self._pages.setCurrentIndex(page)
        self.relabel()

    @Slot(str, str)
    def _enter(self, code: str, pin: str) -> None:
        counter, form = self.desk.counter, self._form
        number, written, station = (form.text(one) for one in ("number", "issued_on", "station"))
        item = form.item()

        def job() -> Entered:
            try:
                day = counter.law.read_date(written, counter.ledger.today).day
            except ValueError:
                raise WrongInput("bulletin_date_form") from None
            told = Bulletin(number, day, station, (item,))
            return counter.bulletins.enter(told, StaffCode(code), pin)

        self.work(job, self._entered, self._failed)

    def _entered(self, entered: Entered) -> None:
        self._turn(_LIST)
        count = len(entered.found)
        told = "clerk.bulletins.entered_found" if count else "clerk.bulletins.entered"
        self._ask()
        self.messages.tell(told, "warn" if count else "ok", count=count)

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._turn(_FORM)  # what is wrong with it is mended there
            self.messages.fail(error)
