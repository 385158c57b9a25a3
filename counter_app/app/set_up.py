"""Making a till, and where its keys are kept."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from counter_app.app.world import Resources, World
from counter_app.clock import business_day
from counter_app.services.set_up import Manager, set_up
from counter_app.settings import Settings, read_settings
from counter_app.storage.keys import FileKeyStore, KeyStore, OsKeyStore


def key_store(folder: Path, settings: Settings, key_file: Path | None) -> KeyStore:
    """Where this till's keys are kept."""
    if key_file is not None:
        return FileKeyStore(key_file, folder)
    return OsKeyStore(settings.entry)


def is_set_up(folder: Path) -> bool:
    """Whether the data folder holds a till."""
    return read_settings(folder) is not None


def set_up_till(
    folder: Path,
    settings: Settings,
    manager: Manager,
    world: World,
    *,
    key_file: Path | None = None,
    approve: bool,
    languages: Collection[str] | None = None,
    resources: Resources | None = None,
) -> Settings:
    """Make a till in an empty or missing folder; with a key file, a new key file too.

    The manager approves the wordings of these languages, or all of them.

    Raises:
        CounterError: as services.set_up.set_up; `key_file_exists` or `key_file_unsafe`.
    """
    notices = (resources or Resources()).notices(settings.notice)
    notice = notices.on(business_day(world.clock.now()))
    read = [one for one in notice.packs if languages is None or one in languages]
    made_file = False

    def store(made: Path, ready: Settings) -> KeyStore:
        nonlocal made_file
        if key_file is None:
            return OsKeyStore(ready.entry)
        FileKeyStore.create(key_file, folder)
        made_file = True
        return FileKeyStore(key_file, made)

    try:
        return set_up(
            folder,
            settings,
            manager,
            key_store=store,
            clock=world.clock,
            notice=notice,
            hasher=world.hasher,
            approved=read if approve else (),
        )
    except BaseException:
        if key_file is not None and made_file:  # it wraps nothing, and would stop the next try
            key_file.unlink(missing_ok=True)
        raise
