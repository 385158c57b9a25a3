"""Whether what is presented confirms a person: kind, side, expiry, address (Act 15(1)(i))."""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.law.age import months_after
from counter_app.law.cases import Case, ShownDocument
from counter_app.law.rows import DocumentRow, ForbiddenSideRow
from counter_app.law.tables import LawTables

CONFIRMS = ""
PROVES_NOTHING = "identity_required"


def forbidden_sides(case: Case, tables: LawTables) -> Iterator[ForbiddenSideRow]:
    """The rows of sides that were presented and may not be captured, needed or not."""
    for shown in case.documents:
        row = tables.forbidden_sides.find(shown.kind, case.on)
        if row is not None and shown.side in row.sides:
            yield row


def document_codes(case: Case, tables: LawTables) -> tuple[str, ...]:
    """What stands against the documents as a whole; nothing when one of them confirms.

    A faulty document beside a good one gives no code. A faulty one alone gives its own code; what
    proves nothing by itself gives `identity_required` only where no document is faulty.
    """
    fresh = any(_fresh_address(shown, case, tables) for shown in case.documents)
    codes = {_code(shown, case, tables, address_beside=fresh) for shown in case.documents}
    if CONFIRMS in codes:
        return ()
    return tuple(sorted(codes - {PROVES_NOTHING})) or (PROVES_NOTHING,)


def _code(shown: ShownDocument, case: Case, tables: LawTables, *, address_beside: bool) -> str:
    row = tables.documents.find(shown.kind, case.on)
    if row is None:
        return "unknown_document"
    side = tables.forbidden_sides.find(shown.kind, case.on)
    if row.status == "refused" or (side is not None and shown.side in side.sides):
        return "document_refused"
    if row.status == "supplement" or shown.side == "back":
        return PROVES_NOTHING
    if _too_old_form(shown, row):
        return "document_refused"
    if row.expires and (shown.expires_on is None or shown.expires_on < case.on):
        return "document_expired"
    return CONFIRMS if address_beside or _shows_address(shown, row) else "document_no_address"


def _too_old_form(shown: ShownDocument, row: DocumentRow) -> bool:
    since = row.accepted_if_issued_from
    return since is not None and shown.issued_on is not None and shown.issued_on < since


def _shows_address(shown: ShownDocument, row: DocumentRow) -> bool:
    before = row.address_if_issued_before
    if before is None:
        return row.address
    return row.address and shown.issued_on is not None and shown.issued_on < before


def _fresh_address(shown: ShownDocument, case: Case, tables: LawTables) -> bool:
    """Whether it is a supplement that proves the address and is not too old for it."""
    row = tables.documents.find(shown.kind, case.on)
    if row is None or row.address_months is None or shown.issued_on is None:
        return False
    return case.on <= months_after(shown.issued_on, row.address_months)
