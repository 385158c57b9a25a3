"""The moment of the law: the articles are received, and the ledger lines are written.

Consent, acceptance and a cash payout become acts in one transaction, with the rows that follow from
them; a crash leaves all of it or nothing. Whoever presses proves who they are by PIN, once for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind, moment_text
from counter_app.domain.consent import Consent
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.deal import BY_DOCUMENT
from counter_app.domain.errors import NotPossibleNow, Refused, WrongInput
from counter_app.domain.ledger import LateEntry
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import Acceptance, Step, Visit
from counter_app.services import visit_rules as rules
from counter_app.services.bulletin_gate import BulletinGate
from counter_app.services.consent_record import consent_fields
from counter_app.services.decision import LawDesk
from counter_app.services.guardian import guardian_fields
from counter_app.services.holds import require_not_offered
from counter_app.services.own_sales import require_own_sale
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.services.standing import standing_fields
from counter_app.settings import Settings
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Writing

Payout = Literal["cash", "transfer"]

TAX_REMARK = "古物商特例対象"
"""What the books must say for the dealer's special case of the consumption tax: of a seller who is
no qualified-invoice issuer (Consumption Tax Act Enforcement Order art. 49(1)), and of what was
bought; of a consignment nothing is bought yet. The books must name the seller, or nothing is
claimed (art. 49(1)(i))."""

ROOM_BEFORE_A_DEAL = 64 * 1024 * 1024
"""Bytes that must be free before articles are accepted: a deal is saved whole or refused."""


@dataclass(frozen=True, slots=True)
class Received:
    """When articles were received, when that is written down, and how they are paid.

    Attributes:
        late: set when the receipt was earlier than the writing.
    """

    written_at: datetime
    payout: Payout | None
    late: LateEntry | None

    @property
    def day(self) -> date:
        """The business day of the receipt, for which the law is asked."""
        return business_day(self.late.received_at if self.late else self.written_at)


class AcceptanceDesk:
    """Accepts articles and pays for them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        settings: Settings,
        law: LawDesk,
        staff: StaffDesk,
        free_bytes: Callable[[], int],
        require_whole: Callable[[], None],
        bulletins: BulletinGate,
    ) -> None:
        """Nothing is accepted yet.

        Args:
            record: the till's record.
            clock: says the day of the ledger line.
            settings: the house rules.
            law: decides once more.
            staff: proves who accepts.
            free_bytes: how much room the disk has.
            require_whole: raises where the record is known to be damaged.
            bulletins: raises where the police look for an article.
        """
        self._record = record
        self._clock = clock
        self._settings = settings
        self._law = law
        self._staff = staff
        self._free_bytes = free_bytes
        self._require_whole = require_whole
        self._bulletins = bulletins
        self._right_clock = ClockDesk(record, clock, staff)

    def accept(
        self,
        visit_id: VisitId,
        by: StaffCode,
        pin: str,
        payout: Payout | None = "cash",
        *,
        late: LateEntry | None = None,
    ) -> Visit:
        """Accept the articles of a visit and, for cash, pay at once.

        Pressing twice changes nothing: an accepted visit is given back as it is.

        Args:
            visit_id: whose articles.
            by: who accepts; of a late entry a manager.
            pin: theirs.
            payout: how it is paid; None of an exchange or a consignment, for which nothing is.
            late: the articles were received earlier, and the law of that day holds; the line says
                both times and why.

        Raises:
            WrongInput: `payout_missing`; `reason_missing` or `late_not_past`: a late entry is of
                a moment before now.
            Refused: `not_a_manager`; `payout_never`; why a buy-back is none (own_sales); whatever
                visit_rules or the law holds against it; `pin_wrong`, `pin_locked`,
                `clock_backwards`; `bulletin_match`, `bulletin_similar` or `custody_offered`: a
                police bulletin or a custody order speaks against an article.
            NotPossibleNow: `disk_full`.
            IntegrityFault: `record_damaged`: the line would stand in a book that does not prove
                itself.
        """
        with self._record.read() as view:
            visit = self._record.drafts.load(view, visit_id)
        if visit.acceptance is not None:
            return visit
        if late is None:
            self._staff.prove_for(Deed.ACCEPT, by, pin)
        else:
            late = _checked(late, self._clock.now())
            self._staff.prove_for(Deed.LATE_ENTRY, by, pin)
        self._require_whole()
        if self._free_bytes() < ROOM_BEFORE_A_DEAL:
            raise NotPossibleNow("disk_full")
        self._bulletins.look(visit_id, by)  # a note of a match outlives the refusal below
        with self._record.write() as tx:
            visit = self._record.drafts.load(tx, visit_id)
            if visit.acceptance is not None:
                return visit  # pressed twice, and the other press was first
            now = self._clock.now()
            self._right_clock.require_right(now)
            received = Received(now, payout, late)
            rules.require_payout(visit, payout)
            decision = self._law.decide(visit, received.day, payout or "cash")
            rules.require_acceptable(visit, decision, self._settings)
            if visit.kind == "buyback_own_sale":
                require_own_sale(self._record, tx, visit, received.day)
            self._bulletins.require_clear(tx, visit)
            articles = [one.article for one in visit.articles]
            require_not_offered(self._record, tx, articles, business_day(now))
            accepted = self._write(tx, visit, by, received)
            self._record.drafts.save(tx, accepted, now)
        return accepted

    def _write(self, tx: Writing, visit: Visit, by: StaffCode, received: Received) -> Visit:
        if visit.consent is None:  # pragma: no cover - require_acceptable says it first
            raise Refused("consent_missing")
        now, payout = received.written_at, received.payout
        bases = frozenset({"notice"}) | _answers(visit.consent)
        consent = self._record.write_act(
            tx,
            NewAct(
                Kind.CONSENT_GIVEN,
                by,
                now,
                consent_fields(visit, visit.consent, self._settings, by),
                bases=bases,
            ),
        )
        accepted = self._record.write_act(
            tx,
            NewAct(
                Kind.ARTICLE_ACCEPTED,
                by,
                now,
                self._article_fields(visit, received),
                lines=len(visit.articles),
                ref=consent.header.seq,
                bases=bases,
                blobs=_images(visit),
            ),
        )
        paid = None
        if payout == "cash":
            paid = self._record.write_act(
                tx,
                NewAct(
                    Kind.PAID,
                    by,
                    now,
                    {
                        "payment_method.kind": payout,
                        "billing.amount": visit.offer,
                        "billing.status": "paid",
                        "billing.paid_on": received.day.isoformat(),
                        "application.visit_id": visit.visit_id,
                    },
                    ref=accepted.header.seq,
                    bases=bases,
                ),
            ).header.seq
        first, count = accepted.header.ledger or (0, 0)
        acceptance = Acceptance(accepted.header.seq, consent.header.seq, paid, first, count, now)
        return replace(visit, acceptance=acceptance, step=Step.PAPERS)

    def _article_fields(self, visit: Visit, received: Received) -> dict[str, Any]:
        day, articles = received.day, [one.article for one in visit.articles]
        goods = [self._law.goods(one.goods, day) for one in articles]
        return {
            **seller_fields(visit),
            **standing_fields(visit, self._law, day),
            **document_fields(visit),
            **guardian_fields(visit, self._law, day),
            **route_fields(visit),
            "id_document.method": self._method(visit, day),
            "application.product": [one.ja for one in goods],
            "application.quantity": len(articles),
            "application.date": day.isoformat(),
            "application.kind": visit.kind,
            "application.late": _late_field(received.late),
            "application.visit_id": visit.visit_id,
            "application.visit_number": visit.number,
            "application.approved_by": visit.approval.manager if visit.approval else "",
            "payment_method.kind": received.payout or "",
            "billing.amount": visit.offer,
            "billing.tax_remark": _tax_remark(visit),
            "billing.invoice_number": visit.invoice_number,
            "article.goods": [one.goods for one in articles],
            "article.category": [[one.category, one.category_ja] for one in goods],
            "article.features": [one.features for one in articles],
            "article.imei": [one.imei for one in articles],
            "article.serial": [one.serial for one in articles],
            "article.own_sale": own_sale_fields(visit),
            "article.price": [one.appraisal.offer for one in visit.articles],
            "article.offer": [
                [[line.rule, line.yen] for line in one.appraisal.lines] for one in visit.articles
            ],
        }

    def _method(self, visit: Visit, day: date) -> str:
        """The ledger's words for how the seller was confirmed, or why they need not be."""
        if seen_by(visit) is not None:
            return self._law.route_words(visit.route, day)
        if visit.document is None:
            return self._law.exemption_words(visit.kind, day)
        return visit.document.method or self._law.method_words(visit.document.kind, day)


def _checked(late: LateEntry, now: datetime) -> LateEntry:
    if late.received_at >= now:
        raise WrongInput("late_not_past")
    return replace(late, reason=reason_from(late.reason))


def _tax_remark(visit: Visit) -> str:
    named = bool(visit.seller.name and visit.seller.address)  # of a buy-back nobody need be
    bought = visit.kind != "consignment" and (visit.kind != "buyback_own_sale" or named)
    return TAX_REMARK if bought and not visit.invoice_number else ""


def _late_field(late: LateEntry | None) -> dict[str, str]:
    if late is None:
        return {}
    return {"received_at": moment_text(late.received_at), "reason": late.reason}


def own_sale_fields(visit: Visit) -> list[dict[str, Any]]:
    """Which sale a buy-back goes back to, and who found that it is the same person."""
    sale = visit.own_sale
    if sale is None:
        return []
    return [{"line": sale.number.running, "by": sale.same_person or ""} for _one in visit.articles]


def seller_fields(visit: Visit) -> dict[str, Any]:
    """Item 1: what the customer confirmed about themselves."""
    seller = visit.seller
    return {
        "person.name": seller.name,
        "person.name_kana": seller.name_kana,
        "person.address": seller.address,
        "person.birth_date": seller.birth_date.isoformat() if seller.birth_date else "",
        "person.occupation": seller.occupation,
        "person.contact_phone": seller.contact_phone,
    }


def document_fields(visit: Visit) -> dict[str, Any]:
    """Item 2: what the document says and how it was checked."""
    document = visit.document
    if document is None:
        return {}
    return {
        "id_document.kind": document.kind,
        "id_document.number": document.number,
        "id_document.issued_on": document.issued_on.isoformat() if document.issued_on else "",
        "id_document.expires_on": document.expires_on.isoformat() if document.expires_on else "",
        "id_document.checked_by": document.checked_by or "",
        "id_document.reading": [list(one) for one in document.reading],
    }


def seen_by(visit: Visit) -> StaffCode | None:
    """Who saw the paper signed or the name written; None on the route by document."""
    told = {"B_SIGN": visit.paper, "C_TABLET": visit.written_name}.get(visit.route)
    return told.seen_by if told is not None else None


def route_fields(visit: Visit) -> dict[str, Any]:
    """Which measure was taken (Act art. 16(v)) and, of a written name, its strokes."""
    by = seen_by(visit)
    if by is None:
        return {"id_document.route": BY_DOCUMENT if visit.document is not None else ""}
    written = visit.written_name.signature if visit.written_name is not None else None
    return {
        "id_document.route": visit.route,
        "id_document.checked_by": by,
        "other.written_name": msgspec.to_builtins(written) if written is not None else "",
    }


def _answers(consent: Consent) -> frozenset[str]:
    answers = {"marketing": consent.choices.marketing, "group": consent.choices.group}
    return frozenset(basis for basis, given in answers.items() if given)


def _images(visit: Visit) -> dict[str, str]:
    if visit.document is None or not visit.document.image:
        return {}
    return {"2.image": visit.document.image}
