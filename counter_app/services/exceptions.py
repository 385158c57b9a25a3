"""The report of exceptions: everything between two days that went another way than the ordinary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.exceptions import CounterException, ExceptionKind
from counter_app.domain.internal import NOTE_FIELD, NoteKind
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.services.day_close import closed_days, closings
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

MOST_DAYS = 366
_USUAL = timedelta(days=31)
_EVERY_CLOSING = 1 << 30
_SLACK = timedelta(days=2)
"""Acts stand in the order of their sequence: a clock that was set back may turn two days round."""
_TOLD = frozenset({Kind.ARTICLE_ACCEPTED, Kind.CORRECTION, Kind.CLOCK_CONFIRMED, Kind.INTERNAL})


StandingOut = Callable[[Reading, date, date], Iterable[CounterException]]
"""What stands out among the deals of some days; services.fraud_checks has it."""


class ExceptionDesk:
    """Reads the exceptions from the acts; nothing is kept of its own."""

    def __init__(self, record: Record, clock: Clock, standing_out: StandingOut) -> None:
        self._record = record
        self._clock = clock
        self._standing_out = standing_out

    def between(self, first: date | None, last: date | None) -> list[CounterException]:
        """Everything of these days, both included, in the order of time; else of the last 31.

        A day that nobody closed stands at its end. What was erased, or is damaged, is passed over:
        the check of the record names the latter.

        Raises:
            WrongInput: `days_form`: the last day is before the first, or over a year after it.
        """
        today = business_day(self._clock.now())
        last = last or today
        first = first or last - _USUAL
        if not 1 <= (last - first).days + 1 <= MOST_DAYS:
            raise WrongInput("days_form", most=MOST_DAYS)
        with self._record.read() as view:
            found = [
                replace(told, seq=act.header.seq)
                for kind in sorted(_TOLD)
                for act in self._acts(view, kind, first)
                for told in self._of_act(view, act)
                if _within(told, first, last)
            ]
            found += self._standing_out(view, first, last)
            found += self._days(view, first, min(last, today - timedelta(days=1)))
            found += [one for one in self._differences(view) if _within(one, first, last)]
        return sorted(found, key=_moment)

    def _acts(self, view: Reading, kind: Kind, first: date) -> Iterator[StoredAct]:
        """The acts of a kind back to a day: of years only what is asked for is read."""
        for act in self._record.acts.newest(view, kind):
            if business_day(act.header.at) < first - _SLACK:
                return
            yield act

    def _of_act(self, view: Reading, act: StoredAct) -> Iterator[CounterException]:
        header = act.header
        if header.kind is Kind.CLOCK_CONFIRMED:
            yield CounterException(ExceptionKind.CLOCK_CONFIRMED, header.at, header.staff)
            return
        try:
            fields = self._record.acts.fields_for(view, act, Job.EXCEPTIONS)
        except IntegrityFault:
            return
        if header.kind is Kind.ARTICLE_ACCEPTED:
            yield from _of_deal(act, fields)
        elif header.kind is Kind.CORRECTION:
            yield from _of_correction(act, fields)
        else:
            told = fields.get(NOTE_FIELD, {})
            if told.get("kind") == NoteKind.PIN_LOCKED:
                yield CounterException(ExceptionKind.PIN_LOCKED, header.at, told["code"])

    def _days(self, view: Reading, first: date, last: date) -> Iterator[CounterException]:
        """Days with purchases that nobody closed."""
        closed = closed_days(self._record, view)
        bought = {line.day for line in self._record.ledger.between(view, first, last)}
        for day in sorted(bought - closed):
            facts = {"day": day.isoformat()}
            yield CounterException(ExceptionKind.DAY_NOT_CLOSED, None, "", facts)

    def _differences(self, view: Reading) -> Iterator[CounterException]:
        """Days whose drawer did not agree with the ledger."""
        for closing in closings(self._record, view, _EVERY_CLOSING):
            if closing.difference:
                facts: dict[str, object] = {
                    "day": closing.sums.day.isoformat(),
                    "yen": closing.difference,
                    "reason": closing.drawer.reason,
                }
                yield CounterException(
                    ExceptionKind.DAY_DIFFERENCE, closing.at, closing.by, facts, closing.act_seq
                )


def _of_deal(act: StoredAct, fields: Mapping[str, Any]) -> Iterator[CounterException]:
    header = act.header
    line = _line(act)
    if fields.get("application.approved_by"):
        facts = {"line": line, "yen": fields.get("billing.amount", 0), "clerk": header.staff}
        by = fields["application.approved_by"]
        yield CounterException(ExceptionKind.APPROVAL, header.at, by, facts)
    if late := fields.get("application.late"):
        facts = {"line": line, "received_at": late["received_at"], "reason": late["reason"]}
        yield CounterException(ExceptionKind.LATE_ENTRY, header.at, header.staff, facts)


def _of_correction(act: StoredAct, fields: Mapping[str, Any]) -> Iterator[CounterException]:
    told = fields.get("article.corrects")
    if told is None:  # erased
        return
    kind = ExceptionKind.CANCELLATION if told["cancels"] else ExceptionKind.CORRECTION
    facts = {
        "line": _line(act),
        "of": str(LedgerNumber(act.header.till, told["line"])),
        "reason": fields.get("other.correction", ""),
    }
    yield CounterException(kind, act.header.at, act.header.staff, facts)


def _line(act: StoredAct) -> str:
    first, _count = act.header.ledger or (0, 0)
    return str(LedgerNumber(act.header.till, first))


def _within(one: CounterException, first: date, last: date) -> bool:
    return one.at is not None and first <= business_day(one.at) <= last


def _moment(one: CounterException) -> tuple[date, float, int]:
    if one.at is None:
        return date.fromisoformat(str(one.facts["day"])), float("inf"), 0
    return business_day(one.at), one.at.timestamp(), one.seq
