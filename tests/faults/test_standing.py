"""Somebody sells for a company, or for another person, at both real windows."""

from __future__ import annotations

import pytest

from tests.faults.conftest import MakeTill
from tests.faults.test_guardian import details, filled, paid, to_the_signature
from tests.faults.tills import ONCE, FaultyTill

COMPANY = {
    "owner_name": "見本商事株式会社",
    "owner_post": "総務部長",
    "owner_address": "東京都見本区見本9-9-9",
}
PERSON = {"owner_name": "見本 三郎", "owner_address": "東京都見本区見本7-7-7"}


def to_the_details(till: FaultyTill) -> None:
    till.to_document()
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    till.rest()


def answered(till: FaultyTill, key: str, told: dict[str, str]) -> None:
    """The customer says whose article it is."""
    till.customer.click("behalf/box")
    till.until(lambda: till.customer.popup() is not None)
    till.customer.type_into_popup(till.say(f"customer.details.behalf.{key}"))
    till.until(till.customer.ready("owner_name"))
    for name, text in told.items():
        till.customer.write(f"{name}/field", text)


def seen(till: FaultyTill, words: tuple[str, str]) -> None:
    """The clerk looks at what shows that they may."""
    till.until(till.clerk.shows("AuthorityScreen"))
    till.rest()
    assert not till.clerk.ready("primary").holds()
    assert till.clerk_is_told(till.say("clerk.authority.keep"))
    assert not till.clerk_is_told(till.say("clerk.call.keep"))  # nobody consents to anything here
    till.clerk.click("authority_kind/box")
    till.until(lambda: till.clerk.popup() is not None)
    till.clerk.type_into_popup(words[till.language == "en"])
    till.until(lambda: till.clerk.popup() is None)
    till.clerk.click("authority_seen")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")


@pytest.mark.parametrize(
    ("key", "told", "shown"),
    [
        ("company", COMPANY, ("名刺", "Business")),
        ("person", PERSON, ("委任状", "Letter")),
    ],
    ids=["company", "person"],
)
def test_somebody_sells_for_another(
    make_till: MakeTill, key: str, told: dict[str, str], shown: tuple[str, str]
) -> None:
    till = make_till()
    to_the_details(till)
    assert till.customer.find("owner_name") is None  # asked only where it is needed
    answered(till, key, told)
    details(till)
    till.until(till.customer.shows("PleaseWaitPage"))
    assert till.customer_is_told(till.say(f"customer.details.owner_note.{key}"))
    seen(till, shown)
    to_the_signature(till)
    visit = paid(till)

    assert visit.seller_type == ("company" if key == "company" else "person")
    today = till.counter.ledger.today
    [line] = till.counter.ledger.lines(today, today)
    assert line.behind is not None
    assert line.behind.company is (key == "company")
    assert told["owner_name"] in (line.name, line.behind.name)
    assert line.behind.authority == shown[0]


def whole(till: FaultyTill, name: str) -> bool:
    """Whether all of a field of the customer's can be seen, with the sentence below it."""
    field = till.customer.find(name)
    return field is not None and field.visibleRegion().boundingRect() == field.rect()


def test_what_is_missing_below_the_fold_is_scrolled_to(make_till: MakeTill) -> None:
    till = make_till()
    to_the_details(till)
    answered(till, "company", COMPANY | {"owner_address": " "})
    till.rest()
    assert not whole(till, "owner_address")  # the control
    details(till)
    till.until(lambda: till.customer_is_told(till.say("customer.details.owner_missing")))
    till.until(lambda: whole(till, "owner_address"))


@ONCE
def test_an_owner_without_a_name_is_asked_for_and_a_crash_loses_nothing(
    make_till: MakeTill,
) -> None:
    till = make_till()
    to_the_details(till)
    answered(till, "company", {"owner_name": COMPANY["owner_name"]})
    details(till)
    till.until(lambda: till.customer_is_told(till.say("customer.details.owner_missing")))
    till.until(lambda: whole(till, "owner_post"))
    assert till.visit.seller.confirmed_at is None
    till.until(lambda: till.visit.typed.get("details.behalf") == "company")
    assert till.visit.typed["details.owner_name"] == COMPANY["owner_name"]


@ONCE
def test_a_wrong_answer_can_be_mended_and_nothing_of_it_is_lost(make_till: MakeTill) -> None:
    till = make_till()
    to_the_details(till)
    answered(till, "company", COMPANY)
    details(till)
    till.until(till.clerk.shows("AuthorityScreen"))
    till.rest()
    till.clerk.click("back")
    till.until(till.customer.shows("DetailsPage"))
    till.until(till.customer.ready("owner_post"))
    assert till.visit.typed["details.owner_name"] == COMPANY["owner_name"]
    till.rest()
    till.customer.click("behalf/box")
    till.until(lambda: till.customer.popup() is not None)
    till.customer.type_into_popup(till.say("customer.details.behalf.own"))
    till.until(lambda: till.customer.find("owner_post") is None)
    till.customer.click("primary")
    till.until(till.clerk.shows("ArticleScreen"))

    assert till.visit.standing.behalf == "own"
    assert not till.visit.typed


@ONCE
def test_ones_own_article_is_what_the_customer_confirms(make_till: MakeTill) -> None:
    till = make_till()
    to_the_details(till)
    details(till)
    till.until(till.clerk.shows("ArticleScreen"))

    assert till.visit.standing.behalf == "own"


@ONCE
def test_a_guardian_and_a_letter_of_proxy_can_both_be_needed(make_till: MakeTill) -> None:
    till = make_till()
    to_the_details(till)
    for part, text in (("year", "2008"), ("month", "11"), ("day", "23")):
        till.customer.write(f"birth_{part}/field", text)
    answered(till, "person", PERSON)
    details(till)
    seen(till, ("委任状", "Letter"))
    till.until(till.clerk.ready("guardian"))
    till.clerk.click("guardian")
    till.until(till.clerk.shows("GuardianScreen"))
    till.rest()
    filled(till)
    till.until(till.clerk.shows("ArticleScreen"))
