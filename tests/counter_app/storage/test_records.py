"""The record as a whole: made once, opened with its key, and never in plaintext."""

from __future__ import annotations

import secrets
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.values import TillCode, VisitId
from counter_app.domain.visit import Visit
from counter_app.storage.database import Database
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import BLOBS, LEDGER, VAULT, Record
from tests.records import CLERK, NAME, NOON, T01, SmallRecord, accepted, paid, the_facts


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_record_is_made_once(till: SmallRecord) -> None:
    till.write(paid())
    with pytest.raises(Refused, match="store_exists"):
        Record.create(till.folder, TillKeys.fresh(), T01, the_facts())
    till.reopen()
    assert till.size() == 1


def test_only_the_owner_may_look_into_it(till: SmallRecord) -> None:
    till.write(paid())
    for path in till.folder.iterdir():
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path.name


@pytest.mark.parametrize("which", ["ledger", "vault"])
def test_a_wrong_key_opens_nothing_and_makes_nothing(till: SmallRecord, which: str) -> None:
    till.write(paid())
    till.record.close()
    before = listing(till.folder)
    wrong = replace(till.keys, **{which: secrets.token_bytes(48)})
    with pytest.raises(Refused, match="store_key_wrong"):
        Record(till.folder, wrong, T01, the_facts())
    assert {name: before[name] for name in (LEDGER, VAULT)} == {
        name: data for name, data in listing(till.folder).items() if name in (LEDGER, VAULT)
    }
    till.record = Record(till.folder, till.keys, T01, the_facts())
    assert till.size() == 1


@pytest.mark.parametrize("name", [LEDGER, VAULT])
def test_a_missing_database_is_told_and_not_made(till: SmallRecord, name: str) -> None:
    till.write(paid())
    till.record.close()
    (till.folder / name).rename(till.folder / "aside")
    with pytest.raises(Refused, match="store_missing"):
        Record(till.folder, till.keys, T01, the_facts())
    assert not (till.folder / name).exists()
    (till.folder / "aside").rename(till.folder / name)
    till.record = Record(till.folder, till.keys, T01, the_facts())
    assert till.size() == 1


@pytest.mark.parametrize("name", [LEDGER, VAULT])
def test_an_emptied_database_is_told_and_not_filled(till: SmallRecord, name: str) -> None:
    till.record.close()
    whole = (till.folder / name).read_bytes()
    (till.folder / name).write_bytes(b"")
    with pytest.raises(IntegrityFault, match="store_damaged"):
        Record(till.folder, till.keys, T01, the_facts())
    assert (till.folder / name).read_bytes() == b""
    (till.folder / name).write_bytes(whole)
    till.record = Record(till.folder, till.keys, T01, the_facts())


def test_a_database_without_our_tables_is_not_filled(till: SmallRecord) -> None:
    till.record.close()
    for beside in till.folder.glob("ledger.db*"):
        beside.unlink()
    stranger = Database.create(till.folder / LEDGER, till.keys.ledger)
    with stranger.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    stranger.close()
    with pytest.raises(IntegrityFault, match="store_damaged"):
        Record(till.folder, till.keys, T01, the_facts())


def test_an_act_and_its_lines_are_written_together_or_not(till: SmallRecord) -> None:
    def broken_off() -> None:
        with till.record.write() as tx:
            till.record.write_act(tx, accepted())
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        broken_off()
    assert till.size() == 0
    with till.record.read() as view:
        assert list(till.record.ledger.all(view)) == []


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_name_stands_anywhere_in_clear(till: SmallRecord) -> None:
    forms = [NAME.encode("utf-8"), NAME.encode("utf-16-le"), NAME.encode("utf-16-be")]
    forms += [b"012345678900", NAME.encode("shift_jis"), ascii(NAME)[1:-1].encode("ascii")]
    image = till.record.blobs.keep(NAME.encode("utf-8") * 100, "2.image", VisitId("0" * 32))
    visit = Visit(VisitId("0" * 32), "T01-0001", NOON, CLERK, ending_code=NAME)
    with till.record.write() as tx:
        till.record.drafts.save(tx, visit, NOON)
        till.record.write_act(tx, accepted(blobs={"2.image": image}))

    while_open = every_byte(till.folder)
    till.record.close()
    data = while_open + every_byte(till.folder)
    assert len(data) > 100_000
    assert [form for form in forms if form in data] == []

    # The control: a plain copy beside them is found, in each form.
    for place, form in enumerate(forms):
        (till.folder / f"plain{place}").write_bytes(b"x" + form)
        assert form in every_byte(till.folder)
    till.record = Record(till.folder, till.keys, T01, the_facts())


def test_page_damage_of_either_database_is_found(till: SmallRecord) -> None:
    till.write_many(50)
    assert till.record.page_faults() == []
    till.record.close()
    for name in (LEDGER, VAULT):
        path = till.folder / name
        whole = path.read_bytes()
        data = bytearray(whole)
        data[len(data) - 3_000] ^= 1
        path.write_bytes(data)
        record = Record(till.folder, till.keys, T01, the_facts())
        assert record.page_faults() != []
        record.close()
        path.write_bytes(whole)
    till.record = Record(till.folder, till.keys, T01, the_facts())
    assert till.record.page_faults() == []


def test_files_lie_in_their_folder(till: SmallRecord) -> None:
    name = till.record.blobs.keep(b"x", "2.image", VisitId("0" * 32))
    assert (till.folder / BLOBS / name).is_file()
    assert till.write(paid()).header.kind is Kind.PAID


def test_a_record_of_another_till_is_not_opened(till: SmallRecord) -> None:
    till.write(paid())
    till.record.close()
    with pytest.raises(IntegrityFault, match="store_of_another_till"):
        Record(till.folder, till.keys, TillCode("T02"), the_facts())

    assert till.reopen().till == "T01"
    assert till.size() == 1
