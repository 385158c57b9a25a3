"""What may be put right in a line, and how what was typed becomes a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.counter_entry import COLUMNS, corrected, reason_from
from counter_app.domain.errors import WrongInput


@dataclass(frozen=True)
class Goods:
    """A kind of goods."""

    key: str
    ja: str
    category: int
    category_ja: str


def named(key: str, _day: date) -> Goods:
    """Tablets are known, and nothing else."""
    if key != "tablet":
        raise WrongInput("unknown_goods")
    return Goods("tablet", "タブレット", 8, "事務機器類")


DAY = date(2026, 11, 22)
BEFORE = {
    "article.features": "見本電話 黒、IMEI 490154203237518、製造番号 AB1",
    "article.imei": "490154203237518",
    "article.serial": "AB1",
    "article.price": 45_000,
    "person.name": "見本 太郎",
    "person.birth_date": "1990-01-15",
}


def test_only_what_was_typed_differs() -> None:
    assert corrected(BEFORE, {"price": " 44,000 "}, DAY, named) == {
        **BEFORE,
        "article.price": 44_000,
    }


def test_a_number_that_was_wrong_is_wrong_in_the_features_too() -> None:
    after = corrected(BEFORE, {"imei": "352099001761481", "serial": "CD2"}, DAY, named)
    assert after["article.features"] == "見本電話 黒、IMEI 352099001761481、製造番号 CD2"


def test_features_that_were_typed_stand_as_typed() -> None:
    after = corrected(BEFORE, {"imei": "352099001761481", "features": "見本電話 白"}, DAY, named)
    assert after["article.features"] == "見本電話 白"


def test_names_are_kept_as_typed() -> None:
    assert corrected(BEFORE, {"name": " 髙﨑 𠮷 "}, DAY, named)["person.name"] == "髙﨑 𠮷"


@pytest.mark.parametrize("born", ["1899-12-31", "2026-11-23", "1990-02-30", "90/1/15", ""])
def test_a_birth_date_that_cannot_be_is_refused(born: str) -> None:
    with pytest.raises(WrongInput, match="birth_date_form"):
        corrected(BEFORE, {"birth_date": born}, DAY, named)
    assert corrected(BEFORE, {"birth_date": "2026-11-22"}, DAY, named)  # the last one that can be


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=30)))
def test_whatever_is_typed_is_a_value_or_is_told(typed: dict[str, str]) -> None:
    try:
        after = corrected(BEFORE, typed, DAY, named)
    except WrongInput:
        return
    fields = {COLUMNS[name] for name in typed} | {"article.features"}
    fields |= {"article.goods", "article.category"}
    assert {name: value for name, value in after.items() if name not in fields} == {
        name: value for name, value in BEFORE.items() if name not in fields
    }
    assert after["article.price"] >= 1


@given(st.text(max_size=300))
def test_a_reason_is_one_clean_line(text: str) -> None:
    try:
        reason = reason_from(text)
    except WrongInput:
        return
    assert reason == text.strip()
    assert 1 <= len(reason) <= 200
