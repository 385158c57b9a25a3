"""A bulletin as it may be kept: what the police wrote, on clean lines, with something to match."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.bulletin import (
    LONGEST_LINE,
    MOST_ITEMS,
    ArrivedBulletin,
    Bulletin,
    BulletinItem,
    checked,
)
from counter_app.domain.errors import WrongInput

ITEM = BulletinItem("携帯電話機", "アップル", "アイフォン15", ("35-209900-176148-1",), colour="黒")
BULLETIN = Bulletin("第12号", date(2026, 11, 20), "見本警察署", (ITEM,))


def with_item(**told: object) -> Bulletin:
    return replace(BULLETIN, items=(replace(ITEM, **told),))  # type: ignore[arg-type]  # by name


def test_what_the_police_wrote_stays_as_it_is_but_for_the_ends_of_lines() -> None:
    told = with_item(features=" 背面に傷\n箱なし ", imeis=(" 490154203237518", ""))

    kept = checked(replace(told, number=" 第12号 "))

    assert (kept.number, kept.station) == ("第12号", "見本警察署")
    assert kept.items == (replace(ITEM, features="背面に傷 箱なし", imeis=("490154203237518",)),)
    assert checked(BULLETIN) == BULLETIN


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(BULLETIN, number="  "), "bulletin_incomplete"),
        (replace(BULLETIN, station=""), "bulletin_incomplete"),
        (replace(BULLETIN, items=()), "bulletin_incomplete"),
        (replace(BULLETIN, items=(ITEM, BulletinItem(text=" "))), "bulletin_incomplete"),
        (replace(BULLETIN, items=(ITEM,) * (MOST_ITEMS + 1)), "bulletin_too_many_items"),
        (with_item(text="字" * (LONGEST_LINE + 1)), "bulletin_form"),
        (with_item(model="15\u202e"), "bulletin_form"),
        (with_item(imeis=("4901542032375",)), "bulletin_imei_form"),
        (with_item(imeis=("49015420323751890",)), "bulletin_imei_form"),
    ],
)
def test_what_cannot_be_kept_is_said(told: Bulletin, code: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        checked(told)
    assert wrong.value.code == code


@pytest.mark.parametrize("imei", ["49015420323751", "490154203237518", "4901542032375180"])
def test_an_imei_is_written_with_or_without_its_last_digits(imei: str) -> None:
    assert checked(with_item(imeis=(imei,))).items[0].imeis == (imei,)


def test_an_item_is_told_in_one_line() -> None:
    told = replace(ITEM, serial="F2LX", features="背面に傷")
    assert (
        told.words == "携帯電話機 アップル アイフォン15 黒、IMEI 35-209900-176148-1、F2LX、背面に傷"
    )
    assert BulletinItem(text="不明").words == "不明"


def test_two_are_one_when_they_say_the_same() -> None:
    assert BULLETIN.digest == replace(BULLETIN).digest
    others = {
        replace(BULLETIN, number="第13号").digest,
        replace(BULLETIN, issued_on=date(2026, 11, 21)).digest,
        replace(BULLETIN, station="別見本警察署").digest,
        with_item(imeis=()).digest,
    }
    assert len(others | {BULLETIN.digest}) == 5


def test_it_is_in_force_from_its_arrival_to_its_last_day() -> None:
    here = ArrivedBulletin(3, BULLETIN, date(2026, 8, 31), date(2027, 2, 28))
    days = ["2026-08-30", "2026-08-31", "2027-02-28", "2027-03-01"]
    assert [here.in_force_on(date.fromisoformat(day)) for day in days] == [
        False,
        True,
        True,
        False,
    ]
