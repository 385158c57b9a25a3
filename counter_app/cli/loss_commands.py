"""counterctl ledger loss-report: the draft of the report of a damaged or lost ledger."""

from __future__ import annotations

from argparse import Namespace

from counter_app.app import Resources, open_till, shop_of
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.services.loss import draft_of_unopened
from counter_app.services.papers import MadePaper
from counter_app.settings import read_settings

_UNOPENED = frozenset({"store_damaged", "store_missing", "store_key_wrong", "store_not_encrypted"})
"""Why a record cannot be opened although a till was set up: then the whole volume is reported."""


def report(args: Namespace, clock: Clock) -> Told:
    """Write the draft; refused while there is nothing to report."""
    try:
        with open_till(args.data, args.key_file, clock) as till:
            check = till.watch.check("demand")
            paper = till.losses.draft()
        lines = [one.running for one in check.damaged]
    except (Refused, IntegrityFault) as fault:
        paper, lines = _of_unopened(args, clock, fault), []
    save_paper(args.output, paper.pdf)
    return Told(answer={"file": str(args.output), "damaged_lines": lines})


def _of_unopened(args: Namespace, clock: Clock, fault: Refused | IntegrityFault) -> MadePaper:
    settings = read_settings(args.data)
    if settings is None or fault.code not in _UNOPENED:
        raise fault
    shipped = Resources()
    return draft_of_unopened(
        shop_of(settings), clock, fault.code, shipped.fonts, shipped.texts, demo=settings.demo
    )
