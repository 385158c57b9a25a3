"""The second reader of print: tables to lines, and the real program by pipe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from counter_app.id_reading.card import FlatCard
from counter_app.id_reading.process import ReaderProcess
from counter_app.id_reading.tesseract import TesseractPrint, lines_of
from tests.counter_app.id_reading.specimens import RESOURCES, specimen

COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
HEAD = COLUMNS.replace(" ", "\t") + "\n"


def word(line: int, left: int, wide: int, conf: int, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{20 * line}\t{wide}\t10\t{conf}\t{text}\n"


def test_words_of_one_line_are_put_together_with_their_places() -> None:
    [(line, box)] = lines_of(HEAD + word(1, 10, 20, 96, "令和") + word(1, 40, 20, 50, "０６"))
    assert (line.text, line.sure) == ("令和06", (0.96, 0.96, 0.5, 0.5))
    assert box == (10, 20, 50, 10)
    assert line.places == pytest.approx((0.1, 0.3, 0.7, 0.9))


def test_latin_words_stand_apart_and_lines_by_themselves() -> None:
    told = lines_of(
        HEAD + word(1, 0, 9, 90, "NGUYEN") + word(1, 9, 9, 90, "VAN") + word(2, 0, 9, 9, "男")
    )
    assert [line.text for line, _ in told] == ["NGUYEN VAN", "男"]


@pytest.mark.parametrize("table", ["", HEAD, HEAD + "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n"])
def test_a_table_without_words_has_no_lines(table: str) -> None:
    assert lines_of(table) == []


def test_a_card_that_makes_no_sense_is_read_upside_down_too() -> None:
    tables = iter([HEAD + word(1, 0, 20, 20, "卍卍"), HEAD + word(1, 0, 20, 95, "見本")])
    card = FlatCard(np.zeros((64, 96, 3), np.uint8), np.eye(3))
    told = TesseractPrint(lambda _png: next(tables).encode()).read(card)
    assert (told.turned, told.lines[0].text) == (True, "見本")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_the_reader_reads_a_card_with_it_and_writes_nothing() -> None:
    before = sorted(Path(os.environ["TMPDIR"]).rglob("*"))
    reader = ReaderProcess(RESOURCES, second=True)
    try:
        reading = reader.read_file(specimen("my_number_card").data)
    finally:
        reader.close()
    truth = specimen("my_number_card").truth["fields"]
    assert reading.kind == "my_number_card"
    for ours, theirs in (("birth_date", "birth_date"), ("expires_on", "expiry_date")):
        assert reading.fields[ours].value == truth[theirs]["value"]
    assert sorted(Path(os.environ["TMPDIR"]).rglob("*")) == before
