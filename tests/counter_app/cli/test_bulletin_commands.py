"""Police bulletins at the shell: entered, listed, and looked for in the ledger."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from counter_app.app import open_till
from counter_app.cli.__main__ import main
from counter_app.clock import HeldClock
from counter_app.domain.visit import Step
from tests import builders
from tests.counter_app.documents.builders import words_of
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"
PAPER = {
    "number": "第12号",
    "issued_on": "2026-11-20",
    "station": "見本警察署",
    "items": [{"goods": "携帯電話機", "imeis": [builders.IMEI], "colour": "黒"}],
}
ELSEWHERE = {**PAPER, "number": "第13号", "items": [{"maker": "オメガ", "model": "シーマスター"}]}
BY = ("--manager", "M01")
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one line, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    (tmp_path / "paper.json").write_text(json.dumps(PAPER, ensure_ascii=False), encoding="utf-8")
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*words: object, stdin: str = "", as_json: bool = True) -> tuple[int, Any]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        place = ["--data", till / "till", "--key-file", till / "till.key", "--now", NOW]
        capsys.readouterr()
        told = [*words, *place, *(["--json"] if as_json else [])]
        code = main(["bulletin", *map(str, told)])
        out = capsys.readouterr().out
        return code, json.loads(out) if as_json else out

    return run


def test_a_paper_is_entered_listed_and_found(till: Path, ctl: Run) -> None:
    pin = ("--pin-file", till / "manager.pin")
    assert ctl("match") == (0, {"matches": []})

    code, told = ctl("add", till / "paper.json", *BY, *pin)
    stamped = {
        "number": "第12号",
        "station": "見本警察署",
        "issued_on": "2026-11-20",
        "arrived_on": "2026-11-22",
        "last_day": "2027-05-22",
    }
    assert (code, told) == (0, {"entered": [{**stamped, "matches": 1}], "known": []})

    code, told = ctl("list")
    assert (code, told) == (0, {"bulletins": [{**stamped, "items": PAPER["items"]}]})
    code, told = ctl("match")
    assert code == 3
    assert told["matches"] == [
        {
            "line": "T01-000001",
            "number": "第12号",
            "station": "見本警察署",
            "item": 0,
            "strength": "exact",
            "by": ["imei"],
            "disposed": False,
        }
    ]


def test_people_read_it_a_line_each(till: Path, ctl: Run) -> None:
    pin = ("--pin-file", till / "manager.pin")
    for words in (("add", till / "paper.json", *BY, *pin), ("list",), ("match",)):
        _code, out = ctl(*words, as_json=False)
        assert "第12号" in out
        assert "{" not in out


def test_several_come_by_standard_input_and_known_ones_are_named(till: Path, ctl: Run) -> None:
    pin = ("--pin-file", till / "manager.pin")
    both = json.dumps([PAPER, ELSEWHERE])
    assert ctl("add", "-", *BY, stdin=both) == (2, {"error": "bulletin_pin_file"})

    code, told = ctl("add", "-", *BY, *pin, stdin=json.dumps(ELSEWHERE))
    assert (code, [one["matches"] for one in told["entered"]]) == (0, [0])
    code, told = ctl("add", "-", *BY, *pin, stdin=both)
    assert (code, told["known"]) == (0, ["第13号"])
    code, told = ctl("add", "-", *BY, *pin, stdin=both)
    assert (code, told) == (3, {"entered": [], "known": ["第12号", "第13号"]})


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "bulletin_file_form"), ('{"number": 1}', "bulletin_file_form")],
)
def test_a_file_that_is_none_is_told(till: Path, ctl: Run, text: str, code: str) -> None:
    (till / "paper.json").write_text(text)
    assert ctl("add", till / "paper.json", *BY, stdin=f"{MANAGER_PIN}\n") == (2, {"error": code})


def test_only_a_manager_enters(till: Path, ctl: Run) -> None:
    clerk = ("--manager", "C01")
    code, told = ctl("add", till / "paper.json", *clerk, stdin=f"{CLERK_PIN}\n")
    assert (code, told) == (3, {"error": "not_a_manager"})
    code, told = ctl("add", till / "paper.json", *BY, stdin="0000\n")
    assert (code, told["error"]) == (3, "pin_wrong")
    assert ctl("list") == (0, {"bulletins": []})


def test_a_file_that_is_too_large_is_told(ctl: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter_app.cli.bulletin_commands.MOST_BYTES", 10)
    pin = ("--pin-file", "none")
    assert ctl("add", "-", *BY, *pin, stdin=json.dumps(PAPER)) == (
        2,
        {"error": "bulletin_file_form"},
    )


def test_after_its_last_day_it_is_erased_and_certified(
    till: Path, ctl: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    ctl("add", till / "paper.json", *BY, "--pin-file", till / "manager.pin")
    spring = HeldClock(datetime(2027, 5, 1, 3, tzinfo=UTC))
    with open_till(till / "till", till / "till.key", spring) as counter:
        counter.clocks.confirm(builders.MANAGER, MANAGER_PIN)  # after a winter without an act
    place = ["--data", till / "till", "--key-file", till / "till.key", "--json"]
    paper = till / "erased.pdf"
    told = []
    for day, words in (
        ("2027-05-22", ("run",)),
        ("2027-05-23", ("run",)),
        ("2027-05-23", ("certificate", "-o", paper)),
    ):
        capsys.readouterr()
        now = ["--now", f"{day}T09:00:00+09:00"]
        assert main(["retention", *map(str, [*words, *place, *now])]) == 0
        told.append(json.loads(capsys.readouterr().out))

    assert "bulletin" not in told[0].get("kinds", {})
    assert told[1]["kinds"]["bulletin"] == 1
    assert "品触書（到達の日から6か月）" in words_of(paper.read_bytes())
