"""Figures about many: nobody can get at fewer persons by any sums and differences of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.statistics import (
    DealRow,
    Figures,
    Key,
    Question,
    Told,
    Ways,
    figures,
    person_key,
    rows_of,
)

WAYS = Ways(10, 80, ("東京都", "京都府", "鳥取県"))
ON = date(2026, 10, 20)
DEAL: dict[str, Any] = {
    "person.name": "見本 太郎",
    "person.address": "東京都千代田区見本1-2-3",
    "person.birth_date": "1990-01-15",
    "application.kind": "exchange",
    "article.category": [[9, "道具類"], [9, "道具類"]],
    "article.goods": ["smartphone", "tablet"],
    "article.imei": ["490154203237518", ""],
    "article.serial": ["", "SER-1"],
    "article.features": ["見本電話 128GB 黒", "見本板"],
    "article.grade": ["A"],
    "article.price": [30_000, 15_000],
}
LEAST = 3
"""Small, so that every group can be tried; the rule is the same for 10."""
DIMENSIONS = ("goods", "age", "prefecture")


def row(person: str, yen: int = 1_000, **values: str) -> DealRow:
    return DealRow(person, dict.fromkeys(DIMENSIONS, "x") | values, yen)


def ask(measure: str, *by: str) -> Question:
    return Question("improve", measure, by, "2026-10/2026-10")


# ---- rows


def test_a_deal_becomes_a_row_for_each_article() -> None:
    first, second = rows_of(DEAL, ON, WAYS)
    assert first.values == {
        "category": "道具類",
        "goods": "smartphone",
        "grade": "A",
        "kind": "exchange",
        "month": "2026-10",
        "prefecture": "東京都",
        "age": "30-39",
    }
    assert (second.values["goods"], second.values["grade"]) == ("tablet", "-")
    assert (first.yen, second.yen) == (30_000, 15_000)


def test_nothing_near_a_person_is_in_a_value() -> None:
    told = " ".join(value for one in rows_of(DEAL, ON, WAYS) for value in one.values.values())
    for word in ("見本", "千代田", "1990", "01-15", "490154203237518", "SER-1", "128GB"):
        assert word not in told


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("1990-10-20", "30-39"),  # 36 today
        ("1986-10-20", "40-49"),  # 40 today
        ("1986-10-21", "30-39"),  # 40 tomorrow
        ("2010-01-01", "10-19"),
        ("1946-10-20", "80+"),
        ("1900-01-01", "80+"),
        ("2027-01-01", "-"),
        ("", "-"),
        ("unknown", "-"),
    ],
)
def test_ages_stand_as_bands(born: str, band: str) -> None:
    assert rows_of(DEAL | {"person.birth_date": born}, ON, WAYS)[0].values["age"] == band


@pytest.mark.parametrize(
    ("address", "prefecture"),
    [("京都府京都市見本", "京都府"), (" 鳥取県見本町", "鳥取県"), ("見本市見本", "-"), ("", "-")],
)
def test_an_address_stands_as_its_prefecture(address: str, prefecture: str) -> None:
    told = rows_of(DEAL | {"person.address": address}, ON, WAYS)
    assert told[0].values["prefecture"] == prefecture


def test_what_an_act_does_not_say_stands_as_unknown() -> None:
    [only] = rows_of({"article.price": ["?"], "article.category": [[]]}, ON, WAYS)
    assert set(only.values.values()) == {"-", "buy", "2026-10"}
    assert only.yen == 0
    assert rows_of({}, ON, WAYS) == []


def test_a_person_is_told_by_name_and_birth_date_and_the_unnamed_are_one() -> None:
    same = person_key(DEAL)
    assert person_key(DEAL | {"person.name": "見本\u3000太郎"}) == same
    assert person_key(DEAL | {"person.name": "見本太郎"}) == same
    assert person_key(DEAL | {"person.name": "見本 花子"}) != same
    assert person_key(DEAL | {"person.birth_date": "1990-01-16"}) != same
    assert person_key({}) == person_key({"person.birth_date": "1990-01-15"}) == ""


# ---- figures


def test_figures_of_cells_and_of_the_whole() -> None:
    rows = [row(f"p{no}", yen=1_000 * no, goods="abc"[no % 3]) for no in range(1, 10)]
    assert figures(rows, ask("count", "goods"), [], LEAST) == Figures(
        {("a",): 3, ("b",): 3, ("c",): 3}, 9, hidden=False
    )
    told = figures(rows, ask("sum", "goods"), [], LEAST)
    assert told is not None
    assert (told.cells["a",], told.total) == (3_000 + 6_000 + 9_000, 45_000)
    assert figures(rows, ask("mean"), [], LEAST) == Figures({}, 5_000, hidden=False)


def test_a_mean_is_rounded_down_to_whole_yen() -> None:
    rows = [row("a", 1), row("b", 1), row("c", 0)]
    assert figures(rows, ask("mean"), [], LEAST) == Figures({}, 0, hidden=False)


def test_ten_deals_of_one_person_are_one() -> None:
    rows = [row("one") for _deal in range(10)]
    assert figures(rows, ask("count"), [], LEAST) is None
    assert figures([*rows, row("two"), row("three")], ask("count"), [], LEAST) is not None


def test_a_small_cell_is_hidden_and_the_next_with_it() -> None:
    # Cell c has one person. The total is told, so by subtraction it would follow from a and b.
    rows = [row(f"a{no}", goods="a") for no in range(5)]
    rows += [row(f"b{no}", goods="b") for no in range(4)]
    rows += [row("c", goods="c")]
    told = figures(rows, ask("count", "goods"), [], LEAST)
    assert told == Figures({("a",): 5}, 10, hidden=True)


def test_where_everything_would_have_to_be_hidden_nothing_is_told() -> None:
    rows = [row(f"a{no}", goods="a") for no in range(5)] + [row("c", goods="c")]
    assert figures(rows, ask("count", "goods"), [], LEAST) is None


def two_views() -> list[DealRow]:
    """Six of one kind of goods, of whom five are young: the sixth is the difference."""
    rows = [row(f"p{no}", goods="a", age="20-29") for no in range(5)]
    rows += [row("p5", goods="a", age="30-39", yen=99_000)]
    return rows + [row(f"q{no}", goods="b", age="30-39") for no in range(6)]


def test_a_second_question_must_not_reveal_by_difference() -> None:
    rows = two_views()
    first = figures(rows, ask("sum", "goods"), [], LEAST)
    assert first is not None
    told = [Told(("goods",), frozenset(first.cells))]
    assert figures(rows, ask("sum", "age"), told, LEAST) is None


def test_without_the_log_the_difference_reveals_one_person() -> None:
    # The control of the test above.
    rows = two_views()
    goods = figures(rows, ask("sum", "goods"), [], LEAST)
    ages = figures(rows, ask("sum", "age"), [], LEAST)
    assert goods is not None
    assert ages is not None
    assert goods.cells["a",] - ages.cells["20-29",] == 99_000  # what one person was paid


def test_a_group_that_was_small_before_is_cut_no_further() -> None:
    # As after the least number was raised: nothing of it is told, and nothing breaks.
    rows = [row(f"p{no}", goods="a" if no < 4 else "b", age="x") for no in range(12)]
    told = [Told(("goods",), frozenset({("a",), ("b",)}))]
    answer = figures(rows, ask("count", "age"), told, 5)
    assert answer is None


# ---- the attacker


@dataclass
class Attacker:
    """Keeps the rows that each figure is about, and tries every sum and difference of them."""

    rows: Sequence[DealRow]
    known: list[list[int]] = field(default_factory=list)

    def take(self, by: tuple[str, ...], answer: Figures | None) -> None:
        """Take an answer down."""
        if answer is None:
            return
        self.known.append([1] * len(self.rows))
        for key in answer.cells:
            self.known.append([int(_key(one, by) == key) for one in self.rows])

    def isolated(self) -> list[tuple[str, ...]]:
        """Groups of fewer persons than allowed that some combination of figures is about.

        A combination that is about nobody else is there just when the figures lose rank by leaving
        the group's rows out.
        """
        if not self.known:
            return []
        matrix = np.array(self.known)
        rank = np.linalg.matrix_rank(matrix)
        persons = sorted({one.person for one in self.rows})
        groups = [who for size in range(1, LEAST) for who in combinations(persons, size)]
        return [
            who
            for who in groups
            if np.linalg.matrix_rank(matrix[:, [one.person not in who for one in self.rows]]) < rank
        ]

    def by_two(self) -> bool:
        """Whether two figures alone, one taken from the other, are about too few."""
        for one, other in combinations(self.known, 2):
            apart = {
                deal.person
                for deal, left, right in zip(self.rows, one, other, strict=True)
                if left != right
            }
            if 0 < len(apart) < LEAST:
                return True
        return False


def _key(one: DealRow, by: tuple[str, ...]) -> Key:
    return tuple(one.values[name] for name in by)


DEALS = st.lists(
    st.builds(
        row,
        st.sampled_from([f"p{no}" for no in range(12)]),
        goods=st.sampled_from("ab"),
        age=st.sampled_from("yo"),
        prefecture=st.sampled_from("tk"),
    ),
    min_size=6,
    max_size=24,
)
QUESTIONS = st.lists(
    st.lists(st.sampled_from(DIMENSIONS), unique=True, max_size=2).map(tuple), max_size=5
)


@given(DEALS, QUESTIONS)
def test_no_sequence_of_questions_isolates_too_few(
    rows: list[DealRow], questions: list[tuple[str, ...]]
) -> None:
    attacker, log = Attacker(rows), list[Told]()
    for by in questions:
        answer = figures(rows, ask("count", *by), log, LEAST)
        attacker.take(by, answer)
        if answer is not None:
            log.append(Told(by, frozenset(answer.cells)))
    assert not attacker.by_two()
    assert attacker.isolated() == []


def test_without_the_log_the_attacker_succeeds() -> None:
    rows = two_views()
    attacker = Attacker(rows)
    for by in (("goods",), ("age",)):
        attacker.take(by, figures(rows, ask("count", *by), [], LEAST))
    assert attacker.by_two()
    assert ("p5",) in attacker.isolated()


def test_questions_are_answered_where_there_are_enough() -> None:
    # Without this everything could be safe because nothing is ever told.
    rows = [
        row(f"{goods}{age}{place}{no}", goods=goods, age=age, prefecture=place)
        for goods in "ab"
        for age in "yo"
        for place in "tk"
        for no in range(LEAST)
    ]
    attacker, log = Attacker(rows), list[Told]()
    for by in (("goods",), ("age",), ("prefecture",), ("goods", "age"), DIMENSIONS):
        answer = figures(rows, ask("count", *by), log, LEAST)
        assert answer is not None
        assert not answer.hidden
        log.append(Told(by, frozenset(answer.cells)))
        attacker.take(by, answer)
    assert attacker.isolated() == []
