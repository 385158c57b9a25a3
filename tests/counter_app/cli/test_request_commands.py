"""Customers' questions and requests at the shell, each from its taking to the letter."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.requests import RequestKind
from counter_app.domain.visit import Step
from tests import builders
from tests.counter_app.documents.builders import squeezed, words_of
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"
NAME = builders.seller().name


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one line, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    (tmp_path / "clerk.pin").write_text(CLERK_PIN)
    return tmp_path


READS = ("list", "show", "deals", "letter")


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*words: object, by: str = "M01", typed: str = "", now: str = NOW) -> Any:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", now]
        pin = till / ("manager.pin" if by == "M01" else "clerk.pin")
        proof = [] if words[0] in READS else ["--staff", by, "--pin-file", pin]
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        code = main([str(word) for word in ["request", *words, *proof, *place]])
        out = capsys.readouterr()
        return code, json.loads(out.out or out.err)

    return run


def written(till: Path, **content: object) -> Path:
    path = till / "given.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def taken(till: Path, ctl: Any, kind: str, **other: object) -> str:
    """A request that was taken, its requester confirmed; its number."""
    told = {"kind": kind, "text": "私の情報", "name": NAME, "lines": ["T01-000001"]} | other
    code, answer = ctl("take", written(till, **told), by="C01")
    assert code == 0, answer
    number: str = answer["number"]
    if kind != "question":
        assert ctl("check", number, "--how", "call_back", by="C01")[1]["checked"] == "call_back"
    return number


def test_a_question_is_taken_listed_answered_and_found(till: Path, ctl: Any) -> None:
    number = taken(till, ctl, "question", text="いつ入金されますか")
    assert number == "T01-Q20261122-01"
    [row] = ctl("list")[1]["requests"]
    assert (row["days_left"], row["overdue"]) == (14, False)
    [late] = ctl("list", now="2026-12-07T10:00:00+09:00")[1]["requests"]
    assert (late["days_left"], late["overdue"]) == (-1, True)
    assert ctl("answer", number, written(till, text="明日です"), by="C01")[0] == 0
    assert ctl("list")[1]["requests"] == []
    assert [one["number"] for one in ctl("list", "--find", typed=NAME)[1]["requests"]] == [number]
    assert ctl("list", "--find", typed="次郎")[1]["requests"] == []
    shown = ctl("show", number)[1]
    assert (shown["text"], shown["answer"]) == ("いつ入金されますか", "明日です")
    code, told = ctl("letter", number, "-o", till / "letter.pdf")
    assert (code, told["bytes"] > 0) == (0, True)
    assert (till / "letter.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind != "question"])
def test_each_request_of_the_notice_is_refused_with_a_reason_only(
    till: Path, ctl: Any, kind: str
) -> None:
    number = taken(till, ctl, str(kind))
    silent = written(till, text="できません")
    assert ctl("answer", number, silent, "--refuse") == (2, {"error": "request_reason_missing"})
    why = written(till, reasons=[["identity_not_confirmed", "別の方でした"]])
    assert ctl("answer", number, why, "--refuse")[1]["result"] == "refused"
    assert ctl("letter", number, "-o", till / "letter.pdf")[0] == 0
    words = squeezed(words_of((till / "letter.pdf").read_bytes()))
    assert "別の方でした" in words
    assert "第37条第1項" in words


def test_a_file_that_asks_for_something_else_is_told_what_can_be_asked(
    till: Path, ctl: Any
) -> None:
    code, told = ctl("take", written(till, kind="wish", text="見本", name=NAME), by="C01")

    assert (code, told["error"]) == (2, "entry_file_form")
    kinds, text, *_ = told["names"].split(", ")
    assert kinds == (
        "kind (question|purpose_notification|disclosure|correction|cease_use|cease_provision)"
    )
    assert text == "text"
    assert "見本" not in str(told)  # nothing that the file said


def test_a_disclosure_is_a_paper_and_a_file_for_their_owner_alone(till: Path, ctl: Any) -> None:
    number = taken(till, ctl, "disclosure")
    paper, data = till / "all.pdf", till / "all.json"
    where = ("-o", paper, "--json-output", data)
    assert ctl("disclose", number, *where, by="C01")[1]["error"] == "not_a_manager"
    assert not data.exists()
    code, told = ctl("disclose", number, *where)
    assert (code, told["result"]) == (0, "done")
    assert {path.stat().st_mode & 0o777 for path in (paper, data)} == {0o600}
    assert json.loads(data.read_bytes())["name"] == NAME
    inside = ("-o", till / "x.pdf", "--json-output", till / "till" / "x.json")
    assert ctl("disclose", number, *inside) == (2, {"error": "output_in_data_folder"})


def test_what_may_go_is_planned_erased_and_told(till: Path, ctl: Any) -> None:
    number = taken(till, ctl, "cease_use")
    code, plan = ctl("erase", number, "--plan")
    assert code == 0
    assert "4.payment_method" in plan["erased"]
    assert {"part": "1.identity", "rule": "ledger_line", "until": "2029-11-22"} in plan["kept"]
    code, done = ctl("erase", number)
    assert (code, done["waits"], done["result"]) == (0, False, "partly")
    assert done["erased"] == plan["erased"]
    again = taken(till, ctl, "cease_use")
    assert ctl("erase", again, "--plan")[1]["erased"] == []


def test_the_other_kinds_are_answered(till: Path, ctl: Any) -> None:
    empty = written(till, text="")
    purposes = taken(till, ctl, "purpose_notification")
    assert ctl("answer", purposes, written(till, text=""))[1]["result"] == "done"
    assert ctl("letter", purposes, "-o", till / "letter.pdf")[0] == 0
    assert "買取りとサービスの提供" in squeezed(words_of((till / "letter.pdf").read_bytes()))
    ceased = taken(till, ctl, "cease_provision")
    assert ctl("answer", ceased, written(till, text=""))[1]["result"] == "done"
    right = taken(till, ctl, "correction")
    assert ctl("answer", right, written(till, text=""))[1]["error"] == "request_line_missing"
    assert empty.exists()


def test_steps_links_and_deals(till: Path, ctl: Any) -> None:
    number = taken(till, ctl, "disclosure", lines=[])
    [deal] = ctl("deals", "--born", "1990-01-15", typed=NAME)[1]["deals"]
    assert deal["line"] == "T01-000001"
    assert ctl("deals", "--born", "1990-01-16", typed=NAME)[1]["deals"] == []
    assert ctl("link", number, "--line", deal["line"])[1]["deals"] == ["T01-000001"]
    why = written(till, text="調べています")
    assert ctl("step", number, why)[0] == 0
    assert ctl("step", number, why, "--until", "2026-12-20")[1]["due"] == "2026-12-20"
    assert ctl("show", number)[1]["notes"] == ["調べています", "調べています"]
    assert ctl("show", "T01-Q20200101-01") == (2, {"error": "request_unknown"})


def test_notes_are_released_by_a_manager(till: Path, ctl: Any) -> None:
    number = taken(till, ctl, "disclosure")
    assert ctl("notes", number) == (0, {"notes": []})
    assert ctl("notes", number, by="C01")[1]["error"] == "not_a_manager"
    told = ctl("release", number, "--act", 1, "--reason", "見本署の了解")
    assert told == (2, {"error": "note_unknown"})
