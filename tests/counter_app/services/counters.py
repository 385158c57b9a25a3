"""A whole counter without windows: a real record, the real law, staff, visits and acceptance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from counter_app.domain.acts import Header, Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.guardian import Guardian
from counter_app.domain.internal import InternalNote
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.staff import Role
from counter_app.domain.values import StaffCode, VisitId, Yen
from counter_app.domain.visit import AppraisedArticle, Visit
from counter_app.services.acceptance import AcceptanceDesk
from counter_app.services.bulletin_gate import BulletinGate
from counter_app.services.corrections import CorrectionDesk
from counter_app.services.decision import LawDesk
from counter_app.services.guardian import GuardianAnswer
from counter_app.services.internal_acts import internal_notes
from counter_app.services.notices import NoticeDesk, load_notice
from counter_app.services.police_bulletins import BulletinsDesk
from counter_app.services.right_clock import ClockDesk
from counter_app.services.split_deals import EarlierDeals
from counter_app.services.staff import StaffDesk
from counter_app.services.visit import VisitDesk
from counter_app.settings import Settings
from tests.builders import (
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    appraised,
    call_back,
    clocks_on,
    consent,
    facts,
    for_another,
    guardian,
    licence,
    match_table,
    notice_shown,
    seller,
    settings,
    signature,
)
from tests.law_desks import law_desk
from tests.records import NOTICE_FOLDER, SmallRecord, cheap_hasher, the_rights

ROOMY = 10**12


@dataclass
class Counter:
    """A till at which a clerk and a manager work.

    Attributes:
        small: its record.
        free: bytes that the disk says are free.
        damaged: the record is known to be damaged.
    """

    small: SmallRecord
    settings: Settings = field(default_factory=settings)
    free: int = ROOMY
    damaged: bool = False
    desk_type: type[VisitDesk] = VisitDesk

    def __post_init__(self) -> None:
        self.law: LawDesk = law_desk(self.settings, earlier=self._earlier_yen)
        self._build()
        if not self.staff.members():
            self.staff.add(MANAGER, "見本 一郎", Role.MANAGER, MANAGER_PIN, MANAGER)
            self.staff.add(CLERK, "見本 花子", Role.CLERK, CLERK_PIN, MANAGER)

    def _build(self) -> None:
        record, clock = self.small.record, self.small.clock
        self.earlier = EarlierDeals(record)
        self.staff = StaffDesk(record, clock, cheap_hasher(), the_rights())
        self.clocks = ClockDesk(record, clock, self.staff)
        notice = load_notice(NOTICE_FOLDER, facts())
        self.notices = NoticeDesk(record, clock, notice, self.staff, demo=True)
        self.visits = self.desk_type(
            record, clock, self.settings, self.law, self.staff, self.notices
        )
        words = match_table()
        self.bulletins = BulletinsDesk(record, clock, self.staff, self.clocks, clocks_on, words)
        self.gate = BulletinGate(record, clock, self.staff, self.clocks, self.bulletins)
        self.acceptance = AcceptanceDesk(
            record,
            clock,
            self.settings,
            self.law,
            self.staff,
            lambda: self.free,
            self._whole,
            self.gate,
        )

    def _earlier_yen(self, visit: Visit, day: date, below: int) -> Yen:
        return self.earlier.of_day(visit, day, below)

    def _whole(self) -> None:
        if self.damaged:
            raise IntegrityFault("record_damaged")

    def restart(self) -> None:
        """A new start of the program on the same folder."""
        self.small.reopen()
        self._build()

    def with_settings(self, **other: Any) -> Counter:
        """The same till with other settings."""
        return Counter(self.small, replace(self.settings, **other), self.free)

    def opened(self, *, shown: bool = True) -> VisitId:
        """A new visit, after the short notice or before it."""
        visit = self.visits.open(CLERK)
        if shown:
            self.visits.show_notice(visit.visit_id, notice_shown())
        return visit.visit_id

    def identified(self, **person: Any) -> VisitId:
        """A visit with document and particulars; the person's fields may be given otherwise."""
        visit_id = self.opened()
        on_card = {name: person[name] for name in ("birth_date", "name") if name in person}
        self.visits.set_document(visit_id, licence(**on_card))
        self.visits.confirm_details(visit_id, seller(**person))
        return visit_id

    def agreed(self, *articles: AppraisedArticle, visit_id: VisitId | None = None) -> VisitId:
        """A visit whose offer the customer agreed to, line by line."""
        visit_id = visit_id or self.identified()
        visit = self.visits.set_articles(visit_id, articles or (appraised(),))
        for place, one in enumerate(visit.articles):
            for line in range(len(one.appraisal.lines)):
                self.visits.agree(visit_id, place, line)
        return visit_id

    def signed(self, *articles: AppraisedArticle, choices: Choices | None = None) -> VisitId:
        """A visit that waits for the clerk to accept it."""
        visit_id = self.agreed(*articles)
        self.visits.sign(visit_id, consent(choices))
        return visit_id

    def signed_by(self, name: str) -> VisitId:
        """The same for a person of another name."""
        visit_id = self.agreed(visit_id=self.identified(name=name))
        self.visits.sign(visit_id, consent())
        return visit_id

    def with_guardian(
        self, who: Guardian | None = None, *articles: AppraisedArticle, **person: Any
    ) -> VisitId:
        """A visit of somebody of 17, or of another age, that waits for the guardian's consent."""
        visit_id = self.identified(**({"birth_date": MINOR_BORN} | person))
        self.visits.set_guardian(visit_id, who or guardian())
        self.agreed(*articles, visit_id=visit_id)
        self.visits.sign(visit_id, consent())
        return visit_id

    def guardian_agrees(self, visit_id: VisitId, **other: Any) -> Visit:
        """The guardian consents to what the visit holds, in the form in which they are there."""
        visit = self.visits.get(visit_id)
        assert visit.guardian is not None
        proof: dict[str, Any] = {"statement": visit.statement}
        if visit.guardian.form == "written":
            proof |= {"call_back": call_back(), "data_use": True}
        else:
            proof |= {"signature": signature()}
        return self.visits.guardian_agrees(visit_id, CLERK, GuardianAnswer(**(proof | other)))

    def accept(
        self, visit_id: VisitId, by: StaffCode = CLERK, pin: str = CLERK_PIN, **other: Any
    ) -> Visit:
        """Accept as the clerk does."""
        return self.acceptance.accept(visit_id, by, pin, **other)

    def notes(self) -> list[InternalNote]:
        """Every internal note, the oldest first."""
        with self.small.record.read() as view:
            return [note for _stored, note in internal_notes(self.small.record, view)]

    def headers(self) -> list[Header]:
        """The headers of every act but those of the staff."""
        with self.small.record.read() as view:
            acts = [stored.header for stored in self.small.record.acts.acts(view)]
        return [header for header in acts if header.kind is not Kind.STAFF_CHANGED]

    def lines(self) -> list[LedgerLine]:
        """Every ledger line."""
        with self.small.record.read() as view:
            return list(self.small.record.ledger.all(view))

    def drafts(self) -> bytes:
        """Every byte of the drafts, to search in."""
        with self.small.record.read() as view:
            rows = view.connection.exec_driver_sql("SELECT state FROM drafts").scalars()
            return b"\n".join(rows)

    def files(self) -> list[Path]:
        """The sealed files that lie in the folder."""
        return sorted((self.small.folder / "blobs").iterdir())


def corrections_of(counter: Counter) -> CorrectionDesk:
    """The desk that corrects this till's ledger."""
    record, clock = counter.small.record, counter.small.clock
    return CorrectionDesk(record, clock, counter.staff, counter.clocks, counter.law.goods)


def personal_inputs(counter: Counter) -> dict[str, Callable[[VisitId], object]]:
    """Every method of the visit desk that takes something of the customer, with something to take.

    A method that is missing here fails test_every_method_is_known.
    """
    desk = counter.visits

    def set_guardian(visit: VisitId) -> Visit:
        desk.set_document(visit, licence(birth_date=MINOR_BORN))
        return desk.set_guardian(visit, guardian())

    def guardian_agrees(visit: VisitId) -> Visit:
        answer = GuardianAnswer(desk.get(visit).statement, signature())
        return desk.guardian_agrees(visit, CLERK, answer)

    return {
        "set_document": lambda visit: desk.set_document(visit, licence()),
        "confirm_details": lambda visit: desk.confirm_details(visit, seller()),
        "set_articles": lambda visit: desk.set_articles(visit, (appraised(),)),
        "set_invoice_number": lambda visit: desk.set_invoice_number(visit, "T7000012050002"),
        "set_standing": lambda visit: desk.set_standing(visit, for_another()),
        "note_authority": lambda visit: desk.note_authority(visit, "letter_of_proxy", CLERK),
        "set_kind": lambda visit: desk.set_kind(visit, "exchange"),
        "set_route": lambda visit: desk.set_route(visit, "B_SIGN"),
        "note_paper": lambda visit: desk.note_paper(visit, CLERK),
        "write_name": lambda visit: desk.write_name(visit, signature(), CLERK),
        "keep_typed": lambda visit: desk.keep_typed(visit, "details", {"name": "見本 太郎"}),
        "set_guardian": set_guardian,
        "guardian_agrees": guardian_agrees,
        "sign": lambda visit: desk.sign(visit, consent()),
        "sign_on_paper": lambda visit: desk.sign_on_paper(visit, Choices(), CLERK, "ja"),
    }


MINOR_BORN = date(2008, 11, 23)
"""Eighteen on the day after the specimen day."""
