"""The screen is handed back: customers read it in their language, staff in their own."""

from __future__ import annotations

import pytest

from tests.ui.customer.conftest import drawn
from tests.ui.screens.conftest import Stage, type_pin
from tests.ui.screens.words import words_of
from ui.customer.hand_back import HandBackPage


@pytest.mark.parametrize("language", ["ja-easy", "zh-Hans", "vi"])
def test_a_wrong_pin_is_told_to_staff_in_their_own_language(stage: Stage, language: str) -> None:
    screen, shown = stage.show(HandBackPage, language=language)
    assert screen.say("window.hand_back.note") in words_of(screen)

    type_pin(shown, "9999")
    stage.settle()
    drawn()

    assert "PINがちがいます" in words_of(screen)
