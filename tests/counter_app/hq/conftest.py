"""An HQ with an enrolled till, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.counter_app.hq.builders import SmallHq, SmallTill, small_hq


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[SmallHq]:
    with small_hq(tmp_path) as made:
        yield made


@pytest.fixture
def till(hq: SmallHq) -> SmallTill:
    """A till that HQ knows."""
    made = SmallTill()
    hq.enrol(made)
    return made
