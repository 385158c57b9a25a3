"""HQ is down: the deal goes through, the state bar says so, and nobody is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QToolButton

from counter_app.clock import JAPAN, Clock
from counter_app.domain.values import TillCode
from counter_app.domain.visit import Step
from counter_app.storage.hq_rows import HqState
from counter_app.sync.client import HqLine, HttpHqLine
from counter_app.sync.enrolment import enrolment_file_bytes
from tests.counter_app.hq.builders import SmallHq, small_hq
from tests.counter_app.hq.lines import DirectLine
from tests.faults.conftest import MakeTill
from tests.faults.tills import FaultyTill

NOWHERE = "http://127.0.0.1:1"
"""Nothing listens at this port, which only the system itself may open."""


class Wire:
    """The way to HQ: it stands, or it is cut and the real line finds nobody."""

    def __init__(self, hq: SmallHq) -> None:
        self.cut = False
        self.hq = hq

    def line(self, _state: HqState, till: TillCode, key: Ed25519PrivateKey, clock: Clock) -> HqLine:
        """A line to HQ as the wire is now."""
        if self.cut:
            return HttpHqLine(NOWHERE, till, key, clock)
        return DirectLine(self.hq.app, till, key, clock)


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    with small_hq(tmp_path / "office") as hq:
        hq.clock.move(seconds=2 * 60 * 60)  # to the till's afternoon
        yield Wire(hq)


def chip(till: FaultyTill) -> tuple[str, str]:
    """Words and tone of the state of the line."""
    button = till.clerk.find("chip_hq")
    if not isinstance(button, QToolButton):
        return "", ""
    return button.text(), str(button.property("tone"))


def enrolled(till: FaultyTill, wire: Wire) -> None:
    """HQ has everything so far."""
    file = wire.hq.enrolment.new_code(TillCode("T01"), NOWHERE)
    till.counter.hq.enrol(enrolment_file_bytes(file))
    till.counter.hq.sync()


def test_a_deal_without_hq_goes_through_and_waits(make_till: MakeTill, wire: Wire) -> None:
    till = make_till(line=wire.line)
    enrolled(till, wire)
    before = till.counter.hq.state()
    assert before.receipt_at is not None
    at = f"{before.receipt_at.astimezone(JAPAN):%H:%M}"
    wire.cut = True

    till.resume_at(Step.PAYOUT)
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    beat = till.till.heartbeat
    assert beat is not None
    beat.sync()
    unsent = till.counter.hq.state().unsent
    assert unsent > 0
    waiting = till.say("window.hq.waiting", at=at, unsent=unsent)
    till.until(lambda: chip(till) == (waiting, "warn"))
    assert till.clerk.find("banner_what") is None  # a state, and no error
    till.until(till.clerk.ready("print_purchase_slip"))
    till.clerk.click("primary")
    till.until(till.clerk.shows("DoneScreen"))
    assert till.customer.page_is("ThanksPage")

    wire.cut = False
    beat.sync()
    till.until(lambda: till.counter.hq.state().unsent == 0)
    till.until(lambda: chip(till)[1] == "ok")
    with wire.hq.data.store.read() as tx:
        assert len(list(tx.log(TillCode("T01")).acts())) == till.counter.hq.state().size


def test_the_state_of_the_line_follows_the_windows_language(
    make_till: MakeTill, wire: Wire
) -> None:
    till = make_till(line=wire.line)
    wire.cut = True
    till.until(lambda: chip(till) == (till.say("window.hq.never"), "warn"))

    till.clerk.click("language")
    till.language = {"ja": "en", "en": "ja"}[till.language]
    till.until(lambda: chip(till) == (till.say("window.hq.never"), "warn"))
    assert till.clerk_is_told(till.say("window.specimen"))
