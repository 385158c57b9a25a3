"""The rules of a visit, on visits and decisions that are made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import CounterError
from counter_app.domain.values import VisitId, Yen
from counter_app.domain.visit import Acceptance, Approval, Ending, Step, Visit
from counter_app.law.cases import CODES, Decision
from counter_app.services import visit_rules as rules
from tests.builders import (
    CLERK,
    MANAGER,
    NOW,
    appraised,
    consent,
    licence,
    notice_shown,
    seller,
    settings,
)

AGREED = replace(appraised(), agreed=frozenset({0}))
DEAR = replace(appraised("sample-phone-x-128"), agreed=frozenset({0}))
ACCEPTED = Acceptance(2, 1, 3, 1, 1, NOW)
BEFORE_THE_DEAL = frozenset(Step) - {Step.PAPERS, Step.DONE}


def decision(*blocked: str, verify: bool = True) -> Decision:
    """The law's answer: identity is to be confirmed, and these codes stand against the deal."""
    return Decision(None, verify, (), (), None, (), not blocked, blocked, (), 1)


def visit(**other: Any) -> Visit:
    """A visit that waits to be accepted."""
    ready = Visit(
        VisitId("ab" * 16),
        "T01-0001",
        NOW,
        CLERK,
        step=Step.PAYOUT,
        shown=notice_shown(),
        document=licence(),
        seller=seller(confirmed_at=NOW),
        articles=(AGREED,),
        consent=consent(),
    )
    return replace(ready, **other)


def told(*given: Any) -> str:
    """The code with which acceptance is refused, or nothing."""
    try:
        rules.require_acceptable(*given)
    except CounterError as error:
        return error.code
    return ""


@st.composite
def any_visit(draw: st.DrawFn) -> Visit:
    """A visit in any state, likely or not."""
    return visit(
        step=draw(st.sampled_from(list(Step))),
        shown=draw(st.sampled_from([None, notice_shown()])),
        document=draw(st.sampled_from([None, licence()])),
        seller=draw(st.sampled_from([seller(), seller(confirmed_at=NOW)])),
        articles=draw(st.sampled_from([(), (AGREED,), (DEAR,), (appraised(),), (AGREED, DEAR)])),
        consent=draw(st.sampled_from([None, consent()])),
        approval=draw(st.sampled_from([None, Approval(MANAGER, NOW, Yen(72_000))])),
    )


decisions = st.builds(
    lambda blocked, verify: decision(*blocked, verify=verify),
    st.lists(st.sampled_from(CODES), unique=True, max_size=3),
    st.booleans(),
)
policies = st.builds(
    settings, identity_first=st.booleans(), verify_always=st.booleans(), entry=st.just("specimen")
)


def test_what_is_ready_is_acceptable() -> None:
    assert told(visit(), decision(), settings()) == ""


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"ending": Ending.DECLINED}, "visit_closed"),
        ({"step": Step.DONE}, "visit_closed"),
        ({"shown": None}, "notice_not_shown"),
        ({"acceptance": ACCEPTED}, "already_accepted"),
        ({"articles": ()}, "article_missing"),
        ({"document": None}, "identity_required"),
        ({"seller": seller()}, "particulars_missing"),
        ({"seller": seller(occupation="", confirmed_at=NOW)}, "particulars_missing"),
        ({"articles": (appraised(imei=""),)}, "article_incomplete"),
        ({"articles": (appraised(),)}, "offer_not_agreed"),
        ({"consent": None}, "consent_missing"),
        ({"articles": (DEAR,)}, "approval_needed"),
        ({"articles": (DEAR,), "approval": Approval(MANAGER, NOW, Yen(1))}, "approval_needed"),
    ],
)
def test_each_thing_that_is_missing_has_its_reason(missing: dict[str, Any], code: str) -> None:
    assert told(visit(**missing), decision(), settings()) == code


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("verify", [True, False])
def test_whatever_the_law_says_against_it_locks_acceptance(code: str, *, verify: bool) -> None:
    for policy in (settings(), settings(verify_always=False)):
        assert told(visit(), decision(code, verify=verify), policy) == code


def test_the_faults_come_in_the_order_of_the_counter() -> None:
    late = decision("category_not_permitted", "document_expired")

    assert told(visit(), late, settings()) == "document_expired"


@given(any_visit(), decisions, policies)
def test_no_way_leads_to_the_payout_past_a_step_that_is_not_done(
    one: Visit, law: Decision, policy: Any
) -> None:
    steps = rules.reachable(one, law, policy)

    if one.step is Step.DONE:
        assert steps == frozenset()
        return
    assert {Step.NOTICE} <= steps <= BEFORE_THE_DEAL
    if Step.PAYOUT in steps:
        before = BEFORE_THE_DEAL - {Step.PAYOUT}
        assert all(rules.step_done(one, step, law, policy) for step in before)


@given(any_visit(), decisions, policies)
def test_what_is_acceptable_can_be_reached(one: Visit, law: Decision, policy: Any) -> None:
    if not told(one, law, policy):
        assert Step.PAYOUT in rules.reachable(one, law, policy)
        assert law.allowed
        assert one.consent is not None
        assert one.shown is not None


@given(any_visit(), decisions)
def test_where_the_order_is_free_no_less_can_be_reached(one: Visit, law: Decision) -> None:
    strict = rules.reachable(one, law, settings(identity_first=True))
    free = rules.reachable(one, law, settings(identity_first=False))

    assert strict <= free
    assert free - strict <= {Step.DOCUMENT, Step.DETAILS, Step.ARTICLE}


@given(any_visit(), decisions, policies)
def test_after_the_deal_there_are_the_papers_and_the_end(
    one: Visit, law: Decision, policy: Any
) -> None:
    bought = replace(one, step=Step.PAPERS, acceptance=ACCEPTED)

    assert rules.reachable(bought, law, policy) == {Step.PAPERS}
    assert rules.reachable(replace(bought, papers=("slip",)), law, policy) == {
        *(Step.PAPERS, Step.DONE)
    }


@given(any_visit(), policies)
def test_going_on_always_goes_on_and_never_to_an_approval_that_nobody_needs(
    one: Visit, policy: Any
) -> None:
    following = rules.next_step(one, policy)

    assert rules.ORDER.index(following) > rules.ORDER.index(one.step) or one.step is Step.DONE
    assert following is not Step.APPROVAL or one.offer > policy.clerk_limit_yen


def test_a_minor_is_said_at_the_step_that_told_the_age() -> None:
    minor = decision(rules.MINOR)
    read, confirmed = visit(seller=seller()), visit()

    assert not rules.step_done(read, Step.DOCUMENT, minor, settings())
    assert rules.step_done(confirmed, Step.DOCUMENT, minor, settings())
    assert not rules.step_done(confirmed, Step.DETAILS, minor, settings())
    assert not rules.step_done(
        confirmed, Step.DETAILS, decision(rules.MINOR, verify=False), settings(verify_always=False)
    )


def test_an_approval_is_of_one_offer() -> None:
    dear = visit(articles=(DEAR,))

    assert rules.approval_needed(dear, settings())
    assert not rules.approval_needed(dear, settings(clerk_limit_yen=72_000))
    assert not rules.approved(dear)
    assert rules.approved(replace(dear, approval=Approval(MANAGER, NOW, Yen(72_000))))
    assert not rules.approved(replace(dear, approval=Approval(MANAGER, NOW, Yen(72_001))))


def test_what_counts_as_personal() -> None:
    empty = Visit(VisitId("ab" * 16), "T01-0001", NOW, CLERK, shown=notice_shown())

    assert not rules.holds_personal(empty)
    assert rules.holds_personal(replace(empty, document=licence()))
    assert rules.holds_personal(replace(empty, seller=seller(name="")))
    assert rules.holds_personal(replace(empty, articles=(AGREED,)))
