"""The form of an incident: when it became known, its cases and items, the report's fields, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.incident import DAYS, TEXTS, Counted, Incident
from counter_app.services.japan_time import from_japan, in_japan
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field_ticks import FieldTicks
from ui.widgets.form_fields import FieldRows, FormFields
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel
from ui.widgets.tick_row import TickRow

_WHAT: FieldRows = ((("outline", 1),), (("known_day", 1), ("known_time", 1), ("persons", 1)))
_REPORT: FieldRows = tuple(((name, 1),) for name in (*TEXTS[1:], "protection"))
_WHEN: FieldRows = (
    (("told_on", 1), ("preliminary_on", 1)),
    (("final_on", 1), ("notified_on", 1)),
)
_OPTIONAL = ("persons", *TEXTS[1:], "protection", *DAYS)
_ITEMS = tuple(f"{no}" for no in range(1, 10))
_MARGINS = (20, 14, 20, 14)


class IncidentForm(ScrollColumn):
    """Everything of one incident on one page that scrolls.

    Attributes:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, theme: Theme, cases: Mapping[str, Mapping[str, str]]) -> None:
        """An empty form.

        Args:
            theme: the look.
            cases: the law's cases by key, each in words by language.
        """
        super().__init__()
        self._rows = cases
        self._what, self._report, self._when = (
            FormFields(theme, rows, optional=_OPTIONAL) for rows in (_WHAT, _REPORT, _WHEN)
        )
        self._estimated = TickRow(theme)
        self._estimated.setObjectName("estimated")
        self._cases = {key: TickRow(theme) for key in self._rows}
        self._items = FieldTicks(theme, _ITEMS)
        self._labels = {
            name: PlainLabel(theme, "clerk.section")
            for name in ("cases", "items", "report", "when")
        }
        cased = QWidget()
        column = QVBoxLayout(cased)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for key, tick in self._cases.items():
            tick.setObjectName(f"case_{key}")
            tick.toggled.connect(self._edited)
            column.addWidget(tick)
        self._card(theme, self._what, self._estimated)
        self._card(theme, self._labels["cases"], cased)
        self._card(theme, self._labels["items"], self._items)
        self._card(theme, self._labels["when"], self._when)
        self._card(theme, self._labels["report"], self._report)
        self.column.addStretch(1)
        for form in (self._what, self._report, self._when):
            form.edited.connect(self._edited)
        self._items.edited.connect(self._edited)
        self.setFocusProxy(self._what)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        hints = {
            "known_day": texts.say("clerk.incidents.hint.day"),
            "known_time": texts.say("clerk.incidents.hint.time"),
            "persons": texts.say("clerk.incidents.hint.persons"),
            **dict.fromkeys(DAYS, texts.say("clerk.incidents.hint.day")),
        }
        for form in (self._what, self._report, self._when):
            form.set_words(lambda name: texts.say(f"clerk.incidents.field.{name}"), hints)
        self._estimated.set_words(texts.say("clerk.incidents.estimated"))
        for key, tick in self._cases.items():
            words = self._rows[key]
            tick.set_words(words.get(texts.language, words["en"]))
        self._items.set_words(lambda no: texts.say(f"paper.incident.item.{no}"))
        for name, label in self._labels.items():
            label.setText(texts.say(f"clerk.incidents.section.{name}"))

    def begin(self, now: datetime) -> None:
        """Empty, known at this moment."""
        at = in_japan(now)
        self._what.fill({"known_day": f"{at:%Y-%m-%d}", "known_time": f"{at:%H:%M}"})
        self._report.fill({})
        self._when.fill({})
        self._tick((), (), estimated=False)

    def show_incident(self, told: Incident) -> None:
        """Fill it with what stands now."""
        at = in_japan(told.known_at)
        persons = "" if told.persons is None else f"{told.persons}"
        self._what.fill(
            {
                "known_day": f"{at:%Y-%m-%d}",
                "known_time": f"{at:%H:%M}",
                "persons": persons,
                "outline": told.outline,
            }
        )
        self._report.fill({name: getattr(told, name) for name in (*TEXTS[1:], "protection")})
        days = {name: getattr(told, name) for name in DAYS}
        self._when.fill({name: f"{day}" for name, day in days.items() if day is not None})
        items = tuple(f"{no}" for no in told.items)
        self._tick(told.cases, items, estimated=told.counted == "estimated")

    def missing(self) -> list[str]:
        """The labels of what is still empty and may not stay so."""
        found = self._what.missing()
        if not self._chosen_cases():
            found.append(self._labels["cases"].text())
        return found

    def incident(self, before: Incident | None) -> Incident:
        """What stands in the form.

        Args:
            before: as it was: its moment keeps its seconds while day and minute stay.

        Raises:
            ValueError: a day, a time or the number of persons cannot be read.
        """
        what, report, when = self._what.values(), self._report.values(), self._when.values()
        known = from_japan(f"{what['known_day']}T{what['known_time']}")
        if before is not None and before.known_at.replace(second=0, microsecond=0) == known:
            known = before.known_at
        persons = int(what["persons"]) if what["persons"] else None
        counted: Counted = "estimated" if self._estimated.isChecked() else "known"
        told: dict[str, Any] = {name: report[name] for name in TEXTS[1:]}
        told |= {name: date.fromisoformat(text) if text else None for name, text in when.items()}
        return Incident(
            known,
            self._chosen_cases(),
            what["outline"],
            tuple(int(no) for no in self._items.chosen),
            persons,
            "unknown" if persons is None else counted,
            encrypted=bool(report["protection"]),
            protection=report["protection"],
            **told,
        )

    def _chosen_cases(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self._cases.items() if tick.isChecked())

    def _tick(self, cases: Sequence[str], items: Sequence[str], *, estimated: bool) -> None:
        for key, tick in self._cases.items():
            tick.setChecked(key in cases)
        self._items.choose(items)
        self._estimated.setChecked(estimated)

    def _card(self, theme: Theme, *parts: QWidget) -> None:
        card = Card(theme, margins=_MARGINS)
        for part in parts:
            card.body.addWidget(part)
        self.column.addWidget(card)

    @Slot()
    def _edited(self) -> None:
        self.edited.emit()
