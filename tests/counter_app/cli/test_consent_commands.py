"""Receipts of consents at the shell: made at the till, checked anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

NOW = "2026-11-22T15:00:00+09:00"


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """A till with one deal, closed."""
    with open_small_counter(tmp_path) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
        counter.visits.finish(visit.visit_id)
    return tmp_path


@pytest.fixture
def ctl(till: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object, at_till: bool = True) -> tuple[int, dict[str, Any]]:
        place = ["--data", till / "till", "--key-file", till / "till.key", "--now", NOW]
        capsys.readouterr()
        given = [*words, "--json", *(place if at_till else ["--data", till / "nowhere"])]
        code = main([str(word) for word in given])
        out = capsys.readouterr().out
        return code, json.loads(out) if out.strip() else {}

    return run


def test_a_receipt_is_made_at_the_till_and_checked_without_it(till: Path, ctl: Any) -> None:
    receipt = till / "receipt.json"
    code, told = ctl("consent", "receipt", "T01-0001", "-o", receipt)
    assert (code, told["visit"], told["bytes"]) == (0, "T01-0001", receipt.stat().st_size)

    code, told = ctl("consent", "verify", receipt, at_till=False)

    assert code == 0
    assert told["proved"]
    assert told["notice_sha256"] == builders.wording("ja")
    assert not told["certified"]
    assert told["signed_by"] == "a device key; whose it is was not asked (--hq-key)"
    assert not (till / "nowhere").exists()


def test_a_copy_that_is_handed_over_is_noted_once(till: Path, ctl: Any) -> None:
    receipt, pin = till / "receipt.json", till / "clerk.pin"
    pin.write_text(CLERK_PIN)
    assert not ctl("consent", "receipt", "T01-0001", "-o", receipt)[1]["noted"]
    by = ("--staff", "C01", "--pin-file", pin)
    assert ctl("consent", "receipt", "T01-0001", "-o", receipt, *by)[0] == 0
    code, told = ctl("consent", "receipt", "T01-0001", "-o", receipt, *by)
    assert (code, told["noted"]) == (0, True)
    with open_small_counter(till) as counter:
        assert counter.copies.given(told["act"]) == ("json",)
    pin.write_text("0000")
    code, told = ctl("consent", "receipt", "T01-0001", "-o", receipt, *by)
    assert (code, told["error"]) == (3, "pin_wrong")


def test_a_changed_receipt_and_what_is_none_have_their_exit_codes(till: Path, ctl: Any) -> None:
    receipt, changed = till / "receipt.json", till / "changed.json"
    ctl("consent", "receipt", "T01-0001", "-o", receipt)
    changed.write_bytes(receipt.read_bytes().replace(b"ConsentRefused", b"ConsentGiven", 1))

    code, told = ctl("consent", "verify", changed, at_till=False)
    assert (code, told["error"]) == (4, "receipt_not_proved")
    changed.write_bytes(receipt.read_bytes() + b"\n")
    assert ctl("consent", "verify", changed, at_till=False)[0] == 4
    changed.write_bytes(b"%PDF-1.7")
    code, told = ctl("consent", "verify", changed, at_till=False)
    assert (code, told["error"]) == (2, "receipt_form")
    assert ctl("consent", "verify", till / "nothing", at_till=False)[0] == 3


@pytest.mark.parametrize("as_file", [True, False])
def test_hqs_key_comes_as_hex_or_in_a_file(till: Path, ctl: Any, *, as_file: bool) -> None:
    receipt, key = till / "receipt.json", "ab" * 32
    ctl("consent", "receipt", "T01-0001", "-o", receipt)
    (till / "hq.key").write_text(f"{key}\n")

    given = till / "hq.key" if as_file else key
    code, told = ctl("consent", "verify", receipt, "--hq-key", given, at_till=False)

    assert (code, told["error"]) == (4, "receipt_not_certified")
    code, told = ctl("consent", "verify", receipt, "--hq-key", "xyz", at_till=False)
    assert (code, told["error"]) == (2, "hq_key_form")


def test_an_unknown_visit_and_a_place_in_the_record_are_refused(till: Path, ctl: Any) -> None:
    code, told = ctl("consent", "receipt", "T01-0999", "-o", till / "receipt.json")
    assert (code, told["error"]) == (2, "consent_unknown")
    code, told = ctl("consent", "receipt", "T01-0001", "-o", till / "till" / "ledger.db")
    assert (code, told["error"]) == (2, "output_in_data_folder")


def test_a_notice_signed_on_paper_is_entered_by_who_saw_it(till: Path, ctl: Any) -> None:
    with open_small_counter(till) as counter:
        visit = visit_at(counter, Step.CONSENT)
    pin, by = till / "clerk.pin", ("--staff", "C01", "--pin-file", till / "clerk.pin")
    pin.write_text("0000")
    assert ctl("consent", "paper", visit.number, *by)[1]["error"] == "pin_wrong"
    pin.write_text(CLERK_PIN)

    code, told = ctl("consent", "paper", visit.number, *by, "--agreed", "email", "--group", "no")

    assert code == 0
    assert told["answers"]["email"] == "ConsentGiven"
    assert told["answers"]["group_provision"] == "ConsentRefused"
    with open_small_counter(till) as counter:
        kept = counter.visits.get(visit.visit_id).consent
    assert kept is not None
    assert (kept.method, kept.seen_by) == ("paper", "C01")
    assert ctl("consent", "paper", "T01-0999", *by)[1]["error"] == "visit_unknown"
