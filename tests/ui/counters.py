"""An open till on a folder of its own, for the tests of the windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from counter_app.app import Counter, World, open_counter, set_up_till
from counter_app.clock import JAPAN, HeldClock
from counter_app.domain.staff import Role
from counter_app.services.papers import PaperFolder
from counter_app.services.set_up import Manager
from counter_app.services.staff import PinHasher
from counter_app.settings import Settings

AFTERNOON = datetime(2026, 11, 22, 14, 0, tzinfo=JAPAN)
CLERK, CLERK_PIN = "C01", "1357"
MANAGER, MANAGER_PIN = "M01", "2468"
FAST = PinHasher(memory_kib=64, passes=1)
SETTINGS = Settings(
    shop="見本店",
    address="東京都見本区見本一丁目1番1号",
    permit_number="301234567890",
    permit_authority="東京都公安委員会",
    prefecture="13",
    till="T01",
    keep_id_image="masked",
    demo=True,
)


@contextmanager
def open_small_counter(
    folder: Path,
    settings: Settings = SETTINGS,
    clock: HeldClock | None = None,
    *,
    approve: bool = True,
) -> Iterator[Counter]:
    """A till in `folder`/till with a clerk and a manager, set up unless it is there already."""
    world = World(clock or HeldClock(AFTERNOON), PaperFolder(folder / "papers"), hasher=FAST)
    till, key_file = folder / "till", folder / "till.key"
    fresh = not till.exists()
    if fresh:
        manager = Manager(MANAGER, "見本 店長", MANAGER_PIN)
        set_up_till(till, settings, manager, world, key_file=key_file, approve=approve)
    counter = open_counter(till, key_file, world)
    try:
        if fresh:
            by = counter.staff.members()[0].code
            counter.staff.add(CLERK, "見本 花子", Role.CLERK, CLERK_PIN, by)
        yield counter
    finally:
        counter.close()
