"""The errors that people are told: a code, plain facts, and an exit code each."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import (
    CounterError,
    IntegrityFault,
    NotPossibleNow,
    Refused,
    WrongInput,
)


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [(WrongInput, 2), (Refused, 3), (NotPossibleNow, 3), (IntegrityFault, 4)],
)
def test_each_kind_has_the_exit_code_of_the_commands(
    kind: type[CounterError], exit_code: int
) -> None:
    assert issubclass(kind, CounterError)
    assert kind("some_code").exit_code == exit_code


def test_an_error_says_its_code_and_its_facts() -> None:
    error = Refused("pin_wrong", left=3, at="T01")

    assert error.code == "pin_wrong"
    assert error.facts == {"left": 3, "at": "T01"}
    assert str(error) == "pin_wrong (at=T01, left=3)"
    assert str(Refused("pin_wrong")) == "pin_wrong"
