"""A real encrypted record, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.records import SmallRecord, small_record


@pytest.fixture
def till(tmp_path: Path) -> Iterator[SmallRecord]:
    with small_record(tmp_path / "till") as made:
        yield made
