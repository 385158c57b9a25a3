"""The second engine: its table, and the real program by pipe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from counter_app.id_reading.card import lay_flat
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.signs import load_signs
from counter_app.id_reading.tesseract import TesseractEngine, run_tesseract, words_of
from counter_app.id_reading.zones import lines_of
from tests.counter_app.id_reading.specimens import RESOURCES, specimen

COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
HEAD = COLUMNS.replace(" ", "\t") + "\n"


def test_words_and_confidences_come_out_of_the_table() -> None:
    table = (
        HEAD + "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96\t令和\n5\t1\t1\t1\t1\t2\t9\t0\t9\t9\t50\t０６\n"
    )
    assert words_of(table) == ("令和06", [0.96, 0.96, 0.5, 0.5])


@pytest.mark.parametrize("table", ["", HEAD, HEAD + "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n"])
def test_a_table_without_words_is_empty(table: str) -> None:
    assert words_of(table) == ("", [])


def test_signs_that_a_field_may_not_hold_are_dropped() -> None:
    table = HEAD + "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t第3O9号\n"
    engine = TesseractEngine(lambda _png: table.encode(), load_signs(RESOURCES / "id_reading"))
    blank: Image = np.full((48, 200, 3), 255, np.uint8)
    [read] = engine.read([blank], ["number"])
    assert (read.text, len(read.sure)) == ("第39号", 4)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_the_real_program_reads_a_number_by_pipe_and_writes_nothing() -> None:
    one = specimen("driving_licence_1")
    area = (9.2, 35.6, 41.2, 4.4)  # of the number, in millimetres on the specimen
    [crop] = lines_of(lay_flat(one.image, one.quad).image, area, 1)
    before = sorted(Path(os.environ["TMPDIR"]).rglob("*"))
    engine = TesseractEngine(run_tesseract, load_signs(RESOURCES / "id_reading"))
    [read] = engine.read([crop.image], ["number"])
    assert one.values["number"] in read.text.replace(" ", "")
    assert sorted(Path(os.environ["TMPDIR"]).rglob("*")) == before
