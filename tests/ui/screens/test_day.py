"""Closing the day at the counter: count, reason, PIN, print."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.app import World, open_counter
from counter_app.clock import HeldClock
from counter_app.domain.errors import Refused
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.day import DayScreen
from ui.widgets.count_row import CountRow


def buy(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    stage.counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    stage.counter.visits.finish(visit.visit_id)


def later(stage: Stage, **by: int) -> None:
    assert isinstance(stage.counter.clock, HeldClock)
    stage.counter.clock.move(**by)
    stage.counter.clocks.confirm(builders.MANAGER, MANAGER_PIN)


def count(screen: DayScreen, **pieces: int) -> None:
    """Press plus so many times at the notes and coins."""
    for name, times in pieces.items():
        row = screen.findChild(CountRow, f"drawer_{name.removeprefix('yen_')}")
        assert row is not None
        for _ in range(times):
            row.plus.click()


def test_a_drawer_that_agrees_is_closed_with_a_pin(manager_stage: Stage, tmp_path: Path) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(DayScreen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()  # nobody said what was in the drawer
    write(shown.hands, "before", "50000")
    count(screen, yen_10000=2, yen_5000=1, yen_2000=1)
    manager_stage.settle()
    assert "一致" in words_of(screen)
    assert shown.hands.find("reason") is None
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    closing = manager_stage.counter.days.state().closing
    assert closing is not None
    assert (closing.drawer.counted, closing.difference) == (27_000, 0)
    assert "2026年11月22日を締めました" in words_of(screen)
    shown.hands.click("primary")
    manager_stage.settle()
    assert (tmp_path / "papers" / "day_2026-11-22.pdf").exists()
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_a_difference_wants_its_reason_first(manager_stage: Stage) -> None:
    buy(manager_stage)
    screen, shown = manager_stage.show(DayScreen)
    write(shown.hands, "before", "30,000")
    count(screen, yen_5000=1, yen_1000=1)
    manager_stage.settle()
    primary = shown.hands.find("primary")
    assert primary is not None
    assert "−¥1,000" in words_of(screen)
    assert not primary.isEnabled()

    write(shown.hands, "reason", "つり銭の渡し間違い")
    assert primary.isEnabled()
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    closing = manager_stage.counter.days.state().closing
    assert closing is not None
    assert (closing.difference, closing.drawer.reason) == (-1_000, "つり銭の渡し間違い")
    assert "つり銭の渡し間違い" in words_of(screen)


def test_visits_that_are_not_finished_are_told_before_the_day_is_closed(
    manager_stage: Stage,
) -> None:
    buy(manager_stage)
    _, quiet = manager_stage.show(DayScreen)
    assert "clerk.day.waiting" not in [one.code for one in quiet.told]

    visit_at(manager_stage.counter, Step.PAYOUT)
    _, shown = manager_stage.show(DayScreen)
    assert [one.code for one in shown.told] == ["clerk.day.waiting"]


def test_a_wrong_pin_closes_nothing_and_is_told_at_the_pad(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(DayScreen)
    write(shown.hands, "before", "0")
    shown.hands.click("primary")
    assert shown.hands.find("staff_c01") is None  # only managers close
    type_pin(shown, "0000")
    manager_stage.settle()

    assert manager_stage.counter.days.state().closing is None
    japanese = manager_stage.counter.texts.in_language("ja")
    assert japanese.say("error.pin_wrong", left=4) in words_of(screen)
    shown.hands.click("back")  # to count again, not to the board
    assert shown.wished == []


def test_a_closed_day_is_shown_and_printed_again(manager_stage: Stage, tmp_path: Path) -> None:
    test_a_drawer_that_agrees_is_closed_with_a_pin(manager_stage, tmp_path)
    first = (tmp_path / "papers" / "day_2026-11-22.pdf").read_bytes()
    buy(manager_stage)

    screen, shown = manager_stage.show(DayScreen, language="en")
    assert "1 articles were accepted after the closing" in words_of(screen)
    shown.hands.click("primary")
    manager_stage.settle()

    assert [one.code for one in shown.told] == ["clerk.day.printed"]
    assert (tmp_path / "papers" / "day_2026-11-22.pdf").read_bytes() == first


def test_yesterday_is_closed_first_and_the_drawer_goes_on_from_it(manager_stage: Stage) -> None:
    buy(manager_stage)
    later(manager_stage, days=1)
    screen, shown = manager_stage.show(DayScreen)
    assert "2026年11月22日が締められていません" in words_of(screen)
    write(shown.hands, "before", "43000")
    count(screen, yen_10000=2)
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    today, again = manager_stage.show(DayScreen)
    before = again.hands.find("before")
    assert before is not None
    assert today._before.text() == "20000"
    assert "2026年11月23日の締め" in words_of(today)


@pytest.mark.parametrize(
    ("language", "open_", "done"),
    [("ja", "2026年11月22日が未了", "未了"), ("en", "November 22, 2026 is open", "not yet")],
)
def test_the_board_says_whether_yesterday_was_closed(
    manager_stage: Stage, language: str, open_: str, done: str
) -> None:
    buy(manager_stage)
    later(manager_stage, days=1)
    board, shown = manager_stage.show(BoardScreen, language=language)
    assert open_ in words_of(board)
    shown.hands.click("day")
    assert shown.wished == [Wish.DAY]

    test_yesterday_is_closed_first(manager_stage)
    board, _ = manager_stage.show(BoardScreen, language=language)
    assert open_ not in words_of(board)
    assert done in words_of(board)


def test_yesterday_is_closed_first(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(DayScreen)
    paid = manager_stage.counter.days.state().sums.paid
    write(shown.hands, "before", f"{paid}")
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()
    assert "を締めました" in words_of(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(manager_stage: Stage, language: str, size: tuple[int, int]) -> None:
    buy(manager_stage)
    later(manager_stage, days=1)
    screen, shown = manager_stage.show(DayScreen, language=language, size=size)
    write(shown.hands, "before", "50000")
    manager_stage.settle()
    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]
    assert screen.minimumSizeHint().width() <= NARROW[0]
    write(shown.hands, "reason", "x")
    shown.hands.click("primary")
    manager_stage.settle()
    assert cut_off(screen) == []
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()
    assert cut_off(screen) == []


THREE_YEARS = 3 * 365 + 2
"""Days after which the deal of the stage's day is older than its three years (LAW 1.7)."""


def close(stage: Stage, language: str = "ja") -> tuple[DayScreen, Shown]:
    """Close today with the drawer as it should be."""
    screen, shown = stage.show(DayScreen, language=language)
    write(shown.hands, "before", f"{stage.counter.days.state().sums.paid}")
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    stage.settle()
    return screen, shown


def names(stage: Stage) -> list[str]:
    """The sellers that the ledger still names."""
    with stage.counter.record.read() as view:
        return [line.name for line in stage.counter.record.ledger.all(view)]


def test_the_close_erases_what_is_due_and_prints_its_certificate(
    manager_stage: Stage, tmp_path: Path
) -> None:
    buy(manager_stage)
    screen, _shown = close(manager_stage)
    assert "受付の作業用データ" in words_of(screen)  # of the visit that is over
    assert "古物台帳の記載事項" not in words_of(screen)
    assert names(manager_stage) == ["見本 太郎"]  # control: the first day's close erased nothing

    later(manager_stage, days=THREE_YEARS)
    screen, shown = close(manager_stage)
    assert names(manager_stage) == [""]
    words = words_of(screen)
    assert "保存期間が満了した個人情報を消去しました" in words
    assert "古物台帳の記載事項（記録の日から3年）" in words
    shown.hands.click("print_certificate")
    manager_stage.settle()
    assert [one.code for one in shown.told][-1] == "clerk.erasure.printed"
    assert list((tmp_path / "papers").glob("erasure_2029-11-*.pdf"))
    erased = manager_stage.counter.retention.erased_on(manager_stage.counter.ledger.today)
    assert erased is not None
    assert erased.by == builders.MANAGER


def test_nothing_due_is_said_so(manager_stage: Stage) -> None:
    screen, _shown = close(manager_stage)
    assert "今日、消去する個人情報はありません" in words_of(screen)


def test_the_day_is_closed_though_another_program_holds_the_erasure_up(
    manager_stage: Stage, tmp_path: Path
) -> None:
    buy(manager_stage)
    later(manager_stage, days=THREE_YEARS)
    clock = manager_stage.counter.clock
    other = open_counter(tmp_path / "till", tmp_path / "till.key", World(clock))
    with other.record.read() as view:
        other.record.acts.size(view)
    screen, shown = close(manager_stage)
    assert manager_stage.counter.days.state().closing is not None
    assert "日締めは済みました。消去は待っています" in words_of(screen)
    assert names(manager_stage) == ["見本 太郎"]
    with pytest.raises(Refused, match="nothing_erased"):
        manager_stage.counter.certificates.of_day(manager_stage.counter.ledger.today)

    other.close()
    screen, shown = manager_stage.show(DayScreen)  # the closed day still says that it waits
    shown.hands.click("erase_again")
    manager_stage.settle()
    assert names(manager_stage) == [""]
    assert "保存期間が満了した個人情報を消去しました" in words_of(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_of_the_erasure_fits(
    manager_stage: Stage, language: str, size: tuple[int, int]
) -> None:
    buy(manager_stage)
    later(manager_stage, days=THREE_YEARS)
    close(manager_stage)
    screen, shown = manager_stage.show(DayScreen, language=language, size=size)
    assert shown.hands.find("print_certificate") is not None
    assert cut_off(screen) == []
