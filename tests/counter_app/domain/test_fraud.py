"""Which deals look alike, at the very day and the very number of the thresholds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter_app.domain.fraud import Alike, FraudRulesFault, PastDeal, alike, read_fraud_rules
from tests.records import CHECKOUT

TEXT = (CHECKOUT / "resources/police/fraud.toml").read_text(encoding="utf-8")
RULES = read_fraud_rules(TEXT)
TODAY = date(2026, 11, 22)
TARO, HANAKO = frozenset({b"taro"}), frozenset({b"hanako"})
PHONE = frozenset({b"imei"})
NOBODY: frozenset[bytes] = frozenset()


def deal(
    seq: int,
    days_ago: int,
    articles: int = 1,
    persons: frozenset[bytes] = TARO,
    numbers: frozenset[bytes] = NOBODY,
) -> PastDeal:
    return PastDeal(seq, TODAY - timedelta(days=days_ago), articles, persons, numbers)


def found(*deals: PastDeal, first: date = TODAY) -> list[Alike]:
    return list(alike(deals, RULES, first, TODAY))


def test_the_shipped_thresholds_are_these() -> None:
    assert (RULES.many_sales.days, RULES.many_sales.articles) == (30, 5)
    assert (RULES.same_article.days, RULES.days) == (90, 90)


@pytest.mark.parametrize(
    ("earlier", "days_ago", "articles"), [(4, 29, 5), (4, 30, 0), (3, 29, 0), (9, 1, 10)]
)
def test_many_articles_of_one_person_stand_out(earlier: int, days_ago: int, articles: int) -> None:
    told = found(deal(1, days_ago, earlier), deal(2, 0))
    assert [one.articles for one in told] == ([articles] if articles else [])


def test_another_person_or_nobody_does_not_count() -> None:
    assert found(deal(1, 1, 4, HANAKO), deal(2, 0)) == []
    assert found(deal(1, 1, 4, NOBODY), deal(2, 0, 6, NOBODY)) == []


def test_a_person_is_the_same_by_any_of_their_marks() -> None:
    both = frozenset({b"taro", b"telephone"})
    assert found(deal(1, 1, 4, both), deal(2, 0, 1, frozenset({b"telephone"})))


@pytest.mark.parametrize(("days_ago", "stands_out"), [(89, True), (90, False), (0, True)])
def test_a_number_from_somebody_else_stands_out(days_ago: int, *, stands_out: bool) -> None:
    before = deal(1, days_ago, 1, HANAKO, PHONE)
    told = found(before, deal(2, 0, 1, TARO, PHONE))
    mine = [one for one in told if one.deal.seq == 2]
    assert [one.seen for one in mine] == ([before] if stands_out else [])


def test_the_same_person_with_the_same_number_or_an_erased_deal_does_not() -> None:
    assert found(deal(1, 1, 1, TARO, PHONE), deal(2, 0, 1, TARO, PHONE)) == []
    assert found(deal(1, 1, 1, NOBODY, PHONE), deal(2, 0, 1, TARO, PHONE)) == []


def test_only_the_days_that_are_asked_about_are_told() -> None:
    deals = (deal(1, 2, 5), deal(2, 1, 5), deal(3, 0, 5))
    assert [one.deal.seq for one in found(*deals)] == [3]
    assert [one.deal.seq for one in found(*deals, first=TODAY - timedelta(days=1))] == [2, 3]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("articles = 5", "articles = 1"),
        ("days = 30", "days = 0"),
        ("[same_article]", "[same_person]"),
        ("schema = 1", "schema"),
    ],
)  # fmt: skip - one line reads as the list that it is
def test_thresholds_that_mean_nothing_do_not_load(old: str, new: str) -> None:
    with pytest.raises(FraudRulesFault):
        read_fraud_rules(TEXT.replace(old, new, 1))
