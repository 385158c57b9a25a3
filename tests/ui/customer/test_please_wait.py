"""Waiting: the same words whatever the clerk is doing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.deal import Route
from counter_app.domain.visit import Step
from tests import builders
from tests.ui.customer.conftest import drawn
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.please_wait import PleaseWaitPage

ASK = {"ja": "身分証を、担当者にお渡しください。", "en": "Please hand your ID to our staff."}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_words_are_the_same_at_every_step_but_the_document_is_asked_for(
    stage: Stage, language: str
) -> None:
    visit = visit_at(stage.counter, Step.DOCUMENT)
    screen, _ = stage.show(PleaseWaitPage, visit, language=language)
    assert ASK[language] in words_of(screen)

    seen = set()
    for step in (Step.ARTICLE, Step.APPROVAL, Step.PAYOUT):
        screen.show_visit(replace(visit, step=step))
        drawn()
        seen.add(words_of(screen))
    assert len(seen) == 1
    assert ASK[language] not in next(iter(seen))


def test_it_shows_nothing_of_the_customer(stage: Stage) -> None:
    visit = replace(visit_at(stage.counter, Step.ARTICLE), ending_code="hold")
    screen, _ = stage.show(PleaseWaitPage, visit)
    words = words_of(screen)
    seller = builders.seller()
    for secret in (seller.name, seller.address, visit.number, "hold"):
        assert secret not in words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_fault_of_the_document_is_told_and_any_other_reason_is_silence(
    stage: Stage, language: str
) -> None:
    screen, _ = stage.show(
        PleaseWaitPage, visit_at(stage.counter, Step.DOCUMENT), language=language
    )
    assert isinstance(screen, PleaseWaitPage)
    calm = words_of(screen)

    screen.show_fault("document_expired")
    told = words_of(screen)
    screen.show_fault("hold")

    assert screen.say("customer.ending.document_expired").partition("\n")[0] in told
    assert words_of(screen) == calm


def test_the_document_is_not_asked_for_while_something_is_wrong_with_it(stage: Stage) -> None:
    screen, _ = stage.show(PleaseWaitPage, visit_at(stage.counter, Step.DOCUMENT))
    screen.show_fault("document_expired")
    drawn()
    assert ASK["ja"] not in words_of(screen)
    screen.show_fault("")
    drawn()
    assert ASK["ja"] in words_of(screen)


@pytest.mark.parametrize("route", ["B_SIGN", "C_TABLET"])
def test_on_a_route_without_a_document_none_is_asked_for(stage: Stage, route: Route) -> None:
    visit = visit_at(stage.counter, Step.DOCUMENT)
    screen, _ = stage.show(PleaseWaitPage, visit)
    assert ASK["ja"] in words_of(screen)  # the control

    screen.show_visit(replace(visit, route=route))
    drawn()

    assert ASK["ja"] not in words_of(screen)
