"""The facts of the dealer's purpose notice: what may be used for what, and given to whom.

The notice has nine items of personal information, eight purposes, a table of provisions to the
dealer's group and one to the police. Each row of the tables may use some of the items; that table
is also the key-release table of the record. Facts are data; a field without an item, or a field of
a divided item without a part, is refused when the facts are loaded.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from counter_app.law.jobs import NOBODY_READS, Jobs, JobsFault, jobs_beside

IN_NO_ACT = frozenset({"application.passcode"})
"""Kept outside the acts and erased after use: these fields belong to no part."""

BASES = ("notice", "consent", "law")


FILE = "facts.toml"
"""In the folder of a version."""


class NoticeFactsFault(ValueError):
    """The facts contradict themselves; they are not loaded."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of the nine kinds of data."""

    no: int
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One purpose of use, or one provision to the group.

    Attributes:
        items: which of the nine it may use; a ceiling.
        basis: notice or consent: what must have happened before an envelope is made.
        consent: which answer of the customer the basis needs: marketing, group, or empty.
    """

    key: str
    no: int
    items: frozenset[int]
    basis: str
    consent: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is sealed under one key: a whole item, or one part of a divided item.

    Attributes:
        name: item and key, such as "1.identity"; it stands in clear in act headers.
        only_for: rows that may have it, or None for every row that has its item.
        blob: kept as a file with a key of its own.
    """

    name: str
    item: int
    fields: frozenset[str]
    only_for: frozenset[str] | None = None
    blob: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """One version of the notice, as facts.

    Attributes:
        jobs: what each job of the till reads, within these rows.
        revised: the day that the notice names itself by.
        effective: the first day on which the version holds; never before `revised`.
    """

    notice_id: str
    revised: date
    effective: date
    prevailing_language: str
    controller: str
    inquiry_counter: str
    inquiry_tel: str
    inquiry_hours: str
    items: tuple[Item, ...]
    purposes: tuple[Row, ...]
    group: tuple[Row, ...]
    police_fields: tuple[str, ...]
    field_items: Mapping[str, int]
    parts: Mapping[str, Part]
    jobs: Jobs = NOBODY_READS

    @property
    def rows(self) -> Mapping[str, Row]:
        """Every row that an envelope may be made for, by key."""
        return {row.key: row for row in (*self.purposes, *self.group)}

    def part_of(self, field: str) -> Part:
        """The part that a field is sealed in.

        Raises:
            NoticeFactsFault: the field has no item, or may be in no act.
        """
        for part in self.parts.values():
            if field in part.fields:
                return part
        raise NoticeFactsFault(f"{field} belongs to no part")

    def parts_for(self, row_key: str) -> tuple[str, ...]:
        """The names of the parts that a row may open, in order."""
        row = self.rows[row_key]
        return tuple(
            name
            for name, part in self.parts.items()
            if part.item in row.items and (part.only_for is None or row_key in part.only_for)
        )

    def matrix(self) -> dict[str, Any]:
        """The three tables as `counterctl notice matrix --json` prints them."""
        return {
            "purposes": {row.key: sorted(row.items) for row in self.purposes},
            "group": {row.key: sorted(row.items) for row in self.group},
            "other": {"police": list(self.police_fields)},
        }


def load_facts(path: Path) -> NoticeFacts:
    """The facts of one notice version from its facts.toml.

    Raises:
        NoticeFactsFault: the file is not whole, contradicts itself, or a job reads more than it
            allows.
        OSError: it cannot be read.
    """
    facts = parse_facts(path.read_bytes())
    try:
        return replace(facts, jobs=jobs_beside(path, facts))
    except JobsFault as fault:
        raise NoticeFactsFault(f"{fault}") from None


def parse_facts(data: bytes) -> NoticeFacts:
    """The facts of one notice version from the bytes of its facts.toml.

    Raises:
        NoticeFactsFault: they are not whole, or contradict themselves.
    """
    try:
        facts = _facts(tomllib.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as fault:
        raise NoticeFactsFault(f"{FILE}: {fault}") from None
    except (KeyError, TypeError, AttributeError, IndexError) as fault:
        raise NoticeFactsFault(f"{FILE} is not whole: {fault!r}") from None
    _check(facts)
    return facts


def _facts(raw: Mapping[str, Any]) -> NoticeFacts:
    items = tuple(Item(row["no"], row["key"]) for row in raw["item"])
    fields: dict[str, int] = raw["field_items"]
    purposes = tuple(_row(row, "marketing") for row in raw["purpose"])
    group = tuple(_row(row, "group") for row in raw["group_provision"])
    return NoticeFacts(
        notice_id=raw["notice_id"],
        revised=raw["revised"],
        effective=raw.get("effective", raw["revised"]),
        prevailing_language=raw["prevailing_language"],
        controller=raw["controller"],
        inquiry_counter=raw["inquiry_counter"],
        inquiry_tel=raw["inquiry_tel"],
        inquiry_hours=raw["inquiry_hours"],
        items=items,
        purposes=purposes,
        group=group,
        police_fields=tuple(raw["other_provision"][0]["fields"]),
        field_items=fields,
        parts=_parts(raw["part"], items, fields),
    )


def _row(raw: Mapping[str, Any], consent: str) -> Row:
    basis = raw["basis"]
    return Row(
        key=raw["key"],
        no=raw["no"],
        items=frozenset(raw["items"]),
        basis=basis,
        consent=consent if basis == "consent" else "",
    )


def _parts(
    raw: list[Mapping[str, Any]], items: tuple[Item, ...], fields: Mapping[str, int]
) -> dict[str, Part]:
    divided = {row["item"] for row in raw}
    parts: list[Part] = []
    for item in items:
        if item.no in divided:
            parts += [_part(row) for row in raw if row["item"] == item.no]
        else:
            own = {name for name, no in fields.items() if no == item.no} - IN_NO_ACT
            parts.append(Part(f"{item.no}.{item.key}", item.no, frozenset(own)))
    return {part.name: part for part in parts}


def _part(row: Mapping[str, Any]) -> Part:
    return Part(
        name=f"{row['item']}.{row['key']}",
        item=row["item"],
        fields=frozenset(row["fields"]),
        only_for=frozenset(row["only_for"]) if "only_for" in row else None,
        blob=row.get("blob", False),
    )


def _check(facts: NoticeFacts) -> None:
    days = (facts.revised, facts.effective)
    if not all(type(day) is date for day in days) or facts.effective < facts.revised:
        raise NoticeFactsFault("the facts hold from no day, or from one before they were revised")
    _check_homes(facts)


def _check_homes(facts: NoticeFacts) -> None:
    """Every row and part is of items and rows that are there, and every field has one part."""
    numbers = {item.no for item in facts.items}
    for row in facts.rows.values():
        if not row.items <= numbers or row.basis not in BASES:
            raise NoticeFactsFault(f"row {row.key} names an unknown item or basis")
    homes: dict[str, str] = {}
    for part in facts.parts.values():
        if part.only_for is not None and not part.only_for <= set(facts.rows):
            raise NoticeFactsFault(f"part {part.name} is for an unknown row")
        for field in part.fields:
            if facts.field_items.get(field) != part.item:
                raise NoticeFactsFault(f"{field} of part {part.name} is not of item {part.item}")
            if field in homes:
                raise NoticeFactsFault(f"{field} is in {homes[field]} and in {part.name}")
            homes[field] = part.name
    homeless = set(facts.field_items) - set(homes) - IN_NO_ACT
    if homeless:
        raise NoticeFactsFault(f"no part for {', '.join(sorted(homeless))}")
