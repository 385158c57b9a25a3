"""A manager looks over what went another way than the ordinary one."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest

from counter_app.clock import JAPAN, HeldClock
from counter_app.domain.day_close import DrawerCount
from counter_app.domain.errors import Refused
from counter_app.domain.ledger import LateEntry
from counter_app.domain.values import LedgerNumber, TillCode, Yen
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Stage, visit_at
from tests.ui.screens.test_correction import buy
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.exceptions import ExceptionsScreen


def everything(stage: Stage) -> None:
    """An approval, a cancellation, a lock, a confirmed clock and a day that nobody closed."""
    counter = stage.counter
    visit = visit_at(counter, Step.APPROVAL, "sample-phone-x-128")
    counter.visits.approve(visit.visit_id, builders.MANAGER, MANAGER_PIN)
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)
    first = LedgerNumber(TillCode("T01"), 1)
    counter.corrections.cancel(first, "返品のため", builders.MANAGER, MANAGER_PIN)
    for _try in range(5):
        with suppress(Refused):
            counter.staff.prove(builders.CLERK, "0000")
    counter.clocks.confirm(builders.MANAGER, MANAGER_PIN)
    assert isinstance(counter.clock, HeldClock)
    counter.clock.move(days=1)


def test_each_is_told_with_who_and_when_the_newest_first(manager_stage: Stage) -> None:
    everything(manager_stage)
    screen, shown = manager_stage.show(ExceptionsScreen)
    words = words_of(screen)
    told = (
        "締めていない日",
        "時計の確認　11-22 14:00　M01",
        "PINの打ち間違いによるロック　11-22 14:00　C01",
        "T01-000001 を T01-000002 で取消。理由「返品のため」",
        "上限を超える買取額の承認　11-22 14:00　M01",
        "T01-000001　¥72,000　受け入れ C01　承認 M01",
    )
    places = [words.index(one) for one in told]
    assert places == sorted(places)
    assert "見本 太郎" not in words
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_times_are_those_of_japan_and_sums_have_their_sign(manager_stage: Stage) -> None:
    counter = manager_stage.counter
    visit = visit_at(counter, Step.PAYOUT)
    late = LateEntry(datetime(2026, 11, 20, 11, 0, tzinfo=JAPAN), "停電のため")
    counter.acceptance.accept(visit.visit_id, builders.MANAGER, MANAGER_PIN, late=late)
    drawer = DrawerCount(Yen(100_000), Yen(76_500), "数え違い")
    counter.days.close(counter.ledger.today, drawer, builders.MANAGER, MANAGER_PIN)
    screen, _shown = manager_stage.show(ExceptionsScreen)
    words = words_of(screen)
    assert "受け入れ 11-20 11:00　理由「停電のため」" in words
    assert "2026-11-22　−¥500　理由「数え違い」" in words


def test_an_ordinary_day_has_none(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, _shown = manager_stage.show(ExceptionsScreen, language="en")
    assert "No exceptions" in words_of(screen)


def test_what_comes_meanwhile_is_seen_when_looked_at_again(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(ExceptionsScreen)
    manager_stage.counter.clocks.confirm(builders.MANAGER, MANAGER_PIN)
    shown.hands.click("primary")
    manager_stage.settle()
    assert "時計の確認" in words_of(screen)


def test_only_a_manager_is_led_here(stage: Stage) -> None:
    _, shown = stage.show(BoardScreen)
    assert shown.hands.find("exceptions") is None
    stage.sign_in("M01")
    _, shown = stage.show(BoardScreen)
    shown.hands.click("exceptions")
    assert shown.wished == [Wish.EXCEPTIONS]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(manager_stage: Stage, language: str, size: tuple[int, int]) -> None:
    everything(manager_stage)
    screen, _shown = manager_stage.show(ExceptionsScreen, language=language, size=size)
    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]
    board, _shown = manager_stage.show(BoardScreen, language=language, size=size)
    assert cut_off(board) == []
