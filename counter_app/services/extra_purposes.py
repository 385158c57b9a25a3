"""A use beyond the notice, agreed to by the customer for this once (APPI art. 18(1)).

A manager says what for; the customer agrees with a signature, or not. The use that follows reads
the items that were named, of the deal that was named, and is told by an act in the same transaction
before anybody sees a field: whatever fails then, there is no second use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from counter_app.clock import Clock
from counter_app.domain.acts import Kind, moment_text
from counter_app.domain.answers import (
    EXTRA_PURPOSE,
    NONE,
    WITHDRAWAL_FIELD,
    Wish,
    Withdrawal,
    bases_of,
)
from counter_app.domain.consent import AnswerState, Signature
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.domain.extra_consent import ExtraPurpose, items_from, purpose_text
from counter_app.domain.rights import Deed
from counter_app.domain.strokes import strokes_of, strokes_sha256
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.jobs import Job
from counter_app.services.deals import accepted_act
from counter_app.services.extra_answers import (
    FIELD,
    DealAnswers,
    GivenConsent,
    answers_of_line,
    given_consents,
    refs_of,
)
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.deal_acts import acts_of_deals
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

_OF_A_DEAL = frozenset({Kind.PAID, Kind.CORRECTION, Kind.CARRIED_OVER})
"""Acts that tell more of a deal than its consent and acceptance, or tell it right."""


@dataclass(frozen=True, slots=True)
class UsedAct:
    """What one act of the deal gave to a use."""

    act: int
    kind: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A purpose that the customer reads on their screen now.

    Attributes:
        manager: who stated it, and proved who they are.
    """

    purpose: ExtraPurpose
    manager: StaffCode


class ExtraPurposeDesk:
    """States extra purposes, takes the customer's answer, and uses what was agreed to, once."""

    def __init__(self, record: Record, clock: Clock, staff: StaffDesk, clocks: ClockDesk) -> None:
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks
        self._asked: Asked | None = None

    def of_line(self, number: LedgerNumber) -> DealAnswers:
        """What was asked of the customer of a line's deal, and what came of it.

        Raises:
            WrongInput: as answers_of_line.
        """
        return answers_of_line(self._record, number)

    def state(
        self, visit_number: str, items: Iterable[int], text: Mapping[str, str], language: str
    ) -> ExtraPurpose:
        """What the customer will be asked; nothing is written yet.

        Args:
            visit_number: of the deal that it is about.
            items: numbers of the notice's items that are wanted.
            text: the purpose in words, in Japanese and in the customer's language.
            language: the customer's.

        Raises:
            WrongInput: `extra_items_form`, `extra_text_missing`, `extra_text_form`, or
                `deal_unknown`: no deal of this till has that number.
            Refused: `use_ceased`: the person asked that the use of this deal cease.
        """
        wanted, words = items_from(items), purpose_text(text, language)
        with self._record.read() as view:
            deal = accepted_act(self._record, view, visit_number)
            ceased = deal is not None and self._record.acts.is_for_duty(view, deal.header.seq)
        if deal is None:
            raise WrongInput("deal_unknown")
        if ceased:
            raise Refused("use_ceased")
        number = visit_number.strip().upper()
        return ExtraPurpose(self._record.till, deal.header.seq, number, wanted, words, language)

    def ask(self, purpose: ExtraPurpose, manager: StaffCode, pin: str) -> Asked:
        """Show a purpose to the customer at this till's screen; one at a time, the last one counts.

        The manager proves who they are before the customer reads: no PIN waits for the answer.

        Raises:
            WrongInput, Refused: as `agree`.
        """
        self._staff.prove_for(Deed.EXTRA_PURPOSE, manager, pin)
        with self._record.read() as view:
            self._require_deal(view, purpose)
        self._clocks.require_right(self._clock.now())
        self._asked = Asked(purpose, manager)
        return self._asked

    def answer(self, asked: Asked, signature: Signature | None) -> int:
        """The customer's answer on the screen; the sequence of its act.

        Args:
            asked: as `ask` gave it; it takes one answer.
            signature: with which they agree; None of a no.

        Raises:
            WrongInput: `signature_too_small` or `deal_unknown`.
            Refused: `extra_not_asked`: it was taken back, or is answered; `clock_backwards`.
        """
        if self._asked is not asked:
            raise Refused("extra_not_asked")
        if signature is not None and not signature.enough:
            raise WrongInput("signature_too_small")
        state = AnswerState.REFUSED if signature is None else AnswerState.GIVEN
        seq = self._write_answer(asked.purpose, state, signature, asked.manager, "screen")
        self._asked = None
        return seq

    def take_back(self) -> None:
        """Ask no longer: nothing is written, for nobody answered."""
        self._asked = None

    def agree(
        self, purpose: ExtraPurpose, signature: Signature | None, manager: StaffCode, pin: str
    ) -> int:
        """The customer agrees; the sequence of the act.

        Args:
            purpose: as the customer read it.
            signature: on the screen; None of one on paper, which the manager saw.
            manager: who stated the purpose.
            pin: theirs.

        Raises:
            WrongInput: `signature_too_small` or `deal_unknown`.
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        if signature is not None and not signature.enough:
            raise WrongInput("signature_too_small")
        return self._answered(purpose, AnswerState.GIVEN, signature, (manager, pin))

    def refuse(self, purpose: ExtraPurpose, manager: StaffCode, pin: str) -> int:
        """The customer says no; it is kept, so that nobody has to wonder. The act's sequence.

        Raises:
            WrongInput, Refused: as `agree`.
        """
        return self._answered(purpose, AnswerState.REFUSED, None, (manager, pin))

    def use(
        self, consent: int, purpose: ExtraPurpose, manager: StaffCode, pin: str
    ) -> tuple[UsedAct, ...]:
        """The fields of the items that were agreed to, once.

        What is kept for a few purposes only (notes, guardian, principal) and files are never given:
        they are not the customer's alone to open.

        Args:
            consent: sequence of the consent's act.
            purpose: what it is used for; has to be what was agreed to, word for word.
            manager: who uses it.
            pin: theirs.

        Raises:
            WrongInput: `extra_consent_unknown`.
            Refused: `extra_consent_refused`: the answer was no; `extra_consent_other`: of another
                text, items or deal; `extra_consent_spent`; `extra_consent_withdrawn`;
                `extra_nothing_left`: all of it was erased; `not_a_manager`, `pin_wrong`,
                `pin_locked` or `clock_backwards`.
        """
        with self._record.read() as view:
            self._usable(view, consent, purpose)
        self._staff.prove_for(Deed.EXTRA_PURPOSE, manager, pin)
        with self._record.write() as tx:
            self._usable(tx, consent, purpose)
            used = self._fields(tx, purpose)
            if not used:
                raise Refused("extra_nothing_left")
            self._write_use(tx, consent, purpose, manager)
        return used

    def withdraw(self, consent: int, staff: StaffCode, pin: str, by: Wish = Wish.PERSON) -> int:
        """The customer takes a consent back before its use. The act's sequence.

        The notice's own answers stay as they are.

        Args:
            consent: sequence of the consent's act.
            staff: who takes the wish.
            pin: theirs.
            by: whose wish it is.

        Raises:
            WrongInput: `extra_consent_unknown`.
            Refused: `extra_consent_refused`, `extra_consent_spent`, `extra_consent_withdrawn` or
                `extra_nothing_left`: there is nothing to take back; `pin_wrong`, `pin_locked` or
                `clock_backwards`.
        """
        with self._record.read() as view:
            self._standing(view, consent)
        self._staff.prove_for(Deed.CHANGE_CONSENT, staff, pin)
        with self._record.write() as tx:
            self._standing(tx, consent)
            now = self._clock.now()
            self._clocks.require_right(now)
            consents = self._record.consents
            root = consents.root_of(tx, consent)
            answers = NONE if root is None else consents.answers(tx, root)
            fields = {WITHDRAWAL_FIELD: Withdrawal((EXTRA_PURPOSE,), by).field()}
            bases = frozenset({"notice"}) | bases_of(answers)  # who may see the answers sees this
            new = NewAct(Kind.CONSENT_WITHDRAWN, staff, now, fields, ref=consent, bases=bases)
            return self._record.write_act(tx, new).header.seq

    def given(self) -> list[GivenConsent]:
        """Every consent that stands or was used, the newest first, without those erased."""
        return given_consents(self._record)

    def _answered(
        self,
        purpose: ExtraPurpose,
        state: AnswerState,
        signature: Signature | None,
        who: tuple[StaffCode, str],
    ) -> int:
        manager, pin = who
        self._staff.prove_for(Deed.EXTRA_PURPOSE, manager, pin)
        return self._write_answer(purpose, state, signature, manager)

    def _write_answer(
        self,
        purpose: ExtraPurpose,
        state: AnswerState,
        signature: Signature | None,
        manager: StaffCode,
        unsigned: str = "paper",
    ) -> int:
        strokes = strokes_of(signature) if signature is not None else {}
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            self._require_deal(tx, purpose)
            told = purpose.field() | {
                "state": state.value,
                "answered_at": moment_text(now),
                "method": "signature" if strokes else unsigned,
                "seen_by": manager,
                "strokes_sha256": strokes_sha256(strokes),
            }
            fields = {FIELD: told, "other.signature": strokes}
            bases = frozenset({"notice"})
            new = NewAct(Kind.EXTRA_CONSENT, manager, now, fields, ref=purpose.deal, bases=bases)
            return self._record.write_act(tx, new).header.seq

    def _require_deal(self, view: Reading, purpose: ExtraPurpose) -> None:
        try:
            stored = self._record.acts.act(view, purpose.deal)
        except IntegrityFault:
            raise WrongInput("deal_unknown") from None
        if purpose.till != self._record.till or stored.header.kind is not Kind.ARTICLE_ACCEPTED:
            raise WrongInput("deal_unknown")

    def _usable(self, view: Reading, consent: int, purpose: ExtraPurpose) -> None:
        """Whether this very use is agreed to and not yet made."""
        self._standing(view, consent, purpose.digest)

    def _standing(self, view: Reading, consent: int, digest: str | None = None) -> None:
        """Whether a consent, of this text if one is given, was given and may still be used."""
        told = self._told(view, consent)
        if told["state"] != AnswerState.GIVEN:
            raise Refused("extra_consent_refused")
        if digest not in (None, told["digest"]):
            raise Refused("extra_consent_other")
        if consent in self._refs(view, Kind.EXTRA_USE):
            raise Refused("extra_consent_spent")
        if consent in self._refs(view, Kind.CONSENT_WITHDRAWN):
            raise Refused("extra_consent_withdrawn")

    def _told(self, view: Reading, consent: int) -> Mapping[str, Any]:
        try:
            stored = self._record.acts.act(view, consent)
        except IntegrityFault:
            raise WrongInput("extra_consent_unknown") from None
        if stored.header.kind is not Kind.EXTRA_CONSENT:
            raise WrongInput("extra_consent_unknown")
        told = self._record.acts.fields_for(view, stored, Job.EXTRA_CONSENTS).get(FIELD)
        if told is None:
            raise Refused("extra_nothing_left")
        found: Mapping[str, Any] = told
        return found

    def _refs(self, view: Reading, kind: Kind) -> frozenset[int]:
        return refs_of(self._record, view, kind)

    def _fields(self, view: Reading, purpose: ExtraPurpose) -> tuple[UsedAct, ...]:
        acts = self._record.acts
        root = self._record.erasures.deal_of(view, purpose.deal)
        used = []
        for stored in acts_of_deals(view, acts, [root])[root]:
            seq, kind = stored.header.seq, stored.header.kind
            if seq not in (root, purpose.deal) and kind not in _OF_A_DEAL:
                continue
            fields = acts.fields_of_items(view, stored, frozenset(purpose.items))
            if fields:
                used.append(UsedAct(seq, kind.value, fields))
        return tuple(used)

    def _write_use(
        self, tx: Writing, consent: int, purpose: ExtraPurpose, manager: StaffCode
    ) -> None:
        now = self._clock.now()
        self._clocks.require_right(now)
        told = {"consent": consent, "digest": purpose.digest, "items": list(purpose.items)}
        bases = frozenset({"notice"})
        new = NewAct(Kind.EXTRA_USE, manager, now, {FIELD: told}, ref=consent, bases=bases)
        self._record.write_act(tx, new)
