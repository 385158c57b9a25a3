"""counterctl retention: what is due, erase it, and the certificate of a day."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from counter_app.app import open_till
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.acts import moment_text
from counter_app.domain.erasure import Erased


def status(args: Namespace, clock: Clock) -> Told:
    """Tell what is due today; nothing is erased."""
    with open_till(args.data, args.key_file, clock) as till:
        now = till.retention.status()
    answer = {
        "today": now.today.isoformat(),
        "due": now.due,
        "held": now.held,
        "visits": now.visits,
        "unfinished": now.unfinished,
        "last": moment_text(now.last) if now.last else None,
    }
    return Told(answer=answer)


def run(args: Namespace, clock: Clock) -> Told:
    """Erase all that is due; no other program may have the till open."""
    with open_till(args.data, args.key_file, clock) as till:
        erased = till.retention.run()
    return Told(answer=_told(erased) if erased else {"erased": False})


def certificate(args: Namespace, clock: Clock) -> Told:
    """Write the certificate of the erasures that were finished on a day."""
    with open_till(args.data, args.key_file, clock) as till:
        day = args.on or till.ledger.today
        paper = till.certificates.of_day(day)
    save_paper(args.output, paper.pdf)
    return Told(answer={"file": str(args.output), "on": day.isoformat()})


def _told(erased: Erased) -> dict[str, Any]:
    return {
        "erased": True,
        "kinds": dict(erased.kinds),
        "files": erased.files,
        "visits": erased.visits,
        "carried": erased.carried,
        "acts": list(erased.begun),
        "finished_at": moment_text(erased.finished_at),
        "last_backup_on": erased.last_backup_on.isoformat(),
    }
