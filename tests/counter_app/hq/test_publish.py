"""Role keys and their signed directory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter_app.hq.data_folder import create_data, open_data
from counter_app.hq.errors import HqRefused
from counter_app.hq.publish import newest_directory, publish_roles
from counter_app.sync.checkpoint import verified_text
from counter_app.sync.directory import parse_directory
from counter_app.sync.envelope import role_key_id
from tests.counter_app.hq.builders import NOTICE, SmallHq


def test_the_directory_has_a_key_for_each_row_and_one_for_recovery(hq: SmallHq) -> None:
    note = newest_directory(hq.data.store)

    told = parse_directory(verified_text(note, "hq", hq.data.key.public_key()))

    assert (told.version, told.expires) == (1, date(2027, 2, 20))  # 90 days after 22 November
    assert len(told.keys) == 17
    assert set(told.keys) == {*hq.data.facts.rows, "recovery"}
    assert len(set(told.keys.values())) == 17


def test_renewing_counts_up_and_keeps_the_old_keys(hq: SmallHq) -> None:
    data = hq.data
    again = publish_roles(data.store, data.key, hq.clock, data.facts, hq.roles)
    told = parse_directory(verified_text(newest_directory(data.store), "hq", data.key.public_key()))
    assert (again.version, told.version) == (2, 2)
    assert set(told.keys.values()).isdisjoint(hq.public.values())
    for keys in (hq.public, again.keys):
        assert hq.roles.private("fraud", role_key_id(keys["fraud"])) is not None


def test_before_the_first_roles_there_is_no_directory(tmp_path: Path) -> None:
    create_data(tmp_path / "hq", NOTICE)
    with open_data(tmp_path / "hq") as data, pytest.raises(HqRefused, match="roles_missing"):
        newest_directory(data.store)
