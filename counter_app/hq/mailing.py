"""Whom HQ may write to by one channel: those who said yes to that very channel, and still do.

The marketing envelope is there when any of the three channels was agreed to; keys cannot choose
between them, so this does (Specified E-mail Act art. 3; the notice's purpose 6). What cannot be
read counts as no. Of each customer only what the channel needs is given, and every act that is
opened for it stands in the log of openings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from counter_app.clock import Clock
from counter_app.domain.acts import Header, Kind, moment_text, parse_header
from counter_app.domain.answers import given
from counter_app.domain.consent import CHANNELS
from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqWrongUse
from counter_app.hq.opener import ActOpener, OpenedAct
from counter_app.hq.store.database import Store
from counter_app.hq.store.desk import Opening

PURPOSE = "marketing"
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "direct_mail": (("person.name",), ("person.postal_code",), ("person.address",)),
    "email": (("person.email",),),
    "sms": (("person.contact_phone", "person.sim_phone"),),
}
"""What a channel needs: for each column the fields it may come from, the first that is there."""

_MAY_LACK = "person.postal_code"
_ANSWERING = (Kind.CONSENT_GIVEN, Kind.CONSENT_WITHDRAWN)


class Mailing:
    """Makes the lists of recipients."""

    def __init__(self, store: Store, opener: ActOpener, clock: Clock) -> None:
        self._store = store
        self._opener = opener
        self._clock = clock

    def recipients(self, channel: str, operator: str, reason: str = "") -> list[dict[str, str]]:
        """The customers who agreed to a channel, each once, with what the channel needs.

        Args:
            channel: direct_mail, email or sms.
            operator: who asks.
            reason: why, in their words.

        Raises:
            HqWrongUse: `channel_unknown`.
            HqRefused: the role's key is not at hand.
            IntegrityFault: an envelope, key or part does not prove itself.
        """
        if channel not in CHANNELS:
            raise HqWrongUse("channel_unknown", channel=channel)
        with self._store.read() as tx:
            tills = tx.desk.tills()
        why = f"mailing {channel}: {reason}".removesuffix(": ")
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for till in tills:
            deals = _TillDeals(self._store, till, partial(self._open, till, operator, why))
            for one in deals.agreed(channel):
                if (told := _told(one, channel)) is not None:
                    found.setdefault(tuple(told.values()), told)
        return list(found.values())

    def _open(self, till: TillCode, operator: str, why: str, seq: int) -> OpenedAct:
        at = moment_text(self._clock.now())
        with self._store.write() as tx:
            tx.desk.log_opening(Opening(at, till, seq, PURPOSE, operator, why))
        return self._opener.open(till, seq, PURPOSE)


class _TillDeals:
    """The deals of one till that advertising may see."""

    def __init__(self, store: Store, till: TillCode, opened: Callable[[int], OpenedAct]) -> None:
        self._open = opened
        with store.read() as tx:
            self._headers = {
                kept.seq: parse_header(kept.act.header) for kept in tx.log(till).acts()
            }
            self._sealed = frozenset(tx.sealed(till).sealed_for(PURPOSE))
        self._acts: dict[int, OpenedAct] = {}

    def agreed(self, channel: str) -> Iterator[dict[str, Any]]:
        """The person's fields of every deal whose customer agrees to a channel now."""
        answers = {root: self._answers(chain) for root, chain in self._chains().items()}
        for seq, header in self._headers.items():
            if header.kind is not Kind.ARTICLE_ACCEPTED or seq not in self._sealed:
                continue
            if channel in answers.get(self._root(seq), frozenset()):
                yield self._person(seq)

    def _chains(self) -> dict[int | None, list[Header]]:
        """The answers on each consent, in order."""
        chains: dict[int | None, list[Header]] = {}
        for seq, header in self._headers.items():
            if header.kind in _ANSWERING:
                chains.setdefault(self._root(seq), []).append(header)
        return chains

    def _root(self, seq: int) -> int | None:
        """The consent that an act stands on."""
        root: int | None = None
        step: int | None = seq
        while step is not None and step in self._headers:
            header = self._headers[step]
            if header.kind is Kind.CONSENT_GIVEN:
                root = step
            step = header.ref if header.ref is not None and header.ref < step else None
        return root

    def _answers(self, chain: Iterable[Header]) -> frozenset[str]:
        """The channels agreed to now: a consent adds its own, a withdrawal takes away."""
        answers: frozenset[str] = frozenset()
        for header in chain:
            fields = self._fields(header.seq)
            if header.kind is Kind.CONSENT_WITHDRAWN:
                answers -= _taken_back(fields)
            else:
                answers |= given(fields)
        return answers

    def _person(self, seq: int) -> dict[str, Any]:
        """Name and ways to write to them, as they stand after corrections."""
        person = dict(self._fields(seq))
        corrected = {seq}
        for header in self._headers.values():
            if header.kind is Kind.CORRECTION and header.ref in corrected:
                corrected.add(header.seq)  # what is put right once more refers to the line before
                for name, value in self._fields(header.seq).items():
                    if name.startswith("person.") and isinstance(value, list):
                        person[name] = value[-1]
        return person

    def _fields(self, seq: int) -> dict[str, Any]:
        if seq not in self._sealed:
            return {}
        if seq not in self._acts:
            self._acts[seq] = self._open(seq)
        return self._acts[seq].fields


def _taken_back(fields: Mapping[str, Any]) -> frozenset[str]:
    """What a withdrawal takes back: everything, when it cannot be read."""
    told = fields.get("other.withdrawal")
    what = told.get("what") if isinstance(told, dict) else None
    return frozenset(map(str, what)) if isinstance(what, list) else frozenset(CHANNELS)


def _told(person: Mapping[str, Any], channel: str) -> dict[str, str] | None:
    """What the channel needs of a person; None when there is nothing to write to."""
    told: dict[str, str] = {}
    for names in NEEDED[channel]:
        value = next((str(person[name]) for name in names if person.get(name)), "")
        if not value and names[0] != _MAY_LACK:
            return None
        told[names[0].removeprefix("person.")] = value
    return told
