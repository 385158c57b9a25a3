"""What became of an article: disposals and movements, entered beside its ledger line.

The recipient's particulars are asked for only where the law wants them (Enforcement Regulations
art. 18, by goods and price): of a phone nobody needs to say who bought it. No envelope is made for
an act that holds them, for whether the recipient was shown the notice is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.custody import VictimReturn, victim_return
from counter_app.domain.customer import plain_text
from counter_app.domain.disposal import (
    Aftermath,
    Disposal,
    DisposalKind,
    Movement,
    Recipient,
    recipient_from,
)
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode, Yen, yen
from counter_app.law.jobs import Job
from counter_app.law.periods import VICTIM_RETURN, period_end
from counter_app.law.tables import LawTables
from counter_app.services.corrections import standing_line
from counter_app.services.holds import require_free
from counter_app.services.internal_acts import internal_act
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

_CARS = 4
"""The category of which the buyer's particulars are not needed (Act art. 16, proviso)."""


class DisposalDesk:
    """Enters where articles went."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        law: Callable[[date], LawTables],
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        """Nothing is asked yet.

        Args:
            record: the till's.
            clock: dates the acts.
            law: the tables in force on a day.
            staff: proves who enters.
            clocks: refuses a clock that cannot be right.
        """
        self._record = record
        self._clock = clock
        self._law = law
        self._staff = staff
        self._clocks = clocks

    def must_be_entered(self, line: LedgerLine, price: int, day: date) -> bool:
        """Whether the law wants the disposal of such goods at this price in the ledger."""
        keys = (f"goods.{line.goods}", f"category.{line.category}")
        duty = self._law(day).sale_records.first(keys, day)
        return duty is not None and price >= duty.from_yen

    def needs_recipient(self, line: LedgerLine, price: int, day: date) -> bool:
        """Whether the recipient's particulars have to be entered too."""
        return self.must_be_entered(line, price, day) and line.category != _CARS

    def look(self, number: LedgerNumber) -> LedgerLine:
        """A line whose article is still here.

        Raises:
            WrongInput, Refused: as `dispose`.
        """
        with self._record.read() as view:
            return self._free_line(view, number)

    def dispose(
        self,
        number: LedgerNumber,
        kind: DisposalKind,
        price: int | None,
        recipient: Recipient | None,
        by: StaffCode,
        pin: str,
        victim: VictimReturn | None = None,
    ) -> Disposal:
        """Enter a disposal at its line.

        Args:
            number: the line of the receipt as it holds now.
            kind: one of Form 15's three words.
            price: in yen; None for what is given back or handed over without one.
            recipient: who took it; only where the law asks for it.
            by: who enters it.
            pin: theirs.
            victim: for a return to the victim of a theft or loss (Act art. 20); told in an internal
                act beside the disposal, for it is nobody's business but the police's. Under a
                custody order only such a return is possible, with the police's consent; whoever
                may end an order may write that down.

        Raises:
            WrongInput: `line_unknown`, `price_form`, `disposal_incomplete`, `disposal_form`,
                `recipient_not_needed`: nothing is kept of a person that the law does not ask for;
                `victim_not_returned`, or as domain.custody.victim_return.
            Refused: `line_corrected`, `line_cancelled`, `line_erased`, `already_disposed`,
                `custody_ordered`, `victim_claim_over`, `not_a_manager`: the police's consent is
                no clerk's to note; `clock_backwards`, `pin_wrong` or `pin_locked`.
        """
        if victim is not None and kind is not DisposalKind.RETURN:
            raise WrongInput("victim_not_returned")
        paid = None if price is None and kind is not DisposalKind.SALE else yen(price or 0)
        lifts = victim is not None and bool(victim.consent)
        self._staff.prove_for(Deed.CUSTODY if lifts else Deed.DISPOSE, by, pin)
        with self._record.write() as tx:
            line, now = self._free_line(tx, number), self._clock.now()
            self._clocks.require_right(now)
            day = business_day(now)
            told_victim = None if victim is None else self._victim(victim, day)
            if told_victim is None or not told_victim.consent:
                require_free(self._record, tx, line, day)
            needed = self.needs_recipient(line, line.price if paid is None else paid, day)
            if recipient is not None and not needed:
                raise WrongInput("recipient_not_needed")
            if needed and recipient is None:
                raise WrongInput("disposal_incomplete")
            told = None if recipient is None else recipient_from(recipient)
            disposal = Disposal(day, kind, paid, told)
            self._record.write_act(
                tx,
                NewAct(
                    Kind.DISPOSAL,
                    by,
                    now,
                    _fields(line, disposal),
                    ref=line.act_seq,
                    bases=frozenset() if told else frozenset({"notice"}),
                ),
            )
            if told_victim is not None:
                note = InternalNote(NoteKind.VICTIM_RETURN, _returned(line, told_victim))
                self._record.write_act(tx, internal_act(note, by, now))
        return disposal

    def move(self, number: LedgerNumber, to: str, by: StaffCode, pin: str) -> Movement:
        """Note that an article went to another place of this dealer, such as HQ's warehouse.

        Raises:
            WrongInput: `line_unknown` or `movement_form`.
            Refused: as `dispose`; under a custody order it stays where it is.
        """
        place = plain_text(to, "movement_form")
        if not place:
            raise WrongInput("movement_form")
        self._staff.prove_for(Deed.MOVE, by, pin)
        with self._record.write() as tx:
            line, now = self._free_line(tx, number), self._clock.now()
            self._clocks.require_right(now)
            require_free(self._record, tx, line, business_day(now))
            fields = {"article.movement": {"line": line.number.running, "to": place}}
            notice = frozenset({"notice"})
            self._record.write_act(
                tx, NewAct(Kind.MOVED, by, now, fields, ref=line.act_seq, bases=notice)
            )
        return Movement(business_day(now), place)

    def _victim(self, victim: VictimReturn, day: date) -> VictimReturn:
        claim = self._law(day).periods.need(VICTIM_RETURN, day)
        return victim_return(victim, period_end(claim, victim.lost_on), day)

    def _free_line(self, view: Reading, number: LedgerNumber) -> LedgerLine:
        """A line that holds, and whose article is still here under every number it ever had."""
        line = standing_line(self._record, view, number)
        one: LedgerLine | None = line
        while one is not None:
            marks = self._record.marks.of_lines(view, [one.number.running])
            if marks.get(one.number.running, LineMarks()).disposed is not None:
                raise Refused("already_disposed")
            earlier = one.counter.corrects if one.counter else None
            found = self._record.ledger.numbered(view, [earlier.running] if earlier else [])
            one = found.get(earlier.running) if earlier else None
        return line


def aftermaths(record: Record, view: Reading, runnings: Iterable[int]) -> tuple[Aftermath, ...]:
    """What became of these lines; those of which nothing did are left out."""
    marks = record.marks.of_lines(view, runnings)
    return tuple(_aftermath(record, view, running, marks[running]) for running in sorted(marks))


def _aftermath(record: Record, view: Reading, running: int, marks: LineMarks) -> Aftermath:
    by = marks.corrected_by
    return Aftermath(
        LedgerNumber(record.till, running),
        None if by is None else LedgerNumber(record.till, by),
        None if marks.disposed is None else _disposal(*_opened(record, view, marks.disposed)),
        None if marks.moved is None else _movement(*_opened(record, view, marks.moved)),
    )


def _opened(record: Record, view: Reading, seq: int) -> tuple[StoredAct, dict[str, Any]]:
    stored = record.acts.act(view, seq)
    return stored, record.acts.fields_for(view, stored, Job.AFTERMATH)


def _fields(line: LedgerLine, disposal: Disposal) -> dict[str, Any]:
    told = {"line": line.number.running, "kind": disposal.kind.value, "price": disposal.price}
    fields: dict[str, Any] = {"article.disposal": told}
    if disposal.recipient is not None:
        one = disposal.recipient
        fields["person.name"], fields["person.address"] = one.name, one.address
        fields["person.occupation"], fields["person.age"] = one.occupation, one.age
    return fields


def _returned(line: LedgerLine, victim: VictimReturn) -> dict[str, Any]:
    return {
        "line": line.number.running,
        "victim": victim.victim,
        "police": victim.police,
        "lost_on": victim.lost_on.isoformat(),
        "consent": victim.consent,
    }


def _disposal(stored: StoredAct, fields: Mapping[str, Any]) -> Disposal | None:
    """The disposal that an act tells; None where its key is erased."""
    told = fields.get("article.disposal")
    if told is None:
        return None
    recipient = None
    if "person.name" in fields or "person.age" in fields:
        recipient = Recipient(
            fields.get("person.name", ""),
            fields.get("person.address", ""),
            fields.get("person.occupation", ""),
            fields.get("person.age"),
        )
    price = None if told["price"] is None else Yen(told["price"])
    return Disposal(business_day(stored.header.at), DisposalKind(told["kind"]), price, recipient)


def _movement(stored: StoredAct, fields: Mapping[str, Any]) -> Movement | None:
    told = fields.get("article.movement")
    return Movement(business_day(stored.header.at), told["to"]) if told else None
