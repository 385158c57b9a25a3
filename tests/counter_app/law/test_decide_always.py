"""What is true of every case: properties of the decision, tried on cases of every form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.cases import CODES, KINDS, PLACES, ROUTES
from tests.counter_app.law.asked import decided, lines, tables

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
GOODS = st.sampled_from([*sorted(tables().goods.keys), "dragon"])
PRICES = st.integers(1, 20_000) | st.integers(1, 5_000_000)
LINES = st.lists(st.tuples(GOODS, PRICES), min_size=1, max_size=4)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case that is not wrong."""
    on = draw(DAYS)
    past = st.dates(date(1900, 1, 1), on).map(date.isoformat)
    near = st.integers(-400, 400).map(lambda days: (on + timedelta(days=days)).isoformat())
    lately = st.integers(0, 400).map(lambda days: (on - timedelta(days=days)).isoformat())
    document = st.fixed_dictionaries(
        {
            "kind": st.sampled_from([*sorted(tables().documents.keys), "library_card"]),
            "issued_on": st.none() | past | lately,
            "expires_on": st.none() | near,
            "side": st.sampled_from(["front", "back"]),
        }
    )
    seller = st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["person", "company"]),
            "birth_date": st.none() | past,
            "address": st.booleans(),
            "name": st.booleans(),
            "occupation": st.booleans(),
        },
    )
    fixed = {
        "on": st.just(on.isoformat()),
        "kind": st.sampled_from(KINDS),
        "lines": LINES.map(lambda pairs: lines(*pairs)),
    }
    optional = {
        "id": st.none() | st.text() | st.integers(),
        "prefecture": st.integers(1, 47).map("{:02}".format),
        "place": st.sampled_from(PLACES),
        "permit_categories": st.none() | st.lists(st.integers(1, 13), max_size=13),
        "payout": st.sampled_from(["cash", "transfer", "points"]),
        "seller": seller,
        "guardian": st.sampled_from([None, "accompany", "written", "phone"]),
        "route": st.sampled_from([None, *ROUTES]),
        "documents": st.lists(document, max_size=3),
    }
    return draw(st.fixed_dictionaries(fixed, optional=optional))


@given(cases())
def test_every_case_is_decided_and_what_is_blocked_is_not_allowed(form: dict[str, Any]) -> None:
    decision = decided(form)

    assert decision.allowed is (decision.blocked == ())
    assert decision.blocked == tuple(code for code in CODES if code in decision.blocked)
    assert decision.blocked == tuple(reason.code for reason in decision.reasons)
    assert len(decision.categories) == len(form["lines"])
    if decision.always_verify_lines:
        assert decision.verify_identity
    if not decision.verify_identity:
        assert not {"identity_required", "particulars_missing"} & set(decision.blocked)


@given(cases(), st.integers(0, 3), st.integers(1, 1_000_000))
def test_a_higher_price_never_turns_confirmation_off(
    form: dict[str, Any], place: int, more: int
) -> None:
    dearer = [dict(line) for line in form["lines"]]
    dearer[place % len(dearer)]["price_yen"] += more
    before, after = decided(form), decided(form | {"lines": dearer})

    assert before.verify_identity <= after.verify_identity
    assert set(before.sale_record_lines) <= set(after.sale_record_lines)
    assert set(before.blocked) <= set(after.blocked)


@given(cases(), GOODS, PRICES)
def test_a_line_more_never_turns_anything_off(form: dict[str, Any], goods: str, price: int) -> None:
    before = decided(form)
    after = decided(form | {"lines": [*form["lines"], *lines((goods, price))]})

    assert before.verify_identity <= after.verify_identity
    assert set(before.blocked) <= set(after.blocked)
    assert (
        before.always_verify_lines == after.always_verify_lines[: len(before.always_verify_lines)]
    )
    if decided(form | {"lines": lines((goods, price))}).always_verify_lines:
        assert after.verify_identity


@given(cases())
def test_a_good_licence_leaves_no_fault_of_documents_but_a_forbidden_side(
    form: dict[str, Any],
) -> None:
    licence = {"kind": "driving_licence", "expires_on": form["on"]}
    decision = decided(form | {"documents": [*form.get("documents", []), licence]})
    captured = any(
        one["side"] == "back" and one["kind"] in {"my_number_card", "combined_residence_card"}
        for one in form.get("documents", [])
    )
    about = {"identity_required", "document_expired", "document_no_address", "unknown_document"}

    assert not about & set(decision.blocked)
    assert ("document_refused" in decision.blocked) is captured


@given(cases())
def test_the_language_changes_the_words_only(form: dict[str, Any]) -> None:
    japanese, english = decided(form, language="ja"), decided(form, language="en")

    assert japanese.blocked == english.blocked
    assert japanese.allowed == english.allowed


@given(cases())
def test_the_shops_policy_never_allows_what_the_law_blocks(form: dict[str, Any]) -> None:
    law, shop = decided(form), decided(form, shop_verifies=True)

    assert set(law.blocked) <= set(shop.blocked)
    assert law.verify_identity == shop.verify_identity
