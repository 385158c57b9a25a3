"""Police bulletins: entered with the day of arrival, and looked for in the ledger.

A manager enters what came on paper; what HQ sends is stamped with the day on which this till took
it. Whatever is here on arrival is looked for at once (Secondhand Articles Dealer Act art. 19(2),
(3)); receipts are bulletin_gate's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from counter_app.clock import Clock, business_day
from counter_app.domain.bulletin import KEPT_AS, ArrivedBulletin, Bulletin, checked
from counter_app.domain.bulletin_files import bulletins_from, require_bulletins
from counter_app.domain.bulletin_match import (
    Match,
    MatchTable,
    Strength,
    match,
    of_line,
    seen,
    wanted,
)
from counter_app.domain.errors import Refused
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode
from counter_app.law.retention import Retention
from counter_app.services.bundles import Topic
from counter_app.services.internal_acts import internal_act
from counter_app.services.retention import BY_ITSELF
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.bulletin_rows import STAMP_TOLD, stamp_told
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A ledger line that a bulletin means.

    Attributes:
        line: as it holds now.
        disposed: whether its article has gone to somebody else.
    """

    bulletin: ArrivedBulletin
    line: LedgerLine
    match: Match
    disposed: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """A bulletin that was entered, and what of the ledger it means."""

    bulletin: ArrivedBulletin
    found: tuple[LineMatch, ...]


class BulletinsDesk:
    """Enters bulletins and looks for what they mean."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        staff: StaffDesk,
        clocks: ClockDesk,
        retention_on: Callable[[date], Retention],
        table: MatchTable,
    ) -> None:
        """Nothing is entered yet.

        Args:
            record: the till's.
            clock: stamps the arrival.
            staff: proves who enters.
            clocks: refuses a clock that cannot be right: the stamp is what the law asks for.
            retention_on: how long a bulletin is kept, as it is in force on a day.
            table: how words are compared.
        """
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks
        self._retention_on = retention_on
        self.table = table

    def enter(self, bulletin: Bulletin, manager: StaffCode, pin: str) -> Entered:
        """Enter a bulletin that came on paper, with today as its day of arrival.

        Raises:
            WrongInput: as domain.bulletin.checked.
            Refused: `bulletin_known`, `not_a_manager`, `pin_wrong`, `pin_locked` or
                `clock_backwards`.
        """
        clean = checked(bulletin)
        with self._record.read() as view:
            self._require_new(view, clean)
        self._staff.prove_for(Deed.ENTER_BULLETIN, manager, pin)
        with self._record.write() as tx:
            self._require_new(tx, clean)
            arrived = self._stamp(tx, clean, manager)
        return Entered(arrived, self._look([arrived], manager))

    def take(self, tx: Writing, payload: bytes) -> Callable[[], object]:
        """Enter the bulletins that HQ sent, in the transaction that takes its bundle.

        Returns:
            What looks for them in the ledger, once they are kept.

        Raises:
            WrongInput: the payload holds none that could be kept.
            Refused: `clock_backwards`.
        """
        arrived = [
            self._stamp(tx, bulletin, BY_ITSELF)
            for bulletin in dict.fromkeys(bulletins_from(payload))
            if not self._record.bulletins.has(tx, bulletin)
        ]
        return partial(self._look, arrived, BY_ITSELF)

    def in_force(self) -> tuple[ArrivedBulletin, ...]:
        """The bulletins that articles are matched with today, the latest arrival first."""
        with self._record.read() as view:
            return tuple(self._in_force(view))

    def matches(self) -> tuple[LineMatch, ...]:
        """What of the ledger every bulletin in force means: the surest first, then by number."""
        with self._record.read() as view:
            found = list(self._found(view, self._in_force(view)))
        order = [Strength.EXACT, Strength.SIMILAR]
        return tuple(
            sorted(
                found,
                key=lambda one: (one.disposed, order.index(one.match.strength), one.line.number),
            )
        )

    def _in_force(self, view: Reading) -> list[ArrivedBulletin]:
        return self._record.bulletins.in_force(view, business_day(self._clock.now()))

    def _require_new(self, view: Reading, bulletin: Bulletin) -> None:
        if self._record.bulletins.has(view, bulletin):
            raise Refused("bulletin_known")

    def _stamp(self, tx: Writing, bulletin: Bulletin, by: StaffCode) -> ArrivedBulletin:
        """Write the day of arrival as an act, and keep the bulletin."""
        now = self._clock.now()
        self._clocks.require_right(now)
        day = business_day(now)
        last = self._retention_on(day).kept_to(KEPT_AS, day)
        told = {
            "number": bulletin.number,
            "station": bulletin.station,
            STAMP_TOLD: stamp_told(day, last, bulletin.digest),
        }
        note = InternalNote(NoteKind.BULLETIN_ARRIVED, told)
        seq = self._record.write_act(tx, internal_act(note, by, now)).header.seq
        arrived = ArrivedBulletin(seq, bulletin, day, last)
        self._record.bulletins.add(tx, arrived)
        return arrived

    def _look(self, arrived: list[ArrivedBulletin], by: StaffCode) -> tuple[LineMatch, ...]:
        """Look through the ledger once for all of them, and note each number that is here.

        The bulletins are kept by now, so that no receipt gets past them meanwhile; nobody waits
        for the looking, which takes as long as the ledger is.
        """
        with self._record.read() as view:
            found = tuple(self._found(view, arrived))
        here = [one for one in found if one.match.strength is Strength.EXACT and not one.disposed]
        if here:
            with self._record.write() as tx:
                for one in here:
                    self._note(tx, one, by, self._clock.now())
        return found

    def _note(self, tx: Writing, one: LineMatch, by: StaffCode, at: datetime) -> None:
        told = match_told(one.bulletin, one.match) | {"line": one.line.number.running}
        note = InternalNote(NoteKind.MATCH_FOUND, told)
        self._record.write_act(tx, internal_act(note, by, at))

    def _found(self, view: Reading, bulletins: Iterable[ArrivedBulletin]) -> Iterator[LineMatch]:
        """The lines that hold and that one of these bulletins means."""
        items = [(one, wanted(one.bulletin, self.table)) for one in bulletins]
        if not items:
            return
        lines = {line.number.running: line for line in self._record.ledger.all(view)}
        marks = self._record.marks.of_lines(view, lines)
        for running, line in lines.items():
            cancels = line.counter is not None and line.counter.cancels
            if line.erased or cancels or marks.get(running, LineMarks()).corrected_by is not None:
                continue
            article = seen(of_line(line), self.table)
            for bulletin, told in items:
                hit = match(told, article, self.table)
                if hit is not None:
                    gone = any(
                        marks.get(one, LineMarks()).disposed is not None
                        for one in _numbers(line, lines)
                    )
                    yield LineMatch(bulletin, line, hit, gone)


def bulletins_topic(desk: BulletinsDesk) -> Topic:
    """What a bundle of bulletins must be, and where its bulletins go; the program brings none."""
    return Topic(0, require_bulletins, desk.take)


def match_told(bulletin: ArrivedBulletin, found: Match) -> dict[str, object]:
    """What an internal act tells of a match: the bulletin's own words for it, and nothing more."""
    return {
        "bulletin": bulletin.seq,
        "number": bulletin.bulletin.number,
        "station": bulletin.bulletin.station,
        "item": found.item,
        "by": list(found.by),
        "strength": found.strength.value,
    }


def _numbers(line: LedgerLine, lines: dict[int, LedgerLine]) -> Iterator[int]:
    """The line's running number, and those of the lines that it corrects."""
    one: LedgerLine | None = line
    while one is not None:
        yield one.number.running
        corrects = one.counter.corrects if one.counter else None
        one = lines.get(corrects.running) if corrects else None
