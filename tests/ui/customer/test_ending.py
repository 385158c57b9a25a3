"""How a visit ends for the customer: kindly, and never with a reason that is the shop's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.visit import Ending, Visit
from counter_app.services.visit_rules import DOCUMENT_CODES, MINOR, PLAIN_CODES
from tests import builders
from tests.ui.screens.conftest import Stage
from tests.ui.screens.words import words_of
from ui.customer.ending import EndingPage

INNER = (
    "",
    "hold",
    "suspicion",
    "bulletin_match",
    "custody_order",
    "identity_required",
    "approval_refused",
    "category_not_permitted",
    "unknown_goods",
)
"""Reasons that are for the clerk's screen only."""


def ended(ending: Ending, code: str = "") -> Visit:
    visit = Visit(builders.consent().consent_id, "T01-0001", builders.NOW, builders.CLERK)  # type: ignore[arg-type]  # any text serves
    return replace(visit, ending=ending, ending_code=code)


def told(stage: Stage, visit: Visit, language: str = "ja") -> str:
    screen, _ = stage.show(EndingPage, visit, language=language)
    return words_of(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_refusal_by_the_shop_has_the_same_words(stage: Stage, language: str) -> None:
    words = {told(stage, ended(Ending.REFUSED, code), language) for code in INNER}
    assert len(words) == 1
    (one,) = words
    sentence = {
        "ja": "申し訳ありません。本日はお受けできません。",
        "en": "We are sorry. We cannot take it today.",
    }
    assert sentence[language] in one


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", sorted(PLAIN_CODES))
def test_faults_of_document_age_and_side_are_said_plainly_with_what_to_do(
    stage: Stage, code: str, language: str
) -> None:
    words = told(stage, ended(Ending.REFUSED, code), language)
    assert words != told(stage, ended(Ending.REFUSED, "hold"), language)
    assert len(words.split("\n")) >= 3  # what is wrong, what to do, and that nothing is kept


def test_what_the_visit_itself_stops_for_document_and_age_is_among_them() -> None:
    assert {*DOCUMENT_CODES, MINOR} <= PLAIN_CODES


def test_the_age_is_said(stage: Stage) -> None:
    assert "18歳未満" in told(stage, ended(Ending.REFUSED, "minor_without_guardian"))
    assert "under 18" in told(stage, ended(Ending.REFUSED, "minor_without_guardian"), "en")


def test_a_visit_that_the_customer_ended_says_that_nothing_is_kept(stage: Stage) -> None:
    assert "何も残っていません" in told(stage, ended(Ending.DECLINED))
    assert "Nothing is kept" in told(stage, ended(Ending.DECLINED), "en")


def test_a_cancelled_visit_ends_kindly_and_says_no_reason(stage: Stage) -> None:
    with_code = told(stage, ended(Ending.CANCELLED, "hold"))
    assert "またのお越しをお待ちしております" in with_code
    assert with_code == told(stage, ended(Ending.CANCELLED))


def test_the_language_can_be_changed(stage: Stage) -> None:
    screen, _ = stage.show(EndingPage, ended(Ending.REFUSED, "document_expired"))
    screen.speak(stage.counter.texts.in_language("en"))
    assert "Your ID has expired" in words_of(screen)
