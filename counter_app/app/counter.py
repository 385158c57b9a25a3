"""Every service of one open till, side by side; who asks for one finds it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from counter_app.clock import Clock
from counter_app.domain.shop import Shop
from counter_app.id_reading.process import DocumentReader
from counter_app.services.acceptance import AcceptanceDesk
from counter_app.services.appraisal import AppraisalDesk
from counter_app.services.bulletin_gate import BulletinGate
from counter_app.services.bundles import BundleDesk
from counter_app.services.certificates import CertificateDesk
from counter_app.services.consent_receipts import ConsentReceiptDesk
from counter_app.services.copies import CopyDesk
from counter_app.services.corrections import CorrectionDesk
from counter_app.services.custody import CustodyDesk
from counter_app.services.day_close import DayDesk
from counter_app.services.decision import LawDesk
from counter_app.services.disclosure import DisclosureDesk
from counter_app.services.disposals import DisposalDesk
from counter_app.services.doctor import Finding
from counter_app.services.document_checks import DocumentChecks
from counter_app.services.exceptions import ExceptionDesk
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.services.hq_link import HqDesk
from counter_app.services.image_openings import ImageDesk
from counter_app.services.incidents import IncidentDesk
from counter_app.services.inspection import InspectionDesk
from counter_app.services.ledger import LedgerDesk
from counter_app.services.letters import LetterDesk
from counter_app.services.loss import LossDesk
from counter_app.services.names import NameForms
from counter_app.services.note_release import ReleaseDesk
from counter_app.services.notice_again import ChangedNotice
from counter_app.services.notices import NoticeDesk
from counter_app.services.papers import PaperDesk
from counter_app.services.police_bulletins import BulletinsDesk
from counter_app.services.police_provisions import ProvisionDesk
from counter_app.services.provision_register import RegisterDesk
from counter_app.services.record_watch import RecordWatch
from counter_app.services.request_erasure import RequestErasureDesk
from counter_app.services.request_provision import RequestProvisionDesk
from counter_app.services.requests import RequestDesk
from counter_app.services.retention import RetentionDesk
from counter_app.services.right_clock import ClockDesk
from counter_app.services.scanning import ScanDesk
from counter_app.services.staff import StaffDesk
from counter_app.services.suspicion import SuspicionDesk
from counter_app.services.third_parties import ThirdPartyDesk
from counter_app.services.visit import VisitDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.settings import Settings
from counter_app.storage.records import Record
from counter_app.texts import TextCatalogues


@dataclass(frozen=True, slots=True)
class Counter:
    """Every service of one open till.

    Attributes:
        doctor: looks at record, PC and devices; takes its time.
    """

    folder: Path
    settings: Settings
    clock: Clock
    texts: TextCatalogues
    shop: Shop
    record: Record
    staff: StaffDesk
    clocks: ClockDesk
    notices: NoticeDesk
    changed_notice: ChangedNotice
    law: LawDesk
    name_forms: NameForms
    document_checks: DocumentChecks
    visits: VisitDesk
    appraisal: AppraisalDesk
    acceptance: AcceptanceDesk
    papers: PaperDesk
    consent_receipts: ConsentReceiptDesk
    copies: CopyDesk
    extra_purposes: ExtraPurposeDesk
    ledger: LedgerDesk
    corrections: CorrectionDesk
    disposals: DisposalDesk
    custody: CustodyDesk
    withdrawals: WithdrawalDesk
    provisions: ProvisionDesk
    third_parties: ThirdPartyDesk
    register: RegisterDesk
    suspicions: SuspicionDesk
    inspections: InspectionDesk
    retention: RetentionDesk
    requests: RequestDesk
    disclosures: DisclosureDesk
    request_erasures: RequestErasureDesk
    request_provision: RequestProvisionDesk
    letters: LetterDesk
    releases: ReleaseDesk
    certificates: CertificateDesk
    hq: HqDesk
    watch: RecordWatch
    losses: LossDesk
    incidents: IncidentDesk
    days: DayDesk
    exceptions: ExceptionDesk
    doctor: Callable[[], Iterator[Finding]]
    bundles: BundleDesk
    bulletins: BulletinsDesk
    bulletin_gate: BulletinGate
    scanning: ScanDesk
    images: ImageDesk
    reader: DocumentReader

    def warm_up(self) -> None:
        """Load what the first visit needs, while nobody waits: the reader and the papers' fonts.

        Raises:
            NotPossibleNow: `reader_stopped`; the scan tries again and tells the clerk.
        """
        self.reader.start()

    def close(self) -> None:
        """Close camera, reader and record; the windows are gone by then."""
        self.scanning.close()
        self.reader.close()
        self.record.close()
