"""What every part of the visit desk does: load a visit, change it in one transaction, save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from counter_app.clock import Clock, business_day
from counter_app.domain.values import VisitId
from counter_app.domain.visit import (
    Visit,
)
from counter_app.law.cases import Decision
from counter_app.law.rows import PayoutKind
from counter_app.services.decision import LawDesk
from counter_app.services.guardian import (
    after_person_changed,
)
from counter_app.services.notices import NoticeDesk
from counter_app.services.staff import StaffDesk
from counter_app.settings import Settings
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

TypedPage = Literal["details", "article", "guardian", "invoice"]
"""Pages whose unconfirmed fields are kept; not a document's, for its number may be forbidden."""

DETAILS_PAGE: TypedPage = "details"
ARTICLE_PAGE: TypedPage = "article"
GUARDIAN_PAGE: TypedPage = "guardian"
INVOICE_PAGE: TypedPage = "invoice"
"""The question whether the seller is an issuer: yes, and the number is no whole one yet."""

MOST_TYPED, LONGEST_TYPED = 200, 400
"""Fields of a page, and signs of a field."""


class VisitChanges:
    """Changes open visits."""

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

    def get(self, visit_id: VisitId) -> Visit:
        """A visit as it was last saved.

        Raises:
            WrongInput: `visit_unknown`.
        """
        with self._record.read() as view:
            return self._record.drafts.load(view, visit_id)

    def decision(self, visit: Visit, payout: PayoutKind = "cash") -> Decision:
        """What the law says of the visit as it stands, today, when it is paid so."""
        return self._law.decide(visit, business_day(self._clock.now()), payout)

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


def without_typed(typed: Mapping[str, str], page: TypedPage) -> dict[str, str]:
    """What is typed and unconfirmed, but for one page's fields."""
    return {name: text for name, text in typed.items() if not name.startswith(f"{page}.")}


def unsigned(visit: Visit) -> Visit:
    """The visit without its signature: whoever signed did not see what is changed now."""
    return replace(visit, consent=None)
