"""The register of provisions, as a paper and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.provision_register import (
    ProvisionRegister,
    RegisterEntry,
    consent_words,
    person_words,
    provision_register,
)
from counter_app.documents.words import PAPER_LANGUAGE, paper_words
from counter_app.domain.shop import Shop
from counter_app.domain.third_party import KeptProvision
from counter_app.law.retention import Retention
from counter_app.services.ledger_files import defused
from counter_app.services.papers import MadePaper
from counter_app.services.provision_records import kept_to
from counter_app.services.third_parties import ThirdPartyDesk
from counter_app.texts import TextCatalogues

_COLUMNS = (
    *("seq", "day", "kind", "recipient", "address", "representative", "basis", "contract", "row"),
    *("person", "consent", "items", "output", "by", "method", "kept_to"),
)


class RegisterDesk:
    """Makes the register of provisions."""

    def __init__(
        self,
        given: ThirdPartyDesk,
        clock: Clock,
        shop: Shop,
        retention_on: Callable[[date], Retention],
        made_with: tuple[Callable[[], PaperFonts], TextCatalogues],
        *,
        demo: bool,
    ) -> None:
        """Nothing is made yet.

        Args:
            given: finds the records.
            clock: dates the paper.
            shop: whose register it is.
            retention_on: the clocks that hold on a day.
            made_with: the papers' fonts and words.
            demo: papers are marked as specimens.
        """
        self._given = given
        self._clock = clock
        self._shop = shop
        self._retention_on = retention_on
        self._fonts, self._texts = made_with
        self._demo = demo

    def entries(
        self, first: date | None = None, last: date | None = None, to: str = ""
    ) -> tuple[RegisterEntry, ...]:
        """The records of these days by recipient and day, with what they say in words.

        Args:
            first: first day, included; None for an open end.
            last: last day, included; None for an open end.
            to: key or name of one recipient; empty for all.
        """
        every = self._given.records()
        today = business_day(self._clock.now())
        until = kept_to(every, self._retention_on(today), today)
        found = [
            one
            for one in every
            if (first or date.min) <= one.record.day <= (last or date.max)
            and to in ("", one.record.recipient.key, one.record.recipient.name)
        ]
        found.sort(key=lambda one: (one.record.recipient.name, one.record.day, one.seq))
        return tuple(self._entry(one, until[one.seq]) for one in found)

    def paper(self, first: date | None = None, last: date | None = None, to: str = "") -> MadePaper:
        """The register as a paper; asked as `entries`."""
        register = ProvisionRegister(
            self._shop, self.entries(first, last, to), first, last, self._demo
        )
        now = self._clock.now()
        pdf = provision_register(register, self._fonts(), self._texts, now)
        return MadePaper(f"provisions_{business_day(now).isoformat()}.pdf", pdf)

    def file(self, entries: Sequence[RegisterEntry]) -> bytes:
        """Records as CSV: one row a person; UTF-8 with a byte order mark, for spreadsheets."""
        words = paper_words(self._texts, PAPER_LANGUAGE)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([words.say(f"paper.provisions.{name}") for name in _COLUMNS])
        for entry in entries:
            told = entry.kept.record
            basis = words.say(f"paper.provisions.basis.{told.basis}") if told.basis else ""
            start = (
                *(f"{entry.kept.seq}", told.day.isoformat()),
                words.say(f"paper.provisions.kind.{told.recipient.kind}"),
                *(told.recipient.name, told.recipient.address, told.recipient.representative),
                *(basis, told.contract),
                words.say(f"paper.provisions.row.{told.row}") if told.row else "",
            )
            end = (
                "、".join(entry.items),
                f"{told.output.reference} {told.output.sha256}" if told.output else "",
                entry.kept.by,
                words.say(f"paper.provisions.method.{told.method}"),
                entry.kept_to.isoformat() if entry.kept_to else "",
            )
            whom = [(person_words(one), consent_words(words, one)) for one in told.persons]
            for person in whom or [("", "")]:
                writer.writerow([defused(cell) for cell in (*start, *person, *end)])
        return out.getvalue().encode("utf-8-sig")

    def _entry(self, kept: KeptProvision, until: date | None) -> RegisterEntry:
        today = business_day(self._clock.now())
        clocks = self._retention_on(today)
        names = [clocks.fields.find(field, today) for field in kept.record.fields]
        return RegisterEntry(kept, tuple(row.ja for row in names if row is not None), until)
