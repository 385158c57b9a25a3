"""A child that answers a request to cease use and is killed before, or after, the rows follow.

Run as `python -m`, with the till's folder, its key file, the request's number and `before` or
`after`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from counter_app.domain.acts import Header, Kind
from counter_app.storage.duties import Duties
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.records import Record
from counter_app.storage.transactions import Writing
from tests.builders import MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.request_desks import Desks
from tests.records import T01, SmallRecord, noon_clock, the_facts, the_folding

KILLED = 9


def main(folder: Path, key_file: Path, number: str, when: str) -> None:
    """Answer it."""
    keys = FileKeyStore(key_file, folder).load()
    record = Record(folder, keys, T01, the_facts(), the_folding())
    real = Duties.follow

    def killed(self: Duties, tx: Writing, header: Header) -> None:
        if when == "after":
            real(self, tx, header)
        if header.kind is Kind.REQUEST_ANSWERED:
            os._exit(KILLED)

    Duties.follow = killed  # type: ignore[method-assign]  # the moment of the kill
    small = SmallRecord(folder, keys, record, clock=noon_clock())
    Desks(Counter(small)).erasures.erase(number, "", MANAGER, MANAGER_PIN)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
