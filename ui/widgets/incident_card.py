"""One incident in the list: what it is, what is due about it, and the ways on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot

from counter_app.domain.incident import IncidentClock, KeptIncident
from counter_app.services.japan_time import day_time_words
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, CardKind, row
from ui.widgets.check_row import CheckRow, Finding
from ui.widgets.text import PlainLabel


class IncidentCard(Card):
    """Its clocks stand one below the other; red is what is overdue.

    Attributes:
        changed: it is to be brought up to date (a KeptIncident).
        drafted: the draft of a report is to be printed (the incident's number, "preliminary" or
            "final").
    """

    changed = Signal(object)
    drafted = Signal(int, str)

    def __init__(self, theme: Theme, kept: KeptIncident) -> None:
        super().__init__(theme, margins=(20, 14, 20, 14), spacing=6)
        self._theme = theme
        self._kept = kept
        self._title = PlainLabel(theme, "clerk.strong")
        self._cases = Caption(theme, "clerk.label", tone="muted")
        self._outline = Caption(theme, "clerk.body")
        self._change = Button(theme, icon="pencil")
        self._change.setObjectName(f"change_{kept.first}")
        self._change.clicked.connect(self._to_change)
        self._preliminary, self._final = (Button(theme, icon="printer") for _ in range(2))
        self._preliminary.setObjectName(f"preliminary_{kept.first}")
        self._preliminary.clicked.connect(self._draft_preliminary)
        self._final.setObjectName(f"final_{kept.first}")
        self._final.clicked.connect(self._draft_final)
        for part in (self._title, self._cases, self._outline):
            self.body.addWidget(part)

    def say(self, texts: Texts, cases: str, clocks: tuple[IncidentClock, ...], today: date) -> None:
        """Say it once, with what is due.

        Args:
            texts: the words.
            cases: the law's cases, in words.
            clocks: what has to be done.
            today: the day in Japan.
        """
        told = self._kept.incident
        at = day_time_words(told.known_at)
        number = self._kept.first
        self._title.setText(texts.say("clerk.incidents.row", number=number, at=at))
        self._cases.set_text(cases)
        self._outline.set_text(told.outline)
        for clock in clocks:
            line = CheckRow(self._theme)
            line.setObjectName(f"clock_{clock.step}_{number}")
            state, words = _clock_words(texts, clock, today)
            line.show_finding(texts.say(f"paper.incident.step.{clock.step}"), words, state)
            self.body.addWidget(line)
        self._change.setText(texts.say("clerk.incidents.change"))
        self._preliminary.setText(texts.say("clerk.incidents.preliminary"))
        self._final.setText(texts.say("clerk.incidents.final"))
        self.body.addLayout(row(None, self._preliminary, self._final, self._change))
        self.set_kind(_kind(clocks, today))

    @Slot()
    def _to_change(self) -> None:
        self.changed.emit(self._kept)

    @Slot()
    def _draft_preliminary(self) -> None:
        self.drafted.emit(self._kept.first, "preliminary")

    @Slot()
    def _draft_final(self) -> None:
        self.drafted.emit(self._kept.first, "final")


def _kind(clocks: tuple[IncidentClock, ...], today: date) -> CardKind:
    left = [days for one in clocks if (days := one.days_left(today)) is not None]
    if any(days < 0 for days in left):
        return "danger"
    return "warn" if any(one.done is None for one in clocks) else "plain"


def _clock_words(texts: Texts, clock: IncidentClock, today: date) -> tuple[Finding, str]:
    """How one thing stands, and in what words."""
    if clock.done is not None:
        key = "clerk.incidents.late" if clock.late else "clerk.incidents.done"
        return ("warn" if clock.late else "ok"), texts.say(key, day=clock.done)
    if clock.due is None:
        return "warn", texts.say("clerk.incidents.promptly")
    left = (clock.due - today).days
    if left < 0:
        return "danger", texts.say("clerk.incidents.overdue", day=clock.due, days=-left)
    if left == 0:
        return "warn", texts.say("clerk.incidents.today", day=clock.due)
    return "open", texts.say("clerk.incidents.due", day=clock.due, days=left)
