"""What was given, by recipient and day; the register on paper."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from counter_app.domain.consent import Choices
from counter_app.domain.third_party import Asked, Deidentified, Recipient, RecipientKind
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.provisions import ProvisionsScreen

LINE = [LedgerNumber(TillCode("T01"), 1)]
FIELDS = ("person.name", "person.address", "application.product", "article.price")
TO_A = Asked(RecipientKind.GROUP, "sample_a", FIELDS, "g_membership")


def bought(stage: Stage) -> None:
    """A deal of somebody who agreed to the group."""
    counter = stage.counter
    visit = visit_at(counter, Step.CONSENT)
    full = counter.notices.shown("ja", "full", counter.clock.now(), (("purpose:provide", 2.5),))
    agrees = builders.consent(Choices(group_provision=True), shown=full)
    counter.visits.sign(visit.visit_id, agrees)
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)


def given(stage: Stage) -> None:
    bought(stage)
    desk = stage.counter.third_parties
    for asked in (TO_A, replace(TO_A, to="sample_b", fields=("person.name",)), TO_A):
        desk.give(asked, LINE, builders.MANAGER, MANAGER_PIN)
    other = Recipient(RecipientKind.OTHER, "", "見本研究所", "東京都見本区", "見本 太郎")
    output = Deidentified("買取価格の統計 2026年10月", "0" * 64)
    desk.give_deidentified(other, output, builders.MANAGER, MANAGER_PIN)


def choose(shown: Shown, name: str, place: int) -> None:
    field = shown.hands.find(name)
    assert field is not None
    field.box.setCurrentIndex(place)  # type: ignore[attr-defined]  # a ChoiceField
    field.box.activated.emit(place)  # type: ignore[attr-defined]  # a ChoiceField


@pytest.mark.parametrize(
    ("language", "told"),
    [("ja", "この期間の提供はありません"), ("en", "Nothing was given in these days")],
)
def test_with_nothing_given_it_says_so(manager_stage: Stage, language: str, told: str) -> None:
    screen, _shown = manager_stage.show(ProvisionsScreen, language=language)
    assert told in words_of(screen)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            (
                *("見本グループ会社A", "見本グループ会社B", "見本研究所", "2026年11月22日"),
                *("会員サービスとポイント（1人）: 氏名", "2029年11月22日 まで保存"),
                *("本人の同意", "加工した集計: 買取価格の統計 2026年10月"),
            ),
        ),
        (
            "en",
            (
                *("November 22, 2026  by M01", "Membership and points (1): Name"),
                *("kept to November 22, 2029", "Consent (art. 27(1))"),
            ),
        ),
    ],
)
def test_each_stands_under_its_recipient(
    manager_stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    given(manager_stage)
    for size in (WIDE, NARROW):
        screen, shown = manager_stage.show(ProvisionsScreen, language=language, size=size)
        said = words_of(screen)
        for words in told:
            assert words in said, words
        assert said.count("見本グループ会社A") == 1  # one heading above both records
        assert "見本 太郎" not in said  # whom it is about stands on the paper alone
        assert cut_off(screen) == []
        assert screen.minimumSizeHint().width() <= NARROW[0]
        assert screen.minimumSizeHint().height() <= NARROW[1]
        if folder := os.environ.get("LOOKS"):
            shown.host.grab().save(f"{folder}/provisions_{language}_{size[0]}.png")
        shown.host.hide()


def test_one_recipient_or_other_days_alone(manager_stage: Stage) -> None:
    given(manager_stage)
    screen, shown = manager_stage.show(ProvisionsScreen)
    choose(shown, "recipient", 2)
    manager_stage.settle()
    assert "見本グループ会社B" in words_of(screen)
    assert "見本グループ会社A" not in words_of(screen)
    manager_stage.counter.clock.move(days=40)  # type: ignore[attr-defined]  # the tests' clock is held
    choose(shown, "period", 0)
    manager_stage.settle()
    assert "この期間の提供はありません" in words_of(screen)
    choose(shown, "period", 1)
    manager_stage.settle()
    assert "2026年11月22日" in words_of(screen)


def test_the_register_is_printed(manager_stage: Stage) -> None:
    given(manager_stage)
    _screen, shown = manager_stage.show(ProvisionsScreen)
    shown.hands.click("primary")
    manager_stage.settle()
    papers = manager_stage.counter.folder.parent / "papers"
    assert [path.name for path in papers.iterdir()] == ["provisions_2026-11-22.pdf"]
    assert [message.code for message in shown.told] == ["clerk.provisions.printed"]
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_the_board_leads_a_manager_there(manager_stage: Stage) -> None:
    _screen, shown = manager_stage.show(BoardScreen)
    shown.hands.click("provisions")
    assert shown.wished == [Wish.PROVISIONS]
    manager_stage.sign_in("C01")
    _screen, shown = manager_stage.show(BoardScreen)
    assert shown.hands.find("provisions") is None
