"""A version of the notice as files: languages are added by adding a file, and each is checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter_app.law.notice import FILE, NoticeFactsFault
from counter_app.law.notice_pages import NoticePackFault
from counter_app.law.notice_version import read_version, version_files
from tests.builders import NOTICE
from tests.notices import copied, edit, revised, version


def test_every_wording_of_the_folder_is_loaded() -> None:
    shipped = version(NOTICE)

    assert {"ja", "en"} <= set(shipped.packs)
    assert set(shipped.packs) == {path.stem for path in NOTICE.glob("*.md")}
    assert shipped.prevailing.language == "ja"
    assert shipped.group.find("sample_a") is not None


@pytest.mark.parametrize("language", ["fr", "zh-Hant", "ko"])
def test_a_language_is_added_by_adding_its_file(tmp_path: Path, language: str) -> None:
    folder = copied(tmp_path / "notice")
    text = (folder / "en.md").read_text(encoding="utf-8")
    added = text.replace("language: en", f"language: {language}")
    (folder / f"{language}.md").write_text(added, encoding="utf-8")

    assert version(folder).packs[language].language == language
    assert language not in version(NOTICE).packs  # the control


DISAGREEMENTS = [
    ("- [3] ", "- [2] ", "must name the items"),
    ("## purpose:fraud | ", "## purpose:fraude | ", "missing or extra pages"),
    ("050-5434-4653", "050-5434-4654", "another telephone"),
    ("revised: 2023-02-01", "revised: 2023-02-02", "revised"),
]
OTHER_DAYS = [
    ("ja", "（2023-02-01）", "（2023-02-02）", "another date"),
    ("en", "(2023-02-01)", "(2023-02-02)", "another date"),
]


@pytest.mark.parametrize(
    ("language", "old", "new", "told"),
    [*((language, *one) for language in ("ja", "en") for one in DISAGREEMENTS), *OTHER_DAYS],
)
def test_a_wording_that_disagrees_is_named_by_its_file(
    tmp_path: Path, language: str, old: str, new: str, told: str
) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / f"{language}.md", (old, new))

    with pytest.raises(NoticePackFault, match=rf"{language}\.md: .*{told}"):
        version(folder)


def test_facts_that_say_more_than_the_wording_do_not_load(tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / FILE, ("items = [1, 2, 6, 8, 9]", "items = [1, 2, 5, 6, 8, 9]"))

    with pytest.raises(NoticePackFault, match="appraise_verify must name the items"):
        version(folder)


@pytest.mark.parametrize(
    ("name", "told"),
    [("ja.md", "prevailing wording"), (FILE, FILE), ("group.toml", "group.toml is missing")],
)
def test_a_version_without_one_of_its_files_does_not_load(name: str, told: str) -> None:
    files = version_files(NOTICE)
    del files[name]

    with pytest.raises((NoticePackFault, NoticeFactsFault), match=told):
        read_version(files)


@pytest.mark.parametrize("name", ["README.md", "../ja.md", "ja.txt", "x.md"])
def test_a_file_that_is_none_of_a_notice_is_refused(name: str) -> None:
    with pytest.raises(NoticePackFault, match="is no file of a notice"):
        read_version(version_files(NOTICE) | {name: b""})


def test_a_version_holds_from_its_day(tmp_path: Path) -> None:
    assert version(NOTICE).facts.effective == date(2023, 2, 1)
    later = revised(tmp_path / "notice")
    edit(later / FILE, ("effective = 2027-04-01", "effective = 2027-05-01"))
    assert version(later).facts.effective == date(2027, 5, 1)


def test_a_version_without_a_day_of_its_own_holds_from_its_revision(tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / FILE, ("effective = 2023-02-01", "# effective"))

    assert version(folder).facts.effective == date(2023, 2, 1)


@pytest.mark.parametrize("day", ["2023-01-31", '"soon"', "2023-02-01T00:00:00Z"])
def test_a_version_cannot_hold_before_it_was_revised(tmp_path: Path, day: str) -> None:
    folder = copied(tmp_path / "notice")
    edit(folder / FILE, ("effective = 2023-02-01", f"effective = {day}"))

    with pytest.raises(NoticeFactsFault):
        version(folder)


@pytest.mark.parametrize("data", [b"", b"\xff", b"schema = ", b"purpose = 1\n"])
def test_facts_that_are_none_are_a_fault_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(NoticeFactsFault):
        read_version(version_files(NOTICE) | {FILE: data})
