"""When identity must be confirmed, who may sell where, and what this counter may not pay."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from counter_app.law.cases import CODES, KINDS, parse_case
from counter_app.law.dated import DatedTable, NoRule
from counter_app.law.decide import decide
from tests.counter_app.law.asked import (
    ADULT,
    blocked,
    case,
    decided,
    lines,
    shown,
    small_case,
    tables,
)

RECEIVING = ("buy", "exchange", "consignment", "buyback_own_sale")
VERIFYING = ("buy", "exchange", "consignment")


@pytest.mark.parametrize(
    ("bought", "needed"),
    [
        (lines(("smartphone", 9_999)), False),
        (lines(("smartphone", 10_000)), True),
        (lines(("smartphone", 5_000), ("tablet", 5_000)), True),
        (lines(("smartphone", 5_000), ("tablet", 4_999)), False),
        (lines(("book", 100)), True),
        (lines(("motorcycle_generic_part", 100)), False),
        (lines(("motorcycle_part", 100)), True),
        (lines(("motorcycle", 100)), True),
        (lines(("game_software", 3_000)), True),
        (lines(("cd_dvd_bd", 1)), True),
        (lines(("game_console", 9_999)), False),
        (lines(("charging_cable", 500)), False),
        (lines(("lan_cable", 500)), False),
        (lines(("electric_wire", 500)), True),
        (lines(("ac_outdoor_unit", 500)), True),
        (lines(("heat_pump_water_heater", 500)), True),
        (lines(("metal_grating", 500)), True),
        (lines(("plastic_grating", 500)), False),
        (lines(("dragon", 10_000)), True),  # the sum still counts
        (lines(("dragon", 9_999)), False),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_identity_is_confirmed_from_10000_yen_on_and_always_for_the_listed_goods(
    bought: list[dict[str, Any]], kind: str, *, needed: bool
) -> None:
    decision = decided(case(lines=bought, kind=kind))

    assert decision.verify_identity is (needed and kind in VERIFYING)


@pytest.mark.parametrize(
    "goods", ["electric_wire", "ac_outdoor_unit", "heat_pump_water_heater", "metal_grating"]
)
def test_metal_is_verified_from_october_2025_on(goods: str) -> None:
    before = small_case(on="2025-09-30", lines=lines((goods, 500)))
    after = small_case(on="2025-10-01", lines=lines((goods, 500)))

    assert not decided(before).verify_identity
    assert decided(before).allowed
    assert decided(after).verify_identity
    assert decided(after).always_verify_lines == (0,)


def test_lines_are_named_by_their_index_from_nought() -> None:
    bought = lines(("smartphone", 1), ("book", 1), ("dragon", 1), ("cd_dvd_bd", 1), ("watch", 1))
    decision = decided(case(lines=bought))

    assert decision.always_verify_lines == (1, 3)
    assert decision.categories == (9, 12, None, 10, 3)
    for kind in ("sale", "buyback_own_sale"):
        assert decided(case(lines=bought, kind=kind)).always_verify_lines == ()


@pytest.mark.parametrize(
    ("goods", "price", "entered"),
    [
        ("artwork", 9_999, False),
        ("artwork", 10_000, True),
        ("watch", 9_999, False),
        ("smartwatch", 10_000, True),
        ("jewellery", 10_000, True),
        ("bullion", 10_000, True),
        ("car", 9_999, False),
        ("car", 10_000, True),
        ("car_part", 10_000, True),
        ("motorcycle", 1, True),
        ("motorcycle_part", 9_999, False),
        ("motorcycle_part", 10_000, True),
        ("motorcycle_generic_part", 9_999, False),
        ("motorcycle_generic_part", 10_000, True),
        ("smartphone", 500_000, False),
        ("tablet", 500_000, False),
        ("game_console", 500_000, False),
        ("camera", 500_000, False),
        ("book", 500_000, False),
        ("gift_voucher", 500_000, False),
        ("dragon", 500_000, False),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_disposal_is_entered_for_four_categories(
    goods: str, price: int, kind: str, *, entered: bool
) -> None:
    form = case(lines=lines(("smartphone", 1), (goods, price)), kind=kind)

    assert decided(form).sale_record_lines == ((1,) if entered else ())


def test_the_10000_yen_of_disposal_are_of_one_line() -> None:
    form = case(lines=lines(("watch", 6_000), ("watch", 6_000), ("watch", 12_000)))

    assert decided(form).sale_record_lines == (2,)


@pytest.mark.parametrize(
    ("on", "born", "age"),
    [
        ("2026-11-21", "2008-11-22", 17),
        ("2026-11-22", "2008-11-22", 18),
        ("2026-02-28", "2008-02-29", 17),
        ("2026-03-01", "2008-02-29", 18),
        ("2026-11-22", "2026-11-22", 0),
    ],
)
@pytest.mark.parametrize("prefecture", ["13", "40", "10", "01", None])
@pytest.mark.parametrize("kind", RECEIVING)
def test_a_minor_sells_only_with_a_guardian(
    on: str, born: str, age: int, prefecture: str | None, kind: str
) -> None:
    form = small_case(on=on, seller=ADULT | {"birth_date": born}, kind=kind)
    if prefecture is None:
        del form["prefecture"]
    else:
        form["prefecture"] = prefecture
    expected = ("minor_without_guardian",) if age < 18 else ()

    assert decided(form).age == age
    assert decided(form).allowed is (age >= 18)
    assert blocked(form) == blocked(form | {"guardian": "phone"}) == expected
    assert blocked(form | {"guardian": "accompany"}) == ()
    assert blocked(form | {"guardian": "written"}) == ()


@pytest.mark.parametrize(
    ("prefecture", "article"),
    [("13", "東京都.*第15条"), ("40", "福岡県.*第30条"), ("10", "strictest default")],
)
def test_the_ordinance_is_named(prefecture: str, article: str) -> None:
    form = small_case(seller=ADULT | {"birth_date": "2010-01-01"}, prefecture=prefecture)
    (reason,) = decided(form).reasons

    assert reason.code == "minor_without_guardian"
    assert re.search(article, reason.article)


def test_a_plain_sale_asks_for_no_age_permit_or_place() -> None:
    form = case(
        kind="sale",
        seller=ADULT | {"birth_date": "2010-01-01", "name": False},
        permit_categories=[],
        place="customer_home",
        documents=[],
    )
    decision = decided(form)

    assert (decision.allowed, decision.blocked, decision.age) == (True, (), 16)
    assert set(blocked(form | {"kind": "buyback_own_sale"})) == {
        "minor_without_guardian",
        "category_not_permitted",
        "place_not_allowed",
    }


@pytest.mark.parametrize("missing", ["name", "address", "occupation", "birth_date"])
@pytest.mark.parametrize("route", [None, "A_DOC", "B_SIGN", "C_TABLET"])
def test_a_particular_is_missing_only_where_identity_must_be_confirmed(
    missing: str, route: str | None
) -> None:
    seller = ADULT | {missing: None if missing == "birth_date" else False}

    assert blocked(case(seller=seller, route=route)) == ("particulars_missing",)
    assert blocked(small_case(seller=seller, route=route)) == ()
    assert blocked(case(seller=seller, kind="buyback_own_sale")) == ()


def test_a_company_has_no_age_and_needs_name_address_and_a_person_with_a_document() -> None:
    company = {"type": "company", "birth_date": None}
    decision = decided(case(seller=company))

    assert (decision.allowed, decision.age) == (True, None)
    assert decided(case(seller=company | {"birth_date": "2015-01-01"})).age is None
    assert blocked(case(seller=company | {"occupation": False})) == ()
    for missing in ("name", "address"):
        assert blocked(case(seller=company | {missing: False})) == ("particulars_missing",)
    assert blocked(case(seller=company, documents=[])) == ("identity_required",)


def test_missing_keys_take_the_ordinary_value() -> None:
    bare = {"on": "2026-11-22", "kind": "buy", "lines": lines(("smartphone", 9_999))}
    decision = decided(bare)

    assert decision.id is None
    assert (decision.allowed, decision.age, decision.blocked) == (True, None, ())
    assert blocked(bare | {"lines": lines(("smartphone", 10_000))}) == ("identity_required",)
    shown_only = bare | {
        "lines": lines(("smartphone", 10_000)),
        "documents": [shown("residence_card")],
    }
    assert blocked(shown_only) == ()
    assert blocked(shown_only | {"seller": {"address": False}}) == ("particulars_missing",)


@pytest.mark.parametrize(
    ("permit", "codes"),
    [
        (None, ()),
        ([9, 12], ()),
        ([9], ("category_not_permitted",)),
        ([12], ("category_not_permitted",)),
        ([], ("category_not_permitted",)),
    ],
)
def test_every_category_must_be_on_the_permit(
    permit: list[int] | None, codes: tuple[str, ...]
) -> None:
    form = case(lines=lines(("smartphone", 100), ("book", 100)), permit_categories=permit)

    assert blocked(form) == codes


def test_goods_that_are_not_in_the_table_block_the_deal_and_ask_no_permit() -> None:
    form = small_case(lines=lines(("dragon", 100)), permit_categories=[])

    assert blocked(form) == ("unknown_goods",)
    assert blocked(form | {"kind": "sale"}) == ("unknown_goods",)


@pytest.mark.parametrize("kind", RECEIVING)
def test_articles_are_received_at_the_shop_or_a_filed_temporary_one(kind: str) -> None:
    assert blocked(small_case(kind=kind, place="temporary")) == ()
    assert blocked(small_case(kind=kind, place="customer_home")) == ("place_not_allowed",)


@pytest.mark.parametrize(
    ("bought", "payout", "stopped"),
    [
        (lines(("jewellery", 2_000_000)), "cash", False),
        (lines(("jewellery", 2_000_001)), "cash", True),
        (lines(("jewellery", 2_000_001)), "transfer", False),
        (lines(("jewellery", 2_000_001)), "points", False),
        (lines(("jewellery", 1_000_001), ("bullion", 1_000_000)), "cash", True),
        (lines(("jewellery", 1_000_001), ("bullion", 1_000_000)), "transfer", False),
        (lines(("bullion", 2_000_000)), "cash", False),
        (lines(("bullion", 2_000_001)), "cash", True),
        (lines(("bullion", 2_000_001)), "transfer", True),
        (lines(("bullion", 2_000_001)), "points", True),
        (lines(("bullion", 1_000_001), ("bullion", 1_000_000)), "transfer", True),
        (lines(("watch", 5_000_000)), "cash", False),
        (lines(("smartphone", 2_000_000), ("jewellery", 2_000_000)), "cash", False),
    ],
)
def test_precious_metal_above_two_million_is_not_handled(
    bought: list[dict[str, Any]], payout: str, *, stopped: bool
) -> None:
    codes = ("precious_metal_cash",) if stopped else ()

    assert blocked(case(lines=bought, payout=payout)) == codes


def test_every_reason_tells_its_article_and_a_sentence_in_both_languages() -> None:
    everything = case(
        lines=lines(("dragon", 10_000), ("bullion", 3_000_000)),
        seller=ADULT | {"birth_date": "2010-01-01", "address": False},
        place="customer_home",
        permit_categories=[],
        documents=[
            shown("driving_licence", expires_on="2026-11-21"),
            shown("my_number_card", side="back"),
            shown("passport_foreign"),
            shown("library_card"),
        ],
    )
    japanese, english = decided(everything), decided(everything, language="en")

    assert japanese.blocked == tuple(code for code in CODES if code != "identity_required")
    assert japanese.blocked == english.blocked
    for here, there in zip(japanese.reasons, english.reasons, strict=True):
        assert here.code == there.code
        assert here.article == there.article != ""
        assert there.text.isascii()
        assert not here.text.isascii()
    articles = {reason.code: reason.article for reason in japanese.reasons}
    assert "番号利用法" in articles["document_refused"]
    assert "犯罪収益移転防止法" in articles["precious_metal_cash"]
    assert not japanese.allowed


def test_the_form_of_a_decision() -> None:
    assert decided(case()).form() == {
        "id": "c1",
        "verify_identity": True,
        "always_verify_lines": [],
        "categories": [9],
        "sale_record_lines": [],
        "age": 36,
        "allowed": True,
        "blocked": [],
        "reasons": [],
        "version": 1,
    }
    (reason,) = decided(case(documents=[])).form()["reasons"]
    assert reason.keys() == {"code", "article", "text"}
    assert reason["code"] == "identity_required"


def test_a_decision_names_the_version_of_its_tables() -> None:
    newer = replace(tables(), version=7)

    assert decided(case()).version == tables().version == 1
    assert decide(parse_case(case(documents=[])), newer).version == 7


def test_a_shop_that_always_verifies_judges_document_and_particulars_at_any_price() -> None:
    form = small_case(documents=[shown("driving_licence", expires_on="2026-11-21")])
    decision = decided(form, shop_verifies=True)

    assert not decision.verify_identity
    assert decision.blocked == ("document_expired",)
    assert decided(small_case(), shop_verifies=True).blocked == ("identity_required",)
    assert decided(small_case(kind="buyback_own_sale"), shop_verifies=True).blocked == ()
    assert decided(form).allowed


def test_what_the_tables_do_not_say_is_decided_by_nobody() -> None:
    asked = parse_case(case())
    without: dict[str, Any] = {
        "kinds": "kind",
        "thresholds": "threshold",
        "routes": "route",
        "places": "place",
        "ages": "age",
    }
    for field, name in without.items():
        empty: dict[str, Any] = {field: DatedTable(name, ())}
        poorer = replace(tables(), **empty)
        with pytest.raises(NoRule, match=name):
            decide(asked, poorer)
    with pytest.raises(NoRule, match="identity_required"):
        decide(parse_case(case(documents=[])), replace(tables(), reasons=DatedTable("reason", ())))


def test_a_case_without_lines_is_never_allowed() -> None:
    assert not decide(replace(parse_case(case()), lines=()), tables()).allowed


@pytest.mark.parametrize("year", [1950, 2000, 2026, 2100])
def test_the_tables_hold_for_centuries(year: int) -> None:
    form = case(on=f"{year}-11-22", seller=ADULT | {"birth_date": "1930-01-15"}, documents=[])

    assert blocked(form) == ("identity_required",)


@pytest.mark.parametrize(
    ("price", "earlier", "needed"),
    [(9_999, 0, False), (9_999, 1, True), (5_000, 4_999, False), (5_000, 5_000, True)],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_same_person_sold_that_day_before_is_summed(
    price: int, earlier: int, kind: str, *, needed: bool
) -> None:
    asked = case(lines=lines(("smartphone", price)), kind=kind, earlier_today_yen=earlier)

    assert decided(asked).verify_identity is (needed and kind in VERIFYING)


def test_earlier_deals_change_nothing_but_the_question_of_identity() -> None:
    """No record of the sale and no sum of precious metal comes from another deal."""
    asked = case(lines=lines(("jewellery", 9_000)), earlier_today_yen=9_000_000)

    assert decided(asked).sale_record_lines == ()
    assert blocked(asked) == ()
