"""A manager asks for a use beyond the notice from a line of the ledger, and makes it once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.acts import Kind
from counter_app.domain.values import StaffCode
from counter_app.services.extra_answers import AnswerNow
from counter_app.services.extra_purposes import Asked
from tests import builders
from tests.ui.counters import MANAGER, MANAGER_PIN
from tests.ui.customer.extra_questions import LINE, PURPOSES, asked, bought
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import AskBeyond, Wish
from ui.screens.extra_purpose import ExtraPurposeScreen
from ui.screens.ledger import LedgerScreen
from ui.widgets.ledger_table import LedgerTable

NAME = "見本 太郎"
"""Of the customer of the deal."""


def opened(
    stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE
) -> tuple[ExtraPurposeScreen, Shown, list[Asked]]:
    screen, shown = stage.show(ExtraPurposeScreen, language=language, size=size)
    asks: list[Asked] = []
    screen.asked.connect(asks.append)
    screen.show_line(LINE)
    stage.settle()
    return screen, shown, asks


def stated(stage: Stage, shown: Shown, language: str = "en") -> None:
    """Fill the form and go on to the PIN."""
    shown.hands.click(f"language_{language}")
    write(shown.hands, "text_ja", PURPOSES["ja"])
    if language != "ja":
        write(shown.hands, "text_other", PURPOSES[language])
    shown.hands.click("give_1")
    shown.hands.click("give_6")
    shown.hands.click("primary")
    stage.settle()


def proved(stage: Stage, shown: Shown, pin: str = MANAGER_PIN) -> None:
    shown.hands.click(f"staff_{MANAGER.lower()}")
    type_pin(shown, pin)
    stage.settle()


def kinds(stage: Stage) -> list[Kind]:
    record = stage.counter.record
    with record.read() as view:
        return [header.kind for header in record.acts.headers_back(view)]


def standing(stage: Stage) -> list[AnswerNow]:
    return [one.now for one in stage.counter.extra_purposes.of_line(LINE).answers]


def test_what_was_stated_is_what_the_customer_is_asked(stage: Stage) -> None:
    number = bought(stage.counter)
    screen, shown, asks = opened(stage)
    stated(stage, shown)
    assert PURPOSES["en"] in words_of(screen)
    assert asks == []  # not before somebody proved who they are
    proved(stage, shown)

    [one] = asks
    assert one.manager == MANAGER
    assert one.purpose.text == {"ja": PURPOSES["ja"], "en": PURPOSES["en"]}
    assert (one.purpose.items, one.purpose.visit_number) == ((1, 6), number)
    assert "お客さまが読んでいます" in words_of(screen)
    assert Kind.EXTRA_CONSENT not in kinds(stage)


def test_without_a_managers_pin_nobody_is_asked(stage: Stage) -> None:
    bought(stage.counter)
    screen, shown, asks = opened(stage)
    stated(stage, shown, "ja")
    assert shown.hands.find(f"staff_{builders.CLERK.lower()}") is None
    proved(stage, shown, "0000")

    assert asks == []
    assert "PIN" in words_of(screen)


@pytest.mark.parametrize(
    ("text", "item", "code"),
    [("", "give_1", "extra_text_missing"), ("目的", "", "extra_items_form")],
)
def test_what_is_missing_is_said_before_the_pin(
    stage: Stage, text: str, item: str, code: str
) -> None:
    bought(stage.counter)
    _screen, shown, _asks = opened(stage)
    if text:
        write(shown.hands, "text_ja", text)
    if item:
        shown.hands.click(item)
    shown.hands.click("primary")
    stage.settle()

    assert [told.code for told in shown.told] == [code]
    assert shown.hands.find("digit_1") is None


def test_taken_back_before_an_answer_nothing_is_written(stage: Stage) -> None:
    bought(stage.counter)
    screen, shown, asks = opened(stage)
    freed: list[int] = []
    screen.let_go.connect(lambda: freed.append(1))
    stated(stage, shown)
    proved(stage, shown)
    shown.hands.click("back")
    stage.settle()

    assert freed == [1]
    assert standing(stage) == []
    with pytest.raises(Exception, match="extra_not_asked"):
        stage.counter.extra_purposes.answer(asks[0], builders.signature())
    assert Kind.EXTRA_CONSENT not in kinds(stage)


def test_the_answers_of_the_deal_stand_with_their_state(stage: Stage) -> None:
    bought(stage.counter)
    desk = stage.counter.extra_purposes
    desk.answer(asked(stage.counter), None)
    used = desk.answer(spent := asked(stage.counter), builders.signature())
    desk.use(used, spent.purpose, StaffCode(MANAGER), MANAGER_PIN)
    given = desk.answer(asked(stage.counter), builders.signature())
    screen, shown, _asks = opened(stage)

    words = words_of(screen)
    assert [words.count(one) for one in ("同意あり", "同意なし", "使用済み")] == [1, 1, 1]
    assert shown.hands.find(f"use_{given}") is not None
    assert shown.hands.find(f"use_{used}") is None


def test_a_use_warns_shows_the_fields_once_and_leaves_nothing(stage: Stage) -> None:
    bought(stage.counter)
    given = stage.counter.extra_purposes.answer(asked(stage.counter), builders.signature())
    screen, shown, _asks = opened(stage)
    shown.hands.click(f"use_{given}")
    stage.settle()
    assert "使い終わり" in words_of(screen)
    assert NAME not in words_of(screen)
    assert standing(stage) == [AnswerNow.GIVEN]  # the warning spends nothing

    proved(stage, shown)
    assert NAME in words_of(screen)
    assert standing(stage) == [AnswerNow.SPENT]

    shown.hands.click("back")
    stage.settle()
    assert NAME not in words_of(screen)
    assert "使用済み" in words_of(screen)
    assert shown.hands.find(f"use_{given}") is None
    assert kinds(stage).count(Kind.EXTRA_USE) == 1


def every_word(screen: ExtraPurposeScreen) -> str:
    """What stands in any part, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(part.accessibleName() for part in screen.findChildren(QWidget))


@pytest.mark.parametrize("how", ["closed", "left"])
def test_no_part_of_the_page_keeps_what_was_shown(stage: Stage, how: str) -> None:
    bought(stage.counter)
    given = stage.counter.extra_purposes.answer(asked(stage.counter), builders.signature())
    screen, shown, _asks = opened(stage)
    shown.hands.click(f"use_{given}")
    proved(stage, shown)
    assert NAME in every_word(screen)  # the control: it would be found
    screen.speak(stage.counter.texts.in_language("en"))
    stage.settle()
    assert "Birth date" in words_of(screen)

    if how == "closed":
        shown.hands.click("back")
        stage.settle()
    else:
        screen.leave()
    assert NAME not in every_word(screen)
    screen.speak(stage.counter.texts.in_language("ja"))
    stage.settle()
    assert NAME not in every_word(screen)


def test_a_wrong_pin_spends_nothing(stage: Stage) -> None:
    bought(stage.counter)
    given = stage.counter.extra_purposes.answer(asked(stage.counter), builders.signature())
    screen, shown, _asks = opened(stage)
    shown.hands.click(f"use_{given}")
    proved(stage, shown, "0000")

    assert NAME not in words_of(screen)
    assert standing(stage) == [AnswerNow.GIVEN]


def test_it_is_reached_from_the_chosen_line_of_the_ledger(stage: Stage) -> None:
    bought(stage.counter)
    screen, shown = stage.show(LedgerScreen)
    table = screen.findChild(LedgerTable)
    assert table is not None
    table.selectRow(0)
    shown.hands.click("extra_purpose")
    assert shown.wished == [AskBeyond(LINE)]

    _screen, shown, _asks = opened(stage)
    shown.hands.click("back")
    assert shown.wished == [Wish.LEDGER]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_word_is_cut_off(stage: Stage, language: str, size: tuple[int, int]) -> None:
    bought(stage.counter)
    desk = stage.counter.extra_purposes
    desk.answer(asked(stage.counter), None)
    given = desk.answer(asked(stage.counter), builders.signature())
    screen, shown, _asks = opened(stage, language, size)
    shown.hands.click("language_vi")
    assert cut_off(screen) == []
    stated(stage, shown)
    assert cut_off(screen) == []
    shown.hands.click("back")
    shown.hands.click(f"use_{given}")
    assert cut_off(screen) == []
    proved(stage, shown)
    assert cut_off(screen) == []
    ledger, _shown = stage.show(LedgerScreen, language=language, size=size)
    assert cut_off(ledger) == []
