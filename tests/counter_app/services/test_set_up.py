"""A till is set up whole or not at all, in the first manager's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from counter_app.domain.acts import Kind
from counter_app.domain.errors import NotPossibleNow, Refused, WrongInput
from counter_app.domain.values import TillCode
from counter_app.services.notices import load_notice
from counter_app.services.set_up import Manager, checked, set_up
from counter_app.settings import Settings, read_settings
from counter_app.storage.keys import FileKeyStore, KeyStore, MemoryKeyStore, TillKeys
from counter_app.storage.records import Record
from tests.builders import settings
from tests.records import NOTICE_FOLDER, cheap_hasher, noon_clock, the_facts

BOSS = Manager("M01", "見本 店長", "2468")


class FullDisk(MemoryKeyStore):
    """A key store that cannot keep anything."""

    @override
    def save(self, keys: TillKeys) -> None:
        raise NotPossibleNow("disk_full")


def make(folder: Path, store: KeyStore, **other: Any) -> Settings:
    return set_up(
        folder,
        other.get("settings", settings()),
        other.get("manager", BOSS),
        key_store=lambda _folder, _settings: store,
        clock=noon_clock(),
        notice=load_notice(NOTICE_FOLDER, the_facts()),
        hasher=cheap_hasher(),
        approved=other.get("approved", ("ja", "en")),
    )


def kinds(folder: Path, store: KeyStore) -> list[Kind]:
    record = Record(folder, store.load(), TillCode(settings().till), the_facts())
    try:
        with record.read() as view:
            return [stored.header.kind for stored in record.acts.acts(view)]
    finally:
        record.close()


def test_a_till_is_made_with_its_acts(tmp_path: Path) -> None:
    store = MemoryKeyStore()

    made = make(tmp_path / "till", store)

    assert read_settings(tmp_path / "till") == made
    assert kinds(tmp_path / "till", store) == [
        Kind.TILL_SET_UP,
        Kind.STAFF_CHANGED,
        Kind.NOTICE_APPROVED,
    ]


def test_an_unread_notice_is_not_approved(tmp_path: Path) -> None:
    store = MemoryKeyStore()

    make(tmp_path / "till", store, approved=())

    assert Kind.NOTICE_APPROVED not in kinds(tmp_path / "till", store)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused, match="store_exists"):
        make(tmp_path, MemoryKeyStore())

    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_left_when_the_keys_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(NotPossibleNow, match="disk_full"):
        make(tmp_path / "till", FullDisk())

    assert list(tmp_path.iterdir()) == []


def test_what_a_cut_off_set_up_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".till.new").mkdir()
    (tmp_path / ".till.new" / "ledger.db").write_bytes(b"half")

    make(tmp_path / "till", MemoryKeyStore())

    assert [path.name for path in tmp_path.iterdir()] == ["till"]


def test_the_key_file_opens_the_till_and_the_folder_alone_does_not(tmp_path: Path) -> None:
    folder, key_file = tmp_path / "till", tmp_path / "till.key"
    FileKeyStore.create(key_file, folder)
    set_up(
        folder,
        settings(),
        BOSS,
        key_store=lambda made, _settings: FileKeyStore(key_file, made),
        clock=noon_clock(),
        notice=load_notice(NOTICE_FOLDER, the_facts()),
        hasher=cheap_hasher(),
        approved=("ja", "en"),
    )

    assert kinds(folder, FileKeyStore(key_file, folder))[0] is Kind.TILL_SET_UP
    key_file.unlink()
    with pytest.raises(Refused, match="store_key_missing"):
        FileKeyStore(key_file, folder).load()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("shop", " ", "shop_form"),
        ("address", "", "shop_form"),
        ("permit_authority", "", "shop_form"),
        ("permit_number", "30123456789", "permit_form"),
        ("prefecture", "48", "prefecture_form"),
        ("prefecture", "東京", "prefecture_form"),
        ("prefecture", "", "prefecture_form"),
        ("till", "t01", "till_code_form"),
    ],
)
def test_a_wrong_field_of_the_form_is_named(field: str, value: str, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        checked(replace(settings(), **{field: value}), BOSS)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("manager", "code"),
    [
        (replace(BOSS, code="m 1"), "staff_code_form"),
        (replace(BOSS, name=" "), "staff_name_form"),
        (replace(BOSS, pin="12a4"), "pin_form"),
        (replace(BOSS, pin="123"), "pin_form"),
    ],
)
def test_a_wrong_manager_is_named(manager: Manager, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        checked(settings(), manager)


def test_a_prefecture_of_one_digit_gets_its_zero() -> None:
    assert checked(replace(settings(), prefecture="1"), BOSS).prefecture == "01"


@pytest.mark.parametrize("filing", ["", "  ", "9" * 41, "第1号\n第2号"])
def test_a_temporary_place_has_the_number_of_its_filing(filing: str) -> None:
    """Act art. 14(1), proviso."""
    with pytest.raises(WrongInput, match="filing_form"):
        checked(replace(settings(), place="temporary", place_filing=filing), BOSS)
    filed = replace(settings(), place="temporary", place_filing=" 第1号 ")
    assert checked(filed, BOSS).place_filing == "第1号"
