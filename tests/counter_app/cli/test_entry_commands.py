"""Corrections, late entries, disposals and extracts at the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.visit import Step
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.records import LEDGER
from tests import builders
from tests.counter_app.documents.builders import words_of
from tests.records import raw_connection
from tests.ui.counters import CLERK_PIN, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one line and one signed visit, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
        visit_at(counter, Step.PAYOUT)
    (tmp_path / "manager.pin").write_text(MANAGER_PIN)
    (tmp_path / "clerk.pin").write_text(CLERK_PIN)
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object, pin: str = "manager") -> tuple[int, dict[str, Any]]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--json", "--now", NOW]
        pins = (
            []
            if words[0] in ("rebuild", "exceptions") or words[1] in ("print", "verify", "export")
            else ["--pin-file", till / f"{pin}.pin"]
        )
        capsys.readouterr()
        code = main([str(word) for word in [*words, *pins, *place]])
        out = capsys.readouterr().out
        return code, json.loads(out) if out.strip() else {}

    return run


WRITES = {
    "day.pdf": ("print", "--on", "2026-11-22"),
    "extract.pdf": ("print", "--person", "見本"),
    "day.csv": ("export", "--csv", "--on", "2026-11-22"),
    "day.json": ("export", "--on", "2026-11-22"),
}
BY = ("--manager", "M01", "--reason", "打ち間違い")


def test_a_line_is_corrected_and_then_cancelled(till: Path, ctl: Any) -> None:
    changes = till / "changes.json"
    changes.write_text('{"price": "20000"}', encoding="utf-8")

    code, told = ctl("ledger", "correct", "T01-000001", changes, *BY)
    assert (code, told) == (0, {"line": "T01-000002", "counts": 0, "yen": -3000})
    code, told = ctl("ledger", "cancel", "T01-000001", *BY)
    assert (code, told) == (3, {"error": "line_corrected", "number": "T01-000002"})
    code, told = ctl("ledger", "cancel", "t01-2", *BY)
    assert (code, told) == (0, {"line": "T01-000003", "counts": -1, "yen": -20000})
    assert ctl("ledger", "verify")[1]["faults"] == []


@pytest.mark.parametrize("text", ["", "[]", '{"price": 20000}', "\udcff"])
def test_a_file_of_changes_that_is_none_is_told(till: Path, ctl: Any, text: str) -> None:
    changes = till / "changes.json"
    changes.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert ctl("ledger", "correct", "T01-000001", changes, *BY) == (2, {"error": "entry_file_form"})


def test_a_signed_visit_is_entered_late(ctl: Any) -> None:
    late = ("ledger", "late", "T01-0002", "--received-at")

    code, told = ctl(*late, "2026-11-21T11:00:00", *BY)
    assert (code, told["error"]) == (2, "moment_form")  # no zone: nobody knows which day it was
    code, told = ctl(*late, "0001-01-01T00:00:00+09:00", *BY)
    assert (code, told["error"]) == (2, "moment_form")  # in UTC there is no such day
    code, told = ctl(*late, "2026-11-22T16:00:00+09:00", *BY)
    assert (code, told["error"]) == (2, "late_not_past")
    code, told = ctl("ledger", "late", "T01-0009", "--received-at", NOW, *BY)
    assert (code, told["error"]) == (2, "visit_unknown")
    code, told = ctl(*late, "2026-11-22T11:00:00+09:00", "--payout", "none", *BY)
    assert (code, told["error"]) == (2, "payout_missing")  # a purchase is paid
    code, told = ctl(*late, "2026-11-22T11:00:00+09:00", *BY)
    assert (code, told) == (0, {"visit": "T01-0002", "lines": 1})


def test_where_an_article_went(till: Path, ctl: Any) -> None:
    by = ("--staff", "C01")
    buyer = till / "buyer.json"
    buyer.write_text(
        json.dumps({"name": "見本", "address": "東京都", "occupation": "無職", "age": 41}),
        encoding="utf-8",
    )
    sale = ("ledger", "dispose", "T01-000001", "--kind", "sale", "--price", "30000", *by)

    code, told = ctl("ledger", "move", "T01-000001", "--to", "本部倉庫", *by, pin="clerk")
    assert (code, told) == (0, {"line": "T01-000001", "moved": "2026-11-22"})
    code, told = ctl(*sale, "--recipient", buyer, pin="clerk")
    assert (code, told["error"]) == (2, "recipient_not_needed")
    code, told = ctl(*sale, pin="clerk")
    assert (code, told["disposal"]) == (0, "売却")
    code, told = ctl(*sale, pin="clerk")
    assert (code, told["error"]) == (3, "already_disposed")
    buyer.write_text('{"name": 1}')
    code, told = ctl(*sale, "--recipient", buyer, pin="clerk")
    assert (code, told["error"]) == (2, "entry_file_form")


def test_lines_of_a_person_or_an_imei_are_printed(till: Path, ctl: Any) -> None:
    paper = till / "extract.pdf"
    for asked, lines in (
        (("--person", "ミホン"), 0),
        (("--person", "見本太郎"), 1),
        (("--imei", builders.IMEI), 1),
        (("--imei", builders.IMEI, "--to", "2026-11-21"), 0),
        (("--imei", builders.IMEI, "--on", "2026-11-22"), 1),
    ):
        code, told = ctl("ledger", "print", *asked, "-o", paper)
        assert (code, told["lines"]) == (0, lines)
    assert "抜き書き" in words_of(paper.read_bytes())
    assert paper.stat().st_mode & 0o077 == 0
    code, told = ctl("ledger", "print", "--person", "見本", "--merge", paper, "-o", paper)
    assert (code, told["error"]) == (2, "extract_merge")


def test_the_second_print_of_a_day_says_so(till: Path, ctl: Any) -> None:
    paper = till / "day.pdf"
    words = []
    for _ in range(2):
        assert ctl("ledger", "print", "--on", "2026-11-22", "-o", paper)[0] == 0
        words.append(words_of(paper.read_bytes()))
    assert ["再印刷（前回" in one for one in words] == [False, True]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE ledger_lines SET line = replace(CAST(line AS TEXT), ':23000', ':2300')",
        "UPDATE ledger_lines SET line = '{}'",
        "DELETE FROM ledger_lines",
    ],
)
def test_a_harmed_line_is_marked_in_print_extract_and_exports(
    till: Path, ctl: Any, harm: str
) -> None:
    def written() -> dict[str, tuple[int, str]]:
        found = {}
        for name, words in WRITES.items():
            code, _told = ctl("ledger", *words, "-o", till / name)
            data = (till / name).read_bytes()
            found[name] = (code, words_of(data) if name.endswith("pdf") else data.decode())
        return found

    said = "【毀損・滅失】T01-000001"
    for code, words in written().values():  # control: whole, and nothing is marked
        assert (code, said in words) == (0, False)
    keys = FileKeyStore(till / "till.key", till / "till").load()
    with raw_connection(till / "till" / LEDGER, keys.ledger) as connection:
        assert connection.execute(harm).rowcount == 1

    for name, (code, words) in written().items():
        assert code == 4, name
        assert (said in words) or '"damaged":[1]' in words.replace("\\", ""), name
    code, told = ctl("ledger", "print", "--on", "2026-11-22", "-o", till / "day.pdf")
    assert (code, told["damaged"]) == (4, [1])
    assert told["faults"]


@pytest.mark.parametrize(
    ("number", "error"),
    [
        *((one, "ledger_number_form") for one in ("T01", "T01-", "T01-x", "1")),
        *((one, "line_unknown") for one in ("T02-000001", "T01-000009")),
    ],
)
def test_a_number_that_is_no_line_is_told(ctl: Any, number: str, error: str) -> None:
    code, told = ctl("ledger", "cancel", number, *BY)
    assert (code, told["error"]) == (2, error)


def test_the_rows_are_made_anew_from_the_acts(till: Path, ctl: Any) -> None:
    assert ctl("rebuild", "--check") == (0, {"faults": []})
    keys = FileKeyStore(till / "till.key", till / "till").load()
    with raw_connection(till / "till" / LEDGER, keys.ledger) as connection:
        connection.execute("DELETE FROM ledger_lines")
        connection.execute("UPDATE staff SET role = 'manager'")
    assert ctl("rebuild", "--check")[0] == 4

    code, told = ctl("rebuild")
    assert (code, told["faults"], told["without_pin"]) == (0, [], [])
    assert told["repaired"] == ["ledger line 1: missing", "staff C01: differs from its act"]
    assert ctl("rebuild", "--check") == (0, {"faults": []})
    with raw_connection(till / "till" / LEDGER, keys.ledger) as connection:
        connection.execute("DROP TRIGGER acts_are_not_changed")
        connection.execute("UPDATE acts SET content = zeroblob(9) WHERE kind = 'paid'")
    code, told = ctl("rebuild")
    assert (code, told["error"]) == (4, "rebuild_refused")


def test_a_manager_asks_for_the_exceptions(till: Path, ctl: Any) -> None:
    assert ctl("exceptions", "--from", "2026-11-22", "--to", "2026-11-22") == (
        0,
        {"exceptions": []},
    )
    ctl("ledger", "cancel", "T01-000001", *BY)
    code, told = ctl("exceptions", "--from", "2026-11-22", "--to", "2026-11-22")
    assert code == 0
    assert told["exceptions"] == [
        {
            "kind": "cancellation",
            "at": "2026-11-22T06:00:00.000Z",
            "by": "M01",
            "line": "T01-000002",
            "of": "T01-000001",
            "reason": "打ち間違い",
        }
    ]
    code, told = ctl("exceptions", "--from", "2026-11-22", "--to", "2026-11-21")
    assert (code, told["error"]) == (2, "days_form")
