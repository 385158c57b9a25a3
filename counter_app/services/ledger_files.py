"""The ledger as a file: CSV for a spreadsheet, signed JSON for another till's printed book.

Both hold personal data; whoever asks for them writes them where only their owner may read.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.clock import JAPAN
from counter_app.documents.ledger_notes import notes_of
from counter_app.documents.words import PaperWords
from counter_app.domain.acts import canonical
from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.ledger import LedgerDay, LedgerLine
from counter_app.sync.checkpoint import HQ_NAME, verified_text
from counter_app.sync.enrolment import parse_certificate
from counter_app.texts import Texts

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula begins; a Japanese spreadsheet takes the full-width signs for it too (OWASP)."""
_LABEL = b"trade-in-counter/ledger/v1\n"
_COLUMNS = (
    "number",
    "day",
    "kind",
    "item",
    "features",
    "quantity",
    "price",
    "address",
    "name",
    "occupation",
    "age",
    "method",
    "remark",
    "invoice_number",
)

Sign = Callable[[bytes], tuple[bytes, bytes]]
"""Gives the device's public key (32 bytes) and its Ed25519 signature over some bytes."""


class LedgerFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed export.

    Attributes:
        days: canonical JSON of the days, as text: the very bytes that are signed.
        device: the till's Ed25519 public key, hex.
        certificate: HQ's note that this device is this till; empty for a till without HQ.
    """

    v: Literal[1]
    days: str
    device: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    signature: str
    certificate: str


def ledger_csv(days: Sequence[LedgerDay], texts: Texts) -> bytes:
    """The lines as CSV in the receipt columns of Form 15: UTF-8 with a byte order mark, CRLF.

    The registration number of a seller who issues invoices stands last. A cell that a spreadsheet
    would take for a formula gets an apostrophe in front. What a line corrects, by which it was put
    right, and what it adds to a sum then stand in its remark. Damaged and missing numbers have rows
    of their own before their day's lines.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([texts.say(f"paper.ledger.{column}") for column in _COLUMNS])
    words = PaperWords(texts)
    for day in days:
        for running in day.damaged:
            number = f"{day.till}-{running:06d}"
            told = {"number": number, "remark": texts.say("paper.loss.entry", number=number)}
            writer.writerow([told.get(column, "") for column in _COLUMNS])
        became = {one.number: one for one in day.aftermaths}
        for line in day.lines:
            notes = notes_of(line, became.get(line.number), words)
            writer.writerow([defused(cell) for cell in _cells(line, notes)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def ledger_json(days: Sequence[LedgerDay], sign: Sign, certificate: str) -> bytes:
    """The days as JSON, signed by the till."""
    body = canonical([msgspec.to_builtins(day) for day in days])
    device, signature = sign(_LABEL + body)
    file = LedgerFile(
        1,
        body.decode("utf-8"),
        device.hex(),
        base64.b64encode(signature).decode("ascii"),
        certificate,
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def read_ledger_json(data: bytes, hq_key: Ed25519PublicKey | None) -> list[LedgerDay]:
    """The days of another till's export.

    Args:
        data: the file.
        hq_key: when given, HQ must have certified the device that signed.

    Raises:
        WrongInput: `ledger_file_form`: no export of a ledger.
        IntegrityFault: `ledger_file_not_signed`: altered, or not by a till that HQ knows.
    """
    try:
        file = msgspec.json.decode(data, type=LedgerFile)
        days = msgspec.json.decode(file.days, type=list[LedgerDay])
        signature = base64.b64decode(file.signature, validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        raise WrongInput("ledger_file_form") from None
    device = Ed25519PublicKey.from_public_bytes(bytes.fromhex(file.device))
    try:
        device.verify(signature, _LABEL + file.days.encode("utf-8"))
    except InvalidSignature:
        raise IntegrityFault("ledger_file_not_signed") from None
    if hq_key is not None:
        _check_certificate(file, days, hq_key)
    return days


def _check_certificate(
    file: LedgerFile, days: Sequence[LedgerDay], hq_key: Ed25519PublicKey
) -> None:
    try:
        told = parse_certificate(verified_text(file.certificate, HQ_NAME, hq_key))
    except IntegrityFault:
        raise IntegrityFault("ledger_file_not_signed") from None
    if told.device.hex() != file.device or any(day.till != told.till for day in days):
        raise IntegrityFault("ledger_file_not_signed")


def _cells(line: LedgerLine, notes: Iterable[str]) -> tuple[str, ...]:
    """What each receipt column says of a line."""
    at = (line.late.received_at if line.late else line.at).astimezone(JAPAN)
    return (
        str(line.number),
        f"{at:%Y-%m-%d %H:%M}",
        line.receipt or "",
        line.item,
        line.features,
        f"{line.quantity}",
        f"{line.price}",
        line.address,
        line.name,
        line.occupation,
        "" if line.age is None else f"{line.age}",
        line.method,
        " ".join(filter(None, (line.remark, *notes))),
        line.invoice_number,
    )


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    begins = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    return f"'{cell}" if begins else cell
