"""The morning check: is this PC fit for the counter, each thing with what to do when it is not.

The ledger has to be on paper at once when the police ask (Act art. 18(1)), so the printer and the
record are looked at before the shop opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow
from counter_app.services.doctor import Finding
from counter_app.texts import Texts
from ui.messages import Messages, error_words
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.card import Card, Rule
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn

CHECKS = (
    *("record", "law", "clock", "disk", "keys"),
    *("camera", "reader", "tesseract", "printer", "hq", "incidents", "requests"),
)
LOOKS = {
    "well": ("circle-check", "ok"),
    "note": ("alert-triangle", "warn"),
    "stop": ("ban", "danger"),
    "integrity": ("alert-circle", "danger"),
}


class MorningScreen(Screen):
    """One row a check; all are made anew when the screen is opened."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._found: dict[str, Finding] = {}
        self._head = PageHead(theme)
        self._rows = {code: RecordNote(theme, "clock", "muted") for code in CHECKS}
        self._whole = RecordNote(theme, "clock", "muted")
        self._whole.setObjectName("whole")
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._look)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.back)
        self.relabel()
        self._look()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.morning.title"), self.say("clerk.morning.line"))
        self._actions.set_words(
            self.say("clerk.morning.again"),
            back=self.say("clerk.loss.back"),
            primary_icon="refresh",
        )
        self._say_found()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.primary.set_busy(busy)  # the way back stays open: nothing blocks the window

    def _body(self) -> QHBoxLayout:
        theme = self.desk.theme
        card = Card(theme, margins=(20, 12, 20, 12), spacing=4)
        card.body.addWidget(self._whole)
        for code, row in self._rows.items():
            row.setObjectName(f"check_{code}")
            card.body.addWidget(Rule(theme))
            card.body.addWidget(row)
        rows = ScrollColumn()
        rows.column.addWidget(card)
        rows.column.addStretch(1)
        body = QHBoxLayout()
        body.addWidget(rows, 1)
        return body

    @Slot()
    def _look(self) -> None:
        doctor = self.desk.counter.doctor
        self._found = {}
        self._say_found()

        def job() -> list[Finding]:
            return list(doctor())

        self.work(job, self._show, lane="check")

    def _show(self, found: Sequence[Finding]) -> None:
        self._found = {one.code: one for one in found}
        self._say_found()

    def _say_found(self) -> None:
        for code, row in self._rows.items():
            name = self.say(f"clerk.morning.{code}")
            finding = self._found.get(code)
            if finding is None:
                row.show_note(name, self.say("clerk.morning.looking"))
                continue
            icon, tone = LOOKS[finding.weight]
            state = self.say(f"clerk.morning.{finding.weight}")
            named = self.say("clerk.morning.row", name=name, state=state)
            row.show_note(named, self._finding_words(finding), icon=icon, tone=tone)
        self._say_whole()

    def _say_whole(self) -> None:
        """The sum of it: may the shop open."""
        weights = {one.weight for one in self._found.values()}
        if not weights:
            self._whole.show_note(self.say("clerk.morning.looking_all"), "")
            return
        worst = next(one for one in ("integrity", "stop", "note", "well") if one in weights)
        icon, tone = LOOKS[worst]
        ill = [one.code for one in self._found.values() if one.weight == "integrity"]
        said = "law" if ill == ["law"] else worst
        self._whole.show_note(self.say(f"clerk.morning.all.{said}"), "", icon=icon, tone=tone)

    def _finding_words(self, finding: Finding) -> str:
        """What was found and, where it is not well, what to do."""
        facts, code = finding.facts, finding.code
        error = facts.get("error") or (code == "hq" and facts.get("alarm"))
        if error and code != "clock":
            given = {name: value for name, value in facts.items() if name != "error"}
            return error_words(self.texts, NotPossibleNow(str(error), **given))
        if code == "incidents" and finding.weight == "note":
            return self._incident_words(facts)
        if code == "law" and finding.weight == "well":
            return self._law_words(facts)
        key = "well" if finding.weight == "well" else "do"
        if code == "hq" and finding.weight == "note":
            key = "late" if facts["enrolled"] else "do"
        faults = facts.get("faults")
        count = len(faults) if isinstance(faults, list) else 0
        return self.say(f"clerk.morning.{code}.{key}", **facts, count=count)

    def _incident_words(self, facts: Mapping[str, object]) -> str:
        """How many reports wait, until when, and what is late (APPI art. 26)."""
        keys = ["open"]
        if "next" in facts:
            keys.append("overdue" if facts["overdue"] else "next")
        return " ".join(self.say(f"clerk.morning.incidents.{key}", **facts) for key in keys)

    def _law_words(self, facts: Mapping[str, object]) -> str:
        """Which version holds, since when, and which one comes."""
        words = self.say(f"clerk.morning.law.{'since' if facts['since'] else 'shipped'}", **facts)
        if "next" in facts:
            words += self.say("clerk.morning.law.next", **facts)
        return words

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
