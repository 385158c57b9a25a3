"""A command that cannot do what was asked says its code, a sentence, and what to do next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter_app.cli.__main__ import main
from counter_app.cli.complaint import complain
from tests.ui.counters import open_small_counter

NOT_THERE = "none.jsonl"


def said(tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """What `law check` says of a file that is not there."""
    assert main(["law", "check", str(tmp_path / NOT_THERE), *more]) == 3
    out, told = capsys.readouterr()
    assert not (out and told)
    return (out or told).splitlines()


def test_people_read_a_sentence_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert said(tmp_path, capsys) == [
        "counterctl: file_not_usable why=No such file or directory",
        "A file cannot be read or written: No such file or directory.",
        "Look at its name, its place and who may use it, and try again.",
    ]


def test_a_shell_that_speaks_japanese_is_answered_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")

    assert said(tmp_path, capsys)[1].startswith("ファイルを読み書きできません")


def test_programs_read_code_and_facts_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = said(tmp_path, capsys, "--json")

    assert json.loads(line) == {"error": "file_not_usable", "why": "No such file or directory"}


@pytest.mark.parametrize("code", ["output_in_data_folder", "settings_damaged"])
def test_what_only_commands_tell_has_words(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    complain({"error": code}, as_json=False)

    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_code_without_words_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    complain({"error": "request_digest", "place": 1}, as_json=False)

    assert capsys.readouterr().err == "counterctl: request_digest place=1\n"


def test_a_list_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_small_counter(tmp_path):
        pass
    place = ["--data", str(tmp_path / "till"), "--key-file", str(tmp_path / "till.key")]
    capsys.readouterr()

    assert main(["request", "list", *place]) == 0
    assert capsys.readouterr().out == "requests: none\n"
    assert main(["request", "list", "--json", *place]) == 0
    assert json.loads(capsys.readouterr().out) == {"requests": []}
