"""The doctor: each check with a PC that is well, and with a fault that was planted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.app import Counter
from counter_app.clock import HeldClock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.incident import Incident
from counter_app.domain.requests import NewRequest, RequestKind
from counter_app.domain.staff import Role
from counter_app.domain.values import StaffCode, TillCode
from counter_app.services.acceptance import ROOM_BEFORE_A_DEAL
from counter_app.services.doctor import Devices, Finding, examine
from counter_app.services.statutes import LawInForce
from counter_app.storage.hq_rows import HqState
from counter_app.sync.enrolment import enrolment_file_bytes
from tests import builders
from tests.counter_app.hq.builders import small_hq
from tests.counter_app.hq.lines import DirectLine
from tests.signed_bundles import know_hq, law_bundle
from tests.ui.counters import AFTERNOON, CLERK_PIN, MANAGER_PIN, open_small_counter

WELL = Devices(lambda: "0", lambda: "PP-OCR", lambda: "FileKeyStore", lambda: "laser")
ORDER = [
    *("record", "law", "clock", "disk", "keys"),
    *("camera", "reader", "tesseract", "printer", "hq", "incidents", "requests"),
]

SHIPPED = LawInForce(1, None, None, ())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_small_counter(tmp_path) as opened:
        yield opened


def found(
    counter: Counter,
    devices: Devices = WELL,
    *,
    free: int = ROOM_BEFORE_A_DEAL,
    clock: HeldClock | None = None,
    in_force: LawInForce | None = None,
) -> dict[str, Finding]:
    """What the doctor finds, by what was looked at."""
    told = examine(
        counter.record,
        clock or counter.clock,
        counter.watch,
        counter.hq,
        devices,
        lambda: free,
        lambda: in_force or SHIPPED,
        counter.incidents.pending,
    )
    return {one.code: one for one in told}


def plant(counter: Counter, statement: str) -> None:
    """Change the database behind the record's back."""
    with counter.record._database.write() as connection:
        connection.exec_driver_sql(statement)


def test_everything_is_looked_at_the_record_first(counter: Counter) -> None:
    assert list(found(counter)) == ORDER


def test_a_sound_record_tells_its_size(counter: Counter) -> None:
    size = counter.hq.state().size

    assert found(counter)["record"] == Finding("record", "well", {"acts": size, "lines": 0})


def test_an_act_that_was_changed_is_a_fault_of_integrity(counter: Counter) -> None:
    plant(counter, "DROP TRIGGER acts_are_not_changed")
    plant(counter, "UPDATE acts SET content = zeroblob(8) WHERE seq = 1")

    record = found(counter)["record"]
    assert record.weight == "integrity"
    assert record.facts["faults"]
    assert counter.watch.latest is not None  # what the check found holds for the whole till
    assert not counter.watch.is_whole


def test_a_clock_that_cannot_be_right_stops_deals(counter: Counter) -> None:
    right = found(counter)["clock"]
    assert (right.weight, right.facts) == ("well", {"day": "2026-11-22"})
    assert isinstance(counter.clock, HeldClock)

    early = HeldClock(AFTERNOON, built_on=date(2026, 11, 23))
    assert found(counter, clock=early)["clock"].weight == "stop"
    counter.clock.move(days=-1)
    back = found(counter)["clock"]
    assert (back.weight, back.facts) == ("stop", {"day": "2026-11-21"})


@pytest.mark.parametrize(
    ("free", "weight"), [(ROOM_BEFORE_A_DEAL, "well"), (ROOM_BEFORE_A_DEAL - 1, "stop")]
)
def test_a_disk_without_room_for_a_deal_stops_deals(
    counter: Counter, free: int, weight: str
) -> None:
    disk = found(counter, free=free)["disk"]

    assert (disk.weight, disk.facts) == (weight, {"free_mib": free // 2**20})


@pytest.mark.parametrize(
    ("device", "code"),
    [
        ("camera", "camera_missing"),
        ("reader", "reader_stopped"),
        ("keys", "key_store_missing"),
        ("printer", "printer_missing"),
    ],
)
def test_a_device_that_does_not_answer_is_noted(counter: Counter, device: str, code: str) -> None:
    def broken() -> str:
        raise NotPossibleNow(code)

    assert found(counter)[device].weight == "well"
    ill = found(counter, replace(WELL, **{device: broken}))[device]
    assert (ill.weight, ill.facts) == ("note", {"error": code})


@pytest.mark.parametrize(("check", "command"), [("tesseract", "tesseract")])
def test_a_program_that_is_not_there_is_noted(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str, command: str
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    assert found(counter)[check] == Finding(check, "note", {"command": command})

    program = programs / command
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o700)
    assert found(counter)[check] == Finding(check, "well", {"command": command})


def test_a_till_that_hq_does_not_know_is_noted(counter: Counter) -> None:
    size = counter.hq.state().size

    hq = found(counter)["hq"]
    assert (hq.weight, hq.facts) == ("note", {"enrolled": False, "acked": 0, "unsent": size})


def test_a_till_that_hq_knows_is_well_until_there_is_an_alarm(
    counter: Counter, tmp_path: Path
) -> None:
    with small_hq(tmp_path / "office") as hq:
        hq.clock.move(seconds=2 * 60 * 60)  # to the till's afternoon

        def line(_state: HqState) -> DirectLine:
            return DirectLine(hq.app, TillCode("T01"), device, counter.clock)

        device: Ed25519PrivateKey = counter.hq._signer.key
        counter.hq._line = line
        file = hq.enrolment.new_code(TillCode("T01"), "http://127.0.0.1:1")
        counter.hq.enrol(enrolment_file_bytes(file))
        counter.hq.sync()
        well = found(counter)["hq"]
        assert (well.weight, well.facts["enrolled"], well.facts["unsent"]) == ("well", True, 0)

        counter.staff.add("C09", "見本 次郎", Role.CLERK, "1357", StaffCode("M01"))
        assert isinstance(counter.clock, HeldClock)
        counter.clock.move(days=1)
        still = found(counter)["hq"]
        assert (still.weight, still.facts["unsent"]) == ("well", 1)
        counter.clock.move(seconds=1)
        late = found(counter)["hq"]
        assert (late.weight, late.facts["waiting_since"]) == ("note", "2026-11-22T05:00:00.000Z")

        counter.clock.move(days=4000)  # the list of HQ's keys runs out long before
        ill = found(counter)["hq"]
    assert (ill.weight, ill.facts["alarm"]) == ("note", "directory_expired")


def test_the_report_names_no_person(counter: Counter) -> None:
    names = [one.name for one in counter.staff.members()]

    told = str(list(found(counter).values()))
    assert [name for name in names if name in told] == []


def test_the_law_tells_its_version_and_what_comes(counter: Counter) -> None:
    assert found(counter)["law"] == Finding("law", "well", {"version": 1, "since": ""})
    newer = LawInForce(2, date(2026, 11, 1), (3, date(2027, 4, 1)), ())
    told = {"version": 2, "since": "2026-11-01", "next": 3, "next_from": "2027-04-01"}
    assert found(counter, in_force=newer)["law"] == Finding("law", "well", told)


def test_a_bundle_that_was_altered_is_a_fault_of_integrity(counter: Counter) -> None:
    know_hq(counter.record)
    counter.bundles.load(law_bundle())
    checks = {one.code: one for one in counter.doctor()}
    assert checks["law"].weight == "well"  # control
    plant(counter, "DROP TRIGGER bundles_are_not_changed")
    plant(counter, "UPDATE bundles SET file = zeroblob(9)")

    checks = {one.code: one for one in counter.doctor()}
    assert checks["law"].weight == "integrity"
    assert checks["law"].facts["faults"] == ["bundle law 2: bundle_not_proved"]


def test_reports_that_are_due_are_told_every_morning(counter: Counter) -> None:
    assert found(counter)["incidents"] == Finding("incidents", "well", {"open": 0, "overdue": 0})
    told = Incident(AFTERNOON, ("special_care",), "書類を置き忘れた")
    counter.incidents.note(told, StaffCode("M01"), MANAGER_PIN)
    counter.incidents.note(
        replace(told, cases=("none",), told_on=AFTERNOON.date()), StaffCode("M01"), MANAGER_PIN
    )

    facts = {"open": 1, "overdue": 0, "next": "2026-11-22"}
    assert found(counter)["incidents"] == Finding("incidents", "note", facts)
    later = HeldClock(AFTERNOON + timedelta(days=5))  # the sixth day
    assert found(counter, clock=later)["incidents"].facts["overdue"] == 2


def test_an_overdue_request_is_to_be_looked_at(counter: Counter) -> None:
    told = NewRequest(RequestKind.QUESTION, "いつ入金されますか")
    counter.requests.take(told, builders.CLERK, CLERK_PIN)
    well = found(counter)["requests"]
    assert (well.weight, well.facts) == ("well", {"waiting": 1, "overdue": 0})
    late = HeldClock(counter.clock.now() + timedelta(days=15))
    note = found(counter, clock=late)["requests"]
    assert (note.weight, note.facts) == ("note", {"waiting": 1, "overdue": 1})
