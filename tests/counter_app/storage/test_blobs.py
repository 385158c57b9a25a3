"""Sealed files: each under a key of its own, whole or not there, and closed once HQ has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused
from counter_app.domain.values import VisitId
from counter_app.storage import blobs as blobs_module
from tests.records import SmallRecord, accepted

VISIT = VisitId("0" * 32)
PLAIN = b"no picture, but bytes"


def files(till: SmallRecord) -> set[str]:
    return {path.name for path in (till.folder / "blobs").iterdir()}


def key_of(till: SmallRecord, name: str) -> int:
    with till.record.read() as view:
        query = f"SELECT key_no FROM blobs WHERE sha256 = '{name}'"  # noqa: S608 - the test's own
        return int(view.connection.exec_driver_sql(query).scalar() or 0)


def test_a_file_is_kept_sealed_and_opened(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    other = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    assert name != other  # the same picture under two keys
    assert files(till) == {name, other}
    assert PLAIN not in till.record.blobs.cipher(name)
    assert till.record.blobs.open(name) == till.record.blobs.open(other) == PLAIN


def test_a_crash_between_key_and_file_wastes_a_number_and_uses_none_twice(
    till: SmallRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_path: Path, _data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(blobs_module, "write_file", killed)
        with pytest.raises(KeyboardInterrupt):
            till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.reopen()
    assert files(till) == set()
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    assert key_of(till, name) == 2  # the first number was drawn, and is never drawn again


def test_a_full_disk_keeps_nothing(till: SmallRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise NotPossibleNow("disk_full")

    monkeypatch.setattr(blobs_module, "write_file", full)
    with pytest.raises(NotPossibleNow, match="disk_full"):
        till.record.blobs.keep(PLAIN, "2.image", VISIT)
    assert files(till) == set()
    with till.record.read() as view:
        assert view.connection.exec_driver_sql("SELECT count(*) FROM blobs").scalar() == 0


def test_a_damaged_or_missing_file_is_told(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    path = till.record.blobs.path(name)
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)
    with pytest.raises(IntegrityFault, match="blob_damaged"):
        till.record.blobs.open(name)
    path.unlink()
    with pytest.raises(IntegrityFault, match="blob_missing"):
        till.record.blobs.cipher(name)
    for gone in (name, "f" * 64):
        with pytest.raises(Refused, match="image_not_here"):
            till.record.blobs.open(gone)


def test_a_file_of_one_part_is_not_taken_for_another(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.tamper("UPDATE blobs SET part = '6.photos'")
    with pytest.raises(IntegrityFault, match="blob_damaged"):
        till.record.blobs.open(name)


def test_an_ended_visit_leaves_nothing_of_its_files(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    kept = till.record.blobs.keep(PLAIN, "2.image", VisitId("1" * 32))
    number = key_of(till, name)
    with till.record.write() as tx:
        names = till.record.blobs.forget(tx, VISIT)
    till.record.blobs.remove_files(names)
    till.record.blobs.remove_files(names)  # again changes nothing
    assert names == [name]
    assert files(till) == {kept}
    assert till.record._vault.keys({number: bytes(16)}) == {}
    assert till.record.blobs.open(kept) == PLAIN


def test_a_file_in_an_act_outlives_its_visit(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.write(accepted(blobs={"2.image": name}))
    with till.record.write() as tx:
        assert till.record.blobs.forget(tx, VISIT) == []
        assert till.record.blobs.not_at_hq(tx) == [name]
    assert till.record.blobs.open(name) == PLAIN


def test_the_act_commits_to_file_and_key(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    stored = till.write(accepted(blobs={"2.image": name}))
    [part] = [part for part in stored.header.parts if part.blob]
    assert (part.name, part.blob) == ("2.image", name)
    assert part.size == len(till.record.blobs.cipher(name))
    with till.record.read() as view:
        assert "2.image" in till.record.acts.keys(view, stored.header.seq)


def test_what_hq_has_only_hq_opens(till: SmallRecord) -> None:
    sent = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.write(accepted(blobs={"2.image": sent}))
    later = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.write(accepted(blobs={"2.image": later}))
    loose = till.record.blobs.keep(PLAIN, "2.image", VISIT)

    assert till.record.blobs.settle(0) == []
    assert till.record.blobs.settle(1) == [sent]
    assert till.record.blobs.settle(1) == []

    with pytest.raises(Refused, match="image_not_here"):
        till.record.blobs.open(sent)
    assert till.record.blobs.cipher(sent)  # the file stays: should HQ lose it, it is brought again
    assert till.record.blobs.open(later) == till.record.blobs.open(loose) == PLAIN
    with till.record.read() as view:
        assert till.record.blobs.not_at_hq(view) == [later]


def test_a_file_whose_envelopes_are_owed_keeps_its_key(till: SmallRecord) -> None:
    name = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    till.write(accepted(blobs={"2.image": name}))
    with till.record.write() as tx:
        till.record.hq.owe(tx, 1, ["provide"])
    assert till.record.blobs.settle(1) == []
    assert till.record.blobs.open(name) == PLAIN


def test_files_that_no_row_names_are_swept(till: SmallRecord) -> None:
    kept = till.record.blobs.keep(PLAIN, "2.image", VISIT)
    folder = till.folder / "blobs"
    for name in ("f" * 64, f".{'f' * 64}.0badcafe"):  # whole, and half-written
        (folder / name).write_bytes(b"sealed")
    half_written = folder / f".{kept}.0badcafe"  # somebody is writing it just now
    half_written.write_bytes(b"sea")
    assert till.record.blobs.sweep() == 2
    assert files(till) == {kept, half_written.name}
    assert till.record.blobs.sweep() == 0
    assert till.record.blobs.open(kept) == PLAIN


def test_what_another_program_keeps_meanwhile_is_not_swept(
    till: SmallRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs, kept = till.record.blobs, list[str]()
    read = blobs._database.read

    @contextmanager
    def kept_behind() -> Iterator[Connection]:
        with read() as connection:
            yield connection
        kept.append(blobs.keep(PLAIN, "2.image", VISIT))

    monkeypatch.setattr(blobs._database, "read", kept_behind)
    assert blobs.sweep() == 0
    monkeypatch.undo()
    assert files(till) == set(kept)
    assert len(kept) == 1
