"""What the police get to see or hear: what was given of each line, and an inspection's paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.inspection import Inspection
from counter_app.domain.provision import Provision
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.fact_rows import FactRows
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel

_SIDE = 340


class GivenView(QWidget):
    """What was given, line by line, to be told or copied out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._provision: Provision | None = None
        self._note = RecordNote(theme, "circle-check")
        self._note.setObjectName("given")
        self._lines = QVBoxLayout()
        inside = ScrollColumn()
        card = Card(theme, margins=(24, 16, 24, 16))
        card.body.addWidget(self._note)
        card.body.addLayout(self._lines)
        inside.column.addWidget(card)
        inside.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inside)

    def show_provision(self, provision: Provision) -> None:
        """Take what was given; `retranslate` says it."""
        self._provision = provision

    def retranslate(self, texts: Texts, names: Mapping[str, str]) -> None:
        """Say it; `names` are the words of the fields."""
        provision = self._provision
        if provision is None:
            return
        absent = texts.say("clerk.join").join(names.get(one, one) for one in provision.absent)
        line = texts.say("clerk.police.given_all")
        if absent:
            line = texts.say("clerk.police.given_line", absent=absent)
        self._note.show_note(texts.say("clerk.police.given"), line)
        clear_layout(self._lines)
        for one in provision.given:
            number = PlainLabel(self._theme, "clerk.section", str(one.number))
            facts = FactRows(self._theme)
            facts.show_facts(
                [(names.get(name, name), _words(value)) for name, value in one.values.items()]
            )
            self._lines.addWidget(number)
            self._lines.addWidget(facts)


class InspectionView(QWidget):
    """The asked days: how much there is, and the paper itself."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._note = RecordNote(theme, "eye", "primary")
        self._note.setObjectName("inspecting")
        self._facts = FactRows(theme)
        self._preview = PaperPreview(theme, texts)
        self._counts: tuple[int, int] | None = None
        self._asked: Inspection | None = None
        side = Card(theme, margins=(20, 14, 20, 14))
        side.setFixedWidth(_SIDE)
        side.body.addWidget(self._note)
        side.body.addWidget(self._facts)
        side.body.addStretch(1)
        paper = Card(theme, margins=(16, 12, 16, 12))
        paper.body.addWidget(self._preview, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(side)
        layout.addWidget(paper, 1)

    def show_inspection(
        self, asked: Inspection, lines: int, stock: int, pages: Sequence[PaperPage]
    ) -> None:
        """Take what an officer asked to see; `retranslate` says it."""
        self._asked, self._counts = asked, (lines, stock)
        self._preview.set_pages(pages)

    def retranslate(self, texts: Texts) -> None:
        """Say it."""
        self._preview.retranslate(texts)
        asked, counts = self._asked, self._counts
        if asked is None or counts is None:
            return
        say = texts.say
        self._note.show_note(
            say("clerk.police.inspecting", first=asked.first, last=asked.last),
            say("clerk.police.inspecting_line", officer=asked.officer),
        )
        self._facts.show_facts(
            [
                (say("clerk.police.lines"), say("clerk.police.lines_count", count=counts[0])),
                (say("clerk.police.stock"), say("clerk.police.stock_count", count=counts[1])),
            ]
        )


def _words(value: Any) -> str:
    """A value of an act, in one line."""
    if isinstance(value, dict):
        return " ".join(_words(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_words(one) for one in value)
    return "" if value is None else f"{value}"
