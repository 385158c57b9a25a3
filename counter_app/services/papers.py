"""The papers of one purchase, purchase slip and consent receipt: made, shown and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter_app.clock import Clock
from counter_app.devices.printer import Printer
from counter_app.documents.consent_receipt import ConsentReceipt, consent_receipt
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.identity_form import identity_form
from counter_app.documents.notice_paper import notice_paper
from counter_app.documents.paper_file import save_paper
from counter_app.documents.preview import PageImage, page_images
from counter_app.documents.purchase_slip import Payout, PurchaseSlip, purchase_slip
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.shop import Shop
from counter_app.domain.visit import Visit
from counter_app.services.notices import NoticeDesk
from counter_app.storage.records import Record
from counter_app.texts import TextCatalogues

SLIP = "purchase_slip.pdf"
RECEIPT = "consent_receipt.pdf"
FORM = "identity_form.pdf"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished paper.

    Attributes:
        name: file name, without anything personal.
    """

    name: str
    pdf: bytes

    def pages(self, dpi: int = 96) -> list[PageImage]:
        """The pages as pictures, for the preview."""
        return page_images(self.pdf, dpi)


@dataclass(frozen=True, slots=True)
class PaperFolder:
    """A folder in the place of a printer: for the demo, and for a shop that saves its papers."""

    folder: Path

    def print(self, name: str, pdf: bytes) -> None:
        """Put the paper into the folder; one of the same name is replaced whole."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            raise NotPossibleNow("paper_not_written") from None
        save_paper(self.folder / name, pdf)

    def name(self) -> str:
        """The folder's own name."""
        return self.folder.name


class PaperDesk:
    """Makes and prints the papers of accepted visits."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        shop: Shop,
        notices: NoticeDesk,
        fonts: Callable[[], PaperFonts],
        texts: TextCatalogues,
        printer: Printer,
        *,
        demo: bool,
    ) -> None:
        """Fonts come as a function, for they take half a second to read and are needed late."""
        self._record = record
        self._clock = clock
        self._shop = shop
        self._notices = notices
        self._fonts = fonts
        self._texts = texts
        self._printer = printer
        self._demo = demo

    def make(self, visit: Visit) -> list[MadePaper]:
        """The papers of an accepted visit: slip and receipt.

        Raises:
            Refused: `not_accepted_yet`.
        """
        return [MadePaper(SLIP, self._slip(visit)), MadePaper(RECEIPT, self._receipt(visit))]

    def identity_form(self, visit: Visit) -> MadePaper:
        """The empty form that the customer fills in and signs on route B."""
        language = visit.language
        now = self._clock.now()
        pdf = identity_form(
            self._shop, visit.number, language, self._fonts(), self._texts, now, demo=self._demo
        )
        return MadePaper(FORM, pdf)

    def notice(self, language: str) -> MadePaper:
        """The notice that is in force, on paper, for whoever asks for it.

        Args:
            language: of the wording; the prevailing one for a language without its own.
        """
        pack = self._notices.pack(language)
        texts, now = self._texts.in_language(pack.language), self._clock.now()
        pdf = notice_paper(pack, self._shop, self._fonts(), texts, now, demo=self._demo)
        return MadePaper(f"notice_{pack.language}.pdf", pdf)

    def print(self, paper: MadePaper) -> None:
        """Send a paper to the printer.

        Raises:
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`; try again.
        """
        self._printer.print(paper.name, paper.pdf)

    def _slip(self, visit: Visit) -> bytes:
        accepted = visit.acceptance
        if accepted is None or visit.consent is None:
            raise Refused("not_accepted_yet")
        with self._record.read() as view:
            lines = self._record.ledger.of_act(view, accepted.act_seq)
        paid = accepted.payout_seq is not None
        due = visit.kind if visit.kind in ("exchange", "consignment") else "transfer"
        payout = Payout("cash" if paid else due, accepted.at if paid else None)
        inquiry = self._notices.pack_shown(visit.consent.shown).page("inquiry")
        slip = PurchaseSlip(self._shop, visit, tuple(lines), payout, inquiry, self._demo)
        return purchase_slip(slip, self._fonts(), self._texts, self._clock.now())

    def _receipt(self, visit: Visit) -> bytes:
        if visit.consent is None:
            raise Refused("consent_missing")
        receipt = ConsentReceipt(
            self._shop,
            visit.number,
            visit.seller.name,
            visit.consent,
            self._notices.pack_shown(visit.consent.shown),
            self._notices.pack(visit.consent.prevailing),
            self._demo,
            _guardian_too(visit),
        )
        return consent_receipt(receipt, self._fonts(), self._texts, self._clock.now())


def _guardian_too(visit: Visit) -> str:
    """How a guardian consented to the use of data too, or nothing."""
    guardian = visit.guardian
    given = guardian.consent if guardian else None
    return guardian.form if guardian and given and given.data_use else ""
