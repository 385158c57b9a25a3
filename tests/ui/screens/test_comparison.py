"""What bulletins hold against an article, on the clerk's pages and where a manager compares."""

from __future__ import annotations

import pytest

from counter_app.domain.bulletin import BulletinItem
from counter_app.domain.visit import Step, Visit
from tests import builders
from tests.ui.counters import MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Compare, Resume, Screen
from ui.screens.article import ArticleScreen
from ui.screens.comparison import ComparisonScreen
from ui.screens.offer import OfferScreen
from ui.screens.payout import PayoutScreen
from ui.widgets.text_field import TextField

EXACT = BulletinItem("携帯電話機", imeis=(builders.IMEI,))
LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
PAGES: dict[Step, type[Screen]] = {
    Step.ARTICLE: ArticleScreen,
    Step.OFFER: OfferScreen,
    Step.PAYOUT: PayoutScreen,
}


def came(stage: Stage, *items: BulletinItem) -> None:
    for place, item in enumerate(items):
        told = builders.bulletin(item, number=f"第{place + 1}号")
        stage.counter.bulletins.enter(told, builders.MANAGER, MANAGER_PIN)


def at(stage: Stage, step: Step) -> Visit:
    """A visit at a step, its article entered."""
    if step is not Step.ARTICLE:
        return visit_at(stage.counter, step)
    visit = visit_at(stage.counter, Step.OFFER)
    return stage.counter.visits.go(visit.visit_id, step)


@LANGUAGES
@pytest.mark.parametrize("step", PAGES)
@pytest.mark.parametrize("item", [EXACT, builders.SIMILAR], ids=["exact", "similar"])
def test_the_clerk_reads_why_and_nothing_is_cut(
    stage: Stage, step: Step, item: BulletinItem, language: str
) -> None:
    came(stage, item)
    visit = at(stage, step)
    kind = "exact" if item is EXACT else "similar"
    for size in (WIDE, NARROW):
        screen, shown = stage.show(PAGES[step], visit, language=language, size=size)
        assert screen.say(f"clerk.bulletins.{kind}", article=1) in words_of(screen)
        assert cut_off(screen) == [], size
        assert screen.minimumSizeHint().height() <= NARROW[1]
        assert (shown.hands.find("compare_0") is None) is (kind == "exact")
        assert (shown.hands.find("end_matched_0") is None) is (kind == "similar")
        shown.host.hide()


def test_without_a_bulletin_there_is_no_note(stage: Stage) -> None:
    for step, kind in PAGES.items():
        _screen, shown = stage.show(kind, at(stage, step))
        for name in ("bulletin_exact", "bulletin_similar", "bulletin_cleared"):
            assert shown.hands.find(name) is None
        shown.host.hide()


def test_beside_a_number_a_likeness_is_left_out_and_the_language_follows(stage: Stage) -> None:
    came(stage, EXACT, builders.SIMILAR)
    screen, shown = stage.show(PayoutScreen, at(stage, Step.PAYOUT))
    assert shown.hands.find("bulletin_exact") is not None
    assert shown.hands.find("bulletin_similar") is None

    screen.speak(stage.counter.texts.in_language("en"))
    stage.settle()
    assert "The number of article 1 is on a bulletin" in words_of(screen)


def compared(stage: Stage, **other: object) -> tuple[Compare, Shown]:
    """The page on which a manager compares."""
    came(stage, builders.SIMILAR)
    visit = at(stage, Step.PAYOUT)
    [one] = stage.counter.bulletin_gate.look(visit.visit_id, builders.CLERK)
    wish = Compare(visit, one)
    screen, shown = stage.show(ComparisonScreen, **other)  # type: ignore[arg-type]  # size or language
    screen.show_match(wish)
    stage.settle()
    return wish, shown


@LANGUAGES
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_both_stand_below_each_other(stage: Stage, language: str, size: tuple[int, int]) -> None:
    _wish, shown = compared(stage, language=language, size=size)
    words = words_of(shown.screen)

    assert "携帯電話機 見本電機 Sample Phone mini 黒" in words
    assert "見本電機 Sample Phone mini 64GB 黒、IMEI 490154203237518" in words
    assert shown.screen.say("clerk.bulletins.by.model") in words
    assert cut_off(shown.screen) == []


def test_with_a_reason_and_a_pin_it_is_cleared(stage: Stage) -> None:
    wish, shown = compared(stage)
    reason = shown.hands.find("reason")
    assert isinstance(reason, TextField)
    reason.set_text("IMEIが違う")
    type_pin(shown, "0000")
    stage.settle()
    assert "PIN" in words_of(shown.screen)  # told at the pad
    assert shown.wished == []
    type_pin(shown, MANAGER_PIN)
    stage.settle()

    assert [type(one) for one in shown.wished] == [Resume]
    assert [one.code for one in shown.told] == ["clerk.bulletins.cleared_told"]
    [now] = stage.counter.bulletin_gate.look(wish.visit.visit_id, builders.CLERK)
    assert now.cleared


def test_back_leads_to_the_visit(stage: Stage) -> None:
    wish, shown = compared(stage)
    shown.hands.click("back")
    stage.settle()
    [resumed] = shown.wished
    assert isinstance(resumed, Resume)
    assert resumed.visit.visit_id == wish.visit.visit_id
