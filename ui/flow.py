"""Leads both windows from page to page: a visit's step has one of each side (ui.pages).

The flow holds no rule: services say which step comes next, screens ask them. One side edits at a
time: while the customer decides, the clerk's window mirrors theirs and can take it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.domain.consent import Choices, Consent, NoticeShown, Signature
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber
from counter_app.domain.visit import Ending, Step, Visit
from ui.consent_draft import ConsentDraft
from ui.customer.choices import ChoicesPage
from ui.customer.details import DetailsPage
from ui.customer.ending import EndingPage
from ui.customer.full_notice import FullNoticePage
from ui.customer.idle import IdlePage
from ui.customer.please_wait import PleaseWaitPage
from ui.customer.signature import SignaturePage
from ui.customer.written_name import WrittenNamePage
from ui.extra_flow import ExtraFlow
from ui.pages import ACTING_PAGES, DESK_SCREENS, clerk_screen, customer_page
from ui.screen import (
    AskBeyond,
    Compare,
    Correct,
    Desk,
    Dispose,
    NoticePrinted,
    Report,
    Resume,
    Screen,
    Speak,
    Wish,
    Withdraw,
)
from ui.screens.board import BoardScreen
from ui.screens.comparison import ComparisonScreen
from ui.screens.correction import CorrectionScreen
from ui.screens.disposal import DisposalScreen
from ui.screens.extra_purpose import ExtraPurposeScreen
from ui.screens.guardian import GuardianScreen
from ui.screens.kept_image import KeptImageScreen
from ui.screens.sign_in import SignInScreen
from ui.screens.suspicion import SuspicionScreen
from ui.screens.waiting import WaitingScreen
from ui.screens.withdrawal import WithdrawalScreen
from ui.steps import rail_steps
from ui.window import ClerkWindow, CustomerWindow, Window

S = TypeVar("S", bound=Screen)
L = TypeVar("L", CorrectionScreen, DisposalScreen, WithdrawalScreen, ExtraPurposeScreen)

STEP_BEFORE: Mapping[Step, Step] = {
    Step.DETAILS: Step.DOCUMENT,
    Step.OFFER: Step.ARTICLE,
    Step.CONSENT: Step.OFFER,
    Step.GUARDIAN: Step.OFFER,
}
"""Where the clerk goes on when they take the screen back from the customer."""

GROUP_REFUSED = "group_refused"
"""Why a visit ended at the choices, for the clerk's screen only."""

DURING_INSPECTION = frozenset({Wish.SIGN_OUT, Wish.SUSPICION, Wish.UNCOVER})
"""What can be wished for while an officer looks on; anything else shows what they asked for."""


class Flow(QObject):
    """Drives both windows.

    Attributes:
        shown: a visit as both windows show it now, or None.
        customer_acts: whether the page that the customer sees now asks something of them.
    """

    shown = Signal(object)
    customer_acts = Signal(bool)

    def __init__(self, desk: Desk, clerk: ClerkWindow, customer: CustomerWindow) -> None:
        super().__init__()
        self._desk = desk
        self._clerk = clerk
        self._customer = customer
        self._visit: Visit | None = None
        self._draft = ConsentDraft()
        self._idle_language = customer.language
        self._wanted_language = ""
        self._extra = ExtraFlow(customer, self._made_for_customer, self._show_customer, self._idle)
        clerk.wished.connect(self._wish)
        clerk.step_chosen.connect(self._go)
        clerk.language_chosen.connect(self._clerk_speaks)
        customer.language_chosen.connect(self._customer_speaks)
        customer.trouble.connect(clerk.messages.fail)

    @property
    def visit(self) -> Visit | None:
        """The visit that the windows show."""
        return self._visit

    @property
    def desk(self) -> Desk:
        """What the screens work with now."""
        return self._desk

    @property
    def staff(self) -> StaffMember | None:
        """Who is signed in."""
        return self._desk.staff

    def start(self) -> None:
        """Show the sign-in page; customers see the idle page."""
        self._desk = replace(self._desk, staff=None)
        self._visit = None
        self._clerk.uncover()
        screen = self._made(SignInScreen, self._clerk)
        screen.signed_in.connect(self._signed_in)
        self._clerk.show_staff(None)
        self._show_steps()
        self._clerk.show_screen(screen)
        self._idle()

    @Slot(object)
    def _signed_in(self, member: StaffMember) -> None:
        self._desk = replace(self._desk, staff=member)
        self._desk.tasks.run(
            self, self._desk.counter.warm_up, self._warm, self._cold, lane="device"
        )
        self._clerk.show_staff(member.name)
        if self._desk.counter.inspections.now_on is None:
            self._board()
        else:
            self._wish(Wish.POLICE)

    def _warm(self, _done: object) -> None:
        """The reader waits for the first card."""

    def _cold(self, _error: object) -> None:
        """The first scan tries again, and tells the clerk what is wrong."""

    def _board(self) -> None:
        self._visit = None
        self._show_steps()
        self._show_clerk(self._made(BoardScreen, self._clerk))
        self.shown.emit(None)

    def _idle(self) -> None:
        """Between two customers: the shop's language again, until the next one chooses theirs."""
        self._wanted_language = ""
        offered = self._desk.counter.notices.languages
        self._customer.offer_languages(offered)
        self._customer.speak(self._idle_language if self._idle_language in offered else offered[0])
        self._show_customer(self._made(IdlePage, self._customer))

    @Slot(object)
    def _wish(self, wish: object) -> None:
        if isinstance(wish, Speak | NoticePrinted):
            self._wish_of_customer(wish)
            return
        if self._desk.counter.inspections.now_on is not None and wish not in DURING_INSPECTION:
            wish = Wish.POLICE
        match wish:
            case Resume(visit):
                self._show(visit)
            case Correct(number):
                self._at_line(CorrectionScreen, number)
            case Dispose(number):
                self._at_line(DisposalScreen, number)
            case Withdraw(number):
                self._at_line(WithdrawalScreen, number)
            case AskBeyond(number):
                self._extra.lead(self._at_line(ExtraPurposeScreen, number))
            case Compare():
                self._compare(wish)
            case Report(reason):
                self._suspect(reason)
            case Wish() if wish in DESK_SCREENS:
                self._show_clerk(self._made(DESK_SCREENS[wish], self._clerk))
            case Wish():
                self._do(wish)
            case _:
                raise ValueError(wish)

    def _wish_of_customer(self, wish: Speak | NoticePrinted) -> None:
        if isinstance(wish, Speak):
            self._customer.choose(wish.language)
        else:
            language = self._clerk.texts.name_of(wish.language)
            self._clerk.messages.tell("clerk.notice_printed", language=language)

    def _do(self, wish: Wish) -> None:
        """What a wish without anything to it asks for."""
        match wish:
            case Wish.NEW_VISIT:
                self._open()
            case Wish.BOARD:
                self._board()
                self._idle()
            case Wish.SIGN_OUT:
                self.start()
            case Wish.SUSPICION:
                self._suspect()
            case Wish.UNCOVER:
                self._clerk.uncover()
            case Wish.TAKE_BACK:
                self._take_back()
            case Wish.GUARDIAN if self._visit is not None:
                self._show_clerk(self._for_visit(GuardianScreen, self._clerk, self._visit))
            case Wish.KEPT_IMAGE if self._visit is not None:
                self._look_at_image(self._visit)
            case Wish.BACK:
                self._consent_back()
            case _:
                raise ValueError(wish)

    def _at_line(self, kind: type[L], number: LedgerNumber) -> L:
        screen = self._made(kind, self._clerk)
        self._show_clerk(screen)
        screen.show_line(number)
        return screen

    def _suspect(self, reason: str = "") -> None:
        """Over whatever the clerk does: nothing is left, and the customer's window stays."""
        screen = self._made(SuspicionScreen, self._clerk)
        screen.tick(reason)
        screen.moved.connect(self._ended_beneath)
        if self._visit is not None:
            screen.show_visit(self._visit)
        self._clerk.cover(screen)

    def _look_at_image(self, visit: Visit) -> None:
        """Over the page that it is opened from; the customer's window stays."""
        screen = self._made(KeptImageScreen, self._clerk)
        screen.show_visit(visit)
        self._clerk.cover(screen)

    @Slot(object)
    def _ended_beneath(self, visit: Visit) -> None:
        self._clerk.uncover()
        self._show(visit)

    def _compare(self, wish: Compare) -> None:
        screen = self._made(ComparisonScreen, self._clerk)
        self._show_clerk(screen)
        screen.show_match(wish)

    def _open(self) -> None:
        staff, counter = self._desk.staff, self._desk.counter
        screen = self._clerk.page
        if staff is None or screen is None:
            return

        language, self._wanted_language = self._wanted_language, ""

        def job() -> Visit:
            visit = counter.visits.open(staff.code)
            return counter.visits.speak(visit.visit_id, language) if language else visit

        screen.work(job, self._show)

    def _take_back(self) -> None:
        if self._visit is None:
            self._extra.take_back()
            return
        before = STEP_BEFORE.get(self._visit.step)
        if before is None:
            self._end(Ending.CANCELLED)
        else:
            self._go(before)

    def _end(self, ending: Ending, code: str = "") -> None:
        visit, screen = self._visit, self._clerk.page
        if visit is None or screen is None:
            return
        visits = self._desk.counter.visits

        def job() -> Visit:
            return visits.end(visit.visit_id, ending, code)

        screen.work(job, self._show)

    @Slot(object)
    def _go(self, step: Step) -> None:
        self._clerk.uncover()
        visit, screen = self._visit, self._clerk.page
        if visit is None or screen is None:
            return
        visits = self._desk.counter.visits

        def job() -> Visit:
            return visits.go(visit.visit_id, step)

        screen.work(job, self._show)

    @Slot(str)
    def _clerk_speaks(self, _language: str) -> None:
        self._show_steps()

    @Slot(str)
    def _customer_speaks(self, language: str) -> None:
        visit, screen = self._visit, self._customer.page
        if isinstance(screen, IdlePage):
            self._wanted_language = language  # of the visit that begins next
        if visit is None or screen is None or not visit.is_open:
            return
        visits = self._desk.counter.visits

        def job() -> Visit:
            return visits.speak(visit.visit_id, language)

        screen.work(job, self._keep)

    def _keep(self, visit: Visit) -> None:
        if self._visit is None or self._visit.visit_id != visit.visit_id:
            return  # the clerk left it meanwhile
        self._visit = visit
        if isinstance(self._clerk.page, WaitingScreen):
            self._clerk.page.show_visit(visit)  # it says which language the customer reads

    @Slot(object)
    def _show(self, visit: Visit) -> None:
        """Show a visit as it stands: the same page again, or the step's own."""
        before, self._visit = self._visit, visit
        if visit.ending is not None:
            self._show_end(visit)
            return
        self._show_steps()
        if before is None or before.visit_id != visit.visit_id:
            self._customer.speak(visit.language)
        if self._same_page(before, visit):
            for window in (self._clerk, self._customer):
                if window.page is not None:
                    window.page.show_visit(visit)
        else:
            self._draft = ConsentDraft()
            self._show_clerk(self._for_visit(clerk_screen(visit), self._clerk, visit))
            page = self._customer_page(visit)
            waiting = self._customer.page
            if page is PleaseWaitPage and isinstance(waiting, PleaseWaitPage):
                waiting.show_visit(visit)  # it stays, so that the wait does not flicker
            else:
                self._show_customer(self._for_visit(page, self._customer, visit))
        self.shown.emit(visit)

    def _show_steps(self) -> None:
        """Draw the rail and the visit's number."""
        visit = self._visit
        if visit is None:
            self._clerk.show_steps([])
            self._clerk.status.set_visit("")
            return
        reachable = self._desk.counter.visits.reachable(visit)
        self._clerk.show_steps(rail_steps(visit, reachable, self._clerk.texts))
        number = self._clerk.texts.say("window.visit", number=visit.number)
        self._clerk.status.set_visit(number)

    def _same_page(self, before: Visit | None, visit: Visit) -> bool:
        return (
            before is not None
            and before.visit_id == visit.visit_id
            and before.step is visit.step
            and isinstance(self._clerk.page, clerk_screen(visit))
            and (
                visit.step is not Step.DETAILS
                or isinstance(self._customer.page, self._customer_page(visit))
            )
        )

    def _customer_page(self, visit: Visit) -> type[Screen]:
        """The step's page; a name is written on a page of its own, after the particulars."""
        page = customer_page(visit)
        if page is DetailsPage and self._desk.counter.visits.asks_for_name(visit):
            return WrittenNamePage
        return page

    def _show_end(self, visit: Visit) -> None:
        self._visit = None
        self._show_steps()
        self._show_clerk(self._made(BoardScreen, self._clerk))
        if visit.ending_code == GROUP_REFUSED:
            self._clerk.messages.tell("clerk.consent.group_refused")
        self._show_customer(self._for_visit(EndingPage, self._customer, visit))
        self.shown.emit(visit)

    @Slot(str)
    def _tell_customer(self, code: str) -> None:
        page = self._customer.page
        if isinstance(page, PleaseWaitPage):
            page.show_fault(code)

    @Slot(object)
    def _consent(self, brought: object) -> None:
        """The pages of the consent, one after the other; the last one signs."""
        visit = self._visit
        if visit is None:
            return
        match brought:
            case NoticeShown():
                self._draft.read = brought
                self._show_customer(self._for_visit(ChoicesPage, self._customer, visit))
            case Choices() if self._refuses_the_group(brought):
                self._end(Ending.DECLINED, GROUP_REFUSED)
            case Choices():
                self._keep_answers(brought)
                signing = self._for_visit(SignaturePage, self._customer, visit)
                if self._draft.read is not None and isinstance(signing, SignaturePage):
                    signing.show_agreed(self._draft.read, brought)
                self._show_customer(signing)
            case Signature() if (consent := self._signed(brought)) is not None:
                self._sign(visit, consent)
            case _:
                raise ValueError(type(brought).__name__)

    def _refuses_the_group(self, choices: Choices) -> bool:
        """Whether the visit ends by this answer, where the dealer buys with a yes only."""
        may = self._desk.counter.settings.group_may_be_refused
        return choices.group_provision is False and not may

    def _keep_answers(self, choices: Choices) -> None:
        """The answers, with the words that stood there and the moment."""
        self._draft.choices, self._draft.answered_at = choices, self._desk.counter.clock.now()
        page = self._customer.page
        if isinstance(page, ChoicesPage):
            self._draft.wordings = page.wordings

    def _consent_back(self) -> None:
        if self._visit is None:
            return
        if isinstance(self._customer.page, WrittenNamePage):
            self._show_customer(self._for_visit(DetailsPage, self._customer, self._visit))
            return
        page = FullNoticePage if isinstance(self._customer.page, ChoicesPage) else ChoicesPage
        screen = self._for_visit(page, self._customer, self._visit)
        if isinstance(screen, ChoicesPage) and self._draft.choices is not None:
            screen.show_choices(self._draft.choices)
        if isinstance(screen, FullNoticePage) and self._draft.read is not None:
            screen.show_read(self._draft.read)
        self._show_customer(screen)

    def _signed(self, signature: Signature) -> Consent | None:
        return self._draft.signed(signature, self._desk.counter.clock.now())

    def _sign(self, visit: Visit, consent: Consent) -> None:
        visits, screen = self._desk.counter.visits, self._customer.page
        if screen is None:
            return

        def job() -> Visit:
            visits.sign(visit.visit_id, consent)
            return visits.go_on(visit.visit_id)

        screen.work(job, self._show)

    def _made(self, kind: type[S], window: Window) -> S:
        desk = replace(self._desk, theme=window.theme)
        screen = kind(desk, window.messages, window.texts)
        screen.wished.connect(self._wish)
        return screen

    def _made_for_customer(self, kind: type[Screen]) -> Screen:
        return self._made(kind, self._customer)

    def _for_visit(self, kind: type[Screen], window: Window, visit: Visit) -> Screen:
        screen = self._made(kind, window)
        screen.moved.connect(self._show)
        screen.finished.connect(self._consent)
        screen.customer_told.connect(self._tell_customer)
        if isinstance(screen, WaitingScreen):
            screen.mirror(self._customer)
        screen.show_visit(visit)
        return screen

    def _show_clerk(self, screen: Screen) -> None:
        self._clerk.show_screen(screen)

    def _show_customer(self, screen: Screen) -> None:
        self._customer.show_screen(screen)
        self.customer_acts.emit(isinstance(screen, ACTING_PAGES))
