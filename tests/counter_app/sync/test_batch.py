"""A batch's bytes: what is not exactly of the form is refused, typed, whatever it is."""

from __future__ import annotations

import os
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.acts import Act
from counter_app.sync.batch import (
    MAX_ACTS,
    MAX_BODY,
    Batch,
    WireAct,
    WireEnvelope,
    WireFault,
    WireRun,
    decode_batch,
    encode_batch,
)
from counter_app.sync.envelope import Envelope, Run

RUN_ID, KEY_ID, HASH = b"r" * 16, b"k" * 8, "0" * 64
ACT = [b"{}", b"content", b"c" * 32]
RUN = [RUN_ID, "provide", KEY_ID, b"sealed"]
ENVELOPE = [1, "provide", RUN_ID, b"n" * 40]
PLAIN: list[Any] = [1, "T01", 0, [ACT], [RUN], [ENVELOPE], [[1, "fraud"]], [HASH], "note"]


def packed(value: Any) -> bytes:
    return msgspec.msgpack.encode(value)


def changed(place: int, value: Any) -> bytes:
    return packed([*PLAIN[:place], value, *PLAIN[place + 1 :]])


def code(body: bytes) -> str:
    with pytest.raises(WireFault) as caught:
        decode_batch(body)
    return caught.value.code


def test_what_is_encoded_is_the_array_of_the_format_and_decodes_to_itself() -> None:
    act = Act(b"{}", b"content", b"c" * 32)
    run, envelope = (
        Run(RUN_ID, "provide", KEY_ID, b"sealed"),
        Envelope(1, "provide", RUN_ID, b"n" * 40),
    )
    batch = Batch(
        1,
        "T01",
        0,
        [WireAct.of(act)],
        [WireRun.of(run)],
        [WireEnvelope.of(envelope)],
        [(1, "fraud")],
        [HASH],
        "note",
    )

    body = encode_batch(batch)

    assert msgspec.msgpack.decode(body) == PLAIN
    again = decode_batch(body)
    assert again == batch
    assert (again.code, again.after) == ("T01", 1)
    assert again.acts[0].act() == act
    assert again.runs[0].to_run() == run
    assert again.envelopes[0].envelope() == envelope


def test_the_plain_one_passes() -> None:
    decode_batch(packed(PLAIN))  # the control of all refusals below


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 2),
        (0, True),
        (0, "1"),
        (1, "t01"),
        (1, "T"),
        (1, "T01\n"),
        (1, "T01234567"),
        (2, -1),
        (2, 0.0),
        (2, 1 << 53),
        (3, None),
        (3, [ACT[:2]]),
        (3, [[*ACT, b""]]),
        (3, [["{}", b"", b""]]),
        (3, [[b"{}" * 9000, b"", b""]]),
        (3, [[b"{}", b"", b"c" * 32 * 65]]),
        (3, [ACT] * (MAX_ACTS + 1)),
        (4, [[b"short", "provide", KEY_ID, b""]]),
        (4, [[RUN_ID, "Provide", KEY_ID, b""]]),
        (4, [[RUN_ID, "provide", b"k" * 7, b""]]),
        (4, [[RUN_ID, "provide", KEY_ID, b"s" * 9000]]),
        (5, [[0, "provide", RUN_ID, b"n" * 40]]),
        (5, [[1, "provide", RUN_ID, b"n" * 11]]),
        (5, [[1, "", RUN_ID, b"n" * 40]]),
        (6, [[1]]),
        (6, [[1, "fraud", 2]]),
        (6, [1, "fraud"]),
        (7, ["0" * 63]),
        (7, ["G" * 64]),
        (7, [bytes(32)]),
        (8, b"note"),
        (8, "n" * 3000),
    ],
)
def test_another_value_is_refused(place: int, value: Any) -> None:
    assert code(changed(place, value)) == "batch_malformed"


def test_another_array_is_refused() -> None:
    assert code(packed(PLAIN[:-1])) == "batch_malformed"
    assert code(packed([*PLAIN, None])) == "batch_malformed"
    assert code(packed(PLAIN) + b"\x00") == "batch_malformed"
    assert code(packed(dict(enumerate(PLAIN)))) == "batch_malformed"
    assert code(packed(PLAIN)[:-1]) == "batch_malformed"
    assert code(b"") == "batch_malformed"
    assert code(b"\x99\x01\xa3T\xff1") == "batch_malformed"  # no UTF-8
    assert code(b"\xdd\xff\xff\xff\xff") == "batch_malformed"  # says 4 billion elements
    assert code(b"\x91" * 100_000) == "batch_malformed"  # nested deep


def test_the_limits_hold_in_both_directions() -> None:
    acts = [WireAct(b"{}", b"", b"")] * MAX_ACTS
    empty = Batch(1, "T01", 0, acts, [], [], [], [], "")
    assert len(decode_batch(encode_batch(empty)).acts) == MAX_ACTS
    many = msgspec.structs.replace(empty, acts=[*acts, acts[0]])
    with pytest.raises(WireFault, match="batch_too_large"):
        encode_batch(many)

    room = MAX_BODY - len(encode_batch(filled(0))) - 3  # three more bytes of length
    assert len(encode_batch(filled(room))) == MAX_BODY
    decode_batch(encode_batch(filled(room)))
    with pytest.raises(WireFault, match="batch_too_large"):
        encode_batch(filled(room + 1))
    assert code(bytes(MAX_BODY + 1)) == "batch_too_large"


def filled(size: int) -> Batch:
    return Batch(1, "T01", 0, [WireAct(b"{}", bytes(size), b"")], [], [], [], [], "")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(body: bytes) -> None:
    assert code(body) == "batch_malformed"


@given(place=st.integers(0, len(packed(PLAIN)) - 1), value=st.integers(0, 255))
def test_a_changed_byte_gives_a_refusal_or_a_batch(place: int, value: int) -> None:
    body = bytearray(packed(PLAIN))
    body[place] = value
    try:
        batch = decode_batch(bytes(body))
    except WireFault:
        return
    assert decode_batch(encode_batch(batch)) == batch


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 1 << 60) | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(place=st.integers(0, 8), value=VALUES)
def test_any_value_in_any_place_gives_a_refusal_or_a_batch(place: int, value: Any) -> None:
    body = changed(place, value)
    try:
        batch = decode_batch(body)
    except WireFault:
        return
    assert packed(batch) == body


@given(st.lists(st.tuples(st.binary(min_size=2, max_size=50), st.binary(max_size=50)), max_size=5))
def test_batches_come_back_as_they_went(acts: list[tuple[bytes, bytes]]) -> None:
    wire = [WireAct(header, content, os.urandom(32)) for header, content in acts]
    batch = Batch(1, "T01", 7, wire, [], [], [], [], "note")
    assert decode_batch(encode_batch(batch)) == batch
