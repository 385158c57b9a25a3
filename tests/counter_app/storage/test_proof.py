"""Whatever is changed below the program is found: each kind of change is planted and told apart."""

from __future__ import annotations

import pytest

from counter_app.domain.values import TillCode
from counter_app.storage.ledger_lines import lines_of
from counter_app.storage.proof import prove, rebuild_faults
from tests.records import SmallRecord, accepted, everything, paid


@pytest.fixture
def full(till: SmallRecord) -> SmallRecord:
    """Six acts with four ledger lines."""
    till.write(everything(bases=frozenset({"notice"})))
    till.write(accepted(lines=2))
    till.write(paid())
    till.write(accepted())
    till.write(accepted())
    till.write(paid())
    return till


def test_an_untouched_record_proves_itself(full: SmallRecord) -> None:
    proof = prove(full.record)
    assert proof.holds
    assert (proof.acts, proof.lines, proof.faults) == (6, 4, ())
    with full.record.read() as view:
        assert proof.root == full.record.acts.root(view)
    assert rebuild_faults(full.record) == []
    assert full.record.page_faults() == []


def test_an_empty_record_proves_itself(till: SmallRecord) -> None:
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []


def flip(column: str, table: str, where: str, place: int) -> str:
    """SQL that flips the lowest bit of one byte, counted from 1."""
    byte = f"substr({column}, {place}, 1)"
    bits = "0123456789ABCDEF"
    low = f"substr(hex({byte}), 2, 1)"
    turned = f"substr('1032547698BADCFE', instr('{bits}', {low}), 1)"
    new = f"unhex(substr(hex({byte}), 1, 1) || {turned})"
    whole = f"substr({column}, 1, {place - 1}) || {new} || substr({column}, {place + 1})"
    return f"UPDATE {table} SET {column} = CAST({whole} AS BLOB) WHERE {where}"  # noqa: S608 - tampering on purpose


@pytest.mark.parametrize("column", ["header", "content", "commitments", "leaf"])
@pytest.mark.parametrize("seq", [1, 3, 6])
@pytest.mark.parametrize("place", [1, 30])
def test_a_flipped_byte_of_an_act_is_found(
    full: SmallRecord, column: str, seq: int, place: int
) -> None:
    full.tamper(flip(column, "acts", f"seq = {seq}", place))
    proof = prove(full.record)
    assert not proof.holds
    assert proof.faults[0].startswith(f"act {seq}: ")


NODES = [(0, place) for place in range(6)] + [(1, 0), (1, 1), (1, 2), (2, 0)]


@pytest.mark.parametrize(("level", "place"), NODES)
def test_a_flipped_byte_of_the_tree_is_found(full: SmallRecord, level: int, place: int) -> None:
    full.tamper(flip("hash", "tree", f"level = {level} AND place = {place}", 5))
    assert prove(full.record).faults == ("tree: a node is altered",)


def test_a_missing_node_is_found(full: SmallRecord) -> None:
    full.tamper("DELETE FROM tree WHERE level = 1 AND place = 0")
    assert prove(full.record).faults == ("tree: a node is missing",)


def drop(seq: int) -> list[str]:
    """SQL that removes an act and every row that names it."""
    names = ("act_keys", "act_bases", "ledger_lines", "acts")
    return [
        f"DELETE FROM {table} WHERE {'act_seq' if table == 'ledger_lines' else 'seq'} = {seq}"  # noqa: S608 - tampering on purpose
        for table in names
    ]


def test_a_missing_act_is_found(full: SmallRecord) -> None:
    full.tamper(*drop(4))
    assert "act 4: missing" in prove(full.record).faults


def test_acts_cut_off_at_the_end_are_found(full: SmallRecord) -> None:
    full.tamper(*drop(5), "DELETE FROM act_bases WHERE seq = 6", "DELETE FROM acts WHERE seq = 6")
    assert prove(full.record).faults == ("tree: a node without its acts",)


def test_an_act_in_the_place_of_another_is_found(full: SmallRecord) -> None:
    full.tamper(
        "UPDATE acts SET (kind, header, content, commitments, leaf) ="
        " (SELECT o.kind, o.header, o.content, o.commitments, o.leaf FROM acts o WHERE o.seq = 5)"
        " WHERE seq = 4"
    )
    assert prove(full.record).faults[0].startswith("act 4: ")


@pytest.mark.parametrize("running", [1, 2, 4])
def test_a_missing_ledger_line_is_found(full: SmallRecord, running: int) -> None:
    full.tamper(f"DELETE FROM ledger_lines WHERE running = {running}")  # noqa: S608 - tampering on purpose
    assert prove(full.record).faults == (f"ledger line {running}: missing",)
    assert rebuild_faults(full.record) == [f"ledger line {running}: missing"]


def test_an_altered_ledger_line_is_found(full: SmallRecord) -> None:
    full.tamper(
        "UPDATE ledger_lines SET line = CAST(replace(CAST(line AS TEXT), '45000', '45001') AS BLOB)"
        " WHERE running = 3"
    )
    assert rebuild_faults(full.record) == ["ledger line 3: differs from its act"]
    assert prove(full.record).holds  # the acts themselves are untouched


def test_a_line_that_no_act_tells_of_is_found(full: SmallRecord) -> None:
    full.tamper(
        "INSERT INTO ledger_lines SELECT 5, act_seq, day, imei,"
        " CAST(replace(CAST(line AS TEXT), '\"running\":4', '\"running\":5') AS BLOB)"
        " FROM ledger_lines WHERE running = 4"
    )
    assert rebuild_faults(full.record) == ["ledger line 5: no act tells of it"]


def test_a_missing_key_is_found(full: SmallRecord) -> None:
    with full.record.read() as view:
        number = view.connection.exec_driver_sql(
            "SELECT key_no FROM act_keys WHERE seq = 4 AND part = '1.identity'"
        ).scalar()
    full.record._vault.erase([int(number or 0)])
    assert rebuild_faults(full.record) == ["ledger line 3: differs from its act"]
    assert prove(full.record).holds  # the log commits to ciphertext, and stays valid


def test_a_wrong_key_is_found(full: SmallRecord) -> None:
    full.tamper(
        "DELETE FROM act_keys WHERE seq = 1 AND key_no = 1",
        "UPDATE act_keys SET key_no = 1 WHERE seq = 5 AND part = '1.identity'",
    )
    assert rebuild_faults(full.record)[0] == "act 5: key_not_committed"


def test_a_row_that_says_other_than_its_header_is_found(full: SmallRecord) -> None:
    full.tamper("UPDATE acts SET kind = 'internal' WHERE seq = 3")
    assert prove(full.record).faults[0] == "act 3: act_malformed"


def test_a_jump_in_the_ledgers_numbers_is_found(full: SmallRecord) -> None:
    full.tamper("UPDATE counters SET value = 9 WHERE name = 'ledger_lines'")
    full.write(accepted())
    assert prove(full.record).faults == ("ledger line 5: the acts leave it out",)


def test_a_key_that_is_missing_without_an_erasure_is_found_after_a_rebuild_too(
    full: SmallRecord,
) -> None:
    with full.record.read() as view:
        number = view.connection.exec_driver_sql(
            "SELECT key_no FROM act_keys WHERE seq = 4 AND part = '1.identity'"
        ).scalar()
    full.record._vault.erase([int(number or 0)])
    full.tamper("DELETE FROM ledger_lines WHERE running = 3")
    with full.record.write() as tx:
        stored = full.record.acts.act(tx, 4)
        fields = full.record.acts.fields(tx, stored, "provide")
        full.record.ledger.add(tx, lines_of(stored.header, fields))
    assert rebuild_faults(full.record) == ["ledger line 3: its key is missing"]


def test_an_act_of_another_till_is_found(full: SmallRecord) -> None:
    full.record.till = TillCode("T02")

    assert prove(full.record).faults[0] == "act 1: of another till"
