"""The clock: what makes it wrong, who may say that it is right, and for how long that holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.staff import Role
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.hq_rows import HqState
from counter_app.sync.checkpoint import HQ_NAME, Checkpoint, Receipt, sign_note
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, TILL
from tests.records import SmallRecord, accepted, cheap_hasher, paid

HQ_KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def desk(small: SmallRecord, staff: StaffDesk) -> ClockDesk:
    return ClockDesk(small.record, small.clock, staff)


def with_build_date(small: SmallRecord, built_on: date) -> ClockDesk:
    """The desk of a program that was built on another day."""
    clock = HeldClock(small.clock.now(), built_on)
    return ClockDesk(small.record, clock, StaffDesk(small.record, clock, cheap_hasher()))


def with_receipt(small: SmallRecord, at: datetime, key: Ed25519PrivateKey = HQ_KEY) -> None:
    """HQ received something at this moment."""
    receipt = Receipt(Checkpoint(TILL, 1, bytes(32)), at, "", 0)
    note = sign_note(receipt.text(), HQ_NAME, key)
    public = HQ_KEY.public_key().public_bytes_raw().hex()
    with small.record.write() as tx:
        small.record.hq.put(tx, HqState("http://127.0.0.1", public, "", "", "", 1, note))


def test_a_clock_at_the_last_act_or_after_it_is_right(small: SmallRecord, desk: ClockDesk) -> None:
    now = small.clock.now()

    for later in (timedelta(0), timedelta(milliseconds=1), timedelta(days=400)):
        desk.require_right(now + later)
    for earlier in (timedelta(milliseconds=1), timedelta(days=400)):
        with pytest.raises(Refused, match="clock_backwards"):
            desk.require_right(now - earlier)


def test_the_latest_act_counts_and_not_the_last(small: SmallRecord, desk: ClockDesk) -> None:
    now = small.clock.now()
    small.clock.move(days=-1)

    small.write(paid())  # dated noon
    with small.record.write() as tx:
        before = small.record.acts.latest_moment(tx)
    StaffDesk(small.record, small.clock, cheap_hasher()).add(
        "C02", "見本 次郎", Role.CLERK, "1357", MANAGER
    )

    assert before == small.record.latest_moment() == now
    assert not desk.is_right(small.clock.now())
    small.reopen()
    assert small.record.latest_moment() == now


def test_an_empty_record_knows_no_moment(small: SmallRecord) -> None:
    assert small.record.latest_moment() is None


def test_a_clock_before_the_build_date_is_wrong(small: SmallRecord, staff: StaffDesk) -> None:
    today = date(2026, 11, 22)

    assert with_build_date(small, today).is_right(small.clock.now())
    assert not with_build_date(small, today + timedelta(days=1)).is_right(small.clock.now())


def test_a_clock_before_hqs_last_receipt_is_wrong(small: SmallRecord, desk: ClockDesk) -> None:
    now = small.clock.now()

    with_receipt(small, now + timedelta(hours=1))
    assert not desk.is_right(now)
    assert desk.is_right(now + timedelta(hours=1))
    with_receipt(small, now - timedelta(hours=1))
    assert desk.is_right(now)


def test_two_right_clocks_may_differ_by_seconds(small: SmallRecord, desk: ClockDesk) -> None:
    with_receipt(small, small.clock.now() + timedelta(seconds=30))

    assert desk.is_right(small.clock.now())


def test_a_receipt_that_hq_did_not_sign_is_not_believed(
    small: SmallRecord, desk: ClockDesk
) -> None:
    with_receipt(small, small.clock.now(), Ed25519PrivateKey.generate())

    with pytest.raises(IntegrityFault, match="note_not_signed"):
        desk.is_right(small.clock.now())


def test_a_manager_confirms_a_clock_that_was_set_back_and_it_runs_on(
    small: SmallRecord, desk: ClockDesk
) -> None:
    small.clock.move(days=-1)
    assert not desk.is_right(small.clock.now())

    desk.confirm(MANAGER, MANAGER_PIN)

    assert desk.is_right(small.clock.now())
    with small.record.read() as view:
        *_, last = small.record.acts.acts(view)
    assert (last.header.kind, last.header.staff) == (Kind.CLOCK_CONFIRMED, MANAGER)
    assert last.header.at == small.clock.now()
    assert not desk.is_right(small.clock.now() - timedelta(seconds=1))  # and backs no further


@pytest.mark.parametrize("wrong", ["build date", "receipt"])
def test_against_build_date_and_receipt_a_confirmation_holds_for_its_day(
    small: SmallRecord, staff: StaffDesk, wrong: str
) -> None:
    if wrong == "receipt":
        with_receipt(small, small.clock.now() + timedelta(days=5))
        desk = with_build_date(small, date(2026, 11, 1))
    else:
        desk = with_build_date(small, date(2026, 11, 27))
    now = small.clock.now()
    assert not desk.is_right(now)

    desk.confirm(MANAGER, MANAGER_PIN)

    assert desk.is_right(now)
    assert desk.is_right(now + timedelta(hours=11, minutes=59))  # a minute to midnight
    assert not desk.is_right(now + timedelta(hours=12))
    assert desk.is_right(now + timedelta(days=5))


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [(CLERK, CLERK_PIN, "not_a_manager"), (MANAGER, "0000", "pin_wrong")],
)
def test_nobody_else_confirms_it(
    small: SmallRecord, desk: ClockDesk, code: str, pin: str, told: str
) -> None:
    small.clock.move(days=-1)

    with pytest.raises(Refused, match=told):
        desk.confirm(CLERK if code == CLERK else MANAGER, pin)
    assert not desk.is_right(small.clock.now())


# ---- a clock that jumped ahead


def sure_after(small: SmallRecord, staff: StaffDesk, **on: int) -> bool:
    """Whether a program that starts now would erase by its clock."""
    small.clock.move(**on)
    return ClockDesk(small.record, small.clock, staff).is_sure(small.clock.now())


def test_after_a_silence_that_no_shop_keeps_nothing_is_erased(
    small: SmallRecord, staff: StaffDesk
) -> None:
    assert sure_after(small, staff, days=40)
    assert not sure_after(small, staff, seconds=1)
    small.write(paid())  # dated by the clock of yesterday
    small.clock.move(days=365)
    small.write(accepted(at=small.clock.now()))
    assert not sure_after(small, staff, days=1)  # an act by the clock that jumped proves nothing


def test_a_managers_word_or_hqs_receipt_makes_it_sure(small: SmallRecord, staff: StaffDesk) -> None:
    assert not sure_after(small, staff, days=400)
    desk = ClockDesk(small.record, small.clock, staff)
    with pytest.raises(Refused, match="clock_jumped"):
        desk.require_sure(small.clock.now())

    desk.confirm(MANAGER, MANAGER_PIN)
    desk.require_sure(small.clock.now())
    assert not sure_after(small, staff, days=400)
    with_receipt(small, small.clock.now() - timedelta(days=3))
    assert sure_after(small, staff)
    assert not sure_after(small, staff, days=400)


def test_a_clock_that_was_sure_and_jumps_while_the_program_runs_is_seen(
    small: SmallRecord, desk: ClockDesk
) -> None:
    assert desk.is_sure(small.clock.now())
    small.clock.move(days=4_000)
    assert not desk.is_sure(small.clock.now())
