"""Which past deals look alike, and from when on a manager is told: a hint, never a refusal.

The notice's purpose 5 may not use what a document states (item 2): a person is known again by what
they said themselves, an article by its numbers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec

_Days = Annotated[int, msgspec.Meta(ge=1, le=366)]


class FraudRulesFault(ValueError):
    """The thresholds cannot be used; they are not loaded."""


class ManySales(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many articles of one person in so many days."""

    days: _Days
    articles: Annotated[int, msgspec.Meta(ge=2)]


class SameArticle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number that came in before, within so many days, from somebody else."""

    days: _Days


class FraudRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds."""

    schema: Literal[1]
    many_sales: ManySales
    same_article: SameArticle

    @property
    def days(self) -> int:
        """How far back deals are looked at."""
        return max(self.many_sales.days, self.same_article.days)


@dataclass(frozen=True, slots=True)
class PastDeal:
    """What is known of a deal for this purpose.

    Attributes:
        seq: its act.
        day: business day of its act.
        articles: how many came in.
        persons: marks of whose deal it was; empty when erased.
        numbers: marks of its articles' numbers.
    """

    seq: int
    day: date
    articles: int
    persons: frozenset[bytes] = field(repr=False)
    numbers: frozenset[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Alike:
    """What stands out in a deal.

    Attributes:
        articles: of this person in `days`, this deal's too; 0 where that does not stand out.
        days: the period that was looked at.
        seen: the earlier deal in which a number of this one came in from somebody else, or None.
    """

    deal: PastDeal
    articles: int
    days: int
    seen: PastDeal | None


def read_fraud_rules(text: str) -> FraudRules:
    """The thresholds of a text.

    Raises:
        FraudRulesFault: they are damaged.
    """
    try:
        return msgspec.convert(tomllib.loads(text), FraudRules)
    except (ValueError, msgspec.ValidationError) as fault:
        raise FraudRulesFault(f"{fault}") from None


def alike(deals: Sequence[PastDeal], rules: FraudRules, first: date, last: date) -> Iterator[Alike]:
    """What stands out among the deals of these days, against all that came before them.

    Args:
        deals: in the order of their acts, back to `rules.days` before the first day.
        rules: the thresholds.
        first: the first day that is asked about.
        last: the last one.
    """
    for place, deal in enumerate(deals):
        if not first <= deal.day <= last:
            continue
        before = deals[:place]
        count = deal.articles + sum(
            one.articles
            for one in before
            if one.persons & deal.persons and _within(one, deal, rules.many_sales.days)
        )
        many = count if deal.persons and count >= rules.many_sales.articles else 0
        seen = next(
            (
                one
                for one in reversed(before)
                if one.numbers & deal.numbers
                and one.persons
                and deal.persons
                and not one.persons & deal.persons
                and _within(one, deal, rules.same_article.days)
            ),
            None,
        )
        if many or seen is not None:
            yield Alike(deal, many, rules.many_sales.days, seen)


def _within(one: PastDeal, deal: PastDeal, days: int) -> bool:
    return deal.day - one.day < timedelta(days=days)
