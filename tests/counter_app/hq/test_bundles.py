"""HQ signs bundles whose versions only grow, and no law that a till would not take."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from counter_app.hq.bundles import SHIPPED_LAW, payload_of, publish_bundle
from counter_app.hq.data_folder import open_data
from counter_app.hq.errors import HqRefused, HqWrongUse
from counter_app.hq.store.database import Store
from counter_app.law.notice_family import family_of
from counter_app.sync.bundle import MOST_BYTES, Bundle, open_bundle
from tests.builders import NOTICE
from tests.counter_app.hq.builders import SmallHq
from tests.notices import copied, edit, version

DAY = date(2027, 4, 1)
NOTICES = family_of([version(NOTICE)])


def sign(hq: SmallHq, folder: Path, topic: str = "bulletins", version: int | None = None) -> Bundle:
    """Sign a small payload."""
    output, data = folder / "out.bundle", hq.data
    made = publish_bundle(data.store, data.key, output, topic, b"[]", DAY, version)
    assert open_bundle(output.read_bytes(), data.key.public_key()) == made
    return made


def test_versions_count_up_by_topic(hq: SmallHq, tmp_path: Path) -> None:
    assert [sign(hq, tmp_path).version for _time in range(3)] == [1, 2, 3]
    assert sign(hq, tmp_path, "price_book").version == 1
    assert sign(hq, tmp_path, version=10).version == 10
    assert sign(hq, tmp_path).version == 11


@pytest.mark.parametrize("version", [1, 4, 5])
def test_no_version_is_signed_twice_or_backwards(hq: SmallHq, tmp_path: Path, version: int) -> None:
    sign(hq, tmp_path, version=5)

    with pytest.raises(HqRefused, match="bundle_not_newer"):
        sign(hq, tmp_path, version=version)
    assert sign(hq, tmp_path).version == 6


@pytest.mark.parametrize("version", [0, -1, 1_000_000_000])
def test_a_version_is_a_number_from_1(hq: SmallHq, tmp_path: Path, version: int) -> None:
    with pytest.raises(HqWrongUse, match="bundle_version_form"):
        sign(hq, tmp_path, version=version)


def test_the_first_law_comes_after_the_shipped_one(hq: SmallHq, tmp_path: Path) -> None:
    with pytest.raises(HqRefused, match="bundle_not_newer"):
        sign(hq, tmp_path, "law", version=1)
    assert sign(hq, tmp_path, "law").version == 2


def test_a_file_that_cannot_be_written_leaves_no_version_behind(
    hq: SmallHq, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="No such file"):
        sign(hq, tmp_path / "none")
    assert sign(hq, tmp_path).version == 1


def test_a_folder_of_tables_is_packed_and_read_before_it_is_signed(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED_LAW, tmp_path / "law"))
    payload = payload_of("law", folder, NOTICES)

    assert "goods.toml" in json.loads(payload)
    assert "version.toml" not in json.loads(payload)
    (tmp_path / "packed").write_bytes(payload)
    assert payload_of("law", tmp_path / "packed", NOTICES) == payload

    goods = (folder / "goods.toml").read_text(encoding="utf-8")
    (folder / "goods.toml").write_text(goods.replace("no = 13\n", "no = 12\n"), encoding="utf-8")
    with pytest.raises(HqWrongUse, match="unknown category: 13"):
        payload_of("law", folder, NOTICES)
    (folder / "goods.toml").unlink()
    with pytest.raises(HqWrongUse, match="cannot be read"):
        payload_of("law", folder, NOTICES)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("months = 36", "months = 35"), "ledger_line is shorter than 法第18条第1項 asks"),
        (('key = "person.name"', 'key = "person.hat"'), "unknown fields: person.hat"),
        (("schema = 1", "schema = "), "retention.toml: "),
    ],
)
def test_clocks_that_no_till_would_take_are_not_signed(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    folder = Path(shutil.copytree(SHIPPED_LAW, tmp_path / "law"))
    clocks = (folder / "retention.toml").read_text(encoding="utf-8")
    (folder / "retention.toml").write_text(clocks.replace(*change), encoding="utf-8")

    with pytest.raises(HqWrongUse, match=told):
        payload_of("law", folder, NOTICES)


def test_bulletins_are_read_before_they_are_signed(tmp_path: Path) -> None:
    told = {"number": "第12号", "issued_on": "2026-11-20", "station": "見本警察署"}
    file = tmp_path / "bulletins.json"
    file.write_text(json.dumps({**told, "items": [{"model": "見本"}]}), encoding="utf-8")
    assert payload_of("bulletins", file, NOTICES) == file.read_bytes()

    file.write_text(json.dumps({**told, "items": [{"modell": "見本"}]}), encoding="utf-8")
    with pytest.raises(HqWrongUse, match="bulletin_file_form"):
        payload_of("bulletins", file, NOTICES)


def test_a_folder_of_a_notice_is_packed_and_read_before_it_is_signed(tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    payload = payload_of("notice", folder, NOTICES)

    told = json.loads(payload)
    assert (told["notice_id"], told["revised"]) == ("rakuten-mobile-secondhand", "2023-02-01")
    assert told["sha256"]["ja"] == hashlib.sha256((folder / "ja.md").read_bytes()).hexdigest()
    assert {"facts.toml", "group.toml", "ja.md", "en.md"} <= set(told["files"])
    (tmp_path / "packed").write_bytes(payload)
    assert payload_of("notice", tmp_path / "packed", NOTICES) == payload

    edit(folder / "ja.md", ("050-5434-4653", "050-5434-4654"))
    with pytest.raises(HqWrongUse, match=r"ja\.md: the text names another telephone"):
        payload_of("notice", folder, NOTICES)


def test_an_approval_of_what_tills_have_needs_no_files(tmp_path: Path) -> None:
    told = {"notice_id": "n", "revised": "2023-02-01", "sha256": {"ja": "0" * 64}, "files": {}}
    file = tmp_path / "approval.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    assert payload_of("notice", file, NOTICES) == file.read_bytes()

    wrongs: list[dict[str, object]] = [
        {"sha256": {}},
        {"sha256": {"ja": "00"}},
        {"files": {"ja.md": ""}},
        {"more": 1},
    ]
    for wrong in wrongs:
        file.write_text(json.dumps(told | wrong), encoding="utf-8")
        with pytest.raises(HqWrongUse, match="bundle_payload"):
            payload_of("notice", file, NOTICES)


def test_a_notice_that_seals_otherwise_is_not_signed(tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / "facts.toml", ('key = "contact"', 'key = "reach"'))

    with pytest.raises(HqWrongUse, match=r"part 1\.reach is another one"):
        payload_of("notice", folder, NOTICES)


def test_a_version_that_is_known_is_not_signed_with_other_facts(tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / "facts.toml", ('inquiry_counter = "Rakuten', 'inquiry_counter = "Sample'))

    with pytest.raises(HqWrongUse, match="the version of 2023-02-01 has other facts"):
        payload_of("notice", folder, NOTICES)


def test_other_topics_are_signed_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\x00\n\n\xff")

    assert payload_of("price_book", tmp_path / "file", NOTICES) == b"\x00\n\n\xff"
    with pytest.raises(HqWrongUse, match="bundle_topic_unknown"):
        payload_of("weather", tmp_path / "file", NOTICES)


def test_a_payload_that_no_till_would_take_is_not_signed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(MOST_BYTES))

    with pytest.raises(HqWrongUse, match="bundle_too_large"):
        payload_of("price_book", tmp_path / "file", NOTICES)


def test_an_hq_from_before_bundles_gets_their_table(hq: SmallHq, tmp_path: Path) -> None:
    path = hq.folder / "hq.db"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("DROP TABLE bundles")

    Store.open(path).close()

    with open_data(hq.folder) as data:
        made = publish_bundle(data.store, data.key, tmp_path / "o", "price_book", b"x", DAY)
    assert made.version == 1
