"""Optional answers are taken back at the counter, from the line of the deal."""

from __future__ import annotations

import pytest

from counter_app.domain.consent import Choices
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish, Withdraw
from ui.screens.ledger import LedgerScreen
from ui.screens.withdrawal import WithdrawalScreen
from ui.widgets.ledger_table import LedgerTable

NUMBER = LedgerNumber(TillCode("T01"), 1)
YES = Choices(direct_mail=True, email=True, group_provision=True)


def buy(stage: Stage, choices: Choices = YES) -> None:
    counter = stage.counter
    visit = visit_at(counter, Step.CONSENT)
    full = counter.notices.shown("ja", "full", counter.clock.now(), (("purpose:provide", 2.5),))
    counter.visits.sign(visit.visit_id, builders.consent(choices, shown=full))
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)


def opened(
    stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE
) -> tuple[WithdrawalScreen, Shown]:
    screen, shown = stage.show(WithdrawalScreen, language=language, size=size)
    screen.show_line(NUMBER)
    stage.settle()
    return screen, shown


def standing(stage: Stage) -> set[str]:
    return set(stage.counter.withdrawals.of_line(NUMBER).answers)


def test_what_is_ticked_is_taken_back_and_the_rest_stays(stage: Stage) -> None:
    buy(stage)
    screen, shown = opened(stage)
    assert shown.hands.find("answer_sms") is None  # it was never given
    assert "選んでください" in words_of(screen)

    shown.hands.click("answer_email")
    shown.hands.click("answer_group")
    shown.hands.click("by_guardian")
    write(shown.hands, "why", "見本の理由")
    type_pin(shown, CLERK_PIN)
    stage.settle()

    assert standing(stage) == {"direct_mail"}
    assert shown.wished == [Wish.LEDGER]
    assert [told.code for told in shown.told] == ["clerk.withdrawal.done"]


def test_without_a_tick_nothing_is_taken_back(stage: Stage) -> None:
    buy(stage)
    _screen, shown = opened(stage)
    type_pin(shown, CLERK_PIN)
    stage.settle()

    assert [told.code for told in shown.told] == ["withdrawal_nothing"]
    assert standing(stage) == {"direct_mail", "email", "group"}


def test_a_wrong_pin_is_told_at_the_pad(stage: Stage) -> None:
    buy(stage)
    screen, shown = opened(stage)
    shown.hands.click("answer_email")
    type_pin(shown, "0000")
    stage.settle()

    assert shown.told == []
    assert "PIN" in words_of(screen)
    assert "email" in standing(stage)


def test_where_nothing_stands_there_is_nothing_to_press(stage: Stage) -> None:
    buy(stage, Choices())
    screen, shown = opened(stage)

    assert "撤回するものはありません" in words_of(screen)
    for name in ("answer_direct_mail", "why", "by_person"):
        assert shown.hands.find(name) is None
    shown.hands.click("back")
    assert shown.wished == [Wish.LEDGER]


def test_it_is_reached_from_the_chosen_line_of_the_ledger(stage: Stage) -> None:
    buy(stage)
    screen, shown = stage.show(LedgerScreen)
    table = screen.findChild(LedgerTable)
    assert table is not None
    table.selectRow(0)
    shown.hands.click("consent")

    assert shown.wished == [Withdraw(NUMBER)]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_word_is_cut_off(stage: Stage, language: str, size: tuple[int, int]) -> None:
    buy(stage, Choices(direct_mail=True, email=True, sms=True, group_provision=True))
    screen, _shown = opened(stage, language, size)
    assert cut_off(screen) == []
    ledger, _shown = stage.show(LedgerScreen, language=language, size=size)
    assert cut_off(ledger) == []


def test_of_an_erased_consent_everything_can_be_ended(stage: Stage) -> None:
    buy(stage)
    record = stage.counter.record
    consent = stage.counter.withdrawals.of_line(NUMBER).seq
    with record.read() as view:
        record.erasures.destroy(view, {consent: frozenset({"9.consent"})})
    screen, shown = opened(stage)

    assert "消去済み" in words_of(screen)
    shown.hands.click("answer_sms")
    type_pin(shown, CLERK_PIN)
    stage.settle()

    assert [told.code for told in shown.told] == ["clerk.withdrawal.done"]
    with record.read() as view:
        assert record.acts.bases(view, consent) == {"notice"}
