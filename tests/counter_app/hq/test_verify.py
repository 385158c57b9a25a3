"""Verification names what was altered, and says nothing when nothing was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.hq.verify import Report, verify
from tests.counter_app.hq.builders import SmallHq, SmallTill, photo, wire


def report(hq: SmallHq) -> Report:
    return verify(hq.data.store, hq.data.blobs, hq.data.key.public_key())


def faults(hq: SmallHq) -> set[tuple[int, str]]:
    return {(fault.seq, fault.code) for fault in report(hq).faults}


def tamper(hq: SmallHq, statement: str, *values: object) -> None:
    """Change the database as somebody with its file would."""
    with closing(sqlite3.connect(hq.folder / "hq.db")) as base, base:
        assert base.execute(statement, values).rowcount > 0


@pytest.fixture
def kept(hq: SmallHq, till: SmallTill) -> SmallTill:
    """A till whose seven acts came in three batches, the fifth with a file."""
    blob, cipher = photo()
    hq.put(till, blob.sha256, cipher)
    for size, before in ((2, 0), (5, 2), (7, 5)):
        while len(till.acts) < size:
            till.add(blobs={"2.image": blob} if len(till.acts) == 4 else None)
        runs, envelopes = till.envelopes(hq.public, size, "provide")
        hq.take(till, till.body(before, **wire(runs, envelopes)))
    assert hq.size(till) == 7
    assert faults(hq) == set()  # control: before anything is altered
    return till


def test_what_was_taken_proves_itself(hq: SmallHq, kept: SmallTill) -> None:
    [state] = report(hq).tills
    assert (state.till, state.size, state.root) == ("T01", 7, kept.tree.root().hex())


@pytest.mark.parametrize("seq", range(1, 8))
@pytest.mark.parametrize("column", ["header", "content", "commitments"])
def test_an_altered_act_is_named(seq: int, column: str, hq: SmallHq, kept: SmallTill) -> None:
    tamper(
        hq,
        f"UPDATE acts SET {column} = {column} || x'00' WHERE seq = ?",  # noqa: S608 - no outside words
        seq,
    )
    assert faults(hq) == {(seq, "act_altered")}


def test_acts_that_changed_places_are_named(hq: SmallHq, kept: SmallTill) -> None:
    for old, new in ((3, 103), (4, 3), (103, 4)):
        tamper(hq, "UPDATE acts SET seq = ? WHERE seq = ?", new, old)
    assert {(3, "act_altered"), (4, "act_altered")} <= faults(hq)


def test_an_altered_leaf_is_named(hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "UPDATE acts SET leaf = zeroblob(32) WHERE seq = 6")
    assert {(6, "act_altered"), (6, "tree_altered")} <= faults(hq)


@pytest.mark.parametrize("seq", [1, 4, 7])
def test_a_missing_act_is_named(seq: int, hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "DELETE FROM acts WHERE seq = ?", seq)
    assert (seq, "act_missing") in faults(hq)


def test_an_act_that_nobody_signed_is_named(hq: SmallHq, kept: SmallTill) -> None:
    kept.add()
    act = kept.acts[7]
    values = (act.header, act.content, act.commitments, kept.leaf(8))
    tamper(hq, "INSERT INTO acts VALUES ('T01', 8, ?, ?, ?, ?)", *values)
    assert (8, "act_not_signed") in faults(hq)


def test_a_whole_rewrite_from_an_act_on_is_found_by_the_tills_checkpoints(
    hq: SmallHq, kept: SmallTill
) -> None:
    forged = SmallTill()
    for seq in range(1, 8):
        if seq == 4:
            forged.add(parts={"5.billing": {"billing.amount": 1}})
        else:
            forged.keep(kept.acts[seq - 1])
    act = forged.acts[3]
    tamper(
        hq,
        "UPDATE acts SET header = ?, content = ?, commitments = ?, leaf = ? WHERE seq = 4",
        *(act.header, act.content, act.commitments, forged.leaf(4)),
    )
    with closing(sqlite3.connect(hq.folder / "hq.db")) as base, base:
        for level, place in base.execute("SELECT level, place FROM nodes").fetchall():
            base.execute(
                "UPDATE nodes SET hash = ? WHERE level = ? AND place = ?",
                (forged.tree.node(level, place), level, place),
            )
        base.execute("UPDATE heads SET root = ?", (forged.tree.root(),))

    found = faults(hq)

    # The batch of acts 3 to 5 is the first whose checkpoint does not fit; that of 1 and 2 does.
    assert found == {
        (7, "head_altered"),
        (5, "checkpoint_altered"),
        (5, "receipt_altered"),
        (7, "checkpoint_altered"),
        (7, "receipt_altered"),
    }


def test_the_last_acts_cut_off_with_head_and_receipts_leave_a_tree_too_large(
    hq: SmallHq, kept: SmallTill
) -> None:
    tamper(hq, "DELETE FROM acts WHERE seq > 5")
    tamper(hq, "DELETE FROM receipts WHERE size > 5")
    tamper(hq, "UPDATE heads SET size = 5, root = ?", kept.tree.root(5))
    assert {(5, "head_altered"), (7, "tree_altered")} <= faults(hq)


@pytest.mark.parametrize("level", [-1, 1, 2, 99])
def test_altered_nodes_are_found(level: int, hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "UPDATE nodes SET level = ?, place = 9 WHERE level = 1 AND place = 0", level)
    assert "tree_altered" in {code for _seq, code in faults(hq)}


def test_missing_nodes_are_found(hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "DELETE FROM nodes WHERE level = 1 AND place = 0")
    assert faults(hq) == {(7, "tree_incomplete")}


@pytest.mark.parametrize("column", ["checkpoint", "receipt"])
def test_an_altered_head_is_found(column: str, hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, f"UPDATE heads SET {column} = replace({column}, '7', '6')")  # noqa: S608 - no outside words
    assert faults(hq) == {(7, "head_altered")}


def test_a_head_without_any_checkpoint_is_found(hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "UPDATE heads SET checkpoint = '', receipt = ''")
    assert faults(hq) == {(7, "head_altered")}


def test_a_receipt_under_another_batch_is_found(hq: SmallHq, kept: SmallTill) -> None:
    tamper(hq, "UPDATE receipts SET batch = 'other' WHERE size = 5")
    assert faults(hq) == {(5, "receipt_altered")}


def test_another_device_in_the_tills_row_is_found(hq: SmallHq, kept: SmallTill) -> None:
    stranger = SmallTill().key.public_key().public_bytes_raw().hex()
    tamper(hq, "UPDATE tills SET device = ?", stranger)
    assert (0, "certificate_altered") in faults(hq)


def test_files_are_checked_and_named_by_their_act(hq: SmallHq, kept: SmallTill) -> None:
    [path] = [path for path in Path(hq.folder / "blobs").rglob("*") if path.is_file()]
    path.write_bytes(b"other")
    assert faults(hq) == {(5, "blob_altered")}
    path.unlink()
    assert faults(hq) == {(5, "blob_missing")}


def test_deleted_envelopes_and_files_are_no_fault(hq: SmallHq, kept: SmallTill) -> None:
    with hq.data.store.read() as tx:
        names = tx.sealed(kept.code).all_blobs()
    kept.add(Kind.CONSENT_WITHDRAWN, ref=2)
    hq.take(kept, kept.body(before=7, drop_envelopes=[(2, "provide")], drop_blobs=names))
    assert not list(Path(hq.folder / "blobs").rglob(names[0]))
    assert faults(hq) == set()


def test_a_till_with_a_second_device_still_proves_itself(hq: SmallHq, kept: SmallTill) -> None:
    kept.key = SmallTill().key
    hq.enrol(kept)
    kept.add()
    hq.take(kept, kept.body(before=7))
    assert hq.size(kept) == 8
    assert faults(hq) == set()


def test_a_till_that_never_sent_anything_is_no_fault(hq: SmallHq, till: SmallTill) -> None:
    assert report(hq).tills[0].size == 0
    assert faults(hq) == set()
