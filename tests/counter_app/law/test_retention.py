"""Every field has a clock, periods run by the calendar, and a table with a hole does not load."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.acts import Kind
from counter_app.law.dated import DatedTable, LawTableFault, NoRule
from counter_app.law.retention import (
    FILE,
    ClockRow,
    Retention,
    Starts,
    last_day,
    latest_start,
    load_retention,
)
from tests.records import CHECKOUT, the_facts

SHIPPED = CHECKOUT / "resources/law" / FILE
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def the_table() -> Retention:
    return load_retention(SHIPPED, the_facts())


def clock(months: int, starts: Starts = "record", year_ends_in: int = 12) -> ClockRow:
    return ClockRow(
        key="k",
        article="a",
        ja="j",
        en="e",
        months=months,
        starts=starts,
        year_ends_in=year_ends_in,
    )


# LAW 8.2 and 1.7: calendar months, the last day if there is no such day, the first day not counted.
@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-08-28", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-11-22", 36, "2029-11-22"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2026-11-22", 0, "2026-11-22"),
        ("2026-11-30", 1, "2026-12-30"),
    ],
)
def test_a_period_ends_on_its_calendar_day(start: str, months: int, last: str) -> None:
    day = date.fromisoformat(last)
    assert last_day(clock(months), date.fromisoformat(start)) == day
    begun = latest_start(clock(months), day + DAY)
    assert begun is not None
    assert begun >= date.fromisoformat(start)  # erased from the day after
    before = latest_start(clock(months), day)
    assert before is not None
    assert before < date.fromisoformat(start)  # and not on the last day


@pytest.mark.parametrize(
    ("deal", "ends_in", "last"),
    [  # two months after the tax year, then seven years
        ("2026-11-22", 12, "2034-02-28"),
        ("2026-01-01", 12, "2034-02-28"),
        ("2027-12-31", 12, "2035-02-28"),
        ("2028-01-01", 12, "2036-02-29"),
        ("2026-03-31", 3, "2033-05-31"),
        ("2026-04-01", 3, "2034-05-31"),
    ],
)
def test_tax_books_count_from_the_end_of_the_tax_year(deal: str, ends_in: int, last: str) -> None:
    books = clock(86, "tax_year_end", ends_in)
    assert last_day(books, date.fromisoformat(deal)) == date.fromisoformat(last)


def test_nothing_counts_for_what_names_nobody_or_waits_for_an_event() -> None:
    assert last_day(clock(0, "never"), TODAY) is None
    assert latest_start(clock(0, "never"), TODAY) is None
    assert latest_start(clock(6, "event"), TODAY) is None
    assert last_day(clock(6, "event"), date(2026, 8, 31)) == date(2027, 2, 28)


@given(
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    st.integers(0, 120),
    st.sampled_from(["record", "tax_year_end"]),
    st.integers(1, 12),
)
def test_the_latest_start_is_the_last_whose_period_has_passed(
    today: date, months: int, starts: Starts, ends_in: int
) -> None:
    row = clock(months, starts, ends_in)
    begun = latest_start(row, today)
    assert begun is not None
    passed, runs = last_day(row, begun), last_day(row, begun + DAY)
    assert passed is not None
    assert runs is not None
    assert passed < today <= runs


# The law and the issue name these; what has no period in the law goes with the deal or earlier.
@pytest.mark.parametrize(
    ("kind", "part", "months", "starts"),
    [
        (Kind.ARTICLE_ACCEPTED, "1.identity", 36, "record"),
        (Kind.ARTICLE_ACCEPTED, "1.age_occupation", 36, "record"),
        (Kind.ARTICLE_ACCEPTED, "2.document", 36, "record"),
        (Kind.ARTICLE_ACCEPTED, "6.facts", 36, "record"),
        (Kind.ARTICLE_ACCEPTED, "2.image", 6, "record"),
        (Kind.ARTICLE_ACCEPTED, "6.photos", 6, "record"),
        (Kind.CONSENT_GIVEN, "9.signature", 36, "record"),
        (Kind.CONSENT_GIVEN, "9.consent", 36, "record"),
        (Kind.CARRIED_OVER, "1.identity", 86, "tax_year_end"),
        (Kind.INTERNAL, "9.note", 36, "record"),
        (Kind.IMAGE_OPENED, "9.note", 36, "record"),
        (Kind.STAFF_CHANGED, "9.note", 36, "event"),
        (Kind.ERASURE_BEGUN, "9.note", 0, "never"),
    ],
)
def test_the_shipped_clocks(kind: Kind, part: str, months: int, starts: Starts) -> None:
    row = the_table().clock_of(kind.value, part, TODAY)
    assert (row.months, row.starts) == (months, starts)


@pytest.mark.parametrize(
    ("key", "months"),
    [
        ("bulletin", 6),
        ("abandoned_visit", 0),
        ("refused_imei", 0),
        ("provision_record", 36),
        ("provision_record_bulk", 36),
        ("provision_record_contract", 12),
    ],
)
def test_the_clocks_of_what_is_kept_beside_the_acts(key: str, months: int) -> None:
    table = the_table()
    assert table.clock(table.beside.need(key, TODAY).clock, TODAY).months == months


def test_every_row_names_its_article() -> None:
    table = the_table()
    for rows in (table.clocks, table.fields, table.acts, table.beside, table.carried):
        assert all(row.article and row.valid_from for row in rows.rows)


def test_before_the_table_holds_nothing_is_due() -> None:
    table = the_table()
    assert table.due(date(2022, 3, 31)) == ()
    with pytest.raises(NoRule):
        table.clock_of("article_accepted", "1.identity", date(2022, 3, 31))


def test_the_tax_subset_is_what_the_books_must_say() -> None:
    row = the_table().carried_by("article_accepted", TODAY, date(2029, 11, 23))
    assert row is not None
    needed = {"person.name", "person.address", "application.date", "application.product"}
    assert needed | {"billing.amount", "billing.tax_remark"} <= set(row.fields)
    secret = ("person.birth_date", "person.occupation", "person.contact_phone", "article.imei")
    assert not set(row.fields) & {*secret, "id_document.number", "other.signature"}
    assert the_table().carried_by("article_accepted", TODAY, date(2034, 3, 1)) is None
    assert the_table().carried_by("paid", TODAY, date(2029, 11, 23)) is None


def changed(tmp_path: Path, change: Callable[[str], str]) -> Path:
    """The shipped table, changed."""
    text = SHIPPED.read_text(encoding="utf-8")
    new = change(text)
    assert new != text
    path = tmp_path / FILE
    path.write_text(new, encoding="utf-8")
    return path


def without(field: str) -> Callable[[str], str]:
    """Take a field's row out."""
    row = rf'\n\[\[field\]\]\nkey = "{re.escape(field)}"\n(?:[a-z_]+ = .*\n)+'
    return lambda text: re.sub(row, "\n", text)


@pytest.mark.parametrize("field", sorted(the_facts().field_items))
def test_a_field_without_a_clock_is_refused(tmp_path: Path, field: str) -> None:
    with pytest.raises(LawTableFault, match=re.escape(field)):
        load_retention(changed(tmp_path, without(field)), the_facts())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'key = "person.alias"\nclock = "ledger_line"',
            'key = "person.alias"\nclock = "staff"',
            "part 1.identity do not share",
        ),
        (
            'key = "person.sex"\nclock = "trade_file"',
            'key = "person.sex"\nclock = "gone"',
            "unknown clock, gone",
        ),
        ('key = "person.sex"', 'key = "person.shoe_size"', "person.shoe_size"),
        ('clock = "bulletin"', 'clock = "gone"', "unknown clock, gone"),
        ('"person.address", "application.date"', '"person.hat", "application.date"', "person.hat"),
        ("schema = 1", "schema = 2", "another schema"),
        ("schema = 1", "schema = ", "retention.toml"),
        ("[[beside]]", "[[besides]]", "missing or too many"),
        ("months = 36", "months = -1", "clock"),
        ('starts = "record"', 'starts = "whenever"', "clock"),
        ('article = "古物営業法第18条第1項"\n', "", "article"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    path = changed(tmp_path, lambda text: text.replace(old, new, 1 if "[[" not in old else -1))
    with pytest.raises(LawTableFault, match=re.escape(fault)):
        load_retention(path, the_facts())


def test_the_shipped_table_loads_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    assert the_table().fields.keys >= set(the_facts().field_items)
    with pytest.raises(LawTableFault, match="cannot be read"):
        load_retention(tmp_path / FILE, the_facts())


# LAW 1.8: six months from arrival, by the calendar: 08-31 and six months is 02-28.
@pytest.mark.parametrize(
    ("arrived", "last"),
    [("2026-08-31", "2027-02-28"), ("2027-08-31", "2028-02-29"), ("2026-11-22", "2027-05-22")],
)
def test_what_lies_beside_the_acts_is_kept_by_its_own_row(arrived: str, last: str) -> None:
    kept_to = the_table().kept_to

    assert kept_to("bulletin", date.fromisoformat(arrived)) == date.fromisoformat(last)
    assert kept_to("abandoned_visit", TODAY) == TODAY  # another row, another period
    with pytest.raises(NoRule):
        kept_to("bulletin", date(2022, 3, 31))


def test_what_never_runs_out_is_kept_to_the_end_of_the_calendar() -> None:
    table = the_table()
    [row] = [one for one in table.beside.rows if one.key == "bulletin"]
    for_ever = msgspec.structs.replace(row, clock="names_nobody")
    kept = replace(table, beside=DatedTable("beside", (for_ever,)))

    assert kept.kept_to("bulletin", TODAY) == date.max
