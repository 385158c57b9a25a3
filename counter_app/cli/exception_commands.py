"""counterctl exceptions: what a manager looks over afterwards."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from counter_app.app import open_till
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.domain.acts import moment_text
from counter_app.domain.exceptions import CounterException


def report(args: Namespace, clock: Clock) -> Told:
    """Tell the exceptions of some days: who, when, what."""
    with open_till(args.data, args.key_file, clock) as till:
        found = till.exceptions.between(args.first, args.last)
    return Told(answer={"exceptions": list(_told(found))})


def _told(found: list[CounterException]) -> Iterator[dict[str, Any]]:
    for one in found:
        at = moment_text(one.at) if one.at else None
        yield {"kind": one.kind.value, "at": at, "by": one.by, **one.facts}
