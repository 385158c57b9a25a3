"""The requests page: from a customer's question to the printed letter, with hands on the window."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.requests import (
    AnswerWay,
    Confirmed,
    NewRequest,
    RequestKind,
    Result,
)
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.requests import RequestsScreen
from ui.script import ScriptStuck
from ui.widgets.choice_field import ChoiceBox

NAME = builders.seller().name
LINE = LedgerNumber(TillCode("T01"), 1)
BY_CLERK = (builders.CLERK, CLERK_PIN)


@pytest.fixture
def desk(manager_stage: Stage) -> Stage:
    """A till with one line; the manager is signed in."""
    counter = manager_stage.counter
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, *BY_CLERK)
    counter.visits.finish(visit.visit_id)
    return manager_stage


def taken(stage: Stage, kind: RequestKind, *, checked: bool = True, linked: bool = True) -> str:
    """A request that was taken by a clerk; its number."""
    lines = (LINE,) if linked else ()
    told = NewRequest(kind, "私の情報について", NAME, lines=lines)
    number = stage.counter.requests.take(told, *BY_CLERK).number
    if checked and kind is not RequestKind.QUESTION:
        stage.counter.requests.check(number, Confirmed.CALL_BACK, "", *BY_CLERK)
    return number


def choose(shown: Shown, name: str, key: str) -> None:
    box = shown.hands.find(name)
    assert isinstance(box, ChoiceBox)
    keys = [box.itemData(place, 0x0100) for place in range(box.count())]
    box.setCurrentIndex(keys.index(key))
    box.activated.emit(keys.index(key))


def on(stage: Stage, shown: Shown, name: str = "primary") -> None:
    shown.hands.click(name)
    stage.settle()


def prove(stage: Stage, shown: Shown, pin: str = MANAGER_PIN) -> None:
    on(stage, shown)
    type_pin(shown, pin)
    stage.settle()


def test_a_question_is_taken_answered_and_printed(desk: Stage) -> None:
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    assert "回答を待っている問合せ・請求はありません" in words_of(shown.host)
    on(desk, shown)
    assert "残り：内容" in words_of(shown.host)
    write(shown.hands, "text", "いつ入金されますか")
    prove(desk, shown)

    [row] = desk.counter.requests.waiting()
    assert (row.kind, row.number) == (RequestKind.QUESTION, "T01-Q20261122-01")
    assert "いつ入金されますか" in words_of(shown.host)
    on(desk, shown)
    write(shown.hands, "text", "明日です")
    prove(desk, shown)

    done = desk.counter.requests.get(row.number)
    assert done.answer is not None
    assert done.answer.text == "明日です"
    assert shown.told[-1].code == "clerk.requests.done.answer"
    on(desk, shown)
    assert shown.told[-1].code == "clerk.requests.printed"
    on(desk, shown, "back")
    assert "対応済み" in words_of(shown.host)


def test_a_request_goes_step_by_step_to_its_disclosure(desk: Stage, tmp_path: Path) -> None:
    number = taken(desk, RequestKind.DISCLOSURE, checked=False, linked=False)
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    on(desk, shown, "open_0")
    on(desk, shown)  # who asks
    choose(shown, "check_how", "document")
    desk.settle()
    assert "見た書類" in words_of(shown.host)
    choose(shown, "check_document", "driving_licence")
    prove(desk, shown)
    on(desk, shown)  # which deals
    shown.hands.click("deal_0")
    prove(desk, shown)
    on(desk, shown)  # disclose
    handed = tmp_path / "handed"
    handed.mkdir()
    write(shown.hands, "folder", str(handed))
    prove(desk, shown)

    done = desk.counter.requests.get(number)
    assert done.answer is not None
    assert (done.deals, done.answer.result) == ((LINE,), Result.DONE)
    [file] = handed.iterdir()
    assert json.loads(file.read_bytes())["name"] == NAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert "1ページ目" in words_of(shown.host)


def test_nothing_is_refused_without_a_reason(desk: Stage) -> None:
    number = taken(desk, RequestKind.CORRECTION)
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    on(desk, shown, "open_0")
    on(desk, shown, "refuse")
    with pytest.raises(ScriptStuck):
        shown.hands.click("primary")
    shown.hands.click("reason_is_true")
    prove(desk, shown)
    answer = desk.counter.requests.get(number).answer
    assert answer is not None
    assert [one.code for one in answer.reasons] == ["is_true"]


def test_what_goes_and_what_stays_is_shown_before_it_is_erased(desk: Stage) -> None:
    number = taken(desk, RequestKind.CEASE_USE)
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    on(desk, shown, "open_0")
    on(desk, shown)
    words = words_of(shown.host)
    assert "消去するもの" in words
    assert "2029年11月22日まで" in words
    prove(desk, shown)
    answer = desk.counter.requests.get(number).answer
    assert answer is not None
    assert answer.result is Result.PARTLY
    assert shown.told[-1].code == "clerk.requests.done.erase"


def test_the_overdue_ones_come_first_and_the_board_says_so(desk: Stage) -> None:
    _first = taken(desk, RequestKind.QUESTION)
    desk.counter.clock.move(days=15)  # type: ignore[attr-defined]  # the stage's clock is a held one
    desk.counter.requests.take(
        replace(NewRequest(RequestKind.QUESTION, "新しい質問", NAME), answer=AnswerWay.PAPER),
        *BY_CLERK,
    )
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    words = words_of(shown.host)
    assert words.index("期限を1日過ぎています") < words.index("あと14日")
    _board, board = desk.show(BoardScreen)
    desk.settle()
    assert "期限超過 1" in words_of(board.host)
    board.hands.click("requests")
    assert board.wished == [Wish.REQUESTS]


def test_it_is_found_again_by_name(desk: Stage) -> None:
    number = taken(desk, RequestKind.QUESTION)
    desk.counter.requests.answer(number, "済み", *BY_CLERK)
    _screen, shown = desk.show(RequestsScreen)
    desk.settle()
    assert number not in words_of(shown.host)
    write(shown.hands, "search", "見本")
    on(desk, shown, "find")
    assert number in words_of(shown.host)
    write(shown.hands, "search", "次郎")
    on(desk, shown, "find")
    assert number not in words_of(shown.host)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_fits_the_small_window(desk: Stage, language: str) -> None:
    taken(desk, RequestKind.CEASE_USE)
    taken(desk, RequestKind.QUESTION)
    _screen, shown = desk.show(RequestsScreen, language=language, size=NARROW)
    desk.settle()
    assert cut_off(shown.host) == []
    on(desk, shown)
    assert cut_off(shown.host) == []
    on(desk, shown, "back")
    on(desk, shown, "open_0")
    assert cut_off(shown.host) == []
    for way in ("check", "link", "note", "refuse"):
        on(desk, shown, way)
        desk.settle()
        assert cut_off(shown.host) == [], way
        on(desk, shown, "back")
    on(desk, shown)
    assert cut_off(shown.host) == []
