"""A counter-entry: the line that puts another right, and which columns may be put right.

The wrong line stays as it was; the new one has a number of its own, says what it corrects, why and
who approved it, and what stood there before (a false entry is punished by Act art. 33, and a
changed one could not be told from it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from counter_app.domain.article import imei_from
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import LedgerNumber, Yen, yen
from counter_app.law.cases import EARLIEST_BIRTH

ITEM = "item"
"""The kind of goods: given by its key, shown by its word; the category goes with it."""

COLUMNS: Mapping[str, str] = {
    ITEM: "application.product",
    "features": "article.features",
    "imei": "article.imei",
    "serial": "article.serial",
    "price": "article.price",
    "address": "person.address",
    "name": "person.name",
    "occupation": "person.occupation",
    "birth_date": "person.birth_date",
    "method": "id_document.method",
}
"""What can be corrected, and the act's field behind it; the age follows from the birth date."""

_MAY_BE_EMPTY = frozenset({"imei", "serial"})


class NamedGoods(Protocol):
    """One kind of goods as the ledger names it."""

    @property
    def key(self) -> str:
        """Of the law's table, such as tablet."""
        ...

    @property
    def ja(self) -> str:
        """The ledger's word."""
        ...

    @property
    def category(self) -> int:
        """1 to 13."""
        ...

    @property
    def category_ja(self) -> str:
        """Its name."""
        ...


GoodsOn = Callable[[str, date], NamedGoods]
"""Names goods by key on a day; raises WrongInput `unknown_goods`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One column that was put right, as it stood before and as it stands now."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CounterEntry:
    """What a line of correction says beside its columns; who wrote it approved it.

    Attributes:
        corrects: the line that is put right; None once that is erased.
        cancels: the whole line does not hold any more.
        price_before: of the line that is put right.
        changes: only the columns that differ.
    """

    corrects: LedgerNumber | None
    cancels: bool
    reason: str
    price_before: Yen
    changes: tuple[Change, ...] = ()


def reason_from(text: str) -> str:
    """A reason as it was typed.

    Raises:
        WrongInput: `reason_missing` or `reason_form`.
    """
    reason = plain_text(text, "reason_form")
    if not reason:
        raise WrongInput("reason_missing")
    return reason


def corrected(
    before: Mapping[str, Any], changes: Mapping[str, str], received_on: date, goods_on: GoodsOn
) -> dict[str, Any]:
    """The values of an act's fields after a correction; a new IMEI or serial also in the features.

    Args:
        before: by field name; single values.
        changes: what was typed, by the names of `COLUMNS`.
        received_on: nobody is born after it, and goods are called as on that day.
        goods_on: names what was typed as the item.

    Raises:
        WrongInput: `correction_column`, `correction_empty`, `correction_changes_nothing`, or why a
            value cannot be used.
    """
    after = dict(before)
    for column, text in changes.items():
        if column not in COLUMNS:
            raise WrongInput("correction_column")
        if column == ITEM:
            after |= _item(goods_on(text.strip(), received_on))
            continue
        value = _readers(received_on).get(column, _line)(text)
        if value == "" and column not in _MAY_BE_EMPTY:
            raise WrongInput("correction_empty")
        after[COLUMNS[column]] = value
    for column in ("imei", "serial"):
        old, new = before.get(COLUMNS[column], ""), after.get(COLUMNS[column], "")
        if old and new and old != new and "features" not in changes:
            after["article.features"] = after["article.features"].replace(old, new)
    if after == dict(before):
        raise WrongInput("correction_changes_nothing")
    return after


def _item(goods: NamedGoods) -> dict[str, Any]:
    return {
        "article.goods": goods.key,
        "article.category": [goods.category, goods.category_ja],
        COLUMNS[ITEM]: goods.ja,
    }


def _readers(received_on: date) -> dict[str, Callable[[str], Any]]:
    def born(text: str) -> str:
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            raise WrongInput("birth_date_form") from None
        if not EARLIEST_BIRTH <= day <= received_on:
            raise WrongInput("birth_date_form")
        return day.isoformat()

    return {"price": _price, "imei": imei_from, "birth_date": born}


def _line(text: str) -> str:
    return plain_text(text, "correction_form")


def _price(text: str) -> Yen:
    digits = text.strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        raise WrongInput("price_form")
    return yen(int(digits))
