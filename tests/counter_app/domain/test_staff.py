"""PINs: their form, and how guesses are counted before anything is compared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.staff import (
    LOCKED_FOR,
    TRIES_BEFORE_LOCK,
    Role,
    StaffMember,
    check_pin_form,
    count_guess,
    right_pin,
)
from tests.builders import NOW, staff_member


@given(st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_a_pin_has_four_digits(pin: str) -> None:
    check_pin_form(pin)


@pytest.mark.parametrize(
    "pin", ["", "123", "12345", "123456789", "12a4", "12 4", "1234\n", "１２３４", "-123"]
)
def test_anything_else_is_no_pin(pin: str) -> None:
    with pytest.raises(WrongInput, match="pin_form") as told:
        check_pin_form(pin)
    assert told.value.facts == {}  # what was typed stands in no error


def after(guesses: int, member: StaffMember) -> StaffMember:
    for _ in range(guesses):
        member = count_guess(member, NOW)
    return member


def test_four_wrong_pins_lock_nobody_and_the_fifth_does() -> None:
    assert TRIES_BEFORE_LOCK == 5
    assert after(4, staff_member()).locked_until is None

    locked = after(5, staff_member())

    assert locked.locked_until == NOW + LOCKED_FOR
    with pytest.raises(Refused, match="pin_locked") as told:
        count_guess(locked, NOW)
    assert told.value.facts == {"minutes": 15}


@pytest.mark.parametrize(
    ("waited", "minutes"),
    [
        (timedelta(0), 15),
        (timedelta(seconds=1), 15),
        (timedelta(minutes=1), 14),
        (timedelta(minutes=14, seconds=59), 1),
    ],
)
def test_the_minutes_left_are_never_told_too_short(waited: timedelta, minutes: int) -> None:
    with pytest.raises(Refused) as told:
        count_guess(after(5, staff_member()), NOW + waited)
    assert told.value.facts == {"minutes": minutes}


def test_a_lock_ends_and_leaves_one_guess() -> None:
    locked = after(5, staff_member())

    again = count_guess(locked, NOW + LOCKED_FOR)

    assert again.locked_until == NOW + 2 * LOCKED_FOR
    with pytest.raises(Refused, match="pin_locked"):
        count_guess(again, NOW + LOCKED_FOR)


@given(st.integers(0, 20))
def test_the_right_pin_forgets_every_guess(failed: int) -> None:
    member = right_pin(staff_member(failed=failed, locked_until=NOW))

    assert member.failed == 0
    assert member.locked_until is None
    assert after(4, member).locked_until is None


def test_only_a_manager_is_one() -> None:
    assert staff_member(role=Role.MANAGER).is_manager
    assert not staff_member(role=Role.CLERK).is_manager
