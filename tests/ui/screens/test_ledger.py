"""The manager's ledger of a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Wish
from ui.screens.ledger import LedgerScreen


def buy(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    stage.counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    stage.counter.visits.finish(visit.visit_id)


@pytest.mark.parametrize(
    ("language", "proof", "sum_words"),
    [("ja", "記録は証明できました", "1行・¥23,000"), ("en", "proves itself", "Lines: 1, ¥23,000")],
)
def test_the_day_with_its_proof_and_root(
    manager_stage: Stage, language: str, proof: str, sum_words: str
) -> None:
    buy(manager_stage)
    screen, _ = manager_stage.show(LedgerScreen, language=language)
    words = words_of(screen)
    assert proof in words
    assert sum_words in words
    root = manager_stage.counter.ledger.day(manager_stage.counter.ledger.today).root.hex()
    assert root[:16] in words


def test_another_day_is_blank_and_says_so(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("day_before")
    manager_stage.settle()
    words = words_of(screen)
    assert "2026年11月21日の台帳" in words
    assert "この日の行はありません" in words
    shown.hands.click("today")
    manager_stage.settle()
    assert "この日の行はありません" not in words_of(screen)
    after = shown.hands.find("day_after")
    assert after is not None
    assert not after.isEnabled()  # there is no ledger of tomorrow


def test_the_day_is_printed(manager_stage: Stage, tmp_path: Path) -> None:
    buy(manager_stage)
    _, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("primary")
    manager_stage.settle()
    assert [one.name for one in (tmp_path / "papers").iterdir()] == ["ledger_2026-11-22.pdf"]
    assert [one.code for one in shown.told] == ["clerk.ledger.printed"]


def test_back_to_the_board(manager_stage: Stage) -> None:
    _, shown = manager_stage.show(LedgerScreen)
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]
