"""Staff: PINs are kept as Argon2id, guesses are counted first and kept over a restart."""

from __future__ import annotations

from functools import partial

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from typing_extensions import override

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.rights import Deed
from counter_app.domain.staff import Role
from counter_app.domain.values import StaffCode
from counter_app.services.staff import PinHasher, StaffDesk
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.records import SmallRecord, cheap_hasher

WRONG = "0000"


def guess(desk: StaffDesk, pin: str = WRONG, code: StaffCode = CLERK) -> str:
    """What a guess is answered with: its code and its one fact, or `proved`."""
    try:
        desk.prove(code, pin)
    except CounterError as told:
        return " ".join([told.code, *(str(fact) for fact in told.facts.values())])
    return "proved"


def after_a_restart(small: SmallRecord) -> StaffDesk:
    return StaffDesk(small.reopen(), small.clock, cheap_hasher())


def test_a_pin_is_kept_as_argon2id_with_64_mib_and_3_passes() -> None:
    kept = PinHasher().hash("2580")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert "2580" not in kept.rpartition("$")[0]
    Argon2id.verify_phc_encoded(b"2580", kept)


def test_the_same_pin_is_kept_differently_each_time_and_still_matches() -> None:
    hasher = cheap_hasher()
    first, second = hasher.hash("2580"), hasher.hash("2580")

    assert first != second
    assert hasher.matches("2580", first)
    assert hasher.matches("2580", second)
    assert not hasher.matches("2581", first)
    assert not hasher.matches("", first)


def test_a_pin_kept_with_other_costs_still_matches() -> None:
    assert PinHasher(memory_kib=16, passes=2).matches("2580", cheap_hasher().hash("2580"))


def test_a_new_person_stands_in_the_record_and_in_an_act_and_the_pin_in_neither(
    small: SmallRecord, staff: StaffDesk
) -> None:
    assert [(one.code, one.role) for one in staff.members()] == [
        (CLERK, Role.CLERK),
        (MANAGER, Role.MANAGER),
    ]
    assert all(one.pin_hash.startswith("$argon2id$") for one in staff.members())
    with small.record.read() as view:
        acts = list(small.record.acts.acts(view))
    assert [act.header.kind for act in acts] == [Kind.STAFF_CHANGED] * 2
    assert acts[1].header.staff == MANAGER
    assert small.fields(2)["other.staff_note"] == {
        "code": CLERK,
        "name": "見本 花子",
        "role": "clerk",
    }


@pytest.mark.parametrize(
    ("code", "name", "pin", "told"),
    [
        (CLERK, "見本 次郎", "1357", "staff_exists"),
        ("c02", "見本 次郎", "1357", "staff_code_form"),
        ("C02", " 　", "1357", "staff_name_form"),
        ("C02", "見本\n次郎", "1357", "staff_name_form"),
        ("C02", "見本 次郎", "135", "pin_form"),
        ("C02", "見本 次郎", "１３５７", "pin_form"),
    ],
)
def test_who_cannot_be_added_leaves_nothing_behind(
    small: SmallRecord, staff: StaffDesk, code: str, name: str, pin: str, told: str
) -> None:
    before = staff.members(), small.size()

    with pytest.raises(WrongInput, match=told):
        staff.add(code, name, Role.CLERK, pin, MANAGER)
    assert (staff.members(), small.size()) == before


def test_the_right_pin_proves_who_acts(staff: StaffDesk) -> None:
    assert staff.prove(CLERK, CLERK_PIN).code == CLERK
    assert guess(staff, MANAGER_PIN) == "pin_wrong 4"  # another's PIN is a wrong one


def test_each_wrong_pin_tells_what_is_left_and_the_fifth_locks(staff: StaffDesk) -> None:
    assert [guess(staff) for _ in range(5)] == [
        *("pin_wrong 4", "pin_wrong 3", "pin_wrong 2", "pin_wrong 1"),
        "pin_locked 15",
    ]
    assert guess(staff, CLERK_PIN) == "pin_locked 15"
    assert guess(staff, MANAGER_PIN, MANAGER) == "proved"  # a colleague goes on


def test_the_right_pin_gives_all_tries_back(staff: StaffDesk) -> None:
    guesses = [guess(staff, pin) for pin in (*[WRONG] * 4, CLERK_PIN, WRONG)]

    assert guesses[-2:] == ["proved", "pin_wrong 4"]


def test_a_lock_holds_for_15_minutes_and_then_takes_one_guess(
    small: SmallRecord, staff: StaffDesk
) -> None:
    for _ in range(5):
        guess(staff)

    small.clock.move(seconds=15 * 60 - 1)
    assert guess(staff, CLERK_PIN) == "pin_locked 1"
    small.clock.move(seconds=1)
    assert guess(staff) == "pin_locked 15"
    assert guess(staff, CLERK_PIN) == "pin_locked 15"
    small.clock.move(seconds=15 * 60)
    assert guess(staff, CLERK_PIN) == "proved"
    assert guess(staff) == "pin_wrong 4"


def test_guesses_and_locks_are_kept_over_a_restart(small: SmallRecord, staff: StaffDesk) -> None:
    for _ in range(3):
        guess(staff)

    assert guess(after_a_restart(small)) == "pin_wrong 1"
    assert guess(after_a_restart(small)) == "pin_locked 15"
    assert guess(after_a_restart(small), CLERK_PIN) == "pin_locked 15"


class PluggedError(Exception):
    """Somebody pulled the plug."""


class PulledPlug(PinHasher):
    """A hasher at which the power goes: the moment between counting and comparing."""

    @override
    def matches(self, pin: str, kept: str) -> bool:
        raise PluggedError


def test_pulling_the_plug_while_a_pin_is_compared_gives_no_new_tries(
    small: SmallRecord, staff: StaffDesk
) -> None:
    plugged = StaffDesk(small.record, small.clock, PulledPlug())
    for _ in range(4):
        with pytest.raises(PluggedError):
            plugged.prove(CLERK, WRONG)

    assert guess(after_a_restart(small)) == "pin_locked 15"


@pytest.mark.parametrize("typed", ["", "258", "２５８０", "2580 ", "\ud800"])
def test_what_cannot_be_a_pin_is_said_and_costs_no_try(staff: StaffDesk, typed: str) -> None:
    assert guess(staff, typed) == "pin_form"
    assert guess(staff) == "pin_wrong 4"


def test_only_a_manager_proves_to_be_one_and_a_clerk_loses_no_try(staff: StaffDesk) -> None:
    assert staff.prove_for(Deed.CORRECT, MANAGER, MANAGER_PIN).is_manager
    with pytest.raises(Refused, match="not_a_manager"):
        staff.prove_for(Deed.CORRECT, CLERK, CLERK_PIN)
    with pytest.raises(Refused, match=r"pin_wrong \(left=4\)"):
        staff.prove_for(Deed.CORRECT, MANAGER, CLERK_PIN)
    assert guess(staff) == "pin_wrong 4"


def test_nobody_acts_who_does_not_work_here(staff: StaffDesk) -> None:
    for prove in (staff.prove, partial(staff.prove_for, Deed.CORRECT)):
        with pytest.raises(WrongInput, match="staff_unknown"):
            prove(StaffCode("X99"), CLERK_PIN)


def test_no_error_names_a_pin(staff: StaffDesk) -> None:
    for pin in ("4711", "47115", "4711x"):
        with pytest.raises(CounterError) as told:
            staff.prove(CLERK, pin)
        assert "4711" not in f"{told.value!s}{told.value!r}{told.value.__context__!r}"
