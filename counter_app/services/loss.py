"""A damaged or lost ledger: what is known of it, and the draft of the report to the police station.

Secondhand Articles Dealer Act, art. 18(2). The draft is a paper for a manager to read, complete and
bring; nothing is sent by the till.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from counter_app.clock import Clock, business_day
from counter_app.devices.printer import Printer
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.loss_report import LossReport, Witness, loss_report
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.loss import RecordCheck
from counter_app.domain.shop import Shop
from counter_app.services.day_close import closings
from counter_app.services.papers import MadePaper
from counter_app.services.record_watch import RecordWatch
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.inbox import Inbox
from counter_app.texts import TextCatalogues

_MOST_CLOSINGS = 10
"""So many of the last closed days stand in the draft."""


class LossDesk:
    """Drafts and prints the report."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        shop: Shop,
        watch: RecordWatch,
        fonts: Callable[[], PaperFonts],
        texts: TextCatalogues,
        printer: Printer,
        *,
        demo: bool,
    ) -> None:
        self._record = record
        self._clock = clock
        self._shop = shop
        self._watch = watch
        self._fonts = fonts
        self._texts = texts
        self._printer = printer
        self._demo = demo

    def report(self) -> LossReport:
        """What a check found, with everything that still tells what the record said.

        Raises:
            Refused: `nothing_lost`: the record is whole.
        """
        check = self._watch.latest
        if check is None or check.whole:
            check = self._watch.check("demand")
        if check.whole:
            raise Refused("nothing_lost")
        receipt, closed, known_whole = self._told()
        return LossReport(self._shop, check, known_whole, receipt, closed, self._demo)

    def draft(self) -> MadePaper:
        """The report as a paper.

        Raises:
            Refused: `nothing_lost`.
        """
        report = self.report()
        pdf = loss_report(report, self._fonts(), self._texts, self._clock.now())
        return _paper(report, pdf)

    def print(self, paper: MadePaper) -> None:
        """Send the draft to the printer.

        Raises:
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`; try again.
        """
        self._printer.print(paper.name, paper.pdf)

    def _told(self) -> tuple[Witness | None, tuple[Witness, ...], datetime | None]:
        """HQ's receipt, the closed days, and when the record was last known to be whole."""
        try:
            with self._record.read() as view:
                receipt = self._receipt(view)
                closed = [
                    (one.whole, self._witness(view, one.at, one.tree_size, one.root))
                    for one in closings(self._record, view, most=_MOST_CLOSINGS)
                ]
        except IntegrityFault:  # pages that cannot be read tell nothing
            return None, (), None
        sound = [one.at for whole, one in closed if whole and one.agrees is not False]
        return receipt, tuple(one for _, one in reversed(closed)), max(sound, default=None)

    def _receipt(self, view: Reading) -> Witness | None:
        state = self._record.hq.state(view)
        if state is None or not state.receipt:
            return None
        try:
            receipt = Inbox(state.hq_key).any_receipt(state.receipt)
        except IntegrityFault:  # it was changed too; the check tells so
            return None
        seen = receipt.checkpoint
        return self._witness(view, receipt.at, seen.size, seen.root.hex())

    def _witness(self, view: Reading, at: datetime, size: int, root: str) -> Witness:
        agrees: bool | None = False
        if size <= self._record.acts.size(view):
            try:
                agrees = self._record.acts.root(view, size).hex() == root
            except IntegrityFault:  # a node of the tree is missing
                agrees = None
        return Witness(at, size, root, agrees)


def draft_of_unopened(
    shop: Shop,
    clock: Clock,
    code: str,
    fonts: PaperFonts,
    texts: TextCatalogues,
    *,
    demo: bool,
) -> MadePaper:
    """The draft for a record that cannot be opened at all: the whole volume is in doubt.

    Args:
        shop: from the settings, which lie beside the record.
        clock: the moment of the finding.
        code: why it cannot be opened.
        fonts: the papers' fonts.
        texts: the catalogues.
        demo: marked as a specimen.
    """
    now = clock.now()
    check = RecordCheck(now, "demand", 0, 0, b"", (f"record: {code}",), ())
    report = LossReport(shop, check, None, None, (), demo, opened=False)
    return _paper(report, loss_report(report, fonts, texts, now))


def _paper(report: LossReport, pdf: bytes) -> MadePaper:
    return MadePaper(f"loss_report_{business_day(report.check.at).isoformat()}.pdf", pdf)
