"""Bundles that come with the sync: in order, proved, and never in the way of the acts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from counter_app.cli.__main__ import main
from counter_app.hq.bundles import publish_bundle
from counter_app.sync.bundle import LAW, Bundle, sign_bundle
from tests.counter_app.hq.builders import ask, small_hq
from tests.counter_app.hq.processes import run, served
from tests.counter_app.services.test_hq_link import Office
from tests.records import paid, small_record
from tests.signed_bundles import STRANGER, law_payload
from tests.ui.counters import open_small_counter

SPRING, SUMMER = date(2027, 4, 1), date(2027, 7, 1)
NOW = "2026-11-22T14:00:00+09:00"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with small_hq(tmp_path) as hq, small_record(tmp_path / "till") as till:
        made = Office(till, hq)
        made.enrolled()
        yield made


def publish(office: Office, tmp_path: Path, threshold: int, day: date = SPRING) -> int:
    """HQ signs other tables; their version."""
    data, payload = office.hq.data, law_payload(threshold)
    return publish_bundle(data.store, data.key, tmp_path / "b", LAW, payload, day).version


def put_at_hq(office: Office, version: int, file: bytes) -> None:
    """Another file in HQ's table than the one that HQ signed."""
    with office.hq.data.store.write() as tx:
        tx.desk.add_bundle(LAW, version, file)


def versions(office: Office) -> list[int]:
    with office.till.record.read() as view:
        return [row.version for row in office.till.record.bundles.all(view)]


def test_every_newer_bundle_comes_with_the_next_sync(office: Office, tmp_path: Path) -> None:
    assert office.desk.sync().bundles == ()  # control: nothing was signed yet
    first, second = publish(office, tmp_path, 5_000), publish(office, tmp_path, 7_000, SUMMER)

    result = office.desk.sync()

    assert [(one.version, one.valid_from) for one in result.bundles] == [
        (first, SPRING),
        (second, SUMMER),
    ]
    assert office.bundles.version_on(LAW, SPRING) == first
    assert office.bundles.version_on(LAW, SUMMER) == second
    assert office.desk.sync().bundles == ()  # each comes once
    asked = [one for one in office.lines[-1].asked if "bundles" in one]
    assert asked == [f"GET /v1/bundles/law/{second}"]


@pytest.mark.parametrize("harm", ["stranger", "altered", "cut"])
def test_what_does_not_prove_itself_is_refused_and_told_and_the_acts_are_sent(
    office: Office, harm: str
) -> None:
    bundle = Bundle(LAW, 2, SPRING, law_payload(5_000))
    whole = sign_bundle(bundle, office.hq.data.key)
    files = {
        "stranger": sign_bundle(bundle, STRANGER),
        "altered": whole.replace(b"from_yen = 5000", b"from_yen = 9000"),
        "cut": whole[:-1],
    }
    assert files[harm] != whole
    put_at_hq(office, 2, files[harm])
    office.till.write(paid())

    result = office.desk.sync()

    assert (result.sent, result.receipt_seq, office.desk.state().unsent) == (1, 1, 0)
    assert (result.bundles, result.bundle_fault) == ((), "bundle_not_proved")
    assert office.desk.state().alarm == "bundle_not_proved"
    assert not office.desk.state().contradicted  # it says nothing against the record
    assert versions(office) == []


def test_the_same_file_unharmed_is_taken(office: Office) -> None:
    bundle = Bundle(LAW, 2, SPRING, law_payload(5_000))
    put_at_hq(office, 2, sign_bundle(bundle, office.hq.data.key))
    assert [one.version for one in office.desk.sync().bundles] == [2]
    assert office.desk.state().alarm == ""


def test_a_bundle_for_another_program_does_not_hide_the_next(
    office: Office, tmp_path: Path
) -> None:
    unusable = Bundle(LAW, 2, SPRING, b'{"strange.toml":""}')
    put_at_hq(office, 2, sign_bundle(unusable, office.hq.data.key))
    newer = publish(office, tmp_path, 5_000)

    result = office.desk.sync()

    assert [one.version for one in result.bundles] == [newer]
    assert result.bundle_fault == "bundle_payload"


def test_an_old_bundle_under_a_new_number_ends_the_asking(office: Office, tmp_path: Path) -> None:
    publish(office, tmp_path, 5_000)
    office.desk.sync()
    with office.hq.data.store.read() as tx:
        old = tx.desk.bundle_above(LAW, 1)
    assert old is not None
    put_at_hq(office, 9, old)
    assert office.desk.sync().bundle_fault == "bundle_not_newer"
    assert versions(office) == [2]


def test_a_line_that_breaks_off_at_the_bundles_breaks_no_sync(
    office: Office, tmp_path: Path
) -> None:
    publish(office, tmp_path, 5_000)
    office.till.write(paid())
    office.scripts = [["well", "lost reply"]]  # the batch, then the bundle
    result = office.desk.sync()
    assert (result.sent, result.bundles, result.bundle_fault) == (1, (), "")
    assert [one.version for one in office.desk.sync().bundles] == [2]


def test_hq_gives_bundles_to_enrolled_tills_only(office: Office, tmp_path: Path) -> None:
    publish(office, tmp_path, 5_000)
    reply = ask(office.hq.app, "GET", "/v1/bundles/law/1")
    assert (reply.status, reply.code) == (403, "request_not_signed")


def test_over_a_loopback_line_with_the_shells_own_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hq, place = tmp_path / "hq", ["--data", str(tmp_path / "till"), "--json", "--now", NOW]
    place += ["--key-file", str(tmp_path / "till.key")]
    with open_small_counter(tmp_path):
        pass

    def ctl(*words: object, code: int = 0) -> dict[str, object]:
        assert main([*(str(word) for word in words), *place]) == code
        told: dict[str, object] = json.loads(capsys.readouterr().out)
        return told

    law, out = tmp_path / "law.json", tmp_path / "law.bundle"
    law.write_bytes(law_payload(5_000))
    for words in (("init",), ("roles",), ("bundle", "sign", "law", law, "-o", out)):
        assert run("--data", hq, *words, "--now", NOW).returncode == 0
    with served(hq, tmp_path / "hq.log", "--now", NOW) as server:
        code = ("enrol-code", "--till", "T01", "--url", server.url, "-o", tmp_path / "t.enrol")
        assert run("--data", hq, *code, "--now", NOW).returncode == 0
        ctl("enrol", tmp_path / "t.enrol")
        told = ctl("sync", "once")
        assert told["bundles"] == [{"topic": "law", "version": 2, "valid_from": "2026-11-22"}]
        assert ctl("sync", "once")["bundles"] == []
        with closing(sqlite3.connect(hq / "hq.db")) as base, base:  # behind HQ's back
            base.execute(
                "INSERT INTO bundles (topic, version, file)"
                " SELECT topic, 3, CAST(replace(file, '5000', '9999') AS BLOB) FROM bundles"
            )
        told = ctl("sync", "once", code=4)
        assert (told["bundle_fault"], told["unsent"]) == ("bundle_not_proved", 0)
        assert ctl("doctor", code=0)["checks"]  # what was refused is not here
        assert server.stop() == 0
