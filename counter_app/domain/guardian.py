"""A guardian's consent to a sale by somebody under age: who they are, and to what they agreed.

The prefectural ordinances let a dealer buy from a person under 18 only where a guardian comes along
or consents in writing. Who the guardian is can be taken down as soon as the age is known; they
consent to the articles and the price, so that comes after the customer agreed to both, and a change
of either makes it stale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from counter_app.domain.consent import Consent, Signature
from counter_app.domain.customer import person_text, plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode, Yen

GuardianForm = Literal["accompany", "written"]
"""A word on the telephone is no form: no ordinance that was read takes it by itself."""

DocumentCheck = Literal["original", "copy"]
"""How the guardian's own document was checked: the original with the face, or the copy that came
with their paper."""


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """One line of what a guardian consents to: the ledger's features and the price."""

    features: str
    yen: Yen


@dataclass(frozen=True, slots=True)
class CallBack:
    """The call by which a paper was checked: the number, when, by which staff, what was said."""

    number: str
    at: datetime
    by: StaffCode
    said: str


@dataclass(frozen=True, slots=True)
class DataUse:
    """Which consent to the use of data the guardian gave together with the young person."""

    consent_id: str
    notice_id: str
    revised: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GuardianConsent:
    """What a guardian agreed to, and the proof of it.

    Attributes:
        statement: a copy of the articles and prices that they were shown or told.
        staff: who took it down.
        signature: of a guardian who came along.
        call_back: by which a paper was checked.
        data_use: set where the guardian consents to the use of data too.
    """

    statement: tuple[StatedArticle, ...]
    given_at: datetime
    staff: StaffCode
    signature: Signature | None = None
    call_back: CallBack | None = None
    data_use: DataUse | None = None


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who consents for a young person, and how they were identified.

    Attributes:
        relation: key of the law's table of relations.
        document_kind: of their own document; its number is not asked for.
        checked_by, checked_at: which staff looked at it, and when.
        paper_on: the day that their paper names.
        consent: None until they agreed to articles and price.
    """

    form: GuardianForm
    name: str
    address: str
    phone: str
    relation: str
    document_kind: str
    document_check: DocumentCheck
    checked_by: StaffCode
    checked_at: datetime
    paper_on: date | None = None
    consent: GuardianConsent | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """Codes of what is still missing of who they are, in the order of the form."""
        written = self.form == "written"
        missing = {
            "guardian_form": self.form not in ("accompany", "written"),
            "guardian_name_missing": not self.name,
            "guardian_relation_missing": not self.relation,
            "guardian_address_missing": not self.address,
            "guardian_phone_missing": not self.phone,
            "guardian_document_missing": not self.document_kind,
            "guardian_original_missing": not written and self.document_check != "original",
            "guardian_paper_missing": written and self.paper_on is None,
        }
        return tuple(code for code, is_missing in missing.items() if is_missing)


def guardian_to_keep(guardian: Guardian, today: date) -> Guardian:
    """A guardian as they may be kept: clean lines, nothing missing, no consent yet.

    Args:
        guardian: as taken down.
        today: no paper is of a later day.

    Raises:
        WrongInput: `name_form`, `address_form`, `phone_form`, `my_number_typed`, or one of
            `Guardian.faults`.
    """
    clean = replace(
        guardian,
        name=person_text(guardian.name, "name_form"),
        address=person_text(guardian.address, "address_form"),
        phone=plain_text(guardian.phone, "phone_form"),
        paper_on=guardian.paper_on if guardian.form == "written" else None,
        consent=None,
    )
    for code in clean.faults:
        raise WrongInput(code)
    if clean.paper_on is not None and clean.paper_on > today:
        raise WrongInput("guardian_paper_missing")
    return clean


def consent_faults(guardian: Guardian, given: GuardianConsent) -> tuple[str, ...]:
    """Codes of what a consent lacks, by the form in which it is given."""
    call, ink = given.call_back, given.signature
    written = guardian.form == "written"
    missing = {
        "guardian_statement_missing": not given.statement,
        "guardian_signature_missing": not written and (ink is None or not ink.enough),
        "guardian_call_missing": written and (call is None or not (call.number and call.said)),
    }
    return tuple(code for code, is_missing in missing.items() if is_missing)


def consent_to_keep(guardian: Guardian, given: GuardianConsent) -> GuardianConsent:
    """A consent as it may be kept.

    Raises:
        WrongInput: `phone_form`, `guardian_said_form`, or one of `consent_faults`.
    """
    call = given.call_back
    if call is not None:
        number = plain_text(call.number, "phone_form")
        call = replace(call, number=number, said=plain_text(call.said, "guardian_said_form"))
    clean = replace(given, call_back=call)
    for code in consent_faults(guardian, clean):
        raise WrongInput(code)
    return clean


def data_use_of(consent: Consent) -> DataUse:
    """What a guardian agrees to who consents to the same use of data as the customer."""
    shown = consent.shown
    return DataUse(consent.consent_id, shown.notice_id, shown.revised, shown.language, shown.sha256)


def stands(
    guardian: Guardian | None, statement: tuple[StatedArticle, ...], consent: Consent | None
) -> bool:
    """Whether a guardian's consent is whole and still of these articles and prices.

    Where it was given to the use of data too, the customer's own consent has to be the same as
    then.
    """
    if guardian is None or guardian.consent is None or guardian.faults:
        return False
    given = guardian.consent
    same_use = given.data_use is None or (
        consent is not None and given.data_use == data_use_of(consent)
    )
    return same_use and given.statement == statement and not consent_faults(guardian, given)
