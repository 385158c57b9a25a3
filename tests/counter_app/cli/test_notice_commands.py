"""counterctl notice: what is checked, told apart and approved, by its exit codes and its JSON."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from counter_app.app import Resources
from counter_app.cli import notice_commands
from counter_app.cli.__main__ import main
from counter_app.hq.__main__ import main as hq_main
from counter_app.law.notice import FILE
from tests.builders import NOTICE
from tests.notices import copied, edit, revised

NOW = "2026-11-22T14:00:00+09:00"
INIT = (
    "init",
    *("--shop", "見本店", "--address", "東京都見本区1-1-1", "--permit-number", "301234567890"),
    *("--permit-authority", "東京都公安委員会", "--prefecture", "13", "--till", "T01"),
    *("--manager", "M01", "--manager-name", "見本 店長", "--demo"),
)
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run counterctl on a till; exit code and JSON."""

    def run(*words: str, stdin: str = "") -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        place = ["--data", str(tmp_path / "till"), "--key-file", str(tmp_path / "till.key")]
        code = main([*words, *place, "--json", "--now", NOW])
        return code, json.loads(capsys.readouterr().out)

    return run


def digest(language: str) -> str:
    return hashlib.sha256((NOTICE / f"{language}.md").read_bytes()).hexdigest()


def states(told: dict[str, Any]) -> dict[str, str]:
    return {one["language"]: one["state"] for one in told["wordings"]}


def test_check_names_every_wording_with_its_bytes(shell: Run) -> None:
    code, told = shell("notice", "check")

    assert code == 0
    found = {one["language"]: one for one in told["wordings"]}
    assert set(found) == {path.stem for path in NOTICE.glob("*.md")}
    assert found["ja"]["sha256"] == digest("ja")
    assert found["ja"] | {"sha256": "", "pages": 0} == {
        "revised": "2023-02-01",
        "effective": "2023-02-01",
        "language": "ja",
        "state": "reference",
        "pages": 0,
        "sha256": "",
    }
    headings = (NOTICE / "ja.md").read_text(encoding="utf-8").count("\n## ")
    assert found["ja"]["pages"] == headings


def test_check_of_a_folder_names_the_fault(shell: Run, tmp_path: Path) -> None:
    folder = copied(tmp_path / "notice")
    assert shell("notice", "check", str(folder))[0] == 0
    edit(folder / "en.md", ("050-5434-4653", "050-5434-4654"))

    code, told = shell("notice", "check", str(folder))

    assert (code, told["error"]) == (2, "notice_disagrees")
    assert told["why"] == "en.md: the text names another telephone: 050-5434-4654"


def test_check_of_a_folder_that_is_not_there_is_told(shell: Run, tmp_path: Path) -> None:
    assert shell("notice", "check", str(tmp_path / "nowhere")) == (
        3,
        {"error": "file_not_usable", "why": "No such file or directory"},
    )


def test_approve_names_what_it_approves_and_check_shows_it(shell: Run) -> None:
    assert shell(*INIT, stdin="2468\n")[0] == 0
    assert set(states(shell("notice", "check")[1]).values()) == {"reference"}

    one = ("notice", "approve", "--manager", "M01", "--language", "ja")
    code, told = shell(*one, stdin="2468\n")

    assert code == 0
    assert told == {
        "notice_id": "rakuten-mobile-secondhand",
        "revised": "2023-02-01",
        "approved": {"ja": digest("ja")},
    }
    after = states(shell("notice", "check")[1])
    assert (after["ja"], after["en"]) == ("approved", "reference")
    assert shell("notice", "approve", "--manager", "M01", stdin="2468\n")[0] == 0
    assert set(states(shell("notice", "check")[1]).values()) == {"approved"}


@pytest.mark.parametrize(
    ("words", "pin", "expected"),
    [
        (("--manager", "M01"), "1111", (3, "pin_wrong")),
        (("--manager", "M01", "--language", "xx"), "2468", (2, "notice_language_unknown")),
    ],
)
def test_nothing_is_approved_without_the_managers_pin_or_in_a_language_that_is_not_there(
    shell: Run, words: tuple[str, ...], pin: str, expected: tuple[int, str]
) -> None:
    assert shell(*INIT, stdin="2468\n")[0] == 0

    code, told = shell("notice", "approve", *words, stdin=f"{pin}\n")

    assert (code, told["error"]) == expected
    assert set(states(shell("notice", "check")[1]).values()) == {"reference"}


def test_diff_says_what_widens_and_who_is_asked(shell: Run, tmp_path: Path) -> None:
    new = revised(tmp_path / "new", fraud_sees_documents=True)
    edit(new / FILE, ("effective = 2027-04-01", "effective = 2027-05-01"))

    code, told = shell("notice", "diff", str(NOTICE), str(new))

    assert code == 0
    assert told == {
        "old": "2023-02-01",
        "new": "2027-04-01",
        "effective": "2027-05-01",
        "changes": [
            {
                "what": "items_added",
                "key": "fraud",
                "direction": "widens",
                "ask": "everyone",
                "of": ["2"],
            }
        ],
        "widens": 1,
        "narrows": 0,
        "ask": ["everyone"],
    }
    back = shell("notice", "diff", str(new), str(NOTICE))[1]
    assert (back["widens"], back["narrows"], back["ask"]) == (0, 1, [])


def test_a_version_of_the_same_facts_changes_nothing(shell: Run, tmp_path: Path) -> None:
    told = shell("notice", "diff", str(NOTICE), str(revised(tmp_path / "new")))[1]

    assert (told["changes"], told["ask"]) == ([], [])


def test_the_matrix_is_as_it_was(shell: Run) -> None:
    code, told = shell("notice", "matrix")

    assert code == 0
    assert list(told) == ["purposes", "group", "other"]
    assert told["purposes"]["fraud"] == [1, 3, 4, 5, 6, 7, 8, 9]


def test_people_read_a_change_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = revised(tmp_path / "new", fraud_sees_documents=True)

    assert main(["notice", "diff", str(NOTICE), str(new)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "changes: what=items_added  key=fraud  direction=widens  ask=everyone  of=2" in lines


# ---- From HQ's desk to the till, with HQ down


@pytest.fixture
def hq(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run counter-hq; exit code and JSON."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
        capsys.readouterr()
        code = hq_main([*words, "--data", str(tmp_path / "hq"), "--json", "--now", NOW])
        return code, json.loads(capsys.readouterr().out)

    return run


def enrolled(shell: Run, hq: Run, tmp_path: Path, *init: str) -> None:
    """A till that took its HQ's enrolment file."""
    assert hq("init")[0] == 0
    assert hq("roles")[0] == 0
    code = ("enrol-code", "--till", "T01", "--url", "https://hq.example")
    assert hq(*code, "-o", str(tmp_path / "enrol"))[0] == 0
    assert shell(*INIT, *init, stdin="2468\n")[0] == 0
    assert shell("enrol", str(tmp_path / "enrol"))[0] == 0


def test_hq_signs_a_folder_and_the_till_takes_it_as_approved(
    shell: Run, hq: Run, tmp_path: Path
) -> None:
    enrolled(shell, hq, tmp_path)
    file = tmp_path / "notice.bundle"
    assert hq("bundle", "sign", "notice", str(NOTICE), "-o", str(file))[0] == 0
    assert set(states(shell("notice", "check")[1]).values()) == {"reference"}

    code, told = shell("bundle", "load", str(file))

    assert (code, told["topic"], told["version"]) == (0, "notice", 1)
    assert set(states(shell("notice", "check")[1]).values()) == {"approved"}


def test_a_version_from_hq_stands_beside_the_shipped_one_until_its_day(
    shell: Run, hq: Run, tmp_path: Path
) -> None:
    enrolled(shell, hq, tmp_path)
    file, folder = tmp_path / "notice.bundle", revised(tmp_path / "new", fraud_sees_documents=True)
    assert hq("bundle", "sign", "notice", str(folder), "-o", str(file))[0] == 0
    assert shell("bundle", "load", str(file))[0] == 0

    code, told = shell("notice", "check")

    assert code == 0
    of_days = {(one["revised"], one["state"]) for one in told["wordings"]}
    assert of_days == {("2023-02-01", "reference"), ("2027-04-01", "approved")}


def test_hq_signs_no_folder_whose_facts_and_wording_disagree(
    shell: Run, hq: Run, tmp_path: Path
) -> None:
    assert hq("init")[0] == 0
    folder = copied(tmp_path / "notice")
    edit(folder / "ja.md", ("## purpose:fraud | ", "## purpose:frauds | "))

    code, told = hq("bundle", "sign", "notice", str(folder), "-o", str(tmp_path / "o"))

    assert (code, told["error"]) == (2, "bundle_payload")
    assert "purpose:fraud" in told["why"]
    assert not (tmp_path / "o").exists()


def test_a_shipped_notice_that_disagrees_is_an_integrity_failure(
    shell: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "resources"
    folder = copied(shipped / "notices" / "rakuten-mobile-secondhand" / "2023-02-01")
    monkeypatch.setattr(notice_commands, "Resources", partial(Resources, shipped))
    assert shell("notice", "check")[0] == 0
    edit(folder / "ja.md", ("- [tel] 050-5434-4653", "- [tel] 050-5434-4654"))

    code, told = shell("notice", "check")

    assert (code, told["error"]) == (4, "notice_disagrees")
    assert told["why"] == "ja.md: the text names another telephone: 050-5434-4654"
