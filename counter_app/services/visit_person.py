"""Who the customer is: document or another route, particulars, for whom they sell, a guardian."""

from __future__ import annotations

from dataclasses import replace

from counter_app.clock import business_day
from counter_app.domain.consent import Signature
from counter_app.domain.customer import (
    IdentityDocument,
    Seller,
    document_to_keep,
    person_text,
)
from counter_app.domain.deal import BY_DOCUMENT, Route, SignedPaper, WrittenName
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.guardian import Guardian, GuardianConsent
from counter_app.domain.standing import Standing, standing_to_keep
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import (
    Visit,
)
from counter_app.law.cases import EARLIEST_BIRTH
from counter_app.services import visit_rules as rules
from counter_app.services.guardian import (
    GuardianAnswer,
    with_answer,
    with_guardian,
)
from counter_app.services.standing import with_authority
from counter_app.services.visit_changes import (
    DETAILS_PAGE,
    GUARDIAN_PAGE,
    VisitChanges,
    unsigned,
    without_typed,
)


class PersonPart(VisitChanges):
    """What is taken down of the customer, and of whoever stands behind them."""

    def asks_for_name(self, visit: Visit) -> bool:
        """Whether the customer's next page is the one on which they write their name (route C)."""
        minor = visit.guardian is None and rules.MINOR in self.decision(visit).blocked
        return rules.name_to_write(visit) and not minor

    def set_document(self, visit_id: VisitId, document: IdentityDocument | None) -> Visit:
        """Take over a document as the clerk reviewed it, or take it away again.

        A number that must not be kept is left out.

        Raises:
            WrongInput: `name_form`, `address_form` or `my_number_typed`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`; `route_other`: on
                routes B and C no document is taken.
        """
        kept = document_to_keep(document) if document is not None else None

        def change(visit: Visit) -> Visit:
            rules.require_notice(visit)
            rules.require_before_acceptance(visit)
            if kept is not None and visit.route != BY_DOCUMENT:
                raise Refused("route_other")
            return self._of_person(replace(unsigned(visit), document=kept))

        return self._change(visit_id, change)

    def confirm_details(self, visit_id: VisitId, seller: Seller) -> Visit:
        """Take over what the customer confirmed on their screen; from now on it is item 1.

        Raises:
            WrongInput: a text of the seller cannot be used, `my_number_typed`,
                `particulars_missing` or `birth_date_form`.
            Refused: `visit_closed`, `notice_not_shown` or `already_accepted`.
        """
        clean = replace(
            seller,
            name=person_text(seller.name, "name_form"),
            name_kana=person_text(seller.name_kana, "name_form"),
            address=person_text(seller.address, "address_form"),
            occupation=person_text(seller.occupation, "occupation_form"),
            contact_phone=person_text(seller.contact_phone, "phone_form"),
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
            typed = without_typed(visit.typed, DETAILS_PAGE)
            name = visit.written_name if visit.seller.name == clean.name else None
            confirmed = replace(unsigned(visit), seller=clean, typed=typed, written_name=name)
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
            changed = replace(unsigned(visit), route=route, document=None, paper=None)
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
            return replace(unsigned(visit), paper=paper)

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
            return replace(unsigned(visit), written_name=written)

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
            changed = replace(unsigned(visit), standing=kept)
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
            return replace(taken, typed=without_typed(taken.typed, GUARDIAN_PAGE))

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
