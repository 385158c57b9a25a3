"""Signing: what is agreed to stands above, and a dot is no name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.consent import Choices, Signature
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.customer.conftest import click, drawn, press
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.signature import SignaturePage
from ui.screen import Wish

NAME = [
    [(0.30, 0.30), (0.34, 0.40), (0.38, 0.46), (0.40, 0.50), (0.35, 0.60)],
    [(0.50, 0.30), (0.50, 0.45), (0.50, 0.60), (0.50, 0.70), (0.62, 0.66)],
]
DOT = [[(0.5, 0.5), (0.501, 0.5)]]


def opened(
    stage: Stage, language: str = "ja", choices: Choices | None = None
) -> tuple[SignaturePage, Shown, Visit, list[Signature]]:
    visit = visit_at(stage.counter, Step.CONSENT)
    screen, shown = stage.show(SignaturePage, visit, language=language)
    read = stage.counter.notices.shown(language, "full", builders.NOW)
    screen.show_agreed(read, choices or Choices())
    brought: list[Signature] = []
    screen.finished.connect(brought.append)
    drawn()
    return screen, shown, visit, brought


def can_sign(shown: Shown) -> bool:
    primary = shown.hands.find("primary")
    assert primary is not None
    return primary.isEnabled()


@pytest.mark.parametrize(
    ("language", "choices", "told"),
    [
        ("ja", Choices(), ("案内は不要", "グループに渡さない", "2023年2月1日", "日本語", "参考文")),
        ("ja", Choices(email=True, group_provision=True), ("案内を受け取る", "グループに渡す")),
        ("en", Choices(), ("Offers: no", "Group: no", "February 1, 2023", "English", "reference")),
    ],
)
def test_what_is_agreed_to_stands_above(
    stage: Stage, language: str, choices: Choices, told: tuple[str, ...]
) -> None:
    screen, _, _, _ = opened(stage, language, choices)
    words = words_of(screen)
    assert "¥23,000" in words
    assert "Sample Phone mini" in words
    for one in told:
        assert one in words


def test_only_with_ink_enough_it_can_be_signed(stage: Stage) -> None:
    screen, shown, _, brought = opened(stage)
    assert not can_sign(shown)
    assert "お名前をお書きください" in words_of(screen)

    shown.hands.draw("pad", DOT)
    drawn()
    assert not can_sign(shown)
    assert "もう少し大きくお書きください" in words_of(screen)

    shown.hands.draw("pad", NAME)
    drawn()
    assert can_sign(shown)
    click(shown, "primary")

    (signature,) = brought
    assert signature.enough
    assert signature.pen == "mouse"
    assert len(signature.strokes) == len(DOT) + len(NAME)
    assert signature.width >= 944
    assert signature.height >= 240
    times = [point.ms for stroke in signature.strokes for point in stroke]
    assert times == sorted(times)


def test_the_record_takes_the_signature(stage: Stage) -> None:
    _, shown, visit, brought = opened(stage)
    shown.hands.draw("pad", NAME)
    drawn()
    click(shown, "primary")
    consent = builders.consent(signature=brought[0])
    assert stage.counter.visits.sign(visit.visit_id, consent).consent == consent


def test_it_can_be_written_again(stage: Stage) -> None:
    _, shown, _, _ = opened(stage)
    shown.hands.draw("pad", NAME)
    drawn()
    click(shown, "clear")
    assert not can_sign(shown)
    shown.hands.draw("pad", NAME)
    drawn()
    assert can_sign(shown)


def test_the_language_changes_and_the_ink_stays(stage: Stage) -> None:
    screen, shown, _, brought = opened(stage)
    shown.hands.draw("pad", NAME)
    screen.speak(stage.counter.texts.in_language("en"))
    drawn()
    assert can_sign(shown)
    assert "Japanese" in words_of(screen)  # the notice that was read, whatever is spoken now
    click(shown, "primary")
    assert brought[0].enough


def test_escape_goes_back(stage: Stage) -> None:
    _, shown, _, _ = opened(stage)
    press(shown, Qt.Key.Key_Escape)
    assert shown.wished == [Wish.BACK]


def test_two_presses_decline_and_everything_is_erased(stage: Stage) -> None:
    _, shown, visit, _ = opened(stage)
    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []
    click(shown, "cancel")
    stage.settle()
    assert [moved.ending for moved in shown.moved] == [Ending.DECLINED]
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


@pytest.mark.parametrize(("language", "told"), [("ja", "ほか2点"), ("en", "and 2 more")])
def test_how_many_articles_there_are_is_told(stage: Stage, language: str, told: str) -> None:
    screen, _, visit, _ = opened(stage, language)
    assert told not in words_of(screen)
    screen.show_visit(replace(visit, articles=(builders.appraised(),) * 3))
    assert told in words_of(screen)


def test_an_empty_pad_has_nothing_to_clear_whatever_was_under_way(stage: Stage) -> None:
    screen, shown, _, _ = opened(stage)
    clear = shown.hands.find("clear")
    assert clear is not None
    screen.set_busy(busy=True)
    screen.set_busy(busy=False)
    assert not clear.isEnabled()
    shown.hands.draw("pad", NAME)
    screen.set_busy(busy=True)
    screen.set_busy(busy=False)
    assert clear.isEnabled()  # the control: with ink there is
