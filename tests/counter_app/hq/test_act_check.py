"""The form of an act that came from outside."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.acts import Act, canonical
from counter_app.hq.act_check import checked_acts
from counter_app.hq.errors import Rejected
from counter_app.sync.batch import Batch, WireAct
from tests.counter_app.hq.builders import SmallTill


@cache
def plain_act() -> Act:
    till = SmallTill()
    till.add(parts={"5.billing": {"billing.amount": 1}, "6.facts": {"article.imei": "見本"}})
    return till.acts[0]


def code(act: Act, before: int = 0) -> str:
    batch = Batch(1, "T01", before, [WireAct.of(act)], [], [], [], [], "")
    try:
        [checked] = checked_acts(batch)
    except Rejected as refusal:
        return refusal.code
    assert checked.act == act
    return ""


def with_header(**changes: Any) -> Act:
    """The act with other values in its header, written canonically."""
    act = plain_act()
    header = {**json.loads(act.header), **changes}
    return Act(canonical(header), act.content, act.commitments)


def test_an_act_of_its_form_passes() -> None:
    assert code(plain_act()) == ""
    assert code(with_header(ledger=[3, 2])) == ""


PART = ["5.billing", 40, ""]


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": True},
        {"seq": 1.0},
        {"seq": "1"},
        {"seq": 1 << 60},
        {"ref": 0.5},
        {"ref": True},
        {"ledger": [1]},
        {"ledger": [0, 1]},
        {"ledger": [1, 2, 3]},
        {"parts": [["5.billing", 40.0, ""]]},
        {"parts": [["5.billing", -1, ""]]},
        {"parts": [["5.billing", "40", ""]]},
        {"parts": [["billing", 40, ""]]},
        {"parts": [["5.billing\n", 40, ""]]},
        {"parts": [["5.billing", 40, "00"]]},
        {"parts": [["5.billing", 40]]},
        {"parts": [PART] * 65},
        {"at": "2026-11-22T03:00:00Z"},
        {"at": "2026-13-22T03:00:00.000Z"},
        {"at": 5},
        {"staff": "見" * 33},
        {"kind": "internal_affair"},
        {"till": "t01"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_header_of_another_form_is_refused(changes: dict[str, Any]) -> None:
    assert code(with_header(**changes)) == "act_malformed"


def test_a_part_that_stands_twice_is_refused() -> None:
    # Otherwise one of the two ciphertexts would be in no leaf and could be changed at will.
    till = SmallTill()
    till.add()
    act = till.acts[0]
    header = json.loads(act.header)
    header["parts"] *= 2
    twice = Act(canonical(header), act.content * 2, act.commitments * 2)
    assert twice.leaf()  # control: sizes fit
    assert code(twice) == "act_malformed"


def test_deep_nesting_is_refused_and_not_followed() -> None:
    act = plain_act()
    for nest in (b"[" * 16_000, b'{"v":' * 3_000, b'{"v":1,"till":' + b"[" * 10_000):
        assert code(Act(nest, act.content, act.commitments)) == "act_malformed"


def test_an_act_stands_where_the_batch_says() -> None:
    assert code(plain_act(), before=1) == "act_out_of_place"
    assert code(with_header(seq=2)) == "act_out_of_place"
    assert code(with_header(till="T02")) == "act_out_of_place"
    assert code(with_header(ref=1)) == "act_out_of_place"  # it cannot belong to itself


@given(header=st.binary(max_size=200) | st.text().map(str.encode))
def test_any_bytes_are_refused(header: bytes) -> None:
    assert code(Act(header, b"", b"")) == "act_malformed"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    key=st.sampled_from(["v", "till", "seq", "kind", "at", "staff", "parts", "ledger", "ref"]),
    value=VALUES,
)
def test_any_value_in_a_header_passes_or_is_refused(key: str, value: Any) -> None:
    assert code(with_header(**{key: value})) in {"", "act_malformed", "act_out_of_place"}
