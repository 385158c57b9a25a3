"""Disclosure: everything that is kept of a person, as a paper and as JSON.

What is told is made from the acts of the person's deals and requests alone; no internal act is
among them, and nothing in it depends on how many acts there are, so that it reads byte for byte the
same with suspicions, holds and inquiries of the police as without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_app.clock import Clock, business_day
from counter_app.documents.disclosure import DisclosurePaper, disclosure_paper
from counter_app.documents.paper_file import save_paper
from counter_app.domain.acts import Kind
from counter_app.domain.disclosure import Disclosure, Entry, GivenOut
from counter_app.domain.errors import Refused
from counter_app.domain.holds import HoldKind
from counter_app.domain.requests import (
    Answer,
    Request,
    RequestKind,
    RequestRow,
    Result,
    free_text,
)
from counter_app.domain.values import StaffCode
from counter_app.law.provenance import Source
from counter_app.law.requests import RequestRules
from counter_app.law.retention import Retention
from counter_app.services.disclosed_fields import (
    Told,
    deal_entries,
    opened_file,
    opening_entries,
    provision_entry,
    request_entries,
)
from counter_app.services.note_release import released_notes
from counter_app.services.papers import MadePaper
from counter_app.services.press import Press
from counter_app.services.request_deals import Deal, deals_of
from counter_app.services.request_erasure import gone_parts
from counter_app.services.requests import RequestDesk
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

GivenOutOf = Callable[[Reading, frozenset[int]], Iterable[GivenOut]]
"""The records of provisions about these acts, each narrowed to the person whose acts they are."""


def nothing_given(_view: Reading, _acts: frozenset[int]) -> Iterable[GivenOut]:
    """No record but those that refer to the deal itself."""
    return ()


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """The tables by which a disclosure is told.

    Attributes:
        sources: where each field comes from.
        rules: what is erased when a person asks.
        retention_on: the clocks that hold on a day.
        given_out: what was given to third parties.
    """

    sources: Mapping[str, Source]
    rules: RequestRules
    retention_on: Callable[[date], Retention]
    given_out: GivenOutOf = nothing_given


@dataclass(frozen=True, slots=True)
class MadeDisclosure:
    """A disclosure in both forms; the JSON says the same as the paper, and strokes whole."""

    disclosure: Disclosure
    paper: MadePaper
    json: bytes

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the JSON."""
        return hashlib.sha256(self.json).hexdigest()


class DisclosureDesk:
    """Makes disclosures, and answers requests for them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        desk: RequestDesk,
        tables: DisclosureRules,
        press: Press,
    ) -> None:
        self._record = record
        self._clock = clock
        self._desk = desk
        self._tables = tables
        self._press = press

    def draft(self, number: str) -> MadeDisclosure:
        """What would be disclosed now; nothing is answered.

        Raises:
            WrongInput: `request_unknown`.
            Refused: `request_other_kind` or `request_no_deals`.
        """
        with self._record.read() as view:
            return self._made(view, self._desk.opened(view, number))

    def disclose(
        self, number: str, text: str, by: StaffCode, pin: str
    ) -> tuple[Request, MadeDisclosure]:
        """Answer a request by disclosing all that is kept; the answer holds the JSON's digest.

        Raises:
            WrongInput: `request_unknown` or `request_form`.
            Refused: as `draft`; `request_answered`, `request_unchecked`, `not_a_manager`,
                `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        request, words = self._desk.get(number), free_text(text)
        _require_kind(request)
        self._desk.require_ready(request)
        self._desk.prove(request, by, pin)
        with self._record.write() as tx:
            made = self._made(tx, self._desk.opened(tx, number))
            told = Answer(0, self._clock.now(), by, Result.DONE, words, file=made.digest)
            return self._desk.answered(tx, number, told), made

    def hand_over(self, made: MadeDisclosure, folder: Path) -> None:
        """Put the JSON into a folder, readable by its owner alone.

        Raises:
            NotPossibleNow: `disk_full` or `paper_not_written`.
        """
        save_paper(folder / f"disclosure_{made.disclosure.number}.json", made.json)

    def _made(self, view: Reading, request: Request) -> MadeDisclosure:
        _require_kind(request)
        told = self._disclosure(view, request)
        data = told.to_bytes()
        press = self._press
        packs = press.packs(request.asked.language)
        paper = DisclosurePaper(
            *(press.shop, told, packs, hashlib.sha256(data).hexdigest()),
            *(request.asked.language, press.demo),
        )
        pdf = disclosure_paper(paper, press.fonts(), press.texts, self._clock.now())
        return MadeDisclosure(told, MadePaper(f"disclosure_{request.number}.pdf", pdf), data)

    def _disclosure(self, view: Reading, request: Request) -> Disclosure:
        today, name = business_day(self._clock.now()), request.asked.name
        deals = deals_of(self._record, view, request.deals)
        retention = self._tables.retention_on(today)
        gone = gone_parts(self._record, view, self._tables.rules, retention, today)
        facts = self._press.notices.facts
        told = Told(facts, retention, self._tables.sources, gone, today, self._press.named)
        entries: list[Entry] = []
        for deal in deals:
            entries += deal_entries(self._record, view, deal, name, told)
        for deal, stored in self._openings(view, deals):
            entries += opening_entries(self._record, view, stored, deal, told)
        acts = frozenset(act.header.seq for deal in deals for act in deal.acts)
        entries += [provision_entry(one, told) for one in self._tables.given_out(view, acts)]
        for row in self._requests(view, request, deals):
            entries += request_entries(self._record, view, row, told)
        return Disclosure(
            number=request.number,
            name=name,
            made_on=today,
            controller=facts.controller,
            shop=self._press.shop.name,
            till=self._press.shop.till,
            deals=tuple(str(deal.number) for deal in deals),
            entries=tuple(entries),
            released=tuple(released_notes(self._record, view, deals)),
        )

    def _openings(self, view: Reading, deals: list[Deal]) -> Iterator[tuple[Deal, StoredAct]]:
        """Openings before the acceptance: they refer to nothing, and name the sealed file."""
        home = {
            part.blob: deal
            for deal in deals
            for act in deal.acts
            for part in act.header.parts
            if part.blob
        }
        for stored in self._record.acts.of_kind(view, Kind.IMAGE_OPENED) if home else ():
            if stored.header.ref is None:
                deal = home.get(opened_file(self._record, view, stored))
                if deal is not None:
                    yield deal, stored

    def _requests(self, view: Reading, request: Request, deals: list[Deal]) -> list[RequestRow]:
        """This request, and every other of this person about one of these deals."""
        lines = {deal.number.running for deal in deals}
        about = self._record.holds.of_lines(view, lines, HoldKind.REQUEST)
        seqs = {int(one.reference) for one in about} | {request.row.seq}
        folded = self._record.folding.folded
        return [
            row
            for row in self._record.requests.every(view)
            if row.seq in seqs and folded(row.name) == folded(request.asked.name)
        ]


def _require_kind(request: Request) -> None:
    if request.kind is not RequestKind.DISCLOSURE:
        raise Refused("request_other_kind")
    if not request.deals:
        raise Refused("request_no_deals")
