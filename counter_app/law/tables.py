"""The statutory tables of one version: all of them, or a fault.

A table is an array of a TOML file; each row carries its article and its days. What loads is whole:
no row without an article, no two rows of a key on one day, no row that names what is not there.
The files are those of resources/law, or the payload of a bundle from HQ (docs/formats.md, 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from counter_app.law import rows
from counter_app.law.cases import CODES, KINDS, PLACES, ROUTES
from counter_app.law.dated import DatedTable, LawTableFault, NoRule
from counter_app.law.notice import NoticeFacts
from counter_app.law.periods import PERIODS, too_short
from counter_app.law.retention import FILE as RETENTION_FILE
from counter_app.law.retention import Retention, read_retention
from counter_app.law.table_files import arrays, dated_table, parsed, text_of

FILES: Mapping[str, frozenset[str]] = {
    "goods.toml": frozenset({"category", "goods", "always_verify", "sale_record"}),
    "identity.toml": frozenset(
        {"kind", "threshold", "route", "exemption", "forbidden_side", "document"}
    ),
    "limits.toml": frozenset(
        {
            "age",
            "place",
            "precious_metal",
            "period",
            "occupation",
            "data_consent",
            "relation",
            "authority",
        }
    ),
    "reasons.toml": frozenset({"reason", "suspicion"}),
    "eras.toml": frozenset({"era"}),
}
"""Which tables stand in which file."""

TRAVELLING = frozenset(FILES) | {RETENTION_FILE}
"""What a bundle brings: the tables, and how long data are kept (law.retention)."""

VERSION_FILE = "version.toml"
"""Which version the shipped files are; a bundle's version stands in its signed head."""

OTHER_PREFECTURES = "other"
GUARDIAN_SIGNS = "guardian_signs"
PREFECTURES: tuple[str, ...] = tuple(f"{number:02}" for number in range(1, 48))
"""Two digits of JIS X 0401, 01 Hokkaido to 47 Okinawa."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTables:
    """Every table that a decision is made from.

    Attributes:
        version: of all of them together; it only grows.
    """

    version: int
    categories: DatedTable[rows.CategoryRow]
    goods: DatedTable[rows.GoodsRow]
    always_verify: DatedTable[rows.AlwaysVerifyRow]
    sale_records: DatedTable[rows.SaleRecordRow]
    kinds: DatedTable[rows.KindRow]
    thresholds: DatedTable[rows.ThresholdRow]
    routes: DatedTable[rows.RouteRow]
    exemptions: DatedTable[rows.ExemptionRow]
    forbidden_sides: DatedTable[rows.ForbiddenSideRow]
    documents: DatedTable[rows.DocumentRow]
    ages: DatedTable[rows.AgeRow]
    places: DatedTable[rows.PlaceRow]
    precious_metals: DatedTable[rows.PreciousMetalRow]
    periods: DatedTable[rows.PeriodRow]
    occupations: DatedTable[rows.OccupationRow]
    data_consents: DatedTable[rows.DataConsentRow]
    relations: DatedTable[rows.RelationRow]
    authorities: DatedTable[rows.AuthorityRow]
    reasons: DatedTable[rows.ReasonRow]
    suspicions: DatedTable[rows.SuspicionRow]
    eras: DatedTable[rows.EraRow]

    def age_row(self, prefecture: str | None, day: date) -> rows.AgeRow:
        """The ordinance of a prefecture on young sellers, or the strictest one.

        Raises:
            NoRule: there is none on that day.
        """
        row = self.ages.find(prefecture or OTHER_PREFECTURES, day)
        return row or self.ages.need(OTHER_PREFECTURES, day)

    def category(self, no: int, day: date) -> rows.CategoryRow:
        """The category of a number on a day.

        Raises:
            NoRule: there is none.
        """
        for row in self.categories.on(day):
            if row.no == no:
                return row
        raise NoRule(f"category: nothing about {no} on {day}")


def load_tables(folder: Path) -> LawTables:
    """The shipped tables.

    Raises:
        LawTableFault: a file or table is missing, damaged, or contradicts itself or another.
    """
    about = parsed(VERSION_FILE, text_of(folder / VERSION_FILE))
    version = about.get("version")
    if about.keys() != {"version"} or type(version) is not int or version < 1:
        raise LawTableFault(f"{VERSION_FILE} tells no version")
    return read_tables(law_files(folder), version)


def law_files(folder: Path) -> dict[str, str]:
    """The texts of the tables' files and of the retention's, by name.

    Raises:
        LawTableFault: one cannot be read.
    """
    return {name: text_of(folder / name) for name in sorted(TRAVELLING)}


def packed_tables(files: Mapping[str, str]) -> bytes:
    """The payload of a bundle of these tables: the same files give the same bytes."""
    return msgspec.json.encode(dict(files), order="sorted")


def unpacked_tables(payload: bytes, version: int) -> LawTables:
    """The tables of a bundle's payload.

    Raises:
        LawTableFault: as read_tables; or the payload is no map of files.
    """
    return read_tables(_unpacked(payload), version)


def unpacked_retention(payload: bytes, facts: NoticeFacts, tables: LawTables) -> Retention:
    """How long data are kept, as a bundle's payload says it beside these tables.

    Raises:
        LawTableFault: as read_retention; or a clock is shorter than the Act's own period.
    """
    retention = read_retention(_unpacked(payload)[RETENTION_FILE], facts)
    for fault in too_short(retention, tables.periods):
        raise LawTableFault(f"{RETENTION_FILE}: {fault}")
    return retention


def _unpacked(payload: bytes) -> dict[str, str]:
    try:
        return msgspec.json.decode(payload, type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise LawTableFault("the payload is no map of files") from None


def read_tables(files: Mapping[str, str], version: int) -> LawTables:
    """The tables of these files.

    Args:
        files: text by name, exactly the names of TRAVELLING; the retention's is for
            law.retention to read.
        version: that they are.

    Raises:
        LawTableFault: a file or table is missing, damaged, or contradicts itself or another.
    """
    if files.keys() != TRAVELLING:
        odd = ", ".join(sorted(files.keys() ^ TRAVELLING))
        raise LawTableFault(f"these files are missing or too many: {odd}")
    raw: dict[str, Any] = {}
    for name, names in FILES.items():
        raw |= arrays(name, files[name], names)
    tables = LawTables(
        version=version,
        categories=dated_table(raw, "category", rows.CategoryRow),
        goods=dated_table(raw, "goods", rows.GoodsRow),
        always_verify=dated_table(raw, "always_verify", rows.AlwaysVerifyRow),
        sale_records=dated_table(raw, "sale_record", rows.SaleRecordRow),
        kinds=dated_table(raw, "kind", rows.KindRow),
        thresholds=dated_table(raw, "threshold", rows.ThresholdRow),
        routes=dated_table(raw, "route", rows.RouteRow),
        exemptions=dated_table(raw, "exemption", rows.ExemptionRow),
        forbidden_sides=dated_table(raw, "forbidden_side", rows.ForbiddenSideRow),
        documents=dated_table(raw, "document", rows.DocumentRow),
        ages=dated_table(raw, "age", rows.AgeRow),
        places=dated_table(raw, "place", rows.PlaceRow),
        precious_metals=dated_table(raw, "precious_metal", rows.PreciousMetalRow),
        periods=dated_table(raw, "period", rows.PeriodRow),
        occupations=dated_table(raw, "occupation", rows.OccupationRow),
        data_consents=dated_table(raw, "data_consent", rows.DataConsentRow),
        relations=dated_table(raw, "relation", rows.RelationRow),
        authorities=dated_table(raw, "authority", rows.AuthorityRow),
        reasons=dated_table(raw, "reason", rows.ReasonRow),
        suspicions=dated_table(raw, "suspicion", rows.SuspicionRow),
        eras=dated_table(raw, "era", rows.EraRow),
    )
    for fault in _strangers(tables):
        raise LawTableFault(fault)
    return tables


def _strangers(tables: LawTables) -> Iterator[str]:
    """Rows that name what no other table has, and rows that decisions cannot do without."""
    numbers = {row.no for row in tables.categories.rows}
    whose = {f"category.{no}" for no in numbers} | {f"goods.{key}" for key in tables.goods.keys}
    metal = {key for row in tables.precious_metals.rows for key in row.goods}
    named = {
        "goods: unknown category": {str(row.category) for row in tables.goods.rows}
        - {str(no) for no in numbers},
        "always_verify: unknown goods": tables.always_verify.keys - tables.goods.keys,
        "sale_record: unknown category or goods": tables.sale_records.keys - whose,
        "precious_metal: unknown goods": metal - tables.goods.keys,
        "forbidden_side: unknown document": tables.forbidden_sides.keys - tables.documents.keys,
        "kind: missing": set(KINDS) - tables.kinds.keys,
        "place: missing": set(PLACES) - tables.places.keys,
        "route: missing": set(ROUTES) - tables.routes.keys,
        "threshold: missing": {"identity"} - tables.thresholds.keys,
        "age: missing": {OTHER_PREFECTURES, *PREFECTURES} - tables.ages.keys,
        "data_consent: missing": {GUARDIAN_SIGNS} - tables.data_consents.keys,
        "period: missing": set(PERIODS) - tables.periods.keys,
        "reason: missing": set(CODES) - tables.reasons.keys,
    }
    for fault, keys in named.items():
        if keys:
            yield f"{fault}: {', '.join(sorted(keys))}"
