"""JSON lines in, JSON lines out: the run goes on after a wrong one, and says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.cases import KINDS
from counter_app.law.dated import DatedTable
from counter_app.law.lines import Answer, answers
from counter_app.law.tables import LawTables
from tests.counter_app.law.asked import ADULT, LICENCE, case, tables, tables_on

FORM = {
    *("id", "verify_identity", "always_verify_lines", "categories", "sale_record_lines"),
    *("age", "allowed", "blocked", "reasons", "version"),
}


def answered(*lines: str) -> list[Answer]:
    return list(answers(lines, tables_on))


def test_answers_come_in_order_and_the_run_goes_on() -> None:
    told = answered(
        json.dumps(case(id="a")),
        "no json\n",
        "\n",
        json.dumps(case(id="b", kind="barter")),
        json.dumps(case(id=3, documents=[])),
        json.dumps({"kind": "buy"}),
    )

    assert [one.wrong for one in told] == [False, True, True, False, True]
    assert [one.form["id"] for one in told] == ["a", None, "b", 3, None]
    assert told[0].form.keys() == told[3].form.keys() == FORM
    assert told[1].form.keys() == {"id", "line", "error"}
    assert told[1].form["line"] == 2
    assert told[2].form.keys() == told[4].form.keys() == {"id", "error"}
    assert "barter" in told[2].form["error"]
    assert told[3].form["blocked"] == ["identity_required"]


@pytest.mark.parametrize(
    "line",
    [
        *("[]", '"x"', "3", "null", "{", '{"id":"a"', '{"id":"a"} x', '{"id":NaN}', "\ufeff{}"),
        '{"id":"\\ud800"}',
        "\ud800",
        '{"a":' + "[" * 100_000,
        '{"id":' + "1" * 5_000 + "}",
    ],
)
def test_what_is_no_json_object_is_told_by_its_line(line: str) -> None:
    (told,) = answered(line)

    assert told.wrong
    assert (told.form["id"], told.form["line"]) == (None, 1)
    assert told.form["error"]


def test_a_day_without_a_rule_is_an_error_and_never_allowed() -> None:
    poorer = replace(tables(), places=DatedTable("place", ()))
    (told,) = answers([json.dumps(case(id="x"))], lambda _day: poorer)

    assert told == Answer(
        {"id": "x", "error": "place: nothing about shop on 2026-11-22"}, wrong=True
    )


def test_every_case_is_decided_by_the_tables_of_its_own_day() -> None:
    def on(day: date) -> LawTables:
        return replace(tables(), version=2 if day >= date(2027, 4, 1) else 1)

    days = ("2027-03-31", "2027-04-01", "2020-01-01")
    told = answers([json.dumps(case(on=day, documents=[])) for day in days], on)

    assert [one.form["version"] for one in told] == [1, 2, 1]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["2026-11-22", "buy", "smartphone", "person", "front", "13"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.text() | ANYTHING.map(json.dumps))
def test_any_text_is_answered(text: str) -> None:
    for told in answered(text):
        assert told.wrong
        json.dumps(told.form)


@given(st.sampled_from(sorted(case())), ANYTHING, st.sampled_from(KINDS))
def test_any_value_in_any_place_is_answered(key: str, value: Any, kind: str) -> None:
    for form in (
        case(kind=kind) | {key: value},
        case(seller=ADULT | {"birth_date": value}),
        case(documents=[LICENCE | {"issued_on": value, "expires_on": value}]),
        case(lines=[{"goods": "book", "price_yen": value}]),
    ):
        (told,) = answered(json.dumps(form))
        encoded = json.loads(json.dumps(told.form))
        assert encoded.keys() in (FORM, {"id", "error"}, {"id", "line", "error"})
        assert told.wrong == ("error" in encoded)
