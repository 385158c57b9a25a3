"""Dates as documents print them, by the eras' first and last days."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.eras import ERA_ENDED, NotADate, PrintedDate, read_date
from tests.counter_app.law.asked import tables

ERAS = tables().eras.rows


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和61年5月1日", "1986-05-01"),
        ("昭和 61年 5月 1日", "1986-05-01"),
        ("昭和６１年　５月　１日生", "1986-05-01"),
        ("S61.5.1", "1986-05-01"),
        ("昭和64-01-07", "1989-01-07"),
        ("平成元-01-08", "1989-01-08"),
        ("平成元年3月31日生", "1989-03-31"),
        ("平成31-04-30", "2019-04-30"),
        ("H31/4/30", "2019-04-30"),
        ("令和元-05-01", "2019-05-01"),
        ("令和01年05月01日", "2019-05-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和06年06月01日", "2024-06-01"),
        ("大正15-12-24", "1926-12-24"),
        ("昭和元-12-25", "1926-12-25"),
        ("明治45年7月29日", "1912-07-29"),
        ("大正元年7月30日", "1912-07-30"),
        ("明治6年1月1日", "1873-01-01"),
        ("2024年（令和06年）06月01日まで有効", "2024-06-01"),
        ("2030年3月31日まで有効", "2030-03-31"),
        ("1990年1月15日", "1990-01-15"),
        ("1990-01-15", "1990-01-15"),
        ("1990.1.15", "1990-01-15"),
        ("2024年02月29日交付", "2024-02-29"),
    ],
)
@pytest.mark.parametrize("birth", [False, True])
def test_a_printed_date_is_read(text: str, day: str, *, birth: bool) -> None:
    assert read_date(text, ERAS, birth=birth) == PrintedDate(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成36-06-01", "2024-06-01"),
        ("平成35年6月1日まで有効", "2023-06-01"),
        ("2024年（平成36年）06月01日まで有効", "2024-06-01"),
        ("平成31年5月1日", "2019-05-01"),
        ("昭和64年2月1日", "1989-02-01"),
    ],
)
def test_a_day_after_its_era_is_counted_on_with_a_warning_but_never_for_a_birth(
    text: str, day: str
) -> None:
    assert read_date(text, ERAS) == PrintedDate(date.fromisoformat(day), (ERA_ENDED,))
    with pytest.raises(NotADate, match="era_bounds"):
        read_date(text, ERAS, birth=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昭和64-01-08", "era_bounds"),
        ("昭和64-02-01", "era_bounds"),
        ("平成元年1月7日", "era_bounds"),
        ("令和元年4月30日", "era_bounds"),
        ("大正15年12月25日", "era_bounds"),
        ("明治5年12月1日", "era_bounds"),  # not of the Gregorian calendar
        ("令和0年5月1日", "era_bounds"),
        ("昭和61年2月29日", "date_impossible"),
        ("令和5年13月1日", "date_impossible"),
        ("2023-02-30", "date_impossible"),
        ("0000-01-01", "date_impossible"),
        ("2024年（令和05年）06月01日", "eras_disagree"),
        ("慶応3年1月1日", "date_form"),
        ("X3.1.1", "date_form"),
        ("2024年(慶応3年)1月1日", "date_form"),
        ("61年5月1日", "date_form"),
        ("昭和61年5月", "date_form"),
        ("昭和六十一年五月一日", "date_form"),
        ("昭和٦١年5月1日", "date_form"),
        ("昭和61年5月1日 見本", "date_form"),
        ("", "date_form"),
    ],
)
def test_no_date_is_made_of_what_is_none(text: str, code: str) -> None:
    with pytest.raises(NotADate) as told:
        read_date(text, ERAS, birth=True)
    assert told.value.code == code


def printed(day: date) -> str:
    """A day in its own era, worked out from the first days of the eras."""
    firsts = [
        ("令和", date(2019, 5, 1)),
        ("平成", date(1989, 1, 8)),
        ("昭和", date(1926, 12, 25)),
        ("大正", date(1912, 7, 30)),
        ("明治", date(1868, 1, 25)),
    ]
    era, first = next(pair for pair in firsts if pair[1] <= day)
    return f"{era}{day.year - first.year + 1}年{day.month}月{day.day}日"


@given(st.dates(date(1873, 1, 1), date(2100, 1, 1)), st.sampled_from(["narrow", "wide"]))
def test_every_day_comes_back_in_any_width(day: date, width: str) -> None:
    text = printed(day)
    if width == "wide":
        text = "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else f"{sign}　" for sign in text)
        assert unicodedata.normalize("NFKC", text) != text

    assert read_date(text, ERAS, birth=True) == PrintedDate(day)


@given(
    st.text(alphabet="昭和平成令明治大正元年月日MTSHR0123456789.-/()生 ", max_size=16) | st.text()
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    try:
        read_date(text, ERAS)
    except NotADate as fault:
        assert fault.code in {"date_form", "date_impossible", "era_bounds", "eras_disagree"}  # noqa: PT017 - any may come
