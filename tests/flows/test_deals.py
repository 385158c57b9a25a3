"""Whole visits at both windows: exchange, consignment, buy-back, and the routes without a document.

Each is what a clerk and a customer press, from the notice to the papers, in both languages.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from counter_app.domain.deal import OwnSale
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.visit import Step
from tests.faults.conftest import MakeTill, language, make_till
from tests.faults.test_guardian import filled as taken_down
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK, CLERK_PIN, SETTINGS
from tests.ui.screens.conftest import visit_at
from ui.demo_script import SIGNATURE
from ui.screen import Wish

__all__ = ["language", "make_till"]  # fixtures

IMEI = "490154203237518"
NAME, ADDRESS = "見本 次郎", "東京都見本区見本2-2-2"
NO_CAMERA = "99"


def lines(till: FaultyTill) -> list[LedgerLine]:
    today = till.counter.ledger.today
    return till.counter.ledger.lines(today, today)


def details(
    till: FaultyTill, *, typed: bool, born: tuple[str, str, str] = ("1990", "1", "15")
) -> None:
    """The customer confirms who they are; without a document they state all of it."""
    till.until(till.customer.shows("DetailsPage"))
    if typed:
        till.customer.write("name/field", NAME)
        till.customer.write("address/field", ADDRESS)
        for part, text in zip(("year", "month", "day"), born, strict=True):
            till.customer.write(f"birth_{part}/field", text)
    till.customer.click("occupation/box")
    till.until(lambda: till.customer.popup() is not None)
    till.customer.type_into_popup("会社員" if till.language == "ja" else "Company employee")
    till.until(lambda: till.customer.popup() is None)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")


def article(till: FaultyTill, kind: str = "") -> None:
    """The clerk enters a phone; the kind only where it is not a purchase."""
    till.until(till.clerk.shows("ArticleScreen"))
    if kind:
        till.clerk.click("kind_of_deal")
        till.until(till.clerk.ready(f"kind_{kind}"))
        till.clerk.click(f"kind_{kind}")
        till.until(lambda: till.visit.kind == kind)
        till.rest()
    till.clerk.write("model", "Phone mini")
    till.clerk.write("imei", IMEI)
    for tick in ("reset", "unlocked"):
        till.clerk.click(tick)
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")


def offer(till: FaultyTill) -> None:
    """The customer agrees line by line."""
    till.until(till.customer.shows("OfferPage"))
    till.until(till.customer.ready("line_0_0/agree"))
    till.customer.click("line_0_0/agree")
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")


def sign(till: FaultyTill) -> None:
    till.to_signature()
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")


def accept(till: FaultyTill) -> None:
    """Prove who accepts; no cash is counted."""
    till.until(till.clerk.shows("PayoutScreen"))
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.clerk.ready(f"staff_{CLERK.lower()}"))
    till.clerk.click(f"staff_{CLERK.lower()}")
    till.clerk.type(CLERK_PIN)


def papers(till: FaultyTill, folder: Path) -> str:
    """Print the papers and finish; what the slip says."""
    till.until(till.clerk.shows("PapersScreen"))
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.clerk.shows("DoneScreen"))
    slip = PdfReader(folder / "papers" / "purchase_slip.pdf")
    return "".join(page.extract_text() for page in slip.pages)


@pytest.mark.parametrize(
    ("kind", "receipt", "title"),
    [("exchange", "買受け", "交換明細書"), ("consignment", "委託", "委託明細書")],
)
def test_an_exchange_and_a_consignment_from_the_notice_to_the_papers(
    make_till: MakeTill, tmp_path: Path, kind: str, receipt: str, title: str
) -> None:
    till = make_till()
    till.to_document()
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    details(till, typed=False)
    article(till, kind)
    till.until(till.customer.shows("OfferPage"))
    assert till.customer_is_told(till.say(f"customer.offer.agree.{kind}"))
    assert till.clerk_is_told(till.say(f"clerk.kind.{kind}.short"))
    for key in ("clerk.offer.sum", "clerk.offer.article_sum"):
        assert till.clerk_is_told(till.say(f"{key}.{kind}"))
        assert not till.clerk_is_told(till.say(key))  # nothing is bought for money
    offer(till)
    sign(till)
    till.until(till.clerk.shows("PayoutScreen"))
    assert till.clerk_is_told(till.say(f"clerk.payout.never.{kind}"))
    assert till.clerk_is_told(till.say(f"clerk.payout.before.{kind}"))
    assert not till.clerk_is_told(till.say("clerk.payout.before"))
    assert till.clerk.find("method") is None
    assert till.clerk.find("suggest") is None
    accept(till)

    till.until(lambda: till.clerk_is_told(till.say(f"clerk.papers.purchase_slip.{kind}")))
    assert title in papers(till, tmp_path)
    [line] = lines(till)
    assert (line.receipt, line.price) == (receipt, 23_000)
    assert till.counter.days.state().sums.paid == 0
    assert till.clerk_is_told(till.say("clerk.payout.no_payout"))
    assert till.customer_is_told(till.say(f"customer.thanks.money.{kind}"))


@ONCE
def test_an_ordinary_purchase_takes_no_press_more(make_till: MakeTill, tmp_path: Path) -> None:
    """The control: nobody chooses a kind or a route, and it is a purchase by a document."""
    till = make_till()
    till.to_document()
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    details(till, typed=False)
    article(till)
    offer(till)
    sign(till)
    till.pay()

    assert "買取明細書" in papers(till, tmp_path)
    [line] = lines(till)
    assert (line.receipt, line.remark) == ("買受け", "古物商特例対象")
    assert line.method == "法第15条第1項第1号・運転免許証の提示"


def test_a_paper_signed_in_front_of_staff(make_till: MakeTill, tmp_path: Path) -> None:
    till = make_till(camera=NO_CAMERA)
    till.to_document()
    till.until(till.clerk.ready("route"))
    till.clerk.click("route")
    till.until(till.clerk.ready("route_B_SIGN"))
    assert till.clerk.find("route_C_TABLET") is None  # no pen is there
    assert till.clerk_is_told(till.say("clerk.route.no_pen"))
    till.clerk.click("route_B_SIGN")
    till.until(till.clerk.ready("print_form"))
    till.clerk.click("print_form")
    till.until((tmp_path / "papers" / "identity_form.pdf").exists)
    till.rest()
    assert till.clerk_is_told(till.say("clerk.route.left.signed"))
    till.customer_only_waits()
    till.clerk.click("seen_signed")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    details(till, typed=True)
    article(till)
    offer(till)
    sign(till)
    till.pay()
    papers(till, tmp_path)

    [line] = lines(till)
    assert line.method == "法第15条第1項第2号"
    assert (line.name, line.address, line.age) == (NAME, ADDRESS, 36)


def test_a_name_written_on_the_screen(make_till: MakeTill, tmp_path: Path) -> None:
    till = make_till(camera=NO_CAMERA, settings=replace(SETTINGS, written_name_needs_pen=False))
    till.to_document()
    till.until(till.clerk.ready("route"))
    till.clerk.click("route")
    till.until(till.clerk.ready("route_C_TABLET"))
    till.clerk.click("route_C_TABLET")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    details(till, typed=True)
    till.until(till.customer.shows("WrittenNamePage"))
    till.rest()
    assert till.visit.step is Step.DETAILS
    till.customer.click("back")  # to look at what was stated once more
    till.until(till.customer.shows("DetailsPage"))
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.until(till.customer.shows("WrittenNamePage"))
    assert till.customer_is_told(NAME)
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    article(till)
    offer(till)
    sign(till)
    till.pay()
    papers(till, tmp_path)

    [line] = lines(till)
    assert line.method == "法第15条第1項第4号・面前で器具を用いた氏名の記載"
    assert line.name == NAME


@ONCE
def test_in_doubt_the_clerk_goes_back_to_the_document(make_till: MakeTill) -> None:
    till = make_till()
    till.to_document()
    till.until(till.clerk.ready("route"))
    till.clerk.click("route")
    till.until(till.clerk.ready("route_B_SIGN"))
    till.clerk.click("route_B_SIGN")
    till.until(till.clerk.ready("seen_signed"))
    till.clerk.click("seen_signed")
    till.until(lambda: till.visit.paper is not None)
    till.rest()

    till.clerk.click("route_A_DOC")
    till.until(lambda: till.visit.route == "A_DOC")
    assert till.visit.paper is None
    till.read_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    assert till.document() is not None


def test_what_was_sold_here_is_bought_back(make_till: MakeTill) -> None:
    till = make_till()
    counter = till.counter
    earlier = visit_at(counter, Step.PAYOUT)
    accepted = counter.acceptance.accept(earlier.visit_id, CLERK, CLERK_PIN)  # type: ignore[arg-type]  # a code
    counter.visits.finish(accepted.visit_id)
    [bought] = lines(till)
    till.resume_at(Step.ARTICLE)
    till.clerk.click("kind_of_deal")
    till.until(till.clerk.ready("kind_buyback_own_sale"))
    till.clerk.click("kind_buyback_own_sale")
    till.until(till.clerk.ready("sale_number"))
    till.clerk.write("sale_number", "twelve")
    till.clerk.click("take_sale")
    till.clerk_hears(till.error("ledger_number_form"))
    till.clerk.write("sale_number", "1")
    till.clerk.click("take_sale")
    till.clerk_hears(till.error("own_sale_unknown"))  # it was bought, and is still here

    counter.disposals.dispose(bought.number, DisposalKind.SALE, 30_000, None, CLERK, CLERK_PIN)  # type: ignore[arg-type]  # a code
    till.clerk.click("same_person")
    till.clerk.click("take_sale")
    till.until(lambda: till.visit.kind == "buyback_own_sale")
    assert till.visit.own_sale == OwnSale(bought.number, CLERK)  # type: ignore[arg-type]  # a code
    till.rest()
    article(till)
    offer(till)
    sign(till)
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    assert lines(till)[-1].remark.startswith("自店売却品の買戻し（T01-000001）")


def test_another_article_is_not_bought_back(make_till: MakeTill) -> None:
    """It is told before the customer sees an offer, with the way on."""
    till = make_till()
    counter = till.counter
    earlier = visit_at(counter, Step.PAYOUT)
    accepted = counter.acceptance.accept(earlier.visit_id, CLERK, CLERK_PIN)  # type: ignore[arg-type]  # a code
    counter.visits.finish(accepted.visit_id)
    [bought] = lines(till)
    counter.disposals.dispose(bought.number, DisposalKind.SALE, 30_000, None, CLERK, CLERK_PIN)  # type: ignore[arg-type]  # a code
    till.resume_at(Step.ARTICLE)
    counter.visits.set_kind(till.visit.visit_id, "buyback_own_sale", OwnSale(bought.number, CLERK))  # type: ignore[arg-type]  # a code
    till.until(till.clerk.shows("ArticleScreen"))
    till.clerk.write("model", "Phone mini")
    till.clerk.write("imei", "352099001761481")
    for tick in ("reset", "unlocked"):
        till.clerk.click(tick)
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")

    till.clerk_hears(till.error("own_sale_other_article", number=bought.number))
    till.customer_only_waits()
    assert till.visit.step is Step.ARTICLE


@pytest.mark.parametrize("half", ["", "T70000120"], ids=["nothing", "half"])
def test_the_customer_goes_on_once_the_issuers_number_stands(
    make_till: MakeTill, half: str
) -> None:
    """Gone on before, the books would say that the seller is no issuer."""
    till = make_till()
    till.resume_at(Step.OFFER)
    till.clerk.click("invoice_yes")
    if half:
        till.clerk.write("invoice_number", half)
    till.until(lambda: till.visit.typed.get("invoice.number") == (half or "T"))
    till.rest()
    offer(till)
    till.clerk_hears(till.error("invoice_open"))
    assert till.visit.step is Step.OFFER
    assert till.text_in("invoice_number") == half

    visit = till.visit
    till.till.clerk.wished.emit(Wish.BOARD)
    till.until(till.clerk.shows("BoardScreen"))
    till.resume(visit)  # from the record, as after a crash
    till.until(till.clerk.shows("OfferScreen"))
    till.rest()
    assert till.text_in("invoice_number") == (half or "T")
    till.clerk.write("invoice_number", "T7000012050002")
    till.until(lambda: till.visit.invoice_number == "T7000012050002")
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.until(lambda: till.visit.step is Step.CONSENT)
    assert till.visit.invoice_number == "T7000012050002"
    assert till.visit.typed == {}


@ONCE
def test_who_is_no_issuer_after_all_lets_the_customer_go_on(make_till: MakeTill) -> None:
    till = make_till()
    till.resume_at(Step.OFFER)
    till.clerk.click("invoice_yes")
    till.until(lambda: "invoice.number" in till.visit.typed)
    till.clerk.click("invoice_no")
    till.until(lambda: till.visit.typed == {})
    offer(till)
    till.until(lambda: till.visit.step is Step.CONSENT)
    assert till.visit.invoice_number == ""


@ONCE
def test_somebody_of_17_writes_their_name_once_a_guardian_is_there(make_till: MakeTill) -> None:
    """The guardian consents last; the name is written at its usual place before."""
    till = make_till(camera=NO_CAMERA, settings=replace(SETTINGS, written_name_needs_pen=False))
    till.to_document()
    till.until(till.clerk.ready("route"))
    till.clerk.click("route")
    till.until(till.clerk.ready("route_C_TABLET"))
    till.clerk.click("route_C_TABLET")
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    details(till, typed=True, born=("2008", "11", "23"))
    till.until(till.clerk.ready("guardian"))
    assert till.customer.page_is("DetailsPage")  # no name is written before a guardian is there
    till.clerk.click("guardian")
    till.until(till.clerk.shows("GuardianScreen"))
    till.rest()
    taken_down(till)

    till.until(till.customer.shows("WrittenNamePage"))
    till.customer.draw("pad", SIGNATURE)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.until(till.clerk.shows("ArticleScreen"))
    assert till.visit.written_name is not None
