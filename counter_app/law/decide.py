"""The decision of a case from the tables: is identity to be confirmed, and may the payout go ahead.

Pure: the same case and tables give the same decision. Where the tables say nothing about the day,
nothing is decided (NoRule), so that what is undecided is never allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter_app.law.age import age_on
from counter_app.law.cases import CODES, Case, Decision, Language, Reason
from counter_app.law.documents import document_codes, forbidden_sides
from counter_app.law.rows import GoodsRow, KindRow
from counter_app.law.tables import LawTables

DEFAULT_ROUTE = "A_DOC"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule holds against the deal; `article` where its own row tells it, else empty."""

    code: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """A case with the rows that hold on its day."""

    case: Case
    tables: LawTables
    kind: KindRow
    goods: tuple[GoodsRow | None, ...]


def decide(
    case: Case, tables: LawTables, *, language: Language = "ja", shop_verifies: bool = False
) -> Decision:
    """What the law says of a case.

    Args:
        case: as it stands.
        tables: the law.
        language: of the reasons' sentences.
        shop_verifies: the shop's own policy confirms identity at any price. Documents and
            particulars are then judged too; `verify_identity` stays the law's answer.

    Raises:
        NoRule: the tables do not say what holds on that day.
    """
    question = _Question(
        case,
        tables,
        tables.kinds.need(case.kind, case.on),
        tuple(tables.goods.find(line.goods, case.on) for line in case.lines),
    )
    always = _always_verify_lines(question)
    verify = _must_verify(question, always)
    findings = _findings(question, identity=verify or (shop_verifies and question.kind.verifies))
    reasons = _reasons(findings, question, language)
    return Decision(
        id=case.id,
        verify_identity=verify,
        always_verify_lines=always,
        categories=tuple(row.category if row else None for row in question.goods),
        age=age_on(case.seller.born, case.on) if case.seller.born else None,
        sale_record_lines=_sale_record_lines(question),
        allowed=not reasons and bool(case.lines),
        blocked=tuple(reason.code for reason in reasons),
        reasons=reasons,
        version=tables.version,
    )


def _always_verify_lines(question: _Question) -> tuple[int, ...]:
    """Lines that ask for confirmation at any price (Enforcement Regulations art. 16(2))."""
    if not question.kind.verifies:
        return ()
    case, table = question.case, question.tables.always_verify
    return tuple(place for place, line in enumerate(case.lines) if table.find(line.goods, case.on))


def _must_verify(question: _Question, always: tuple[int, ...]) -> bool:
    """The sum of one deal, or one line, asks for confirmation (Act art. 15(1), (2)).

    What was sold in parts on one day is summed, so that nobody is let off by splitting a deal.
    """
    case = question.case
    threshold = question.tables.thresholds.need("identity", case.on)
    reached = case.total + case.earlier_today_yen >= threshold.from_yen
    return question.kind.verifies and (reached or bool(always))


def _sale_record_lines(question: _Question) -> tuple[int, ...]:
    """Lines whose disposal at their price would be entered (Enforcement Regulations art. 18)."""
    case, table = question.case, question.tables.sale_records
    places = []
    for place, (line, row) in enumerate(zip(case.lines, question.goods, strict=True)):
        if row is None:
            continue
        duty = table.first((f"goods.{row.key}", f"category.{row.category}"), case.on)
        if duty is not None and line.price_yen >= duty.from_yen:
            places.append(place)
    return tuple(places)


def _findings(question: _Question, *, identity: bool) -> Iterator[Finding]:
    for row in forbidden_sides(question.case, question.tables):
        yield Finding("document_refused", row.article)
    if identity:
        yield from _identity(question)
    if question.kind.receives:
        yield from _minor(question)
        yield from _permit(question)
        yield from _place(question)
    yield from _precious_metal(question)
    if None in question.goods:
        yield Finding("unknown_goods")


def _identity(question: _Question) -> Iterator[Finding]:
    case, tables = question.case, question.tables
    if tables.routes.need(case.route or DEFAULT_ROUTE, case.on).by_document:
        for code in document_codes(case, tables):
            yield Finding(code)
    if not case.seller.complete:
        yield Finding("particulars_missing")


def _minor(question: _Question) -> Iterator[Finding]:
    """The ordinance of the shop's prefecture, or the strictest one."""
    case, born = question.case, question.case.seller.born
    row = question.tables.age_row(case.prefecture, case.on)
    young = born is not None and age_on(born, case.on) < row.adult_from
    if young and case.guardian not in row.cleared_by:
        yield Finding("minor_without_guardian", row.article)


def _permit(question: _Question) -> Iterator[Finding]:
    permitted = question.case.permit_categories
    if permitted is not None and any(
        row and row.category not in permitted for row in question.goods
    ):
        yield Finding("category_not_permitted")


def _place(question: _Question) -> Iterator[Finding]:
    row = question.tables.places.need(question.case.place, question.case.on)
    if not row.allowed:
        yield Finding("place_not_allowed", row.article)


def _precious_metal(question: _Question) -> Iterator[Finding]:
    case = question.case
    for row in question.tables.precious_metals.on(case.on):
        metal = sum(line.price_yen for line in case.lines if line.goods in row.goods)
        if case.payout in row.payouts and metal > row.over_yen:
            yield Finding("precious_metal_cash", row.article)


def _reasons(
    findings: Iterator[Finding], question: _Question, language: Language
) -> tuple[Reason, ...]:
    """One reason a code, in the order of CODES; the first finding of a code tells its article."""
    articles: dict[str, str] = {}
    for finding in findings:
        articles.setdefault(finding.code, finding.article)
    table, day = question.tables.reasons, question.case.on
    rows = [table.need(code, day) for code in CODES if code in articles]
    return tuple(
        Reason(row.key, articles[row.key] or row.article, row.ja if language == "ja" else row.en)
        for row in rows
    )
