"""A visit from the notice to the papers: the state machine behind both windows.

Every input is saved at once, so that a crash resumes at the same step; what was read is erased when
a visit ends without a purchase. The rules stand in visit_rules, the moment of the law in
acceptance.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from counter_app.clock import Clock, business_day
from counter_app.domain.consent import Consent, NoticeShown, Signature, signed
from counter_app.domain.customer import (
    IdentityDocument,
    Seller,
    document_to_keep,
    plain_text,
)
from counter_app.domain.deal import BY_DOCUMENT, DealKind, OwnSale, Route, SignedPaper, WrittenName
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.guardian import Guardian, GuardianConsent
from counter_app.domain.invoice import invoice_number_from
from counter_app.domain.rights import Deed
from counter_app.domain.standing import Standing, standing_to_keep
from counter_app.domain.values import StaffCode, VisitId, Yen
from counter_app.domain.visit import (
    AppraisedArticle,
    Approval,
    Ending,
    Step,
    Visit,
)
from counter_app.law.cases import EARLIEST_BIRTH, Decision
from counter_app.law.rows import PayoutKind
from counter_app.services import visit_rules as rules
from counter_app.services.decision import LawDesk
from counter_app.services.guardian import (
    GuardianAnswer,
    after_person_changed,
    with_answer,
    with_guardian,
)
from counter_app.services.notices import NoticeDesk
from counter_app.services.own_sales import require_same_article, sale_at
from counter_app.services.staff import StaffDesk
from counter_app.services.standing import with_authority
from counter_app.settings import Settings
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

TypedPage = Literal["details", "article", "guardian"]
"""Pages whose unconfirmed fields are kept; not a document's, for its number may be forbidden."""

DETAILS_PAGE: TypedPage = "details"
ARTICLE_PAGE: TypedPage = "article"
GUARDIAN_PAGE: TypedPage = "guardian"
MOST_TYPED, LONGEST_TYPED = 200, 400
"""Fields of a page, and signs of a field."""

VISIT_OVER = frozenset({"visit_closed", "visit_unknown"})
"""Refusals that say a visit ended meanwhile."""


def typed_of(visit: Visit, page: TypedPage) -> dict[str, str]:
    """What was typed on a page and not confirmed yet, by field."""
    before = f"{page}."
    return {
        name.removeprefix(before): text
        for name, text in visit.typed.items()
        if name.startswith(before)
    }


class VisitDesk:
    """Open visits and what may be done with them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        settings: Settings,
        law: LawDesk,
        staff: StaffDesk,
        notices: NoticeDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._settings = settings
        self._law = law
        self._staff = staff
        self._notices = notices

    def open(self, by: StaffCode) -> Visit:
        """Begin a visit.

        Raises:
            Refused: `notice_not_approved`: a real till shows no wording that nobody approved.
        """
        self._notices.require_usable()
        with self._record.write() as tx:
            number = self._record.drafts.next_number(tx)
            visit = Visit(
                VisitId(secrets.token_hex(16)),
                f"{self._settings.till}-{number:04d}",
                self._clock.now(),
                by,
            )
            self._record.drafts.save(tx, visit, self._clock.now())
        return visit

    def get(self, visit_id: VisitId) -> Visit:
        """A visit as it was last saved.

        Raises:
            WrongInput: `visit_unknown`.
        """
        with self._record.read() as view:
            return self._record.drafts.load(view, visit_id)

    def open_visits(self) -> list[Visit]:
        """Every visit that goes on, the oldest first; after a crash too."""
        with self._record.read() as view:
            return self._record.drafts.open_visits(view)

    def decision(self, visit: Visit, payout: PayoutKind = "cash") -> Decision:
        """What the law says of the visit as it stands, today, when it is paid so."""
        return self._law.decide(visit, business_day(self._clock.now()), payout)

    def earlier_today(self, visit: Visit) -> Yen:
        """What the same person sold here today, when this deal would then be one that was split."""
        return self._law.earlier_today(visit, business_day(self._clock.now()))

    def asks_for_name(self, visit: Visit) -> bool:
        """Whether the customer's next page is the one on which they write their name (route C)."""
        minor = rules.MINOR in self.decision(visit).blocked
        return rules.name_to_write(visit) and not minor

    def reachable(self, visit: Visit) -> frozenset[Step]:
        """The steps that may be opened now."""
        return rules.reachable(visit, self.decision(visit), self._settings)

    def go(self, visit_id: VisitId, step: Step) -> Visit:
        """Open a step; nothing is lost by going back. The last step is the visit's end.

        Raises:
            Refused: `visit_closed` or `step_not_yet`; why a buy-back is none, once its article is
                known (services.own_sales).
        """

        def change(visit: Visit, view: Reading) -> Visit:
            rules.require_open(visit)
            if step not in self.reachable(visit):
                raise Refused("step_not_yet")
            if rules.offers_buy_back(visit, step):
                require_same_article(self._record, view, visit)
            return replace(visit, step=step)

        return self.finish(visit_id) if step is Step.DONE else self._change_with(visit_id, change)

    def go_on(self, visit_id: VisitId) -> Visit:
        """Open the next step.

        Raises:
            Refused: `step_not_yet`: the present step is not done.
        """
        visit = self.get(visit_id)
        return self.go(visit_id, rules.next_step(visit, self._settings))

    def speak(self, visit_id: VisitId, language: str) -> Visit:
        """Remember the language of the customer's screen; switching clears no input."""
        return self._change(visit_id, lambda visit: replace(visit, language=language))

    def show_notice(self, visit_id: VisitId, shown: NoticeShown) -> Visit:
        """Note that the short notice was shown; from now on data may be asked for.

        Once something personal is held, an earlier showing stands: it is the proof that the notice
        came first.

        Raises:
            Refused: `notice_not_approved`: these are not the bytes of a wording of this till.
        """
        self._require_wording(shown)

        def change(visit: Visit) -> Visit:
            rules.require_open(visit)
            earlier = visit.shown is not None and rules.holds_personal(visit)
            return visit if earlier else replace(visit, shown=shown)

        return self._change(visit_id, change)

    def set_document(self, visit_id: VisitId, document: IdentityDocument | None) -> Visit:
        """Take over a document as the clerk reviewed it, or take it away again.

        A number that must not be kept is left out.

        Raises:
            WrongInput: `name_form` or `address_form`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`; `route_other`: on
                routes B and C no document is taken.
        """
        kept = document_to_keep(document) if document is not None else None

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if kept is not None and visit.route != BY_DOCUMENT:
                raise Refused("route_other")
            return self._of_person(replace(_unsigned(visit), document=kept))

        return self._change(visit_id, change)

    def confirm_details(self, visit_id: VisitId, seller: Seller) -> Visit:
        """Take over what the customer confirmed on their screen; from now on it is item 1.

        Raises:
            WrongInput: a text of the seller cannot be used, `particulars_missing` or
                `birth_date_form`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        clean = replace(
            seller,
            name=plain_text(seller.name, "name_form"),
            name_kana=plain_text(seller.name_kana, "name_form"),
            address=plain_text(seller.address, "address_form"),
            occupation=plain_text(seller.occupation, "occupation_form"),
            contact_phone=plain_text(seller.contact_phone, "phone_form"),
            confirmed_at=self._clock.now(),
        )
        if clean.missing:
            raise WrongInput("particulars_missing")
        today = business_day(self._clock.now())
        if clean.birth_date and not EARLIEST_BIRTH <= clean.birth_date <= today:
            raise WrongInput("birth_date_form")

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            typed = _without(visit.typed, DETAILS_PAGE)
            name = visit.written_name if visit.seller.name == clean.name else None
            confirmed = replace(_unsigned(visit), seller=clean, typed=typed, written_name=name)
            return self._of_person(confirmed)

        return self._change(visit_id, change)

    def set_route(self, visit_id: VisitId, route: Route) -> Visit:
        """Say by which measure the seller is confirmed (Act art. 15(1)).

        Another route begins anew: a document that was shown, a paper that was signed and a name
        that was written belong to their own. What the customer stated stays.

        Raises:
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if visit.route == route:
                return visit
            changed = replace(_unsigned(visit), route=route, document=None, paper=None)
            return self._of_person(replace(changed, written_name=None))

        return self._change(visit_id, change)

    def note_paper(self, visit_id: VisitId, by: StaffCode, *, signed_here: bool = True) -> Visit:
        """Note that the paper with the four particulars was signed in front of staff (route B).

        Args:
            visit_id: whose.
            by: who saw it signed.
            signed_here: false takes the note back.

        Raises:
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`; `route_other`.
        """
        paper = SignedPaper(by, self._clock.now()) if signed_here else None

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if visit.route != "B_SIGN":
                raise Refused("route_other")
            return replace(_unsigned(visit), paper=paper)

        return self._change(visit_id, change)

    def write_name(self, visit_id: VisitId, signature: Signature, by: StaffCode) -> Visit:
        """Take over the name that the customer wrote on their screen (route C).

        Args:
            visit_id: whose.
            signature: the strokes; of a stylus, unless the settings take others.
            by: who stood at the counter.

        Raises:
            WrongInput: `signature_too_small`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`; `route_other`;
                `pen_needed`; `not_stated_yet`: who they are is stated before the name is written.
        """
        if not signature.enough:
            raise WrongInput("signature_too_small")
        if self._settings.written_name_needs_pen and signature.pen != "pen":
            raise Refused("pen_needed")
        written = WrittenName(signature, by, self._clock.now())

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if visit.route != "C_TABLET":
                raise Refused("route_other")
            if visit.seller.confirmed_at is None:
                raise Refused("not_stated_yet")
            return replace(_unsigned(visit), written_name=written)

        return self._change(visit_id, change)

    def set_standing(self, visit_id: VisitId, told: Standing) -> Visit:
        """Keep the answer to "is the article your own?", and for whom else it is sold.

        An answer that is taken back (an empty one) has to be given again: the particulars then
        count as not confirmed.

        Raises:
            WrongInput: as domain.standing.standing_to_keep.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            kept = standing_to_keep(told, visit.standing)
            if kept == visit.standing:
                return visit
            changed = replace(_unsigned(visit), standing=kept)
            if not kept.behalf:
                changed = replace(changed, seller=replace(visit.seller, confirmed_at=None))
            return self._of_person(changed)

        return self._change(visit_id, change)

    def note_authority(self, visit_id: VisitId, authority: str, by: StaffCode) -> Visit:
        """A member of staff saw what shows that the person may sell for another.

        Raises:
            WrongInput, Refused: as services.standing.with_authority.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        now = self._clock.now()

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            return with_authority(visit, self._law, authority, by, now)

        return self._change(visit_id, change)

    def keep_typed(self, visit_id: VisitId, page: TypedPage, values: Mapping[str, str]) -> Visit:
        """Keep what stands in a page's fields and is not confirmed yet: a crash loses nothing.

        Args:
            visit_id: whose.
            page: the page that the fields belong to.
            values: text by field; they take the place of everything kept of this page before.

        Raises:
            WrongInput: `typed_too_long`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        if len(values) > MOST_TYPED or any(len(text) > LONGEST_TYPED for text in values.values()):
            raise WrongInput("typed_too_long", length=LONGEST_TYPED)
        told = {f"{page}.{name}": text for name, text in values.items() if text}

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            return replace(visit, typed=_without(visit.typed, page) | told)

        return self._change(visit_id, change)

    def set_articles(self, visit_id: VisitId, articles: tuple[AppraisedArticle, ...]) -> Visit:
        """Take over the articles with their appraisals; a changed offer must be agreed again."""

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            fresh = tuple(replace(one, agreed=frozenset()) for one in articles)
            typed = _without(visit.typed, ARTICLE_PAGE)
            return replace(_unsigned(visit), articles=fresh, approval=None, typed=typed)

        return self._change(visit_id, change)

    def set_invoice_number(self, visit_id: VisitId, number: str) -> Visit:
        """Note that the seller is a qualified-invoice issuer, or with an empty number that not.

        Args:
            visit_id: whose.
            number: T and 13 digits, as typed.

        Raises:
            WrongInput: `invoice_number_form` or `invoice_number_check`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        checked = invoice_number_from(number)

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            return replace(_unsigned(visit), invoice_number=checked)

        return self._change(visit_id, change)

    def set_kind(self, visit_id: VisitId, kind: DealKind, own_sale: OwnSale | None = None) -> Visit:
        """Say what kind of deal it is; what was agreed to was another deal.

        Args:
            visit_id: whose.
            kind: of the deal.
            own_sale: what is bought back; of a buy-back only, and needed before its offer.

        Raises:
            WrongInput: `own_sale_unknown`: no sale stands at that line of this ledger.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        sale = own_sale if kind == "buyback_own_sale" else None

        def change(visit: Visit, view: Reading) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if (visit.kind, visit.own_sale) == (kind, sale):
                return visit
            if sale is not None:
                sale_at(self._record, view, sale.number)
            open_again = tuple(replace(one, agreed=frozenset()) for one in visit.articles)
            return replace(_unsigned(visit), kind=kind, own_sale=sale, articles=open_again)

        return self._change_with(visit_id, change)

    def agree(self, visit_id: VisitId, article: int, line: int, *, yes: bool = True) -> Visit:
        """The customer agrees to one line of the offer, or takes it back.

        Args:
            visit_id: whose.
            article: index of the article.
            line: index of the line in its appraisal.
            yes: false takes the agreement back.

        Raises:
            WrongInput: `offer_line_unknown`.
            Refused: `visit_closed` or `already_accepted`.
        """

        def change(visit: Visit) -> Visit:
            rules.require_before_acceptance(visit)
            if not 0 <= article < len(visit.articles):
                raise WrongInput("offer_line_unknown")
            one = visit.articles[article]
            if not 0 <= line < len(one.appraisal.lines):
                raise WrongInput("offer_line_unknown")
            agreed = one.agreed | {line} if yes else one.agreed - {line}
            articles = list(visit.articles)
            articles[article] = replace(one, agreed=agreed)
            return replace(_unsigned(visit), articles=tuple(articles))

        return self._change(visit_id, change)

    def sign(self, visit_id: VisitId, consent: Consent) -> Visit:
        """The customer consents and signs.

        Raises:
            Refused: `offer_not_agreed`, `group_answer_missing`, or `notice_not_approved`: what was
                shown are not the bytes of a wording of this till.
            WrongInput: `notice_not_full` or `signature_too_small`.
        """
        checked = signed(consent)
        self._require_wording(checked.shown)

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if not visit.offer_agreed:
                raise Refused("offer_not_agreed")
            if self._settings.group_answer_required and checked.choices.group_provision is None:
                raise Refused("group_answer_missing")
            return replace(visit, consent=checked)

        return self._change(visit_id, change)

    def set_guardian(self, visit_id: VisitId, guardian: Guardian | None) -> Visit:
        """Take down who consents for a customer under age, or take them away again.

        They are identified like anybody at the counter; to articles and price they consent later.

        Raises:
            WrongInput, Refused: as services.guardian.with_guardian.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        today = business_day(self._clock.now())

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            taken = with_guardian(visit, guardian, self._law, today)
            return replace(taken, typed=_without(taken.typed, GUARDIAN_PAGE))

        return self._change(visit_id, change)

    def guardian_agrees(self, visit_id: VisitId, by: StaffCode, answer: GuardianAnswer) -> Visit:
        """The guardian consents to the articles and the price as they were shown or told.

        Args:
            visit_id: whose.
            by: the member of staff who takes it down.
            answer: what they consented to, and the proof of it.

        Raises:
            WrongInput, Refused: as services.guardian.with_answer.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        given = GuardianConsent(
            answer.statement, self._clock.now(), by, answer.signature, answer.call_back
        )

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            return with_answer(visit, self._law, given, data_use=answer.data_use)

        return self._change(visit_id, change)

    def approve(self, visit_id: VisitId, manager: StaffCode, pin: str) -> Visit:
        """A manager approves the offer as it stands.

        Raises:
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked`, `already_accepted` or
                `article_missing`: there is no offer.
        """
        self._staff.prove_for(Deed.APPROVE_OFFER, manager, pin)
        approval_at = self._clock.now()

        def change(visit: Visit) -> Visit:
            rules.require_before_acceptance(visit)
            if not visit.articles:
                raise Refused("article_missing")
            return replace(visit, approval=Approval(manager, approval_at, visit.offer))

        return self._change(visit_id, change)

    def note_papers(self, visit_id: VisitId, names: tuple[str, ...]) -> Visit:
        """Note which papers were made."""

        def change(visit: Visit) -> Visit:
            if visit.acceptance is None:
                raise Refused("not_accepted_yet")
            return replace(visit, papers=tuple(dict.fromkeys((*visit.papers, *names))))

        return self._change(visit_id, change)

    def finish(self, visit_id: VisitId) -> Visit:
        """The visit is over; the draft goes, for everything stands in the acts.

        Raises:
            Refused: `not_accepted_yet`.
        """
        with self._record.write() as tx:
            visit = self._record.drafts.load(tx, visit_id)
            if visit.acceptance is None:
                raise Refused("not_accepted_yet")
            loose = self._forget(tx, visit_id)
        self._record.blobs.remove_files(loose)
        return replace(visit, step=Step.DONE)

    def end(self, visit_id: VisitId, ending: Ending, code: str = "") -> Visit:
        """End a visit without a purchase; what was read and typed is erased.

        Args:
            visit_id: whose.
            ending: cancelled by the clerk, declined by the customer, refused by the shop.
            code: the reason, for the clerk's screen only.

        Raises:
            Refused: `already_accepted`.
        """
        with self._record.write() as tx:
            visit = self._record.drafts.load(tx, visit_id)
            rules.require_before_acceptance(visit)
            loose = self._forget(tx, visit_id)
        self._record.blobs.remove_files(loose)
        self._record.wipe_log()
        return Visit(
            visit.visit_id,
            visit.number,
            visit.opened_at,
            visit.opened_by,
            step=visit.step,
            language=visit.language,
            ending=ending,
            ending_code=code,
        )

    def _forget(self, tx: Writing, visit_id: VisitId) -> list[str]:
        """Erase the draft and the rows of images that no act took over; names of their files."""
        self._record.drafts.erase(tx, visit_id)
        return self._record.blobs.forget(tx, visit_id)

    def _require_wording(self, shown: NoticeShown) -> None:
        if shown.sha256 not in self._notices.wordings:
            raise Refused("notice_not_approved")

    def _of_person(self, visit: Visit) -> Visit:
        return after_person_changed(visit, self._law, business_day(self._clock.now()))

    def _change(self, visit_id: VisitId, change: Callable[[Visit], Visit]) -> Visit:
        def alone(visit: Visit, _view: Reading) -> Visit:
            return change(visit)

        return self._change_with(visit_id, alone)

    def _change_with(self, visit_id: VisitId, change: Callable[[Visit, Reading], Visit]) -> Visit:
        """Change a visit by what stands elsewhere in the record, in one transaction."""
        with self._record.write() as tx:
            visit = change(self._record.drafts.load(tx, visit_id), tx)
            self._record.drafts.save(tx, visit, self._clock.now())
        return visit


def _without(typed: Mapping[str, str], page: TypedPage) -> dict[str, str]:
    return {name: text for name, text in typed.items() if not name.startswith(f"{page}.")}


def _unsigned(visit: Visit) -> Visit:
    """The visit without its signature: whoever signed did not see what is changed now."""
    return replace(visit, consent=None)
