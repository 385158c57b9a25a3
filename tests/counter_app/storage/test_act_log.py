"""Acts are appended and never changed; numbers have no gap; a purpose opens what it may."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from counter_app.domain import merkle
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault
from counter_app.law.notice import NoticeFactsFault
from counter_app.storage.act_log import NewAct
from counter_app.storage.sealing import open_part
from tests.records import CLERK, NOON, SmallRecord, accepted, everything, paid, the_facts


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acts SET kind = 'paid'",
        "UPDATE acts SET header = x'00' WHERE seq = 1",
        "UPDATE OR IGNORE acts SET content = x'00'",
        "DELETE FROM acts WHERE seq = 1",
        "DELETE FROM acts",
        "REPLACE INTO acts SELECT seq, kind, x'00', content, commitments, leaf FROM acts",
        "INSERT INTO acts SELECT 9, kind, header, content, commitments, leaf FROM acts",
    ],
)
def test_acts_cannot_be_changed_or_deleted(till: SmallRecord, statement: str) -> None:
    till.write(paid())
    before = act_rows(till)
    with pytest.raises(sa.exc.IntegrityError), till.record.write() as tx:
        tx.connection.exec_driver_sql(statement)
    assert act_rows(till) == before


def act_rows(till: SmallRecord) -> list[tuple[object, ...]]:
    with till.record.read() as view:
        return [tuple(row) for row in view.connection.exec_driver_sql("SELECT * FROM acts")]


def test_an_act_reads_back_as_it_was_written(till: SmallRecord) -> None:
    written = till.write(accepted(lines=2))
    with till.record.read() as view:
        read = till.record.acts.act(view, 1)
        assert till.record.acts.bases(view, 1) == {"notice"}
    assert read == written
    header = read.header
    assert (header.till, header.seq, header.kind) == ("T01", 1, Kind.ARTICLE_ACCEPTED)
    assert (header.at, header.staff, header.ledger, header.ref) == (NOON, CLERK, (1, 2), None)
    fields = till.fields(1)
    assert {name: fields[name] for name in accepted(lines=2).fields if fields.get(name)} == {
        name: value for name, value in accepted(lines=2).fields.items() if value
    }


def test_a_purpose_opens_what_the_notice_lets_it(till: SmallRecord) -> None:
    till.write(everything())
    for row in the_facts().rows:
        allowed = {
            name
            for part in the_facts().parts_for(row)
            if not the_facts().parts[part].blob
            for name in the_facts().parts[part].fields
        }
        assert set(till.fields(1, row)) == allowed
    assert "id_document.number" in till.fields(1, "provide")
    assert "id_document.number" not in till.fields(1, "fraud")


def test_empty_values_draw_no_key(till: SmallRecord) -> None:
    stored = till.write(NewAct(Kind.PAID, CLERK, NOON, {"billing.amount": 1, "person.name": ""}))
    assert [part.name for part in stored.header.parts] == ["5.billing"]
    with till.record.read() as view:
        assert list(till.record.acts.keys(view, 1)) == ["5.billing"]


@pytest.mark.parametrize("field", ["application.passcode", "person.shoe_size"])
def test_a_field_without_a_part_is_in_no_act(till: SmallRecord, field: str) -> None:
    with pytest.raises(NoticeFactsFault):
        till.write(NewAct(Kind.PAID, CLERK, NOON, {field: "1234"}))
    assert till.size() == 0


def test_every_part_has_a_key_of_its_own_and_no_key_serves_twice(till: SmallRecord) -> None:
    till.write(everything())
    till.write(everything())
    with till.record.read() as view:
        keys = [key for seq in (1, 2) for key in till.record.acts.keys(view, seq).values()]
        stored = till.record.acts.act(view, 1)
        first = till.record.acts.keys(view, 1)
    assert len(set(keys)) == len(keys) == 2 * len(first)
    assert open_part(stored.act, "5.billing", first["5.billing"])
    with pytest.raises(IntegrityFault, match="key_not_committed"):
        open_part(stored.act, "5.billing", first["1.contact"])


def test_the_root_is_that_of_rfc_6962_at_every_size(till: SmallRecord) -> None:
    tree = merkle.Tree()
    for amount in range(1, 12):
        tree.append(till.write(paid(amount)).leaf)
    with till.record.read() as view:
        for size in range(12):
            assert till.record.acts.root(view, size) == tree.root(size)
        assert till.record.acts.root(view) == tree.root()
        with pytest.raises(IntegrityFault, match="tree_node_missing"):
            till.record.acts.root(view, 12)


def test_acts_are_given_in_order_from_anywhere(till: SmallRecord) -> None:
    till.write_many(5)
    with till.record.read() as view:
        acts = till.record.acts
        assert [one.header.seq for one in acts.acts(view)] == [1, 2, 3, 4, 5]
        assert [one.header.seq for one in acts.acts(view, after=2, most=2)] == [3, 4]
        assert acts.size(view) == 5
        with pytest.raises(IntegrityFault, match="act_missing"):
            acts.act(view, 6)


def test_ledger_numbers_have_no_gap_even_after_a_broken_transaction(till: SmallRecord) -> None:
    assert till.write(accepted(lines=2)).header.ledger == (1, 2)

    def broken_off() -> None:
        with till.record.write() as tx:
            till.record.write_act(tx, accepted(lines=3))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        broken_off()
    assert till.write(paid()).header.ledger is None
    assert till.write(accepted()).header.ledger == (3, 1)
    assert till.size() == 3


def test_an_internal_act_is_padded(till: SmallRecord) -> None:
    def sizes(note: str) -> list[int]:
        stored = till.write(NewAct(Kind.INTERNAL, CLERK, NOON, {"other.staff_note": note}))
        return [part.size for part in stored.header.parts]

    assert sizes("a") == sizes("a much longer remark than the first one") == [4_096 + 16]


def test_the_latest_moment_is_known(till: SmallRecord) -> None:
    assert till.record.latest_moment() is None
    till.write(accepted(at=NOON + timedelta(hours=1)))
    till.write(paid())
    assert till.record.latest_moment() == NOON + timedelta(hours=1)
