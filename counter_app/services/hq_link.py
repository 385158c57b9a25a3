"""The line to HQ as people see it: enrol this till, bring the record, how far HQ has it.

What is shown as received is the last receipt that the till proved itself, never the last attempt.
Enrolling and syncing are called from one worker thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import moment_from
from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused, WrongInput
from counter_app.law.notice import NoticeFacts
from counter_app.services.bundles import BundleDesk, Loaded
from counter_app.storage.hq_rows import HqState
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.act_limits import ActLimits
from counter_app.sync.client import HqLine
from counter_app.sync.enrolment import EnrolmentFile, parse_enrolment_file
from counter_app.sync.inbox import Inbox
from counter_app.sync.outbox import TillSigner, next_wait, sync_once
from counter_app.sync.sealer import Sealer

_CONTRADICTIONS = frozenset({"log_forked", "note_not_signed", "note_malformed"})
"""Alarms after which record and receipt cannot both be right."""

LineFactory = Callable[[HqState], HqLine]
"""Makes a fresh line to the HQ that a state names."""


@dataclass(frozen=True, slots=True)
class HqLinkState:
    """How far HQ has the record.

    Attributes:
        enrolled: HQ certified this till.
        acked: acts in the last proved receipt; size: acts of the record.
        receipt_at: HQ's time of that receipt, or None before the first.
        oldest_unsent_at: when the first act that HQ does not have was written, or None.
        alarm: code of what a manager has to see to (text `error.<code>`), or empty.
    """

    enrolled: bool
    acked: int
    size: int
    receipt_at: datetime | None
    oldest_unsent_at: datetime | None
    alarm: str

    @property
    def unsent(self) -> int:
        """How many acts wait."""
        return self.size - self.acked

    @property
    def contradicted(self) -> bool:
        """Whether HQ's receipt and the record do not fit: acts are missing or changed, or it is."""
        return self.alarm in _CONTRADICTIONS


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one sync came to.

    Attributes:
        receipt_seq: the last act that HQ's receipt covers.
        tree_size, root: HQ's signed word on the till's log; the root in hex.
        sent: how many acts were brought.
        bundles: what came down and was taken.
        bundle_fault: code of why a bundle that HQ sent was not taken, or empty.
    """

    receipt_seq: int
    tree_size: int
    root: str
    sent: int
    bundles: tuple[Loaded, ...] = ()
    bundle_fault: str = ""


class HqDesk:
    """Enrols the till and brings its record to HQ."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        signer: TillSigner,
        facts: NoticeFacts,
        line: LineFactory,
        bundles: BundleDesk,
        limits: ActLimits | None = None,
    ) -> None:
        """Nothing is sent yet.

        Args:
            record: the till's record.
            clock: for freshness and runs.
            signer: the till and its device key.
            facts: the notice in force: who may read what.
            line: makes a line; each sync takes a fresh one.
            bundles: takes what HQ sends down.
            limits: by which version of the notice each act may be read.
        """
        self._record = record
        self._clock = clock
        self._signer = signer
        self._line = line
        self._sealer = Sealer(signer.till, facts, limits)
        self._bundles = bundles
        self._fault = ""
        self._bundle_fault = ""
        self._random = Random()  # noqa: S311 - spreads the tills' tries over time; no secret

    def state(self) -> HqLinkState:
        """How far HQ has the record, from proved receipts only."""
        with self._record.read() as view:
            size = self._record.acts.size(view)
            known = self._record.hq.state(view)
            acked, receipt_at, alarm = 0, None, ""
            if known is not None:
                acked, receipt_at, alarm = self._received(view, known, size)
            oldest = next(self._record.acts.acts(view, after=acked, most=1), None)
        return HqLinkState(
            enrolled=known is not None and bool(known.certificate),
            acked=acked,
            size=size,
            receipt_at=receipt_at,
            oldest_unsent_at=oldest.header.at if oldest else None,
            alarm=self._fault or alarm or self._bundle_fault,
        )

    def enrol(self, file_bytes: bytes) -> None:
        """Take an enrolment file; the next sync uses its code.

        Raises:
            WrongInput: `enrolment_file_form` or `enrolment_of_another_till`.
            Refused: `enrolment_expired` or `hq_not_encrypted`.
        """
        file = parse_enrolment_file(file_bytes)
        if file.till != self._signer.till:
            raise WrongInput("enrolment_of_another_till", till=file.till)
        fresh = self._checked(file)
        self._line(fresh).close()  # whether its address may be used at all
        with self._record.write() as tx:
            self._record.hq.put(tx, self._keeping(self._record.hq.state(tx), fresh))
        self._fault = ""

    def sync(self) -> SyncResult:
        """Bring everything that waits, then take what HQ has newer: tables of the law and the like.

        A bundle that is refused is told by the result and the state, and fails no sync.

        Raises:
            Refused: `hq_not_known`, `enrolment_code_refused`, `hq_refused` or `hq_not_encrypted`.
            NotPossibleNow: `hq_unreachable`, `disk_full` or `store_busy`; nothing is lost.
            IntegrityFault: `log_forked`, or HQ's answer does not prove itself.
        """
        with self._record.read() as view:
            known = self._record.hq.state(view)
        if known is None:
            raise Refused("hq_not_known")
        try:
            line = self._line(known)
            try:
                synced = sync_once(self._record, line, self._signer, self._sealer, self._clock)
                fetched = self._bundles.fetch(line)
            finally:
                line.close()
        except NotPossibleNow:
            raise
        except (Refused, IntegrityFault) as fault:
            self._fault = fault.code
            raise
        self._fault, self._bundle_fault = "", fetched.fault
        checkpoint = synced.receipt.checkpoint
        return SyncResult(
            checkpoint.size,
            checkpoint.size,
            checkpoint.root.hex(),
            synced.sent,
            fetched.loaded,
            fetched.fault,
        )

    def wait_after(self, failures: int) -> float:
        """Seconds until the next try, after so many failed in a row."""
        return next_wait(max(1, failures), self._random)

    def _received(
        self, view: Reading, known: HqState, size: int
    ) -> tuple[int, datetime | None, str]:
        """Acts and time of the last receipt, proved again, and what is wrong."""
        inbox = Inbox(known.hq_key)
        try:
            alarm = self._keys_alarm(view, known, inbox)
            if not known.receipt:
                return 0, None, alarm
            receipt = inbox.any_receipt(known.receipt)
        except IntegrityFault as fault:
            return 0, None, fault.code
        checkpoint = receipt.checkpoint
        if checkpoint.size > size or self._record.acts.root(view, checkpoint.size) != (
            checkpoint.root
        ):
            return 0, None, "log_forked"
        return checkpoint.size, receipt.at, alarm

    def _keys_alarm(self, view: Reading, known: HqState, inbox: Inbox) -> str:
        if self._record.hq.owed(view):
            return "role_key_missing"
        expires = inbox.directory(known.directory).expires
        return "directory_expired" if business_day(self._clock.now()) > expires else ""

    def _checked(self, file: EnrolmentFile) -> HqState:
        """The state that a file leads to, if it is whole and still good."""
        try:
            expires = moment_from(file.expires)
            Inbox(file.hq_key).directory(file.directory)
        except (ValueError, IntegrityFault):
            raise WrongInput("enrolment_file_form") from None
        if self._clock.now() > expires:
            raise Refused("enrolment_expired")
        return HqState(file.url, file.hq_key, file.code, "", file.directory)

    def _keeping(self, known: HqState | None, fresh: HqState) -> HqState:
        """What an earlier enrolment at the same HQ proved stays proved."""
        if known is None or known.hq_key != fresh.hq_key:
            return fresh
        directory = Inbox(fresh.hq_key).newer_directory(known.directory, fresh.directory)
        return HqState(
            fresh.url, fresh.hq_key, fresh.code, "", directory, known.acked, known.receipt
        )
