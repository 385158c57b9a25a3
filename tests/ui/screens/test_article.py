"""Entering the articles: model, numbers, state, and the live offer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of, write
from ui.screens.article import ArticleScreen

IMEI = builders.IMEI
WIDE_IMEI = "４９ ０１５４２０－３２３７５１８"


def enter(shown: Shown, model: str = "Phone X 128", imei: str = IMEI) -> None:
    write(shown.hands, "model", model)
    write(shown.hands, "imei", imei)


def tick(shown: Shown) -> None:
    shown.hands.click("reset")
    shown.hands.click("unlocked")


def test_a_phone_is_entered_and_offered(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    write(shown.hands, "colour", "黒")
    shown.hands.click("fault_screen_scratch")
    assert "¥67,700" in words_of(screen)  # 72,000 less 6 %, rounded down to 100 yen: 4,300
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    assert "残り：初期化の確認" in words_of(screen)
    tick(shown)
    stage.settle()
    shown.hands.click("primary")
    stage.settle()
    [moved] = shown.moved
    assert moved.step is Step.OFFER
    [one] = stage.counter.visits.get(visit.visit_id).articles
    assert one.article.imei == IMEI
    assert one.article.colour == "黒"
    assert one.article.damage == "画面に小さな傷"
    assert one.appraisal.offer == 67_700


def test_an_imei_may_be_of_any_width(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown, imei=WIDE_IMEI)
    assert "検査数字が合っています" in words_of(screen)
    tick(shown)
    shown.hands.click("primary")
    stage.settle()
    assert [one.articles[0].article.imei for one in shown.moved] == [IMEI]


@pytest.mark.parametrize(
    ("language", "typed", "sentence"),
    [
        ("ja", "490154203237519", "IMEIの番号が合いません"),
        ("ja", "1234567890123456", "IMEIは15桁の数字です"),
        ("en", "490154203237519", "IMEI"),
    ],
)
def test_a_wrong_imei_is_said_at_the_field_and_stays(
    stage: Stage, language: str, typed: str, sentence: str
) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit, language=language)
    enter(shown, imei=typed)
    tick(shown)
    field = screen._identify.texts["imei"]
    assert field.state == "wrong"
    assert sentence in words_of(field)
    assert field.text() == typed
    assert shown.told == []
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()


def test_a_scanners_enter_finishes_the_imei_and_not_the_page(stage: Stage) -> None:
    _, shown = stage.show(ArticleScreen, visit_at(stage.counter, Step.ARTICLE))
    enter(shown)
    tick(shown)
    write(shown.hands, "imei", IMEI)
    shown.hands.press(Qt.Key.Key_Return)
    stage.settle()
    assert shown.moved == []


def test_an_imei_that_was_bought_before_warns(stage: Stage) -> None:
    counter = stage.counter
    first = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(first.visit_id, builders.CLERK, CLERK_PIN)
    screen, shown = stage.show(ArticleScreen, visit_at(counter, Step.ARTICLE))
    enter(shown)
    stage.settle()
    words = words_of(screen)
    assert "同じIMEIを 2026年11月22日 に買い取っています" in words
    assert "T01-000001" in words


def test_an_unknown_imei_does_not_warn(stage: Stage) -> None:
    screen, shown = stage.show(ArticleScreen, visit_at(stage.counter, Step.ARTICLE))
    enter(shown)
    stage.settle()
    assert "過去の受付に同じIMEIはありません" in words_of(screen)


def test_several_articles_in_one_visit(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    tick(shown)
    shown.hands.click("add")
    write(shown.hands, "model", "見本図鑑")
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()  # nothing tells this book from its sisters yet
    write(shown.hands, "damage", "カバーに折れ")
    assert shown.hands.find("reset") is None  # a book is not reset
    assert "¥72,800" in words_of(screen)
    shown.hands.click("primary")
    stage.settle()
    [moved] = shown.moved
    assert [one.article.model for one in moved.articles] == ["Sample Phone X", "見本図鑑"]


def test_an_article_is_removed(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    assert shown.hands.find("remove") is None  # a single one stays
    shown.hands.click("add")
    shown.hands.click("remove")
    assert shown.hands.find("article_1") is None
    assert "¥72,000" in words_of(screen)


def test_what_is_complete_is_kept_without_going_on(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    tick(shown)
    screen.leave()  # as when the window is closed
    stage.settle()
    [one] = stage.counter.visits.get(visit.visit_id).articles
    assert one.article.imei == IMEI
    assert shown.moved == []


def test_coming_back_shows_what_was_entered(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    _, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    write(shown.hands, "damage", "角に傷")
    shown.hands.click("fault_screen_scratch")
    tick(shown)
    shown.hands.click("primary")
    stage.settle()
    again, _ = stage.show(ArticleScreen, stage.counter.visits.go(visit.visit_id, Step.ARTICLE))
    [entry] = again._entries
    assert (entry.model, entry.imei, entry.damage) == ("sample-phone-x-128", IMEI, "角に傷")
    assert entry.faults == ("screen_scratch",)


def test_switching_the_language_loses_nothing(stage: Stage) -> None:
    screen, shown = stage.show(ArticleScreen, visit_at(stage.counter, Step.ARTICLE))
    enter(shown)
    shown.hands.click("fault_screen_crack")
    screen.speak(stage.counter.texts.in_language("en"))
    words = words_of(screen)
    assert "Cracked screen" in words
    assert "¥46,800" in words
    assert IMEI in words


def test_a_half_entered_article_survives_a_power_cut_beside_a_whole_one(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    tick(shown)
    shown.hands.click("add")
    enter(shown, imei=IMEI[:9])  # the scanner stopped in the middle
    shown.hands.click("fault_screen_scratch")
    shown.hands.click("reset")
    screen._timer.timeout.emit()  # 0.4 s after the last key
    stage.settle()

    again, _ = stage.show(ArticleScreen, stage.counter.visits.get(visit.visit_id))

    whole, half = again._entries
    assert (whole.imei, whole.unlocked) == (IMEI, True)
    assert (half.model, half.imei) == ("sample-phone-x-128", IMEI[:9])
    assert half.faults == ("screen_scratch",)
    assert (half.reset, half.unlocked) == (True, False)


def test_what_was_typed_goes_once_it_is_an_article(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    enter(shown)
    screen._timer.timeout.emit()
    stage.settle()
    assert stage.counter.visits.get(visit.visit_id).typed

    tick(shown)
    shown.hands.click("primary")
    stage.settle()

    kept = stage.counter.visits.get(visit.visit_id)
    assert kept.typed == {}
    assert len(kept.articles) == 1
