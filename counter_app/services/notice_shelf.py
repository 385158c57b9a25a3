"""The versions of the notice at a till: those that the program brings, and those that HQ signed.

A bundle of the topic `notice` says HQ's approval of very bytes, from its first day on; and it may
carry a whole version, with the files that the program did not bring. Every bundle that was taken
counts, not the last one only. After going over to another HQ the versions stay known, so that
earlier customers keep the limits of their consent; what the former HQ approved has to be approved
anew, by the new one or by a manager.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import CounterError
from counter_app.law.notice_bundle import NoticeBundle, parse_notice_bundle
from counter_app.law.notice_family import NoticeFamily
from counter_app.services.bundles import BundleDesk, Topic
from counter_app.storage.bundle_rows import BundleRow
from counter_app.sync.bundle import NOTICE


@dataclass(frozen=True, slots=True)
class _Known:
    """What the bundles up to a version come to.

    Attributes:
        approved: SHA-256 of a wording, from which day on, and the key of the HQ that says so.
    """

    through: int
    family: NoticeFamily
    approved: tuple[tuple[str, date, str], ...]
    faults: tuple[str, ...]


class NoticeShelf:
    """Keeps the versions, and whether HQ approved a wording."""

    def __init__(self, shipped: NoticeFamily, bundles: BundleDesk | None = None) -> None:
        """Nothing of HQ is read yet.

        Args:
            shipped: the versions that the program brings.
            bundles: what HQ sent; nothing when not given.
        """
        self._bundles = bundles
        self._known = _Known(0, shipped, (), ())

    def family(self) -> NoticeFamily:
        """Every version that is known now."""
        return self._read().family

    def approved(self, day: date) -> frozenset[str]:
        """SHA-256 of every wording that the present HQ approved by a day."""
        approved, bundles = self._read().approved, self._bundles
        if bundles is None:
            return frozenset()
        present = {key for key in {key for *_, key in approved} if bundles.is_present_hq(key)}
        return frozenset(
            sha256 for sha256, first, key in approved if first <= day and key in present
        )

    def faults(self) -> tuple[str, ...]:
        """One line for each notice bundle that does not prove itself or can no longer be used."""
        return self._read().faults

    def check(self, payload: bytes, _version: int) -> NoticeBundle:
        """Whether a bundle's payload can be used beside what is here.

        Raises:
            NoticeFactsFault: as NoticeFamily.with_version.
            NoticePackFault: as read_version.
        """
        told = parse_notice_bundle(payload)
        if told.notice is not None:
            self.family().with_version(told.notice)
        return told

    def topic(self) -> Topic:
        """What a bundle of the notice must be."""
        return Topic(0, self.check)

    def _read(self) -> _Known:
        if self._bundles is None or self._bundles.newest(NOTICE) <= self._known.through:
            return self._known
        for row in self._bundles.rows(NOTICE):
            if row.version > self._known.through:
                self._known = self._with(self._known, row, self._bundles)
        return self._known

    def _with(self, known: _Known, row: BundleRow, bundles: BundleDesk) -> _Known:
        """What is known with one more bundle; one that is no longer sound is told, not used."""
        version = row.version
        try:
            bundle = bundles.bundle(NOTICE, version)
            told = parse_notice_bundle(bundle.payload)
            family = known.family
            if told.notice is not None:
                family = family.with_version(told.notice.held_from(bundle.valid_from))
        except (CounterError, ValueError) as fault:
            line = f"bundle {NOTICE} {version}: {getattr(fault, 'code', fault)}"
            return _Known(version, known.family, known.approved, (*known.faults, line))
        approved = tuple((one, bundle.valid_from, row.hq_key) for one in told.sha256.values())
        return _Known(version, family, (*known.approved, *approved), known.faults)
