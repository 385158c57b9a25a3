"""counterctl retention: what is due, erase it, certify it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from counter_app.app import World, open_counter, set_up_till
from counter_app.cli.__main__ import main
from counter_app.clock import HeldClock
from counter_app.domain.values import StaffCode
from counter_app.services.set_up import Manager
from tests.builders import settings
from tests.records import NAME, NOON, accepted, cheap_hasher

Ctl = Callable[..., tuple[int, dict[str, Any]]]
THREE_YEARS_ON, LAST_DAY = "2029-11-23T12:00:00+09:00", "2029-11-22T12:00:00+09:00"


@pytest.fixture
def silent() -> bool:
    """Whether nothing was written between the deal and its last day."""
    return False


@pytest.fixture
def ctl(silent: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ctl:  # noqa: FBT001 - a fixture
    """Run a command on a till that made a deal on the specimen day."""
    clock = HeldClock(NOON)
    world = World(clock, hasher=cheap_hasher())
    place = (tmp_path / "till", tmp_path / "till.key")
    manager = Manager("M01", "見本 店長", "2468")
    set_up_till(place[0], settings(demo=True), manager, world, key_file=place[1], approve=True)
    counter = open_counter(*place, world)
    with counter.record.write() as tx:
        counter.record.write_act(tx, accepted())
    if not silent:
        clock.move(days=3 * 365)
        counter.clocks.confirm(StaffCode("M01"), "2468")
    counter.close()

    def run(*words: str, now: str = THREE_YEARS_ON) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        data = ["--data", str(place[0]), "--key-file", str(place[1])]
        code = main([*words, *data, "--json", "--now", now])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_status_run_and_certificate(ctl: Ctl, tmp_path: Path) -> None:
    code, told = ctl("retention", "status", now=LAST_DAY)
    assert (code, told["due"], told["today"]) == (0, {}, "2029-11-22")
    code, told = ctl("retention", "status")
    assert (code, told["due"]) == (0, {"ledger_line": 1, "trade_file": 1})
    assert (told["held"], told["visits"], told["unfinished"], told["last"]) == (0, 0, 0, None)
    key_before = (tmp_path / "till.key").read_bytes()

    code, told = ctl("retention", "run")
    assert (code, told["erased"], told["carried"]) == (0, True, 1)
    assert told["kinds"] == {"ledger_line": 1, "trade_file": 1}
    assert told["last_backup_on"] == "2029-12-28"
    assert (tmp_path / "till.key").read_bytes() != key_before
    assert ctl("retention", "run") == (0, {"erased": False})
    assert ctl("rebuild", "--check") == (0, {"faults": []})
    assert ctl("retention", "status")[1]["last"] == "2029-11-23T03:00:00.000Z"

    paper = tmp_path / "erased.pdf"
    code, told = ctl("retention", "certificate", "-o", str(paper))
    assert (code, told["on"]) == (0, "2029-11-23")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.read_bytes())).pages)
    assert "法第18条第1項" in text
    assert NAME not in text.replace("見本", "")
    assert "太郎" not in text


@pytest.mark.parametrize("silent", [True])
def test_a_clock_that_jumped_ahead_erases_nothing(ctl: Ctl) -> None:
    """A mistyped year would end the period of every line at once."""
    assert ctl("retention", "run") == (3, {"error": "clock_jumped"})
    assert ctl("retention", "status")[1]["due"] == {"ledger_line": 1, "trade_file": 1}


def test_a_day_without_an_erasure_has_no_certificate(ctl: Ctl, tmp_path: Path) -> None:
    paper = tmp_path / "none.pdf"
    code, told = ctl("retention", "certificate", "--on", "2026-11-22", "-o", str(paper))
    assert (code, told) == (3, {"error": "nothing_erased", "day": "2026-11-22"})
    assert not paper.exists()


def test_a_printed_ledger_shows_the_erased_line(ctl: Ctl, tmp_path: Path) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    for paper in (before, after):
        assert ctl("ledger", "print", "--on", "2026-11-22", "-o", str(paper))[0] == 0
        ctl("retention", "run")
    words = [
        "".join(page.extract_text() for page in PdfReader(BytesIO(paper.read_bytes())).pages)
        for paper in (before, after)
    ]
    assert "太郎" in words[0]
    assert "太郎" not in words[1]
    assert "T01-000001" in words[1] or "000001" in words[1]
    assert "2026" in words[1]


def test_another_program_at_the_till_stops_a_run(ctl: Ctl, tmp_path: Path) -> None:
    world = World(HeldClock(NOON), hasher=cheap_hasher())
    counter = open_counter(tmp_path / "till", tmp_path / "till.key", world)
    assert ctl("retention", "run") == (3, {"error": "store_busy"})
    counter.close()
    assert ctl("retention", "status")[1]["unfinished"] == 0
