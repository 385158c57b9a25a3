"""What the same person sold here earlier on a day: one deal may be split to stay below the limit.

Below 10,000 yen nobody has to be confirmed (Secondhand Articles Dealer Act art. 15(2)(i)), and two
halves of one deal are each below it. So the day's small deals of a person are counted together
(docs/decisions/006-split-deals.md). Only this till's ledger is asked: another till's is not here.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.clock import business_day
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import Yen
from counter_app.domain.visit import Visit
from counter_app.law.jobs import Job
from counter_app.services.marks import Marks
from counter_app.storage.ledger_lines import line_values
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


@dataclass(frozen=True, slots=True)
class Person:
    """By what a person is known again.

    Attributes:
        names: folded, variants of characters too.
        named: a folded name with a birth date (ISO 8601), or a company's with its folded address.
        phones: digits of telephone numbers.
    """

    names: frozenset[str]
    named: frozenset[tuple[str, str]]
    phones: frozenset[str]

    @property
    def told(self) -> frozenset[str]:
        """Everything by which they are known again."""
        return self.phones | {"\n".join(one) for one in self.named}

    def may_be(self, name: str) -> bool:
        """Whether a line in this folded name is worth a look."""
        return bool(self.phones) or name in self.names


@dataclass(frozen=True, slots=True)
class _Told:
    """Whose deal an act tells of, as marks from which nobody can be read."""

    marks: frozenset[bytes]
    counts: bool = True


class EarlierDeals:
    """Looks through the day's ledger lines; they are few.

    Opening an act takes some milliseconds and the question comes with every step, so whose it is
    stays in memory: as marks under a key of this run, for acts never change.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._fold = record.folding.folded
        self._marks = Marks()
        self._told: dict[int, _Told] = {}

    def of_day(self, visit: Visit, day: date, below: int) -> Yen:
        """What the visit's person sold here on a day in deals that were each below a limit, in yen.

        Args:
            visit: whose person is meant; its own lines do not count.
            day: business day of the receipts.
            below: the limit in yen; of a visit that reaches it by itself nothing is asked.
        """
        person = person_of(visit, self._fold)
        marks = self._marks.of(person.told)
        if visit.offer >= below or not marks:
            return Yen(0)
        with self._record.read() as view:
            return Yen(
                sum(
                    sold
                    for lines in self._deals(view, day)
                    if lines[0].visit_id != visit.visit_id
                    and not self._has_ceased(view, lines)
                    and 0 < (sold := sum(line.yen for line in lines)) < below
                    and any(person.may_be(self._fold(line.name)) for line in lines)
                    and self._is_of(view, lines, marks)
                )
            )

    def _deals(self, view: Reading, day: date) -> Iterator[Sequence[LedgerLine]]:
        """The lines of each deal of a day, with what corrects them; written then or later."""
        deals: dict[str, list[LedgerLine]] = defaultdict(list)
        for line in self._record.ledger.between(view, day, date.max):
            received = line.late.received_at if line.late else line.at
            began = line.counter is None and business_day(received) == day
            if began or line.visit_id in deals:
                deals[line.visit_id].append(line)
        yield from deals.values()

    def _has_ceased(self, view: Reading, lines: Iterable[LedgerLine]) -> bool:
        """Whether the person asked that use cease: what was read of a deal before goes, too."""
        seqs = [one.act_seq for one in lines]
        if not any(self._record.acts.is_for_duty(view, seq) for seq in seqs):
            return False
        for seq in seqs:
            self._told.pop(seq, None)
        return True

    def _is_of(self, view: Reading, lines: Sequence[LedgerLine], marks: frozenset[bytes]) -> bool:
        """Whether a deal was this person's; a buy-back is none of those that the law counts."""
        told = [self._told_by(view, line) for line in lines]
        return all(one.counts for one in told) and any(one.marks & marks for one in told)

    def _told_by(self, view: Reading, line: LedgerLine) -> _Told:
        known = self._told.get(line.act_seq)
        if known is None:
            known = self._told[line.act_seq] = self._opened(view, line)
        return known

    def _opened(self, view: Reading, line: LedgerLine) -> _Told:
        """The particulars behind a line."""
        try:
            stored = self._record.acts.act(view, line.act_seq)
            fields = self._record.acts.fields_for(view, stored, Job.SPLIT_DEALS)
        except IntegrityFault:  # the check of the record tells of it, and nothing is accepted
            return _Told(frozenset())
        values = line_values(stored.header, fields, line.number.running)
        phone = fields.get("person.contact_phone", "")
        name, born = values.get("person.name", ""), values.get("person.birth_date", "")
        if values.get("person.at_counter"):  # a company has no birth date
            born = self._fold(values.get("person.address", ""))
        person = _person([(name, born)], phone, self._fold)
        return _Told(
            self._marks.of(person.told), values.get("application.kind") != "buyback_own_sale"
        )


def person_of(visit: Visit, fold: Callable[[str], str]) -> Person:
    """The person of a visit: as they said, and as their document says; or the company."""
    if visit.seller_type == "company":
        company = visit.standing
        return _person([(company.name, fold(company.address))], visit.seller.contact_phone, fold)
    told = [(visit.seller.name, visit.seller.birth_date)]
    if visit.document is not None:
        told.append((visit.document.name, visit.document.birth_date))
    named = [(name, born.isoformat() if born else "") for name, born in told]
    return _person(named, visit.seller.contact_phone, fold)


def _person(named: Iterable[tuple[str, str]], phone: str, fold: Callable[[str], str]) -> Person:
    told = [(fold(name), born) for name, born in named]
    known = frozenset((name, born) for name, born in told if name and born)
    digits = digits_of(phone)
    return Person(
        frozenset(name for name, _born in known), known, frozenset({digits} if digits else ())
    )


def digits_of(phone: str) -> str:
    """A telephone number's digits, in any width and with any signs between them."""
    plain = unicodedata.normalize("NFKC", phone)
    return "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
