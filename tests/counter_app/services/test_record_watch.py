"""The watch over the record: what it finds, what it locks, and what only HQ can tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.app import Counter
from counter_app.domain.errors import CounterError, IntegrityFault, Refused
from counter_app.domain.loss import Harm
from counter_app.domain.values import StaffCode, TillCode
from counter_app.domain.visit import Step, Visit
from counter_app.services.bundles import BundleDesk
from counter_app.services.hq_link import HqDesk
from counter_app.services.record_watch import RecordWatch
from counter_app.storage.hq_rows import HqState
from counter_app.storage.records import LEDGER, VAULT
from counter_app.sync.enrolment import enrolment_file_bytes
from counter_app.sync.outbox import TillSigner
from tests.counter_app.hq.builders import SmallHq, small_hq
from tests.counter_app.hq.lines import DirectLine
from tests.records import T01, SmallRecord, accepted, paid, small_record, the_facts
from tests.ui.counters import CLERK, CLERK_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at


def watch_over(till: SmallRecord, hq: SmallHq | None = None) -> tuple[RecordWatch, HqDesk]:
    """A watch over a small record, with a line to an HQ or to none."""
    signer = TillSigner(T01, till.device)

    def line(_state: HqState) -> DirectLine:
        assert hq is not None
        return DirectLine(hq.app, T01, till.device, till.clock)

    bundles = BundleDesk(till.record, till.clock, {})
    desk = HqDesk(till.record, till.clock, signer, the_facts(), line, bundles)
    return RecordWatch(till.record, till.clock, desk), desk


@pytest.fixture
def till(tmp_path: Path) -> Iterator[SmallRecord]:
    with small_record(tmp_path / "till") as made:
        made.write(accepted(lines=2))
        made.write(paid())
        yield made


def test_a_whole_record_is_said_to_be_whole(till: SmallRecord) -> None:
    watch, _ = watch_over(till)
    assert watch.latest is None
    check = watch.check("start")

    assert (check.whole, check.by, check.acts, check.lines) == (True, "start", 2, 2)
    assert (check.faults, check.damaged) == ((), ())
    with till.record.read() as view:
        assert check.root == till.record.acts.root(view)
    assert watch.is_whole
    watch.require_whole()


def test_a_damaged_line_is_named_and_locks(till: SmallRecord) -> None:
    till.tamper("DELETE FROM ledger_lines WHERE running = 2")
    watch, _ = watch_over(till)
    assert watch.is_whole  # nobody has looked yet

    check = watch.check("demand")

    assert [(one.running, one.harm) for one in check.damaged] == [(2, Harm.MISSING)]
    assert check.faults == ("ledger line 2: missing",)  # said once
    with pytest.raises(IntegrityFault, match="record_damaged"):
        watch.require_whole()


def test_damage_keeps_the_moment_at_which_it_was_found(till: SmallRecord) -> None:
    till.tamper("DELETE FROM ledger_lines WHERE running = 2")
    watch, _ = watch_over(till)
    found = watch.check("start")
    till.clock.move(days=1)

    again = watch.check("demand")

    assert (again.at, again.by) == (found.at, "start")
    till.tamper("DELETE FROM ledger_lines")  # the record of the watch above is closed by now
    anew, _ = watch_over(till)
    assert (anew.check("demand").at, anew.check("demand").by) == (till.clock.now(), "demand")


def test_a_key_that_is_gone_makes_its_line_damaged(till: SmallRecord) -> None:
    with till.record.read() as view:
        number = view.connection.exec_driver_sql(
            "SELECT key_no FROM act_keys WHERE seq = 1 AND part = '1.identity'"
        ).scalar()
    till.record._vault.erase([int(number or 0)])
    watch, _ = watch_over(till)

    assert {one.running for one in watch.check("start").damaged} == {1, 2}


def test_a_damaged_page_is_a_finding_and_no_crash(tmp_path: Path) -> None:
    with small_record(tmp_path / "till") as till:
        till.write_many(60)
        till.write(accepted())
        till.record.close()
        path = till.folder / LEDGER
        data = bytearray(path.read_bytes())
        for place in range(len(data) - 4096 * 3, len(data), 4096):
            data[place + 100] ^= 1
        path.write_bytes(data)
        till.reopen()
        watch, _ = watch_over(till)

        check = watch.check("start")

    assert any("store_damaged" in fault for fault in check.faults)
    assert not check.whole


def copied(source: Path, target: Path) -> None:
    """Every file of a record as it stands; both databases are closed."""
    for name in (LEDGER, VAULT):
        for path in source.glob(f"{name}*"):
            shutil.copy(path, target / path.name)


def test_an_old_copy_put_back_is_found_at_the_next_contact_with_hq(tmp_path: Path) -> None:
    with small_hq(tmp_path / "office") as hq, small_record(tmp_path / "till") as till:
        _, desk = watch_over(till, hq)
        file = hq.enrolment.new_code(TillCode("T01"), "http://127.0.0.1:1")
        desk.enrol(enrolment_file_bytes(file))
        till.write(accepted())
        desk.sync()
        till.record.close()
        old = tmp_path / "old"
        old.mkdir()
        copied(till.folder, old)
        till.reopen()
        till.write(accepted(name="見本 次郎"))
        _, desk = watch_over(till, hq)
        desk.sync()
        till.record.close()
        for path in till.folder.glob("*.db*"):
            path.unlink()
        copied(old, till.folder)
        till.reopen()
        watch, desk = watch_over(till, hq)

        assert watch.check("start").whole  # the till alone cannot see it: this is the limit
        with pytest.raises(IntegrityFault, match="log_forked"):
            desk.sync()

        assert not watch.is_whole
        assert watch.check("demand").faults == ("HQ's receipt: log_forked",)
        with pytest.raises(IntegrityFault, match="record_damaged"):
            watch.require_whole()


def test_a_sync_that_agrees_locks_nothing(tmp_path: Path) -> None:
    with small_hq(tmp_path / "office") as hq, small_record(tmp_path / "till") as till:
        watch, desk = watch_over(till, hq)
        file = hq.enrolment.new_code(TillCode("T01"), "http://127.0.0.1:1")
        desk.enrol(enrolment_file_bytes(file))
        till.write(accepted())
        desk.sync()

        assert watch.check("start").whole
        assert watch.is_whole


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_small_counter(tmp_path) as opened:
        yield opened


def accept(counter: Counter, visit: Visit) -> Visit:
    return counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN)


def test_nothing_is_accepted_while_the_record_is_damaged(counter: Counter) -> None:
    accept(counter, visit_at(counter, Step.PAYOUT))
    visit = visit_at(counter, Step.PAYOUT)
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("UPDATE ledger_lines SET day = '2026-11-21'")
    counter.watch.check("demand")
    before = counter.hq.state().size

    with pytest.raises(IntegrityFault, match="record_damaged"):
        accept(counter, visit)

    assert counter.hq.state().size == before
    assert counter.visits.get(visit.visit_id) == visit  # nothing of the visit is lost


def test_a_visit_goes_on_once_the_record_is_whole_again(counter: Counter) -> None:
    accept(counter, visit_at(counter, Step.PAYOUT))
    visit = visit_at(counter, Step.PAYOUT)
    for day in ("2026-11-21", "2026-11-22"):
        with counter.record._database.write() as connection:
            connection.exec_driver_sql(f"UPDATE ledger_lines SET day = '{day}'")  # noqa: S608 - tampering on purpose
        counter.watch.check("demand")

    assert accept(counter, visit).acceptance is not None


def test_a_wrong_pin_is_told_before_the_damage(counter: Counter) -> None:
    visit = visit_at(counter, Step.PAYOUT)
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("UPDATE counters SET value = 9 WHERE name = 'ledger_lines'")
        connection.exec_driver_sql("UPDATE staff SET name = 'x'")
    counter.watch.check("demand")

    with pytest.raises(CounterError) as told:
        counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), "0000")
    assert isinstance(told.value, Refused)
    assert told.value.code == "pin_wrong"
