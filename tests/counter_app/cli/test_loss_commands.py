"""counterctl ledger loss-report: a draft where something is lost, a refusal where nothing is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.records import LEDGER
from tests.counter_app.documents.builders import squeezed, words_of
from tests.records import raw_connection
from tests.ui.counters import open_small_counter

NOW = "2026-11-22T14:00:00+09:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A till that was set up and closed again."""
    with open_small_counter(tmp_path):
        pass
    return tmp_path


def report(
    folder: Path, capsys: pytest.CaptureFixture[str], out: str = "loss.pdf"
) -> tuple[int, dict[str, Any]]:
    place = ["--data", str(folder / "till"), "--key-file", str(folder / "till.key")]
    code = main(["ledger", "loss-report", "-o", str(folder / out), *place, "--json", "--now", NOW])
    return code, json.loads(capsys.readouterr().out)


def test_nothing_lost_is_refused_and_leaves_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(folder, capsys) == (3, {"error": "nothing_lost"})
    assert not (folder / "loss.pdf").exists()


def test_a_damaged_record_has_its_draft_for_its_owner_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = FileKeyStore(folder / "till.key", folder / "till").load()
    with raw_connection(folder / "till" / LEDGER, keys.ledger) as connection:
        connection.execute("UPDATE staff SET name = 'x'")

    code, told = report(folder, capsys)

    assert (code, told["damaged_lines"]) == (0, [])
    assert (folder / "loss.pdf").stat().st_mode & 0o077 == 0
    assert "staffM01" in squeezed(words_of((folder / "loss.pdf").read_bytes()))


@pytest.mark.parametrize("harm", ["gone", "empty", "rubbish"])
def test_a_record_that_does_not_open_has_its_draft_too(
    folder: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    path = folder / "till" / LEDGER
    size = path.stat().st_size
    path.unlink()
    if harm != "gone":
        path.write_bytes(b"" if harm == "empty" else os.urandom(size))

    code, told = report(folder, capsys)

    assert code == 0, told
    words = squeezed(words_of((folder / "loss.pdf").read_bytes()))
    assert squeezed("この端末の帳簿の全部を開くことができない。") in words


def test_where_no_till_was_set_up_there_is_nothing_to_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path, capsys) == (3, {"error": "store_missing"})


def test_the_draft_is_not_written_over_the_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = report(folder, capsys, "till/ledger.db")

    assert (code, told) == (2, {"error": "output_in_data_folder"})
