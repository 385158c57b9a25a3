"""What an open visit says about itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from counter_app.domain.values import VisitId, Yen
from counter_app.domain.visit import Approval, Ending, Step, Visit
from tests.builders import (
    CLERK,
    MANAGER,
    NOW,
    appraised,
    consent,
    licence,
    notice_shown,
    seller,
)


def visit(**other: Any) -> Visit:
    return replace(Visit(VisitId("ab" * 16), "T01-0001", NOW, CLERK), **other)


def test_the_steps_stand_in_the_order_of_the_counter() -> None:
    assert [step.value for step in Step] == [
        *("notice", "document", "details", "article", "offer", "consent"),
        *("guardian", "approval", "payout", "papers", "done"),
    ]


def test_a_new_visit_holds_nothing() -> None:
    fresh = visit()

    assert fresh.is_open
    assert fresh.offer == 0
    assert not fresh.offer_agreed
    assert (fresh.shown, fresh.document, fresh.consent, fresh.acceptance) == (None,) * 4


def test_an_offer_is_the_sum_over_the_articles() -> None:
    assert visit(articles=(appraised(), appraised("sample-book"))).offer == 23_000 + 800


def test_an_offer_is_agreed_when_every_line_of_every_article_is() -> None:
    phone, book = appraised("sample-phone-mini-64", "no_box"), appraised("sample-book")
    yes = replace(phone, agreed=frozenset({0, 1})), replace(book, agreed=frozenset({0}))

    assert visit(articles=yes).offer_agreed
    assert not visit(articles=(yes[0], book)).offer_agreed
    assert not visit(articles=(replace(phone, agreed=frozenset({0})), yes[1])).offer_agreed
    assert not visit(articles=(replace(phone, agreed=frozenset({0, 1, 2})), yes[1])).offer_agreed


@pytest.mark.parametrize("ending", list(Ending))
def test_an_ended_visit_is_not_open(ending: Ending) -> None:
    assert not visit(ending=ending).is_open
    assert not visit(step=Step.DONE).is_open
    assert visit(step=Step.PAPERS).is_open


def test_a_draft_holds_a_whole_visit_to_the_last_bit() -> None:
    full = visit(
        step=Step.CONSENT,
        language="en",
        shown=notice_shown(),
        document=licence(),
        seller=seller(name="髙橋 \ufa19", confirmed_at=NOW),
        articles=(appraised(), appraised("sample-book")),
        consent=consent(),
        approval=Approval(MANAGER, NOW, Yen(23_800)),
    )

    draft = msgspec.json.decode(msgspec.json.encode(full), type=Visit)

    assert draft == full
    assert draft.seller.name.encode() == full.seller.name.encode()
