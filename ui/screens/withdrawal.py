"""A customer takes optional answers back after the deal: which ones, whose wish, and who notes it.

Only what stands can be ticked. Nobody has to give a reason, and the deal itself is not touched.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from counter_app.domain.answers import ANSWERS, StandingConsent, Wish
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.withdrawals import Changed
from counter_app.texts import Texts
from ui.line_screen import LineScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.screen import Wish as Place
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import row
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow


class WithdrawalScreen(LineScreen):
    """The answers that stand, to be ticked, and who takes the wish."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._consent: StandingConsent | None = None
        self._stands = Caption(theme, "clerk.strong")
        self._stands.setObjectName("stands")
        self._answers = {name: TickRow(theme) for name in ANSWERS}
        for name, tick in self._answers.items():
            tick.setObjectName(f"answer_{name}")
        self._effect = Caption(theme, "clerk.label", tone="muted")
        self._wishes = {wish: Button(theme, "chip") for wish in Wish}
        for wish, button in self._wishes.items():
            button.setObjectName(f"by_{wish}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self._wishes[Wish.PERSON].setChecked(True)
        self._why = TextField(theme)
        self._why.field.setObjectName("why")
        self._proof.given.connect(self._take_back)
        self.fill(*self._parts())
        self.setFocusProxy(self._answers["direct_mail"])
        self.relabel()
        self.ask_staff()

    def show_line(self, number: LedgerNumber) -> None:
        """Begin with a line of the deal; one without a consent is told."""
        self._number = number
        self.relabel()
        withdrawals = self.desk.counter.withdrawals

        def job() -> StandingConsent:
            return withdrawals.of_line(number)

        self.work(job, self._show)

    @override
    def relabel(self) -> None:
        number = str(self._number or "")
        self.name_page(
            self.say("clerk.withdrawal.title", number=number), self.say("clerk.withdrawal.line")
        )
        for name, tick in self._answers.items():
            tick.set_words(self.say(f"clerk.withdrawal.{name}"))
        for wish, button in self._wishes.items():
            button.setText(self.say(f"clerk.withdrawal.by_{wish}"))
        self._effect.set_text(self.say("clerk.withdrawal.effect"))
        self._why.set_words(self.say("clerk.withdrawal.why"), self.say("clerk.withdrawal.why_hint"))
        self._say_standing()

    def _parts(self) -> list[QWidget | QLayout]:
        wishes = row(*self._wishes.values(), None, spacing=8)
        return [self._stands, *self._answers.values(), self._effect, wishes, self._why]

    def _show(self, consent: StandingConsent) -> None:
        self._consent = consent
        self._say_standing()

    def _say_standing(self) -> None:
        """What stands now; without anything there is nothing to tick and no PIN to type."""
        consent = self._consent
        stand = frozenset[str]()
        if consent is not None:  # of an erased one nobody can say what stood
            stand = frozenset(ANSWERS) if consent.erased else consent.answers
        for name, tick in self._answers.items():
            tick.setVisible(name in stand)
        for part in (self._effect, self._why, *self._wishes.values()):
            part.setVisible(bool(stand))
        self._proof.pad.setEnabled(bool(stand) and bool(self._proof.code))
        if consent is None:
            self._stands.set_text("")
        elif consent.erased:
            self._stands.set_text(self.say("clerk.withdrawal.erased"))
        else:
            self._stands.set_text(
                self.say("clerk.withdrawal.stands" if stand else "clerk.withdrawal.none")
            )

    @Slot(str, str)
    def _take_back(self, code: str, pin: str) -> None:
        consent, withdrawals = self._consent, self.desk.counter.withdrawals
        if consent is None:
            return
        what = [name for name, tick in self._answers.items() if tick.isChecked()]
        by = next(wish for wish, button in self._wishes.items() if button.isChecked())
        why, staff = self._why.text(), StaffCode(code)

        def job() -> Changed:
            return withdrawals.withdraw(
                *(consent.seq, what, staff, pin), by=by, why=why, everywhere=True
            )

        self.work(job, self._done, self._failed)

    def _done(self, _changed: Changed) -> None:
        self.wished.emit(Place.LEDGER)
        self.messages.tell("clerk.withdrawal.done", "ok")
