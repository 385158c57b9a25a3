"""The shipped tables say what the law says, and a table that contradicts itself does not load."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from counter_app.law.dated import LawTableFault, NoRule
from counter_app.law.rows import AgeRow
from counter_app.law.tables import (
    FILES,
    PREFECTURES,
    VERSION_FILE,
    LawTables,
    law_files,
    load_tables,
    packed_tables,
    unpacked_tables,
)
from tests.counter_app.law.asked import FOLDER, tables

TODAY = date(2026, 11, 22)

CATEGORIES = (
    *("art", "clothing", "watch_jewellery", "car", "motorcycle", "bicycle", "camera"),
    *("office", "machine", "tool", "leather", "book", "ticket"),
)
"""In the order of Enforcement Regulations art. 2."""

GOODS = {
    9: "smartphone feature_phone router game_console appliance earphones charging_cable lan_cable "
    "electric_wire ac_outdoor_unit heat_pump_water_heater tool metal_grating plastic_grating",
    8: "tablet pc monitor printer",
    10: "game_software cd_dvd_bd furniture toy instrument",
    3: "smartwatch watch jewellery bullion",
    7: "camera lens",
    11: "bag shoes",
    2: "clothing",
    6: "bicycle",
    5: "motorcycle motorcycle_part motorcycle_generic_part",
    4: "car car_part",
    12: "book",
    13: "gift_voucher stamps",
    1: "artwork",
}
DOCUMENTS = {
    *("driving_licence", "driving_record_certificate", "my_number_card", "residence_card"),
    *("special_permanent_resident_certificate", "combined_residence_card", "passport_jp"),
    *("passport_foreign", "qualification_certificate", "health_insurance_card", "pension_book"),
    *("disability_certificate", "resident_record", "seal_certificate", "student_card"),
    *("employee_card", "utility_receipt", "basic_resident_card", "phone_screen"),
}


def test_the_thirteen_categories_stand_in_their_order() -> None:
    rows = tables().categories.on(TODAY)

    assert tuple(row.key for row in rows) == CATEGORIES
    assert tuple(row.no for row in rows) == tuple(range(1, 14))
    assert [tables().category(row.no, TODAY) for row in rows] == list(rows)


def test_every_kind_of_goods_has_its_category() -> None:
    shipped = {row.key: row.category for row in tables().goods.on(TODAY)}

    assert shipped == {key: no for no, keys in GOODS.items() for key in keys.split()}


def test_every_kind_of_document_is_there() -> None:
    assert tables().documents.keys == DOCUMENTS


@pytest.mark.parametrize(
    ("day", "more"),
    [
        (date(2025, 9, 30), set()),
        (
            date(2025, 10, 1),
            {"electric_wire", "ac_outdoor_unit", "heat_pump_water_heater", "metal_grating"},
        ),
    ],
)
def test_metal_came_onto_the_list_in_october_2025(day: date, more: set[str]) -> None:
    always = {"motorcycle", "motorcycle_part", "game_software", "cd_dvd_bd", "book"}

    assert {row.key for row in tables().always_verify.on(day)} == always | more


def test_every_row_has_an_article_and_words_in_both_languages() -> None:
    rows = [
        row
        for field in fields(LawTables)
        if field.name != "version"
        for row in getattr(tables(), field.name).rows
    ]

    assert len(rows) > 100
    for row in rows:
        assert all(text.strip() for text in (row.article, row.ja, row.en)), row.key
        assert row.en.isascii(), row.key
        assert not row.ja.isascii(), row.key


def test_what_is_not_there_on_a_day_is_said() -> None:
    with pytest.raises(NoRule, match="14"):
        tables().category(14, TODAY)
    with pytest.raises(NoRule, match="barter"):
        tables().kinds.need("barter", TODAY)


def test_a_combined_card_is_known_from_june_2026_on() -> None:
    table = tables().documents

    assert table.find("combined_residence_card", date(2026, 6, 13)) is None
    assert table.find("combined_residence_card", date(2026, 6, 14)) is not None


@pytest.mark.parametrize("day", [date(2000, 1, 1), TODAY, date(2099, 12, 31)])
def test_every_prefecture_has_its_ordinance_and_says_whether_it_was_read(day: date) -> None:
    rows = {row.key: row for row in tables().ages.on(day)}
    seen = {key for key, row in rows.items() if row.seen}

    assert rows.keys() == {*(f"{number:02}" for number in range(1, 48)), "other"}
    assert set(PREFECTURES) == rows.keys() - {"other"}
    assert seen == {"13", "40"}  # Tokyo and Fukuoka; of the other ordinances only their existence
    for key, row in rows.items():
        assert ("strictest default" in row.article) is (key not in seen)
        assert ("strictest default" in row.en) is (key not in seen)
        assert ("最も厳しい扱い" in row.ja) is (key not in seen)
    assert len({row.ja for row in rows.values()}) == len({row.en for row in rows.values()}) == 48


def test_an_ordinance_that_was_not_read_is_as_strict_as_any_that_was() -> None:
    rows = tables().ages.rows

    def strictness(row: AgeRow) -> tuple[int, set[str]]:
        return row.adult_from, {"accompany", "written", "phone"} - set(row.cleared_by)

    for read in (strictness(row) for row in rows if row.seen):
        for default in (strictness(row) for row in rows if not row.seen):
            assert default[0] >= read[0]
            assert default[1] >= read[1]


def test_the_tables_travel_as_one_payload_that_is_always_the_same() -> None:
    files = law_files(FOLDER)
    payload = packed_tables(files)

    assert json.loads(payload) == files
    assert payload == packed_tables(dict(reversed(files.items())))
    assert unpacked_tables(payload, 5).version == 5
    assert unpacked_tables(payload, 1) == tables()


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        (b"", "no map of files"),
        (b"[]", "no map of files"),
        (b'{"goods.toml":1}', "no map of files"),
        (b'{"goods.toml":"\xff"}', "no map of files"),
        (b"{}", "missing or too many: .*goods.toml"),
        (packed_tables(law_files(FOLDER) | {"more.toml": ""}), "missing or too many: more.toml"),
        (packed_tables(law_files(FOLDER) | {"eras.toml": "a = " + "[" * 9_999}), "eras.toml: "),
        (packed_tables(law_files(FOLDER) | {"eras.toml": "schema = 1\n"}), "eras.toml: .*: era"),
    ],
)
def test_a_payload_that_is_not_whole_is_no_law(payload: bytes, told: str) -> None:
    with pytest.raises(LawTableFault, match=told):
        unpacked_tables(payload, 2)


Spoil = Callable[[str], str]


def replaced(old: str, new: str) -> Spoil:
    """A change of a file's first such place."""

    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return spoil


def added(row: str) -> Spoil:
    """A row more."""
    return lambda text: f"{text}\n{row}\n"


WORDS = 'ja = "見本"\nen = "Specimen"'
FAULTS: tuple[tuple[str, Spoil, str], ...] = (
    ("goods.toml", replaced('article = "規則第2条第1号"\n', ""), "category: .*article"),
    ("goods.toml", replaced('article = "規則第2条第1号"', 'article = ""'), "category: .*article"),
    ("goods.toml", replaced('ja = "美術品類"\n', ""), "category: .*ja"),
    (
        "goods.toml",
        replaced("valid_from = 2025", "valid_form = 2025"),
        "always_verify: .*valid_form",
    ),
    ("goods.toml", replaced("valid_from = 2025-10-01", 'valid_from = "soon"'), "always_verify"),
    ("goods.toml", replaced("no = 1\n", "no = 14\n"), "category: .*13"),
    (
        "goods.toml",
        replaced("valid_from = 2025-10-01", "valid_from = 2025-10-01\nvalid_to = 2025-09-30"),
        "ac_outdoor_unit ends before it begins",
    ),
    (
        "goods.toml",
        added(f'[[always_verify]]\nkey = "electric_wire"\narticle = "x"\n{WORDS}'),
        "two rows of electric_wire overlap",
    ),
    (
        "goods.toml",
        added(
            '[[always_verify]]\nkey = "electric_wire"\narticle = "x"\n'
            f"valid_to = 2025-10-01\n{WORDS}"
        ),
        "two rows of electric_wire overlap",
    ),
    (
        "goods.toml",
        added(f'[[always_verify]]\nkey = "dragon"\narticle = "x"\n{WORDS}'),
        "always_verify: unknown goods: dragon",
    ),
    ("goods.toml", replaced('"category.5"', '"category.50"'), "sale_record: .*category.50"),
    ("goods.toml", replaced("no = 13\n", "no = 12\n"), "goods: unknown category: 13"),
    ("identity.toml", replaced('key = "sale"', 'key = "rent"'), "kind: missing: sale"),
    ("identity.toml", replaced('key = "B_SIGN"', 'key = "B"'), "route: missing: B_SIGN"),
    ("identity.toml", replaced('key = "identity"', 'key = "i"'), "threshold: missing: identity"),
    (
        "identity.toml",
        replaced('key = "my_number_card"', 'key = "my_card"'),
        "forbidden_side: unknown document: my_card",
    ),
    ("identity.toml", replaced('status = "accepted"', 'status = "fine"'), "document: .*fine"),
    ("limits.toml", replaced('key = "other"', 'key = "48"'), "age: missing: other"),
    ("limits.toml", replaced('key = "26"', 'key = "48"'), "age: missing: 26"),
    ("limits.toml", replaced('key = "26"', 'key = "27"'), "two rows of 27 overlap"),
    ("limits.toml", replaced("seen = true\n", ""), "age: .*seen"),
    (VERSION_FILE, replaced("version = 1", ""), "version.toml tells no version"),
    (VERSION_FILE, replaced("version = 1", "version = 0"), "version.toml tells no version"),
    (VERSION_FILE, replaced("version = 1", "version = true"), "version.toml tells no version"),
    (VERSION_FILE, replaced("version = 1", 'version = "1"'), "version.toml tells no version"),
    (VERSION_FILE, added("day = 2026-11-22"), "version.toml tells no version"),
    (VERSION_FILE, replaced("schema = 1", ""), "version.toml is of another schema"),
    ("limits.toml", replaced('key = "customer_home"', 'key = "home"'), "place: missing"),
    ("limits.toml", replaced('goods = ["bullion"]', 'goods = ["gold"]'), "unknown goods: gold"),
    ("reasons.toml", replaced('"unknown_goods"', '"odd"'), "reason: missing: unknown_goods"),
    ("eras.toml", replaced('letter = "M"', 'letter = "MM"'), "era: .*letter"),
    ("eras.toml", replaced("schema = 1", "schema = 2"), "eras.toml is of another schema"),
    ("eras.toml", replaced("schema = 1", ""), "eras.toml is of another schema"),
    ("eras.toml", replaced("schema = 1", "schema = "), "eras.toml: "),
    ("eras.toml", lambda _: "schema = 1\nera = 3\n", "era: "),
    ("eras.toml", lambda _: "schema = 1\n", "eras.toml: .*: era"),
    ("eras.toml", added('[[moon]]\nkey = "x"'), "eras.toml: .*: moon"),
)


@pytest.mark.parametrize(("file", "spoil", "told"), FAULTS)
def test_a_table_that_is_not_whole_does_not_load(
    tmp_path: Path, file: str, spoil: Spoil, told: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "law"))
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(spoil(text), encoding="utf-8")

    with pytest.raises(LawTableFault, match=told):
        load_tables(folder)


@pytest.mark.parametrize("file", [*FILES, VERSION_FILE])
def test_a_missing_or_unreadable_file_does_not_load(tmp_path: Path, file: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "law"))
    (folder / file).write_bytes(b"\xff\xfe")
    with pytest.raises(LawTableFault, match=file):
        load_tables(folder)

    (folder / file).unlink()
    with pytest.raises(LawTableFault, match=file):
        load_tables(folder)


def test_rows_of_one_key_that_follow_each_other_load(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "law"))
    row = '[[threshold]]\nkey = "identity"\nfrom_yen = {}\narticle = "x"\n{}\n{}\n'
    text = (folder / "identity.toml").read_text(encoding="utf-8")
    shipped = "from_yen = 10000\n"
    (folder / "identity.toml").write_text(
        replaced(shipped, f"{shipped}valid_to = 2027-03-31\n")(text)
        + row.format(5000, "valid_from = 2027-04-01", WORDS),
        encoding="utf-8",
    )
    table = load_tables(folder).thresholds

    assert table.need("identity", date(2027, 3, 31)).from_yen == 10_000
    assert table.need("identity", date(2027, 4, 1)).from_yen == 5_000
