"""The three lawful ways to confirm a seller: document, signed paper, name written on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter_app.domain.deal import ROUTES, Route
from counter_app.domain.errors import CounterError
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, MANAGER, appraised, consent, licence, seller, signature, stroke
from tests.counter_app.services.counters import MINOR_BORN, Counter

WORDS = {
    "A_DOC": "法第15条第1項第1号・運転免許証の提示",
    "B_SIGN": "法第15条第1項第2号",
    "C_TABLET": "法第15条第1項第4号・面前で器具を用いた氏名の記載",
}
"""Act art. 16(v): the category, and of items (i) and (iv) the method too."""


def measure(counter: Counter, visit_id: VisitId) -> None:
    """Do what the route asks for."""
    match counter.visits.get(visit_id).route:
        case "A_DOC":
            counter.visits.set_document(visit_id, licence())
        case "B_SIGN":
            counter.visits.note_paper(visit_id, CLERK)
        case "C_TABLET":
            counter.visits.write_name(visit_id, signature(), CLERK)


def routed(counter: Counter, route: Route, *, done: bool = True, **person: Any) -> VisitId:
    """A signed visit on a route."""
    visit_id = counter.opened()
    counter.visits.set_route(visit_id, route)
    counter.visits.confirm_details(visit_id, seller(**person))
    if done:
        measure(counter, visit_id)
    counter.agreed(appraised(), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    return visit_id


def refused(counter: Counter, visit_id: VisitId) -> str:
    with pytest.raises(CounterError) as told:
        counter.accept(visit_id)
    assert counter.lines() == []
    return told.value.code


def fields(counter: Counter, visit: Visit, purpose: str = "provide") -> dict[str, Any]:
    assert visit.acceptance is not None
    return counter.small.fields(visit.acceptance.act_seq, purpose)


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_is_accepted_and_named_in_the_ledger(counter: Counter, route: Route) -> None:
    visit = counter.accept(routed(counter, route))

    [line] = counter.lines()
    assert line.method == WORDS[route]
    assert (line.name, line.occupation, line.age) == ("見本 太郎", "会社員", 36)
    told = fields(counter, visit)
    assert told["id_document.route"] == route
    assert told["id_document.checked_by"] == CLERK
    assert ("id_document.kind" in told) == (route == "A_DOC")
    assert ("other.written_name" in told) == (route == "C_TABLET")
    assert prove(counter.small.record).holds
    assert rebuild_faults(counter.small.record) == []


@pytest.mark.parametrize(
    ("route", "why"),
    [
        ("A_DOC", "identity_required"),
        ("B_SIGN", "paper_not_signed"),
        ("C_TABLET", "name_not_written"),
    ],
)
def test_a_route_without_its_measure_is_none(counter: Counter, route: Route, why: str) -> None:
    visit_id = routed(counter, route, done=False)
    assert refused(counter, visit_id) == why

    measure(counter, visit_id)
    counter.visits.sign(visit_id, consent())
    assert counter.accept(visit_id).acceptance is not None


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_asks_for_the_four_particulars(counter: Counter, route: Route) -> None:
    """Act art. 16(iv)."""
    visit_id = counter.opened()
    counter.visits.set_route(visit_id, route)
    if route != "C_TABLET":
        measure(counter, visit_id)
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())

    assert refused(counter, visit_id) == "particulars_missing"


@pytest.mark.parametrize("route", ROUTES)
def test_no_route_leads_past_the_age(counter: Counter, route: Route) -> None:
    assert refused(counter, routed(counter, route, birth_date=MINOR_BORN)) == (
        "minor_without_guardian"
    )


@pytest.mark.parametrize(("route", "then"), [("B_SIGN", Step.DETAILS), ("C_TABLET", Step.DETAILS)])
def test_a_visit_goes_on_without_a_document(counter: Counter, route: Route, then: Step) -> None:
    visit_id = counter.opened()
    counter.visits.go_on(visit_id)
    counter.visits.set_route(visit_id, route)
    if route == "B_SIGN":
        with pytest.raises(CounterError, match="step_not_yet"):
            counter.visits.go_on(visit_id)
        measure(counter, visit_id)

    assert counter.visits.go_on(visit_id).step is then


def test_on_route_c_the_article_waits_for_the_name(counter: Counter) -> None:
    visit_id = counter.opened()
    counter.visits.set_route(visit_id, "C_TABLET")
    for step in (Step.DOCUMENT, Step.DETAILS):
        assert counter.visits.go_on(visit_id).step is step
    counter.visits.confirm_details(visit_id, seller())
    with pytest.raises(CounterError, match="step_not_yet"):
        counter.visits.go_on(visit_id)

    measure(counter, visit_id)
    assert counter.visits.go_on(visit_id).step is Step.ARTICLE


# ---- in doubt


@pytest.mark.parametrize("route", ["B_SIGN", "C_TABLET"])
def test_in_doubt_the_clerk_goes_back_to_a_document(counter: Counter, route: Route) -> None:
    visit_id = routed(counter, route)

    visit = counter.visits.set_route(visit_id, "A_DOC")

    assert (visit.paper, visit.written_name, visit.consent) == (None, None, None)
    assert visit.seller.name == "見本 太郎"  # what was stated stays
    assert visit.offer_agreed
    counter.visits.sign(visit_id, consent())
    assert refused(counter, visit_id) == "identity_required"
    measure(counter, visit_id)
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)
    assert counter.lines()[0].method == WORDS["A_DOC"]


def test_a_document_goes_with_its_route(counter: Counter) -> None:
    """One that was found wanting must not stand beside another measure."""
    visit_id = counter.opened()
    counter.visits.set_document(visit_id, licence(expires_on=date(2026, 11, 21)))

    assert counter.visits.set_route(visit_id, "B_SIGN").document is None
    with pytest.raises(CounterError, match="route_other"):
        counter.visits.set_document(visit_id, licence())
    assert counter.visits.set_document(visit_id, None).document is None


def test_choosing_the_same_route_again_changes_nothing(counter: Counter) -> None:
    visit_id = routed(counter, "B_SIGN")

    assert counter.visits.set_route(visit_id, "B_SIGN") == counter.visits.get(visit_id)
    assert counter.visits.get(visit_id).paper is not None


@pytest.mark.parametrize("route", ROUTES)
def test_each_measure_belongs_to_its_route(counter: Counter, route: Route) -> None:
    visit_id = counter.opened()
    counter.visits.set_route(visit_id, route)
    counter.visits.confirm_details(visit_id, seller())
    told = {}
    takes: dict[str, Callable[[], Visit]] = {
        "B_SIGN": lambda: counter.visits.note_paper(visit_id, CLERK),
        "C_TABLET": lambda: counter.visits.write_name(visit_id, signature(), CLERK),
    }
    for other, take in takes.items():
        try:
            take()
        except CounterError as error:
            told[other] = error.code
    assert told == {other: "route_other" for other in ("B_SIGN", "C_TABLET") if other != route}


def test_that_a_paper_was_signed_can_be_taken_back(counter: Counter) -> None:
    visit_id = routed(counter, "B_SIGN")

    visit = counter.visits.note_paper(visit_id, MANAGER, signed_here=False)

    assert (visit.paper, visit.consent) == (None, None)


# ---- the name on the screen


@pytest.mark.parametrize("pen", ["touch", "mouse"])
def test_the_name_is_written_with_an_instrument(counter: Counter, pen: str) -> None:
    """Enforcement Regulations art. 15(3)(vii): 器具; a finger is not clearly one."""
    visit_id = routed(counter, "C_TABLET", done=False)
    ink = replace(signature(), pen=pen)

    with pytest.raises(CounterError, match="pen_needed"):
        counter.visits.write_name(visit_id, ink, CLERK)
    easy = counter.with_settings(written_name_needs_pen=False)
    assert easy.visits.write_name(visit_id, ink, CLERK).written_name is not None


def test_a_slip_of_the_pen_is_no_name(counter: Counter) -> None:
    visit_id = routed(counter, "C_TABLET", done=False)

    with pytest.raises(CounterError, match="signature_too_small"):
        counter.visits.write_name(visit_id, signature(stroke(points=3, width=4)), CLERK)


def test_who_they_are_is_stated_before_the_name_is_written(counter: Counter) -> None:
    visit_id = counter.opened()
    counter.visits.set_route(visit_id, "C_TABLET")

    with pytest.raises(CounterError, match="not_stated_yet"):
        counter.visits.write_name(visit_id, signature(), CLERK)


def test_another_name_is_written_anew_and_another_address_is_not(counter: Counter) -> None:
    visit_id = routed(counter, "C_TABLET")

    moved = counter.visits.confirm_details(visit_id, seller(address="東京都見本区9-9"))
    assert moved.written_name is not None
    assert counter.visits.confirm_details(visit_id, seller(name="見本 次郎")).written_name is None


def test_the_written_name_goes_where_a_signature_goes_and_nowhere_else(counter: Counter) -> None:
    """The notice keeps signatures from improvement, fraud lists and everybody else."""
    visit = counter.accept(routed(counter, "C_TABLET"))

    assert len(fields(counter, visit)["other.written_name"]["strokes"]) == 2
    for purpose in ("fraud", "improve", "investment", "marketing", "g_membership"):
        assert "other.written_name" not in fields(counter, visit, purpose)
    assert "other.written_name" in fields(counter, visit, "screening")


def test_the_route_outlives_a_restart(counter: Counter) -> None:
    for route in ROUTES:
        visit_id = routed(counter, route)
        before = counter.visits.get(visit_id)
        counter.restart()
        assert counter.visits.get(visit_id) == before


def test_a_cancelled_visit_leaves_nothing_of_the_name(counter: Counter) -> None:
    visit_id = routed(counter, "C_TABLET")
    assert b'"written_name":{' in counter.drafts()  # the control

    ended = counter.visits.end(visit_id, Ending.CANCELLED)

    assert ended.written_name is None
    assert counter.drafts() == b""
