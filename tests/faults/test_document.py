"""A document that the law does not take, a seller who is too young, a card on its wrong side."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from counter_app.domain.visit import Ending, Step
from tests.faults.conftest import MakeTill
from tests.faults.readers import SPECIMENS, TYPED, Lent, StillReader, sure_licence
from tests.faults.tills import ONCE, FaultyTill

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
SEVENTEEN = "2008-11-23"
"""Eighteen on the day after the specimen day."""


def taken_over(till: FaultyTill) -> None:
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")


def expired(till: FaultyTill) -> str:
    """When it expired, and what to do, as every expired document has it."""
    since = till.say("clerk.refused.expired", day=YESTERDAY, today=TODAY)
    return f"{since}\n{till.error('document_expired').partition(chr(10))[2]}"


def ended(till: FaultyTill, code: str) -> None:
    """The clerk ends it; the customer is told plainly, and nothing that was read is kept."""
    till.clerk.click("way_end")
    till.until(till.customer.shows("EndingPage"))
    visit = till.shown[-1]
    assert visit is not None
    assert (visit.ending, visit.ending_code, visit.document) == (Ending.REFUSED, code, None)
    assert till.customer_is_told(till.say(f"customer.ending.{code}"))
    assert till.customer_is_told(till.say("customer.ending.erased"))
    assert till.clerk.page_is("BoardScreen")
    assert till.counter.visits.open_visits() == []


def test_an_expired_document_stops_the_visit_with_the_law_and_the_ways_on(
    make_till: MakeTill,
) -> None:
    till = make_till(reader=sure_licence(expires_on=YESTERDAY.isoformat()))
    till.to_document()
    till.read_card()
    taken_over(till)

    till.clerk_hears(expired(till))
    till.customer_hears("document_expired")
    assert till.visit.step is Step.DOCUMENT
    ended(till, "document_expired")


@ONCE
def test_a_document_holds_to_the_end_of_its_last_day(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(expires_on=TODAY.isoformat()))
    till.to_document()
    till.read_card()
    taken_over(till)

    till.until(till.customer.shows("DetailsPage"))


@ONCE
def test_another_document_may_take_the_place_of_an_expired_one(make_till: MakeTill) -> None:
    reader = sure_licence(expires_on=YESTERDAY.isoformat())
    till = make_till(reader=reader)
    till.to_document()
    till.read_card()
    taken_over(till)
    till.clerk_hears(expired(till))

    reader.fields["expires_on"] = "2029-02-15"
    till.clerk.click("way_other")
    till.read_card()
    taken_over(till)
    till.until(till.customer.shows("DetailsPage"))


def test_a_seller_of_seventeen_is_stopped_and_a_slip_can_be_mended(make_till: MakeTill) -> None:
    till = make_till(camera="99")
    till.to_document()
    till.clerk_hears(till.error("camera_missing"))
    till.clerk.click("type_instead")
    till.type_document(birth_date=SEVENTEEN)
    till.look_at_card()
    taken_over(till)

    till.clerk_hears(till.error("minor_without_guardian"))
    assert till.clerk_is_told(till.say("clerk.refused.title_minor"))
    till.customer_hears("minor_without_guardian")

    till.clerk.click("way_mend")
    till.customer_only_waits()
    till.until(till.clerk.ready("birth_date"))
    assert till.text_in("address") == TYPED["address"]  # nothing that was typed is lost
    till.clerk.write("birth_date", TYPED["birth_date"])
    taken_over(till)
    till.until(till.customer.shows("DetailsPage"))


def test_a_seller_of_seventeen_is_told_plainly_at_the_end(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date=SEVENTEEN))
    till.to_document()
    till.read_card()
    taken_over(till)

    till.clerk_hears(till.error("minor_without_guardian"))
    ended(till, "minor_without_guardian")


@ONCE
def test_eighteen_today_is_old_enough(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date="2008-11-22"))
    till.to_document()
    till.read_card()
    taken_over(till)

    till.until(till.customer.shows("DetailsPage"))


def test_a_back_side_leaves_nothing_and_is_turned_over(
    make_till: MakeTill, real_reader: Lent, tmp_path: Path
) -> None:
    under_it = tmp_path / "frame.jpg"
    shutil.copy(SPECIMENS / "my_number_card_back.jpg", under_it)
    till = make_till(camera=str(under_it), reader=real_reader)
    till.to_document()

    till.clerk_hears(till.error("my_number_back"))
    till.customer_hears("my_number_back")
    assert till.clerk.find("row_name") is None
    assert till.clerk.find("type_instead") is None
    assert till.visit.document is None

    shutil.copy(SPECIMENS / "driving_licence_1.jpg", under_it)
    till.clerk.click("reconnect")
    till.read_card()
    taken_over(till)
    till.until(till.customer.shows("DetailsPage"))


@pytest.mark.parametrize("code", ["health_insurance_card", "pension_book", "look_only"])
def test_what_may_not_be_photographed_is_told(make_till: MakeTill, code: str) -> None:
    till = make_till(reader=StillReader(refused=code))
    till.to_document()

    till.clerk_hears(till.error(code))
    if code == "look_only":  # a disability is nobody's business but the clerk's who looks
        till.customer_only_waits()
    else:
        till.customer_hears(code)
    till.cancel()
    assert till.customer_is_told(till.say("customer.ending.cancelled"))
