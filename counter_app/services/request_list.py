"""Finding requests again, and the deals that one may be about; nothing is written here."""

from __future__ import annotations

from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.domain.ledger_question import question_from
from counter_app.domain.requests import Request, RequestKind, RequestRow
from counter_app.law.requests import ReasonRow, RequestRules
from counter_app.services.request_deals import FoundDeal, deals_found
from counter_app.services.request_reading import opened_request
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

MOST_SHOWN = 100


class RequestList:
    """Every request of this till, as it stands today."""

    def __init__(self, record: Record, clock: Clock, rules: RequestRules) -> None:
        self._record = record
        self._clock = clock
        self._rules = rules

    @property
    def today(self) -> date:
        """The business day in Japan."""
        return business_day(self._clock.now())

    def reasons(self, kind: RequestKind) -> tuple[ReasonRow, ...]:
        """The reasons for which a kind of request may be refused today."""
        return self._rules.reasons_for(kind.value, self.today)

    def waiting(self) -> list[RequestRow]:
        """What nobody answered yet, the first to be answered first."""
        with self._record.read() as view:
            return self._record.requests.waiting(view)

    def overdue(self) -> int:
        """How many wait although the day to answer by has passed."""
        return sum(row.is_overdue(self.today) for row in self.waiting())

    def find(self, text: str = "") -> list[RequestRow]:
        """Requests by a part of the person's name or of the number; all when nothing is typed.

        Returns:
            The newest first, at most `MOST_SHOWN`.
        """
        wanted = self._record.folding.folded(text)
        with self._record.read() as view:
            rows = self._record.requests.every(view)
        folded = self._record.folding.folded
        found = [row for row in rows if wanted in folded(row.name) or wanted in folded(row.number)]
        return found[: -MOST_SHOWN - 1 : -1]

    def get(self, number: str) -> Request:
        """A whole request.

        Raises:
            WrongInput: `request_unknown`.
        """
        with self._record.read() as view:
            return self.opened(view, number)

    def deals(self, text: str, born: date | None = None) -> list[FoundDeal]:
        """Deals that a request may be about, by name or number, and birth date when it is known.

        Raises:
            WrongInput: `search_empty` or `days_order`.
            IntegrityFault: `search_not_made`.
        """
        asked = question_from(text, self._record.folding, self._record.till)
        with self._record.read() as view:
            return deals_found(self._record, view, asked, born)

    def opened(self, view: Reading, number: str) -> Request:
        """A whole request, inside a view.

        Raises:
            WrongInput: `request_unknown`.
        """
        return opened_request(self._record, view, number)
