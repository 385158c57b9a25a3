"""What was given to third parties, by recipient and day, and the register on paper.

Giving itself is a command (counterctl provision give): what goes out goes into a file. The police's
provisions are on their own page and never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.third_party import KeptProvision
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.empty_note import EmptyNote
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel

MOST_ROWS = 100
"""So many are shown, the newest of each recipient first; the paper has all of them."""

_PERIODS = {"month": timedelta(days=31), "year": timedelta(days=366), "all": None}


@dataclass(frozen=True, slots=True)
class Given:
    """What the services say: every record, and until when each is kept."""

    entries: tuple[tuple[KeptProvision, date | None], ...]


class ProvisionsScreen(Screen):
    """One card a record, under the name of its recipient."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._given: Given | None = None
        self._head = PageHead(theme)
        self._recipient, self._period = ChoiceField(theme), ChoiceField(theme)
        self._recipient.setObjectName("recipient")
        self._period.setObjectName("period")
        for field in (self._recipient, self._period):
            field.chosen.connect(self._say_rows)
        self._empty = EmptyNote(theme, "shield-check")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._print)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._look()

    @override
    def relabel(self) -> None:
        say = self.say
        self._head.set_words(say("clerk.provisions.title"), say("clerk.provisions.line"))
        self._empty.set_words(say("clerk.provisions.none"), say("clerk.provisions.none_line"))
        self._recipient.set_words(say("clerk.provisions.recipient"))
        self._period.set_words(say("clerk.provisions.period"))
        period = self._period.key() or "month"
        self._period.set_choices([(key, say(f"clerk.provisions.{key}")) for key in _PERIODS])
        self._period.set_key(period)
        self._set_recipients()
        self._actions.set_words(
            say("clerk.provisions.print"),
            back=say("clerk.provisions.back"),
            primary_icon="printer",
        )
        self._say_rows()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)

    def _body(self) -> QVBoxLayout:
        kept = ScrollColumn(spacing=8)
        kept.column.addWidget(self._empty)
        kept.column.addLayout(self._rows)
        kept.column.addStretch(1)
        asked = row(spacing=12)
        asked.addWidget(self._recipient, 1)
        asked.addWidget(self._period, 1)
        body = QVBoxLayout()
        body.setSpacing(12)
        body.addLayout(asked)
        body.addWidget(kept, 1)
        return body

    def _look(self) -> None:
        register = self.desk.counter.register

        def job() -> Given:
            return Given(tuple((one.kept, one.kept_to) for one in register.entries()))

        self.work(job, self._show)

    def _show(self, given: Given) -> None:
        self._given = given
        self._set_recipients()
        self._say_rows()

    def _set_recipients(self) -> None:
        """Everybody who got something; nobody else is of interest here."""
        names = dict.fromkeys(
            one.record.recipient.name for one, _to in (self._given.entries if self._given else ())
        )
        every = ("", self.say("clerk.provisions.everybody"))
        chosen = self._recipient.key()
        self._recipient.set_choices([every, *((name, name) for name in names)])
        self._recipient.set_key(chosen if chosen in names else "")

    @property
    def _first(self) -> date | None:
        """The first day that is asked for."""
        span = _PERIODS[str(self._period.key() or "month")]
        return None if span is None else self.desk.counter.third_parties.today - span

    def _chosen(self) -> list[tuple[KeptProvision, date | None]]:
        name, first = str(self._recipient.key() or ""), self._first or date.min
        found = [
            (one, to)
            for one, to in (self._given.entries if self._given else ())
            if name in ("", one.record.recipient.name) and one.record.day >= first
        ]
        found.sort(key=lambda told: told[0].seq, reverse=True)
        return sorted(found, key=lambda told: told[0].record.recipient.name)

    @Slot()
    def _say_rows(self) -> None:
        clear_layout(self._rows)
        chosen = self._chosen()
        self._empty.setVisible(self._given is not None and not chosen)
        before = ""
        for kept, to in chosen[:MOST_ROWS]:
            name = kept.record.recipient.name
            if name != before:
                self._rows.addWidget(PlainLabel(self.desk.theme, "clerk.section", name))
                before = name
            self._rows.addWidget(self._card(kept, to))
        more = len(chosen) - MOST_ROWS
        if more > 0:
            words = self.say("clerk.provisions.more", count=more)
            self._rows.addWidget(PlainLabel(self.desk.theme, "clerk.label", words, tone="muted"))

    def _card(self, kept: KeptProvision, to: date | None) -> Card:
        theme, told = self.desk.theme, kept.record
        card = Card(theme, margins=(16, 10, 16, 10), spacing=4)
        facts = {"seq": kept.seq, "day": told.day, "by": kept.by}
        card.body.addWidget(
            Caption(theme, "clerk.strong", self.say("clerk.provisions.row", **facts))
        )
        if told.output is not None:
            words = self.say("clerk.provisions.output", reference=told.output.reference)
        else:
            words = self.say(
                "clerk.provisions.what",
                row=self.say(f"paper.provisions.row.{told.row}"),
                count=len(told.persons),
                fields=self.say("clerk.join").join(self._field_names(told.fields)),
            )
        card.body.addWidget(Caption(theme, "clerk.body", words))
        key = "clerk.provisions.kept" if to else "clerk.provisions.kept_open"
        basis = self.say(f"paper.provisions.basis.{told.basis}") if told.basis else ""
        way = self.say(f"paper.provisions.method.{told.method}")
        said = (basis, told.contract, way, self.say(key, to=to))
        line = self.say("clerk.join").join(one for one in said if one)
        card.body.addWidget(Caption(theme, "clerk.label", line, tone="muted"))
        return card

    def _field_names(self, fields: tuple[str, ...]) -> list[str]:
        """The fields in words, as the table of their clocks has them."""
        today = self.desk.counter.third_parties.today
        rows = self.desk.counter.retention.retention_on(today).fields
        found = [rows.find(field, today) for field in fields]
        japanese = self.texts.language == "ja"
        return [one.ja if japanese else one.en for one in found if one is not None]

    @Slot()
    def _print(self) -> None:
        counter, first = self.desk.counter, self._first
        name = str(self._recipient.key() or "")

        def job() -> None:
            counter.losses.print(counter.register.paper(first, to=name))

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.provisions.printed", "ok")

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
