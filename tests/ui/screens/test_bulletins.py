"""The screen of police bulletins: what is kept, what matches, and entering one off the paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.domain.bulletin import BulletinItem
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.bulletins import BulletinsScreen

PAPER = {
    "number": "第12号",
    "issued_on": "令和8年11月20日",
    "station": "見本警察署",
    "goods": "携帯電話機",
    "maker": "見本電機",
    "imeis": f"{builders.IMEI}、49-015420-323752-6",
    "features": "背面に傷",
}


def bought(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    stage.counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    stage.counter.visits.finish(visit.visit_id)


def came(stage: Stage, *items: BulletinItem, number: str = "第12号") -> None:
    told = builders.bulletin(*items, number=number)
    stage.counter.bulletins.enter(told, builders.MANAGER, MANAGER_PIN)


def write(shown: Shown, **fields: str) -> None:
    for name, text in fields.items():
        shown.hands.write(f"bulletin_{name}_field", text)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", ("保存中の品触れはありません", "一致する品物はありません")),
        ("en", ("No bulletin is kept", "Nothing matches")),
    ],
)
def test_with_nothing_kept_it_says_so(
    manager_stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    screen, _shown = manager_stage.show(BulletinsScreen, language=language)
    for words in told:
        assert words in words_of(screen)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            (
                *("第12号　見本警察署", "2026年11月22日 到達　2027年5月22日 まで"),
                *("T01-000001　番号が一致", "直ちに届け出て", "T01-000001　似ています"),
            ),
        ),
        (
            "en",
            (
                *("第12号  見本警察署", "Arrived November 22, 2026, kept to May 22, 2027"),
                *("T01-000001  same number", "Report it at once", "T01-000001  like it"),
            ),
        ),
    ],
)
def test_what_is_kept_and_what_it_means(
    manager_stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    bought(manager_stage)
    came(manager_stage)
    came(manager_stage, builders.SIMILAR, number="第13号")
    for size in (WIDE, NARROW):
        screen, shown = manager_stage.show(BulletinsScreen, language=language, size=size)
        for words in told:
            assert words in words_of(screen), words
        assert cut_off(screen) == []
        assert screen.minimumSizeHint().width() <= NARROW[0]
        assert screen.minimumSizeHint().height() <= NARROW[1]
        shown.host.hide()


def test_one_is_entered_off_the_paper_and_found_at_once(manager_stage: Stage) -> None:
    bought(manager_stage)
    screen, shown = manager_stage.show(BulletinsScreen)
    shown.hands.click("primary")
    manager_stage.settle()
    write(shown, **PAPER)
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    [one] = manager_stage.counter.bulletins.in_force()
    assert one.bulletin.issued_on.isoformat() == "2026-11-20"
    assert one.bulletin.items[0].imeis == (builders.IMEI, "49-015420-323752-6")
    assert one.bulletin.items[0].features == "背面に傷"
    assert "T01-000001　番号が一致" in words_of(screen)
    assert [message.code for message in shown.told] == ["clerk.bulletins.entered_found"]
    assert "品触れを登録" in words_of(screen)  # back at the list, whose button enters the next one


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issued_on": "昨日"}, "bulletin_date_form"),
        ({"number": ""}, "bulletin_incomplete"),
        ({"imeis": "123"}, "bulletin_imei_form"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    manager_stage: Stage, change: dict[str, str], code: str
) -> None:
    _screen, shown = manager_stage.show(BulletinsScreen)
    shown.hands.click("primary")
    write(shown, **(PAPER | change))
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    assert [message.code for message in shown.told] == [code]
    assert manager_stage.counter.bulletins.in_force() == ()
    write(shown, **PAPER)
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()
    assert len(manager_stage.counter.bulletins.in_force()) == 1


def test_a_wrong_pin_is_told_at_the_pad(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(BulletinsScreen)
    shown.hands.click("primary")
    write(shown, **PAPER)
    shown.hands.click("primary")
    type_pin(shown, "0000")
    manager_stage.settle()

    assert "PIN" in words_of(screen)
    assert shown.told == []
    assert manager_stage.counter.bulletins.in_force() == ()


def test_back_leads_to_the_list_and_then_to_the_board(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(BulletinsScreen)
    shown.hands.click("primary")
    assert "一覧に戻る" in words_of(screen)
    shown.hands.click("primary")
    assert "入力に戻る" in words_of(screen)
    for _page in range(2):
        shown.hands.click("back")
        assert shown.wished == []
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_the_form_speaks_the_other_language_and_fits(manager_stage: Stage) -> None:
    for size in (WIDE, NARROW):
        screen, shown = manager_stage.show(BulletinsScreen, size=size)
        shown.hands.click("primary")
        write(shown, **PAPER)
        screen.speak(manager_stage.counter.texts.in_language("en"))
        manager_stage.settle()
        assert "Police station" in words_of(screen)
        assert "警察署" not in words_of(screen).replace("見本警察署", "")
        assert cut_off(screen) == []
        shown.hands.click("primary")
        manager_stage.settle()
        assert "背面に傷" in words_of(screen)
        assert cut_off(screen) == []
        shown.host.hide()


@pytest.mark.parametrize("who", ["manager", "clerk"])
def test_a_manager_gets_there_from_the_board(request: pytest.FixtureRequest, who: str) -> None:
    stage: Stage = request.getfixturevalue("manager_stage" if who == "manager" else "stage")
    _screen, shown = stage.show(BoardScreen)
    find: Callable[[str], object] = shown.hands.find
    assert (find("bulletins") is not None) is (who == "manager")
    if who == "manager":
        shown.hands.click("bulletins")
        assert shown.wished == [Wish.BULLETINS]
