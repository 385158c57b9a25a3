"""Offers: the same inputs give the same yen, and the lines explain it to the yen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.appraisal import DeductionRule, PriceBook, PricedModel, appraise
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import Yen
from tests.builders import price_book

RULES = tuple(
    DeductionRule(f"r{place}", "減額", "cut", share) for place, share in enumerate((60, 350, 1000))
)
BASES = st.integers(1, 500_000)


@st.composite
def books(draw: st.DrawFn) -> PriceBook:
    """A price book with one model and a few deductions, as a dealer might write them."""
    base = draw(BASES)
    junk = draw(st.integers(1, base))
    shares = draw(st.lists(st.integers(0, 1000), max_size=6))
    rules = tuple(
        DeductionRule(f"fault{place}", "減額", "cut", share) for place, share in enumerate(shares)
    )
    model = PricedModel("m", "smartphone", "見本", "フォン", "", Yen(base), Yen(junk))
    return PriceBook("test", demo=True, models=(model,), rules=rules)


@st.composite
def books_and_faults(draw: st.DrawFn) -> tuple[PriceBook, list[str]]:
    """A price book and some of its faults, in any order."""
    book = draw(books())
    keys = [rule.key for rule in book.rules]
    return book, draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []


@given(books_and_faults())
def test_the_lines_add_up_to_the_offer_and_each_fault_has_its_line(
    given_: tuple[PriceBook, list[str]],
) -> None:
    book, faults = given_

    result = appraise(book, "m", faults)

    assert sum(line.yen for line in result.lines) == result.offer
    assert [line.rule for line in result.lines] == ["base", *sorted(faults)]
    assert result.lines[0].yen == book.models[0].base_yen
    assert result.price_book == "test"


@given(books_and_faults())
def test_no_offer_is_below_the_junk_price_or_above_the_base_price(
    given_: tuple[PriceBook, list[str]],
) -> None:
    book, faults = given_
    model = book.models[0]

    offer = appraise(book, "m", faults).offer

    assert 1 <= model.junk_yen <= offer <= model.base_yen


@given(books_and_faults(), st.data())
def test_the_order_in_which_faults_are_ticked_does_not_matter(
    given_: tuple[PriceBook, list[str]], data: st.DataObject
) -> None:
    book, faults = given_

    assert appraise(book, "m", data.draw(st.permutations(faults))) == appraise(book, "m", faults)


@given(books_and_faults())
def test_one_more_fault_never_raises_the_offer(given_: tuple[PriceBook, list[str]]) -> None:
    book, faults = given_

    for fault in faults:
        fewer = [one for one in faults if one != fault]
        assert appraise(book, "m", fewer).offer >= appraise(book, "m", faults).offer


@pytest.mark.parametrize(
    ("base", "per_mille", "cut"),
    [
        (72_000, 60, 4_300),  # 4,320 rounded down to 100
        (72_000, 350, 25_200),
        (23_000, 30, 600),  # 690
        (800, 60, 0),  # 48
        (999, 100, 0),  # 99.9
        (1_000, 100, 100),
    ],
)
def test_a_deduction_is_a_share_rounded_down_to_100_yen(
    base: int, per_mille: int, cut: int
) -> None:
    model = PricedModel("m", "smartphone", "見本", "フォン", "", Yen(base), Yen(1))
    book = PriceBook(
        "t", demo=True, models=(model,), rules=(DeductionRule("f", "", "", per_mille),)
    )

    assert appraise(book, "m", ["f"]).offer == base - cut


def test_the_deduction_that_would_go_below_the_junk_price_stops_there() -> None:
    result = appraise(price_book(), "sample-phone-x-128", [rule.key for rule in price_book().rules])

    # 72,000 - 4,300 - 25,200 - 5,700 - 7,200 - 2,100 - 14,400
    assert [line.yen for line in result.lines] == [
        *(72_000, -4_300, -25_200, -5_700, -7_200, -2_100, -14_400)
    ]
    assert result.offer == 13_100
    everything = PriceBook("t", demo=True, models=price_book().models, rules=RULES)
    assert appraise(everything, "sample-phone-x-128", ["r0", "r1", "r2"]).offer == 5_000


def test_what_the_book_does_not_know_is_refused() -> None:
    with pytest.raises(WrongInput, match="model_unknown"):
        appraise(price_book(), "sample-phone-z", [])
    with pytest.raises(WrongInput, match="deduction_unknown"):
        appraise(price_book(), "sample-book", ["ugly"])
    with pytest.raises(WrongInput, match="deduction_twice"):
        appraise(price_book(), "sample-book", ["no_box", "no_box"])


def test_a_line_speaks_the_customers_language() -> None:
    line = appraise(price_book(), "sample-phone-x-128", ["screen_crack"]).lines[1]

    assert line.words("ja") == "画面のひび割れ"
    assert line.words("en") == "Cracked screen"
    assert line.words("vi") == "Cracked screen"
