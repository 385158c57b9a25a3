"""What the till erased, HQ deletes: at the next sync, and again after a restore."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import VisitId
from counter_app.services.retention import RetentionDesk
from counter_app.storage.keys import MemoryKeyStore
from counter_app.sync.batch import MAX_ACTS
from counter_app.sync.erasures import NOTHING, wishes_of
from tests.counter_app.sync.links import Link
from tests.erasing import table_on
from tests.records import ALL_BASES, accepted, the_facts

HALF_A_YEAR_ON = datetime(2027, 5, 23, 3, 0, tzinfo=UTC)
THREE_YEARS_ON = datetime(2029, 11, 23, 3, 0, tzinfo=UTC)


def rows_at_hq(link: Link, seq: int) -> set[str]:
    """The rows for which HQ has an envelope of an act."""
    with link.hq.data.store.read() as tx:
        sealed = tx.sealed(link.till.till)
        return {row for row in the_facts().rows if sealed.envelope(seq, row)}


def erase(link: Link, moment: datetime) -> None:
    """Run the retention at a moment."""
    link.till.clock = HeldClock(moment)
    store = MemoryKeyStore(link.till.keys)
    erased = RetentionDesk(link.till.record, link.till.clock, table_on, store).run()
    assert erased is not None
    link.till.keys = store.load()


def with_picture(link: Link) -> str:
    """A deal with a picture, brought to HQ; the file's name."""
    name = link.till.record.blobs.keep(b"picture", "2.image", VisitId("0" * 32))
    link.till.write(accepted(bases=ALL_BASES, blobs={"2.image": name}))
    link.sync()
    return name


def test_an_act_erased_whole_leaves_no_envelope_and_no_file_at_hq(link: Link) -> None:
    name = with_picture(link)
    assert {"provide", "marketing", "g_screening"} <= rows_at_hq(link, 1)
    assert link.hq.data.blobs.has(link.till.till, name)

    erase(link, THREE_YEARS_ON)
    synced = link.sync()

    assert rows_at_hq(link, 1) == set()
    assert not link.hq.data.blobs.has(link.till.till, name)
    assert rows_at_hq(link, 3) == {"provide"}  # the tax subset
    assert synced.receipt.deleted > 1
    assert link.sync().sent == 0


def test_an_act_erased_in_part_gets_envelopes_without_that_part(link: Link) -> None:
    name = with_picture(link)
    before = rows_at_hq(link, 1)
    with link.hq.data.store.read() as tx:
        old = tx.sealed(link.till.till).envelope(1, "screening")

    erase(link, HALF_A_YEAR_ON)
    link.sync()
    assert not link.hq.data.blobs.has(link.till.till, name)
    link.sync()

    assert rows_at_hq(link, 1) == before
    with link.hq.data.store.read() as tx:
        new = tx.sealed(link.till.till).envelope(1, "screening")
    assert old is not None
    assert new is not None
    assert len(new.sealed) == len(old.sealed) - len("2.image") - 1 - 32
    with link.till.record.read() as view:
        assert link.till.record.hq.owed(view) == []


def test_acts_that_erase_nothing_ask_for_nothing(link: Link) -> None:
    link.till.write_many(2)
    with link.till.record.read() as view:
        assert wishes_of(link.till.record, view, link.till.record.acts.acts(view)) == NOTHING
    assert HALF_A_YEAR_ON + timedelta(days=1) < THREE_YEARS_ON


@pytest.mark.parametrize("between", [0, MAX_ACTS])
def test_hq_does_not_wait_for_a_file_that_was_erased_before_it_had_it(
    link: Link, between: int
) -> None:
    """Also where the erasure comes with a later batch than the act."""
    name = link.till.record.blobs.keep(b"picture", "2.image", VisitId("0" * 32))
    link.till.write(accepted(bases=ALL_BASES, blobs={"2.image": name}))
    link.till.write_many(between)
    erase(link, HALF_A_YEAR_ON)
    assert not link.till.record.blobs.path(name).exists()

    link.sync()

    assert link.at_hq() == link.own()
    assert not link.hq.data.blobs.has(link.till.till, name)
    assert "provide" in rows_at_hq(link, 1)


def test_a_file_that_is_merely_gone_is_waited_for(link: Link) -> None:
    """The control: without an erasure, nothing comes to HQ without its file."""
    name = link.till.record.blobs.keep(b"picture", "2.image", VisitId("0" * 32))
    link.till.write(accepted(bases=ALL_BASES, blobs={"2.image": name}))
    link.till.record.blobs.path(name).unlink()
    with pytest.raises(IntegrityFault) as caught:
        link.sync()
    assert caught.value.code == "blob_missing"
    assert link.at_hq() == []
