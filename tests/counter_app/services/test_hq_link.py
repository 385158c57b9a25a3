"""The line to HQ as people see it: only what a proved receipt says counts as received."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused, WrongInput
from counter_app.law.tables import load_tables
from counter_app.services.bundles import BundleDesk
from counter_app.services.hq_link import HqDesk
from counter_app.services.statutes import law_topic
from counter_app.storage.hq_rows import HqState
from counter_app.sync.bundle import LAW
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.client import HqLine, HttpHqLine
from counter_app.sync.directory import Directory
from counter_app.sync.enrolment import enrolment_file_bytes
from counter_app.sync.outbox import TillSigner
from tests.builders import RESOURCES
from tests.counter_app.hq.builders import SmallHq, small_hq
from tests.counter_app.hq.lines import DirectLine, Fault
from tests.records import NOON, T01, SmallRecord, paid, small_record, the_facts

TABLES = load_tables(RESOURCES / "law")


@dataclass(repr=False)
class Office:
    """A till's desk and its HQ; each sync takes the next script of faults."""

    till: SmallRecord
    hq: SmallHq
    scripts: list[list[Fault]] = field(default_factory=list)
    lines: list[DirectLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        signer = TillSigner(T01, self.till.device)
        record, clock = self.till.record, self.till.clock
        self.bundles = BundleDesk(record, clock, {LAW: law_topic(TABLES, the_facts())})
        self.desk = HqDesk(record, clock, signer, the_facts(), self.line, self.bundles)

    def line(self, state: HqState) -> HqLine:
        """A fresh line; the address is checked as a real line checks it."""
        HttpHqLine(state.url, T01, self.till.device, self.till.clock).close()
        script = self.scripts.pop(0) if self.scripts else []
        made = DirectLine(self.hq.app, T01, self.till.device, self.till.clock, script)
        self.lines.append(made)
        return made

    def file(self, **changes: object) -> bytes:
        """An enrolment file of HQ, any field of it put in another way."""
        file = self.hq.enrolment.new_code(T01, "http://127.0.0.1:1")
        return enrolment_file_bytes(msgspec.structs.replace(file, **changes))

    def enrolled(self) -> None:
        """Enrol and bring what is there."""
        self.desk.enrol(self.file())
        self.desk.sync()

    def change(self, **changes: object) -> None:
        """Put a field of the stored state in another way."""
        with self.till.record.write() as tx:
            state = self.till.record.hq.state(tx)
            assert state is not None
            self.till.record.hq.put(tx, replace(state, **changes))  # type: ignore[arg-type]  # by its name


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with small_hq(tmp_path) as hq, small_record(tmp_path / "till") as till:
        yield Office(till, hq)


def test_before_enrolment_everything_waits(office: Office) -> None:
    office.till.write_many(2)
    state = office.desk.state()
    assert (state.enrolled, state.acked, state.size, state.unsent) == (False, 0, 2, 2)
    assert (state.receipt_at, state.oldest_unsent_at, state.alarm) == (None, NOON, "")
    with pytest.raises(Refused, match="hq_not_known"):
        office.desk.sync()
    assert office.lines == []


def test_a_till_is_enrolled_and_brings_its_acts(office: Office) -> None:
    office.till.write_many(2)
    office.desk.enrol(office.file())
    assert not office.desk.state().enrolled  # until HQ has certified it

    result = office.desk.sync()

    with office.till.record.read() as view:
        root = office.till.record.acts.root(view)
    assert (result.receipt_seq, result.tree_size, result.sent) == (2, 2, 2)
    assert result.root == root.hex()
    state = office.desk.state()
    assert (state.enrolled, state.acked, state.unsent, state.alarm) == (True, 2, 0, "")
    assert (state.receipt_at, state.oldest_unsent_at) == (NOON, None)


def test_what_is_written_later_waits_with_its_age(office: Office) -> None:
    office.till.write(paid())
    office.enrolled()
    later = replace(paid(), at=NOON.replace(hour=5))
    office.till.write(later)
    office.till.write(replace(paid(), at=NOON.replace(hour=6)))
    state = office.desk.state()
    assert (state.acked, state.size, state.unsent) == (1, 3, 2)
    assert state.oldest_unsent_at == NOON.replace(hour=5)


def test_an_unreachable_hq_is_no_alarm_and_loses_nothing(office: Office) -> None:
    office.desk.enrol(office.file())
    office.till.write(paid())
    office.scripts = [["lost request"], ["well", "lost reply"]]
    for _try in range(2):
        with pytest.raises(NotPossibleNow, match="hq_unreachable"):
            office.desk.sync()
        assert (office.desk.state().acked, office.desk.state().alarm) == (0, "")
    assert office.desk.sync().receipt_seq == 1


def test_a_refusal_and_a_fork_stay_an_alarm_until_a_sync_succeeds(office: Office) -> None:
    office.enrolled()
    office.hq.enrolment.revoke(T01)
    office.till.write(paid())
    with pytest.raises(Refused, match="hq_refused"):
        office.desk.sync()
    assert office.desk.state().alarm == "hq_refused"
    office.enrolled()
    assert office.desk.state().alarm == ""


@pytest.mark.parametrize("receipt", ["", "nonsense\n\n— hq AAAA\n"], ids=["none", "not HQ's"])
def test_only_a_proved_receipt_counts(office: Office, receipt: str) -> None:
    office.till.write_many(2)
    office.enrolled()
    office.change(receipt=receipt, acked=2)
    state = office.desk.state()
    assert (state.acked, state.unsent, state.receipt_at) == (0, 2, None)
    assert state.alarm == ("note_not_signed" if receipt else "")


def test_a_receipt_over_another_log_is_an_alarm(office: Office, tmp_path: Path) -> None:
    office.till.write_many(2)
    office.enrolled()
    with office.till.record.read() as view:
        known = office.till.record.hq.state(view)
    assert known is not None
    with small_record(tmp_path / "other") as other:
        twin = Office(other, office.hq)
        for acts in (1, 1):  # shorter than the receipt's size, then as long but of other acts
            other.write_many(acts)
            with other.record.write() as tx:
                other.record.hq.put(tx, known)
            assert (twin.desk.state().alarm, twin.desk.state().acked) == ("log_forked", 0)


def test_an_expired_directory_and_a_missing_key_are_alarms(office: Office) -> None:
    office.till.write(paid())
    office.enrolled()
    office.till.clock.move(days=91)
    assert office.desk.state().alarm == "directory_expired"

    empty = Directory(1, NOON.date(), {"fraud": bytes(1_216)})
    office.change(directory=sign_note(empty.text(), HQ_NAME, office.hq.data.key))
    office.till.write(paid())
    office.scripts = [["lost request", "lost request"]]
    with pytest.raises(NotPossibleNow):
        office.desk.sync()
    assert office.desk.state().alarm == "role_key_missing"


def test_a_file_of_another_till_or_form_or_time_is_not_taken(office: Office) -> None:
    with pytest.raises(WrongInput, match="enrolment_of_another_till"):
        office.desk.enrol(office.file(till="T02"))
    for spoilt in (b"{}", b"\xff", office.file(expires="tomorrow"), office.file(directory="x")):
        with pytest.raises(WrongInput, match="enrolment_file_form"):
            office.desk.enrol(spoilt)
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with pytest.raises(WrongInput, match="enrolment_file_form"):
        office.desk.enrol(office.file(hq_key=stranger))
    with pytest.raises(Refused, match="hq_not_encrypted"):
        office.desk.enrol(office.file(url="http://hq.example"))
    late = office.file()
    office.till.clock.move(seconds=15 * 60 + 1)
    with pytest.raises(Refused, match="enrolment_expired"):
        office.desk.enrol(late)
    with office.till.record.read() as view:
        assert office.till.record.hq.state(view) is None


def test_a_code_that_hq_does_not_take_is_told(office: Office) -> None:
    office.desk.enrol(office.file(code="A" * 24))
    with pytest.raises(Refused, match="enrolment_code_refused"):
        office.desk.sync()
    assert office.desk.state().alarm == "enrolment_code_refused"
    office.desk.enrol(office.file())
    assert office.desk.state().alarm == ""
    office.desk.sync()
    assert office.desk.state().enrolled


def test_a_new_enrolment_at_the_same_hq_keeps_what_was_proved(office: Office) -> None:
    office.till.write_many(2)
    office.enrolled()
    office.desk.enrol(office.file())
    assert office.desk.state().acked == 2
    assert office.desk.sync().sent == 0


def test_at_another_hq_nothing_counts_as_received(office: Office, tmp_path: Path) -> None:
    office.till.write_many(2)
    office.enrolled()
    with small_hq(tmp_path / "new") as hq:
        office.hq = hq
        office.desk.enrol(office.file())
        assert (office.desk.state().acked, office.desk.state().receipt_at) == (0, None)
        assert office.desk.sync().sent == 2


def test_a_fault_of_integrity_is_raised_and_kept(office: Office) -> None:
    office.desk.enrol(office.file())
    other = TillSigner(T01, Ed25519PrivateKey.generate())
    record, clock = office.till.record, office.till.clock
    desk = HqDesk(record, clock, other, the_facts(), office.line, office.bundles)
    with pytest.raises(IntegrityFault, match="certificate_of_another"):
        desk.sync()
    assert desk.state().alarm == "certificate_of_another"


def test_taking_a_file_sends_nothing(office: Office) -> None:
    office.desk.enrol(office.file())
    assert [line.asked for line in office.lines] == [[]]


def test_waits_between_tries_grow_and_end_at_ten_minutes(office: Office) -> None:
    assert all(0 <= office.desk.wait_after(0) <= 1 for _try in range(20))
    assert all(0 <= office.desk.wait_after(50) <= 600 for _try in range(20))
    assert max(office.desk.wait_after(50) for _try in range(50)) > 60
