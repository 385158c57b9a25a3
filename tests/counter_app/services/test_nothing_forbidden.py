"""Nothing that the law forbids is accepted: not by `law check`, and not at the counter.

What is forbidden is a plain function of tests/forbidden_deals.py; neither that file nor this one
takes anything from counter_app.law. Deals are made that lie close to every edge of the law, and the
same search over a law with a hole in it finds the hole.
"""

from __future__ import annotations

import ast
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Literal, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from counter_app.cli.__main__ import main
from counter_app.domain.appraisal import Appraisal, OfferLine
from counter_app.domain.bulletin import BulletinItem
from counter_app.domain.customer import IdentityDocument
from counter_app.domain.deal import DealKind, OwnSale, Route
from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.guardian import Guardian
from counter_app.domain.standing import Standing
from counter_app.domain.values import VisitId
from counter_app.domain.visit import AppraisedArticle, Ending, Visit
from counter_app.services import acceptance, visit_rules
from counter_app.services.bulletin_gate import BulletinGate
from counter_app.services.decision import LawDesk
from counter_app.services.visit import VisitDesk
from tests import forbidden_deals
from tests.builders import (
    CLERK,
    MANAGER,
    MANAGER_PIN,
    article,
    bulletin,
    for_another,
    for_company,
    guardian,
    licence,
    on_paper,
    seller,
    signature,
)
from tests.builders import consent as signed_consent
from tests.builders import settings as shop
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.own_sales import sold
from tests.forbidden_deals import (
    ORDINARY_DAY,
    a_birth,
    a_deal,
    a_line,
    a_number,
    a_paper,
    forbidden,
    is_minor,
    near,
)
from tests.law_desks import law_desk, tables_with
from tests.records import small_record

Made = TypeVar("Made")
IMEI_LIKE = 13
"""So many digits stand in the field of an IMEI."""
DEALS = st.builds(a_deal, st.randoms(use_true_random=False))


# ---- `law check`


def told(desk: LawDesk, case: dict[str, Any]) -> dict[str, Any]:
    """What `law check` answers."""
    [answer] = desk.answers([json.dumps(case)])
    assert not answer.wrong, answer.form
    return answer.form


@given(DEALS)
def test_law_check_allows_nothing_forbidden(case: dict[str, Any]) -> None:
    form = told(law_desk(shop()), case)

    assert not (form["allowed"] and forbidden(case))
    assert form["version"] == 1


@given(DEALS)
def test_law_check_blocks_for_these_reasons_and_no_other(case: dict[str, Any]) -> None:
    form = told(law_desk(shop()), case)

    assert set(form["blocked"]) == forbidden(case)
    assert form["allowed"] is (not forbidden(case))


@pytest.mark.prove
def test_law_check_and_the_plain_words_agree_on_a_hundred_thousand_deals() -> None:
    desk = law_desk(shop())
    for case in sampled(a_deal, 100_000):
        assert set(told(desk, case)["blocked"]) == forbidden(case), case


@settings(max_examples=5)
@given(st.lists(DEALS, min_size=20, max_size=40))
def test_the_command_allows_nothing_forbidden(cases: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "cases.jsonl", io.StringIO()
        file.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
        with redirect_stdout(out):
            code = main(["law", "check", str(file)])

    assert code == 0
    for case, line in zip(cases, out.getvalue().splitlines(), strict=True):
        assert set(json.loads(line)["blocked"]) == forbidden(case)


HOLES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("thresholds", "identity", {"from_yen": 10_001}),
    ("always_verify", "book", {"key": "furniture"}),
    ("always_verify", "electric_wire", {"valid_from": date(2025, 10, 2)}),
    ("kinds", "exchange", {"verifies": False}),
    ("kinds", "consignment", {"receives": False}),
    ("routes", "A_DOC", {"by_document": False}),
    ("documents", "phone_screen", {"status": "look_only"}),
    ("documents", "driving_licence", {"expires": False}),
    ("documents", "passport_jp", {"address_if_issued_before": date(2020, 2, 5)}),
    ("documents", "passport_foreign", {"address": True}),
    ("documents", "driving_record_certificate", {"accepted_if_issued_from": date(2012, 3, 31)}),
    ("documents", "combined_residence_card", {"valid_from": date(2026, 6, 13)}),
    ("documents", "utility_receipt", {"address_months": 7}),
    ("forbidden_sides", "my_number_card", {"sides": ()}),
    ("goods", "smartphone", {"category": 8}),
    ("ages", "other", {"adult_from": 17}),
    ("ages", "other", {"cleared_by": ("accompany", "written", "phone")}),
    ("places", "customer_home", {"allowed": True}),
    ("precious_metals", "cash", {"goods": ("bullion",)}),
    ("precious_metals", "bullion", {"over_yen": 2_000_001}),
)
"""Rows of a law that lets something through: each is found by the search that finds nothing."""


def sampled(make: Callable[[Random], Made], many: int) -> Iterator[Made]:
    """The same deals each time, so that a hole that is found today is found tomorrow."""
    return (make(Random(number)) for number in range(many))  # noqa: S311 - repeatable; no secret


@pytest.mark.parametrize(("table", "key", "changes"), HOLES)
def test_the_search_finds_each_hole_of_a_law(table: str, key: str, changes: dict[str, Any]) -> None:
    spoiled, whole = law_desk(shop(), tables_with(table, key, **changes)), law_desk(shop())

    found = next(
        (
            case
            for case in sampled(a_deal, 100_000)
            if forbidden(case) and told(spoiled, case)["allowed"]
        ),
        None,
    )

    assert found is not None
    assert not told(whole, found)["allowed"]


ORDINARY = {
    "on": "2026-11-22",
    "kind": "buy",
    "lines": [{"goods": "smartphone", "price_yen": 45_000}],
    "seller": {"birth_date": "1990-01-15"},
    "documents": [
        {
            "kind": "driving_licence",
            "issued_on": None,
            "expires_on": "2026-11-22",
            "side": "front",
        }
    ],
}


def on_a_bulletin(number: str, written: str) -> dict[str, Any]:
    """A phone with a number, and a bulletin with another or the same."""
    line = {"goods": "smartphone", "price_yen": 45_000, "number": number}
    return {"lines": [line], "bulletins": [written]}


@pytest.mark.parametrize(
    ("off", "why"),
    [
        ({}, set()),
        ({"documents": []}, {"identity_required"}),
        ({"documents": [], "lines": [{"goods": "smartphone", "price_yen": 9_999}]}, set()),
        (
            {"documents": [], "lines": [{"goods": "book", "price_yen": 1}]},
            {"identity_required"},
        ),
        ({"seller": {"birth_date": "2008-11-22"}}, set()),
        ({"seller": {"birth_date": "2008-11-23"}}, {"minor_without_guardian"}),
        ({"seller": {"birth_date": "2008-11-23"}, "guardian": "written"}, set()),
        ({"seller": {"occupation": False}}, {"particulars_missing"}),
        ({"permit_categories": [8, 10]}, {"category_not_permitted"}),
        ({"place": "customer_home"}, {"place_not_allowed"}),
        ({"lines": [{"goods": "bullion", "price_yen": 2_000_001}]}, {"precious_metal_cash"}),
        ({"lines": [{"goods": "dragon", "price_yen": 1}]}, {"unknown_goods"}),
        (on_a_bulletin("490154203237518", "４９-015420-323751"), {"bulletin_match"}),
        (on_a_bulletin("490154203237518", "490154203237528"), set()),
        (on_a_bulletin("F2LX40HQ7AB", "f2lx-40hq7ab"), {"bulletin_match"}),
        (on_a_bulletin("F2LX40HQ7AB", "F2LX40HQ7AC"), set()),
    ],
)
def test_what_is_forbidden_is_what_the_law_says(off: dict[str, Any], why: set[str]) -> None:
    assert forbidden(ORDINARY | off) == why


def test_what_is_forbidden_is_stated_without_the_programs_help() -> None:
    for file in (forbidden_deals.__file__, __file__):
        taken = {
            name
            for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (getattr(node, "module", None), *(one.name for one in node.names))
        }
        assert "date" in taken  # the control: it sees what is imported
        assert not [name for name in taken if name and name.startswith("counter_app.law")]
    assert "counter_app." not in Path(forbidden_deals.__file__).read_text(encoding="utf-8")


# ---- The counter: a visit from the notice to the press that accepts


@dataclass(frozen=True)
class Attempt:
    """A visit that a clerk would like to accept."""

    lines: tuple[tuple[str, int], ...]
    paper: dict[str, Any] | None
    born: date | None
    confirmed: bool
    permit: tuple[int, ...] | None
    verify_always: bool
    payout: Literal["cash", "transfer"] | None
    numbers: tuple[str, ...]
    bulletins: tuple[str, ...]
    guardian: str = ""
    behalf: str = ""
    kind: DealKind = "buy"
    sale: Literal["its own", "another's", "none"] = "none"
    route: Route = "A_DOC"
    hand: bool = True

    @property
    def young(self) -> bool:
        """Whether a guardian can be taken down at all: the till knows nobody else's family."""
        told = self.born.isoformat() if self.born else None
        person = {"birth_date": told, "type": self.seller_type}
        return is_minor(person, ORDINARY_DAY)

    @property
    def seller_type(self) -> str:
        """A company is the counterparty itself; a proxy is one for themselves."""
        return "company" if self.behalf == "company" else "person"

    def case(self) -> dict[str, Any]:
        """The same in the form of `law check`, made without the program's help."""
        told, kind = self.confirmed, self.kind
        if kind == "buyback_own_sale" and self.sale != "its own":
            kind = "buy"  # Act 15(2)(ii) is about what this shop sold, and nothing else
        measure = self.route if self.hand and told else None  # nothing signed is no measure
        return {
            "on": ORDINARY_DAY.isoformat(),
            "kind": kind,
            "prefecture": "13",
            "lines": [
                {"goods": goods, "price_yen": yen, "number": number}
                for (goods, yen), number in zip(self.lines, self.numbers, strict=True)
            ],
            "bulletins": self.bulletins,
            "documents": [self.paper] if self.paper and self.route == "A_DOC" else [],
            "route": measure,
            "permit_categories": self.permit,
            "payout": self.payout or "points",
            "guardian": self.guardian if self.guardian in {"accompany", "written"} else None,
            "seller": {
                "type": self.seller_type,
                "birth_date": self.born.isoformat() if told and self.born else None,
                **dict.fromkeys(("address", "name", "occupation"), told),
            },
        }


SHORT_OF_CONSENT = ("phone", "unsigned", "stale")
"""A word on the telephone; a guardian who only came along; one who consented to another price."""
AT_THE_COUNTER: tuple[DealKind, ...] = (
    *("buy", "buy", "exchange", "consignment", "buyback_own_sale"),
)
SINGLE = frozenset({"buyback_own_sale"})
"""One article is bought back at a time."""


def an_attempt(chance: Random) -> Attempt:
    """A visit close to the edges, on the specimen day."""
    good = {"kind": "driving_licence", "issued_on": None, "side": "front"}
    good["expires_on"] = ORDINARY_DAY.isoformat()
    born = chance.choice(("1990-01-15", a_birth(chance, ORDINARY_DAY)))
    kind = chance.choice(AT_THE_COUNTER)
    most = 1 if kind in SINGLE else chance.randint(1, 2)
    lines = tuple(a_line(chance) for _line in range(most))
    numbers = tuple(a_number(chance) for _line in lines)
    on_paper = near(chance, chance.choice(numbers))
    return Attempt(
        lines=lines,
        paper=chance.choice((good, good, good, None, a_paper(chance, ORDINARY_DAY))),
        born=date.fromisoformat(born) if born else None,
        confirmed=chance.random() < 0.8,
        permit=chance.choice((None, None, None, (9, 12), (8,))),
        verify_always=chance.random() < 0.5,
        payout=None if kind in {"exchange", "consignment"} else chance.choice(("cash", "transfer")),
        guardian=chance.choice(("", "accompany", "written", *SHORT_OF_CONSENT)),
        numbers=numbers,
        bulletins=(on_paper,) if chance.random() < 0.25 else (),
        behalf=chance.choice(("", "own", "person", "company")),
        kind=kind,
        sale=chance.choice(("its own", "its own", "another's", "none")),
        route=chance.choice(("A_DOC", "A_DOC", "B_SIGN", "C_TABLET")),
        hand=chance.random() < 0.7,
    )


def a_plain_attempt(chance: Random) -> Attempt:
    """The same, bought by the document from whoever owns it: one fence of the law stands alone.

    What else the counter asks for would stop nearly every attempt before a hole in the table does.
    """
    drawn = an_attempt(chance)
    return replace(
        drawn,
        bulletins=(),
        guardian="",
        behalf="own",
        confirmed=True,
        kind="buy",
        sale="none",
        route="A_DOC",
        payout=drawn.payout or "cash",
    )


def attempt_of(number: int) -> Attempt:
    """The attempt of a number; any two numbers give attempts that have nothing in common."""
    return an_attempt(Random(number))  # noqa: S311 - repeatable; no secret


ATTEMPTS = st.integers(0, 2**32).map(attempt_of)


def appraised(number: str, goods: str, yen: int) -> AppraisedArticle:
    """An article with a number of its own and any price."""
    line = OfferLine("base", "基準価格", "Base price", yen)
    imei = number if number.isdigit() else ""
    named = article(goods=goods, imei=imei, serial="" if imei else number)
    return AppraisedArticle(named, Appraisal("見本", "sample", (line,)))


def accepted(counter: Counter, one: Attempt) -> bool:
    """Whether the counter takes the articles; a refusal leaves no ledger line."""
    visit, lines = counter.opened(), len(counter.lines())
    sale = sale_of(counter, one)
    sales = len(counter.lines()) - lines
    for number in one.bulletins:
        came(counter, number)
    try:
        counter.visits.set_route(visit, one.route)
        if one.paper is not None and one.route == "A_DOC":
            counter.visits.set_document(visit, document(one))
        if one.hand and one.route == "B_SIGN":
            counter.visits.note_paper(visit, CLERK)
        if one.confirmed:
            counter.visits.confirm_details(visit, seller(birth_date=one.born))
        if one.hand and one.route == "C_TABLET":
            counter.visits.write_name(visit, signature(), CLERK)
        counter.visits.set_kind(visit, one.kind, sale)
        if one.behalf:
            counter.visits.set_standing(visit, STANDINGS[one.behalf])
        if one.behalf in {"person", "company"}:
            counter.visits.note_authority(visit, "letter_of_proxy", CLERK)
        if one.guardian and one.young:
            counter.visits.set_guardian(visit, who_answers(one.guardian))
        if one.guardian == "stale" and one.young:
            offered(counter, visit, one, more=1)
            counter.guardian_agrees(visit)
        offered(counter, visit, one)
        if one.guardian in {"accompany", "written"} and one.young:
            counter.guardian_agrees(visit)
        counter.accept(visit, payout=one.payout)
    except CounterError:
        assert len(counter.lines()) - lines in {0, sales}
        counter.visits.end(visit, Ending.REFUSED)
        return False
    assert len(counter.lines()) == lines + sales + len(one.lines)
    return True


STANDINGS = {"own": Standing("own"), "person": for_another(), "company": for_company()}


def offered(counter: Counter, visit: VisitId, one: Attempt, more: int = 0) -> None:
    """The articles at their prices, or some yen above; the customer agrees and signs."""
    lines = [(goods, yen + more) for goods, yen in one.lines]
    articles = map(appraised, one.numbers, *zip(*lines, strict=True))
    counter.agreed(*articles, visit_id=visit)
    counter.visits.sign(visit, signed_consent())


def who_answers(how: str) -> Guardian:
    """A guardian of this form; the till has no word for one on the telephone."""
    if how == "phone":
        return replace(guardian(), form="phone")  # type: ignore[arg-type]  # what must not be taken
    return on_paper() if how == "written" else guardian()


def came(counter: Counter, number: str) -> None:
    """A bulletin of one number, in the field where the police wrote it."""
    digits = sum(sign.isdigit() for sign in number)
    told = {"imeis": (number,)} if digits >= IMEI_LIKE else {"serial": number}
    paper = bulletin(BulletinItem(**told), number=f"第{number}号")
    with suppress(Refused):  # the same attempt is tried again while a fault is narrowed down
        counter.bulletins.enter(paper, MANAGER, MANAGER_PIN)


def sale_of(counter: Counter, one: Attempt) -> OwnSale | None:
    """The sale that a buy-back names; the shop sold such an article, or another one, before."""
    if one.kind != "buyback_own_sale" or one.sale == "none":
        return None
    usual = counter.with_settings(permit_categories=None)  # phones need no recipient
    number = one.numbers[0] if one.sale == "its own" else "SOLD-BEFORE-1"
    return OwnSale(sold(usual, appraised(number, "smartphone", 20_000)), CLERK)


def document(one: Attempt) -> IdentityDocument:
    """The attempt's document, as the clerk reviewed it."""
    assert one.paper is not None
    days = {
        name: date.fromisoformat(one.paper[name]) if one.paper[name] else None
        for name in ("issued_on", "expires_on")
    }
    return licence(
        kind=one.paper["kind"], side=one.paper["side"], birth_date=one.born, method="", **days
    )


class BlindGate(BulletinGate):
    """A gate that lets everything through, for the control."""

    def __init__(self, counter: Counter) -> None:
        small = counter.small
        super().__init__(
            small.record, small.clock, counter.staff, counter.clocks, counter.bulletins
        )

    @override
    def require_clear(self, view: object, visit: object) -> None:
        """Nothing is held against anything."""


@contextmanager
def counters(
    law: LawDesk | None = None, *, blind: bool = False
) -> Iterator[Callable[[Attempt], bool]]:
    """A till that tries attempts, each under its own house rules."""
    with tempfile.TemporaryDirectory() as folder, small_record(Path(folder) / "till") as small:
        plain = Counter(small, shop(clerk_limit_yen=10**9))

        def tried(one: Attempt) -> bool:
            counter = plain.with_settings(
                permit_categories=one.permit, verify_always=one.verify_always
            )
            if law is not None:
                counter.law = LawDesk(law._tables_on, counter.settings)
                counter._build()
            if blind:
                counter.acceptance._bulletins = BlindGate(counter)
            taken = accepted(counter, one)
            if one.bulletins:  # the next attempt has bulletins of its own
                small.tamper("DELETE FROM bulletins")
            return taken

        yield tried


def walk(examples: int) -> tuple[int, int]:
    """Try attempts; how many were accepted, and how many were refused."""
    seen = {True: 0, False: 0}
    with counters() as tried:

        @settings(max_examples=examples, deadline=None)
        @given(ATTEMPTS)
        def no_attempt_gets_through(one: Attempt) -> None:
            taken = tried(one)
            assert not (taken and forbidden(one.case()))
            seen[taken] += 1

        no_attempt_gets_through()
    return seen[True], seen[False]


def test_the_counter_accepts_nothing_forbidden() -> None:
    taken, refused = walk(100)

    assert taken > 5  # a counter that takes nothing would prove nothing
    assert refused > 5


def of_17(how: str) -> Attempt:
    """Somebody of 17 with everything else in order, and a guardian who answers like this."""
    return Attempt(
        lines=(("smartphone", 45_000),),
        paper={
            "kind": "driving_licence",
            "issued_on": None,
            "expires_on": ORDINARY_DAY.isoformat(),
            "side": "front",
        },
        born=date(2008, 11, 23),
        confirmed=True,
        permit=None,
        verify_always=True,
        payout="cash",
        numbers=("490154203237518",),
        bulletins=(),
        guardian=how,
    )


@pytest.mark.parametrize("how", ["", "accompany", "written", *SHORT_OF_CONSENT])
def test_somebody_of_17_sells_with_a_whole_consent_of_a_guardian_only(how: str) -> None:
    attempt = of_17(how)

    with counters() as tried:
        taken = tried(attempt)

    assert taken is (not forbidden(attempt.case())) is (how in {"accompany", "written"})


class PatientDesk(VisitDesk):
    """Takes a guardian's word for articles and prices that came later."""

    @override
    def set_articles(self, visit_id: VisitId, articles: tuple[AppraisedArticle, ...]) -> Visit:
        visit = super().set_articles(visit_id, articles)
        if visit.guardian is None or visit.guardian.consent is None:
            return visit
        later = replace(visit.guardian.consent, statement=visit.statement)
        heard = replace(visit.guardian, consent=later)
        return self._change(visit_id, lambda one: replace(one, guardian=heard))


def test_a_desk_that_takes_an_old_consent_for_a_new_price_is_caught(tmp_path: Path) -> None:
    with small_record(tmp_path / "till") as small:
        patient = Counter(small, shop(clerk_limit_yen=10**9), desk_type=PatientDesk)

        assert accepted(patient, of_17("stale"))
        assert forbidden(of_17("stale").case()) == {"minor_without_guardian"}


@pytest.mark.prove
def test_the_counter_accepts_nothing_forbidden_in_a_long_walk() -> None:
    taken, refused = walk(1_000)

    assert min(taken, refused) > 100


@pytest.mark.parametrize(
    ("table", "key", "changes"),
    [
        ("ages", "13", {"adult_from": 0}),
        ("goods", "smartphone", {"category": 8}),
        ("documents", "driving_licence", {"expires": False}),
        ("precious_metals", "bullion", {"over_yen": 9_000_000}),
    ],
)
def test_the_walk_finds_a_hole_of_the_law_at_the_counter(
    table: str, key: str, changes: dict[str, Any]
) -> None:
    desk = law_desk(shop(), tables_with(table, key, **changes))
    wanted = (one for one in sampled(a_plain_attempt, 20_000) if forbidden(one.case()))
    with counters(desk) as tried, counters() as whole:
        found = next(
            (one for one in wanted if told(desk, one.case())["allowed"] and tried(one)), None
        )

        assert found is not None
        assert not whole(found)


def test_the_walk_finds_a_receipt_that_no_bulletin_stops() -> None:
    wanted = (
        one for one in sampled(an_attempt, 20_000) if forbidden(one.case()) == {"bulletin_match"}
    )
    with counters() as whole, counters(blind=True) as blind:
        one = next(one for one in wanted if blind(one))
        assert not whole(one)


def test_the_walk_finds_a_till_that_believes_every_buy_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the sale that a buy-back needs."""
    monkeypatch.setattr(acceptance, "require_own_sale", lambda *_told: None)
    wanted = (
        one
        for one in sampled(an_attempt, 20_000)
        if one.kind == "buyback_own_sale" and forbidden(one.case())
    )
    with counters() as tried:
        found = next((one for one in wanted if tried(one)), None)

    assert found is not None


def test_the_walk_finds_a_till_that_takes_a_route_for_its_measure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the signed paper and the written name."""
    monkeypatch.setattr(visit_rules, "_shown", lambda _visit: True)
    monkeypatch.setattr(visit_rules, "name_to_write", lambda _visit: False)
    for route in ("B_SIGN", "C_TABLET"):
        wanted = (
            one
            for one in sampled(an_attempt, 20_000)
            if one.route == route and not one.hand and forbidden(one.case())
        )
        with counters() as tried:
            assert next((one for one in wanted if tried(one)), None) is not None
