"""The file of role keys."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from counter_app.hq.errors import HqFault, HqRefused, HqWrongUse
from counter_app.hq.role_keys import RoleKeys
from counter_app.sync.envelope import open_run, role_key_id, seal_run
from tests.counter_app.hq.builders import T01, SmallHq


def test_each_public_key_has_its_private_key_in_the_file(hq: SmallHq) -> None:
    for row, public in hq.public.items():
        key, run = seal_run(T01, row, public)
        private = hq.roles.private(row, role_key_id(public))
        assert private is not None
        assert open_run(T01, run, private) == key
    assert hq.roles.private("provide", bytes(8)) is None
    assert hq.roles.private("provide", role_key_id(hq.public["fraud"])) is None


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_its_owners_only(hq: SmallHq, tmp_path: Path) -> None:
    path = tmp_path / "hq.role-keys"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(HqRefused, match="key_file_open"):
        hq.roles.private("provide", bytes(8))
    with pytest.raises(HqRefused, match="key_file_open"):
        hq.roles.renew(["provide"], "later")


@pytest.mark.parametrize("data", [b"", b"{}", b'{"v":2,"keys":[]}', b"\xff\xfe"])
def test_a_damaged_file_is_said_and_not_written_over(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "role-keys"
    path.write_bytes(data)
    path.chmod(0o600)
    with pytest.raises(HqFault, match="role_keys_damaged"):
        RoleKeys(path).renew(["provide"], "later")
    assert path.read_bytes() == data


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(HqRefused, match="role_keys_missing"):
        RoleKeys(tmp_path / "none").private("provide", bytes(8))


@pytest.mark.parametrize("private", ["zz", "00"], ids=["no hex", "too short"])
def test_a_damaged_private_key_is_said(hq: SmallHq, tmp_path: Path, private: str) -> None:
    path = tmp_path / "hq.role-keys"
    kept = msgspec.json.decode(path.read_bytes())
    for one in kept["keys"]:
        one["private"] = private
    path.write_bytes(msgspec.json.encode(kept))

    with pytest.raises(HqFault, match="role_keys_damaged"):
        hq.roles.private("provide", role_key_id(hq.public["provide"]))


def test_a_handed_out_file_opens_one_role_and_no_other(hq: SmallHq, tmp_path: Path) -> None:
    own = tmp_path / "marketing"
    hq.roles.hand_out("marketing", own)
    held = {row for row, key in hq.public.items() if RoleKeys(own).private(row, role_key_id(key))}
    assert held == {"marketing"}
    assert own.stat().st_mode & 0o777 == 0o600


def test_every_role_has_a_holder_and_the_anonymiser_holds_two(hq: SmallHq, tmp_path: Path) -> None:
    holders = hq.roles.holders()
    assert len(holders) == 16
    assert set(hq.public) - set(holders) == {"improve", "investment"}
    assert set(holders) - set(hq.public) == {"anonymiser"}
    hq.roles.hand_out("anonymiser", tmp_path / "a")
    held = {
        row
        for row, key in hq.public.items()
        if RoleKeys(tmp_path / "a").private(row, role_key_id(key))
    }
    assert held == {"improve", "investment"}


def test_nobody_else_gets_the_anonymisers_keys(hq: SmallHq, tmp_path: Path) -> None:
    for row in ("improve", "investment"):
        with pytest.raises(HqRefused, match="only_by_anonymiser"):
            hq.roles.hand_out(row, tmp_path / "own")
    with pytest.raises(HqWrongUse, match="role_unknown"):
        hq.roles.hand_out("police", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_file_handed_out_again_has_old_keys_and_new(hq: SmallHq, tmp_path: Path) -> None:
    own = tmp_path / "fraud"
    hq.roles.hand_out("fraud", own)
    renewed = hq.roles.renew(["fraud"], "later")
    assert RoleKeys(own).private("fraud", role_key_id(renewed["fraud"])) is None
    hq.roles.hand_out("fraud", own)
    for public in (hq.public["fraud"], renewed["fraud"]):
        assert RoleKeys(own).private("fraud", role_key_id(public)) is not None
