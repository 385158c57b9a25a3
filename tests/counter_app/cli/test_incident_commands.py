"""The register of incidents at the shell."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from tests.counter_app.documents.builders import words_of
from tests.ui.counters import MANAGER_PIN, open_small_counter

NOW = "2026-11-22T15:00:00+09:00"
BY = ("--manager", "M01")
TOLD = {
    "known_at": "2026-11-22T10:00:00+09:00",
    "cases": ["property_damage"],
    "outline": "書類の置き忘れ",
    "items": [1, 4],
    "persons": 3,
    "counted": "known",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_small_counter(tmp_path):
        pass
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    return tmp_path


@pytest.fixture
def ctl(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> tuple[int, Any]:
        place = ["--data", folder / "till", "--key-file", folder / "till.key", "--json"]
        proves = ["--pin-file", folder / "manager.pin"] if "--manager" in words else []
        capsys.readouterr()
        code = main([str(word) for word in [*words, *proves, *place, "--now", NOW]])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return code, lines if words[1] == "list" else (lines or [{}])[0]

    return run


def written(folder: Path, **content: object) -> Path:
    path = folder / "told.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_one_is_noted_brought_up_to_date_and_drafted(folder: Path, ctl: Any) -> None:
    code, told = ctl("incident", "note", written(folder, **TOLD), *BY)
    assert code == 0
    number = told["incident"]
    clocks = {one["step"]: (one["due"], one["days_left"]) for one in told["clocks"]}
    assert clocks == {
        "hq": ("2026-11-22", 0),
        "preliminary": ("2026-11-26", 4),
        "final": ("2026-12-21", 29),
        "notice": ("", None),
    }
    change = written(folder, told_on="2026-11-22", preliminary_on="2026-11-22")
    code, told = ctl("incident", "update", number, change, *BY)
    assert code == 0
    assert (told["incident"], told["act"]) == (number, number + 1)
    assert ctl("incident", "list") == (0, [told])
    draft = folder / "draft.pdf"
    code, told = ctl("incident", "report", number, "--kind", "final", "-o", draft)
    assert code == 0
    assert "書類の置き忘れ" in words_of(draft.read_bytes())
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert ctl("incident", "report", 999, "--kind", "final", "-o", draft)[1]["error"] == (
        "incident_unknown"
    )


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"known_at": "2026-11-22T10:00:00"}, "moment_form"),
        ({"known_at": "gestern"}, "entry_file_form"),
        ({"shoe_size": 1}, "entry_file_form"),
        ({"cases": ["none"], "persons": 1001}, "incident_persons_case"),
        ({"cases": []}, "incident_case"),
    ],
)
def test_what_cannot_be_so_is_refused(
    folder: Path, ctl: Any, change: dict[str, Any], error: str
) -> None:
    assert ctl("incident", "note", written(folder, **(TOLD | change)), *BY)[1]["error"] == error
    assert ctl("incident", "list") == (0, [])


def test_a_file_that_cannot_be_read_is_told_with_the_names_that_can_stand_in_it(
    folder: Path, ctl: Any
) -> None:
    code, told = ctl("incident", "note", written(folder, **(TOLD | {"counted": "often"})), *BY)

    assert (code, told["error"]) == (2, "entry_file_form")
    names = told["names"].split(", ")
    assert names[:2] == ["known_at", "cases"]
    assert "counted (known|estimated|unknown)" in names
    assert "often" not in told["names"]  # nothing that the file said
