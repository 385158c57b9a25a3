"""Uses beyond the notice at the shell: asked, answered on paper, used once, into a file."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"
PURPOSE = {"visit": "T01-0001", "items": [1], "text": {"ja": "同じ機種の不具合をお知らせする"}}


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one deal, closed, and a purpose written down."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    (tmp_path / "purpose.json").write_text(json.dumps(PURPOSE))
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> tuple[int, Any]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", NOW]
        who = "--staff" if words[1] == "withdraw" else "--manager"
        by = [] if words[1] == "list" else [who, "M01", "--pin-file", till / "manager.pin"]
        capsys.readouterr()
        code = main([str(word) for word in [*words, *by, *place]])
        out = capsys.readouterr().out
        assert "見本" not in out
        return code, [json.loads(line) for line in out.splitlines()]

    return run


def test_a_use_is_made_once_and_goes_into_a_file(till: Path, ctl: Any) -> None:
    file, out = till / "purpose.json", till / "used.json"
    code, [told] = ctl("extra", "consent", file)
    assert (code, told["visit"], told["given"]) == (0, "T01-0001", True)
    seq = told["consent"]

    code, [told] = ctl("extra", "use", file, "--consent", seq, "-o", out)

    assert (code, told["acts"]) == (0, 1)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    used = json.loads(out.read_text(encoding="utf-8"))
    assert used["acts"][0]["fields"]["person.name"] == "見本 太郎"
    assert used["purpose"]["text"] == PURPOSE["text"]
    code, [told] = ctl("extra", "use", file, "--consent", seq, "-o", till / "again.json")
    assert (code, told["error"]) == (3, "extra_consent_spent")
    assert (till / "again.json").read_bytes() == b""
    code, lines = ctl("extra", "list")
    assert (code, [(one["consent"], one["spent"]) for one in lines]) == (0, [(seq, True)])


def test_a_consent_is_taken_back(till: Path, ctl: Any) -> None:
    file = till / "purpose.json"
    _, [told] = ctl("extra", "consent", file)

    code, [done] = ctl("extra", "withdraw", told["consent"])

    assert (code, done["consent"]) == (0, told["consent"])
    used = ctl("extra", "use", file, "--consent", told["consent"], "-o", till / "x.json")
    assert used == (3, [{"error": "extra_consent_withdrawn"}])
    assert ctl("extra", "list") == (0, [])


def test_a_place_that_cannot_be_written_spends_nothing(till: Path, ctl: Any) -> None:
    file = till / "purpose.json"
    _, [told] = ctl("extra", "consent", file)

    code, _ = ctl("extra", "use", file, "--consent", told["consent"], "-o", till / "no" / "x")

    assert code == 3
    assert [one["spent"] for one in ctl("extra", "list")[1]] == [False]


def test_a_no_and_a_file_that_is_none(till: Path, ctl: Any) -> None:
    file = till / "purpose.json"
    code, [told] = ctl("extra", "consent", file, "--refused")
    assert (code, told["given"]) == (0, False)
    refused = ctl("extra", "use", file, "--consent", told["consent"], "-o", till / "x.json")
    assert refused == (3, [{"error": "extra_consent_refused"}])
    file.write_text(json.dumps(PURPOSE | {"more": 1}))
    names = "visit, items, text, language"
    wrong = {"error": "entry_file_form", "names": names}
    assert ctl("extra", "consent", file) == (2, [wrong])
