"""The end of a trade: the amount, the papers, and whom to ask."""

from __future__ import annotations

import pytest

from counter_app.domain.visit import Step
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.thanks import ThanksPage


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            ("ありがとうございました", "買取明細書", "同意の控え", "同意の取り消し", "年中無休"),
        ),
        ("en", ("Thank you", "Purchase slip", "Copy of your consent", "withdraw", "every day")),
    ],
)
def test_it_says_what_to_take_and_whom_to_ask(
    stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    visit = visit_at(stage.counter, Step.PAYOUT)
    screen, _ = stage.show(ThanksPage, visit, language=language)
    words = words_of(screen)
    for one in (*told, "¥23,000", "050-5434-4653"):
        assert one in words
