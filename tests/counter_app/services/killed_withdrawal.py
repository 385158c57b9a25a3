"""A child that takes a consent back and is killed before, or after, the rows that follow from it.

Run as `python -m`, with the till's folder, its key file and `before` or `after`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.consents import Consents
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.records import Record
from counter_app.storage.transactions import Writing
from tests.builders import CLERK, CLERK_PIN
from tests.records import T01, cheap_hasher, noon_clock, the_facts, the_folding, the_rights

KILLED = 9


def main(folder: Path, key_file: Path, when: str) -> None:
    """Take back all advertising of the deal in the till's first consent."""
    keys = FileKeyStore(key_file, folder).load()
    record = Record(folder, keys, T01, the_facts(), the_folding())
    clock = noon_clock()
    staff = StaffDesk(record, clock, cheap_hasher(), the_rights())
    real = Consents.take_back

    def killed(self: Consents, tx: Writing, consent: int) -> list[tuple[int, str]]:
        if when == "after":
            real(self, tx, consent)
        os._exit(KILLED)

    Consents.take_back = killed  # type: ignore[method-assign]  # the moment of the kill
    desk = WithdrawalDesk(record, clock, staff, ClockDesk(record, clock, staff))
    desk.withdraw(3, ("direct_mail", "email", "sms"), CLERK, CLERK_PIN)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
