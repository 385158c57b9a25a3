"""Provisions to third parties: the group, outsourcees, and others what names nobody.

Nothing goes to anybody who stands in no list, on no other basis than their own, or beyond the row
of the notice that allows it. To the group it goes only while the customer's own answer says so
(APPI arts. 27, 29; the notice's tables, its list of companies, its clause on outsourcing).
Every provision is one act; the police have their own (services.police_provisions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import ON_DUTY, Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.third_party import (
    FIELD,
    Asked,
    Deidentified,
    KeptProvision,
    Method,
    PersonGiven,
    ProvisionRecord,
    Recipient,
    RecipientKind,
    basis_for,
    chosen_fields,
    contract_of,
    deidentified,
    fields_for_row,
    items_of,
    other_recipient,
)
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.notice import NoticeFacts
from counter_app.services.corrections import standing_line
from counter_app.services.given_values import consented_to_group, given_values
from counter_app.services.holds import first_line
from counter_app.services.provision_records import kept_provisions
from counter_app.services.recipients import Recipients
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

Limits = Callable[[Reading, StoredAct], NoticeFacts]


@dataclass(frozen=True, slots=True)
class GivenOf:
    """What was given of one ledger line, by field."""

    number: LedgerNumber
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over, and the record of it.

    Attributes:
        absent: fields that were chosen and of which the record holds nothing.
    """

    kept: KeptProvision
    given: tuple[GivenOf, ...] = ()
    absent: tuple[str, ...] = ()


class ThirdPartyDesk:
    """Gives to third parties, and finds again what was given."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        facts: NoticeFacts,
        proving: tuple[StaffDesk, ClockDesk],
        recipients: Recipients,
        limits: Limits,
    ) -> None:
        """Nothing is given yet.

        Args:
            record: the till's.
            clock: dates the acts.
            facts: the notice in force.
            proving: proves who gives, and refuses a clock that cannot be right.
            recipients: the lists of who may get something.
            limits: what an act may be used for, by the notice that its customer consented to.
        """
        self._record = record
        self._clock = clock
        self._facts = facts
        self._staff, self._clocks = proving
        self._recipients = recipients
        self._limits = limits

    @property
    def today(self) -> date:
        """The business day in Japan."""
        return business_day(self._clock.now())

    def recipients(self) -> tuple[Recipient, ...]:
        """Who may get data of persons today: the group's companies, then the outsourcees.

        Raises:
            NotPossibleNow: `outsourcees_damaged`.
        """
        return self._recipients.on(self.today)

    def rows(self) -> tuple[str, ...]:
        """The rows of the group's table, in the notice's order."""
        return tuple(row.key for row in self._facts.group)

    def choices(self, row: str) -> tuple[str, ...]:
        """The fields that a row may use."""
        return fields_for_row(self._facts, row)

    def give(
        self, asked: Asked, lines: Sequence[LedgerNumber], manager: StaffCode, pin: str
    ) -> Handover:
        """Give chosen fields of ledger lines to a recipient of a list, as an act.

        Args:
            asked: to whom what, by which row and method.
            lines: the lines as they hold now; more than one person's needs a record in bulk.
            manager: who gives it.
            pin: theirs.

        Raises:
            WrongInput: `provision_nothing`, `provision_row_unknown`, `field_unknown`,
                `line_unknown`, `provision_many_persons`, `provision_contract_missing`,
                `recipient_form` or `provision_chain_unknown`.
            Refused: `recipient_unknown`, `raw_to_others`, `joint_use_not_announced`,
                `basis_not_for_recipient`, `field_outside_row`, `field_beyond_consent`;
                `group_not_agreed` or `group_answer_withdrawn` with the ledger number;
                `line_corrected`,
                `line_cancelled`, `line_erased`; `not_a_manager`, `pin_wrong`, `pin_locked` or
                `clock_backwards`.
            NotPossibleNow: `outsourcees_damaged`.
        """
        basis = basis_for(asked)
        recipient = self._recipients.find(asked, self.today)
        row = self._row(asked, recipient)
        fields = chosen_fields(asked, self._facts, row)
        contract = contract_of(asked, recipient)
        with self._record.read() as view:
            self._persons(view, asked, lines)
            self._require_consented(view, lines, fields, row)
            self._chain(view, asked, recipient, contract)
        self._staff.prove_for(Deed.PROVIDE, manager, pin)
        with self._record.write() as tx:
            persons, standing = self._persons(tx, asked, lines)
            self._require_consented(tx, lines, fields, row)
            values = [
                GivenOf(one.number, given_values(self._record, tx, one, fields)) for one in standing
            ]
            told = ProvisionRecord(
                recipient,
                basis,
                row,
                fields,
                items_of(fields, self._facts),
                persons,
                self.today,
                asked.method,
                contract,
            )
            chain = self._chain(tx, asked, recipient, contract)
            kept = self._write(tx, told, manager, chain)
        absent = tuple(name for name in fields if not any(name in one.values for one in values))
        return Handover(kept, tuple(values), absent)

    def give_deidentified(
        self, recipient: Recipient, output: Deidentified, manager: StaffCode, pin: str
    ) -> Handover:
        """Note that an output of the anonymiser was given to somebody outside every list.

        Raises:
            WrongInput: `recipient_incomplete`, `recipient_form` or `deidentified_form`.
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        to, made = other_recipient(recipient), deidentified(output)
        self._staff.prove_for(Deed.PROVIDE, manager, pin)
        told = ProvisionRecord(to, None, "", (), (), (), self.today, output=made)
        with self._record.write() as tx:
            return Handover(self._write(tx, told, manager, None))

    def records(
        self, first: date = date.min, last: date = date.max, to: str = ""
    ) -> tuple[KeptProvision, ...]:
        """What was given on these days, the newest first.

        Args:
            first: first day, included.
            last: last day, included.
            to: key of a recipient; empty for all.
        """
        with self._record.read() as view:
            found = [
                one
                for one in kept_provisions(self._record, view)
                if first <= one.record.day <= last and to in ("", one.record.recipient.key)
            ]
        return tuple(sorted(found, key=lambda one: one.seq, reverse=True))

    def find(self, seq: int) -> KeptProvision:
        """One record.

        Raises:
            WrongInput: `provision_unknown`.
        """
        found = next((one for one in self.records() if one.seq == seq), None)
        if found is None:
            raise WrongInput("provision_unknown")
        return found

    def _row(self, asked: Asked, recipient: Recipient) -> str:
        if recipient.kind is RecipientKind.OUTSOURCEE:
            return recipient.purpose
        if asked.row not in self.rows():
            raise WrongInput("provision_row_unknown", row=asked.row)
        return asked.row

    def _persons(
        self, view: Reading, asked: Asked, numbers: Sequence[LedgerNumber]
    ) -> tuple[tuple[PersonGiven, ...], list[LedgerLine]]:
        """Of whom it is given, one entry a deal, and the lines; each person's answer is looked at.

        A single record is about one person; of several it is a record made in bulk.
        """
        wanted = list(dict.fromkeys(numbers))
        if not wanted:
            raise WrongInput("line_unknown")
        standing = [standing_line(self._record, view, one) for one in wanted]
        deals: dict[int, list[LedgerLine]] = {}
        for line in standing:
            deals.setdefault(first_line(self._record, view, line).act_seq, []).append(line)
        if asked.method is Method.SINGLE and len(deals) > 1:
            raise WrongInput("provision_many_persons")
        persons = tuple(self._person(view, asked, seq, of) for seq, of in deals.items())
        return persons, standing

    def _person(
        self, view: Reading, asked: Asked, acceptance: int, lines: list[LedgerLine]
    ) -> PersonGiven:
        consent = self._record.acts.act(view, acceptance).header.ref
        day = None
        if asked.kind is RecipientKind.GROUP:
            consent, day = consented_to_group(self._record, view, acceptance, lines[0].number)
        last = lines[-1]
        running = tuple(one.number.running for one in lines)
        return PersonGiven(last.name, last.address, acceptance, consent, day, running)

    def _require_consented(
        self, view: Reading, numbers: Sequence[LedgerNumber], fields: Sequence[str], row: str
    ) -> None:
        """Nothing goes out by a later notice, or for a use that has ceased.

        Nor for a purpose that a notice since their own rests on an answer, without that answer.

        Raises:
            Refused: `field_beyond_consent` with field and ledger number, or `use_ceased`: the
                person asked for that, and the entrusted purpose is not what the law keeps it for.
        """
        for number in dict.fromkeys(numbers):
            line = standing_line(self._record, view, number)
            seq = first_line(self._record, view, line).act_seq
            if row not in ON_DUTY and self._record.acts.is_for_duty(view, seq):
                raise Refused("use_ceased")
            facts = self._limits(view, self._record.acts.act(view, seq))
            rests_on = facts.rows[row].consent if row in facts.rows else ""
            stands = not rests_on or rests_on in self._record.acts.bases(view, seq)
            allowed = fields_for_row(facts, row) if stands else ()
            for field in fields:
                if field not in allowed:
                    raise Refused("field_beyond_consent", field=field, number=number)

    def _chain(
        self, view: Reading, asked: Asked, recipient: Recipient, contract: str
    ) -> int | None:
        """The first act of the bulk or contract that this one goes on with; None where it begins.

        Records under one contract are one chain by themselves; a bulk is named.
        """
        if asked.method is Method.SINGLE:
            if asked.continues is not None:
                raise WrongInput("provision_chain_unknown")
            return None
        alike = [
            one.chain
            for one in kept_provisions(self._record, view)
            if one.record.method is asked.method
            and one.record.contract == contract
            and (one.record.recipient.kind, one.record.recipient.key)
            == (recipient.kind, recipient.key)
        ]
        if asked.method is Method.CONTRACT and asked.continues is None:
            return alike[0] if alike else None
        if asked.continues is not None and asked.continues not in alike:
            raise WrongInput("provision_chain_unknown")
        return asked.continues

    def _write(
        self, tx: Writing, told: ProvisionRecord, by: StaffCode, chain: int | None
    ) -> KeptProvision:
        now = self._clock.now()
        self._clocks.require_right(now)
        fields = {FIELD: msgspec.to_builtins(told)}
        notice = frozenset({"notice"})
        new = NewAct(Kind.PROVIDED, by, now, fields, ref=chain, bases=notice)
        seq = self._record.write_act(tx, new).header.seq
        return KeptProvision(seq, chain or seq, by, told)
