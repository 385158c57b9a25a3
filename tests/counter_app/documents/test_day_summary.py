"""The summary of a closed day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.documents.day_summary import day_summary
from counter_app.domain.day_close import DayClosing, DaySums, DrawerCount
from counter_app.domain.values import StaffCode, Yen
from tests.counter_app.documents.builders import (
    AT,
    SHOP,
    active_content,
    fonts,
    not_embedded,
    notdef_signs,
    squeezed,
    texts,
    words_of,
)

CLOSING = DayClosing(
    act_seq=41,
    by=StaffCode("M01"),
    at=AT,
    sums=DaySums(date(2026, 11, 22), 3, Yen(69_000), Yen(46_000)),
    drawer=DrawerCount(Yen(200_000), Yen(153_500), "つり銭の渡し間違い"),
    tree_size=40,
    root="ab" * 32,
    whole=True,
)


def made(closing: DayClosing) -> bytes:
    return day_summary(closing, SHOP, fonts(), texts(), demo=False)


def test_sums_drawer_and_record_stand_on_it() -> None:
    words = squeezed(words_of(made(CLOSING)))
    for said in (
        "2026年11月22日",
        "担当 M01",
        "端末 T01",
        "3点",
        "¥69,000",
        "¥46,000",
        "¥200,000",
        "¥154,000",  # 200,000 less 46,000
        "¥153,500",
        "−¥500",
        "つり銭の渡し間違い",
        "異常なし",
        "ab" * 32,
    ):
        assert squeezed(said) in words, said


def test_a_drawer_that_agrees_has_no_reason_and_a_surplus_a_plus() -> None:
    even = replace(CLOSING, drawer=DrawerCount(Yen(200_000), Yen(154_000)))
    over = replace(CLOSING, drawer=DrawerCount(Yen(200_000), Yen(154_100), "x"))

    assert squeezed("過不足の理由") not in squeezed(words_of(made(even)))
    assert "+¥100" in words_of(made(over))


def test_a_damaged_record_is_said_to_be_so() -> None:
    words = squeezed(words_of(made(replace(CLOSING, whole=False))))

    assert squeezed("毀損または滅失あり") in words
    assert squeezed("異常なし") not in words


def test_a_reprint_is_the_same_to_the_byte_and_quiet() -> None:
    pdf = made(CLOSING)

    assert pdf == made(CLOSING)
    assert active_content(pdf) == set()
    assert not_embedded(pdf) == set()
    assert notdef_signs(pdf) == set()
