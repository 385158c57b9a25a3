"""A line is looked for at the shell."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.visit import Step
from counter_app.storage.keys import FileKeyStore
from tests import builders
from tests.records import raw_connection
from tests.ui.counters import CLERK_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"
Ctl = Callable[..., tuple[int, str]]


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one line, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ctl:
    def run(*words: str, stdin: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        place = ["--data", str(till / "till"), "--key-file", str(till / "till.key"), "--now", NOW]
        capsys.readouterr()
        return main([*words, *place]), capsys.readouterr().out

    return run


def told(ctl: Ctl, *words: str, stdin: str = "") -> tuple[int, dict[str, Any]]:
    code, out = ctl(*words, "--json", stdin=stdin)
    return code, json.loads(out)


def test_a_line_is_found_by_what_is_known_of_it(ctl: Ctl) -> None:
    for text in ("見本太郎", "本", "みほん", builders.IMEI, builders.IMEI[-4:], "T01-000001"):
        code, found = told(ctl, "ledger", "search", text)
        assert (code, found["rest"]) == (0, 0)
        [line] = found["lines"]
        assert (line["number"], line["name"], line["imei"]) == (
            "T01-000001",
            "見本 太郎",
            builders.IMEI,
        )


def test_days_narrow_it_and_nothing_found_is_an_answer(ctl: Ctl) -> None:
    for days, count in (
        (("--from", "2026-11-22"), 1),
        (("--to", "2026-11-21"), 0),
        (("--from", "2026-11-01", "--to", "2026-11-30"), 1),
    ):
        code, found = told(ctl, "ledger", "search", "見本", *days)
        assert (code, len(found["lines"])) == (0, count)
    assert told(ctl, "ledger", "search", "いない") == (0, {"lines": [], "rest": 0, "held": []})


def test_a_name_can_come_by_standard_input(ctl: Ctl) -> None:
    code, found = told(ctl, "ledger", "search", "-", stdin="見本 太郎\n")
    assert (code, len(found["lines"])) == (0, 1)


def test_a_person_reads_lines_of_words(ctl: Ctl) -> None:
    code, out = ctl("ledger", "search", "見本")
    assert code == 0
    assert out.startswith("lines: T01-000001  2026-11-22  見本 太郎  ")
    assert out.endswith("rest: 0\nheld: none\n")


@pytest.mark.parametrize(
    ("words", "error"),
    [((" ",), "search_empty"), (("見本 2026-11", "--from", "2026-12-01"), "days_order")],
)
def test_what_cannot_be_looked_for_is_told(ctl: Ctl, words: tuple[str, ...], error: str) -> None:
    assert told(ctl, "ledger", "search", *words) == (2, {"error": error})


def test_a_text_of_no_characters_is_none(ctl: Ctl) -> None:
    assert told(ctl, "ledger", "search", "\udcff見本") == (0, {"lines": [], "rest": 0, "held": []})


def test_a_damaged_index_is_told_and_made_anew(till: Path, ctl: Ctl) -> None:
    keys = FileKeyStore(till / "till.key", till / "till").load()
    with raw_connection(till / "till" / "ledger.db", keys.ledger) as raw:
        raw.execute("DELETE FROM search_marks WHERE mark LIKE '太%'")
    faults = ["search for line 1: differs from its act"]
    assert told(ctl, "rebuild", "--check") == (4, {"faults": faults})
    assert told(ctl, "ledger", "search", "太郎")[1]["lines"] == []

    made = {"repaired": faults, "without_pin": [], "faults": []}
    assert told(ctl, "rebuild") == (0, made)
    assert len(told(ctl, "ledger", "search", "太郎")[1]["lines"]) == 1
