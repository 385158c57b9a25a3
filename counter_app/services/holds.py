"""What a hold keeps from happening: an article that goes out, a deal that is erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.domain.article import Article
from counter_app.domain.errors import Refused
from counter_app.domain.folding import folded_number
from counter_app.domain.holds import Hold, HoldKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber
from counter_app.services.retention import Held
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def first_line(record: Record, view: Reading, line: LedgerLine) -> LedgerLine:
    """The line by which the article of a line came in, whatever corrected it since."""
    while line.counter is not None and line.counter.corrects is not None:
        running = line.counter.corrects.running
        earlier = record.ledger.numbered(view, [running]).get(running)
        if earlier is None:
            return line
        line = earlier
    return line


def held_articles(
    record: Record, view: Reading, lines: Iterable[LedgerLine], day: date
) -> dict[int, Hold]:
    """The custody order that keeps each of these lines' articles longest, by the lines' numbers."""
    first = {line.number.running: first_line(record, view, line) for line in lines}
    holds = record.holds.on(view, {one.number.running for one in first.values()}, day)
    found: dict[int, Hold] = {}
    for running, one in first.items():
        orders = [
            hold for hold in holds.get(one.number.running, []) if hold.kind is HoldKind.CUSTODY
        ]
        if orders:
            found[running] = max(orders, key=lambda hold: hold.last or date.max)
    return found


def require_free(record: Record, view: Reading, line: LedgerLine, day: date) -> None:
    """Refuse what would take an article out of the shop that the police ordered to be kept.

    Raises:
        Refused: `custody_ordered` with the last day.
    """
    hold = held_articles(record, view, [line], day).get(line.number.running)
    if hold is not None:
        raise Refused("custody_ordered", until=hold.last)


def require_not_offered(
    record: Record, view: Reading, articles: Iterable[Article], day: date
) -> None:
    """Refuse to take in what has a number of an article that the police ordered to be kept here.

    A number is an IMEI, of either SIM, or a serial; makers count alike, so that a serial is one of
    its kind of goods.

    Raises:
        Refused: `custody_offered` with the ledger number and the last day.
    """
    offered = [_numbers(one.goods, one.serial, one.imei, one.imei2) for one in articles]
    for hold in record.holds.standing(view, day):
        if hold.kind is not HoldKind.CUSTODY:
            continue
        for line in _every_form(record, view, hold.running):
            if any(_numbers(line.goods, line.serial, line.imei) & one for one in offered):
                number = LedgerNumber(record.till, line.number.running)
                raise Refused("custody_offered", number=number, until=hold.last)


def _numbers(goods: str, serial: str, *imeis: str) -> frozenset[tuple[str, str]]:
    """What tells an article from its sisters, as it is compared."""
    known = {("imei", imei) for imei in imeis if imei}
    plain = folded_number(serial)
    return frozenset(known | ({(goods, plain)} if plain else set()))


def _every_form(record: Record, view: Reading, running: int) -> Iterator[LedgerLine]:
    """The line by which an article came in, and what put it right, one after the other."""
    at: int | None = running
    while at is not None:
        yield from record.ledger.numbered(view, [at]).values()
        at = record.marks.of_lines(view, [at]).get(at, LineMarks()).corrected_by


def holds_of(record: Record, clock: Clock) -> Held:
    """What retention asks: the acts that a hold keeps today, and requests not answered yet."""

    def held(view: Reading) -> frozenset[int]:
        waiting = {row.seq for row in record.requests.waiting(view)}
        return record.holds.acts(view, business_day(clock.now())) | waiting

    return held
