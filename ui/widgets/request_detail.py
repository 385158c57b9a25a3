"""One request: what was asked, how far it is, and the ways beside the next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.requests import Request, RequestRow
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel

WAYS = {"check": "user-check", "link": "search", "note": "pencil", "refuse": "ban"}
"""What can be done beside the next step, and its icon."""

_SIDE = 400


class RequestDetail(QWidget):
    """Facts at the left, words at the right.

    Attributes:
        way: the name of what is to be done, one of WAYS.
    """

    way = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._shown: tuple[Request, Mapping[str, str], date] | None = None
        self._facts = FactRows(theme)
        self._asked_label = PlainLabel(theme, "clerk.section")
        self._asked = Paragraphs(theme, "clerk.body")
        self._notes_label = PlainLabel(theme, "clerk.section")
        self._notes = Paragraphs(theme, "clerk.body")
        self._answer_label = PlainLabel(theme, "clerk.section")
        self._answer = Paragraphs(theme, "clerk.body")
        self._buttons = {name: Button(theme, icon=icon) for name, icon in WAYS.items()}
        for name, button in self._buttons.items():
            button.setObjectName(name)
            button.clicked.connect(self._press)
        self._build(theme)

    def show_request(self, request: Request, reasons: Mapping[str, str], today: date) -> None:
        """Show a request as it stands; `reasons` are the words of those that may be given."""
        self._shown = (request, reasons, today)
        self.retranslate(self._texts)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        say = texts.say
        self._asked_label.setText(say("clerk.requests.asked"))
        self._notes_label.setText(say("clerk.requests.notes"))
        self._answer_label.setText(say("clerk.requests.answered"))
        for name, button in self._buttons.items():
            button.setText(say(f"clerk.requests.way.{name}"))
        if self._shown is not None:
            self._draw(*self._shown)

    def _draw(self, request: Request, reasons: Mapping[str, str], today: date) -> None:
        self._facts.show_facts(self._rows(request, today))
        self._asked.set_text(request.asked.text)
        notes = "\n".join(one.text for one in request.notes)
        self._notes.set_text(notes)
        for part in (self._notes_label, self._notes):
            part.setVisible(bool(notes))
        text = request.answer.text if request.answer else ""
        told = "\n".join(filter(None, (text, *_reasons(request, reasons))))
        self._answer.set_text(told)
        for part in (self._answer_label, self._answer):
            part.setVisible(bool(told))
        is_open, plain = request.answer is None, request.kind.value == "question"
        self._buttons["check"].setVisible(is_open and not plain)
        self._buttons["link"].setVisible(is_open)
        self._buttons["note"].setVisible(is_open)
        self._buttons["refuse"].setVisible(is_open and not plain)

    def _rows(self, request: Request, today: date) -> list[tuple[str, str]]:
        say = self._texts.say
        asked, check = request.asked, request.check
        contact = " ".join(filter(None, (asked.phone, asked.email, asked.address)))
        confirmed = say(f"clerk.requests.how.{check.how}") if check else say("clerk.requests.not")
        told = [
            ("name", asked.name or say("clerk.requests.nobody")),
            (
                "requester",
                f"{say(f'clerk.requests.requester.{asked.requester}')} "
                f"{asked.requester_name}".strip(),
            ),
            ("came", say(f"clerk.requests.came.{asked.came}")),
            ("answer_by", say(f"clerk.requests.answer.{asked.answer}")),
            ("contact", contact),
            ("taken", f"{self._texts.day(request.row.taken_on)}"),
            ("due", self._texts.day(request.row.due)),
            ("left", self._left(request.row, today)),
            ("deals", " ".join(str(one) for one in request.deals) or say("clerk.requests.not")),
            ("checked", confirmed if request.kind.value != "question" else ""),
        ]
        if request.answer is not None:
            told.append(("result", say(f"clerk.requests.result.{request.answer.result}")))
        return [(say(f"clerk.requests.fact.{key}"), words) for key, words in told if words]

    def _left(self, row: RequestRow, today: date) -> str:
        if row.answered is not None:
            return ""
        left = row.days_left(today)
        if left < 0:
            return self._texts.say("clerk.requests.overdue", days=-left)
        return self._texts.say("clerk.requests.days_left", days=left)

    def _build(self, theme: Theme) -> None:
        facts = Card(theme, margins=(20, 14, 20, 14))
        facts.body.addWidget(self._facts)
        side = ScrollColumn()
        side.column.addWidget(facts)
        side.column.addStretch(1)
        side.setFixedWidth(_SIDE)
        words = Card(theme, margins=(20, 14, 20, 14))
        for part in (
            *(self._asked_label, self._asked, self._notes_label, self._notes),
            *(self._answer_label, self._answer),
        ):
            words.body.addWidget(part)
        main = ScrollColumn()
        main.column.addWidget(words)
        for button in self._buttons.values():
            main.column.addWidget(button)
        main.column.addStretch(1)
        whole = row(spacing=16)
        whole.addWidget(side)
        whole.addWidget(main, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(whole)

    @Slot()
    def _press(self) -> None:
        sender = self.sender()
        for name, button in self._buttons.items():
            if button is sender:
                self.way.emit(name)


def _reasons(request: Request, words: Mapping[str, str]) -> list[str]:
    if request.answer is None:
        return []
    return [
        f"{words.get(one.code, one.code)} {one.words}".strip() for one in request.answer.reasons
    ]
