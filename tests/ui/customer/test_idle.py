"""Between two customers: a welcome in both languages."""

from __future__ import annotations

import pytest

from counter_app.domain.visit import Step
from tests import builders
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.idle import IdlePage


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_welcomes_and_shows_nothing_of_whoever_was_here(stage: Stage, language: str) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, _ = stage.show(IdlePage, visit, language=language)
    words = words_of(screen)
    assert "いらっしゃいませ" in words
    assert "Welcome" in words
    for secret in (builders.seller().name, builders.seller().address, visit.number):
        assert secret not in words
