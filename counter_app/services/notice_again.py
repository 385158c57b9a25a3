"""Who is asked again because the notice has changed since they consented (APPI arts. 18(1), 21(3)).

A customer who is known here again, by name and birth date, is told what the notice in force uses
their data for beyond the one that they last consented to. Their signature under it is the new
consent; what they gave earlier stays within the old limits. Only this till's ledger is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.visit import Visit
from counter_app.law.jobs import Job
from counter_app.law.notice_change import Change, changes, widened_for
from counter_app.services.ledger_search import lines_of_person
from counter_app.services.notices import NoticeDesk
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


@dataclass(frozen=True, slots=True)
class EarlierConsent:
    """What a person last consented to here.

    Attributes:
        revised: day of the notice, ISO 8601.
        sha256: of the very bytes that they were shown.
        given_on: business day of the consent.
        marketing, group: whether they had agreed to it, and have not taken it back.
    """

    revised: str
    sha256: str
    given_on: date
    marketing: bool
    group: bool


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What a person has to be asked about again.

    Attributes:
        earlier: their last consent.
        changes: what is wider now, in the order of the notice; never empty.
    """

    earlier: EarlierConsent
    changes: tuple[Change, ...]


class ChangedNotice:
    """Knows for each visit what the notice changed since its customer last consented."""

    def __init__(self, record: Record, notices: NoticeDesk) -> None:
        self._record = record
        self._notices = notices

    def for_visit(self, visit: Visit) -> AskedAgain | None:
        """What the visit's customer must be asked again; None when there is nothing.

        With one version of the notice nobody is looked for.
        """
        if len({one.facts.revised for one in self._notices.versions}) == 1:
            return None
        earlier = self.last_consent(visit)
        return None if earlier is None else self.must_ask_again(earlier)

    def must_ask_again(self, earlier: EarlierConsent) -> AskedAgain | None:
        """What is wider now than what a consent covers, for whoever gave it."""
        held = self._notices.limits(earlier.revised)
        found = changes(held, self._notices.facts)
        wider = widened_for(found, marketing=earlier.marketing, group=earlier.group)
        return AskedAgain(earlier, wider) if wider else None

    def last_consent(self, visit: Visit) -> EarlierConsent | None:
        """What the visit's customer last consented to in an earlier deal here."""
        name, born = visit.seller.name, visit.seller.birth_date
        if not name or born is None or visit.seller_type == "company":
            return None
        with self._record.read() as view:
            for line in reversed(lines_of_person(self._record, view, name)):
                if line.visit_id == visit.visit_id:
                    continue
                if found := self._consent(view, line, name, born):
                    return found
        return None

    def _consent(
        self, view: Reading, line: LedgerLine, name: str, born: date
    ) -> EarlierConsent | None:
        """The consent behind a line, when its deal was this person's."""
        acts, fold = self._record.acts, self._record.folding.folded
        deal = acts.act(view, line.act_seq)
        if deal.header.kind is not Kind.ARTICLE_ACCEPTED or deal.header.ref is None:
            return None
        told = acts.fields_for(view, deal, Job.LAST_CONSENT)
        is_same = fold(told.get("person.name", "")) == fold(name)
        if not is_same or told.get("person.birth_date") != born.isoformat():
            return None
        consent = acts.act(view, deal.header.ref)
        answered = acts.fields_for(view, consent, Job.LAST_CONSENT)
        shown = answered.get("other.consent", {}).get("full")
        if not shown:  # erased by its clock
            return None
        bases = acts.bases(view, consent.header.seq)
        return EarlierConsent(
            shown["revised"],
            shown["sha256"],
            business_day(consent.header.at),
            "marketing" in bases,
            "group" in bases,
        )
