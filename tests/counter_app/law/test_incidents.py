"""The clocks of APPI art. 26, by days counted by hand: the day of knowing is the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.dated import LawTableFault
from counter_app.law.incidents import (
    FILE,
    REPORTS,
    IncidentRules,
    Report,
    load_incident_rules,
    read_incident_rules,
)
from tests.builders import RESOURCES

PATH = RESOURCES / "law" / FILE
REPORTED = ("special_care", "property_damage", "improper_intent", "over_1000")


def shipped() -> IncidentRules:
    return load_incident_rules(PATH)


@pytest.mark.parametrize(
    ("known", "cases", "preliminary", "final"),
    [
        ("2026-11-22", ("special_care",), "2026-11-26", "2026-12-21"),
        ("2026-11-22", ("property_damage",), "2026-11-26", "2026-12-21"),
        ("2026-11-22", ("over_1000",), "2026-11-26", "2026-12-21"),
        ("2026-11-22", ("improper_intent",), "2026-11-26", "2027-01-20"),
        ("2026-11-22", ("improper_intent", "special_care"), "2026-11-26", "2026-12-21"),
        ("2026-12-30", ("special_care",), "2027-01-03", "2027-01-28"),
        ("2026-12-30", ("improper_intent",), "2027-01-03", "2027-02-27"),
        ("2028-02-01", ("special_care",), "2028-02-05", "2028-03-01"),
        ("2028-02-01", ("improper_intent",), "2028-02-05", "2028-03-31"),
    ],
)
def test_days_by_hand(known: str, cases: tuple[str, ...], preliminary: str, final: str) -> None:
    day = date.fromisoformat(known)
    assert shipped().reported(cases, day)
    assert f"{shipped().due('preliminary', cases, day)}" == preliminary
    assert f"{shipped().due('final', cases, day)}" == final


def test_none_of_these_is_not_reported() -> None:
    day = date(2026, 11, 22)
    assert not shipped().reported(("none",), day)
    assert shipped().due("preliminary", ("none",), day) is None
    assert shipped().due("final", (), day) is None


@given(
    st.dates(date(2022, 4, 1), date(2090, 1, 1)),
    st.sets(st.sampled_from(REPORTED), min_size=1),
)
def test_never_later_than_the_law_whatever_the_cases(known: date, cases: set[str]) -> None:
    most: dict[Report, int] = {
        "preliminary": 5,
        "final": 60 if cases == {"improper_intent"} else 30,
    }
    for report in REPORTS:
        due = shipped().due(report, tuple(cases), known)
        assert due is not None
        assert known <= due <= known + timedelta(days=most[report] - 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "none"', 'key = "nothing"', "none is missing"),
        ('cases = ["improper_intent"]', 'cases = ["improper"]', "unknown case, improper"),
        ('"property_damage", "over_1000"]\na', '"over_1000"]\na', "property_damage and the clocks"),
        ("days = 60", "days = 0", "clock"),
        ("reports = false", "reports = true", "none and the clocks"),
        ('article = "個情法第26条第1項"\n', "", "case"),
        ("schema = 1", "schema = 2", "schema"),
        ("[[clock]]", "[[clocks]]", "missing or too many"),
    ],
)
def test_half_a_table_does_not_load(old: str, new: str, told: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(LawTableFault, match=told):
        read_incident_rules(text.replace(old, new))


def test_every_row_says_where_it_stands() -> None:
    rules = shipped()
    assert all("第26条" in row.article for row in (*rules.cases.rows, *rules.clocks.rows))
