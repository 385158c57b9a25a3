"""Every screen of the clerk fits both window sizes in both languages, with nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest

from counter_app.app import Counter, Resources
from counter_app.domain.deal import DealKind, Route
from counter_app.domain.visit import Step, Visit
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Stage, visit_at, visit_of_15
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Screen
from ui.screens.approval import ApprovalScreen
from ui.screens.article import ArticleScreen
from ui.screens.authority import AuthorityScreen
from ui.screens.board import BoardScreen
from ui.screens.call_back import CallBackScreen
from ui.screens.document import DocumentScreen
from ui.screens.done import DoneScreen
from ui.screens.first_run import FirstRunScreen
from ui.screens.guardian import GuardianScreen
from ui.screens.ledger import LedgerScreen
from ui.screens.offer import OfferScreen
from ui.screens.papers import PapersScreen
from ui.screens.payout import PayoutScreen
from ui.screens.sign_in import SignInScreen
from ui.screens.suspicion import SuspicionScreen
from ui.screens.waiting import WaitingScreen
from ui.theme import Theme

DEAR = "sample-phone-x-128"
HERE, ON_PAPER = builders.guardian(), builders.on_paper()


class Page(NamedTuple):
    """A screen, and the visit that it shows."""

    kind: type[Screen]
    visit: Callable[[Counter], Visit] | None = None


def accepted(counter: Counter) -> Visit:
    visit = visit_at(counter, Step.PAYOUT)
    return counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)


def sold_for_a_company(counter: Counter) -> Visit:
    visit = visit_at(counter, Step.DETAILS)
    counter.visits.set_standing(visit.visit_id, builders.for_company())
    return counter.visits.confirm_details(visit.visit_id, builders.seller())


def routed(counter: Counter) -> Visit:
    """The routes stand over the camera, with the paper's card."""
    return counter.visits.set_route(visit_at(counter, Step.DOCUMENT).visit_id, "B_SIGN")


def with_document(counter: Counter) -> Visit:
    """The kind with the longest name that can be kept."""
    card = builders.licence(kind="special_permanent_resident_certificate")
    return counter.visits.set_document(visit_at(counter, Step.DOCUMENT).visit_id, card)


def stated(counter: Counter, route: Route) -> Visit:
    """The customer says who they are, without a document."""
    visit = counter.visits.get(visit_at(counter, Step.DETAILS).visit_id)
    return counter.visits.set_route(visit.visit_id, route)


def of_kind(counter: Counter, step: Step, kind: DealKind) -> Visit:
    return counter.visits.set_kind(visit_at(counter, step).visit_id, kind)


PAGES = {
    "sign_in": Page(SignInScreen),
    "board": Page(BoardScreen),
    "notice": Page(WaitingScreen, lambda counter: visit_at(counter, Step.NOTICE)),
    "document": Page(DocumentScreen, lambda counter: visit_at(counter, Step.DOCUMENT)),
    "details": Page(WaitingScreen, lambda counter: visit_at(counter, Step.DETAILS)),
    "article": Page(ArticleScreen, lambda counter: visit_at(counter, Step.ARTICLE)),
    "offer": Page(OfferScreen, lambda counter: visit_at(counter, Step.OFFER)),
    "consent": Page(WaitingScreen, lambda counter: visit_at(counter, Step.CONSENT)),
    "guardian": Page(GuardianScreen, lambda counter: visit_at(counter, Step.DETAILS)),
    "guardian_again": Page(GuardianScreen, lambda counter: visit_of_15(counter, ON_PAPER)),
    "guardian_signs": Page(WaitingScreen, lambda counter: visit_of_15(counter, HERE)),
    "call_back": Page(CallBackScreen, lambda counter: visit_of_15(counter, ON_PAPER)),
    "authority": Page(AuthorityScreen, sold_for_a_company),
    "approval": Page(ApprovalScreen, lambda counter: visit_at(counter, Step.APPROVAL, DEAR)),
    "payout": Page(PayoutScreen, lambda counter: visit_at(counter, Step.PAYOUT)),
    "papers": Page(PapersScreen, accepted),
    "done": Page(DoneScreen, lambda counter: counter.visits.finish(accepted(counter).visit_id)),
    "ledger": Page(LedgerScreen),
    "suspicion": Page(SuspicionScreen, lambda counter: visit_at(counter, Step.OFFER)),
    "routes": Page(DocumentScreen, routed),
    "document_kept": Page(DocumentScreen, with_document),
    "details_on_paper": Page(WaitingScreen, lambda counter: stated(counter, "B_SIGN")),
    "details_and_name": Page(WaitingScreen, lambda counter: stated(counter, "C_TABLET")),
    "exchange": Page(OfferScreen, lambda counter: of_kind(counter, Step.OFFER, "exchange")),
    "consignment": Page(PayoutScreen, lambda counter: of_kind(counter, Step.PAYOUT, "consignment")),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_screen_fits(manager_stage: Stage, name: str) -> None:
    page = PAGES[name]
    visit = page.visit(manager_stage.counter) if page.visit else None
    for language in ("ja", "en"):
        for size in (WIDE, NARROW):
            screen, shown = manager_stage.show(page.kind, visit, language=language, size=size)
            least = screen.minimumSizeHint()
            assert least.width() <= NARROW[0], (language, size)
            assert least.height() <= NARROW[1], (language, size)
            assert cut_off(screen) == [], (language, size)
            shown.host.hide()


@pytest.mark.parametrize("name", PAGES)
def test_a_switched_language_leaves_no_word_of_the_other(manager_stage: Stage, name: str) -> None:
    page = PAGES[name]
    visit = page.visit(manager_stage.counter) if page.visit else None
    switched, _ = manager_stage.show(page.kind, visit, language="ja")
    switched.speak(manager_stage.counter.texts.in_language("en"))
    manager_stage.settle()
    born, _ = manager_stage.show(page.kind, visit, language="en")
    assert sorted(words_of(switched).split("\n")) == sorted(words_of(born).split("\n"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_first_form_fits(
    manager_stage: Stage, theme: Theme, language: str, size: tuple[int, int]
) -> None:
    texts = manager_stage.counter.texts.in_language(language)
    form = FirstRunScreen(
        theme, texts, Resources().wordings("rakuten-mobile-secondhand", date(2026, 11, 24))
    )
    manager_stage.qtbot.addWidget(form)
    form.resize(*size)
    form.show()
    manager_stage.settle()
    assert form.minimumSizeHint().width() <= NARROW[0]
    assert cut_off(form) == []


def test_what_does_not_fit_is_found(manager_stage: Stage) -> None:
    """The control: a button that is made too narrow."""
    screen, _ = manager_stage.show(BoardScreen)
    screen._sign_out.setFixedWidth(40)
    manager_stage.settle()
    assert cut_off(screen)
