"""What is offered and agreed to: articles, kind of deal, offer, signature, approval."""

from __future__ import annotations

import secrets
from dataclasses import replace

from counter_app.clock import business_day
from counter_app.domain.article import require_plain
from counter_app.domain.consent import NO_STROKES, Choices, Consent, NoticeShown, signed
from counter_app.domain.deal import DealKind, OwnSale
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.invoice import invoice_number_from
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode, VisitId, Yen, yen
from counter_app.domain.visit import (
    AppraisedArticle,
    Approval,
    Visit,
)
from counter_app.services import visit_rules as rules
from counter_app.services.own_sales import sale_at
from counter_app.services.visit_changes import (
    ARTICLE_PAGE,
    INVOICE_PAGE,
    VisitChanges,
    unsigned,
    without_typed,
)
from counter_app.storage.transactions import Reading


class OfferPart(VisitChanges):
    """What the deal is about."""

    def earlier_today(self, visit: Visit) -> Yen:
        """What the same person sold here today, when this deal would then be one that was split."""
        return self._law.earlier_today(visit, business_day(self._clock.now()))

    def set_articles(self, visit_id: VisitId, articles: tuple[AppraisedArticle, ...]) -> Visit:
        """Take over the articles with their appraisals; a changed offer must be agreed again.

        Raises:
            WrongInput: `price_form`: an article that costs less than 1 yen would bring the sum of
                the deal below the limit of Act art. 15(2)(i); `article_text_form`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        for told in articles:
            yen(told.appraisal.offer)
            require_plain(told.article)

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            fresh = tuple(replace(one, agreed=frozenset()) for one in articles)
            typed = without_typed(visit.typed, ARTICLE_PAGE)
            return replace(unsigned(visit), articles=fresh, approval=None, typed=typed)

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
            typed = without_typed(visit.typed, INVOICE_PAGE)
            return replace(unsigned(visit), invoice_number=checked, typed=typed)

        return self._change(visit_id, change)

    def set_kind(self, visit_id: VisitId, kind: DealKind, own_sale: OwnSale | None = None) -> Visit:
        """Say what kind of deal it is; what was agreed to was another deal.

        A guardian consented to another one, too, and is asked again.

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
            guardian = visit.guardian and replace(visit.guardian, consent=None)
            changed = replace(unsigned(visit), kind=kind, own_sale=sale, articles=open_again)
            return replace(changed, guardian=guardian)

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
            return replace(unsigned(visit), articles=tuple(articles))

        return self._change(visit_id, change)

    def sign(self, visit_id: VisitId, consent: Consent) -> Visit:
        """The customer consents and signs.

        Raises:
            Refused: `offer_not_agreed`, `group_answer_missing`, `group_refused`: this dealer buys
                only with that answer; or `notice_not_approved`: what was shown are not the bytes
                of a wording of this till.
            WrongInput: `notice_not_full`, `signature_too_small` or `consent_paper_not_seen`.
        """
        checked = signed(consent)
        self._require_wording(checked.shown)

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if not visit.offer_agreed:
                raise Refused("offer_not_agreed")
            rules.require_group_answer(checked.choices, self._settings)
            return replace(visit, consent=checked)

        return self._change(visit_id, change)

    def sign_on_paper(
        self, visit_id: VisitId, choices: Choices, by: StaffCode, language: str
    ) -> Visit:
        """The customer read and signed the printed notice; this staff saw it.

        Args:
            visit_id: whose.
            choices: as ticked on the paper.
            by: who saw it signed.
            language: of the paper.

        Raises:
            WrongInput: `staff_unknown`.
            Refused: as `sign`.
        """
        self._require_staff(by)
        now = self._clock.now()
        shown = self._notices.shown(language, "full", now)
        consent_id = secrets.token_hex(16)
        consent = Consent(consent_id, shown, choices, NO_STROKES, now, "paper", seen_by=by)
        return self.sign(visit_id, consent)

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

    def _require_staff(self, by: StaffCode) -> None:
        if by not in {member.code for member in self._staff.members()}:
            raise WrongInput("staff_unknown")

    def _require_wording(self, shown: NoticeShown) -> None:
        if not self._notices.may_show(shown):
            raise Refused("notice_not_approved")
