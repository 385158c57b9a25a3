"""Records of provisions to third parties: who got what of whom, when, and on what basis.

The record has what APPI art. 29 asks for: the fact of consent, the recipient's name, address and
representative, the person, and the items. Values are not written down again: the record outlives
the ledger line that they stand in. Provisions to the police are no such records; they are internal
acts (domain.provision).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import StaffCode
from counter_app.law.notice import NoticeFacts

FIELD = "other.provision"
"""The field of the act in which the record stands."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class RecipientKind(StrEnum):
    """Who may get something: a group company, an outsourcee, or others what names nobody."""

    GROUP = "group"
    OUTSOURCEE = "outsourcee"
    OTHER = "other"


class Basis(StrEnum):
    """Why something may be given (APPI art. 27(1) and (5))."""

    CONSENT = "consent"
    LAW = "law"
    LIFE_PROPERTY = "life_property"
    PUBLIC_DUTY = "public_duty"
    OUTSOURCE = "outsource"
    JOINT_USE = "joint_use"
    SUCCESSION = "succession"


class Method(StrEnum):
    """How the record is made, which decides how long it is kept (Enforcement Rules art. 21)."""

    SINGLE = "single"
    BULK = "bulk"
    CONTRACT = "contract"


CLOCKS = {
    Method.SINGLE: "provision_record",
    Method.BULK: "provision_record_bulk",
    Method.CONTRACT: "provision_record_contract",
}
"""The clock of retention.toml that each method goes by."""

_BASIS = {RecipientKind.GROUP: Basis.CONSENT, RecipientKind.OUTSOURCEE: Basis.OUTSOURCE}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets it.

    Attributes:
        key: of the list in which they stand; empty for others, who stand in none.
        contract: reference of the contract of entrustment; outsourcees alone.
        purpose: the purpose of the notice that was entrusted; outsourcees alone.
    """

    kind: RecipientKind
    key: str
    name: str
    address: str
    representative: str
    contract: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a manager wants to give.

    Attributes:
        kind, to: the recipient, by its key in the list of its kind.
        fields: chosen one by one, as the notice's facts name them.
        row: of the group's table, such as g_membership; an outsourcee's contract names its own.
        basis: as the manager takes it to be; None for the one that the recipient has.
        contract: reference of the contract that stands in place of a record.
        continues: the first act of the bulk that this one goes on with.
    """

    kind: RecipientKind
    to: str
    fields: tuple[str, ...]
    row: str = ""
    basis: Basis | None = None
    method: Method = Method.SINGLE
    contract: str = ""
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """One person of whom something was given.

    Attributes:
        acceptance, consent: sequences of the acts of their deal.
        consented_on: the day of the consent by which it was given; None without one.
        lines: running numbers of the ledger lines that it was about.
    """

    name: str
    address: str
    acceptance: int
    consent: int | None
    consented_on: date | None
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deidentified:
    """What the anonymiser made, by reference: it names nobody.

    Attributes:
        reference: name of the report, and of which period.
        sha256: hex digest of the very file that was given.
    """

    reference: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """The record of one provision.

    Attributes:
        basis: None for what names nobody.
        row: of the table that allows it: the group's, or the purpose that was entrusted.
        items: numbers of the notice's items that the fields belong to.
        day: on which it was given, in Japan.
        output: what the anonymiser made; then there are no persons and no fields.
    """

    recipient: Recipient
    basis: Basis | None
    row: str
    fields: tuple[str, ...]
    items: tuple[int, ...]
    persons: tuple[PersonGiven, ...]
    day: date
    method: Method = Method.SINGLE
    contract: str = ""
    output: Deidentified | None = None

    @property
    def clock(self) -> str:
        """The clock that says how long it is kept."""
        return CLOCKS[self.method]


@dataclass(frozen=True, slots=True)
class KeptProvision:
    """A record as it stands in the log.

    Attributes:
        chain: the first act of its bulk or contract; its own sequence when it goes on with none.
        by: who gave it.
    """

    seq: int
    chain: int
    by: StaffCode
    record: ProvisionRecord


def basis_for(asked: Asked) -> Basis:
    """The basis on which this recipient may get data of a person.

    Raises:
        Refused: `raw_to_others`: they get only what names nobody; `joint_use_not_announced`: the
            notice asks for consent and announces no joint use (APPI art. 27(5)(iii)); or
            `basis_not_for_recipient`.
    """
    if asked.basis is Basis.JOINT_USE:
        raise Refused("joint_use_not_announced")
    basis = _BASIS.get(asked.kind)
    if basis is None:
        raise Refused("raw_to_others")
    if asked.basis not in (None, basis):
        raise Refused("basis_not_for_recipient", basis=f"{asked.basis}")
    return basis


def fields_for_row(facts: NoticeFacts, row: str) -> tuple[str, ...]:
    """The fields that a row may use, in the notice's order; no image and no raw reading among them.

    A passcode is in no part and so never there; signatures, guardians and staff's words are for
    the dealer alone.
    """
    if row not in facts.rows:
        return ()
    open_to = [facts.parts[name] for name in facts.parts_for(row)]
    given = {
        field
        for part in open_to
        if not part.blob and part.only_for is None and field_may_go(part.name)
        for field in part.fields
    }
    return tuple(field for field in facts.field_items if field in given)


def field_may_go(part: str) -> bool:
    """Whether a part of an act holds what is given at all: raw readings and proofs stay here."""
    return part not in {"2.reading", "9.consent"}


def chosen_fields(asked: Asked, facts: NoticeFacts, row: str) -> tuple[str, ...]:
    """The chosen fields, each once, in the notice's order.

    Raises:
        WrongInput: `provision_nothing`, `provision_row_unknown` or `field_unknown`.
        Refused: `field_outside_row` with field and row.
    """
    if row not in facts.rows:
        raise WrongInput("provision_row_unknown", row=row)
    chosen = frozenset(asked.fields)
    if not chosen:
        raise WrongInput("provision_nothing")
    allowed = fields_for_row(facts, row)
    for field in asked.fields:
        if field not in facts.field_items:
            raise WrongInput("field_unknown", field=field)
        if field not in allowed:
            raise Refused("field_outside_row", field=field, row=row)
    return tuple(field for field in allowed if field in chosen)


def items_of(fields: Iterable[str], facts: NoticeFacts) -> tuple[int, ...]:
    """The items of the notice that fields belong to."""
    return tuple(sorted({facts.field_items[field] for field in fields}))


def contract_of(asked: Asked, recipient: Recipient) -> str:
    """The contract that stands in place of a record; empty where none does.

    Raises:
        WrongInput: `provision_contract_missing` or `recipient_form`.
    """
    told = plain_text(asked.contract, "recipient_form") or recipient.contract
    if asked.method is not Method.CONTRACT:
        return recipient.contract
    if not told:
        raise WrongInput("provision_contract_missing")
    return told


def other_recipient(recipient: Recipient) -> Recipient:
    """A recipient that stands in no list, as typed, clean and complete.

    Raises:
        WrongInput: `recipient_incomplete` or `recipient_form`.
    """
    clean = replace(
        recipient,
        kind=RecipientKind.OTHER,
        key="",
        name=plain_text(recipient.name, "recipient_form"),
        address=plain_text(recipient.address, "recipient_form"),
        representative=plain_text(recipient.representative, "recipient_form"),
        contract="",
        purpose="",
    )
    if not (clean.name and clean.address and clean.representative):
        raise WrongInput("recipient_incomplete")
    return clean


def deidentified(output: Deidentified) -> Deidentified:
    """The reference to what the anonymiser made, as typed, clean and complete.

    Raises:
        WrongInput: `deidentified_form`.
    """
    clean = replace(output, reference=plain_text(output.reference, "deidentified_form"))
    if not clean.reference or not _DIGEST.fullmatch(clean.sha256):
        raise WrongInput("deidentified_form")
    return clean
