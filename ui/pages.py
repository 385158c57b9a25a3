"""Which page each window shows: at each step of a visit, and for the shop's own work."""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.visit import Step, Visit
from ui.customer.choices import ChoicesPage
from ui.customer.details import DetailsPage
from ui.customer.extra_purpose import ExtraPurposePage
from ui.customer.full_notice import FullNoticePage
from ui.customer.guardian import GuardianPage
from ui.customer.offer import OfferPage
from ui.customer.please_wait import PleaseWaitPage
from ui.customer.short_notice import ShortNoticePage
from ui.customer.signature import SignaturePage
from ui.customer.thanks import ThanksPage
from ui.customer.written_name import WrittenNamePage
from ui.screen import Screen, Wish
from ui.screens.approval import ApprovalScreen
from ui.screens.article import ArticleScreen
from ui.screens.authority import AuthorityScreen
from ui.screens.bulletins import BulletinsScreen
from ui.screens.call_back import CallBackScreen
from ui.screens.clock import ClockScreen
from ui.screens.day import DayScreen
from ui.screens.document import DocumentScreen
from ui.screens.done import DoneScreen
from ui.screens.exceptions import ExceptionsScreen
from ui.screens.extract import ExtractScreen
from ui.screens.incidents import IncidentsScreen
from ui.screens.ledger import LedgerScreen
from ui.screens.loss import LossScreen
from ui.screens.morning import MorningScreen
from ui.screens.offer import OfferScreen
from ui.screens.papers import PapersScreen
from ui.screens.payout import PayoutScreen
from ui.screens.police import PoliceScreen
from ui.screens.provisions import ProvisionsScreen
from ui.screens.requests import RequestsScreen
from ui.screens.waiting import WaitingScreen

CLERK_SCREENS: Mapping[Step, type[Screen]] = {
    Step.NOTICE: WaitingScreen,
    Step.DOCUMENT: DocumentScreen,
    Step.DETAILS: WaitingScreen,
    Step.ARTICLE: ArticleScreen,
    Step.OFFER: OfferScreen,
    Step.CONSENT: WaitingScreen,
    Step.GUARDIAN: WaitingScreen,
    Step.APPROVAL: ApprovalScreen,
    Step.PAYOUT: PayoutScreen,
    Step.PAPERS: PapersScreen,
    Step.DONE: DoneScreen,
}

DESK_SCREENS: Mapping[Wish, type[Screen]] = {
    Wish.LEDGER: LedgerScreen,
    Wish.EXTRACT: ExtractScreen,
    Wish.CLOCK: ClockScreen,
    Wish.LOSS: LossScreen,
    Wish.MORNING: MorningScreen,
    Wish.EXCEPTIONS: ExceptionsScreen,
    Wish.DAY: DayScreen,
    Wish.BULLETINS: BulletinsScreen,
    Wish.POLICE: PoliceScreen,
    Wish.INCIDENTS: IncidentsScreen,
    Wish.PROVISIONS: ProvisionsScreen,
    Wish.REQUESTS: RequestsScreen,
}
"""Screens of the shop's own work, which belong to no visit."""

CUSTOMER_PAGES: Mapping[Step, type[Screen]] = {
    Step.NOTICE: ShortNoticePage,
    Step.DOCUMENT: PleaseWaitPage,
    Step.DETAILS: DetailsPage,
    Step.ARTICLE: PleaseWaitPage,
    Step.OFFER: OfferPage,
    Step.CONSENT: FullNoticePage,
    Step.GUARDIAN: GuardianPage,
    Step.APPROVAL: PleaseWaitPage,
    Step.PAYOUT: PleaseWaitPage,
    Step.PAPERS: ThanksPage,
    Step.DONE: ThanksPage,
}

ACTING_PAGES = (
    ShortNoticePage,
    DetailsPage,
    WrittenNamePage,
    OfferPage,
    FullNoticePage,
    ChoicesPage,
    SignaturePage,
    GuardianPage,
    ExtraPurposePage,
)
"""Pages that ask something of the customer."""


def clerk_screen(visit: Visit) -> type[Screen]:
    """The clerk's screen of a visit's step.

    A guardian who stayed at home is called; who sells for another shows that they may.
    """
    if _shows_authority(visit):
        return AuthorityScreen
    return CallBackScreen if _on_paper(visit) else CLERK_SCREENS[visit.step]


def customer_page(visit: Visit) -> type[Screen]:
    """The customer's page of a visit's step."""
    waits = _on_paper(visit) or _shows_authority(visit)
    return PleaseWaitPage if waits else CUSTOMER_PAGES[visit.step]


def _shows_authority(visit: Visit) -> bool:
    confirmed = visit.step is Step.DETAILS and visit.seller.confirmed_at is not None
    return confirmed and not visit.standing.authorised


def _on_paper(visit: Visit) -> bool:
    guardian = visit.guardian
    return visit.step is Step.GUARDIAN and guardian is not None and guardian.form == "written"
