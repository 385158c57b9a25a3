"""counterctl init, enrol, sync, rebuild, doctor."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from counter_app.app import World, open_till, set_up_till
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import INTEGRITY, REFUSED, Told
from counter_app.clock import Clock
from counter_app.domain.acts import moment_text
from counter_app.services.hq_link import HqLinkState, SyncResult
from counter_app.services.rebuilding import rebuild_rows
from counter_app.services.set_up import Manager
from counter_app.services.staff import PinHasher
from counter_app.settings import Settings

MOST_ENROLMENT = 1 << 20


def init(args: Namespace, clock: Clock) -> Told:
    """Set a till up; the PIN comes from a file or from standard input, never from the command."""
    settings = Settings(
        shop=args.shop,
        address=args.address,
        permit_number=args.permit_number,
        permit_authority=args.permit_authority,
        prefecture=args.prefecture,
        till=args.till,
        police_station=args.police_station,
        place="temporary" if args.temporary_place else "shop",
        place_filing=args.temporary_place,
        keep_id_image=args.keep_id_image,
        demo=args.demo,
    )
    manager = Manager(args.manager, args.manager_name, given_pin(args))
    made = set_up_till(
        args.data,
        settings,
        manager,
        World(clock),
        key_file=args.key_file,
        approve=args.approve_notice,
    )
    if args.enrol:
        enrol(Namespace(data=args.data, key_file=args.key_file, file=args.enrol), clock)
    return Told(answer={"data": str(args.data), "till": made.till, "shop": made.shop})


def enrol(args: Namespace, clock: Clock) -> Told:
    """Take HQ's enrolment file; the next sync uses its code."""
    with open_till(args.data, args.key_file, clock) as till:
        till.hq.enrol(read_given(args.file, MOST_ENROLMENT))
        return Told(answer=_state(till.hq.state()))


def sync(args: Namespace, clock: Clock) -> Told:
    """Tell the line's state, or bring everything to HQ once.

    Exit 4 when HQ sent down what does not prove itself; the acts are there all the same.
    """
    with open_till(args.data, args.key_file, clock) as till:
        if args.what != "once":
            return Told(answer=_state(till.hq.state()))
        sent = till.hq.sync()
        taken = [one | {"valid_from": one["valid_from"].isoformat()} for one in _loaded(sent)]
        answer = asdict(sent) | {"bundles": taken} | _state(till.hq.state())
    return Told(INTEGRITY if sent.bundle_fault == "bundle_not_proved" else 0, answer)


def _loaded(sent: SyncResult) -> list[dict[str, Any]]:
    return [asdict(one) for one in sent.bundles]


def rebuild(args: Namespace, clock: Clock) -> Told:
    """Compare the rows with what the acts give; without --check make them equal."""
    with open_till(args.data, args.key_file, clock) as till:
        if args.check:
            faults = till.ledger.rebuild_faults()
            return Told(INTEGRITY if faults else 0, {"faults": faults})
        done = rebuild_rows(till.record, PinHasher())
    answer = {"repaired": list(done.repaired), "without_pin": list(done.without_pin), "faults": []}
    return Told(answer=answer)


def doctor(args: Namespace, clock: Clock) -> Told:
    """Examine the PC and the record."""
    with open_till(args.data, args.key_file, clock) as till:
        found = list(till.doctor())
    weights = {finding.weight for finding in found}
    code = INTEGRITY if "integrity" in weights else REFUSED if "stop" in weights else 0
    return Told(code, {"checks": [asdict(finding) for finding in found]})


def _state(state: HqLinkState) -> dict[str, object]:
    return {
        "enrolled": state.enrolled,
        "acked": state.acked,
        "size": state.size,
        "unsent": state.unsent,
        "receipt_at": moment_text(state.receipt_at) if state.receipt_at else None,
        "oldest_unsent_at": (
            moment_text(state.oldest_unsent_at) if state.oldest_unsent_at else None
        ),
        "alarm": state.alarm,
    }
