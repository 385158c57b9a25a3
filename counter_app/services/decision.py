"""The law desk: what the law says of a visit, and its words for pickers and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from counter_app.domain.deal import NEVER_PAID, DealKind, Route
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import Yen
from counter_app.domain.visit import Visit
from counter_app.law.age import age_on
from counter_app.law.cases import (
    EARLIEST_BIRTH,
    Case,
    CaseLine,
    CaseSeller,
    Decision,
    Language,
    Place,
    ShownDocument,
)
from counter_app.law.decide import DEFAULT_ROUTE, decide
from counter_app.law.eras import PrintedDate, read_date
from counter_app.law.lines import Answer, TablesOn, answers
from counter_app.law.rows import (
    AuthorityRow,
    DocumentRow,
    GoodsRow,
    OccupationRow,
    PayoutKind,
    RelationRow,
)
from counter_app.law.tables import GUARDIAN_SIGNS, LawTables
from counter_app.settings import Settings

EarlierYen: TypeAlias = Callable[[Visit, date, int], Yen]
"""What a visit's person sold earlier on a day, in deals each below so many yen (split_deals)."""


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods as people and the ledger call it.

    Attributes:
        category: number 1 to 13; category_ja and category_en its name.
        always_verify: the seller is confirmed at any price.
        permitted: its category is on the shop's permit.
    """

    key: str
    ja: str
    en: str
    category: int
    category_ja: str
    category_en: str
    always_verify: bool
    permitted: bool


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """One kind of document as a picker shows it.

    Attributes:
        accepted: it may confirm a person, if need be with a supplement.
        supplement: it only proves what another document does not show.
        look_only: it is looked at and never captured.
        forbidden_sides: sides that may not be captured.
    """

    key: str
    ja: str
    en: str
    accepted: bool
    supplement: bool
    look_only: bool
    expires: bool
    forbidden_sides: tuple[str, ...]


class LawDesk:
    """Asks the law about visits of this shop."""

    def __init__(
        self, tables_on: TablesOn, settings: Settings, earlier: EarlierYen | None = None
    ) -> None:
        """Nothing is asked yet.

        Args:
            tables_on: gives the statutory tables in force on a day.
            settings: this shop's.
            earlier: what a visit's person sold earlier on a day, in deals each below so many yen;
                nothing is known of it when not given.
        """
        self._tables_on = tables_on
        self._settings = settings
        self._earlier = earlier

    def earlier_today(self, visit: Visit, day: date) -> Yen:
        """What the visit's person sold here that day before, where that makes a split deal.

        That is: each deal is below the limit from which identity is confirmed, and all of them
        together reach it. Otherwise 0 yen.
        """
        limit = self._tables_on(day).thresholds.need("identity", day).from_yen
        earlier = self._earlier(visit, day, limit) if self._earlier else Yen(0)
        split = visit.offer < limit <= visit.offer + earlier
        asked = bool(visit.articles) and visit.kind != "buyback_own_sale"
        return earlier if split and asked else Yen(0)

    def decide(
        self, visit: Visit, day: date, payout: PayoutKind = "cash", language: Language = "ja"
    ) -> Decision:
        """What the law says of a visit as it stands.

        Before the customer confirmed what was read, the particulars are missing; the age follows
        from the document meanwhile, and where document and customer differ, from the younger of
        the two. Where the shop verifies always, document and particulars are
        judged at any price. A visit without articles is never allowed.

        Raises:
            NoRule: the tables do not say what holds on that day.
            IntegrityFault: the tables in force on that day do not prove themselves.
        """
        case = case_of(visit, day, self._settings, payout)
        if case.guardian is not None and not self._data_use_given(visit, day):
            case = replace(case, guardian=None)
        return decide(
            replace(case, earlier_today_yen=self.earlier_today(visit, day)),
            self._tables_on(day),
            language=language,
            shop_verifies=self._settings.verify_always,
        )

    def guardian_forms(self, day: date) -> tuple[str, ...]:
        """What of a guardian makes a deal possible where this shop stands."""
        return self._tables_on(day).age_row(self._settings.prefecture, day).cleared_by

    def guardian_needed(self, visit: Visit, day: date) -> bool:
        """Whether the law asks for a guardian, whether or not one is there."""
        alone = self.decide(replace(visit, guardian=None), day)
        return "minor_without_guardian" in alone.blocked

    def guardian_signs_data(self, visit: Visit, day: date) -> bool:
        """Whether a guardian consents to the use of data too: the customer is that young."""
        born = _seller(visit, day).born
        row = self._tables_on(day).data_consents.need(GUARDIAN_SIGNS, day)
        return born is not None and age_on(born, day) < row.under

    def relations(self, day: date) -> tuple[RelationRow, ...]:
        """What a guardian may be to a young customer."""
        return self._tables_on(day).relations.on(day)

    def authorities(self, behalf: str, day: date) -> tuple[AuthorityRow, ...]:
        """What may show that somebody sells for a person or a company."""
        rows = self._tables_on(day).authorities.on(day)
        return tuple(row for row in rows if behalf in row.behalf)

    def goods(self, key: str, day: date) -> Goods:
        """One kind of goods.

        Raises:
            WrongInput: `unknown_goods`.
            NoRule: its category does not hold on that day.
        """
        tables = self._tables_on(day)
        row = tables.goods.find(key, day)
        if row is None:
            raise WrongInput("unknown_goods")
        return self._goods(row, tables, day)

    def goods_list(self, day: date) -> tuple[Goods, ...]:
        """Every kind of goods, in the table's order."""
        tables = self._tables_on(day)
        return tuple(self._goods(row, tables, day) for row in tables.goods.on(day))

    def documents(self, day: date) -> tuple[DocumentChoice, ...]:
        """Every kind of document, in the table's order."""
        tables = self._tables_on(day)
        return tuple(_document(row, tables, day) for row in tables.documents.on(day))

    def method_words(self, document_kind: str, day: date) -> str:
        """The ledger's words for the measure taken: its category and method (Act art. 16(v)).

        Raises:
            WrongInput: `unknown_document`.
        """
        tables = self._tables_on(day)
        row = tables.documents.find(document_kind, day)
        if row is None:
            raise WrongInput("unknown_document")
        return tables.routes.need(DEFAULT_ROUTE, day).ledger.format(document=row.ja)

    def route_words(self, route: Route, day: date) -> str:
        """The ledger's words for a measure that needs no document (Act art. 16(v))."""
        return self._tables_on(day).routes.need(route, day).ledger

    def exemption_words(self, kind: DealKind, day: date) -> str:
        """The ledger's words where nothing had to be confirmed: a small sum, or a buy-back."""
        key = kind if kind == "buyback_own_sale" else "small"
        return self._tables_on(day).exemptions.need(key, day).ledger

    def occupations(self, day: date) -> tuple[OccupationRow, ...]:
        """Occupations to choose from; any other may be typed."""
        return self._tables_on(day).occupations.on(day)

    def read_date(self, text: str, day: date, *, birth: bool = False) -> PrintedDate:
        """A date as a document prints it, by the eras that are known on a day.

        Raises:
            NotADate: it is none.
        """
        return read_date(text, self._tables_on(day).eras.rows, birth=birth)

    def era_words(self, day: date, language: str) -> str:
        """A day's year as the era counts it: 平成2年, Heisei 2; empty for a day of no era."""
        for era in self._tables_on(day).eras.on(day):
            year = day.year - era.zero
            if language == "ja":
                return f"{era.ja}{'元' if year == 1 else year}年"
            return f"{era.en} {year}"
        return ""

    def answers(self, lines: Iterable[str], language: Language = "ja") -> Iterator[Answer]:
        """Decisions of cases in JSON lines: the law's, without this shop's policy."""
        return answers(lines, self._tables_on, language)

    def _data_use_given(self, visit: Visit, day: date) -> bool:
        given = visit.guardian.consent if visit.guardian else None
        return not self.guardian_signs_data(visit, day) or bool(given and given.data_use)

    def _goods(self, row: GoodsRow, tables: LawTables, day: date) -> Goods:
        category = tables.category(row.category, day)
        permitted = self._settings.permit_categories
        return Goods(
            key=row.key,
            ja=row.ja,
            en=row.en,
            category=row.category,
            category_ja=category.ja,
            category_en=category.en,
            always_verify=tables.always_verify.find(row.key, day) is not None,
            permitted=permitted is None or row.category in permitted,
        )


def _document(row: DocumentRow, tables: LawTables, day: date) -> DocumentChoice:
    sides = tables.forbidden_sides.find(row.key, day)
    return DocumentChoice(
        key=row.key,
        ja=row.ja,
        en=row.en,
        accepted=row.status in {"accepted", "look_only"},
        supplement=row.status == "supplement",
        look_only=row.status == "look_only",
        expires=row.expires,
        forbidden_sides=sides.sides if sides else (),
    )


def case_of(visit: Visit, day: date, settings: Settings, payout: PayoutKind = "cash") -> Case:
    """The case that a visit of this shop makes; where no money is paid, the value is credited."""
    return Case(
        on=day,
        kind=visit.kind,
        lines=tuple(CaseLine(one.article.goods, one.appraisal.offer) for one in visit.articles),
        id=visit.number,
        prefecture=settings.prefecture,
        place=_place(settings),
        permit_categories=settings.permit_categories,
        payout="points" if visit.kind in NEVER_PAID else payout,
        seller=_seller(visit, day),
        guardian=visit.guardian.form if visit.guardian and visit.guardian_consents else None,
        route=visit.route,
        documents=_documents(visit, day),
    )


def _place(settings: Settings) -> Place:
    """Where this till stands; a temporary place without its filing is no place of business."""
    filed = settings.place != "temporary" or settings.place_filing.strip()
    return settings.place if filed else "customer_home"


def _seller(visit: Visit, day: date) -> CaseSeller:
    seller = visit.seller
    confirmed = seller.confirmed_at is not None
    if visit.seller_type == "company":
        standing = visit.standing
        return CaseSeller(
            "company",
            address=confirmed and bool(standing.address),
            name=confirmed and bool(standing.name),
        )
    told = (seller.birth_date, visit.document.birth_date if visit.document else None)
    # Misread or mistyped is as good as not known; where the two differ, the younger age counts.
    born = [one for one in told if one is not None and EARLIEST_BIRTH <= one <= day]
    return CaseSeller(
        birth_date=max(born, default=None),
        address=confirmed and bool(seller.address),
        name=confirmed and bool(seller.name),
        occupation=confirmed and bool(seller.occupation),
    )


def _documents(visit: Visit, day: date) -> tuple[ShownDocument, ...]:
    """The document that was presented; one that says it was issued after today proves nothing."""
    shown = visit.document
    if shown is None or (shown.issued_on is not None and shown.issued_on > day):
        return ()
    return (
        ShownDocument(
            shown.kind,
            shown.issued_on,
            shown.expires_on,
            "back" if shown.side == "back" else "front",
        ),
    )
