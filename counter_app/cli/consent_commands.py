"""counterctl consent receipt, verify: the customer's copy as a file, and its proof."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from counter_app.app import Resources, open_till
from counter_app.cli.entry_commands import open_visit
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import Told
from counter_app.cli.typed import Commands, add_pin_file, path_of
from counter_app.clock import Clock
from counter_app.domain.consent import CHANNELS, PREVAILING, Choices
from counter_app.domain.consent_file import MOST_BYTES
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import staff_code
from counter_app.services.consent_check import CheckedReceipt, check_receipt
from counter_app.sync.enrolment import parse_enrolment_file

_MOST_KEY_FILE = 1 << 16
_MOST_NOTICE = 1 << 20


def add_receipts(parts: Commands, common: ArgumentParser) -> None:
    """Add `receipt` and `verify` to the parts of `consent`."""
    one = parts.add_parser("receipt", parents=[common], help="the customer's copy as a file")
    one.add_argument("of", metavar="VISIT|SEQ", help="T01-0147, or the number of the act")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE")
    one.add_argument("--staff", default="", metavar="CODE", help="who hands it over: it is noted")
    add_pin_file(one)
    one.set_defaults(run=receipt)
    one = parts.add_parser("paper", parents=[common], help="a notice signed on paper, for a visit")
    one.add_argument("visit", metavar="T01-0147", help="an open visit whose offer was agreed to")
    one.add_argument("--staff", required=True, metavar="CODE", help="who saw it signed")
    add_pin_file(one)
    one.add_argument("--language", default=PREVAILING, help="of the paper")
    one.add_argument("--agreed", nargs="*", choices=CHANNELS, default=[], help="ways of offers")
    one.add_argument("--group", choices=("yes", "no"), help="left out: the paper has no answer")
    one.set_defaults(run=paper)
    one = parts.add_parser("verify", parents=[common], help="does a receipt prove itself, offline")
    one.add_argument("file", type=path_of, metavar="FILE")
    one.add_argument(
        "--hq-key",
        default="",
        metavar="HEX|FILE",
        help="HQ's public key, or its enrolment file: then the till must be certified by it",
    )
    one.add_argument(
        "--notice", type=path_of, metavar="FILE", help="the notice's wording, to compare"
    )
    one.set_defaults(run=verify)


def receipt(args: Namespace, clock: Clock) -> Told:
    """Write the receipt of a consent; with staff named, note that the customer got it."""
    with open_till(args.data, args.key_file, clock) as till:
        by = staff_code(args.staff) if args.staff else None
        if by is not None:
            till.staff.prove(by, given_pin(args))
        made = till.consent_receipts.save(args.of, args.output)
        if by is not None:
            till.copies.note(made.act, "json", by)
    return Told(
        answer={
            "file": str(args.output),
            "visit": made.visit_number,
            "act": made.act,
            "bytes": len(made.file),
            "device": made.device,
            "noted": by is not None,
        }
    )


def paper(args: Namespace, clock: Clock) -> Told:
    """Enter what the customer ticked and signed on paper; who saw it proves who they are."""
    ticked = {channel: channel in args.agreed for channel in CHANNELS}
    group = None if args.group is None else args.group == "yes"
    with open_till(args.data, args.key_file, clock) as till:
        by = staff_code(args.staff)
        visit = open_visit(till, args.visit)
        till.staff.prove(by, given_pin(args))
        choices = Choices(**ticked, group_provision=group)
        signed = till.visits.sign_on_paper(visit.visit_id, choices, by, args.language).consent
    answers = {} if signed is None else {one: state.value for one, state in signed.answers.items()}
    return Told(answer={"visit": visit.number, "method": "paper", "answers": answers})


def verify(args: Namespace, _clock: Clock) -> Told:
    """Compute a receipt again, by no other file than itself; no till is opened."""
    data = read_given(args.file, MOST_BYTES)
    notice = None if args.notice is None else read_given(args.notice, _MOST_NOTICE)
    key = _hq_key(args.hq_key)
    checked = check_receipt(data, Resources().vocabulary, hq_key=key, notice=notice)
    return Told(answer=_told(checked))


def _told(checked: CheckedReceipt) -> dict[str, object]:
    of_whom = (
        f"till {checked.till}, certified by HQ"
        if checked.certified
        else "a device key; whose it is was not asked (--hq-key)"
    )
    notice = "its very text" if checked.notice_given else "its digest only (--notice)"
    terms = "compared" if checked.terms_compared else "of another version, not compared"
    return {
        "proved": True,
        "consent": checked.consent_id,
        "visit": checked.visit_number,
        "signed_at": checked.at,
        "method": checked.method,
        "answers": dict(checked.answers),
        "notice": f"{checked.notice_id} {checked.revised} {checked.language}",
        "notice_sha256": checked.notice_sha256,
        "notice_compared": notice,
        "terms": terms,
        "act": f"{checked.act} of {checked.log_size} in the log of till {checked.till}",
        "staff": checked.staff,
        "device": checked.device,
        "signed_by": of_whom,
        "certified": checked.certified,
    }


def _hq_key(given: str) -> str:
    """HQ's key in hex, from what was typed or from the file that was named.

    Raises:
        WrongInput: `hq_key_form`.
    """
    path = Path(given)
    if not given or not path.is_file():
        return given.strip().lower()
    data = read_given(path, _MOST_KEY_FILE)
    try:
        return parse_enrolment_file(data).hq_key
    except WrongInput:
        return data.decode("ascii", "replace").strip().lower()
