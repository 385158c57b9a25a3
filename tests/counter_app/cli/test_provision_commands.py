"""What goes to third parties, at the shell: exactly what was chosen, in a file of its owner's."""

from __future__ import annotations

import csv
import hashlib
import json
import stat
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from counter_app.cli.__main__ import main
from counter_app.domain.consent import Choices
from counter_app.domain.outsourcees import FILE
from counter_app.domain.visit import Step
from tests import builders
from tests.counter_app.services.third_party_desks import OUTSOURCEES
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"
GIVE = ("provision", "give", "--line", "T01-000001", "--manager", "M01")
TO_A = (*GIVE, "--to", "sample_a", "--row", "g_membership")


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one line of somebody who agreed to the group, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.CONSENT)
        full = counter.notices.shown("ja", "full", counter.clock.now(), (("purpose:provide", 2.5),))
        agrees = builders.consent(Choices(group_provision=True), shown=full)
        counter.visits.sign(visit.visit_id, agrees)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> tuple[int, Any]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", NOW]
        proves = ["--pin-file", till / "manager.pin"] if "--manager" in words else []
        capsys.readouterr()
        code = main([str(word) for word in [*words, *proves, *place]])
        out = capsys.readouterr().out
        lines = [json.loads(line) for line in out.splitlines()]
        return code, lines if words[1] == "list" and code == 0 else (lines or [{}])[0]

    return run


def test_what_was_chosen_stands_in_the_file_with_its_record(till: Path, ctl: Any) -> None:
    out = till / "given.json"
    code, told = ctl(*TO_A, "--field", "person.name", "--field", "person.email", "-o", out)

    assert code == 0
    assert (told["given"], told["absent"]) == (["person.name"], ["person.email"])
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    body = json.loads(out.read_text(encoding="utf-8"))
    assert body["given"] == [{"line": "T01-000001", "fields": {"person.name": "見本 太郎"}}]
    assert body["record"]["recipient"]["name"] == "見本グループ会社A"
    assert body["record"]["fields"] == ["person.name", "person.email"]
    assert "490154203237518" not in out.read_text(encoding="utf-8")  # it was not chosen


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        ((*GIVE, "--to", "sample_c", "--row", "g_membership"), 3, "recipient_unknown"),
        ((*TO_A, "--basis", "joint_use"), 3, "joint_use_not_announced"),
        ((*TO_A, "--kind", "other"), 3, "raw_to_others"),
        ((*TO_A, "--kind", "outsourcee"), 3, "recipient_unknown"),
        ((*TO_A, "--field", "id_document.number"), 3, "field_outside_row"),
        ((*TO_A, "--method", "contract"), 2, "provision_contract_missing"),
        ((*TO_A, "--method", "bulk", "--continues", "3"), 2, "provision_chain_unknown"),
    ],
)
def test_what_is_refused_writes_no_file(
    till: Path, ctl: Any, words: tuple[str, ...], code: int, error: str
) -> None:
    out = till / "given.json"
    told = ctl(*words, "--field", "person.name", "-o", out)
    assert (told[0], told[1]["error"]) == (code, error)
    assert not out.exists()
    assert ctl("provision", "list") == (0, [])
    missing = till / "no" / "given.json"
    assert ctl(*TO_A, "--field", "person.name", "-o", missing)[1]["error"] == "paper_not_written"


def test_an_outsourcee_of_the_dealers_file(till: Path, ctl: Any) -> None:
    words = (*GIVE, "--kind", "outsourcee", "--to", "sample_post", "--field", "person.name")
    out = till / "given.json"
    assert ctl(*words, "-o", out)[1]["error"] == "recipient_unknown"
    (till / "till" / FILE).write_text(OUTSOURCEES, encoding="utf-8")
    assert ctl(*words, "-o", out)[0] == 0
    (till / "till" / FILE).write_text("schema = 7", encoding="utf-8")
    assert ctl(*words, "-o", out) == (3, {"error": "outsourcees_damaged"})


def test_an_output_of_the_anonymiser_by_its_digest(till: Path, ctl: Any) -> None:
    output = till / "report.json"
    output.write_bytes(b'{"cells": []}')
    whom = till / "whom.json"
    whom.write_text(
        json.dumps({"name": "見本研究所", "address": "東京都見本区", "representative": "見本 太郎"})
    )
    words = ("provision", "output", output, "--recipient", whom, "--manager", "M01")
    code, told = ctl(*words, "--reference", "2026年10月の統計")
    assert code == 0
    assert told["sha256"] == hashlib.sha256(b'{"cells": []}').hexdigest()
    _code, [row] = ctl("provision", "list")
    assert (row["kind"], row["persons"], row["output"]) == ("other", 0, "2026年10月の統計")
    whom.write_text(json.dumps({"name": "見本研究所"}))
    assert ctl(*words, "--reference", "x")[0] == 2


def test_the_register_as_paper_and_as_a_file(till: Path, ctl: Any) -> None:
    ctl(*TO_A, "--field", "person.name", "-o", till / "given.json")
    _code, [row] = ctl("provision", "list")
    assert (row["day"], row["to"], row["fields"]) == (
        "2026-11-22",
        "見本グループ会社A",
        ["person.name"],
    )
    assert "見本 太郎" not in json.dumps(row, ensure_ascii=False)
    assert ctl("provision", "list", "--to", "sample_b") == (0, [])
    assert ctl("provision", "list", "--from", "2026-11-23") == (0, [])

    pdf, table = till / "register.pdf", till / "register.csv"
    assert ctl("provision", "export", "-o", pdf)[1]["records"] == 1
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.read_bytes())).pages)
    for words in (
        *("第三者提供記録簿", "見本グループ会社A", "東京都見本区見本町1-2-3", "見本 太郎"),
        *("2026年11月22日に同意", "会員サービスとポイント", "氏名", "2029年11月22日"),
    ):
        assert words in text, words
    assert ctl("provision", "export", "--csv", "-o", table)[0] == 0
    head, one = csv.reader(StringIO(table.read_text(encoding="utf-8-sig")))
    told = dict(zip(head, one, strict=True))
    assert (told["提供先"], told["代表者"], told["保存期限"]) == (
        "見本グループ会社A",
        "見本 太郎",
        "2029-11-22",
    )
    assert stat.S_IMODE(table.stat().st_mode) == 0o600
