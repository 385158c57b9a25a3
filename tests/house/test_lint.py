"""Lint: ruff's whole rule set less a short list, every exception with its reason, banned calls."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.checkout import CHECKOUT, kept_files, run, tool

SILENCERS = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:[,\s]\s*[A-Z]+\d+)*)?"
    r"|type:\s*ignore(?:\[[^\]]*\])?|pragma: no (?:cover|branch)|fmt: (?:off|skip))(?P<reason>.*)"
)
WORDS_OF_A_REASON = 2


def ruff_on(source: str, filename: str) -> str:
    """Ruff's findings on a source text, judged as if it stood at that place in the tree."""
    options = ("--output-format=concise", "--stdin-filename", filename, "-")
    ruff = run(tool("ruff"), "check", *options, given=source)
    return ruff.stdout


def silenced_without_reason(source: str) -> Iterator[str]:
    """Comments that silence a tool and do not say why."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        found = SILENCERS.search(token.string)
        if found and len(re.findall(r"\w+", found["reason"])) < WORDS_OF_A_REASON:
            yield f"line {token.start[0]}: {token.string}"


def test_ruff_finds_nothing() -> None:
    found = run(tool("ruff"), "check", "--output-format=concise", ".")
    assert found.returncode == 0, found.stdout


def test_every_file_has_the_one_format() -> None:
    found = run(tool("ruff"), "format", "--check", ".")
    assert found.returncode == 0, found.stdout


def test_every_silenced_finding_says_why() -> None:
    faults = [
        f"{path.relative_to(CHECKOUT)}: {fault}"
        for path in kept_files(".py")
        for fault in silenced_without_reason(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: S101",
        "x = 1  # noqa: S101, D103 - because",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[arg-type]",
        "x = 1  # pragma: no cover",
    ],
)
def test_a_silenced_finding_without_reason_is_reported(line: str) -> None:
    assert list(silenced_without_reason(line)) != []


def test_a_reason_of_some_words_is_enough() -> None:
    line = "x = 1  # type: ignore[arg-type]  # the package has no stubs"
    assert list(silenced_without_reason(line)) == []


def test_every_rule_left_out_has_its_reason() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    left_out = re.search(r"^ignore = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert left_out
    assert [line for line in left_out[1].splitlines() if "#" not in line] == []


BANNED = {
    "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n": "datetime.datetime.now",
    "import datetime\n\nTODAY = datetime.date.today()\n": "datetime.date.today",
    "import time\n\nNOW = time.time()\n": "time.time",
    "import threading\n\nWORKER = threading.Thread()\n": "threading.Thread",
    "from PySide6.QtCore import QThread\n\nWORKER = QThread()\n": "QThread",
    "from PySide6.QtWidgets import QMessageBox\n\nBOX = QMessageBox()\n": "QMessageBox",
    "import pytesseract\n\nT = pytesseract.image_to_string(b'')\n": "pytesseract.image_to_string",
    "import pytesseract\n\nT = pytesseract.image_to_data(b'')\n": "pytesseract.image_to_data",
}


@pytest.mark.parametrize(("source", "call"), BANNED.items(), ids=BANNED.values())
def test_a_banned_call_is_reported(source: str, call: str) -> None:
    for place in ("counter_app/services/planted.py", "ui/screens/planted.py"):
        findings = ruff_on(source, place)
        assert re.search(rf"TID251 `[\w.]*{re.escape(call)}` is banned", findings), findings


def test_the_one_place_of_a_banned_call_may_use_it() -> None:
    source = "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n"
    assert "TID251" not in ruff_on(source, "counter_app/clock.py")
