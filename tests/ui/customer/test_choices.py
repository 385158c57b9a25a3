"""The choices: nothing is given ahead, and what is optional never stands in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.consent import Choices
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step
from tests.ui.counters import SETTINGS, open_small_counter
from tests.ui.customer.conftest import click, drawn, press
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.choices import ChoicesPage
from ui.screen import Wish
from ui.widgets.choice_card import ChoiceCard

CARDS = ("confirm_read", "direct_mail", "email", "sms", "group_yes", "group_no")


def opened(stage: Stage, language: str = "ja") -> tuple[ChoicesPage, Shown, list[Choices]]:
    screen, shown = stage.show(
        ChoicesPage, visit_at(stage.counter, Step.CONSENT), language=language
    )
    brought: list[Choices] = []
    screen.finished.connect(brought.append)
    return screen, shown, brought


def ticked(shown: Shown) -> list[str]:
    found = []
    for name in CARDS:
        card = shown.hands.find(name)
        assert isinstance(card, ChoiceCard)
        if card.isChecked():
            found.append(name)
    return found


def noted(screen: ChoicesPage) -> list[str]:
    """The lines below the choices, as a screen reader hears them."""
    told = [card.accessibleDescription() for card in screen.findChildren(ChoiceCard)]
    return [line for one in told for line in one.splitlines()]


def can_go_on(shown: Shown) -> bool:
    primary = shown.hands.find("primary")
    assert primary is not None
    return primary.isEnabled()


def test_nothing_is_ticked_ahead_and_only_the_confirmation_is_needed(stage: Stage) -> None:
    """Opt-in (Act on Specified Electronic Mail, art. 3; LAW 3.1)."""
    screen, shown, brought = opened(stage)
    assert ticked(shown) == []
    assert not can_go_on(shown)
    assert "必要なお答え あと1つ" in words_of(screen)

    click(shown, "confirm_read")
    assert can_go_on(shown)
    click(shown, "primary")

    assert brought == [Choices()]
    assert brought[0].group_provision is None  # not answered, which counts as no
    assert not brought[0].group
    assert not brought[0].marketing


def test_each_optional_answer_is_its_own(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    for name in ("confirm_read", "email", "group_yes"):
        click(shown, name)
    click(shown, "primary")
    assert brought == [Choices(email=True, group_provision=True)]


def test_the_two_answers_to_the_group_exclude_each_other(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    for name in ("confirm_read", "group_yes", "group_no"):
        click(shown, name)
    assert ticked(shown) == ["confirm_read", "group_no"]
    click(shown, "primary")
    assert brought == [Choices(group_provision=False)]


def test_a_tick_can_be_taken_back(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    for name in ("confirm_read", "sms", "sms"):
        click(shown, name)
    click(shown, "primary")
    assert brought == [Choices()]


@pytest.mark.parametrize(
    ("language", "free"),
    [("ja", "買取額や手続きが変わることはありません"), ("en", "neither the price nor the trade")],
)
def test_it_says_that_optional_answers_change_nothing(
    stage: Stage, language: str, free: str
) -> None:
    screen, _, _ = opened(stage, language)
    assert free in words_of(screen)


def test_the_language_changes_and_the_answers_stay(stage: Stage) -> None:
    screen, shown, _ = opened(stage)
    for name in ("confirm_read", "direct_mail", "group_no"):
        click(shown, name)
    screen.speak(stage.counter.texts.in_language("en"))
    drawn()
    assert ticked(shown) == ["confirm_read", "direct_mail", "group_no"]
    assert "May group companies get your data?" in words_of(screen)


def test_going_back_and_coming_again_shows_the_answers_given(stage: Stage) -> None:
    screen, shown, brought = opened(stage)
    press(shown, Qt.Key.Key_Escape)
    assert shown.wished == [Wish.BACK]
    given = Choices(direct_mail=True, sms=True, group_provision=False)
    screen.show_choices(given)
    click(shown, "primary")
    assert brought == [given]


def test_a_shop_that_needs_an_answer_to_the_group_waits_for_either(
    stage: Stage, tmp_path: Path
) -> None:
    settings = replace(SETTINGS, group_answer_required=True)
    with open_small_counter(tmp_path / "other", settings) as counter:
        stage.desk = replace(stage.desk, counter=counter)
        screen, shown = stage.show(ChoicesPage)
        click(shown, "confirm_read")
        assert not can_go_on(shown)
        assert "必要なお答え あと1つ" in words_of(screen)
        click(shown, "group_no")
        assert can_go_on(shown)


def test_the_words_of_each_choice_are_those_on_the_page(stage: Stage) -> None:
    screen, _, _ = opened(stage)
    seen = [*words_of(screen).splitlines(), *noted(screen)]

    words = {one.choice: one.words for one in screen.wordings}

    assert list(words) == ["terms", "group_provision", "direct_mail", "email", "sms"]
    assert words["email"] == "6番　お得なご案内を受け取りますか\n電子メール"
    assert words["group_provision"].splitlines() == [
        "グループ会社に情報を渡してもよいですか",
        "渡してもよい",
        "会員・ポイントなど8つの目的に使われます",
        "渡さない",
        "グループ会社には渡りません",
    ]
    assert set("\n".join(words.values()).splitlines()) <= set(seen)
    screen.speak(stage.counter.texts.in_language("en"))
    assert screen.wordings[0].language == "en"
    assert screen.wordings[0].words == "I have read about the eight purposes"


@pytest.mark.parametrize(
    ("language", "told", "never"),
    [
        ("ja", "この店では、今回は買い取れません", "任意のお答えで"),
        ("en", "Then we cannot buy today", "Optional answers change neither"),
    ],
)
def test_a_dealer_that_needs_a_yes_says_what_a_no_leads_to(
    stage: Stage, tmp_path: Path, language: str, told: str, never: str
) -> None:
    settings = replace(SETTINGS, group_may_be_refused=False)
    with open_small_counter(tmp_path / "other", settings) as counter:
        stage.desk = replace(stage.desk, counter=counter)
        screen, shown = stage.show(ChoicesPage, language=language)
        click(shown, "confirm_read")
        assert not can_go_on(shown)  # silence is no yes
        assert told in noted(screen)
        assert never not in words_of(screen)


def test_whoever_does_not_agree_ends_the_visit_by_a_second_press(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    (visit,) = stage.counter.visits.open_visits()

    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []
    click(shown, "cancel")
    stage.settle()

    (moved,) = shown.moved
    assert moved.ending is Ending.DECLINED
    assert brought == []
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)
