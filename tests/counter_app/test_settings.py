"""The settings file: what is written is read again, and what cannot be read is never guessed."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.settings import (
    FILE,
    Settings,
    SettingsFault,
    default_folder,
    read_settings,
    settings_bytes,
)
from tests.builders import settings


def written(folder: Path, **changed: Any) -> Path:
    """A data folder with a settings file in which some values were changed by hand."""
    raw = json.loads(settings_bytes(settings())) | changed
    (folder / FILE).write_text(json.dumps(raw), encoding="utf-8")
    return folder


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    shop = settings(
        permit_categories=(8, 9),
        keep_id_image="masked",
        identity_first=False,
        verify_always=False,
        clerk_limit_yen=30_000,
        demo=True,
    )
    (tmp_path / FILE).write_bytes(settings_bytes(shop))

    assert read_settings(tmp_path) == shop


@given(st.text(max_size=50), st.integers(0, 10**9))
def test_any_name_and_limit_come_back_as_they_were(name: str, limit: int) -> None:
    shop = settings(shop=name, clerk_limit_yen=limit)

    assert msgspec.json.decode(settings_bytes(shop), type=Settings) == shop


def test_a_till_that_was_not_set_up_has_none(tmp_path: Path) -> None:
    assert read_settings(tmp_path) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"shop": "x"}'])
def test_a_damaged_file_is_said_and_not_taken_for_a_new_till(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)

    with pytest.raises(SettingsFault):
        read_settings(tmp_path)


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault, match="format 2"):
        read_settings(written(tmp_path, v=2))
    assert read_settings(written(tmp_path, v=1)) is not None


def test_a_value_that_is_not_one_of_the_listed_ones_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault):
        read_settings(written(tmp_path, keep_id_image="everything"))


def test_the_ordinary_values_are_the_careful_ones() -> None:
    shop = settings()

    assert shop.keep_id_image == "no"  # the law asks for no copy face to face
    assert shop.identity_first
    assert shop.verify_always
    assert not shop.demo
    assert not shop.group_answer_required


def test_every_new_till_has_its_own_entry_in_the_key_store() -> None:
    raw = msgspec.to_builtins(settings())
    del raw["entry"]
    first, second = (msgspec.convert(raw, Settings) for _ in "ab")

    assert first.entry != second.entry
    assert len(first.entry) == 16


def test_no_secret_stands_in_the_settings() -> None:
    names = {field.name for field in fields(Settings)}

    assert not [name for name in names if any(word in name for word in ("pin", "secret", "seed"))]
    assert "entry" in names  # a name, not a key


def test_the_data_folder_is_the_persons_own() -> None:
    assert default_folder().is_relative_to(Path.home())
    assert default_folder().name == "trade-in-counter"
