"""A manager corrects or cancels a line; what is wrong with it is said, and nothing is lost."""

from __future__ import annotations

import pytest

from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Correct, Wish
from ui.screens.correction import CorrectionScreen
from ui.screens.ledger import LedgerScreen
from ui.widgets.choice_field import ChoiceField
from ui.widgets.ledger_table import LedgerModel, LedgerTable
from ui.widgets.text_field import TextField

NUMBER = LedgerNumber(TillCode("T01"), 1)


def buy(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    stage.counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    stage.counter.visits.finish(visit.visit_id)


def opened(stage: Stage, **other: object) -> tuple[CorrectionScreen, Shown]:
    buy(stage)
    screen, shown = stage.show(CorrectionScreen, **other)  # type: ignore[arg-type]  # size or language
    screen.show_line(NUMBER)
    stage.settle()
    return screen, shown


def field(shown: Shown, name: str) -> TextField:
    found = shown.hands.find(name)
    assert isinstance(found, TextField)
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_line_stands_there_to_be_corrected(manager_stage: Stage, language: str) -> None:
    screen, shown = opened(manager_stage, language=language, size=NARROW)

    assert "T01-000001" in words_of(screen)
    assert field(shown, "column_price").text() == "23000"
    assert field(shown, "column_name").text() == "見本 太郎"
    assert field(shown, "column_price").isVisible()


def test_a_price_is_corrected(manager_stage: Stage) -> None:
    _, shown = opened(manager_stage)
    field(shown, "column_price").set_text("20000")
    field(shown, "reason").set_text("打ち間違い")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    ledger = manager_stage.counter.ledger
    lines = ledger.day(ledger.today).lines
    assert [line.yen for line in lines] == [23_000, -3_000]
    assert shown.wished == [Wish.LEDGER]
    assert [one.code for one in shown.told] == ["clerk.correction.done"]


def test_the_kind_of_goods_is_chosen_from_the_list(manager_stage: Stage) -> None:
    _, shown = opened(manager_stage)
    item = shown.hands.find("column_item")
    assert isinstance(item, ChoiceField)
    assert item.key() == "smartphone"
    item.set_key("tablet")
    field(shown, "reason").set_text("品目の取り違え")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    ledger = manager_stage.counter.ledger
    lines = ledger.day(ledger.today).lines
    assert [(line.item, line.category) for line in lines] == [
        ("スマートフォン", 9),
        ("タブレット", 8),
    ]


def test_a_line_is_cancelled_without_its_columns(manager_stage: Stage) -> None:
    _, shown = opened(manager_stage)
    shown.hands.click("cancel_line")
    assert shown.hands.find("column_price") is None
    field(shown, "reason").set_text("返品のため")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    ledger = manager_stage.counter.ledger
    assert [line.articles for line in ledger.day(ledger.today).lines] == [1, -1]
    assert [one.code for one in shown.told] == ["clerk.correction.cancelled"]


def test_without_a_reason_nothing_is_written_and_nothing_lost(manager_stage: Stage) -> None:
    _, shown = opened(manager_stage)
    field(shown, "column_price").set_text("20000")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    assert [one.code for one in shown.told] == ["reason_missing"]
    assert field(shown, "column_price").text() == "20000"
    assert shown.wished == []
    ledger = manager_stage.counter.ledger
    assert len(ledger.day(ledger.today).lines) == 1


def test_a_wrong_pin_is_told_at_the_pad(manager_stage: Stage) -> None:
    screen, shown = opened(manager_stage)
    field(shown, "column_price").set_text("20000")
    field(shown, "reason").set_text("打ち間違い")
    type_pin(shown, "0000")
    manager_stage.settle()

    assert "PIN" in words_of(screen)
    assert shown.told == []
    assert shown.wished == []


def test_back_to_the_ledger(manager_stage: Stage) -> None:
    _, shown = opened(manager_stage)
    shown.hands.click("back")
    assert shown.wished == [Wish.LEDGER]


def test_the_ledger_asks_for_the_chosen_line(manager_stage: Stage) -> None:
    buy(manager_stage)
    _, shown = manager_stage.show(LedgerScreen)
    button = shown.hands.find("correct_line")
    assert button is not None
    assert not button.isEnabled()
    table = shown.hands.find("ledger_lines")
    assert isinstance(table, LedgerTable)
    table.selectRow(0)
    assert button.isEnabled()
    shown.hands.click("correct_line")
    assert shown.wished == [Correct(NUMBER)]


def test_the_ledger_shows_a_correction_with_its_reason(manager_stage: Stage) -> None:
    buy(manager_stage)
    counter = manager_stage.counter
    counter.corrections.correct(
        NUMBER, {"price": "20000"}, "打ち間違い", builders.MANAGER, MANAGER_PIN
    )
    screen, shown = manager_stage.show(LedgerScreen)
    table = shown.hands.find("ledger_lines")

    assert isinstance(table, LedgerTable)
    model = table.model()
    assert isinstance(model, LedgerModel)
    told = [cell for line in model.lines for cell in line.cells]
    assert ("買受け", "訂正") in told
    assert ("¥20,000", "−¥3,000") in told
    assert ("見本 太郎", "打ち間違い") in told
    assert "2行・¥20,000" in words_of(screen)
