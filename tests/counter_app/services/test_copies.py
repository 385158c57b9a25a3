"""That the customer got a copy is noted beside the consent, once for each way."""

from __future__ import annotations

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.services.copies import CopyDesk
from counter_app.storage.proof import rebuild_faults
from tests.builders import CLERK
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.receipts import consented


def desk_of(counter: Counter) -> CopyDesk:
    return CopyDesk(counter.small.record, counter.small.clock, counter.clocks)


def consent_seqs(counter: Counter) -> list[int]:
    return [one.seq for one in counter.headers() if one.kind is Kind.CONSENT_GIVEN]


def test_each_way_is_noted_once_and_for_its_own_consent(counter: Counter) -> None:
    for _ in range(2):
        consented(counter)
    first, second = consent_seqs(counter)
    desk = desk_of(counter)

    for way in ("print", "json", "print"):
        desk.note(first, way, CLERK)

    assert desk.given(first) == ("print", "json")
    assert desk.given(second) == ()
    refs = [one.ref for one in counter.headers() if one.kind is Kind.COPY_GIVEN]
    assert refs == [first, first]
    assert rebuild_faults(counter.small.record) == []


def test_a_wrong_clock_notes_nothing(counter: Counter) -> None:
    consented(counter)
    [consent] = consent_seqs(counter)
    counter.small.clock.move(days=-2)

    with pytest.raises(Refused, match="clock"):
        desk_of(counter).note(consent, "print", CLERK)
    assert desk_of(counter).given(consent) == ()
