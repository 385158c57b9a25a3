"""The statutory tables in force on a day: those of HQ's bundle that has begun, or the shipped ones.

Of all bundles whose first day has come the greatest version holds; before any has begun, the tables
that the program brought. A day that is past keeps the tables that were in force on it. How long
data are kept comes with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_app.domain.errors import IntegrityFault
from counter_app.law.dated import LawTableFault
from counter_app.law.notice import NoticeFacts
from counter_app.law.retention import FILE as RETENTION_FILE
from counter_app.law.retention import Retention, load_retention
from counter_app.law.tables import LawTables, load_tables, unpacked_retention, unpacked_tables
from counter_app.services.bundles import BundleDesk, Topic
from counter_app.sync.bundle import LAW


@dataclass(frozen=True, slots=True)
class Law:
    """Everything that one version of the law says."""

    tables: LawTables
    retention: Retention


@dataclass(frozen=True, slots=True)
class LawInForce:
    """Which law a till goes by on a day.

    Attributes:
        version: of its tables.
        since: the first day of the bundle that brought it; None for what the program brought.
        coming: version and first day of the next that is here and has not begun, or None.
        faults: one line for each loaded bundle that does not prove itself.
    """

    version: int
    since: date | None
    coming: tuple[int, date] | None
    faults: tuple[str, ...]


def load_law(folder: Path, facts: NoticeFacts) -> Law:
    """The law that the program brings.

    Raises:
        LawTableFault: a file is missing or damaged, or contradicts itself or another.
    """
    return Law(load_tables(folder), load_retention(folder / RETENTION_FILE, facts))


def law_topic(shipped: LawTables, facts: NoticeFacts) -> Topic:
    """What a bundle of the law must be: whole, by the same rules as the shipped one."""
    return Topic(shipped.version, _reader(facts))


class Statutes:
    """Chooses the law of a day."""

    def __init__(self, shipped: Law, bundles: BundleDesk, facts: NoticeFacts) -> None:
        """Nothing is read yet.

        Args:
            shipped: what the program brings.
            bundles: what HQ sent.
            facts: the notice in force: which fields need a clock.
        """
        self._shipped = shipped
        self._bundles = bundles
        self._unpacked = _reader(facts)
        self._read: dict[int, Law] = {}

    def on(self, day: date) -> LawTables:
        """The tables in force on a day.

        A bundle that another process loads meanwhile takes effect at the next question.

        Raises:
            IntegrityFault: `bundle_not_proved` or `bundle_payload`: the bundle in force cannot be
                used. Nothing is decided by older tables in its place.
        """
        return self._law(day).tables

    def retention_on(self, day: date) -> Retention:
        """How long data are kept, as it is in force on a day.

        Raises:
            IntegrityFault: as `on`; nothing is erased by older clocks in its place.
        """
        return self._law(day).retention

    def in_force(self, day: date) -> LawInForce:
        """Which version holds on a day, since when, what comes next, and what is wrong."""
        version = self._bundles.version_on(LAW, day)
        here = {row.version: row.valid_from for row in self._bundles.rows(LAW)}
        shipped = self._shipped.tables.version
        later = {
            number: first
            for number, first in here.items()
            if number > max(version, shipped) and first > day
        }
        coming = min(later.items(), key=lambda one: one[1], default=None)
        faults = tuple(self._bundles.faults())
        return LawInForce(version or shipped, here.get(version), coming, faults)

    def _law(self, day: date) -> Law:
        version = self._bundles.version_on(LAW, day)
        if not version:
            return self._shipped
        if version not in self._read:
            bundle = self._bundles.bundle(LAW, version)
            try:
                self._read[version] = self._unpacked(bundle.payload, version)
            except LawTableFault:  # it was usable when it was taken; this program is another one
                raise IntegrityFault("bundle_payload", topic=LAW, version=version) from None
        return self._read[version]


def _reader(facts: NoticeFacts) -> Callable[[bytes, int], Law]:
    def unpacked(payload: bytes, version: int) -> Law:
        tables = unpacked_tables(payload, version)
        return Law(tables, unpacked_retention(payload, facts, tables))

    return unpacked
