"""Whole visits of somebody under 18 at both real windows: with a guardian, and short of one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.errors import Refused
from counter_app.domain.visit import Visit
from tests.builders import IMEI
from tests.faults.conftest import MakeTill
from tests.faults.readers import sure_licence
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK, CLERK_PIN
from ui.demo_script import SIGNATURE

SEVENTEEN, FIFTEEN = "2008-11-23", "2011-11-22"
WHO = {
    "guardian_name": "見本 花子",
    "guardian_phone": "03-0000-0000",
    "guardian_address": "東京都見本区見本1-2-3",
}


def to_the_form(till: FaultyTill) -> None:
    """The document tells the age, and the clerk asks for a guardian."""
    till.to_document()
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.clerk_hears(till.error("minor_without_guardian"))
    till.clerk.click("way_guardian")
    till.until(till.clerk.shows("GuardianScreen"))
    till.rest()


def chosen(till: FaultyTill, name: str, words: tuple[str, str]) -> None:
    """Choose from a list of the form."""
    till.clerk.click(f"{name}/box")
    till.until(lambda: till.clerk.popup() is not None)
    till.clerk.type_into_popup(words[till.language == "en"])
    till.until(lambda: till.clerk.popup() is None)


def filled(till: FaultyTill, *, paper: str = "") -> None:
    """The guardian is taken down."""
    if paper:
        till.clerk.click("form_written")
        till.until(till.clerk.ready("guardian_paper_on"))
        till.clerk.write("guardian_paper_on/field", paper)
    for name, text in WHO.items():
        till.clerk.write(f"{name}/field", text)
    chosen(till, "guardian_relation", ("母", "Mother"))
    chosen(till, "guardian_document", ("運転免許証", "Driv"))
    till.clerk.click("guardian_checked")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")


def details(till: FaultyTill) -> None:
    """The customer confirms."""
    till.until(till.customer.shows("DetailsPage"))
    till.rest()
    till.customer.click("occupation/box")
    till.until(lambda: till.customer.popup() is not None)
    till.customer.type_into_popup("学生" if till.language == "ja" else "Student")
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")


def to_the_signature(till: FaultyTill) -> None:
    """Article, offer and consent, as for an adult."""
    till.until(till.clerk.shows("ArticleScreen"))
    till.clerk.write("model", "Phone mini 64")
    till.clerk.write("imei", IMEI)
    for tick in ("reset", "unlocked"):
        till.clerk.click(tick)
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("OfferPage"))
    till.rest()
    for place, one in enumerate(till.visit.articles):
        for line in range(len(one.appraisal.lines)):
            till.customer.click(f"line_{place}_{line}/agree")
            till.rest()
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.to_signature()
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")


def paid(till: FaultyTill) -> Visit:
    """The clerk pays; the ledger has the line."""
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    return till.visit


def ledger_says(till: FaultyTill, form: str, age: int = 17) -> None:
    today = till.counter.ledger.today
    [line] = till.counter.ledger.lines(today, today)
    assert (line.age, line.guardian) == (age, form)


def test_somebody_of_17_sells_with_a_guardian_who_came_along(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date=SEVENTEEN))
    to_the_form(till)
    filled(till)
    details(till)
    to_the_signature(till)

    till.until(till.customer.shows("GuardianPage"))
    till.until(till.clerk.shows("WaitingScreen"))
    assert till.customer_is_told(till.say("customer.guardian.title"))
    assert till.customer_is_told("¥23,000")
    assert till.customer.find("data_use") is None
    till.rest()
    assert not till.customer.ready("primary").holds()  # without ink
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")

    visit = paid(till)
    assert visit.guardian is not None
    assert visit.guardian.consent is not None
    assert visit.guardian.consent.signature is not None
    assert visit.guardian.consent.signature.enough
    ledger_says(till, "accompany")


def test_somebody_of_17_sells_with_a_paper_and_a_call(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date=SEVENTEEN))
    to_the_form(till)
    filled(till, paper="令和8年11月20日")
    details(till)
    to_the_signature(till)

    till.until(till.clerk.shows("CallBackScreen"))
    till.customer_only_waits()
    assert till.clerk_is_told("¥23,000")
    till.rest()
    assert till.clerk.find("call_data_use") is None
    assert till.text_in("call_number/field") == WHO["guardian_phone"]
    assert not till.clerk.ready("primary").holds()
    till.clerk.write("call_said/field", "品物と金額を伝え、売ってよいとのこと")
    till.clerk.click("call_agreed")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")

    visit = paid(till)
    assert visit.guardian is not None
    assert visit.guardian.paper_on is not None
    assert visit.guardian.paper_on.isoformat() == "2026-11-20"
    ledger_says(till, "written")


@ONCE
def test_under_16_the_guardian_reads_and_signs_the_use_of_data_too(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date=FIFTEEN))
    to_the_form(till)
    filled(till)
    details(till)
    to_the_signature(till)

    till.until(till.customer.shows("GuardianPage"))
    till.until(lambda: till.customer.find("data_use") is not None)
    assert till.customer_is_told(till.say("customer.signature.group_no"))
    till.rest()
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")

    visit = paid(till)
    assert visit.guardian is not None
    assert visit.guardian.consent is not None
    assert visit.guardian.consent.data_use is not None
    ledger_says(till, "accompany", 15)


@ONCE
def test_the_form_keeps_what_is_typed_and_tab_goes_through_its_fields(
    make_till: MakeTill,
) -> None:
    till = make_till(reader=sure_licence(birth_date=SEVENTEEN))
    to_the_form(till)
    assert not till.clerk.ready("primary").holds()
    till.clerk.write("guardian_name/field", WHO["guardian_name"])
    till.until(lambda: "guardian.name" in till.visit.typed)

    seen = []
    for _step in range(12):
        focus = till.till.clerk.focusWidget()
        names = [one.objectName() for one in (focus, focus.parentWidget()) if one is not None]
        seen.append(names[-1])
        till.clerk.press(Qt.Key.Key_Tab)
    fields = ["guardian_name", "guardian_relation", "guardian_phone", "guardian_document"]
    places = [seen.index(name) for name in (*fields, "guardian_address")]
    assert places == sorted(places)

    till.clerk.click("back")
    till.until(till.clerk.shows("DocumentScreen"))
    assert till.visit.guardian is None


@ONCE
def test_no_guardian_on_the_telephone_and_none_who_did_not_sign(make_till: MakeTill) -> None:
    till = make_till(reader=sure_licence(birth_date=SEVENTEEN))
    to_the_form(till)
    assert till.clerk.find("form_phone") is None
    filled(till, paper="2027-01-01")  # no paper is of tomorrow
    till.until(lambda: till.clerk_is_told(till.error("guardian_paper_missing").split("\n")[1]))
    assert till.visit.guardian is None
    till.clerk.write("guardian_paper_on/field", "2026-11-20")
    till.clerk.click("primary")
    details(till)
    to_the_signature(till)
    till.until(till.clerk.shows("CallBackScreen"))

    with pytest.raises(Refused, match="guardian_consent_missing"):
        till.counter.acceptance.accept(till.visit.visit_id, CLERK, CLERK_PIN)  # type: ignore[arg-type]  # a code
    assert till.counter.ledger.lines(till.counter.ledger.today, till.counter.ledger.today) == []


@ONCE
def test_a_birth_date_that_the_customer_mends_brings_the_guardians_button(
    make_till: MakeTill,
) -> None:
    till = make_till()
    till.to_document()
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    till.rest()
    assert till.clerk.find("guardian") is None
    for part, text in (("year", "2008"), ("month", "11"), ("day", "23")):
        till.customer.write(f"birth_{part}/field", text)
    details(till)
    till.until(till.clerk.ready("guardian"))
    assert till.customer_is_told(till.say("customer.details.minor"))

    till.clerk.click("guardian")
    till.until(till.clerk.shows("GuardianScreen"))
    till.rest()
    filled(till)
    till.until(till.clerk.shows("ArticleScreen"))
