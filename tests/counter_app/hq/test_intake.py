"""Batches at HQ: taken once, refused whole, never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.acts import Act, Kind
from counter_app.domain.errors import CounterError
from counter_app.domain.values import TillCode
from counter_app.hq.errors import Rejected
from counter_app.hq.intake import BlobsMissing, Elsewhere, Taken
from counter_app.hq.store.database import HqBusy
from counter_app.hq.store.log import Head, TillLog
from counter_app.storage.sealing import BlobPart
from counter_app.sync.batch import WireAct, WireFault
from counter_app.sync.checkpoint import Checkpoint, Receipt, parse_receipt, sign_note, verified_text
from tests.counter_app.hq.builders import SmallHq, SmallTill, photo, retyped, sha256, wire


def receipt(hq: SmallHq, note: str) -> Receipt:
    return parse_receipt(verified_text(note, "hq", hq.data.key.public_key()))


def taken(hq: SmallHq, till: SmallTill, body: bytes) -> Receipt:
    answer = hq.take(till, body)
    assert isinstance(answer, Taken)
    return receipt(hq, answer.note)


def elsewhere(hq: SmallHq, till: SmallTill, body: bytes) -> Receipt:
    answer = hq.take(till, body)
    assert isinstance(answer, Elsewhere)
    return receipt(hq, answer.note)


def refused(hq: SmallHq, till: SmallTill, body: bytes) -> str:
    """The code of a refusal that wrote nothing."""
    before = (hq.size(till), hq.rows(till))
    with pytest.raises((Rejected, WireFault)) as caught:
        hq.take(till, body)
    assert (hq.size(till), hq.rows(till)) == before
    return caught.value.code


def test_a_batch_is_answered_with_a_receipt_over_the_tills_own_root(
    hq: SmallHq, till: SmallTill
) -> None:
    for _ in range(5):
        till.add()
    body = till.body()

    told = taken(hq, till, body)

    assert told.checkpoint == Checkpoint(till.code, 5, till.tree.root())
    assert (told.batch, told.deleted, told.at) == (sha256(body), 0, hq.clock.now())
    assert (hq.size(till), hq.rows(till)) == (5, 5)


def test_batches_follow_each_other_and_the_root_grows(hq: SmallHq, till: SmallTill) -> None:
    for size in range(1, 12):
        till.add()
        told = taken(hq, till, till.body(size - 1))
        assert told.checkpoint == Checkpoint(till.code, size, till.tree.root())
    with hq.data.store.read() as tx:
        kept = [act.act for act in tx.log(till.code).acts()]
    assert kept == till.acts


def test_the_same_batch_twice_is_one_copy_and_the_same_head(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    till.add()
    body = till.body()
    first = taken(hq, till, body)

    hq.clock.move(days=400)  # for ever
    again = taken(hq, till, body)

    assert again.checkpoint == first.checkpoint
    assert (again.batch, again.deleted) == (first.batch, first.deleted)
    assert hq.rows(till) == 2


def test_acts_that_stand_already_are_taken_in_another_body_too(
    hq: SmallHq, till: SmallTill
) -> None:
    seq = till.full_act()
    taken(hq, till, till.body())

    runs, envelopes = till.envelopes(hq.public, seq, "provide")
    told = taken(hq, till, till.body(**wire(runs, envelopes)))

    assert told.checkpoint.size == hq.rows(till) == 1
    assert hq.openings.open(till.code, seq, "provide", "officer")["items"]["5"]


def test_a_replayed_batch_after_the_log_went_on_changes_nothing(
    hq: SmallHq, till: SmallTill
) -> None:
    seq = till.full_act()
    runs, envelopes = till.envelopes(hq.public, seq, "provide")
    with_envelope = till.body(**wire(runs, envelopes))
    taken(hq, till, with_envelope)
    without = till.body(before=1, drop_envelopes=[(1, "provide")])
    assert taken(hq, till, without).deleted == 1

    told = taken(hq, till, with_envelope)  # an old request, played again

    assert told.checkpoint.size == 1
    with hq.data.store.read() as tx:
        assert tx.sealed(till.code).envelope(1, "provide") is None
    assert taken(hq, till, without).deleted == 1  # the lost reply's answer, not a second deletion


def test_a_gap_is_answered_with_the_head(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    taken(hq, till, till.body())
    root = till.tree.root()
    till.add()
    till.add()

    told = elsewhere(hq, till, till.body(before=2))

    assert told.checkpoint == Checkpoint(till.code, 1, root)
    assert (told.batch, told.deleted) == ("-", 0)
    assert hq.rows(till) == 1


def test_an_overlap_is_answered_with_the_head_from_which_the_till_goes_on(
    hq: SmallHq, till: SmallTill
) -> None:
    till.add()
    taken(hq, till, till.body())
    till.add()

    told = elsewhere(hq, till, till.body(before=0))

    assert told.checkpoint.root == till.tree.root(told.checkpoint.size)
    assert taken(hq, till, till.body(before=told.checkpoint.size)).checkpoint.size == 2


def test_a_fork_is_answered_with_a_head_that_the_till_cannot_have(
    hq: SmallHq, till: SmallTill
) -> None:
    till.add()
    taken(hq, till, till.body())
    restored = SmallTill(key=till.key)
    restored.add(parts={"5.billing": {"billing.amount": 1}})

    told = elsewhere(hq, restored, restored.body())

    assert told.checkpoint.root == till.tree.root()
    assert told.checkpoint.root != restored.tree.root(told.checkpoint.size)
    with hq.data.store.read() as tx:
        assert [kept.act for kept in tx.log(till.code).acts()] == till.acts


def test_a_fork_further_back_gives_no_root_that_follows(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    taken(hq, till, till.body())
    restored = SmallTill(key=till.key)
    restored.add(parts={"5.billing": {"billing.amount": 1}})
    restored.add()
    assert refused(hq, restored, restored.body(before=1)) == "root_does_not_follow"


def test_an_old_copy_of_the_till_learns_that_hq_is_further(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    old = SmallTill(key=till.key)
    old.keep(till.acts[0])
    till.add()
    taken(hq, till, till.body())
    assert elsewhere(hq, old, old.body()).checkpoint.size == 2


def changed_content(act: Act) -> Act:
    return Act(act.header, act.content[:-1] + bytes([act.content[-1] ^ 1]), act.commitments)


def changed_commitment(act: Act) -> Act:
    return Act(act.header, act.content, bytes(32))


TAMPERED: dict[str, tuple[Callable[[Act], Act], str]] = {
    "content": (changed_content, "root_does_not_follow"),
    "commitment": (changed_commitment, "root_does_not_follow"),
    "staff": (lambda act: retyped(act, b'"C01"', b'"C02"'), "root_does_not_follow"),
    "seq": (lambda act: retyped(act, b'"seq":1', b'"seq":2'), "act_out_of_place"),
    "till": (lambda act: retyped(act, b'"T01"', b'"T02"'), "act_out_of_place"),
    "kind": (lambda act: retyped(act, b'"paid"', b'"gift"'), "act_malformed"),
    "blank": (lambda act: retyped(act, b'"seq":1', b'"seq": 1'), "act_malformed"),
    "version": (lambda act: retyped(act, b'"v":1', b'"v":2'), "act_malformed"),
    "short": (lambda act: Act(act.header, act.content[:-1], act.commitments), "act_malformed"),
    "long": (lambda act: Act(act.header, act.content + b"x", act.commitments), "act_malformed"),
    "cut": (lambda act: Act(act.header, act.content, act.commitments[:-1]), "act_malformed"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_act_is_refused_and_nothing_is_written(
    name: str, hq: SmallHq, till: SmallTill
) -> None:
    change, code = TAMPERED[name]
    till.add()
    tampered = WireAct.of(change(till.acts[0]))
    assert refused(hq, till, till.body(acts=[tampered])) == code
    taken(hq, till, till.body())  # control: the act as it was


def test_a_checkpoint_must_be_this_tills_over_this_log(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    till.add()
    stranger = SmallTill()
    root = till.tree.root()

    def signed(text: str) -> str:
        return sign_note(text, till.code, till.key)

    def code(note: str) -> str:
        return refused(hq, till, till.body(checkpoint=note))

    right = Checkpoint(till.code, 2, root).text()
    assert code(sign_note(right, till.code, stranger.key)) == "checkpoint_not_signed"
    assert code(sign_note(right, "T02", till.key)) == "checkpoint_not_signed"
    assert code(right) == "checkpoint_not_signed"
    assert code("") == "checkpoint_not_signed"
    assert code(signed("nothing\nlike\nit\n")) == "checkpoint_not_signed"
    assert code(signed(right + "more\n")) == "checkpoint_malformed"
    assert code(signed(right.replace("\n2\n", "\n+2\n"))) == "checkpoint_malformed"
    assert code(till.checkpoint(1)) == "checkpoint_malformed"
    other_till = Checkpoint(TillCode("T02"), 2, root)
    assert code(signed(other_till.text())) == "checkpoint_malformed"
    wrong_root = Checkpoint(till.code, 2, bytes(32))
    assert code(signed(wrong_root.text())) == "root_does_not_follow"
    taken(hq, till, till.body(checkpoint=signed(right)))  # control


def test_a_batch_of_another_till_is_refused(hq: SmallHq, till: SmallTill) -> None:
    other = SmallTill(code=TillCode("T02"))
    hq.enrol(other)
    other.add()
    assert refused(hq, till, other.body()) == "batch_of_another_till"
    taken(hq, other, other.body())


def test_blobs_come_first(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    till.add(Kind.ARTICLE_ACCEPTED, blobs={"2.image": blob})

    answer = hq.take(till, till.body())

    assert answer == BlobsMissing((blob.sha256,))
    assert hq.rows(till) == 0
    hq.put(till, blob.sha256, cipher)
    assert taken(hq, till, till.body()).checkpoint.size == 1


def test_a_blob_that_another_till_brought_is_not_this_tills(hq: SmallHq, till: SmallTill) -> None:
    other = SmallTill(code=TillCode("T02"))
    hq.enrol(other)
    blob, cipher = photo()
    hq.put(other, blob.sha256, cipher)
    till.add(blobs={"2.image": blob})
    assert hq.take(till, till.body()) == BlobsMissing((blob.sha256,))


def test_a_blob_of_another_size_than_the_header_says_is_refused(
    hq: SmallHq, till: SmallTill
) -> None:
    blob, cipher = photo()
    hq.put(till, blob.sha256, cipher)
    till.add(blobs={"2.image": BlobPart(blob.sha256, blob.size + 1, blob.key)})
    assert refused(hq, till, till.body()) == "blob_size"


def test_deletions_are_done_and_counted(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    hq.put(till, blob.sha256, cipher)
    seq = till.add(
        Kind.ARTICLE_ACCEPTED, {"5.billing": {"billing.amount": 1}}, blobs={"2.image": blob}
    )
    taken(hq, till, till.body(**wire(*till.envelopes(hq.public, seq, "provide", "marketing"))))

    till.add(Kind.CONSENT_WITHDRAWN, ref=seq)
    told = taken(
        hq,
        till,
        till.body(
            before=1,
            drop_envelopes=[(seq, "marketing"), (seq, "g_marketing")],
            drop_blobs=[blob.sha256, "0" * 64],
        ),
    )

    assert told.deleted == 2  # one envelope and one file were there
    assert not hq.data.blobs.has(till.code, blob.sha256)
    with hq.data.store.read() as tx:
        assert tx.sealed(till.code).envelope(seq, "marketing") is None
        assert tx.sealed(till.code).envelope(seq, "provide") is not None
        assert tx.sealed(till.code).all_blobs() == []


def test_a_till_cannot_delete_what_is_another_tills(hq: SmallHq, till: SmallTill) -> None:
    other = SmallTill(code=TillCode("T02"))
    hq.enrol(other)
    blob, cipher = photo()
    hq.put(other, blob.sha256, cipher)
    seq = other.add(blobs={"2.image": blob}, parts={})
    taken(hq, other, other.body(**wire(*other.envelopes(hq.public, seq, "provide"))))

    wishes: dict[str, Any] = {"drop_envelopes": [(seq, "provide")], "drop_blobs": [blob.sha256]}
    assert taken(hq, till, till.body(**wishes)).deleted == 0

    assert hq.data.blobs.has(other.code, blob.sha256)
    with hq.data.store.read() as tx:
        assert tx.sealed(other.code).envelope(seq, "provide") is not None


def test_an_envelope_at_hq_is_never_overwritten(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    runs, envelopes = till.envelopes(hq.public, seq, "provide")
    taken(hq, till, till.body(**wire(runs, envelopes)))

    taken(hq, till, till.body(before=1, **wire(*till.envelopes(hq.public, seq, "provide"))))

    with hq.data.store.read() as tx:
        assert tx.sealed(till.code).envelope(seq, "provide") == envelopes[0]


def test_an_envelope_needs_a_row_that_the_kind_may_have(hq: SmallHq, till: SmallTill) -> None:
    note = {"9.note": {"other.staff_note": "見本"}}
    seq = till.add(Kind.INTERNAL, note)
    for row in till.facts.rows:
        body = till.body(**wire(*till.envelopes(hq.public, seq, row)))
        if row not in {"provide", "screening"}:  # DESIGN: the cap of `internal`
            assert refused(hq, till, body) == "envelope_not_allowed"
    taken(hq, till, till.body(**wire(*till.envelopes(hq.public, seq, "provide", "screening"))))


def test_the_cap_holds_for_acts_that_came_earlier(hq: SmallHq, till: SmallTill) -> None:
    seq = till.add(Kind.INTERNAL, {"9.note": {"other.staff_note": "見本"}})
    taken(hq, till, till.body())
    late = till.body(before=1, **wire(*till.envelopes(hq.public, seq, "fraud")))
    assert refused(hq, till, late) == "envelope_not_allowed"
    lawful = till.body(before=1, **wire(*till.envelopes(hq.public, seq, "screening")))
    taken(hq, till, lawful)


def test_an_envelope_needs_its_act_its_row_and_its_run(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    runs, envelopes = till.envelopes(hq.public, seq, "provide", "fraud")
    sent = wire(runs, envelopes)
    assert refused(hq, till, till.body(**{**sent, "runs": sent["runs"][:1]})) == (
        "envelope_without_run"
    )
    crossed = [sent["runs"][0]]
    swapped = type(sent["envelopes"][1])(seq, "fraud", runs[0].run, envelopes[1].sealed)
    assert refused(hq, till, till.body(runs=crossed, envelopes=[swapped])) == "envelope_without_run"
    ahead = type(swapped)(seq + 1, "provide", runs[0].run, envelopes[0].sealed)
    assert refused(hq, till, till.body(runs=crossed, envelopes=[ahead])) == "envelope_not_allowed"
    unknown = type(swapped)(seq, "police", runs[0].run, envelopes[0].sealed)
    assert refused(hq, till, till.body(runs=crossed, envelopes=[unknown])) == "envelope_not_allowed"
    taken(hq, till, till.body(**sent))
    later = till.envelopes(hq.public, seq, "improve")
    taken(hq, till, till.body(before=1, **wire(*later)))


def test_a_run_at_hq_keeps_its_row(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    runs, envelopes = till.envelopes(hq.public, seq, "provide")
    taken(hq, till, till.body(**wire(runs, envelopes)))
    renamed = wire([replace(runs[0], row="fraud")], [replace(envelopes[0], row="fraud")])
    assert refused(hq, till, till.body(before=1, **renamed)) == "envelope_without_run"


def test_a_request_that_was_overtaken_looks_again(
    hq: SmallHq, till: SmallTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Engines that do not lock at the start of a transaction let two requests read one head.
    till.add()
    advance, lost = TillLog.advance, [True]

    def overtaken_once(log: TillLog, old: Head, new: Head) -> bool:
        return False if lost and lost.pop() else advance(log, old, new)

    monkeypatch.setattr(TillLog, "advance", overtaken_once)
    assert taken(hq, till, till.body()).checkpoint.size == 1
    assert hq.rows(till) == 1
    monkeypatch.setattr(TillLog, "advance", lambda *_given: False)
    till.add()
    with pytest.raises(HqBusy):
        hq.take(till, till.body(before=1))
    assert hq.rows(till) == 1


def test_two_requests_racing_with_one_batch_leave_one_copy(hq: SmallHq, till: SmallTill) -> None:
    for _ in range(50):
        till.add()
    body = till.body()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _n: hq.take(till, body), range(8)))

    notes = [receipt(hq, answer.note) for answer in answers if isinstance(answer, Taken)]
    assert len(notes) == 8
    assert {told.checkpoint for told in notes} == {Checkpoint(till.code, 50, till.tree.root())}
    assert (hq.size(till), hq.rows(till)) == (50, 50)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.lists(st.sampled_from(["well", "request", "reply", "twice", "restart"]), max_size=12)
)
def test_whatever_the_line_loses_every_act_is_at_hq_once(faults: list[str], hq: SmallHq) -> None:
    till = SmallTill()
    hq.enrol(till)  # a new generation each time: the log of T01 starts where the last run left it
    with hq.data.store.read() as tx:
        for kept in tx.log(till.code).acts():
            till.keep(kept.act)
    acked = len(till.acts)
    for fault in [*faults, "well"]:
        till.add()
        for heard in (fault, "well"):
            body = till.body(acked)
            if heard == "request":
                continue
            answer = hq.take(till, body)
            if heard == "twice":
                answer = hq.take(till, body)
            if heard == "reply":
                till.add()  # goes on meanwhile: the next body is another one
                continue
            if heard == "restart":
                continue
            assert not isinstance(answer, BlobsMissing)
            told = receipt(hq, answer.note).checkpoint
            assert told.root == till.tree.root(told.size)
            acked = told.size
    if acked < len(till.acts):
        acked = taken(hq, till, till.body(acked)).checkpoint.size
    with hq.data.store.read() as tx:
        assert [kept.act for kept in tx.log(till.code).acts()] == till.acts


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_changed_anywhere_in_a_body_are_refused_or_change_nothing(
    data: st.DataObject, hq: SmallHq
) -> None:
    till = SmallTill(code=TillCode("T09"), key=hq.data.key)
    till.full_act()
    body = bytearray(till.body())
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] = data.draw(st.integers(0, 255).filter(lambda value: value != body[place]))
    with pytest.raises((WireFault, Rejected)):
        hq.take(till, bytes(body))
    assert hq.rows(till) == 0


@given(body=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_give_anything_but_a_typed_refusal(body: bytes, hq: SmallHq) -> None:
    with pytest.raises(CounterError):
        hq.take(SmallTill(), body)
