"""The notice in short: nothing is asked for before it, and the full one is a press away."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter_app.app import RESOURCES
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step
from tests.ui.customer.conftest import click, drawn, press
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.short_notice import ShortNoticePage

NOTICE = RESOURCES / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            ("日本語の文が正式なものです", "050-5434-4653", "2023年2月1日", "楽天モバイル株式会社"),
        ),
        (
            "en",
            ("The Japanese text prevails", "050-5434-4653", "February 1, 2023", "Rakuten Mobile"),
        ),
    ],
)
def test_it_says_what_the_law_wants_said_first(
    stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    """Who holds the data, what for, whom to ask, since when, and which text prevails."""
    visit = visit_at(stage.counter, Step.NOTICE)
    screen, shown = stage.show(ShortNoticePage, visit, language=language)
    for words in told:
        assert words in words_of(screen)
    for point in stage.counter.notices.pack(language).page("short").points:
        assert point.words in words_of(screen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert primary.isEnabled()  # at once: nobody is made to wait


@pytest.mark.parametrize("language", ["ja", "en"])
def test_reading_it_is_recorded_with_the_bytes_and_opens_the_next_step(
    stage: Stage, language: str
) -> None:
    visit = visit_at(stage.counter, Step.NOTICE)
    _, shown = stage.show(ShortNoticePage, visit, language=language)

    click(shown, "primary")
    stage.settle()

    (moved,) = shown.moved
    assert moved.step is Step.DOCUMENT
    kept = stage.counter.visits.get(visit.visit_id).shown
    assert kept is not None
    assert (kept.layer, kept.language) == ("short", language)
    assert kept.sha256 == sha256(NOTICE / f"{language}.md")
    assert kept.shown_at == stage.counter.clock.now()
    assert [key for key, _ in kept.pages] == ["short"]


def test_enter_is_enough(stage: Stage) -> None:
    _, shown = stage.show(ShortNoticePage, visit_at(stage.counter, Step.NOTICE))
    press(shown, Qt.Key.Key_Return)
    stage.settle()
    assert [visit.step for visit in shown.moved] == [Step.DOCUMENT]


def test_the_full_notice_can_be_read_now_and_its_pages_are_recorded(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.NOTICE)
    _, shown = stage.show(ShortNoticePage, visit)
    click(shown, "read_full")
    full = [page.key for page in stage.counter.notices.pack("ja").full]
    while shown.hands.find("read_full") is not None:
        click(shown, "primary")
    click(shown, "primary")  # back to the short one
    assert shown.hands.find("read_full") is not None
    assert shown.moved == []

    click(shown, "primary")
    stage.settle()

    kept = stage.counter.visits.get(visit.visit_id).shown
    assert kept is not None
    assert [key for key, _ in kept.pages] == ["short", *full]
    assert kept.layer == "short"  # the full one comes again at the consent


def test_whoever_does_not_agree_ends_the_visit_and_nothing_is_left(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.NOTICE)
    _, shown = stage.show(ShortNoticePage, visit)

    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []  # it asks once more
    click(shown, "cancel")
    stage.settle()

    (moved,) = shown.moved
    assert moved.ending is Ending.DECLINED
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


def test_the_language_of_the_last_press_is_the_one_recorded(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.NOTICE)
    screen, shown = stage.show(ShortNoticePage, visit)

    screen.speak(stage.counter.texts.in_language("en"))
    drawn()
    assert "What we use your data for" in words_of(screen)
    click(shown, "primary")
    stage.settle()

    kept = stage.counter.visits.get(visit.visit_id).shown
    assert kept is not None
    assert kept.sha256 == sha256(NOTICE / "en.md")
