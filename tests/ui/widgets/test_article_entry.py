"""What of an article's form is still missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import IMEI, appraised, price_book
from ui.widgets.article_entry import ArticleEntry, entry_of, imei_fault

PHONE = ArticleEntry("sample-phone-x-128", IMEI, reset=True, unlocked=True)
BOOK = ArticleEntry("sample-book", damage="カバーに折れ")


def test_a_whole_phone_and_a_whole_book_miss_nothing() -> None:
    assert PHONE.missing(price_book()) == []
    assert BOOK.missing(price_book()) == []


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (ArticleEntry(), ["model"]),
        (replace(PHONE, imei=""), ["number"]),
        (replace(PHONE, imei="", serial="ABC123"), []),
        (replace(PHONE, imei="490154203237519"), ["imei"]),
        (replace(PHONE, reset=False), ["reset"]),
        (replace(PHONE, unlocked=False), ["unlocked"]),
        (replace(BOOK, damage=""), ["mark"]),
    ],
)
def test_what_is_missing(entry: ArticleEntry, missing: list[str]) -> None:
    assert entry.missing(price_book()) == missing


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", None), (IMEI, None), ("49015420323751", "imei_form"), ("490154203237519", "imei_check")],
)
def test_an_imei_as_typed(typed: str, code: str | None) -> None:
    fault = imei_fault(typed)
    assert (fault.code if fault else None) == code


def test_the_form_of_a_saved_article() -> None:
    one = appraised("sample-phone-x-128", "screen_scratch", damage="角に傷・画面に小さな傷")
    entry = entry_of(one, price_book())
    assert (entry.model, entry.faults) == ("sample-phone-x-128", ("screen_scratch",))
    assert entry.damage == "角に傷"
    assert entry.missing(price_book()) == []


def test_the_longest_text_is_the_one_that_is_too_long() -> None:
    assert replace(PHONE, colour="黒" * 201).longest == "colour"
