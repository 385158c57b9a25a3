"""What a guardian changes in a visit, and what the acts keep of it.

Only for a customer whom the law asks a guardian for: of nobody else's family anything is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from counter_app.clock import business_day
from counter_app.domain.consent import Signature
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.guardian import (
    CallBack,
    Guardian,
    GuardianConsent,
    StatedArticle,
    consent_to_keep,
    data_use_of,
    guardian_to_keep,
)
from counter_app.domain.visit import Visit
from counter_app.services.decision import LawDesk


@dataclass(frozen=True, slots=True)
class GuardianAnswer:
    """How a guardian consented.

    Attributes:
        statement: the articles and prices that they were shown or told.
        signature: of one who came along.
        call_back: by which a paper was checked.
        data_use: their paper consents to the use of data too; who signs on the screen has read it
            there.
    """

    statement: tuple[StatedArticle, ...]
    signature: Signature | None = None
    call_back: CallBack | None = None
    data_use: bool = False


def with_guardian(visit: Visit, guardian: Guardian | None, law: LawDesk, day: date) -> Visit:
    """The visit with a guardian as taken down, or without one.

    Raises:
        Refused: `guardian_not_needed`: the customer is of age, or how old they are is not known.
        WrongInput: `guardian_form`: the ordinance does not take it, `guardian_relation_missing`,
            `guardian_document_missing`: no document of the law's table confirms anybody, and what
            domain.guardian.guardian_to_keep raises.
    """
    if guardian is None:
        return replace(visit, guardian=None)
    if not law.guardian_needed(visit, day):
        raise Refused("guardian_not_needed")
    if guardian.form not in law.guardian_forms(day):
        raise WrongInput("guardian_form")
    if guardian.relation not in {one.key for one in law.relations(day)}:
        raise WrongInput("guardian_relation_missing")
    if guardian.document_kind not in {one.key for one in law.documents(day) if one.accepted}:
        raise WrongInput("guardian_document_missing")
    return replace(visit, guardian=guardian_to_keep(guardian, day))


def with_answer(visit: Visit, law: LawDesk, given: GuardianConsent, *, data_use: bool) -> Visit:
    """The visit with a guardian's consent to its articles and prices.

    Args:
        visit: as it stands.
        law: says whether the use of data is consented to as well.
        given: statement, proof, who took it down and when.
        data_use: the paper consents to the use of data; a signature on the screen does.

    Raises:
        Refused: `guardian_missing`, `offer_not_agreed`, `consent_missing`: the customer comes
            first, or `guardian_consent_stale`: articles or prices are not those that were shown.
        WrongInput: `guardian_data_use_missing`, and what domain.guardian.consent_to_keep raises.
    """
    guardian = visit.guardian
    if guardian is None:
        raise Refused("guardian_missing")
    if not visit.offer_agreed:
        raise Refused("offer_not_agreed")
    if visit.consent is None:
        raise Refused("consent_missing")
    kept = consent_to_keep(guardian, given)
    if kept.statement != visit.statement:
        raise Refused("guardian_consent_stale")
    if law.guardian_signs_data(visit, _day(given)):
        if guardian.form == "written" and not data_use:
            raise WrongInput("guardian_data_use_missing")
        kept = replace(kept, data_use=data_use_of(visit.consent))
    return replace(visit, guardian=replace(guardian, consent=kept))


def after_person_changed(visit: Visit, law: LawDesk, day: date) -> Visit:
    """The visit after document or particulars changed: a guardian consented for somebody else.

    Who the guardian is stays, unless the customer turns out to be of age, or a company.
    """
    guardian = visit.guardian
    if guardian is None:
        return visit
    known = visit.seller_type == "company" or law.decide(visit, day).age is not None
    of_age = known and not law.guardian_needed(visit, day)
    return replace(visit, guardian=None if of_age else replace(guardian, consent=None))


def guardian_fields(visit: Visit, law: LawDesk, day: date) -> dict[str, Any]:
    """Item 9: who consented for a young customer, and how; nothing for anybody else."""
    guardian = visit.guardian
    if guardian is None or not law.guardian_needed(visit, day):
        return {}
    words = {one.key: one.ja for one in law.relations(day)}
    kept = msgspec.to_builtins(guardian)
    return {"other.guardian": kept | {"relation_ja": words.get(guardian.relation, "")}}


def _day(given: GuardianConsent) -> date:
    return business_day(given.given_at)
