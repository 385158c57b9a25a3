"""What the customer of a deal was asked beyond the notice, and what came of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from counter_app.domain.acts import Kind
from counter_app.domain.consent import AnswerState
from counter_app.domain.errors import WrongInput
from counter_app.domain.extra_consent import ExtraPurpose
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

FIELD = "other.extra_consent"


class AnswerNow(StrEnum):
    """How an answer stands now."""

    GIVEN = "given"
    REFUSED = "refused"
    SPENT = "spent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AnsweredPurpose:
    """One purpose that was asked for, and its answer.

    Attributes:
        act: sequence of the act.
        purpose: as the customer read it; using it needs the very same.
    """

    act: int
    at: datetime
    purpose: ExtraPurpose
    now: AnswerNow


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent that was given and stands.

    Attributes:
        act: sequence of its act.
        spent: it was used already.
    """

    act: int
    at: datetime
    visit_number: str
    items: tuple[int, ...]
    digest: str
    spent: bool


@dataclass(frozen=True, slots=True)
class DealAnswers:
    """A deal's answers, the newest first; erased ones are passed over."""

    visit_number: str
    answers: tuple[AnsweredPurpose, ...]


def answers_of_line(record: Record, number: LedgerNumber) -> DealAnswers:
    """What was asked of the customer of the deal that a ledger line belongs to.

    Raises:
        WrongInput: `line_unknown`, or `deal_unknown`: what the deal said of itself was erased.
    """
    with record.read() as view:
        line = record.ledger.numbered(view, [number.running]).get(number.running)
        if line is None or number.till != record.till:
            raise WrongInput("line_unknown")
        deal = record.acts.act(view, line.act_seq)
        told = record.acts.fields_for(view, deal, Job.FIND_DEAL)
        visit_number = told.get("application.visit_number", "")
        if deal.header.kind is not Kind.ARTICLE_ACCEPTED or not visit_number:
            raise WrongInput("deal_unknown")
        return DealAnswers(visit_number, tuple(_answers(record, view, deal.header.seq)))


def given_consents(record: Record) -> list[GivenConsent]:
    """Every consent that stands or was used, the newest first, without those erased."""
    found = []
    with record.read() as view:
        spent = refs_of(record, view, Kind.EXTRA_USE)
        ended = refs_of(record, view, Kind.CONSENT_WITHDRAWN)
        for stored in record.acts.newest(view, Kind.EXTRA_CONSENT):
            if stored.header.seq in ended:
                continue
            told = record.acts.fields_for(view, stored, Job.EXTRA_CONSENTS).get(FIELD)
            if told is not None and told["state"] == AnswerState.GIVEN:
                found.append(_given(stored, told, stored.header.seq in spent))
    return found


def refs_of(record: Record, view: Reading, kind: Kind) -> frozenset[int]:
    """What the acts of a kind refer to."""
    acts = record.acts.of_kind(view, kind)
    return frozenset(one.header.ref for one in acts if one.header.ref is not None)


def _answers(record: Record, view: Reading, deal: int) -> list[AnsweredPurpose]:
    spent = refs_of(record, view, Kind.EXTRA_USE)
    withdrawn = refs_of(record, view, Kind.CONSENT_WITHDRAWN)
    found = []
    for stored in record.acts.newest(view, Kind.EXTRA_CONSENT):
        if stored.header.ref != deal:
            continue
        told = record.acts.fields_for(view, stored, Job.EXTRA_CONSENTS).get(FIELD)
        if told is not None:
            found.append(_answered(stored, told, spent, withdrawn))
    return found


def _answered(
    stored: StoredAct, told: Mapping[str, Any], spent: frozenset[int], withdrawn: frozenset[int]
) -> AnsweredPurpose:
    seq = stored.header.seq
    if told["state"] != AnswerState.GIVEN:
        now = AnswerNow.REFUSED
    elif seq in spent:
        now = AnswerNow.SPENT
    else:
        now = AnswerNow.WITHDRAWN if seq in withdrawn else AnswerNow.GIVEN
    purpose = ExtraPurpose(
        told["till"],
        told["deal"],
        told["visit_number"],
        tuple(told["items"]),
        dict(told["text"]),
        told["language"],
    )
    return AnsweredPurpose(seq, stored.header.at, purpose, now)


def _given(stored: StoredAct, told: Mapping[str, Any], is_spent: object) -> GivenConsent:
    return GivenConsent(
        stored.header.seq,
        stored.header.at,
        told["visit_number"],
        tuple(told["items"]),
        told["digest"],
        bool(is_spent),
    )
