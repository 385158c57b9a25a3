"""The rules of the requests desk: targets, reasons to refuse, and what may not be erased.

Act on the Protection of Personal Information, arts. 32-39. The law says "without delay"; the target
of so many days is the shop's own. Rows are dated data with their article; a table that names a
clock or a part that there is not is refused when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from counter_app.law.dated import DatedRow, DatedTable, LawTableFault, Words
from counter_app.law.retention import Retention
from counter_app.law.table_files import arrays, dated_table, text_of

FILE = "requests.toml"
TABLES = frozenset({"request", "reason", "duty", "proof"})


class RequestRule(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of request.

    Attributes:
        target_days: days within which it is answered; the law's own words are "without delay".
    """

    target_days: Annotated[int, msgspec.Meta(ge=1, le=60)]


class ReasonRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason to refuse, and the kinds of requests for which it may be one."""

    kinds: tuple[Words, ...]


class KeepingRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clock that is a legal duty, or a part that is kept as proof until its clock runs out."""


@dataclass(frozen=True, slots=True)
class RequestRules:
    """Every row."""

    requests: DatedTable[RequestRule]
    reasons: DatedTable[ReasonRow]
    duties: DatedTable[KeepingRow]
    proofs: DatedTable[KeepingRow]

    def reasons_for(self, kind: str, day: date) -> tuple[ReasonRow, ...]:
        """The reasons for which a kind of request may be refused."""
        return tuple(row for row in self.reasons.on(day) if kind in row.kinds)

    def keeps(self, part: str, clock: str, day: date) -> KeepingRow | None:
        """The row by which a part has to be kept, or None: it is erased when the person asks."""
        return self.proofs.find(part, day) or self.duties.find(clock, day)

    def keeping_row(self, key: str, day: date) -> KeepingRow | None:
        """A row that keeps something, by its own key."""
        return self.proofs.find(key, day) or self.duties.find(key, day)


def load_request_rules(path: Path, retention: Retention) -> RequestRules:
    """The table of a file.

    Raises:
        LawTableFault: it cannot be read, or as read_request_rules.
    """
    return read_request_rules(text_of(path), retention)


def read_request_rules(text: str, retention: Retention) -> RequestRules:
    """The table of a text, fitting these clocks and parts.

    Raises:
        LawTableFault: it is damaged, or a row names an unknown clock, part or kind of request.
    """
    raw = arrays(FILE, text, TABLES)
    rules = RequestRules(
        requests=dated_table(raw, "request", RequestRule),
        reasons=dated_table(raw, "reason", ReasonRow),
        duties=dated_table(raw, "duty", KeepingRow),
        proofs=dated_table(raw, "proof", KeepingRow),
    )
    for fault in _faults(rules, retention):
        raise LawTableFault(f"{FILE}: {fault}")
    return rules


def _faults(rules: RequestRules, retention: Retention) -> Iterator[str]:
    for key in sorted(rules.duties.keys - retention.clocks.keys):
        yield f"{key} is no clock"
    for key in sorted(rules.proofs.keys - retention.parts.keys()):
        yield f"{key} is no part"
    for row in rules.reasons.rows:
        for kind in sorted(set(row.kinds) - rules.requests.keys):
            yield f"reason {row.key} is for an unknown kind of request, {kind}"
