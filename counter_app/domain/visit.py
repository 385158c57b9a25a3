"""One customer's visit while it is open: a draft, saved at every input.

The steps and what each needs are rules of services.visit; here is only what a visit holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from counter_app.domain.appraisal import Appraisal
from counter_app.domain.article import Article
from counter_app.domain.consent import Consent, NoticeShown
from counter_app.domain.customer import IdentityDocument, Seller
from counter_app.domain.deal import BY_DOCUMENT, DealKind, OwnSale, Route, SignedPaper, WrittenName
from counter_app.domain.guardian import Guardian, StatedArticle, stands
from counter_app.domain.standing import Standing
from counter_app.domain.values import StaffCode, VisitId, Yen


class Step(StrEnum):
    """Where a visit stands, in the order of the counter."""

    NOTICE = "notice"
    DOCUMENT = "document"
    DETAILS = "details"
    ARTICLE = "article"
    OFFER = "offer"
    CONSENT = "consent"
    GUARDIAN = "guardian"
    APPROVAL = "approval"
    PAYOUT = "payout"
    PAPERS = "papers"
    DONE = "done"


class Ending(StrEnum):
    """How a visit ended without a purchase."""

    CANCELLED = "cancelled"
    DECLINED = "declined"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AppraisedArticle:
    """An article with its appraisal, and which lines of the offer the customer agreed to."""

    article: Article
    appraisal: Appraisal
    agreed: frozenset[int] = frozenset()

    @property
    def all_agreed(self) -> bool:
        """Whether every line of this article's offer was agreed to."""
        return self.agreed == frozenset(range(len(self.appraisal.lines)))


@dataclass(frozen=True, slots=True)
class Approval:
    """A manager's approval of an offer above the clerk's limit."""

    manager: StaffCode
    at: datetime
    offer: Yen


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The moment of the law: the acts that took the articles in.

    Attributes:
        act_seq: the act article_accepted; consent_seq and payout_seq its companions.
        first_line, lines: the ledger numbers written.
    """

    act_seq: int
    consent_seq: int
    payout_seq: int | None
    first_line: int
    lines: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything that an open visit holds.

    Attributes:
        number: shown to people, as T01-0147; not the ledger number.
        language: the customer's screen.
        shown: the short notice; nothing personal may be held before it.
        invoice_number: T and 13 digits of a seller who is a qualified-invoice issuer; empty for
            everybody else.
        typed: what stands in a page's fields and was not confirmed yet, by page and field, such as
            "details.name"; the page takes it up again after a crash.
        standing: for whom the seller sells; the article is their own, or it was not asked yet.
        guardian: of a customer who is under age; None for everybody else.
        kind: bought, exchanged, taken on consignment, or bought back from the sale `own_sale`.
        route: how the seller is confirmed; paper, written_name: what routes B and C leave.
        ending: set when the visit ended without a purchase; its personal fields are then empty.
    """

    visit_id: VisitId
    number: str
    opened_at: datetime
    opened_by: StaffCode
    step: Step = Step.NOTICE
    language: str = "ja"
    shown: NoticeShown | None = None
    document: IdentityDocument | None = None
    seller: Seller = field(default_factory=Seller)
    standing: Standing = field(default_factory=Standing)
    articles: tuple[AppraisedArticle, ...] = ()
    invoice_number: str = ""
    kind: DealKind = "buy"
    own_sale: OwnSale | None = None
    route: Route = BY_DOCUMENT
    paper: SignedPaper | None = None
    written_name: WrittenName | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    consent: Consent | None = None
    guardian: Guardian | None = None
    approval: Approval | None = None
    acceptance: Acceptance | None = None
    papers: tuple[str, ...] = ()
    ending: Ending | None = None
    ending_code: str = ""

    @property
    def offer(self) -> Yen:
        """What the whole visit pays, in yen."""
        return Yen(sum(one.appraisal.offer for one in self.articles))

    @property
    def offer_agreed(self) -> bool:
        """Whether there is an offer and every line of it was agreed to."""
        return bool(self.articles) and all(one.all_agreed for one in self.articles)

    @property
    def seller_type(self) -> Literal["person", "company"]:
        """Who the counterparty is: a company, or a person, who may sell for another one."""
        return "company" if self.standing.behalf == "company" else "person"

    @property
    def statement(self) -> tuple[StatedArticle, ...]:
        """Articles and prices as a guardian consents to them."""
        return tuple(
            StatedArticle(one.article.features, one.appraisal.offer) for one in self.articles
        )

    @property
    def guardian_consents(self) -> bool:
        """Whether a guardian's consent is whole and of the articles and prices as they are now."""
        return stands(self.guardian, self.statement, self.consent)

    @property
    def is_open(self) -> bool:
        """Whether the visit still goes on."""
        return self.ending is None and self.step is not Step.DONE
