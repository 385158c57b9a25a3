"""What the doctor knocks at, and the document reader as a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from counter_app.app.world import Resources
from counter_app.devices.printer import Printer
from counter_app.id_reading import child
from counter_app.id_reading.camera import open_camera
from counter_app.id_reading.process import DocumentReader, ReaderProcess
from counter_app.services.doctor import Devices
from counter_app.settings import Settings
from counter_app.storage.keys import KeyStore


def devices_of(
    settings: Settings, store: KeyStore, printer: Printer, resources: Resources | None = None
) -> Devices:
    """Camera, reader, key store and printer, for the doctor to knock at."""
    folder = (resources or Resources()).folder

    def camera() -> str:
        open_camera(settings.camera).close()
        return settings.camera

    def reader() -> str:
        with closing(ReaderProcess(folder)) as process:
            process.start()
        return "PP-OCR"

    def keys() -> str:
        store.load()
        return type(store).__name__

    def printer_name() -> str:
        return printer.name()

    return Devices(camera, reader, keys, printer_name)


def open_reader(resources: Resources | None = None) -> DocumentReader:
    """The reader in its own process, for commands that need no till."""
    return ReaderProcess((resources or Resources()).folder)


def run_reader(words: Sequence[str]) -> int:
    """Be the reader's process: a frozen program has no other way to start it."""
    return child.main(list(words))
