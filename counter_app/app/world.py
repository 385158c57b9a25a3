"""What a till meets outside itself, and the data that the program ships."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import Clock, RealClock
from counter_app.devices.printer import Printer, SystemPrinter
from counter_app.documents.fonts import PaperFonts, load_fonts
from counter_app.domain.folding import Folding
from counter_app.domain.fraud import FraudRules, read_fraud_rules
from counter_app.domain.openings import OpeningReasons, read_openings
from counter_app.domain.rights import Rights, read_rights
from counter_app.domain.values import TillCode
from counter_app.id_reading.numbers import load_commissions
from counter_app.id_reading.process import DocumentReader
from counter_app.law.incidents import FILE as INCIDENTS_FILE
from counter_app.law.incidents import IncidentRules, load_incident_rules
from counter_app.law.notice_family import NoticeFamily, family_of
from counter_app.law.vocabulary import Vocabulary, load_vocabulary
from counter_app.services.document_checks import DocumentChecks
from counter_app.services.names import NameForms, load_folding, load_forms
from counter_app.services.notices import load_notice
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

    @cached_property
    def fraud_rules(self) -> FraudRules:
        """From when on deals that look alike are told to a manager."""
        path = self.folder / "police" / "fraud.toml"
        return read_fraud_rules(path.read_text(encoding="utf-8"))

    @cached_property
    def openings(self) -> OpeningReasons:
        """Why a kept image may be opened."""
        path = self.folder / "staff" / "openings.toml"
        return read_openings(path.read_text(encoding="utf-8"))

    def paper_fonts(self) -> PaperFonts:
        """The papers' fonts, as a function to hand over."""
        return self.fonts

    def notices(self, name: str) -> NoticeFamily:
        """Every version of a notice that the program brings.

        Args:
            name: the notice's folder; of a till that was set up with a version, with the version
                behind it. Which version holds is a matter of the day, not of the till.
        """
        versions = sorted(path.parent for path in self._family(name).glob("*/facts.toml"))
        return family_of(load_notice(folder) for folder in versions)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms by which consent receipts speak to machines."""
        return load_vocabulary(self.folder / "consent")

    def wording(self, notice_id: str, revised: str, language: str) -> bytes | None:
        """The very bytes of a shipped wording, or None when there is none."""
        path = self.folder / "notices" / notice_id / revised / f"{language}.md"
        return path.read_bytes() if path.is_file() else None

    def incident_rules(self) -> IncidentRules:
        """Which incidents are reported, and by when."""
        return load_incident_rules(self.folder / "law" / INCIDENTS_FILE)

    def folding(self) -> Folding:
        """How names are compared where lines are looked for."""
        return load_folding(self.folder / "names")

    def name_forms(self) -> NameForms:
        """Which forms of a kanji a clerk picks from."""
        return load_forms(self.folder / "names")

    def document_checks(self) -> DocumentChecks:
        """What a reviewed document is held against."""
        return DocumentChecks(load_commissions(self.folder / "id_reading"))

    def wordings(self, name: str, day: date) -> dict[str, str]:
        """The text of each wording in force on a day, by language, for whoever approves it."""
        notice = self.notices(name).on(day)
        folder = self._family(name) / notice.facts.revised.isoformat()
        return {one: (folder / f"{one}.md").read_text(encoding="utf-8") for one in notice.packs}

    def _family(self, name: str) -> Path:
        return self.folder / "notices" / name.partition("/")[0]
