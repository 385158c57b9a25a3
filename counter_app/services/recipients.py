"""Who may get data of persons: the group's companies, and outsourcees with a contract.

Whoever stands in neither list gets nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.outsourcees import FILE, Outsourcee, OutsourceesFault, read_outsourcees
from counter_app.domain.third_party import Asked, Recipient, RecipientKind
from counter_app.law.group_companies import GroupList
from counter_app.law.notice import NoticeFacts

LANGUAGE = "ja"
"""A recipient's name stands in the record in the language that prevails."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The dealer's lists.

    Attributes:
        group: its group companies.
        outsourcees: reads its contracts of entrustment.
    """

    group: GroupList
    outsourcees: Callable[[], tuple[Outsourcee, ...]]

    def on(self, day: date) -> tuple[Recipient, ...]:
        """Who stands in a list on a day: the group's companies, then the outsourcees.

        Raises:
            NotPossibleNow: `outsourcees_damaged`.
        """
        companies = [
            Recipient(
                RecipientKind.GROUP, one.key, one.name(LANGUAGE), one.address, one.representative
            )
            for one in self.group.companies
        ]
        entrusted = [one.recipient for one in self.outsourcees() if one.holds_on(day)]
        return (*companies, *entrusted)

    def find(self, asked: Asked, day: date) -> Recipient:
        """Whom a manager means.

        Raises:
            Refused: `recipient_unknown`.
            NotPossibleNow: `outsourcees_damaged`.
        """
        for one in self.on(day):
            if (one.kind, one.key) == (asked.kind, asked.to):
                return one
        raise Refused("recipient_unknown")


def outsourcees_of(folder: Path, facts: NoticeFacts) -> Callable[[], tuple[Outsourcee, ...]]:
    """Reads the dealer's list of outsourcees anew whenever it is asked for."""

    def read() -> tuple[Outsourcee, ...]:
        try:
            data = (folder / FILE).read_bytes()
        except FileNotFoundError:
            return ()
        try:
            return read_outsourcees(data, facts)
        except OutsourceesFault:  # its text may quote the file
            raise NotPossibleNow("outsourcees_damaged") from None

    return read
