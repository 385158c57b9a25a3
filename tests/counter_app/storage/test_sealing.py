"""Sealed parts open under their own key, in their own place, and nowhere else."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from counter_app.domain.acts import Act, Header, Kind
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import StaffCode, TillCode
from counter_app.storage.sealing import check_key, open_blob, open_part, seal_act, seal_blob
from tests.records import NOON, T01

PARTS: dict[str, dict[str, object]] = {
    "1.identity": {"person.name": "見本"},
    "5.billing": {"billing.amount": 1},
}


def sealed(seq: int = 1, till: TillCode = T01) -> tuple[Act, dict[str, bytes]]:
    keys = {name: os.urandom(32) for name in PARTS}
    header = Header(till, seq, Kind.PAID, NOON, StaffCode("C01"))
    return seal_act(header, PARTS, keys), keys


def test_a_part_opens_under_its_key() -> None:
    act, keys = sealed()
    assert open_part(act, "1.identity", keys["1.identity"]).decode() == '{"person.name":"見本"}'


def test_another_key_is_not_the_committed_one() -> None:
    act, keys = sealed()
    for wrong in (keys["5.billing"], os.urandom(32)):
        with pytest.raises(IntegrityFault, match="key_not_committed"):
            open_part(act, "1.identity", wrong)
    with pytest.raises(KeyError):
        check_key(act, "9.note", keys["1.identity"])


def test_a_flipped_byte_is_found() -> None:
    act, keys = sealed()
    content = bytearray(act.content)
    content[0] ^= 1
    with pytest.raises(IntegrityFault, match="part_damaged"):
        open_part(replace(act, content=bytes(content)), "1.identity", keys["1.identity"])
    commitments = bytearray(act.commitments)
    commitments[0] ^= 1
    with pytest.raises(IntegrityFault, match="key_not_committed"):
        open_part(replace(act, commitments=bytes(commitments)), "1.identity", keys["1.identity"])


def test_a_part_moved_to_another_act_or_till_does_not_open() -> None:
    act, keys = sealed()
    for elsewhere, _keys in (sealed(seq=2), sealed(till=TillCode("T02"))):
        moved = replace(elsewhere, content=act.content, commitments=act.commitments)
        with pytest.raises(IntegrityFault, match="key_not_committed"):
            open_part(moved, "1.identity", keys["1.identity"])


def test_a_blob_opens_under_its_key_and_part_only() -> None:
    key = os.urandom(32)
    name, cipher = seal_blob(b"bytes", key, "2.image")
    assert len(name) == 64
    assert open_blob(cipher, key, "2.image") == b"bytes"
    for wrong in ((cipher, key, "6.photos"), (cipher, os.urandom(32), "2.image")):
        with pytest.raises(IntegrityFault, match="blob_damaged"):
            open_blob(*wrong)
    with pytest.raises(IntegrityFault, match="blob_damaged"):
        open_blob(cipher[:-1], key, "2.image")
