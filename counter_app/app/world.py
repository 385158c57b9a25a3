"""What a till meets outside itself, and the data that the program ships."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import Clock, RealClock
from counter_app.devices.printer import Printer, SystemPrinter
from counter_app.documents.fonts import PaperFonts, load_fonts
from counter_app.domain.folding import Folding
from counter_app.domain.rights import Rights, read_rights
from counter_app.domain.values import TillCode
from counter_app.id_reading.process import DocumentReader
from counter_app.law.notice import load_facts
from counter_app.services.names import load_folding
from counter_app.services.notices import Notice, load_notice
from counter_app.services.staff import PinHasher
from counter_app.storage.hq_rows import HqState
from counter_app.sync.client import HqLine
from counter_app.texts import TextCatalogues, load_texts

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def free_bytes(folder: Path) -> int:
    """How many bytes are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class World:
    """What a till meets outside itself.

    Attributes:
        printer: where papers go.
        line: makes the line to HQ; the real one when not given.
        reader: reads documents; the real one, in its own process, when not given.
        hasher: for PINs.
        free_bytes: how many bytes are free where a folder lies.
    """

    clock: Clock
    printer: Printer = field(default_factory=SystemPrinter)
    line: Callable[[HqState, TillCode, Ed25519PrivateKey, Clock], HqLine] | None = None
    hasher: PinHasher = field(default_factory=PinHasher)
    reader: DocumentReader | None = None
    free_bytes: Callable[[Path], int] = free_bytes


def real_world() -> World:
    """The PC's clock and printer, and HQ over HTTPS."""
    return World(RealClock())


class Resources:
    """The data that the program ships, read when first asked for."""

    def __init__(self, folder: Path = RESOURCES) -> None:
        self.folder = folder

    @cached_property
    def texts(self) -> TextCatalogues:
        """Words of screens and papers."""
        return load_texts(self.folder / "texts")

    @cached_property
    def fonts(self) -> PaperFonts:
        """The papers' fonts."""
        return load_fonts(self.folder / "fonts")

    @cached_property
    def rights(self) -> Rights:
        """Who may do what."""
        return read_rights((self.folder / "staff" / "rights.toml").read_text(encoding="utf-8"))

    def paper_fonts(self) -> PaperFonts:
        """The papers' fonts, as a function to hand over."""
        return self.fonts

    def notice(self, name: str) -> Notice:
        """A version of the notice, with its wordings."""
        folder = self.folder / "notices" / name
        return load_notice(folder, load_facts(folder / "facts.toml"))

    def folding(self) -> Folding:
        """How names are compared where lines are looked for."""
        return load_folding(self.folder / "names")

    def wordings(self, name: str) -> dict[str, str]:
        """The text of each wording of a notice, by language, for whoever has to approve it."""
        folder = self.folder / "notices" / name
        return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
