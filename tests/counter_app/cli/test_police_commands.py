"""The police's orders, reports, inquiries and inspections at the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.staff import Role
from counter_app.domain.visit import Step
from tests import builders
from tests.counter_app.documents.builders import words_of
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"


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


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object, pin: str = "manager") -> tuple[int, dict[str, Any]]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", NOW]
        proves = words[1] not in ("holds", "verify", "print")
        pins = ["--pin-file", till / f"{pin}.pin"] if proves else []
        capsys.readouterr()
        code = main([str(word) for word in [*words, *pins, *place]])
        out = capsys.readouterr().out
        return code, json.loads(out) if out.strip() else {}

    return run


LINE = ("--line", "T01-000001")
BY = ("--manager", "M01")
HOLD = (
    *("police", "hold", "差第1号", "--station", "見本警察署", "--officer", "見本 警部", *LINE),
    *("--from", "2026-11-22", *BY, "--until"),
)


def written(till: Path, name: str, **content: object) -> Path:
    path = till / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_order_is_entered_listed_and_ended(till: Path, ctl: Any) -> None:
    assert ctl(*HOLD, "2026-12-23") == (2, {"error": "custody_days", "latest": "2026-12-22"})
    code, told = ctl(*HOLD, "2026-12-22")
    order = {
        "order": "差第1号",
        "station": "見本警察署",
        "officer": "見本 警部",
        "lines": ["T01-000001"],
        "from": "2026-11-22",
        "until": "2026-12-22",
        "days_left": 30,
    }
    assert (code, told) == (0, order)
    assert ctl("police", "holds") == (0, {"orders": [order], "inquiries": []})
    assert ctl(*HOLD, "2026-12-22")[1]["error"] == "custody_number_used"

    sale = ("ledger", "dispose", "T01-000001", "--kind", "sale", "--price", "1", "--staff", "C01")
    code, told = ctl(*sale, pin="clerk")
    assert (code, told) == (3, {"error": "custody_ordered", "until": "2026-12-22"})

    found = ("ledger", "print", "--imei", builders.IMEI, "-o", till / "extract.pdf")
    assert ctl(*found)[1]["held"] == ["T01-000001"]

    release = ("police", "release", "差第1号", *BY, "--reason", "解除")
    assert ctl(*release)[1]["error"] == "custody_unknown"  # the shop has no station of its own
    code, told = ctl(*release, "--station", "見本警察署")
    assert (code, told) == (0, {"order": "差第1号", "ended_on": "2026-11-22"})
    assert ctl("police", "holds")[1] == {"orders": [], "inquiries": []}
    assert ctl(*sale, pin="clerk")[0] == 0
    assert ctl("ledger", "verify")[1]["faults"] == []


def test_an_article_goes_back_to_its_victim(till: Path, ctl: Any) -> None:
    ctl(*HOLD, "2026-12-22")
    back = ("ledger", "dispose", "T01-000001", "--kind", "return", "--staff", "C01", "--victim")
    victim = {"victim": "見本 花子", "police": "受第5号", "lost_on": "2026-01-05"}
    assert ctl(*back, written(till, "v.json", **victim), pin="clerk")[0] == 3
    agreed = written(till, "v.json", **victim, consent="見本 警部")
    assert ctl(*back, agreed, pin="clerk") == (3, {"error": "not_a_manager"})
    back = (*back[:5], "--staff", "M01", "--victim")
    code, told = ctl(*back, agreed)
    assert (code, told["disposal"]) == (0, "返還")


def test_a_suspicion_is_written_down(till: Path, ctl: Any) -> None:
    report = {"reasons": ["many_boxed"], "station": "見本警察署", "officer": "見本", "told": "12台"}
    tell = ("police", "suspicion", "--staff", "C01")
    code, told = ctl(*tell, written(till, "s.json", **report), pin="clerk")
    assert (code, told) == (0, {"reasons": ["many_boxed"], "station": "見本警察署"})
    code, told = ctl(*tell, written(till, "s.json", **{**report, "reasons": ["nose"]}), pin="clerk")
    assert (code, told["error"]) == (2, "suspicion_reason")
    assert "many_boxed" in told["known"]  # so that whoever types it learns the list
    late = {**report, "reported_at": "2026-11-22T12:00:00"}
    assert ctl(*tell, written(till, "s.json", **late), pin="clerk")[1]["error"] == "moment_form"
    assert ctl(*tell, written(till, "s.json", nose=1), pin="clerk")[1]["error"] == "entry_file_form"


def test_an_inquiry_is_answered_with_what_may_be_given(till: Path, ctl: Any) -> None:
    request = {"authority": "見本警察署", "officer": "見本", "asked": "氏名"}
    oral = written(till, "oral.json", **request)
    demand = written(till, "demand.json", **request, letter="第12号", basis="刑訴法197条2項")
    out = till / "given.json"

    code, told = ctl("police", "ask", oral, *LINE, *BY)
    assert (code, told["lines"]) == (0, ["T01-000001"])
    inquiry = told["inquiry"]
    assert [one["inquiry"] for one in ctl("police", "holds")[1]["inquiries"]] == [inquiry]
    give = ("police", "provide", *LINE, *BY, "-o", out, "--field")
    code, told = ctl(*give, "article.imei", oral)
    assert (code, told) == (3, {"error": "field_not_for_police", "field": "article.imei"})
    assert not out.exists()
    code, told = ctl(*give, "article.imei", demand, "--answers", inquiry)
    assert (code, told["given"], told["absent"]) == (0, ["article.imei"], [])
    [given] = json.loads(out.read_text(encoding="utf-8"))["given"]
    assert given == {"line": "T01-000001", "fields": {"article.imei": builders.IMEI}}
    assert out.stat().st_mode & 0o077 == 0
    assert ctl("police", "holds")[1]["inquiries"] == []
    [past] = ctl("police", "provisions", *BY)[1]["provisions"]
    assert (past["authority"], past["letter"], past["by"]) == ("見本警察署", "第12号", "M01")
    assert (past["lines"], past["fields"]) == (["T01-000001"], ["article.imei"])
    assert builders.IMEI not in str(past)  # what it was stands in the file that was handed over
    assert ctl("police", "provisions", *BY, pin="clerk")[1]["error"] == "pin_wrong"

    inquiry = ctl("police", "ask", oral, *LINE, *BY)[1]["inquiry"]
    drop = ("police", "drop", inquiry, "--reason", "取下げ", *BY)
    assert ctl(*drop) == (0, {"inquiry": inquiry, "ended": True})
    assert ctl(*drop)[1]["error"] == "inquiry_unknown"


def test_an_officer_gets_one_paper(till: Path, ctl: Any) -> None:
    paper = till / "inspection.pdf"
    look = ("inspection", "--officer", "12345", "--from", "2026-11-22", "--to", "2026-11-22")
    code, told = ctl(*look, "-o", paper)
    assert (code, told["bytes"]) == (0, paper.stat().st_size)
    assert "T01-000001" in words_of(paper.read_bytes())
    assert paper.stat().st_mode & 0o077 == 0
    assert ctl(*look, "-o", paper, pin="clerk")[1]["error"] == "pin_wrong"
    code, told = ctl(*look[:-1], "2026-11-21", "-o", paper)
    assert (code, told["error"]) == (2, "inspection_days")


def test_with_two_managers_one_has_to_be_named(till: Path, ctl: Any) -> None:
    with open_small_counter(till) as counter:
        by = counter.staff.members()[0].code
        counter.staff.add("M02", "見本 副店長", Role.MANAGER, MANAGER_PIN, by)
    paper = till / "inspection.pdf"
    look = ("inspection", "--officer", "1", "--from", "2026-11-22", "--to", "2026-11-22")
    assert ctl(*look, "-o", paper)[1]["error"] == "staff_unknown"
    assert ctl(*look, "-o", paper, "--manager", "M02")[0] == 0


def test_nothing_is_noted_as_given_that_could_not_be_put_there(till: Path, ctl: Any) -> None:
    asked = written(till, "r.json", authority="見本警察署", officer="見本", asked="照会")
    give = ("police", "provide", asked, *LINE, *BY, "--field", "person.name", "-o")
    before = ctl("ledger", "verify")[1]["acts"]
    assert ctl(*give, till / "gone" / "given.json") == (3, {"error": "paper_not_written"})
    assert ctl("ledger", "verify")[1]["acts"] == before
    assert ctl(*give, till / "given.json")[0] == 0
    assert ctl("ledger", "verify")[1]["acts"] == before + 1


@pytest.mark.parametrize("number", ["-1", f"{1 << 63}"])
def test_what_numbers_no_act_is_a_wrong_use(ctl: Any, number: str) -> None:
    with pytest.raises(SystemExit) as told:
        ctl("police", "drop", *BY, "--reason", "見本", "--", number)
    assert told.value.code == 2
