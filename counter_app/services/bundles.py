"""Loading what HQ sends down signed, from a USB stick or by network: never unproved, never back.

A bundle needs no clerk's proof: HQ's signature is its authority, and whoever holds the stick can
load only what HQ signed for this day or a later one. Each stays proved under the key of the HQ that
it was taken from: a till that goes over to another HQ keeps its law and the notice that customers
consented to, until the new HQ sends greater versions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from counter_app.clock import Clock
from counter_app.domain.errors import (
    CounterError,
    IntegrityFault,
    NotPossibleNow,
    Refused,
    WrongInput,
)
from counter_app.storage.bundle_rows import BundleRow
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing
from counter_app.sync.bundle import Bundle, signed_head
from counter_app.sync.client import HqLine
from counter_app.sync.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Topic:
    """What this program takes bundles about.

    Attributes:
        shipped: the version that the program brings itself; older bundles do not count.
        check: takes the payload apart and raises ValueError when it cannot be used; it is not taken
            then.
        enter: enters what the payload holds elsewhere, in the transaction that takes the bundle,
            and gives what is to be done after it. Of such a bundle the signed head alone is kept:
            its words have a period of their own.
    """

    shipped: int
    check: Callable[[bytes, int], object]
    enter: Callable[[Writing, bytes], Callable[[], object]] | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A bundle that was taken.

    Attributes:
        valid_from: it takes effect on this day, never before.
    """

    topic: str
    version: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came down by network.

    Attributes:
        loaded: bundles that were taken.
        fault: code of why one was refused, or empty.
    """

    loaded: tuple[Loaded, ...]
    fault: str


class BundleDesk:
    """Takes bundles, keeps every version, and knows which is in force on a day."""

    def __init__(self, record: Record, clock: Clock, topics: Mapping[str, Topic]) -> None:
        self._record = record
        self._clock = clock
        self._topics = topics

    def load(self, file: bytes) -> Loaded:
        """Take a bundle.

        Raises:
            Refused: `hq_not_known`; `bundle_not_newer`: this version or a greater one is here; or
                `clock_backwards`: what it brings has to be dated.
            WrongInput: `bundle_form`, `bundle_topic_unknown`, or `bundle_payload`: what HQ signed
                cannot be used by this program.
            IntegrityFault: `bundle_not_proved`: another HQ signed it, or it was changed on its way.
        """
        with self._record.read() as view:
            hq_key = self._hq_key(view)
        bundle = Inbox(hq_key).bundle(file)
        topic = self._topics.get(bundle.topic)
        if topic is None:
            raise WrongInput("bundle_topic_unknown", topic=bundle.topic)
        try:
            topic.check(bundle.payload, bundle.version)
        except ValueError:
            raise WrongInput("bundle_payload", topic=bundle.topic, version=bundle.version) from None
        kept = file if topic.enter is None else signed_head(file)
        row = BundleRow(bundle.topic, bundle.version, bundle.valid_from, kept, hq_key)
        afterwards: Callable[[], object] | None = None
        with self._record.write() as tx:
            newest = max(topic.shipped, self._record.bundles.newest(tx, bundle.topic))
            if bundle.version <= newest:
                raise Refused("bundle_not_newer", version=bundle.version, newest=newest)
            self._record.bundles.add(tx, row, self._clock.now())
            if topic.enter is not None:
                afterwards = topic.enter(tx, bundle.payload)
        if afterwards is not None:
            afterwards()
        return Loaded(bundle.topic, bundle.version, bundle.valid_from)

    def fetch(self, line: HqLine) -> Fetched:
        """Take what HQ has newer than this till, topic by topic, each in the order of its versions.

        What does not prove itself or cannot be used is not taken, and nothing else suffers by it. A
        line that breaks off breaks nothing: the next sync goes on from what was taken.
        """
        loaded: list[Loaded] = []
        faults = [self._fetch(line, topic, loaded) for topic in sorted(self._topics)]
        return Fetched(tuple(loaded), next(filter(None, faults), ""))

    def _fetch(self, line: HqLine, topic: str, loaded: list[Loaded]) -> str:
        """Take what is newer of one topic; the code of what was refused, or nothing."""
        fault, above = "", self.newest(topic)
        try:
            while file := line.bundle(topic, above):
                try:
                    taken = self.load(file)
                except WrongInput as wrong:  # HQ's own, but for another program: its next may do
                    told = wrong.facts.get("version")
                    fault, version = wrong.code, told if isinstance(told, int) else 0
                else:
                    loaded.append(taken)
                    version = taken.version
                if version <= above:  # HQ does not answer what was asked
                    return fault or "bundle_not_newer"
                above = version
        except (IntegrityFault, Refused) as error:
            # An HQ without this route refuses it: it has nothing to send.
            return fault if error.code == "hq_refused" else error.code
        except NotPossibleNow:
            return fault
        return fault

    def newest(self, topic: str) -> int:
        """The greatest version of a topic that is here or shipped, whenever it holds."""
        with self._record.read() as view:
            return max(self._topics[topic].shipped, self._record.bundles.newest(view, topic))

    def version_on(self, topic: str, day: date) -> int:
        """The version of a topic's bundle that is in force on a day; 0 for what is shipped."""
        with self._record.read() as view:
            version = self._record.bundles.on(view, topic, day)
        return version if version > self._topics[topic].shipped else 0

    def bundle(self, topic: str, version: int) -> Bundle:
        """A loaded bundle, proved again.

        Raises:
            IntegrityFault: `bundle_not_proved`: its row was changed.
        """
        with self._record.read() as view:
            row = self._record.bundles.row(view, topic, version)
            return self._proved(view, row)

    def is_present_hq(self, hq_key: str) -> bool:
        """Whether a bundle with this key (hex) is of the HQ of now, and not of an earlier one."""
        with self._record.read() as view:
            known = self._record.hq.state(view)
        return known is not None and hq_key in ("", known.hq_key)

    def rows(self, topic: str) -> list[BundleRow]:
        """Every loaded bundle of a topic, by version, as its row tells it."""
        with self._record.read() as view:
            return [row for row in self._record.bundles.all(view) if row.topic == topic]

    def faults(self) -> list[str]:
        """One line for each loaded bundle that does not prove itself."""
        found = []
        with self._record.read() as view:
            for row in self._record.bundles.all(view):
                try:
                    self._proved(view, row)
                except CounterError as fault:
                    found.append(f"bundle {row.topic} {row.version}: {fault.code}")
        return found

    def _proved(self, view: Reading, row: BundleRow) -> Bundle:
        topic = self._topics.get(row.topic)
        head_alone = topic is not None and topic.enter is not None
        try:
            present = self._hq_key(view)
            inbox = Inbox(row.hq_key or present)
            bundle = inbox.bundle_head(row.file) if head_alone else inbox.bundle(row.file)
        except (WrongInput, Refused, ValueError):
            raise IntegrityFault("bundle_not_proved") from None
        told = (bundle.topic, bundle.version, bundle.valid_from)
        if told != (row.topic, row.version, row.valid_from):
            raise IntegrityFault("bundle_not_proved")
        return bundle

    def _hq_key(self, view: Reading) -> str:
        known = self._record.hq.state(view)
        if known is None:
            raise Refused("hq_not_known")
        return known.hq_key
