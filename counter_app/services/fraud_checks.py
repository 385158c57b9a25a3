"""Deals of this till that look alike, for the manager's report of exceptions.

Read only for the notice's purpose 5, by a job of its own that no document's number or reading ever
reaches. What was read stays in memory as marks under a key of this run, from which nobody can be
read. Only this till's acts are asked: another till's are not here. A hint is never shown to the
customer, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.exceptions import CounterException, ExceptionKind
from counter_app.domain.fraud import Alike, FraudRules, PastDeal, alike
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.services.marks import Marks
from counter_app.services.split_deals import digits_of
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

_SLACK = timedelta(days=2)
"""Acts stand in the order of their sequence: a clock that was set back may turn two days round."""


class FraudChecks:
    """Looks through past deals."""

    def __init__(self, record: Record, rules: FraudRules) -> None:
        self._record = record
        self._rules = rules
        self._marks = Marks()
        self._known: dict[int, PastDeal] = {}

    def between(self, view: Reading, first: date, last: date) -> Iterator[CounterException]:
        """What stands out in the deals of these days, both included."""
        back = first - timedelta(days=self._rules.days)
        deals = [self._deal(view, act) for act in self._acts(view, back)]
        for found in alike(deals, self._rules, first, last):
            act = self._record.acts.act(view, found.deal.seq)
            yield from self._told(view, act, found)

    def _acts(self, view: Reading, back: date) -> list[StoredAct]:
        found: list[StoredAct] = []
        for act in self._record.acts.newest(view, Kind.ARTICLE_ACCEPTED):
            if business_day(act.header.at) < back - _SLACK:
                break
            found.append(act)
        return found[::-1]

    def _deal(self, view: Reading, act: StoredAct) -> PastDeal:
        """What is known of a deal; once its use has ceased, nothing, whatever was read before."""
        seq = act.header.seq
        if self._record.acts.is_for_duty(view, seq):
            self._known.pop(seq, None)
            return self._opened(view, act)
        known = self._known.get(seq)
        if known is None:
            known = self._known[seq] = self._opened(view, act)
        return known

    def _opened(self, view: Reading, act: StoredAct) -> PastDeal:
        header = act.header
        try:
            fields = self._record.acts.fields_for(view, act, Job.FRAUD_CHECK)
        except IntegrityFault:  # the check of the record tells of it
            fields = {}
        count = header.ledger[1] if header.ledger else 0
        numbers = [] if fields.get("application.kind") == "buyback_own_sale" else _numbers(fields)
        return PastDeal(
            header.seq,
            business_day(header.at),
            count,
            self._marks.of(self._persons(fields)),
            self._marks.of(numbers),
        )

    def _persons(self, fields: dict[str, Any]) -> Iterator[str]:
        """By what a person is known again: what they said, never what a document says."""
        name, born = fields.get("person.name", ""), fields.get("person.birth_date", "")
        if name and born:
            yield f"{self._record.folding.folded(name)}\n{born}"
        if digits := digits_of(fields.get("person.contact_phone", "")):
            yield digits

    def _told(self, view: Reading, act: StoredAct, found: Alike) -> Iterator[CounterException]:
        header, line = act.header, _line(act)
        if found.articles:
            facts: dict[str, object] = {
                "line": line,
                "articles": found.articles,
                "days": found.days,
            }
            yield CounterException(
                ExceptionKind.MANY_SALES, header.at, header.staff, facts, header.seq
            )
        if found.seen is not None:
            earlier = _line(self._record.acts.act(view, found.seen.seq))
            facts = {"line": line, "of": earlier, "day": found.seen.day.isoformat()}
            yield CounterException(
                ExceptionKind.SAME_ARTICLE, header.at, header.staff, facts, header.seq
            )


def _numbers(fields: dict[str, Any]) -> list[str]:
    told = [*fields.get("article.imei", ()), *fields.get("article.serial", ())]
    return [one for one in told if one]


def _line(act: StoredAct) -> str:
    first, _count = act.header.ledger or (0, 0)
    return str(LedgerNumber(act.header.till, first))
