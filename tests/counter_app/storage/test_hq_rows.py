"""What the till knows of HQ, and the envelopes that wait for it."""

from __future__ import annotations

from dataclasses import replace

from counter_app.storage.hq_rows import HqState, SealedEnvelope, SealedRun
from tests.records import SmallRecord

STATE = HqState("https://hq.example", "ab" * 32, "CODE", "", "directory")


def run(fill: int, row: str = "provide") -> SealedRun:
    return SealedRun(bytes([fill]) * 16, row, b"8 bytes.", b"sealed")


def envelope(seq: int, of: SealedRun, sealed: bytes = b"sealed") -> SealedEnvelope:
    return SealedEnvelope(seq, of.row, of.run, sealed)


def test_one_state_is_kept(till: SmallRecord) -> None:
    with till.record.write() as tx:
        assert till.record.hq.state(tx) is None
        till.record.hq.put(tx, STATE)
        assert till.record.hq.state(tx) == STATE
        newer = replace(STATE, code="", certificate="c", acked=7, receipt="r")
        till.record.hq.put(tx, newer)
    till.reopen()
    with till.record.read() as view:
        assert till.record.hq.state(view) == newer


def test_envelopes_come_with_their_runs_and_stay_as_they_are(till: SmallRecord) -> None:
    till.write_many(3)
    one, two = run(1), run(2, "fraud")
    with till.record.write() as tx:
        till.record.hq.add_sealed(tx, [one, two], [envelope(1, one), envelope(2, two)])
        till.record.hq.add_sealed(tx, [one], [envelope(1, one, b"another"), envelope(3, one)])
        till.record.hq.add_sealed(tx, [], [])
    with till.record.read() as view:
        runs, every = till.record.hq.sealed_between(view, 0, 3)
        assert {made.run for made in runs} == {one.run, two.run}
        assert every == [envelope(1, one), envelope(2, two), envelope(3, one)]
        assert till.record.hq.sealed_between(view, 1, 2) == ([two], [envelope(2, two)])
        assert till.record.hq.sealed_between(view, 3, 3) == ([], [])


def test_what_is_owed_is_sent_late_and_then_owed_no_longer(till: SmallRecord) -> None:
    till.write_many(3)
    one = run(1)
    hq = till.record.hq
    with till.record.write() as tx:
        hq.owe(tx, 1, ["provide", "fraud"])
        hq.owe(tx, 3, ["provide"])
        hq.owe(tx, 3, ["provide"])
        assert hq.owed(tx) == [(1, "fraud"), (1, "provide"), (3, "provide")]
        assert hq.owed(tx, ["provide"]) == [(1, "provide"), (3, "provide")]
        hq.add_sealed(tx, [one], [envelope(1, one), envelope(2, one), envelope(3, one)])
        assert hq.owed(tx) == [(1, "fraud")]
        assert hq.sealed_late(tx, 2, 9) == ([one], [envelope(1, one)])
        assert hq.sealed_late(tx, 3, 9)[1] == [envelope(1, one), envelope(3, one)]
        assert hq.sealed_late(tx, 3, 1)[1] == [envelope(1, one)]
        hq.no_longer_owed(tx, [(1, "provide"), (3, "provide"), (2, "provide")])
        assert hq.sealed_late(tx, 3, 9) == ([], [])
        assert hq.owed(tx) == [(1, "fraud")]


def test_how_far_acts_are_sealed_is_kept(till: SmallRecord) -> None:
    with till.record.write() as tx:
        assert till.record.hq.sealed_through(tx) == 0
        till.record.hq.set_sealed_through(tx, 5)
    till.reopen()
    with till.record.read() as view:
        assert till.record.hq.sealed_through(view) == 5
