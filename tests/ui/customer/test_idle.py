"""Between two customers: a welcome in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.counters import MANAGER_PIN, SETTINGS, open_small_counter
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.idle import IdlePage
from ui.widgets.language_choice import LanguageButton
from ui.window import CustomerWindow


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_welcomes_and_shows_nothing_of_whoever_was_here(stage: Stage, language: str) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, _ = stage.show(IdlePage, visit, language=language)
    words = words_of(screen)
    assert "いらっしゃいませ" in words
    assert "Welcome" in words
    for secret in (builders.seller().name, builders.seller().address, visit.number):
        assert secret not in words


def test_a_language_whose_wording_nobody_approved_is_not_offered(
    stage: Stage, tmp_path: Path
) -> None:
    settings = replace(SETTINGS, demo=False)
    with open_small_counter(tmp_path / "other", settings, approve=False) as counter:
        counter.notices.approve(StaffCode("M01"), MANAGER_PIN, ("ja", "vi"))
        stage.desk = replace(stage.desk, counter=counter)
        screen, _ = stage.show(IdlePage)
        seen = {
            button.objectName()
            for button in screen.findChildren(LanguageButton)
            if button.isVisible()
        }
        assert seen == {"speak_ja", "speak_vi"}

        counter.notices.approve(StaffCode("M01"), MANAGER_PIN, ("en", "zh-Hans", "ja-easy"))
        screen, _ = stage.show(IdlePage)
        assert all(button.isVisible() for button in screen.findChildren(LanguageButton))


def test_with_one_language_there_is_nothing_to_choose(stage: Stage, tmp_path: Path) -> None:
    settings = replace(SETTINGS, demo=False)
    with open_small_counter(tmp_path / "other", settings, approve=False) as counter:
        counter.notices.approve(StaffCode("M01"), MANAGER_PIN, ("ja",))
        stage.desk = replace(stage.desk, counter=counter)
        screen, _ = stage.show(IdlePage)
        assert not any(button.isVisible() for button in screen.findChildren(LanguageButton))
        window = CustomerWindow(stage.desk.theme, counter.texts, "ja")
        chip = window.findChild(QWidget, "language")
        assert chip is not None
        window.offer_languages(counter.notices.languages)
        assert chip.isHidden()
        window.offer_languages(("ja", "en"))
        assert not chip.isHidden()
        window.deleteLater()
