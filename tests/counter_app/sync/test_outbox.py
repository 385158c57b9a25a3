"""Bringing the record to HQ: whatever is lost on the way, HQ has each act once and in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused
from counter_app.domain.values import TillCode
from counter_app.hq.publish import publish_roles
from counter_app.storage.records import Record
from counter_app.sync.batch import MAX_ACTS, MAX_BODY, decode_batch
from counter_app.sync.checkpoint import (
    HQ_NAME,
    Checkpoint,
    Receipt,
    parse_receipt,
    sign_note,
    verified_text,
)
from counter_app.sync.client import SendResult
from counter_app.sync.outbox import TillSigner, next_wait, sync_once
from tests.counter_app.hq.lines import DirectLine, Fault
from tests.counter_app.sync.links import Link, backup_of, clone_of, hq_from, small_link
from tests.records import (
    NOON,
    T01,
    SmallRecord,
    accepted,
    everything,
    paid,
    small_record,
    the_facts,
)

FAULTS: tuple[Fault, ...] = ("lost request", "lost reply", "twice")


class TurnedLine(DirectLine):
    """A line whose receipts somebody turns into others; `sent` keeps the bodies."""

    turn: Callable[[str], SendResult] | None = None
    sent: list[bytes]

    @override
    def send(self, body: bytes) -> SendResult:
        self.sent = [*getattr(self, "sent", []), body]
        result = super().send(body)
        return self.turn(result.receipt) if self.turn and result.receipt else result


def turned(link: Link, turn: Callable[[str], SendResult] | None = None) -> TurnedLine:
    line = TurnedLine(link.hq.app, T01, link.till.device, link.till.clock)
    line.turn = turn
    return line


def receipt_of(link: Link, note: str) -> Receipt:
    return parse_receipt(verified_text(note, HQ_NAME, link.hq.data.key.public_key()))


def test_the_first_sync_enrols_and_brings_everything(link: Link) -> None:
    link.till.write_many(3)

    synced = link.sync()

    assert synced.sent == 3
    assert (synced.receipt.checkpoint.size, synced.receipt.checkpoint.root) == (3, link.root())
    assert link.at_hq() == link.own()
    state = link.state()
    assert (state.acked, state.code) == (3, "")
    assert state.certificate
    assert receipt_of(link, state.receipt) == synced.receipt


def test_without_an_hq_nothing_is_sent(link: Link, tmp_path: Path) -> None:
    with small_record(tmp_path / "other") as till:
        line = link.line()
        with pytest.raises(Refused, match="hq_not_known"):
            sync_once(till.record, line, link.signer, link.sealer, till.clock)
        assert line.asked == []


def test_with_nothing_to_send_hq_is_asked_whether_it_still_has_everything(link: Link) -> None:
    link.till.write(paid())
    link.sync()
    link.hq.clock.move(seconds=60)
    line = link.line()

    synced = link.sync_by(line)

    assert (synced.sent, synced.receipt.checkpoint.size) == (0, 1)
    assert (synced.receipt.at - NOON).total_seconds() == 60
    assert line.asked == ["POST /v1/batch"]
    assert link.at_hq() == link.own()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("place", range(5))
def test_a_fault_at_any_request_leaves_one_copy(link: Link, fault: Fault, place: int) -> None:
    # Requests of the first pass: enrol, ask for the blob, bring it, bring the batch.
    link.till.write(accepted(blobs={"2.image": link.keep_image()}))
    script: list[Fault] = ["well"] * place
    broken = fault.startswith("lost") and place < 4
    if broken:
        with pytest.raises(NotPossibleNow, match="hq_unreachable"):
            link.sync(*script, fault)
        assert link.state().acked == 0
    else:
        link.sync(*script, fault)
    link.till.write(paid())

    assert link.sync().receipt.checkpoint.size == 2
    assert link.at_hq() == link.own()


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.lists(st.sampled_from(("well", *FAULTS)), max_size=6)),
        max_size=6,
    )
)
def test_whatever_is_lost_hq_has_each_act_once_in_order(
    passes: list[tuple[int, list[Fault]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, small_link(Path(folder)) as link:
        for acts, script in passes:
            link.till.write_many(acts)
            before = link.state().acked
            try:
                link.sync(*script)
            except NotPossibleNow:
                assert link.state().acked >= before
            assert link.at_hq() == link.own()[: len(link.at_hq())]
            assert link.state().acked <= len(link.at_hq())
        link.sync()
        assert link.at_hq() == link.own()
        assert link.state().acked == link.till.size()


def test_after_a_lost_reply_it_goes_on_from_hqs_head(link: Link) -> None:
    link.till.write_many(2)
    with pytest.raises(NotPossibleNow):
        link.sync("well", "lost reply")
    assert len(link.at_hq()) == 2
    link.till.write_many(1)
    line = link.line()

    synced = link.sync_by(line)

    assert synced.sent == 1  # the two stood there already
    assert line.asked == ["POST /v1/batch"] * 2
    assert link.at_hq() == link.own()


def test_an_hq_restored_from_a_backup_gets_what_it_lost_files_too(
    link: Link, tmp_path: Path
) -> None:
    link.till.write_many(2)
    link.sync()
    backup = backup_of(link.hq, tmp_path / "backup")
    image = link.keep_image()
    act = link.till.write(accepted(blobs={"2.image": image}))
    link.sync()
    with pytest.raises(Refused, match="image_not_here"):  # the till cannot open it any more
        link.till.record.blobs.open(image)

    with hq_from(backup, like=link.hq) as restored:
        later = Link(link.till, restored, link.sealer)
        assert len(later.at_hq()) == 2
        synced = later.sync()
        assert synced.sent == 1
        assert later.at_hq() == later.own()
        opened = restored.openings.open(T01, act.header.seq, "provide", "officer")
        assert opened["items"]["2"]["id_document.image"]["blob"] == image


def test_two_tills_of_one_name_are_a_fork(link: Link, tmp_path: Path) -> None:
    link.till.write_many(2)
    link.sync()
    clone_of(link.till, tmp_path / "clone")
    link.till.write(paid(1))
    link.sync()
    with opened(link.till, tmp_path / "clone") as twin:
        other = Link(twin, link.hq)
        twin.write(paid(2))
        with pytest.raises(IntegrityFault, match="log_forked"):
            other.sync()
        assert other.state().acked == 2
    assert link.at_hq() == link.own()


def test_a_till_restored_from_an_old_copy_is_a_fork(link: Link, tmp_path: Path) -> None:
    link.till.write_many(2)
    link.sync()
    clone_of(link.till, tmp_path / "clone")
    link.till.write(paid(1))
    link.sync()
    with opened(link.till, tmp_path / "clone") as old:
        with pytest.raises(IntegrityFault, match="log_forked"):
            Link(old, link.hq).sync()
        assert Link(old, link.hq).state().acked == 2


@contextmanager
def opened(like: SmallRecord, folder: Path) -> Iterator[SmallRecord]:
    """The record of a copied folder."""
    record = Record(folder, like.keys, T01, the_facts())
    try:
        yield SmallRecord(folder, like.keys, record)
    finally:
        record.close()


def test_a_thousand_and_one_acts_go_in_three_batches(link: Link) -> None:
    with link.till.record.write() as tx:
        for place in range(1_001):
            link.till.record.write_act(tx, paid(place + 1, bases=frozenset()))
    line = turned(link)

    synced = link.sync_by(line)

    assert synced.sent == 1_001
    assert [len(decode_batch(body).acts) for body in line.sent] == [500, 500, 1]
    assert link.at_hq() == link.own()


def test_large_acts_are_split_by_size(link: Link) -> None:
    with link.till.record.write() as tx:
        for _place in range(120):
            link.till.record.write_act(tx, everything())
    line = turned(link)

    assert link.sync_by(line).sent == 120

    assert len(line.sent) > 1
    assert all(len(body) <= MAX_BODY for body in line.sent)
    assert all(len(decode_batch(body).acts) <= MAX_ACTS for body in line.sent)
    assert link.at_hq() == link.own()


def test_an_act_that_no_batch_holds_is_told(link: Link) -> None:
    link.till.write(paid())
    huge = replace(paid(), fields={"other.staff_note": "x" * MAX_BODY})
    link.till.write(huge)

    with pytest.raises(IntegrityFault, match="act_too_large"):
        link.sync()
    assert link.state().acked == 1  # what came before it is there


def other_root(link: Link, note: str) -> str:
    receipt = receipt_of(link, note)
    checkpoint = replace(receipt.checkpoint, root=b"\x55" * 32)
    return signed(link, replace(receipt, checkpoint=checkpoint))


def signed(link: Link, receipt: Receipt, more: str = "") -> str:
    return sign_note(receipt.text() + more, HQ_NAME, link.hq.data.key)


def flipped(note: str) -> str:
    place = len(note) - 8
    return note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :]


def smaller(link: Link, note: str) -> str:
    receipt = receipt_of(link, note)
    return signed(link, replace(receipt, checkpoint=Checkpoint(T01, 1, link.root(1))))


WRONG: dict[str, tuple[Callable[[Link, str], str], str]] = {
    "signature": (lambda _link, note: flipped(note), "note_not_signed"),
    "signer": (
        lambda link, note: sign_note(
            receipt_of(link, note).text(), HQ_NAME, Ed25519PrivateKey.generate()
        ),
        "note_not_signed",
    ),
    "root": (other_root, "log_forked"),
    "digest": (
        lambda link, note: signed(link, replace(receipt_of(link, note), batch="0" * 64)),
        "receipt_of_another",
    ),
    "till": (
        lambda link, note: signed(
            link,
            replace(receipt_of(link, note), checkpoint=Checkpoint(TillCode("T02"), 2, link.root())),
        ),
        "receipt_of_another",
    ),
    "size": (smaller, "receipt_of_another"),
    "more lines": (
        lambda link, note: signed(link, receipt_of(link, note), "more 1\n"),
        "note_malformed",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_receipt_never_moves_the_head(link: Link, wrong: str) -> None:
    turn, code = WRONG[wrong]
    link.till.write_many(2)

    with pytest.raises(IntegrityFault, match=code):
        link.sync_by(turned(link, lambda note: SendResult(receipt=turn(link, note))))
    assert (link.state().acked, link.state().receipt) == (0, "")

    # The control: the same receipt, left as it was, is believed.
    link.sync_by(turned(link, lambda note: SendResult(receipt=note)))
    assert link.state().acked == 2


@pytest.mark.parametrize("wrong", ["signature", "signer", "root", "till", "more lines"])
def test_a_wrong_head_never_moves_the_head(link: Link, wrong: str) -> None:
    turn, code = WRONG[wrong]
    link.till.write_many(2)

    def head(note: str) -> SendResult:
        plain = signed(link, replace(receipt_of(link, note), batch="-"))
        told = turn(link, plain)
        return SendResult(head=told)

    with pytest.raises(IntegrityFault, match=code):
        link.sync_by(turned(link, head))
    assert link.state().acked == 0


def test_a_receipt_is_no_head(link: Link) -> None:
    link.till.write_many(2)
    with pytest.raises(IntegrityFault, match="receipt_of_another"):
        link.sync_by(turned(link, lambda note: SendResult(head=note)))
    assert link.state().acked == 0


def test_an_hq_that_never_gives_a_receipt_ends_the_pass(link: Link) -> None:
    link.till.write_many(2)

    def always(note: str) -> SendResult:
        return SendResult(head=signed(link, replace(receipt_of(link, note), batch="-")))

    with pytest.raises(NotPossibleNow, match="hq_unreachable"):
        link.sync_by(turned(link, always))
    with pytest.raises(NotPossibleNow, match="hq_unreachable"):
        link.sync_by(turned(link, lambda _note: SendResult(missing=("0" * 64,))))


def test_an_image_is_brought_first_and_then_hqs_alone(link: Link) -> None:
    image = link.keep_image()
    act = link.till.write(accepted(blobs={"2.image": image}))
    assert link.till.record.blobs.open(image) == b"no picture, but bytes"
    line = link.line()

    link.sync_by(line)

    assert line.asked == [
        "POST /v1/enrol",
        f"HEAD /v1/blobs/{image}",
        f"PUT /v1/blobs/{image}",
        "POST /v1/batch",
    ]
    with pytest.raises(Refused, match="image_not_here"):
        link.till.record.blobs.open(image)
    with link.till.record.read() as view:
        keys = link.till.record.acts.keys(view, act.header.seq)
    assert "2.image" not in keys
    assert "1.identity" in keys
    opened = link.hq.openings.open(T01, act.header.seq, "provide", "officer")["items"]["2"]
    assert opened["id_document.image"] == {"blob": image, "bytes": len(b"no picture, but bytes")}


def test_an_image_stays_open_until_hq_has_all_its_envelopes(link: Link) -> None:
    image = link.keep_image()
    link.till.write(accepted(blobs={"2.image": image}))
    with pytest.raises(NotPossibleNow):
        link.sync("well", "well", "well", "lost reply")
    assert link.till.record.blobs.open(image)


def test_envelopes_are_made_while_hq_is_away(link: Link) -> None:
    link.till.write(paid())
    with pytest.raises(NotPossibleNow):
        link.sync("lost request")
    assert link.envelopes() == {
        1: {"provide", "inquiry", "screening", "fraud", "improve", "investment"}
    }


def test_a_certificate_of_another_device_is_not_taken(link: Link) -> None:
    other = TillSigner(T01, Ed25519PrivateKey.generate())
    link.till.write(paid())
    with pytest.raises(IntegrityFault, match="certificate_of_another"):
        sync_once(link.till.record, link.line(), other, link.sealer, link.till.clock)
    assert link.state().certificate == ""
    assert link.state().code


def test_a_code_that_ran_out_is_told(link: Link) -> None:
    link.hq.clock.move(seconds=16 * 60)
    with pytest.raises(Refused, match="enrolment_code_refused"):
        link.sync()


def test_a_till_whose_certificate_was_taken_back_is_refused(link: Link) -> None:
    link.till.write(paid())
    link.sync()
    link.hq.enrolment.revoke(T01)
    link.till.write(paid())
    with pytest.raises(Refused, match="hq_refused"):
        link.sync()
    assert link.state().acked == 1


def test_the_directory_is_renewed_when_it_is_old_and_never_goes_back(link: Link) -> None:
    hq = link.hq
    old = link.state().directory
    link.till.clock.move(days=91)
    hq.clock.move(days=91)
    publish_roles(hq.data.store, hq.data.key, hq.clock, hq.data.facts, hq.roles)
    link.know_hq()
    link.change(directory=old)

    link.sync()
    newest = link.state().directory
    assert newest != old

    link.till.clock.move(days=91)
    line = link.line()
    line.roles = lambda: old  # type: ignore[method-assign]  # an HQ that was set back
    link.sync_by(line)
    assert link.state().directory == newest


def test_an_expired_directory_never_blocks(link: Link) -> None:
    link.till.write(paid())
    link.sync()
    link.till.clock.move(days=91)
    link.till.write(paid())
    link.sync("lost request")  # HQ does not answer about roles
    assert link.at_hq() == link.own()
    assert 2 in link.envelopes()


@given(st.integers(1, 10_000), st.randoms(use_true_random=False))
def test_waits_grow_to_ten_minutes_and_no_further(failures: int, random: Random) -> None:
    wait = next_wait(failures, random)
    assert 0 <= wait <= min(600, 2 ** min(failures - 1, 20))


def test_waits_are_spread_over_their_whole_range() -> None:
    waits = [next_wait(20, Random(seed)) for seed in range(200)]  # noqa: S311 - no secret
    assert min(waits) < 60
    assert max(waits) > 540
    assert max(next_wait(1, Random(seed)) for seed in range(200)) <= 1  # noqa: S311 - no secret
