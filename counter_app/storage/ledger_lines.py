"""Ledger lines: a projection of the acts, made by one function at the commit and at a rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from counter_app.clock import business_day
from counter_app.domain.acts import Header, Kind, moment_from
from counter_app.domain.counter_entry import COLUMNS, Change, CounterEntry
from counter_app.domain.ledger import (
    KIND_REMARKS,
    Behind,
    LateEntry,
    LedgerLine,
    Receipt,
    receipt_of,
)
from counter_app.domain.values import LedgerNumber, StaffCode, Yen
from counter_app.law.age import age_on
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_PER_ARTICLE = frozenset({"application.product"})
_KEPT = (
    *COLUMNS.values(),
    *("application.visit_id", "application.visit_number"),
    *("article.goods", "article.category", "billing.tax_remark"),
    *("billing.invoice_number", "person.at_counter", "other.principal"),
    *("application.kind", "article.own_sale"),
)
"""The fields of an act that stand in a line, or from which its columns follow."""
_AT_ONCE = 5000


def lines_of(header: Header, fields: Mapping[str, Any]) -> list[LedgerLine]:
    """The ledger lines that an act writes; none for most kinds.

    Fields whose key is erased are missing from `fields` and come out empty, marked as erased: the
    line keeps its number and date, so that there is no gap.
    """
    if header.ledger is None:
        return []
    first, count = header.ledger
    if header.kind is Kind.ARTICLE_ACCEPTED:
        return [
            _line(header, article_values(fields, place), first + place) for place in range(count)
        ]
    if header.kind is Kind.CORRECTION:
        return [_counter_line(header, fields, first)]
    return []


def line_values(header: Header, fields: Mapping[str, Any], running: int) -> dict[str, Any]:
    """What a line stands for, by field: single values, as a correction of it takes them up.

    `application.date` is the day of the receipt, from which the age follows.
    """
    if header.kind is Kind.CORRECTION:
        values = _side(fields, 1)
        return {name: values[name] for name in (*_KEPT, "application.date") if name in values}
    values = article_values(fields, running - (header.ledger or (running, 1))[0])
    kept = {name: values[name] for name in _KEPT if name in values}
    return kept | {"application.date": _received_on(header, fields).isoformat()}


def article_values(fields: Mapping[str, Any], place: int) -> dict[str, Any]:
    """The fields of one article of an acceptance."""
    return {
        name: value[place] if name.startswith("article.") or name in _PER_ARTICLE else value
        for name, value in fields.items()
    }


def _side(fields: Mapping[str, Any], side: int) -> dict[str, Any]:
    """What a correction says that a line was (0) or is (1)."""
    return {name: fields[name][side] for name in (*_KEPT, "application.date") if name in fields}


def _late(fields: Mapping[str, Any]) -> LateEntry | None:
    told = fields.get("application.late")
    return LateEntry(moment_from(told["received_at"]), told["reason"]) if told else None


def _received_on(header: Header, values: Mapping[str, Any]) -> date:
    """The day of the receipt, from which the age follows."""
    if header.kind is Kind.CORRECTION and "application.date" in values:
        return date.fromisoformat(values["application.date"])
    late = _late(values)
    return business_day(late.received_at if late else header.at)


def _counter_line(header: Header, fields: Mapping[str, Any], running: int) -> LedgerLine:
    before, after = _side(fields, 0), _side(fields, 1)
    told = fields.get("article.corrects", {})
    counter = CounterEntry(
        corrects=LedgerNumber(header.till, told["line"]) if told else None,
        cancels=told.get("cancels", False),
        reason=fields.get("other.correction", ""),
        price_before=Yen(before.get("article.price", 0)),
        changes=tuple(_changes(before, after, _received_on(header, after))),
    )
    return _line(header, after, running, counter=counter)


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], received: date
) -> Iterator[Change]:
    """The columns that differ; a birth date is no column, so the ages stand in its place."""
    for column, field in COLUMNS.items():
        if before.get(field, "") == after.get(field, ""):
            continue
        if column == "birth_date":
            ages = [_age(side, received) for side in (before, after)]
            yield Change("age", *("" if age is None else f"{age}" for age in ages))
        else:
            yield Change(column, f"{before.get(field, '')}", f"{after.get(field, '')}")


def _age(values: Mapping[str, Any], day: date) -> int | None:
    born = values.get("person.birth_date")
    return age_on(date.fromisoformat(born), day) if born else None


def _behind(values: Mapping[str, Any], day: date) -> Behind | None:
    came, principal = values.get("person.at_counter"), values.get("other.principal")
    told = came or principal
    if not told:
        return None
    return Behind(
        company=bool(came),
        name=told["name"],
        address=told["address"],
        authority=told["authority_ja"],
        post=told.get("post", ""),
        occupation=told.get("occupation", ""),
        age=_age({"person.birth_date": told.get("birth_date", "")}, day),
    )


def _line(
    header: Header,
    values: Mapping[str, Any],
    running: int,
    *,
    counter: CounterEntry | None = None,
) -> LedgerLine:
    category = values.get("article.category") or [0, ""]
    return LedgerLine(
        number=LedgerNumber(header.till, running),
        act_seq=header.seq,
        day=business_day(header.at),
        at=header.at,
        receipt=_receipt(values),
        category=category[0],
        category_ja=category[1],
        goods=values.get("article.goods", ""),
        item=values.get("application.product", ""),
        features=values.get("article.features", ""),
        quantity=1,
        price=Yen(values.get("article.price", 0)),
        name=values.get("person.name", ""),
        address=values.get("person.address", ""),
        occupation=values.get("person.occupation", ""),
        age=_age(values, _received_on(header, values)),
        method=values.get("id_document.method", ""),
        staff=StaffCode(header.staff),
        visit_id=values.get("application.visit_id", ""),
        visit_number=values.get("application.visit_number", ""),
        imei=values.get("article.imei", ""),
        serial=values.get("article.serial", ""),
        remark=_remark(header, values),
        invoice_number=values.get("billing.invoice_number", ""),
        erased="person.name" not in values
        and any(part.name == "1.identity" for part in header.parts),
        counter=counter,
        late=_late(values),
        guardian=(values.get("other.guardian") or {}).get("form", ""),
        behind=_behind(values, _received_on(header, values)),
    )


def _receipt(values: Mapping[str, Any]) -> Receipt | None:
    """Form 15's word; None where the part that tells the kind is erased."""
    if "application.visit_id" not in values:
        return None
    return receipt_of(values.get("application.kind", "buy"))


def _remark(header: Header, values: Mapping[str, Any]) -> str:
    """The kind where the receipt's word does not tell it, and what the tax books must say."""
    told = KIND_REMARKS.get(values.get("application.kind", "buy"), "")
    sale = values.get("article.own_sale")
    if sale:
        told += f"（{LedgerNumber(header.till, sale['line'])}）"
    return " ".join(filter(None, (told, values.get("billing.tax_remark", ""))))


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
        rows = [{**_filing(line), "line": msgspec.json.encode(line)} for line in lines]
        if rows:
            tx.connection.execute(sa.insert(tables.ledger_lines), rows)

    def write_anew(self, tx: Writing, lines: list[LedgerLine]) -> None:
        """Put lines in place of what stood under their numbers; parts of their act are erased."""
        for line in lines:
            mine = tables.ledger_lines.c.running == line.number.running
            row = {**_filing(line), "line": msgspec.json.encode(line)}
            tx.connection.execute(sa.update(tables.ledger_lines).where(mine).values(row))

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

    def numbered(self, view: Reading, runnings: Iterable[int]) -> dict[int, LedgerLine]:
        """The lines of these running numbers; those that are not there are left out."""
        wanted = list(runnings)
        found: dict[int, LedgerLine] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            mine = tables.ledger_lines.c.running.in_(wanted[start : start + _AT_ONCE])
            found |= {line.number.running: line for line in self._lines(view, mine)}
        return found

    def with_imei(self, view: Reading, imei: str) -> list[LedgerLine]:
        """The lines of an IMEI: whether it was seen before."""
        return list(self._lines(view, tables.ledger_lines.c.imei == imei))

    def misfiled(self, view: Reading) -> list[int]:
        """Running numbers of rows filed under other than what their line says.

        A row whose line cannot be read is passed over: it counts as missing.
        """
        rows = view.connection.execute(sa.select(tables.ledger_lines).order_by("running"))
        return [
            row.running
            for row in rows
            if (line := read_line(row.line)) is not None
            and _filing(line).items() - row._mapping.items()  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
        ]

    def _lines(self, view: Reading, which: sa.ColumnElement[bool]) -> Iterator[LedgerLine]:
        rows = view.connection.execute(
            sa.select(tables.ledger_lines.c.line).where(which).order_by("running")
        )
        for data in rows.scalars():
            line = read_line(data)
            if line is not None:  # one that cannot be read must not keep the others from print
                yield line


def read_line(data: object) -> LedgerLine | None:
    """The line of a row; None where its bytes were damaged, which the proof tells as missing."""
    try:
        return msgspec.json.decode(data, type=LedgerLine)  # type: ignore[call-overload,no-any-return]  # tampered rows hold anything
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return None
