"""A manager puts a ledger line right, or takes it back: always by a line of its own.

The wrong line stays as it was. The new one is complete in itself and is written with its act in one
transaction; whoever may read the line that it corrects may read it, and nobody else. A line is put
right once: the next correction is of the line that did it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.counter_entry import COLUMNS, ITEM, GoodsOn, corrected, reason_from
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.jobs import Job
from counter_app.services.holds import require_free
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.ledger_lines import line_values
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing


@dataclass(frozen=True, slots=True)
class LineToCorrect:
    """A line that still holds, with what stands in the columns that can be corrected.

    Attributes:
        values: by the names of domain.counter_entry.COLUMNS, as they would be typed.
    """

    line: LedgerLine
    values: Mapping[str, str]


def standing_line(record: Record, view: Reading, number: LedgerNumber) -> LedgerLine:
    """A line of this till that holds now.

    Raises:
        WrongInput: `line_unknown`.
        Refused: `line_corrected` with the number that took its place, `line_cancelled`, or
            `line_erased`.
    """
    line = record.ledger.numbered(view, [number.running]).get(number.running)
    if line is None or number.till != record.till:
        raise WrongInput("line_unknown")
    if line.counter is not None and line.counter.cancels:
        raise Refused("line_cancelled")
    marks = record.marks.of_lines(view, [number.running]).get(number.running)
    if marks is not None and marks.corrected_by is not None:
        by = record.ledger.numbered(view, [marks.corrected_by]).get(marks.corrected_by)
        if by is not None and by.counter is not None and by.counter.cancels:
            raise Refused("line_cancelled")
        raise Refused("line_corrected", number=LedgerNumber(record.till, marks.corrected_by))
    if line.erased:
        raise Refused("line_erased")
    return line


class CorrectionDesk:
    """Corrects and cancels ledger lines."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        staff: StaffDesk,
        clocks: ClockDesk,
        goods_on: GoodsOn,
    ) -> None:
        self._goods_on = goods_on
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks

    def look(self, number: LedgerNumber) -> LineToCorrect:
        """A line and its values, to be corrected.

        Raises:
            WrongInput, Refused: as `standing_line`.
        """
        with self._record.read() as view:
            line = standing_line(self._record, view, number)
            values = self._values(view, line)
        typed = {column: f"{values.get(field, '')}" for column, field in COLUMNS.items()}
        typed[ITEM] = values.get("article.goods", "")
        return LineToCorrect(line, typed)

    def correct(
        self,
        number: LedgerNumber,
        changes: Mapping[str, str],
        reason: str,
        manager: StaffCode,
        pin: str,
    ) -> LedgerLine:
        """Put columns of a line right; the line that does it.

        Args:
            number: the line that is wrong.
            changes: what is right, as typed, by the names of domain.counter_entry.COLUMNS.
            reason: why it is corrected, for the ledger.
            manager: who approves it.
            pin: the manager's.

        Raises:
            WrongInput: `line_unknown`, `reason_missing`, `correction_changes_nothing` and what
                domain.counter_entry.corrected raises.
            Refused: `line_corrected`, `line_cancelled`, `line_erased`, `not_a_manager`,
                `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        why = reason_from(reason)
        self._check(number, changes)
        self._staff.prove_for(Deed.CORRECT, manager, pin)
        with self._record.write() as tx:
            line = standing_line(self._record, tx, number)
            before = self._values(tx, line)
            after = self._corrected(before, changes)
            return self._write(tx, line, (before, after), why, manager)

    def cancel(self, number: LedgerNumber, reason: str, manager: StaffCode, pin: str) -> LedgerLine:
        """Take a whole line back; the line that does it.

        Raises:
            WrongInput: `line_unknown`, `reason_missing` or `reason_form`.
            Refused: as `correct`; or `custody_ordered`: its article would be out of the ledger.
        """
        why = reason_from(reason)
        self._check(number, {})
        with self._record.read() as view:
            self._require_free(view, standing_line(self._record, view, number))
        self._staff.prove_for(Deed.CANCEL_LINE, manager, pin)
        with self._record.write() as tx:
            line = standing_line(self._record, tx, number)
            self._require_free(tx, line)
            values = self._values(tx, line)
            return self._write(tx, line, (values, values), why, manager, cancels=True)

    def _require_free(self, view: Reading, line: LedgerLine) -> None:
        require_free(self._record, view, line, business_day(self._clock.now()))

    def _check(self, number: LedgerNumber, changes: Mapping[str, str]) -> None:
        """Say what is wrong with it before a PIN is asked to be counted."""
        looked = self.look(number)
        if changes:
            with self._record.read() as view:
                before = self._values(view, looked.line)
            self._corrected(before, changes)

    def _corrected(self, before: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
        received_on = date.fromisoformat(before["application.date"])
        return corrected(before, changes, received_on, self._goods_on)

    def _values(self, view: Reading, line: LedgerLine) -> dict[str, Any]:
        stored = self._record.acts.act(view, line.act_seq)
        fields = self._record.acts.fields_for(view, stored, Job.CORRECTION)
        return line_values(stored.header, fields, line.number.running)

    def _write(
        self,
        tx: Writing,
        line: LedgerLine,
        sides: tuple[Mapping[str, Any], Mapping[str, Any]],
        reason: str,
        manager: StaffCode,
        *,
        cancels: bool = False,
    ) -> LedgerLine:
        before, after = sides
        now = self._clock.now()
        self._clocks.require_right(now)
        fields: dict[str, Any] = {name: [before.get(name, ""), after[name]] for name in after}
        fields["article.corrects"] = {"line": line.number.running, "cancels": cancels}
        fields["other.correction"] = reason
        fields["application.approved_by"] = manager
        stored = self._record.write_act(
            tx,
            NewAct(
                Kind.CORRECTION,
                manager,
                now,
                fields,
                lines=1,
                ref=line.act_seq,
                bases=self._record.acts.bases(tx, line.act_seq),
            ),
        )
        [written] = self._record.ledger.of_act(tx, stored.header.seq)
        return written
