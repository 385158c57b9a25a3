"""A customer's optional answers after the deal: what stands, taking them back, giving them later.

Advertising and the provision to the group rest on consent alone, and it can be taken back at any
time, at the counter or by way of HQ (APPI arts. 18, 27, 35). The act and the removal of bases and
envelopes are one transaction; the next sync asks HQ to delete its own. The deal is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.answers import (
    CONSENT_FIELD,
    NONE,
    WITHDRAWAL_FIELD,
    Answers,
    StandingConsent,
    Wish,
    Withdrawal,
    answers_of,
    bases_of,
    choices_of,
    withdrawal,
)
from counter_app.domain.consent import Choices, Consent, signed
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.jobs import Job
from counter_app.services.holds import first_line
from counter_app.services.ledger_search import lines_of_person
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.consents import ON_ANSWERS
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

_NOTICE = frozenset({"notice"})


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change came to.

    Attributes:
        seq: the act that was written.
        answers: which answers stand now.
        closed: acts of which this till has not every key any more, after a consent given later: HQ
            has to give the rest from its own copy.
        also: the withdrawals from other deals of the same person.
    """

    seq: int
    answers: Answers
    closed: tuple[int, ...] = ()
    also: tuple[int, ...] = ()


class WithdrawalDesk:
    """Says which optional answers stand, and changes them."""

    def __init__(self, record: Record, clock: Clock, staff: StaffDesk, clocks: ClockDesk) -> None:
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks

    def of_line(self, number: LedgerNumber) -> StandingConsent:
        """The consent on which a line of this till stands.

        Raises:
            WrongInput: `line_unknown`, or `consent_unknown`: the line stands on none.
        """
        with self._record.read() as view:
            line = self._record.ledger.numbered(view, [number.running]).get(number.running)
            if line is None or number.till != self._record.till:
                raise WrongInput("line_unknown")
            consent = self._record.consents.root_of(view, line.act_seq)
            if consent is None:
                raise WrongInput("consent_unknown")
            return self._standing(view, consent)

    def current_choices(self, consent: int) -> Choices:
        """What the answers of a consent allow now: which channels, and the group.

        Raises:
            WrongInput: `consent_unknown`.
        """
        with self._record.read() as view:
            self._require(view, consent)
            return choices_of(self._record.consents.answers(view, consent))

    def withdraw(
        self,
        consent: int,
        what: Iterable[str],
        staff: StaffCode,
        pin: str,
        *,
        by: Wish = Wish.PERSON,
        why: str = "",
        everywhere: bool = False,
    ) -> Changed:
        """Take answers back: at once here, at HQ with the next sync.

        Args:
            consent: the consent's act.
            what: names of domain.answers.ANSWERS; what does not stand is left out.
            staff: who writes it down.
            pin: theirs.
            by: whose wish it is.
            why: in their words; nobody has to give a reason.
            everywhere: from the same person's other deals at this till, too: who wants no more
                e-mail wants none on account of an earlier deal either.

        Raises:
            WrongInput: `consent_unknown`, or as domain.answers.withdrawal.
            Refused: `nothing_to_withdraw`: none of it stands; `pin_wrong`, `pin_locked` or
                `clock_backwards`.
        """
        told = withdrawal(what, by, why)
        with self._record.read() as view:
            self._standing_of(view, consent, told.what)
        self._staff.prove_for(Deed.CHANGE_CONSENT, staff, pin)
        with self._record.write() as tx:
            changed = self._end(tx, consent, told, staff)
            if not everywhere:
                return changed
            also = [
                self._end(tx, other, told, staff).seq
                for other in self._of_person(tx, consent)
                if self._stands(tx, other, told.what)
            ]
        return replace(changed, also=tuple(also))

    def _end(self, tx: Writing, consent: int, told: Withdrawal, staff: StaffCode) -> Changed:
        """Write the withdrawal from one consent, and what follows from it."""
        taken, left = self._standing_of(tx, consent, told.what)
        now = self._clock.now()
        self._clocks.require_right(now)
        fields = {WITHDRAWAL_FIELD: replace(told, what=taken).field()}
        bases = _NOTICE | bases_of(left)
        new = NewAct(Kind.CONSENT_WITHDRAWN, staff, now, fields, ref=consent, bases=bases)
        seq = self._record.write_act(tx, new).header.seq
        self._record.consents.take_back(tx, consent)
        return Changed(seq, left)

    def _of_person(self, view: Reading, consent: int) -> list[int]:
        """The consents of the same person's other deals here, by name and birth date."""
        mine = [
            stored
            for seq in self._record.consents.belonging(view, consent)
            if (stored := self._record.acts.act(view, seq)).header.kind is Kind.ARTICLE_ACCEPTED
        ]
        found: dict[int, None] = {}
        for person in {one for stored in mine if (one := self._person(view, stored))}:
            for line in lines_of_person(self._record, view, person[0]):
                stored = self._record.acts.act(view, first_line(self._record, view, line).act_seq)
                root = self._record.consents.root_of(view, stored.header.seq)
                if root not in (None, consent) and self._person(view, stored) == person:
                    found[root or 0] = None
        return sorted(found)

    def _person(self, view: Reading, accepted: StoredAct) -> tuple[str, str] | None:
        """Name, folded, and birth date; None where an act does not say both."""
        told = self._record.acts.fields_for(view, accepted, Job.CONSENTS_OF_PERSON)
        name = self._record.folding.folded(told.get("person.name", ""))
        born = str(told.get("person.birth_date", ""))
        return (name, born) if name and born else None

    def _stands(self, view: Reading, consent: int, what: tuple[str, ...]) -> bool:
        """Whether something of it stands; of an erased one, whether anything rests on it still."""
        consents = self._record.consents
        if not consents.is_erased(view, consent):
            return bool(consents.answers(view, consent) & set(what))
        mine = consents.belonging(view, consent)
        return any(ON_ANSWERS & self._record.acts.bases(view, seq) for seq in mine)

    def give(self, consent: int, given: Consent, staff: StaffCode, pin: str) -> Changed:
        """Note a consent that the customer gives later for the same deal, as signed then.

        It adds what it agrees to and takes nothing back.

        Args:
            consent: the act of the deal's consent.
            given: what was shown, chosen and signed now.
            staff: who takes it.
            pin: theirs.

        Raises:
            WrongInput: `consent_unknown`, `consent_nothing`: it agrees to nothing; or as
                domain.consent.signed.
            Refused: `consent_erased`; `use_ceased`: the person asked that use cease; `pin_wrong`,
                `pin_locked` or `clock_backwards`.
        """
        agreed = answers_of(signed(given).choices)
        if not agreed:
            raise WrongInput("consent_nothing")
        with self._record.read() as view:
            self._require_whole(view, consent)
        self._staff.prove_for(Deed.CHANGE_CONSENT, staff, pin)
        with self._record.write() as tx:
            self._require_whole(tx, consent)
            now = self._clock.now()
            self._clocks.require_right(now)
            answers = self._record.consents.answers(tx, consent) | agreed
            bases = _NOTICE | bases_of(answers)
            new = NewAct(Kind.CONSENT_GIVEN, staff, now, _fields(given), ref=consent, bases=bases)
            seq = self._record.write_act(tx, new).header.seq
            reached = self._record.consents.give(tx, consent)
        return Changed(seq, answers, reached.closed)

    def _standing_of(
        self, view: Reading, consent: int, what: tuple[str, ...]
    ) -> tuple[tuple[str, ...], Answers]:
        """What of it stands, and what is left without it.

        Of an erased consent nobody can say what stood: whoever takes something back then ends all
        of it.
        """
        self._require(view, consent)
        if self._record.consents.is_erased(view, consent):
            return what, NONE
        answers = self._record.consents.answers(view, consent)
        taken = tuple(name for name in what if name in answers)
        if not taken:
            raise Refused("nothing_to_withdraw")
        return taken, answers - set(taken)

    def _standing(self, view: Reading, consent: int) -> StandingConsent:
        return StandingConsent(
            consent,
            self._record.acts.act(view, consent).header.at,
            self._record.consents.answers(view, consent),
            self._record.consents.is_erased(view, consent),
        )

    def _require(self, view: Reading, consent: int) -> None:
        known = 0 < consent <= self._record.acts.size(view)
        if not known or self._record.consents.root_of(view, consent) != consent:
            raise WrongInput("consent_unknown")

    def _require_whole(self, view: Reading, consent: int) -> None:
        self._require(view, consent)
        if self._record.consents.is_erased(view, consent):
            raise Refused("consent_erased")
        if self._record.acts.is_for_duty(view, consent):
            raise Refused("use_ceased")


def _fields(given: Consent) -> dict[str, object]:
    """The evidence, in the form of the deal's own consent."""
    return {
        "other.signature": msgspec.to_builtins(given.signature),
        CONSENT_FIELD: {
            "consent_id": given.consent_id,
            "full": msgspec.to_builtins(given.shown),
            "choices": msgspec.to_builtins(given.choices),
            "method": given.method,
            "prevailing": given.prevailing,
            "signed_at": given.signed_at.isoformat(),
        },
    }
