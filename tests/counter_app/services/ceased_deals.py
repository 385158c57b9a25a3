"""A till with a deal whose person asks that its use cease, and its HQ."""

from __future__ import annotations

from typing_extensions import override

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.requests import RequestKind
from counter_app.domain.values import LedgerNumber
from counter_app.services.request_erasure import ErasedOnRequest
from tests.builders import MANAGER, MANAGER_PIN, appraised, consent, licence
from tests.counter_app.services.consented_deals import Deal
from tests.counter_app.services.request_desks import Desks, asked
from tests.records import T01, the_facts

ON_DUTY = {"provide", "inquiry"}
PHONE = "0312345678"


class CeasedDeal(Deal):
    """A deal with a telephone number and a picture of the document.

    Attributes:
        picture: the name of its sealed file.
    """

    picture = ""

    @override
    def accept(self, choices: Choices) -> LedgerNumber:
        """Accept one more deal; its ledger line."""
        counter = self.counter
        self.picture = self.link.till.record.blobs.keep(b"x" * 3000, "2.image", counter.opened())
        visit = counter.identified(contact_phone=PHONE)
        counter.visits.set_document(visit, licence(image=self.picture))
        counter.agreed(appraised(), visit_id=visit)
        counter.visits.sign(visit, consent(choices))
        done = counter.accept(visit).acceptance
        assert done is not None
        self.consent = done.consent_seq
        return LedgerNumber(T01, done.first_line)

    def cease(self) -> ErasedOnRequest:
        """Ask that the use of the first line's deal cease, and answer it."""
        desks = Desks(self.counter)
        request = desks.taken(asked(RequestKind.CEASE_USE, 1))
        done = desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
        self.link.till.keys = desks.store.load()
        return done

    def answered(self) -> int:
        """The act that answered the request."""
        with self.link.till.record.read() as view:
            last = self.link.till.record.acts.last_of(view, Kind.REQUEST_ANSWERED)
        assert last is not None
        return last.header.seq

    def rows_at_till(self, seq: int) -> set[str]:
        """The rows that have an envelope at the till, or are owed one."""
        with self.link.till.record.read() as view:
            owed = {row for one, row in self.link.till.record.hq.owed(view) if one == seq}
        return self.link.envelopes().get(seq, set()) | owed

    def rows_at_hq(self, seq: int) -> set[str]:
        """The rows that have an envelope at HQ."""
        with self.link.hq.data.store.read() as tx:
            sealed = tx.sealed(T01)
            return {row for row in the_facts().rows if sealed.envelope(seq, row)}

    def read(self, seq: int, row: str) -> set[str]:
        """The fields that a row may read of an act at the till."""
        record = self.link.till.record
        with record.read() as view:
            return set(record.acts.fields(view, record.acts.act(view, seq), row))

    def tables(self) -> tuple[object, ...]:
        """What the till's rows say: bases and envelopes of every act."""
        acts = range(1, self.size() + 1)
        return tuple((sorted(self.bases(seq)), sorted(self.rows_at_till(seq))) for seq in acts)
