"""counterctl as a person at the shell uses it: answers, exit codes, and nothing that leaks."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from counter_app.cli.__main__ import main
from counter_app.domain.values import TillCode
from counter_app.services.ledger_files import ledger_json
from counter_app.storage.keys import FileKeyStore
from tests.counter_app.documents import builders
from tests.counter_app.hq.processes import run as run_hq
from tests.counter_app.hq.processes import served
from tests.records import raw_connection

NOW = "2026-11-22T14:00:00+09:00"
Ctl = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def ctl(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ctl:
    """Run a command on a till in tmp_path; its exit code and its JSON answer."""

    def run(*words: str, stdin: str = "", now: str = NOW) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        place = ["--data", str(tmp_path / "till"), "--key-file", str(tmp_path / "till.key")]
        capsys.readouterr()
        code = main([*words, *place, "--json", "--now", now])
        out = capsys.readouterr().out
        return code, json.loads(out) if out.strip() else {}

    return run


@pytest.fixture
def made(ctl: Ctl) -> Ctl:
    """A till that was set up."""
    code, _told = ctl(*INIT, stdin="2468\n")
    assert code == 0
    return ctl


INIT = (
    "init",
    *("--shop", "見本店", "--address", "東京都見本区1-1-1", "--permit-number", "301234567890"),
    *("--permit-authority", "東京都公安委員会", "--prefecture", "13", "--till", "T01"),
    *("--manager", "M01", "--manager-name", "見本 店長", "--approve-notice", "--demo"),
)


def test_a_till_is_set_up_once(ctl: Ctl, tmp_path: Path) -> None:
    code, told = ctl(*INIT, stdin="2468\n")

    assert (code, told["till"]) == (0, "T01")
    assert (tmp_path / "till.key").stat().st_mode & 0o077 == 0
    code, told = ctl(*INIT, stdin="2468\n")
    assert (code, told["error"]) == (3, "store_exists")


def test_a_till_may_stand_at_a_temporary_place(ctl: Ctl, tmp_path: Path) -> None:
    """Act art. 14(1), proviso: the number of its filing stands on what is printed."""
    code, _ = ctl(*INIT, "--temporary-place", "第123号", stdin="2468\n")
    assert code == 0
    file = tmp_path / "day.pdf"
    assert ctl("ledger", "print", "--on", "2026-11-22", "-o", str(file))[0] == 0

    page = PdfReader(file).pages[0].extract_text()
    assert "見本店（仮設店舗・届出番号 第123号）" in page


def test_a_wrong_form_leaves_nothing_behind(ctl: Ctl, tmp_path: Path) -> None:
    code, told = ctl(*INIT, stdin="24\n")

    assert (code, told["error"]) == (2, "pin_form")
    assert list(tmp_path.iterdir()) == []


def test_a_till_that_is_not_there_is_told(ctl: Ctl) -> None:
    code, told = ctl("sync", "status")

    assert (code, told["error"]) == (3, "store_missing")


def test_the_wrong_key_file_opens_nothing(made: Ctl, tmp_path: Path) -> None:
    (tmp_path / "till.key").write_text("00" * 32 + "\n", encoding="ascii")

    code, told = made("ledger", "verify")

    assert (code, told["error"]) == (3, "store_key_wrong")


def test_a_fresh_till_proves_itself(made: Ctl) -> None:
    code, told = made("ledger", "verify")

    assert code == 0
    assert told == {"acts": 3, "lines": 0, "root": told["root"], "faults": []}
    assert made("rebuild", "--check") == (0, {"faults": []})


def test_status_is_told_without_hq(made: Ctl) -> None:
    code, told = made("sync", "status")

    assert code == 0
    assert (told["enrolled"], told["acked"], told["unsent"]) == (False, 0, 3)
    assert made("sync", "once")[0] == 3


def send_all(made: Ctl, tmp_path: Path) -> dict[str, Any]:
    """Enrol at a real HQ, bring everything, and let HQ stop."""
    folder = tmp_path / "hq"
    for words in (("init",), ("roles",)):
        assert run_hq("--data", folder, "--now", NOW, *words).returncode == 0
    with served(folder, tmp_path / "hq.log", "--now", NOW) as hq:
        file = tmp_path / "enrolment.json"
        enrolled = run_hq(
            *("--data", folder, "--now", NOW, "enrol-code"),
            *("--till", "T01", "--url", hq.url, "-o", file),
        )
        assert enrolled.returncode == 0
        assert made("enrol", str(file))[0] == 0

        code, told = made("sync", "once")

    assert code == 0
    return told


def test_everything_goes_to_a_real_hq(made: Ctl, tmp_path: Path) -> None:
    told = send_all(made, tmp_path)

    assert (told["receipt_seq"], told["unsent"], told["enrolled"]) == (3, 0, True)
    code, told = made("sync", "once")
    assert (code, told["error"]) == (3, "hq_unreachable")
    assert made("sync", "status")[1]["acked"] == 3


def test_a_blank_day_is_printed(made: Ctl, tmp_path: Path) -> None:
    paper = tmp_path / "ledger.pdf"

    code, told = made("ledger", "print", "--on", "2026-11-22", "-o", str(paper))

    assert (code, told["lines"]) == (0, 0)
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_mode & 0o077 == 0


def test_exports_are_for_their_owner_only(made: Ctl, tmp_path: Path) -> None:
    days = ("--from", "2026-11-21", "--to", "2026-11-22")
    table, signed = tmp_path / "l.csv", tmp_path / "l.json"

    assert made("ledger", "export", "--csv", *days, "-o", str(table))[0] == 0
    assert made("ledger", "export", *days, "-o", str(signed))[0] == 0

    assert {path.stat().st_mode & 0o777 for path in (table, signed)} == {0o600}


def test_another_tills_days_are_bound_in_once(made: Ctl, tmp_path: Path) -> None:
    days = ("--from", "2026-11-21", "--to", "2026-11-22")
    own, signed, paper = tmp_path / "own.json", tmp_path / "t02.json", tmp_path / "book.pdf"
    assert made("ledger", "export", *days, "-o", str(own))[0] == 0
    other = [replace(builders.ledger_day([builders.ledger_line(1)]), till=TillCode("T02"))]
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    signed.write_bytes(ledger_json(other, lambda data: (public, key.sign(data)), ""))
    bind = ("ledger", "print", *days, "-o", str(paper), "--merge")

    code, told = made(*bind, str(signed))
    assert (code, told["days"], told["lines"]) == (0, 3, 1)
    paper.unlink()
    for twice in ((str(own),), (str(signed), "--merge", str(signed))):
        code, told = made(*bind, *twice)
        assert (code, told["error"]) == (2, "ledger_file_twice")
    signed.write_bytes(signed.read_bytes().replace(b"28500", b"28501"))
    code, told = made(*bind, str(signed))
    assert (code, told["error"]) == (4, "ledger_file_not_signed")
    assert not paper.exists()


@pytest.mark.parametrize(
    "days",
    [
        (),
        ("--on", "2026-11-22", "--from", "2026-11-22"),
        ("--from", "2026-11-22", "--to", "2026-11-21"),
    ],
)
def test_days_that_mean_nothing_are_told(days: tuple[str, ...], made: Ctl, tmp_path: Path) -> None:
    code, told = made("ledger", "print", *days, "-o", str(tmp_path / "l.pdf"))

    assert (code, told["error"]) == (2, "days_form")


def test_the_doctor_names_what_is_there(made: Ctl) -> None:
    code, told = made("doctor")

    assert code == 0
    found = {check["code"]: check["weight"] for check in told["checks"]}
    assert found["record"] == found["clock"] == "well"
    assert found["hq"] == "note"


def test_only_a_specimen_till_takes_a_given_time(ctl: Ctl) -> None:
    """A held clock would end the lock of a PIN, and every period."""
    real = tuple(word for word in INIT if word != "--demo")
    assert ctl(*real, stdin="2468\n")[0] == 0
    assert ctl("doctor") == (3, {"error": "now_in_demo_only"})
    assert ctl("retention", "run", now="2040-01-01T00:00:00+09:00")[0] == 3


def test_without_json_facts_are_told_in_plain_lines(
    made: Ctl, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made("doctor")[0] in {0, 3}
    place = ["--data", str(tmp_path / "till"), "--key-file", str(tmp_path / "till.key")]
    main(["doctor", *place, "--now", NOW])
    out = capsys.readouterr().out
    assert "checks: code=clock  weight=well  day=2026-11-22" in out
    assert "{" not in out


def test_the_doctor_stops_at_a_clock_that_runs_behind(made: Ctl) -> None:
    code, told = made("doctor", now="2026-11-21T14:00:00+09:00")

    assert code == 3
    assert {c["code"]: c["weight"] for c in told["checks"]}["clock"] == "stop"


def test_the_matrix_is_the_notices(ctl: Ctl) -> None:
    code, told = ctl("notice", "matrix")

    assert code == 0
    assert told["purposes"]["fraud"] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert told["group"]["g_identity"] == [1, 2, 6]
    assert "id_document.*" in told["other"]["police"]


def test_the_law_is_asked_in_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = {
        "id": "a",
        "on": "2026-11-22",
        "kind": "buy",
        "lines": [{"goods": "book", "price_yen": 1}],
    }
    lines = f"{json.dumps(case)}\nnonsense\n".encode() + b"\xff\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))

    code = main(["law", "check"])

    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert code == 2
    assert (first["verify_identity"], first["blocked"]) == (True, ["identity_required"])
    assert (second["id"], second["line"]) == (None, 2)
    assert (third["id"], third["line"]) == (None, 3)


def test_an_error_for_people_at_the_shell_goes_to_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["sync", "status", "--data", str(tmp_path / "none")])

    out, told = capsys.readouterr()
    assert (code, out) == (3, "")
    assert told.splitlines()[0] == "counterctl: store_missing"


def test_a_file_of_cases_that_is_not_there_is_told(ctl: Ctl, tmp_path: Path) -> None:
    code, told = ctl("law", "check", str(tmp_path / "none.jsonl"))

    assert (code, told["error"]) == (3, "file_not_usable")


def test_a_name_that_is_no_utf_8_stands_escaped(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = main(["read-id", f"{tmp_path}/\udcff.jpg"])

    line = capsysbinary.readouterr().out
    assert code == 2
    assert b"\\udcff.jpg" in line
    assert json.loads(line)["file"] == f"{tmp_path}/\udcff.jpg"


def test_damaged_settings_are_told_without_their_text(made: Ctl, tmp_path: Path) -> None:
    (tmp_path / "till" / "settings.json").write_text('{"shop": 7}', encoding="utf-8")

    assert made("ledger", "verify") == (4, {"error": "settings_damaged"})


@pytest.mark.parametrize("name", ["ledger.db", "deeper/l.csv"])
def test_nothing_is_written_into_the_record(made: Ctl, tmp_path: Path, name: str) -> None:
    before = (tmp_path / "till" / "ledger.db").read_bytes()
    (tmp_path / "link").symlink_to(tmp_path / "till")
    for folder in ("till", "link"):
        code, told = made(
            *("ledger", "export", "--csv", "--on", "2026-11-22"),
            *("-o", str(tmp_path / folder / name)),
        )
        assert (code, told["error"]) == (2, "output_in_data_folder")
    assert (tmp_path / "till" / "ledger.db").read_bytes() == before


@pytest.mark.parametrize("pin", [b"\xff\xfe", b"", b"2468\n1357", "２４６８".encode()])
def test_a_pin_file_that_holds_no_pin_is_told(ctl: Ctl, tmp_path: Path, pin: bytes) -> None:
    (tmp_path / "pin").write_bytes(pin)

    code, told = ctl(*INIT, "--pin-file", str(tmp_path / "pin"))

    assert (code, told["error"]) == (2, "pin_form")
    (tmp_path / "pin").write_bytes(b"2468\n")
    assert ctl(*INIT, "--pin-file", str(tmp_path / "pin"))[0] == 0


def test_acts_cut_off_behind_hqs_receipt_are_found(made: Ctl, tmp_path: Path) -> None:
    send_all(made, tmp_path)
    assert made("ledger", "verify")[0] == 0

    keys = FileKeyStore(tmp_path / "till.key", tmp_path / "till").load()
    with raw_connection(tmp_path / "till" / "ledger.db", keys.ledger) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("act_bases", "act_keys", "envelopes", "acts"):
            connection.execute(f"DELETE FROM {table} WHERE seq = 3")  # noqa: S608 - tampering on purpose
        connection.execute("DELETE FROM tree WHERE level = 0 AND place = 2")

    code, told = made("ledger", "verify")
    assert (code, told["faults"]) == (4, ["HQ's receipt: log_forked"])
    code, told = made("doctor")
    assert code == 4
    assert {one["code"]: one["weight"] for one in told["checks"]}["hq"] == "integrity"


def test_a_forged_receipt_is_found(made: Ctl, tmp_path: Path) -> None:
    send_all(made, tmp_path)

    keys = FileKeyStore(tmp_path / "till.key", tmp_path / "till").load()
    with raw_connection(tmp_path / "till" / "ledger.db", keys.ledger) as connection:
        connection.execute("UPDATE hq SET receipt = replace(receipt, 'deleted 0', 'deleted 1')")

    code, told = made("ledger", "verify")
    assert (code, told["faults"]) == (4, ["HQ's receipt: note_not_signed"])
    code, told = made("doctor")
    weights = {one["code"]: one["weight"] for one in told["checks"]}
    assert (code, weights["clock"], weights["hq"]) == (4, "stop", "integrity")
