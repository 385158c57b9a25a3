"""What `counter-hq` does: one function for each command; each gives what is printed."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.values import till_code
from counter_app.hq.anonymiser import Anonymiser, table_bytes
from counter_app.hq.bundles import payload_of, publish_bundle
from counter_app.hq.data_folder import HqData, create_data, open_data
from counter_app.hq.enrolment import EnrolmentDesk
from counter_app.hq.errors import HqWrongUse
from counter_app.hq.files import write_whole
from counter_app.hq.intake import Intake
from counter_app.hq.mailing import Mailing
from counter_app.hq.opener import ActOpener
from counter_app.hq.openings import Openings
from counter_app.hq.publish import publish_roles
from counter_app.hq.questions import load_questions
from counter_app.hq.role_keys import RoleKeys
from counter_app.hq.server import HqServer
from counter_app.hq.serving import serve
from counter_app.hq.verify import verify
from counter_app.sync.enrolment import enrolment_file_bytes

Told = tuple[int, dict[str, Any]]
"""Exit code, and what is printed."""

INTEGRITY = 4


def init(args: Namespace, _clock: Clock) -> Told:
    """Set HQ up."""
    return 0, {"data": str(args.data), "hq_key": create_data(args.data, args.notice)}


def serve_tills(args: Namespace, clock: Clock) -> Told:
    """Serve until told to stop."""
    with open_data(args.data) as data:
        intake = Intake(data.store, data.blobs, data.facts, data.key, clock)
        server = HqServer(data.store, data.blobs, intake, _enrolment(data, clock))
        serve(server.app(), args.host, args.port, _announce)
    return 0, {}


def enrol_code(args: Namespace, clock: Clock) -> Told:
    """Write a file with a one-time code; the code itself is shown nowhere else."""
    till = till_code(args.till)
    with open_data(args.data) as data:
        file = _enrolment(data, clock).new_code(till, args.url)
    write_whole(args.output, enrolment_file_bytes(file))
    return 0, {"till": till, "expires": file.expires, "file": str(args.output)}


def revoke(args: Namespace, clock: Clock) -> Told:
    """Take a till's certificate back."""
    till = till_code(args.till)
    with open_data(args.data) as data:
        _enrolment(data, clock).revoke(till)
    return 0, {"till": till}


def roles(args: Namespace, clock: Clock) -> Told:
    """Make new role keys and publish their directory, or hand each role its own."""
    path = _role_keys(args)
    if args.what == "split":
        return 0, {"files": _split(RoleKeys(path), args.role, args.output)}
    if args.role or args.output:  # meant to hand out: new keys for everybody are something else
        raise HqWrongUse("split_missing")
    with open_data(args.data) as data:
        directory = publish_roles(data.store, data.key, clock, data.facts, RoleKeys(path))
    return 0, {
        "version": directory.version,
        "expires": directory.expires.isoformat(),
        "rows": list(directory.keys),
        "role_keys": str(path),
    }


def _split(keys: RoleKeys, role: str | None, output: Path | None) -> list[str]:
    if output is None:
        raise HqWrongUse("output_missing")
    if role is not None:
        keys.hand_out(role, output)
        return [str(output)]
    output.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = [(holder, output / f"{holder}.role-keys") for holder in keys.holders()]
    for holder, file in files:
        keys.hand_out(holder, file)
    return [str(file) for _holder, file in files]


def bundle(args: Namespace, clock: Clock) -> Told:
    """Sign a bundle for the tills; it holds from today unless said otherwise."""
    day = args.valid_from or business_day(clock.now())
    with open_data(args.data) as data:
        payload = payload_of(args.topic, args.file, data.notices)
        signed = publish_bundle(
            data.store, data.key, args.output, args.topic, payload, day, args.version
        )
    return 0, {
        "topic": signed.topic,
        "version": signed.version,
        "valid_from": signed.valid_from.isoformat(),
        "file": str(args.output),
    }


def open_act(args: Namespace, clock: Clock) -> Told:
    """Open an act for a purpose."""
    keys, till = RoleKeys(_role_keys(args)), till_code(args.till)
    operator = args.operator or getpass.getuser()
    with open_data(args.data) as data:
        notice_of = partial(data.notice_of, now=clock.now())
        desk = Openings(data.store, data.blobs, data.facts, clock, keys, notice_of)
        return 0, desk.open(till, args.seq, args.purpose, operator, args.reason)


def openings(args: Namespace, _clock: Clock) -> Told:
    """Who asked to open what, in order."""
    till = till_code(args.till) if args.till else None
    if args.seq and till is None:
        raise HqWrongUse("till_missing")
    with open_data(args.data) as data, data.store.read() as tx:
        listed = [asdict(one) for one in tx.desk.openings(till, args.seq)]
    for one in listed:
        one["test_opening"] = one.pop("test")
    return 0, {"openings": listed}


def mailing(args: Namespace, clock: Clock) -> Told:
    """Whom HQ may write to by one channel."""
    keys, operator = RoleKeys(_role_keys(args)), args.operator or getpass.getuser()
    with open_data(args.data) as data:
        opener = _opener(data, keys, clock)
        found = Mailing(data.store, opener, clock).recipients(args.channel, operator, args.reason)
    told: dict[str, Any] = {"channel": args.channel, "recipients": found}
    if args.output is None:
        return 0, told
    write_whole(args.output, json.dumps(told, ensure_ascii=False).encode() + b"\n")
    return 0, {"channel": args.channel, "count": len(found), "file": str(args.output)}


def statistics(args: Namespace, clock: Clock) -> Told:
    """Figures about many deals, or what was asked so far."""
    if args.asked:
        with open_data(args.data) as data, data.store.read() as tx:
            return 0, {"asked": [asdict(one) for one in tx.statistics.asked()]}
    questions = load_questions()
    if not (args.purpose and args.measure and args.first and args.last):
        raise HqWrongUse("question_incomplete")
    question = questions.question(args.purpose, args.measure, args.by, args.first, args.last)
    keys, operator = RoleKeys(_role_keys(args)), args.operator or getpass.getuser()
    with open_data(args.data) as data:
        opener = _opener(data, keys, clock)
        anonymiser = Anonymiser(data.store, opener, data.facts, clock, questions)
        told = anonymiser.answer(question, operator, args.reason)
    if args.output is not None:
        write_whole(args.output, table_bytes(told))
    return 0, told


def verify_all(args: Namespace, _clock: Clock) -> Told:
    """Check everything that HQ keeps."""
    with open_data(args.data) as data:
        report = verify(data.store, data.blobs, data.key.public_key())
    told = {
        "tills": [asdict(one) for one in report.tills],
        "faults": [asdict(one) for one in report.faults],
    }
    return INTEGRITY if report.faults else 0, told


COMMANDS: Mapping[str, Callable[[Namespace, Clock], Told]] = {
    "init": init,
    "serve": serve_tills,
    "enrol-code": enrol_code,
    "revoke": revoke,
    "roles": roles,
    "bundle": bundle,
    "open": open_act,
    "openings": openings,
    "mailing": mailing,
    "statistics": statistics,
    "verify": verify_all,
}


def _opener(data: HqData, keys: RoleKeys, clock: Clock) -> ActOpener:
    notice_of = partial(data.notice_of, now=clock.now())
    return ActOpener(data.store, data.blobs, data.facts, keys, notice_of)


def _enrolment(data: HqData, clock: Clock) -> EnrolmentDesk:
    return EnrolmentDesk(data.store, data.key, clock)


def _role_keys(args: Namespace) -> Path:
    """Beside the data folder, not in it: who copies the data does not have the keys with it."""
    given: Path | None = args.role_keys
    return given or args.data.with_name(args.data.name + ".role-keys")


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    line = {"host": host, "port": port, "url": f"http://{shown}:{port}"}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
