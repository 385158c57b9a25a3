"""A deal's optional answers at the shell: shown, and taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.consent import Choices
from tests import builders
from tests.ui.counters import CLERK_PIN, open_small_counter

NOW = "2026-11-22T15:00:00+09:00"
YES = Choices(email=True, sms=True, group_provision=True)


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with a deal to which the customer said yes, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = counter.visits.open(builders.CLERK).visit_id
        counter.visits.show_notice(visit, builders.notice_shown())
        counter.visits.set_document(visit, builders.licence())
        counter.visits.confirm_details(visit, builders.seller())
        agreed = counter.visits.set_articles(visit, (builders.appraised(),))
        for line in range(len(agreed.articles[0].appraisal.lines)):
            counter.visits.agree(visit, 0, line)
        counter.visits.sign(visit, builders.consent(YES))
        counter.acceptance.accept(visit, builders.CLERK, CLERK_PIN)
    (tmp_path / "clerk.pin").write_text(CLERK_PIN)
    (tmp_path / "why.txt").write_text("見本の理由\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> tuple[int, dict[str, Any]]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", NOW]
        capsys.readouterr()
        code = main([str(word) for word in ["consent", *words, *place]])
        told = capsys.readouterr()
        return code, json.loads(told.out or told.err)

    return run


def test_what_stands_is_shown_and_taken_back(till: Path, ctl: Any) -> None:
    by = ("--staff", "C01", "--pin-file", till / "clerk.pin")
    assert ctl("show", "T01-000001")[1]["stand"] == ["email", "sms", "group"]

    code, told = ctl(
        *("withdraw", "T01-000001", "--answer", "email", "--answer", "group"),
        *("--by", "hq", "--why", till / "why.txt", *by),
    )

    assert (code, told["stand"]) == (0, ["sms"])
    code, told = ctl("show", "T01-000001")
    assert (code, told["stand"], told["erased"]) == (0, ["sms"], False)
    again = ctl("withdraw", "T01-000001", "--answer", "group", *by)
    assert again == (3, {"error": "nothing_to_withdraw"})


def test_wrong_words_change_nothing(till: Path, ctl: Any) -> None:
    by = ("--staff", "C01", "--pin-file", till / "clerk.pin")
    assert ctl("show", "T01-000009") == (2, {"error": "line_unknown"})
    (till / "why.txt").write_bytes(b"\xff\xfe")
    code, told = ctl("withdraw", "T01-000001", "--answer", "sms", "--why", till / "why.txt", *by)
    assert (code, told) == (2, {"error": "entry_file_form"})
    with pytest.raises(SystemExit):
        ctl("withdraw", "T01-000001", "--answer", "price", *by)
    assert ctl("show", "T01-000001")[1]["stand"] == ["email", "sms", "group"]
