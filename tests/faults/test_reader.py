"""The reader's process dies in the middle of a card: the till goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from counter_app.id_reading.process import ReaderProcess
from tests.faults.conftest import MakeTill
from tests.faults.readers import LICENCE, RESOURCES, truth


@pytest.fixture
def own_reader() -> Iterator[ReaderProcess]:
    process = ReaderProcess(RESOURCES)
    process.start()
    yield process
    process.close()


def test_a_reader_killed_in_the_middle_of_a_card_is_told_and_reads_the_next_one(
    make_till: MakeTill, own_reader: ReaderProcess
) -> None:
    till = make_till(reader=own_reader)
    first = own_reader.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # it takes the card and does not answer
    till.to_document()
    till.until(lambda: till.clerk_is_told(till.say("clerk.document.reading")))

    os.kill(first, signal.SIGKILL)
    till.clerk_hears(till.error("reader_stopped"))
    till.customer_only_waits()
    assert till.document() is None

    till.clerk.click("scan")
    till.read_card()
    till.until(till.clerk.ready("primary"))
    second = own_reader.pid
    assert second not in {None, first}
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    document = till.document()
    assert document is not None
    assert document.number == truth(LICENCE)["number"]
