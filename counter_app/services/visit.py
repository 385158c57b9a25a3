"""A visit from the notice to the papers: the state machine behind both windows.

Every input is saved at once, so that a crash resumes at the same step; what was read is erased when
a visit ends without a purchase. The rules stand in visit_rules, the moment of the law in
acceptance.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

from counter_app.domain.consent import NoticeShown
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import (
    Ending,
    Step,
    Visit,
)
from counter_app.services import visit_rules as rules
from counter_app.services.own_sales import require_same_article
from counter_app.services.visit_changes import (
    LONGEST_TYPED,
    MOST_TYPED,
    TypedPage,
    without_typed,
)
from counter_app.services.visit_offer import OfferPart
from counter_app.services.visit_person import PersonPart
from counter_app.storage.transactions import Reading, Writing

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


class VisitDesk(PersonPart, OfferPart):
    """Open visits and what may be done with them."""

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

    def open_visits(self) -> list[Visit]:
        """Every visit that goes on, the oldest first; after a crash too."""
        with self._record.read() as view:
            return self._record.drafts.open_visits(view)

    def reachable(self, visit: Visit) -> frozenset[Step]:
        """The steps that may be opened now."""
        return rules.reachable(visit, self.decision(visit), self._settings)

    def go(self, visit_id: VisitId, step: Step) -> Visit:
        """Open a step; nothing is lost by going back. The last step is the visit's end.

        Raises:
            Refused: `visit_closed` or `step_not_yet`; `invoice_open`: the clerk is still at
                the seller's invoice number; why a buy-back is none, once its article is
                known (services.own_sales).
        """

        def change(visit: Visit, view: Reading) -> Visit:
            rules.require_open(visit)
            if step not in self.reachable(visit):
                if visit.offer_agreed and rules.invoice_open(visit):
                    raise Refused("invoice_open")
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
            return replace(visit, typed=without_typed(visit.typed, page) | told)

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
