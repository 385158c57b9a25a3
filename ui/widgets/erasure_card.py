"""What the close of the day erased: it runs, is done, waits, or there was nothing to erase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counter_app.domain.erasure import Erased
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.record_note import RecordNote

ErasureState = Literal["unknown", "runs", "nothing", "waits", "done"]


@dataclass(frozen=True, slots=True)
class ErasureTold:
    """How the day's erasure stands.

    Attributes:
        state: unknown until it was asked for.
        erased: what was erased today; None unless it is done.
        kinds: what that was, in words, and from how many records.
    """

    state: ErasureState = "unknown"
    erased: Erased | None = None
    kinds: Sequence[tuple[str, int]] = ()


class ErasureCard(Card):
    """The state in words, what was erased, and what can be done about it.

    Attributes:
        certificate: prints the certificate; there once something was erased.
        again: tries again; there while the erasure waits.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margins=(24, 12, 24, 12))
        self._note = RecordNote(theme, "eraser")
        self._note.setObjectName("erasure")
        self._facts = FactRows(theme)
        self.certificate = Button(theme, icon="printer")
        self.certificate.setObjectName("print_certificate")
        self.again = Button(theme, icon="refresh")
        self.again.setObjectName("erase_again")
        self.body.addWidget(self._note)
        self.body.addWidget(self._facts)
        self.body.addLayout(row(self.certificate, self.again, None))

    def show_told(self, told: ErasureTold, texts: Texts) -> None:
        """Say how it stands."""
        self.setVisible(told.state != "unknown")
        icon, tone = _LOOKS.get(told.state, ("", ""))
        title = texts.say(f"clerk.erasure.{told.state}") if told.state != "unknown" else ""
        line = texts.say(f"clerk.erasure.{told.state}_line") if told.state in _EXPLAINED else ""
        self._note.show_note(title, line, icon=icon, tone=tone)
        facts = [(words, texts.say("clerk.erasure.count", count=n)) for words, n in told.kinds]
        if told.erased is not None:
            for key, count in (("files", told.erased.files), ("visits", told.erased.visits)):
                said = texts.say("clerk.erasure.count", count=count)
                facts += [(texts.say(f"clerk.erasure.{key}"), said)] if count else []
        self._facts.show_facts(facts)
        self.certificate.setText(texts.say("clerk.erasure.print"))
        self.certificate.setVisible(told.erased is not None)
        self.again.setText(texts.say("clerk.erasure.again"))
        self.again.setVisible(told.state == "waits")

    def set_busy(self, *, busy: bool) -> None:
        """Whether something is under way that may not be asked for twice."""
        self.certificate.setEnabled(not busy)
        self.again.setEnabled(not busy)


_LOOKS = {"runs": ("clock", "muted"), "waits": ("alert-triangle", "warn")}
_EXPLAINED = ("runs", "waits", "done")
