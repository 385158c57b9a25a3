"""An extract of the ledger from the window: searched, looked at, printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.counter_app.documents.builders import words_of as paper_words
from tests.ui.screens.conftest import NARROW, WIDE, Stage
from tests.ui.screens.test_correction import buy
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish
from ui.screens.extract import ExtractScreen


@pytest.mark.parametrize(("name", "typed"), [("person", "見本"), ("imei", "490154203237518")])
def test_the_lines_of_a_person_or_an_imei_are_printed(
    stage: Stage, tmp_path: Path, name: str, typed: str
) -> None:
    buy(stage)
    screen, shown = stage.show(ExtractScreen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    write(shown.hands, name, typed)
    shown.hands.click("search")
    stage.settle()
    assert "1行あります" in words_of(screen)
    shown.hands.click("primary")
    stage.settle()

    [paper] = (tmp_path / "papers").glob("extract_*.pdf")
    words = paper_words(paper.read_bytes())
    assert "抜き書き" in words
    assert "T01-000001" in words
    assert [one.code for one in shown.told] == ["clerk.extract.printed"]
    ledger = stage.counter.ledger
    assert ledger.day(ledger.today).printed_before is None  # an extract is no print of the day


def test_nobody_of_that_name_is_an_empty_extract(stage: Stage) -> None:
    buy(stage)
    screen, shown = stage.show(ExtractScreen)
    write(shown.hands, "person", "別人")
    shown.hands.click("search")
    stage.settle()
    assert "0行あります" in words_of(screen)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [("imei", "490154203237519", "検査数字の誤り"), ("imei", "123", "15桁"), ("person", "", "")],
)
def test_a_question_that_is_none_is_told_at_its_field(
    stage: Stage, name: str, typed: str, told: str
) -> None:
    screen, shown = stage.show(ExtractScreen)
    if typed:
        write(shown.hands, name, typed)
    shown.hands.click("search")
    stage.settle()
    japanese = stage.counter.texts.in_language("ja")
    assert (told or japanese.say("error.search_empty").split("\n")[0]) in words_of(screen)
    shown.hands.click("back")
    assert shown.wished == [Wish.LEDGER]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(stage: Stage, language: str, size: tuple[int, int]) -> None:
    buy(stage)
    screen, shown = stage.show(ExtractScreen, language=language, size=size)
    assert cut_off(screen) == []
    write(shown.hands, "person", "見本")
    shown.hands.click("search")
    stage.settle()
    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]
