"""The full notice: every page is seen in the language that is signed for, and none is forced."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from counter_app.app import RESOURCES
from counter_app.domain.consent import NoticeShown
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step
from tests.ui.customer.conftest import click, drawn, press
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.full_notice import FullNoticePage
from ui.screen import NoticePrinted

NOTICE = RESOURCES / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"
FEWER = 60
"""More presses than any notice has leaves."""


def opened(stage: Stage, language: str = "ja") -> tuple[FullNoticePage, Shown, list[NoticeShown]]:
    screen, shown = stage.show(
        FullNoticePage, visit_at(stage.counter, Step.CONSENT), language=language
    )
    brought: list[NoticeShown] = []
    screen.finished.connect(brought.append)
    return screen, shown, brought


def read_on(shown: Shown, brought: list[NoticeShown]) -> int:
    """Press the primary button until the notice is read."""
    for count in range(1, FEWER):
        click(shown, "primary")
        if brought:
            return count
    raise AssertionError("the notice never ends")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_brings_every_page_in_the_notices_order_and_its_bytes(
    stage: Stage, language: str
) -> None:
    _, shown, brought = opened(stage, language)

    read_on(shown, brought)

    (read,) = brought
    full = stage.counter.notices.pack(language).full
    assert [key for key, _ in read.pages] == [page.key for page in full]
    assert all(seconds >= 0 for _, seconds in read.pages)
    assert (read.layer, read.language) == ("full", language)
    assert read.sha256 == hashlib.sha256((NOTICE / f"{language}.md").read_bytes()).hexdigest()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_word_of_the_notice_stands_on_the_screen(stage: Stage, language: str) -> None:
    screen, shown, brought = opened(stage, language)
    seen = [words_of(screen)]
    while not brought:
        click(shown, "primary")
        seen.append(words_of(screen))
    everything = "\n".join(seen)
    for page in stage.counter.notices.pack(language).full:
        words = (page.heading, *page.sentences, page.note, *(p.words for p in page.points))
        for one in words:
            assert one in everything, page.key
    assert "この文はありません" not in everything  # the control: not everything is found


def test_a_purpose_says_what_it_uses_and_what_not(stage: Stage) -> None:
    """Purpose 3 may use the items 1, 2, 6, 8 and 9, and no other (the notice's table)."""
    screen, shown, _ = opened(stage)
    while "3つ目" not in words_of(screen):
        click(shown, "primary")
    words = words_of(screen)
    assert "使う情報は、この5種類です" in words
    used = [no for no in range(1, 10) if f"\n［{no}］" in f"\n{words}"]
    assert used == [1, 2, 6, 8, 9]
    (unused,) = [line for line in words.split("\n") if line.startswith("ここでは使いません")]
    assert [no for no in range(1, 10) if f"［{no}］" in unused] == [3, 4, 5, 7]
    assert "法律で求められる確認" in words


def test_next_is_live_on_every_leaf_at_once(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    while not brought:
        primary = shown.hands.find("primary")
        assert primary is not None
        assert primary.isEnabled()
        click(shown, "primary")


def test_keys_turn_the_leaves_both_ways(stage: Stage) -> None:
    screen, shown, brought = opened(stage)
    first = words_of(screen)
    press(shown, Qt.Key.Key_Right)
    second = words_of(screen)
    assert second != first
    press(shown, Qt.Key.Key_PageDown)
    assert words_of(screen) not in {first, second}
    press(shown, Qt.Key.Key_PageUp)
    assert words_of(screen) == second
    press(shown, Qt.Key.Key_Escape)
    assert words_of(screen) == first
    press(shown, Qt.Key.Key_Left)  # nothing before the first
    assert words_of(screen) == first
    for _ in range(FEWER):
        press(shown, Qt.Key.Key_Right)
    assert brought == []  # the last step is a press on the button, never a key that only turns


def test_another_language_stays_on_the_page_and_its_other_pages_are_still_to_be_seen(
    stage: Stage,
) -> None:
    screen, shown, brought = opened(stage)
    while "3つ目" not in words_of(screen):
        click(shown, "primary")

    screen.speak(stage.counter.texts.in_language("en"))
    drawn()
    assert "Purpose 3 of 8" in words_of(screen)
    while "Pages not yet seen" not in words_of(screen):
        click(shown, "primary")
        assert brought == []
    click(shown, "primary")
    assert "The Japanese text prevails" in words_of(screen)  # the first one not seen in English

    read_on(shown, brought)

    (read,) = brought
    assert read.language == "en"
    assert read.pages[0][0] == "purpose:appraise_verify"
    assert {key for key, _ in read.pages} == {
        page.key for page in stage.counter.notices.pack("en").full
    }


def test_larger_text_stays_on_the_page_and_loses_none(stage: Stage) -> None:
    screen, shown, brought = opened(stage)
    while "3つ目" not in words_of(screen):
        click(shown, "primary")
    screen.set_larger(True)
    drawn()
    assert "3つ目" in words_of(screen)
    read_on(shown, brought)
    assert len(brought[0].pages) == len(stage.counter.notices.pack("ja").full)


def test_coming_back_from_the_choices_goes_on_at_the_end(stage: Stage) -> None:
    _, shown, brought = opened(stage)
    read_on(shown, brought)
    again, more, second = opened(stage)

    again.show_read(brought[0])

    assert again.unseen == ()
    assert read_on(more, second) == 1
    assert [key for key, _ in second[0].pages] == [key for key, _ in brought[0].pages]


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_whoever_does_not_agree_ends_the_visit_by_a_second_press(
    stage: Stage, language: str
) -> None:
    screen, shown, brought = opened(stage, language)
    (visit,) = stage.counter.visits.open_visits()
    cancel = shown.hands.find("cancel")
    assert isinstance(cancel, QAbstractButton)
    assert cancel.text() == screen.say("customer.full_notice.decline")

    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []
    assert cancel.text() == screen.say("customer.sure")
    click(shown, "cancel")
    stage.settle()

    (moved,) = shown.moved
    assert moved.ending is Ending.DECLINED
    assert brought == []
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


def test_the_notice_is_printed_when_it_is_asked_for(stage: Stage) -> None:
    _, shown, _ = opened(stage, "vi")
    click(shown, "on_paper")
    stage.settle()
    assert [told.text for told in shown.told] == [shown.texts.say("customer.paper.coming")]
    assert shown.wished == [NoticePrinted("vi")]
