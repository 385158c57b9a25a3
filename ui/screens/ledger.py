"""The manager's ledger: a day's lines, whether the record proves itself, the print and its preview.

Works from the local record alone, for the ledger has to be shown at once when the police ask
(Secondhand Articles Dealer Act, art. 18(1)).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.errors import CounterError
from counter_app.domain.ledger import LedgerDay
from counter_app.domain.ledger import LedgerLine as BookLine
from counter_app.domain.values import yen_words
from counter_app.services.ledger_search import FoundLines
from counter_app.services.papers import MadePaper
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import AskBeyond, Correct, Desk, Dispose, Screen, Wish, Withdraw
from ui.widgets.action_row import ActionRow
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, column, row
from ui.widgets.damage_card import Damage, DamageCard
from ui.widgets.empty_note import EmptyNote
from ui.widgets.ledger_rows import table_row
from ui.widgets.ledger_search import LedgerSearch
from ui.widgets.ledger_table import Column, LedgerTable
from ui.widgets.page_head import PageHead
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import ElidedLabel, PlainLabel

COLUMNS = (
    Column("number", 80),
    Column("time", 68),
    Column("kind", 64),
    Column("article", 112, stretch=True),
    Column("price", 96, align="right"),
    Column("person", 112, stretch=True),
)
PREVIEW_DPI = 72
_SIDE = 384
_ROOT_SIGNS = 16


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day of the ledger as the screen shows it.

    Attributes:
        held: running numbers of lines whose article is under a custody order.
    """

    day: LedgerDay
    paper: MadePaper
    pages: tuple[PaperPage, ...]
    held: frozenset[int]


@dataclass(frozen=True, slots=True)
class Proved:
    """What the check of the whole record found.

    Attributes:
        faults: how many; none when the record proves itself.
        contradicted: HQ's receipt and the record do not agree.
    """

    acts: int
    lines: int
    faults: int
    contradicted: bool


def shown_day(counter: Counter, day: date) -> ShownDay:
    """Read and print a day; runs as a job."""
    found = counter.ledger.day(day)
    paper = counter.ledger.book([found])
    pages = [
        PaperPage(page.pixels, page.width, page.height, page.stride)
        for page in paper.pages(PREVIEW_DPI)
    ]
    held = frozenset(counter.custody.held(list(found.lines)))
    return ShownDay(found, paper, tuple(pages), held)


class LedgerScreen(Screen):
    """A day of this till's volume."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._today = desk.counter.ledger.today
        self._day = self._today
        self._shown: ShownDay | None = None
        self._found: FoundLines | None = None
        self._found_held: AbstractSet[int] = frozenset()
        self._lines: tuple[BookLine, ...] = ()
        self._search = self._made_search()
        self._proved: Proved | None = None
        self._head = PageHead(theme)
        self._day_label = PlainLabel(theme, "clerk.section")
        self._day_label.setObjectName("day")
        self._sum = ElidedLabel(theme, "clerk.label", tone="muted")
        self._before = IconButton(theme, "chevron-left", "", tone="ink")
        self._before.setObjectName("day_before")
        self._before.clicked.connect(self._go_before)
        self._after = IconButton(theme, "chevron-right", "", tone="ink")
        self._after.setObjectName("day_after")
        self._after.clicked.connect(self._go_after)
        self._to_today = Button(theme, "chip", icon="calendar")
        self._to_today.setObjectName("today")
        self._to_today.clicked.connect(self._go_today)
        self._table = LedgerTable(theme, COLUMNS)
        self._table.setObjectName("ledger_lines")
        self._table.chosen.connect(self._say_chosen)
        self._table.opened.connect(self._to_correction)
        self._correct = self._button("correct_line", "pencil", self._to_correction)
        self._dispose = self._button("dispose_line", "package", self._to_disposal)
        self._consent = self._button("consent", "signature", self._to_consent)
        self._extract, self._extra = (
            self._button("extract", "zoom-in", self._to_extract),
            self._button("extra_purpose", "message-question", self._to_extra),
        )
        self._empty = EmptyNote(theme, "book-2")
        self._preview_label = PlainLabel(theme, "clerk.section")
        self._preview = PaperPreview(theme, texts)
        self._damage = DamageCard(theme)
        self._damage.opened.connect(self._to_loss)
        self._proof = RecordNote(theme, "shield-check")
        self._proof.setObjectName("proof")
        self._till = RecordNote(theme, "info-circle", "primary")
        self._root = ElidedLabel(theme, "clerk.caption", tone="muted", digits=True)
        self._root.setObjectName("root")
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._table)
        self.relabel()
        self._load()
        self._prove()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.ledger.title"), self.say("clerk.ledger.line"))
        self._before.set_name(self.say("clerk.ledger.before"))
        self._after.set_name(self.say("clerk.ledger.after"))
        self._to_today.setText(self.say("clerk.ledger.today"))
        self._search.set_words(
            self.say("clerk.ledger.search"),
            self.say("clerk.ledger.search_hint"),
            self.say("clerk.ledger.search_empty"),
        )
        self._preview_label.setText(self.say("clerk.ledger.preview"))
        self._preview.retranslate(self.texts)
        till = self.desk.counter.shop.till
        self._till.show_note(self.say("clerk.ledger.this_till", till=till), "")
        self._actions.set_words(
            self.say("clerk.ledger.print", day=self._day),
            back=self.say("clerk.ledger.board"),
            primary_icon="printer",
        )
        self._correct.setText(self.say("clerk.ledger.correct"))
        self._dispose.setText(self.say("clerk.ledger.dispose"))
        self._dispose.setToolTip(self.say("clerk.ledger.choose"))
        self._consent.setText(self.say("clerk.ledger.consent"))
        self._consent.setToolTip(self.say("clerk.ledger.choose"))
        self._extra.setText(self.say("clerk.ledger.extra"))
        self._extra.setToolTip(self.say("clerk.ledger.choose"))
        self._extract.setText(self.say("clerk.ledger.extract"))
        self._correct.setToolTip(self.say("clerk.ledger.choose"))
        self._say_day()
        self._say_proof()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._before.setEnabled(not busy)
        self._after.setEnabled(not busy and self._day < self._today)
        self._to_today.setEnabled(not busy and self._day != self._today)
        self._say_chosen()

    def _button(self, name: str, icon: str, pressed: Callable[[], None]) -> Button:
        made = Button(self.desk.theme, icon=icon)
        made.setObjectName(name)
        made.clicked.connect(pressed)
        return made

    def _made_search(self) -> LedgerSearch:
        search = LedgerSearch(self.desk.theme)
        search.asked.connect(self._look_for)
        search.left.connect(self._to_table)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(search.setFocus)
        return search

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        table = Card(theme, margins=(12, 8, 12, 8))
        picker = row(spacing=8)
        picker.addLayout(column(None, self._day_label, self._sum, None, spacing=0), 1)
        for part in (self._before, self._to_today, self._after):
            picker.addWidget(part)
        table.body.addWidget(self._search)
        table.body.addLayout(picker)
        table.body.addWidget(self._table, 1)
        table.body.addWidget(self._empty, 1)
        table.body.addLayout(row(self._extra, None, self._consent))
        table.body.addLayout(row(self._extract, None, self._dispose, self._correct))
        side = Card(theme, margins=(16, 12, 16, 12))
        side.setMaximumWidth(_SIDE)
        side.body.addWidget(self._preview_label)
        side.body.addWidget(self._preview, 1)
        side.body.addWidget(self._proof)
        side.body.addWidget(self._till)
        side.body.addWidget(self._root)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(table, 2)
        body.addWidget(side, 1)
        whole = column(self._damage, spacing=8)
        whole.addLayout(body, 1)
        return whole

    def _load(self) -> None:
        counter, day = self.desk.counter, self._day

        def job() -> ShownDay:
            return shown_day(counter, day)

        self.work(job, self._show)

    def _show(self, shown: ShownDay) -> None:
        self._shown = shown
        self._preview.set_pages(shown.pages)
        self._say_day()

    def _say_day(self) -> None:
        if self._found is not None:
            self._say_found()
            return
        self._day_label.setText(self.say("clerk.ledger.day", day=self._day))
        shown = self._shown
        if shown is None:
            return
        lines = shown.day.lines
        self._sum.show()
        self._sum.setText(
            self.say("clerk.ledger.lines", lines=len(lines), total=yen_words(shown.day.total))
        )
        self._empty.set_words(self.say("clerk.ledger.empty"), self.say("clerk.ledger.empty_line"))
        self._list(lines, shown.held, with_day=False)
        root = shown.day.root.hex()[:_ROOT_SIGNS]
        self._root.setText(f"{self.say('clerk.ledger.root')}  {root}…")

    def _list(self, lines: Sequence[BookLine], held: AbstractSet[int], *, with_day: bool) -> None:
        """Put lines into the table, or the note that there is none into its place."""
        self._lines = tuple(lines)
        when = "clerk.ledger.date" if with_day else "clerk.ledger.time"
        keys = [when if one.key == "time" else f"clerk.ledger.{one.key}" for one in COLUMNS]
        self._table.set_headers([self.say(key) for key in keys])
        self._table.set_lines(
            [
                table_row(one, self.say, with_day=with_day, held=one.number.running in held)
                for one in lines
            ]
        )
        self._table.setVisible(bool(lines))
        self._correct.setVisible(bool(lines))
        self._dispose.setVisible(bool(lines))
        self._consent.setVisible(bool(lines))
        self._extra.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._say_chosen()

    @Slot(str)
    def _look_for(self, text: str) -> None:
        """Look for a text among all lines, while the window goes on; the last one typed counts."""
        self._found = None
        if not text:
            self._say_day()
            return
        counter = self.desk.counter

        def job() -> tuple[FoundLines, AbstractSet[int]]:
            found = counter.ledger.search(text)
            return found, counter.custody.held(list(found.lines)).keys()

        def show(told: tuple[FoundLines, AbstractSet[int]]) -> None:
            if text == self._search.text():
                self._found, self._found_held = told
                self.messages.clear()
                self._say_found()

        def fails(error: CounterError) -> None:
            if text == self._search.text():
                self.messages.fail(error)

        self.desk.tasks.run(self, job, show, fails)

    def _say_found(self) -> None:
        found = self._found
        if found is None:
            return
        count = len(found.lines) + found.rest
        self._day_label.setText(self.say("clerk.ledger.found", lines=f"{count:,}"))
        self._sum.setText(self.say("clerk.ledger.found_shown", shown=len(found.lines)))
        self._sum.setVisible(bool(found.rest))
        self._empty.set_words(self.say("clerk.ledger.none"), self.say("clerk.ledger.none_line"))
        self._list(found.lines, self._found_held, with_day=True)

    @Slot()
    def _to_table(self) -> None:
        if self._lines:
            self._table.setFocus()
            self._table.selectRow(0)

    @Slot()
    def _say_chosen(self) -> None:
        ready = self._table.chosen_key() is not None and not self.is_working
        self._correct.setEnabled(ready)
        self._dispose.setEnabled(ready)
        self._consent.setEnabled(ready)
        self._extra.setEnabled(ready)

    def _chosen_line(self) -> BookLine | None:
        key = self._table.chosen_key()
        return next((line for line in self._lines if line.number.running == key), None)

    @Slot()
    def _to_correction(self) -> None:
        if (line := self._chosen_line()) is not None:
            self.wished.emit(Correct(line.number))

    @Slot()
    def _to_disposal(self) -> None:
        if (line := self._chosen_line()) is not None:
            self.wished.emit(Dispose(line.number))

    @Slot()
    def _to_consent(self) -> None:
        if (line := self._chosen_line()) is not None:
            self.wished.emit(Withdraw(line.number))

    @Slot()
    def _to_extra(self) -> None:
        if (line := self._chosen_line()) is not None:
            self.wished.emit(AskBeyond(line.number))

    @Slot()
    def _to_extract(self) -> None:
        self.wished.emit(Wish.EXTRACT)

    def _prove(self) -> None:
        counter = self.desk.counter

        def job() -> Proved:
            check = counter.watch.check("demand")
            contradicted = counter.hq.state().contradicted
            return Proved(check.acts, check.lines, len(check.faults), contradicted)

        self.desk.tasks.run(self, job, self._show_proof, self.messages.fail, lane="check")

    def _show_proof(self, proved: Proved) -> None:
        self._proved = proved
        self._say_proof()

    def _say_proof(self) -> None:
        counter, proved = self.desk.counter, self._proved
        shop, contradicted = counter.shop, proved is not None and proved.contradicted
        damage = Damage(
            counter.watch.latest, contradicted, shop.till, shop.police_station, manager=True
        )
        self._damage.show_damage(damage, self.texts)
        self._proof.setVisible(not damage.is_there)  # the card says it all
        if proved is None:
            self._proof.show_note(self.say("clerk.ledger.proving"), "", icon="clock", tone="muted")
        elif proved.faults:
            self._proof.show_note(
                self.say("clerk.ledger.faults", count=proved.faults),
                self.say("clerk.ledger.faults_line"),
                icon="alert-circle",
                tone="danger",
            )
        else:
            self._proof.show_note(
                self.say("clerk.ledger.proved"),
                self.say("clerk.ledger.proved_line", acts=proved.acts, lines=proved.lines),
            )

    @Slot()
    def _go_before(self) -> None:
        self._open(self._day - timedelta(days=1))

    @Slot()
    def _go_after(self) -> None:
        self._open(self._day + timedelta(days=1))

    @Slot()
    def _go_today(self) -> None:
        self._open(self._today)

    def _open(self, day: date) -> None:
        self._day = day
        self._shown = None
        self._search.empty()
        self.relabel()
        self._load()

    @Slot()
    def _print(self) -> None:
        ledger, shown = self.desk.counter.ledger, self._shown
        if shown is None or self.is_working:
            return
        paper, days = shown.paper, [shown.day]

        def job() -> None:
            ledger.print(paper, days)

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self._load()  # the next print says that it is one
        self.messages.tell("clerk.ledger.printed", "ok")

    @Slot()
    def _to_loss(self) -> None:
        self.wished.emit(Wish.LOSS)

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
