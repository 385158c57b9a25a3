"""An envelope opens for its role, its act and its row, and for nobody and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.sync.envelope import (
    KEY_SIZE,
    Envelope,
    Run,
    new_role_key,
    open_envelope,
    open_run,
    pack_keys,
    private_role_key,
    role_key_id,
    seal_envelope,
    seal_run,
    unpack_keys,
)
from tests.records import T01

LEAF = b"\x11" * 32
KEYS = {"1.identity": b"\x01" * 32, "5.billing": b"\x05" * 32}
PRIVATE, PUBLIC = new_role_key()
PARTS = st.dictionaries(
    st.text(st.characters(codec="ascii"), min_size=1, max_size=20),
    st.binary(min_size=KEY_SIZE, max_size=KEY_SIZE),
    max_size=5,
)


def made() -> tuple[bytes, Run, Envelope]:
    key, run = seal_run(T01, "provide", PUBLIC)
    return key, run, seal_envelope(T01, 7, LEAF, KEYS, (key, run))


def test_the_role_opens_its_run_and_the_runs_envelopes() -> None:
    key, run, envelope = made()
    assert open_run(T01, run, private_role_key(PRIVATE)) == key
    assert (envelope.seq, envelope.row, envelope.run) == (7, "provide", run.run)
    assert run.key_id == role_key_id(PUBLIC)
    assert open_envelope(T01, LEAF, envelope, key) == KEYS


def test_no_two_runs_have_a_key_in_common() -> None:
    assert len({made()[0] for _run in range(5)}) == len({made()[1].run for _run in range(5)}) == 5


def test_a_run_opens_for_its_role_till_and_row_only() -> None:
    _key, run, _envelope = made()
    stranger, _public = new_role_key()
    mine = private_role_key(PRIVATE)
    for till, moved, private in (
        (T01, run, private_role_key(stranger)),
        (TillCode("T02"), run, mine),
        (T01, replace(run, row="fraud"), mine),
        (T01, replace(run, run=bytes(16)), mine),
        (T01, replace(run, key_id=bytes(8)), mine),
        (T01, replace(run, sealed=run.sealed[:-1]), mine),
    ):
        with pytest.raises(IntegrityFault, match="envelope_not_for_this_key"):
            open_run(till, moved, private)


def test_an_envelope_opens_for_its_act_and_row_only() -> None:
    key, _run, envelope = made()
    for till, leaf, moved, with_key in (
        (TillCode("T02"), LEAF, envelope, key),
        (T01, b"\x12" * 32, envelope, key),
        (T01, LEAF, replace(envelope, seq=8), key),
        (T01, LEAF, replace(envelope, row="fraud"), key),
        (T01, LEAF, replace(envelope, sealed=envelope.sealed[:-1]), key),
        (T01, LEAF, replace(envelope, sealed=b""), key),
        (T01, LEAF, envelope, bytes(32)),
    ):
        with pytest.raises(IntegrityFault, match="envelope_damaged"):
            open_envelope(till, leaf, moved, with_key)


@given(PARTS)
def test_keys_come_out_as_they_went_in(keys: dict[str, bytes]) -> None:
    assert unpack_keys(pack_keys(keys)) == keys


@given(PARTS.filter(bool), st.integers(1, 200))
def test_cut_keys_are_refused(keys: dict[str, bytes], cut: int) -> None:
    data = pack_keys(keys)
    whole = {len(pack_keys(dict(sorted(keys.items())[:count]))) for count in range(len(keys))}
    end = max(1, len(data) - cut)
    if end in whole:
        assert len(unpack_keys(data[:end])) < len(keys)
    else:
        with pytest.raises(ValueError, match=r"."):
            unpack_keys(data[:end])
