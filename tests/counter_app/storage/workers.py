"""Work for a second process on the same record: run as `python -m`, told by one line of JSON.

{"do": "accept", "times": N}      accept articles, one transaction each
{"do": "keep", "times": N}        keep sealed files
{"do": "hold"}                    draw keys in a transaction, say so, and wait to be killed
{"do": "fill", "limit": bytes}    write while no file may grow beyond a limit, then without it
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from counter_app.domain.errors import CounterError
from counter_app.domain.values import VisitId
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import Record
from tests.records import T01, accepted, paid, the_facts


def accept(record: Record, times: int) -> list[int]:
    numbers = []
    for _deal in range(times):
        with record.write() as tx:
            ledger = record.write_act(tx, accepted()).header.ledger
            numbers.append(ledger[0] if ledger else 0)
        record.idle()
    return numbers


def keep(record: Record, times: int) -> list[str]:
    visit = VisitId("0" * 32)
    return [record.blobs.keep(b"no picture", "2.image", visit) for _file in range(times)]


def hold(record: Record) -> None:
    with record.write() as tx:
        record.write_act(tx, accepted(lines=3))
        say("drawn")
        sys.stdin.readline()


def fill(record: Record, limit: int) -> list[str]:
    """The codes of the errors while the disk is full, and after it has room again."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    codes = [attempt(record, 4_000_000), attempt_keep(record, limit)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    return [*codes, attempt(record, 4_000_000), attempt_keep(record, limit)]


def attempt(record: Record, size: int) -> str:
    try:
        with record.write() as tx:
            record.write_act(tx, accepted())
            record.write_act(tx, paid())
            record.write_act(tx, accepted(name="x" * size))
    except CounterError as error:
        return error.code
    return "kept"


def attempt_keep(record: Record, limit: int) -> str:
    try:
        record.blobs.keep(bytes(limit + 1), "2.image", VisitId("0" * 32))
    except CounterError as error:
        return error.code
    return "kept"


def say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    told = json.loads(sys.stdin.readline())
    record = Record(Path(told["folder"]), TillKeys.from_text(told["keys"]), T01, the_facts())
    match told["do"]:
        case "accept":
            say(accept(record, told["times"]))
        case "keep":
            say(keep(record, told["times"]))
        case "hold":
            hold(record)
        case "fill":
            say(fill(record, told["limit"]))
    record.close()


if __name__ == "__main__":
    main()
