"""Lists of names choose among what the reader was not sure of, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.engine import Line
from counter_app.id_reading.names import listed_name_value, load_names
from tests.counter_app.id_reading.specimens import RESOURCES

NAMES = load_names(RESOURCES / "names")


def unsure(text: str, at: int, other: str, p: float = 0.4) -> Line:
    sure = tuple(0.55 if n == at else 0.99 for n in range(len(text)))
    return Line(
        text, sure, others=tuple(((other, p),) if n == at else () for n in range(len(text)))
    )


@pytest.mark.parametrize("name", ["佐藤", "鈴木", "渡邊", "髙橋", "山﨑", "桒原", "櫻井", "瀧本"])
def test_surnames_are_known_in_every_form(name: str) -> None:
    assert NAMES.is_surname(name)


@pytest.mark.parametrize("name", ["颯太", "さくら", "蓮", "陽菜", "慎太郎"])
def test_given_names_are_known(name: str) -> None:
    assert NAMES.is_given_name(name)


def test_what_nobody_is_called_is_not_known() -> None:
    assert not NAMES.is_surname("位藤")
    assert not NAMES.is_surname("")
    assert not NAMES.is_given_name("公安委員会")


@pytest.mark.parametrize(
    ("read", "at", "other", "name"),
    [
        ("位藤　颯太", 0, "佐", "佐藤颯太"),
        ("給木大輔", 0, "鈴", "鈴木大輔"),
        ("林　さくろ", 4, "ら", "林さくら"),
    ],
)
def test_an_unsure_sign_is_chosen_by_the_lists_and_marked(
    read: str, at: int, other: str, name: str
) -> None:
    value = listed_name_value(unsure(read, at, other), NAMES)
    assert (value.value, value.changed_by, value.doubtful) == (name, "names", True)
    assert value.raw == " ".join(read.split())
    assert name.index(other) in value.doubts


@pytest.mark.parametrize(
    ("read", "at", "other"),
    [
        ("髙橋　花子", 0, "高"),  # a form of the same kanji is no mistake
        ("山崎　蓮", 1, "﨑"),
        ("佐藤　颯太", 0, "位"),  # what was read is a name, the other is none
    ],
)
def test_a_name_that_may_be_right_stays(read: str, at: int, other: str) -> None:
    value = listed_name_value(unsure(read, at, other), NAMES)
    assert (value.value, value.changed_by) == ("".join(read.split()), "")


def test_a_sure_sign_is_never_touched() -> None:
    read = Line("位藤颯太", (0.99,) * 4, others=((("佐", 0.009),), (), (), ()))
    assert listed_name_value(read, NAMES).value == "位藤颯太"


def test_a_candidate_that_is_hardly_likely_does_not_win() -> None:
    assert listed_name_value(unsure("位藤颯太", 0, "佐", 0.001), NAMES).value == "位藤颯太"


SIGN = st.text(min_size=1, max_size=1)


@given(st.lists(st.tuples(SIGN, st.floats(0, 1), SIGN, st.floats(0, 1)), max_size=20))
def test_no_text_breaks_the_lists(signs: list[tuple[str, float, str, float]]) -> None:
    line = Line(
        "".join(sign for sign, *_ in signs),
        tuple(sure for _, sure, *_ in signs),
        others=tuple(((other, p),) for *_, other, p in signs),
    )
    value = listed_name_value(line, NAMES)
    assert all(0 <= at < len(value.value) for at in value.doubts)
    assert 0 <= value.confidence <= 1
