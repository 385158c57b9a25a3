"""A till of the test's own: a real encrypted record, a clock that stands, a clerk and a manager."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.staff import Role
from counter_app.services.staff import StaffDesk
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter
from tests.records import SmallRecord, cheap_hasher, small_record


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallRecord]:
    """An empty record."""
    with small_record(tmp_path / "till") as made:
        yield made


@pytest.fixture
def staff(small: SmallRecord) -> StaffDesk:
    """A clerk and a manager work here."""
    desk = StaffDesk(small.record, small.clock, cheap_hasher())
    desk.add(MANAGER, "見本 一郎", Role.MANAGER, MANAGER_PIN, MANAGER)
    desk.add(CLERK, "見本 花子", Role.CLERK, CLERK_PIN, MANAGER)
    return desk


@pytest.fixture
def counter(small: SmallRecord) -> Counter:
    """A counter that is open."""
    return Counter(small)
