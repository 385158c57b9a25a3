"""One real reader for all tests of this folder: its models take a second to load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_app.id_reading.process import ReaderProcess
from tests.counter_app.id_reading.specimens import RESOURCES


@pytest.fixture(scope="session")
def reader() -> Iterator[ReaderProcess]:
    process = ReaderProcess(RESOURCES)
    process.start()
    yield process
    process.close()
