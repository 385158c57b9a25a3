"""counterctl bundle: take what HQ sent signed, from a USB stick or any other file."""

from __future__ import annotations

from argparse import Namespace

from counter_app.app import open_till
from counter_app.cli.given import read_given
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.sync.bundle import MOST_BYTES


def load(args: Namespace, clock: Clock) -> Told:
    """Take a bundle; it takes effect on its day."""
    with open_till(args.data, args.key_file, clock) as till:
        loaded = till.bundles.load(read_given(args.file, MOST_BYTES))
    return Told(
        answer={
            "topic": loaded.topic,
            "version": loaded.version,
            "valid_from": loaded.valid_from.isoformat(),
        }
    )
