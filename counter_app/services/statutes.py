"""The statutory tables in force on a day: those of HQ's bundle that has begun, or the shipped ones.

Of all bundles whose first day has come the greatest version holds; before any has begun, the tables
that the program brought. A day that is past keeps the tables that were in force on it.
"""

from __future__ import annotations

from datetime import date

from counter_app.domain.errors import IntegrityFault
from counter_app.law.dated import LawTableFault
from counter_app.law.tables import LawTables, unpacked_tables
from counter_app.services.bundles import BundleDesk, Topic
from counter_app.sync.bundle import LAW


def law_topic(shipped: LawTables) -> Topic:
    """What a bundle of statutory tables must be: whole, by the same rules as the shipped ones."""
    return Topic(shipped.version, unpacked_tables)


class Statutes:
    """Chooses the tables of a day."""

    def __init__(self, shipped: LawTables, bundles: BundleDesk) -> None:
        self._shipped = shipped
        self._bundles = bundles
        self._read: dict[int, LawTables] = {}

    def on(self, day: date) -> LawTables:
        """The tables in force on a day.

        A bundle that another process loads meanwhile takes effect at the next question.

        Raises:
            IntegrityFault: `bundle_not_proved` or `bundle_payload`: the bundle in force cannot be
                used. Nothing is decided by older tables in its place.
        """
        version = self._bundles.version_on(LAW, day)
        if not version:
            return self._shipped
        if version not in self._read:
            bundle = self._bundles.bundle(LAW, version)
            try:
                self._read[version] = unpacked_tables(bundle.payload, version)
            except LawTableFault:  # it was usable when it was taken; this program is another one
                raise IntegrityFault("bundle_payload", topic=LAW, version=version) from None
        return self._read[version]
