"""A till that knows an HQ, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.counter_app.sync.links import Link, small_link


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Link]:
    with small_link(tmp_path) as made:
        yield made
