"""Which acts belong to a deal, however deep their references, and that no internal act does."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.acts import Kind
from counter_app.storage.act_log import NewAct
from counter_app.storage.deal_acts import acts_of_deals
from tests.records import CLERK, NOON, SmallRecord, accepted, paid


def test_the_acts_of_each_deal_are_told_apart(till: SmallRecord) -> None:
    first = till.write(accepted("見本 太郎")).header.seq
    second = till.write(accepted("見本 花子")).header.seq
    payout = till.write(replace(paid(), ref=first)).header.seq
    deep = till.write(replace(paid(), ref=payout)).header.seq
    other = till.write(replace(paid(), ref=second)).header.seq
    till.write(replace(paid(), ref=None))
    with till.record.read() as view:
        found = acts_of_deals(view, till.record.acts, [first, second])
        told = {root: [act.header.seq for act in acts] for root, acts in found.items()}
        assert told == {first: [first, payout, deep], second: [second, other]}
        assert acts_of_deals(view, till.record.acts, []) == {}


def test_an_internal_act_is_in_no_deal_even_if_it_referred_to_one(till: SmallRecord) -> None:
    first = till.write(accepted("見本 太郎")).header.seq
    note = {"other.staff_note": {"kind": "suspicion"}}
    till.write(NewAct(Kind.INTERNAL, CLERK, NOON, note, ref=first))
    seen = till.write(replace(paid(), ref=first)).header.seq
    with till.record.read() as view:
        found = acts_of_deals(view, till.record.acts, [first])
    assert [act.header.seq for act in found[first]] == [first, seen]  # the control: a payout is
