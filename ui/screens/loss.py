"""The check of the record on demand, and the draft of the report for the police station.

Works from the local record alone. Secondhand Articles Dealer Act, art. 18(2).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.loss import DamagedLine, RecordCheck
from counter_app.services.japan_time import business_day, time_words
from counter_app.services.papers import MadePaper
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.damage_card import Damage, damage_words
from ui.widgets.fact_rows import FactRows
from ui.widgets.page_head import PageHead
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.text import PlainLabel

PREVIEW_DPI = 72
MOST_LINES = 12
_SIDE = 400


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and, where something was found, the draft with its pages."""

    check: RecordCheck
    contradicted: bool
    paper: MadePaper | None
    pages: tuple[PaperPage, ...]


def checked(counter: Counter, *, anew: bool) -> Checked:
    """Check the record where it has to be, and make the draft; runs as a job.

    Args:
        counter: every service.
        anew: although there is a check already.
    """
    check = counter.watch.latest
    if anew or check is None or check.whole:
        check = counter.watch.check("demand")
    if check.whole:
        return Checked(check, contradicted=False, paper=None, pages=())
    paper = counter.losses.draft()
    pages = tuple(
        PaperPage(page.pixels, page.width, page.height, page.stride)
        for page in paper.pages(PREVIEW_DPI)
    )
    return Checked(check, counter.hq.state().contradicted, paper, pages)


class LossScreen(Screen):
    """What was found at the left, the draft at the right."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._found: Checked | None = None
        self._head = PageHead(theme)
        self._again = Button(theme, icon="refresh")
        self._again.setObjectName("check")
        self._again.clicked.connect(self._check)
        self._incident = Button(theme, icon="alert-circle")
        self._incident.setObjectName("incident")
        self._incident.clicked.connect(self._to_incidents)
        self._head.add(self._again)
        self._state = RecordNote(theme, "shield-check")
        self._state.setObjectName("state")
        self._facts = FactRows(theme)
        self._what = PlainLabel(theme, "clerk.section")
        self._lines = Caption(theme, "clerk.label")
        self._lines.setObjectName("lines")
        self._preview_label = PlainLabel(theme, "clerk.section")
        self._preview = PaperPreview(theme, texts)
        self._side = Card(theme, margins=(16, 12, 16, 12))
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._print)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.back)
        self.relabel()
        self._look(anew=False)

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.loss.title"), self.say("clerk.loss.line"))
        self._again.setText(self.say("clerk.loss.check"))
        self._incident.setText(self.say("clerk.loss.incident"))
        self._what.setText(self.say("clerk.loss.what"))
        self._preview_label.setText(self.say("clerk.loss.preview"))
        self._preview.retranslate(self.texts)
        self._actions.set_words(
            self.say("clerk.loss.print"), back=self.say("clerk.loss.back"), primary_icon="printer"
        )
        self._say_found()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._again.setEnabled(not busy)

    def _body(self) -> QHBoxLayout:
        found = ScrollColumn()
        card = Card(self.desk.theme, margins=(20, 14, 20, 14))
        for part in (self._state, self._facts, self._what, self._lines):
            card.body.addWidget(part)
        card.body.addLayout(row(self._incident, None))
        found.column.addWidget(card)
        found.column.addStretch(1)
        self._side.setMaximumWidth(_SIDE)
        self._side.body.addWidget(self._preview_label)
        self._side.body.addWidget(self._preview, 1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(found, 1)
        body.addWidget(self._side, 1)
        return body

    @Slot()
    def _check(self) -> None:
        self._look(anew=True)

    def _look(self, *, anew: bool) -> None:
        counter = self.desk.counter
        self._found = None
        self._say_found()

        def job() -> Checked:
            return checked(counter, anew=anew)

        self.work(job, self._show, lane="check")

    def _show(self, found: Checked) -> None:
        self._found = found
        self._preview.set_pages(found.pages)
        self._say_found()

    def _say_found(self) -> None:
        found = self._found
        damaged = found is not None and not found.check.whole
        for part in (self._facts, self._what, self._lines, self._side):
            part.setVisible(damaged)
        self._actions.primary.setVisible(damaged)
        if found is None:
            self._state.show_note(self.say("clerk.loss.checking"), "", icon="clock", tone="muted")
        elif found.check.whole:
            line = self.say("clerk.loss.whole_line", acts=found.check.acts, lines=found.check.lines)
            self._state.show_note(self.say("clerk.loss.whole"), line)
        else:
            self._say_damage(found)

    def _say_damage(self, found: Checked) -> None:
        check, shop = found.check, self.desk.counter.shop
        station = shop.police_station or self.say("clerk.loss.station_unknown")
        damage = Damage(check, found.contradicted, shop.till, shop.police_station, manager=True)
        self._state.show_note(
            self.say("clerk.loss.found"),
            f"{self.say('clerk.loss.report', station=station)}\n{self.say('clerk.loss.locked')}",
            icon="alert-triangle",
            tone="danger",
        )
        kept = sum(one.restorable for one in check.damaged)
        self._facts.show_facts(
            [
                (self.say("clerk.loss.station"), station),
                (
                    self.say("clerk.loss.found_at"),
                    f"{self.texts.day(business_day(check.at))} {time_words(check.at)}",
                ),
                (
                    self.say("clerk.loss.count"),
                    self.say("clerk.loss.count_of", count=len(check.damaged), kept=kept),
                ),
            ]
        )
        named = [self._line_words(one) for one in check.damaged[:MOST_LINES]]
        more = len(check.damaged) - MOST_LINES
        if more > 0:
            named.append(self.say("clerk.loss.more_lines", count=more))
        if found.contradicted or not named:
            named.insert(0, damage_words(damage, self.texts))
        self._lines.set_text("\n".join(named))

    def _line_words(self, one: DamagedLine) -> str:
        number = f"{self.desk.counter.shop.till}-{one.running:06d}"
        return f"{number}  {self.say(f'clerk.loss.harm.{one.harm}')}"

    @Slot()
    def _print(self) -> None:
        losses, found = self.desk.counter.losses, self._found
        if found is None or found.paper is None or self.is_working:
            return
        paper = found.paper

        def job() -> None:
            losses.print(paper)

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.loss.printed", "ok")

    @Slot()
    def _to_incidents(self) -> None:
        """A lost record is an incident with personal data too (APPI art. 26)."""
        self.wished.emit(Wish.INCIDENTS)

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
