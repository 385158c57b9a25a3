"""Ledger lines: a projection of the acts, made by one function at the commit and at a rebuild."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from counter_app.clock import business_day
from counter_app.domain.acts import Header, Kind
from counter_app.domain.ledger import LedgerLine, Receipt
from counter_app.domain.values import LedgerNumber, StaffCode, Yen
from counter_app.law.age import age_on
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing


def lines_of(header: Header, fields: Mapping[str, Any]) -> list[LedgerLine]:
    """The ledger lines that an act writes; none for most kinds.

    Fields whose key is erased are missing from `fields` and come out empty, marked as erased: the
    line keeps its number and date, so that there is no gap.
    """
    if header.kind is not Kind.ARTICLE_ACCEPTED or header.ledger is None:
        return []
    first, count = header.ledger
    return [_line(header, fields, first + place, place) for place in range(count)]


def _line(header: Header, fields: Mapping[str, Any], running: int, place: int) -> LedgerLine:
    def one(field: str, empty: Any) -> Any:
        values = fields.get(field)
        return values[place] if values else empty

    day = business_day(header.at)
    born = fields.get("person.birth_date")
    category = one("article.category", [0, ""])
    return LedgerLine(
        number=LedgerNumber(header.till, running),
        act_seq=header.seq,
        day=day,
        at=header.at,
        receipt=Receipt.PURCHASE,
        category=category[0],
        category_ja=category[1],
        goods=one("article.goods", ""),
        item=fields.get("application.product", [""] * (place + 1))[place],
        features=one("article.features", ""),
        quantity=1,
        price=Yen(one("article.price", 0)),
        name=fields.get("person.name", ""),
        address=fields.get("person.address", ""),
        occupation=fields.get("person.occupation", ""),
        age=age_on(date.fromisoformat(born), day) if born else None,
        method=fields.get("id_document.method", ""),
        staff=StaffCode(header.staff),
        visit_id=fields.get("application.visit_id", ""),
        visit_number=fields.get("application.visit_number", ""),
        imei=one("article.imei", ""),
        serial=one("article.serial", ""),
        remark=fields.get("billing.tax_remark", ""),
        erased="person.name" not in fields
        and any(part.name == "1.identity" for part in header.parts),
    )


def _filing(line: LedgerLine) -> dict[str, Any]:
    """The columns under which a line is found again."""
    return {
        "running": line.number.running,
        "act_seq": line.act_seq,
        "day": line.day.isoformat(),
        "imei": line.imei,
    }


class LedgerLines:
    """The ledger's rows."""

    def add(self, tx: Writing, lines: list[LedgerLine]) -> None:
        """Write lines in the transaction of their act."""
        for line in lines:
            row = {**_filing(line), "line": msgspec.json.encode(line)}
            tx.connection.execute(sa.insert(tables.ledger_lines).values(row))

    def between(self, view: Reading, first: date, last: date) -> list[LedgerLine]:
        """The lines of these days, both included, in the order of their numbers."""
        day = tables.ledger_lines.c.day
        return list(self._lines(view, day.between(first.isoformat(), last.isoformat())))

    def all(self, view: Reading) -> Iterator[LedgerLine]:
        """Every line, in order."""
        return self._lines(view, sa.true())

    def of_act(self, view: Reading, act_seq: int) -> list[LedgerLine]:
        """The lines that one act wrote, in the order of their numbers."""
        return list(self._lines(view, tables.ledger_lines.c.act_seq == act_seq))

    def with_imei(self, view: Reading, imei: str) -> list[LedgerLine]:
        """The lines of an IMEI: whether it was seen before."""
        return list(self._lines(view, tables.ledger_lines.c.imei == imei))

    def misfiled(self, view: Reading) -> list[int]:
        """Running numbers of rows filed under other than what their line says."""
        rows = view.connection.execute(sa.select(tables.ledger_lines).order_by("running"))
        return [
            row.running
            for row in rows
            if _filing(msgspec.json.decode(row.line, type=LedgerLine)).items()
            - row._mapping.items()  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
        ]

    def _lines(self, view: Reading, which: sa.ColumnElement[bool]) -> Iterator[LedgerLine]:
        rows = view.connection.execute(
            sa.select(tables.ledger_lines.c.line).where(which).order_by("running")
        )
        for line in rows.scalars():
            yield msgspec.json.decode(line, type=LedgerLine)
