"""The dealer ledger of this till: a day on screen and paper, proved, and handed over as a file.

The ledger must be shown on paper at once, with HQ and the network down (Secondhand Articles Dealer
Act, art. 18(1)): everything here works from the local record alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from counter_app.clock import Clock, business_day
from counter_app.devices.printer import Printer
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.ledger_book import ledger_book
from counter_app.documents.words import PAPER_LANGUAGE
from counter_app.domain.article import imei_from
from counter_app.domain.errors import WrongInput
from counter_app.domain.inspection import Inspection
from counter_app.domain.ledger import LedgerDay, LedgerLine
from counter_app.domain.ledger_question import question_from
from counter_app.domain.loss import DamagedLine
from counter_app.domain.shop import Shop
from counter_app.services.disposals import aftermaths
from counter_app.services.ledger_search import (
    MOST_SHOWN,
    FoundLines,
    lines_found,
    lines_of_person,
)
from counter_app.services.papers import MadePaper
from counter_app.storage.proof import Proof, prove, rebuild_faults
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.checkpoint import Checkpoint, sign_note
from counter_app.texts import TextCatalogues

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the ledger: a person or an IMEI, between two days of writing if given.

    Attributes:
        person: some or all of a name, in any width and kana; what is stored is not changed.
        imei: 15 digits in any width; comes before a person.
    """

    person: str = ""
    imei: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class AskedDays:
    """What the ledger may show: everything, or what an officer asked for.

    Attributes:
        inspection: the one that goes on, or None.
    """

    inspection: Inspection | None = None

    def require(self, first: date, last: date) -> None:
        """Refuse days that nobody asked for.

        Raises:
            Refused: `inspection_range`.
        """
        if self.inspection is not None:
            self.inspection.require(first, last)

    def within(self, first: date | None, last: date | None) -> tuple[date | None, date | None]:
        """Days to look in; where none are named, those that were asked for.

        Raises:
            Refused: `inspection_range`.
        """
        if self.inspection is None:
            return first, last
        within = first or self.inspection.first, last or self.inspection.last
        self.inspection.require(*within)
        return within

    def seen(self, lines: Iterable[LedgerLine]) -> list[LedgerLine]:
        """Those of some lines that may be shown."""
        asked = self.inspection
        return [line for line in lines if asked is None or asked.sees(line.day)]


class LedgerDesk:
    """What a manager does with the ledger; during an inspection, of the asked days alone."""

    def __init__(  # noqa: PLR0913 - a desk is handed what it works with
        self,
        record: Record,
        clock: Clock,
        shop: Shop,
        key: Ed25519PrivateKey,
        fonts: Callable[[], PaperFonts],
        texts: TextCatalogues,
        printer: Printer,
        *,
        demo: bool,
        damaged: Callable[[], Sequence[DamagedLine]] = tuple,
        asked: AskedDays | None = None,
    ) -> None:
        self._record = record
        self._clock = clock
        self._shop = shop
        self._key = key
        self._fonts = fonts
        self._texts = texts
        self._printer = printer
        self._demo = demo
        self._damaged = damaged
        self._asked = asked or AskedDays()

    @property
    def certificate(self) -> str:
        """HQ's note that this device is this till; empty for a till without HQ."""
        with self._record.read() as view:
            state = self._record.hq.state(view)
        return state.certificate if state else ""

    @property
    def hq_key(self) -> Ed25519PublicKey | None:
        """HQ's public key, when this till knows an HQ."""
        with self._record.read() as view:
            state = self._record.hq.state(view)
        if state is None:
            return None
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(state.hq_key))

    def sign(self, data: bytes) -> tuple[bytes, bytes]:
        """This device's public key, and its signature over some bytes."""
        return self._key.public_key().public_bytes_raw(), self._key.sign(data)

    @property
    def today(self) -> date:
        """The business day in Japan."""
        return business_day(self._clock.now())

    def lines(self, first: date, last: date) -> list[LedgerLine]:
        """The lines of these days, both included, by running number.

        Raises:
            Refused: `inspection_range`.
        """
        self._asked.require(first, last)
        with self._record.read() as view:
            return self._record.ledger.between(view, first, last)

    def seen_before(self, imei: str) -> list[LedgerLine]:
        """Earlier lines of an IMEI at this till."""
        with self._record.read() as view:
            return self._asked.seen(self._record.ledger.with_imei(view, imei))

    def day(self, day: date) -> LedgerDay:
        """One day as it is printed, with the log's signed checkpoint of this moment.

        Raises:
            Refused: `inspection_range`.
        """
        self._asked.require(day, day)
        with self._record.read() as view:
            lines = self._record.ledger.between(view, day, day)
            printed = self._record.marks.printed(view, day)
            here = {line.number.running for line in lines}
            damaged = tuple(
                one.running for one in self._damaged() if one.day == day or one.running in here
            )
            page = self._page(view, day, lines)
            return replace(page, printed_before=printed, damaged=damaged)

    def found(self, question: Question) -> LedgerDay:
        """The lines that answer a question, as one extract; their numbers may have gaps.

        Damaged lines of those days are named in it: what they said cannot be searched any more.

        Raises:
            WrongInput: `search_empty`, `imei_form`, `imei_check` or `days_form`.
        """
        first, last = question.first or date.min, question.last or date.max
        if first > last:
            raise WrongInput("days_form", most=MOST_DAYS)
        with self._record.read() as view:
            if question.imei:
                imei = imei_from(question.imei)
                lines = self._record.ledger.with_imei(view, imei)
                asked = self.say("paper.ledger.asked_imei", imei=imei)
            elif self._record.folding.folded(question.person):
                lines = lines_of_person(self._record, view, question.person)
                asked = self.say("paper.ledger.asked_person", name=question.person.strip())
            else:
                raise WrongInput("search_empty")
            kept = self._asked.seen(line for line in lines if first <= line.day <= last)
            damaged = tuple(
                one.running
                for one in self._damaged()
                if one.day is None or first <= one.day <= last
            )
            page = self._page(view, self.today, kept)
            return replace(page, asked=asked, damaged=damaged)

    def range(self, first: date, last: date) -> LedgerDay:
        """All lines of days on end, as one extract; a gap in their numbers is told.

        Raises:
            Refused: `inspection_range`.
        """
        lines = self.lines(first, last)
        asked = self.say("paper.ledger.asked_days", first=first, last=last)
        damaged = tuple(
            one.running for one in self._damaged() if one.day and first <= one.day <= last
        )
        return replace(self.extract(lines, asked), through=last, damaged=damaged)

    def extract(self, lines: Sequence[LedgerLine], asked: str) -> LedgerDay:
        """Some lines as one extract."""
        with self._record.read() as view:
            return replace(self._page(view, self.today, lines), asked=asked)

    def search(
        self,
        text: str,
        first: date | None = None,
        last: date | None = None,
        most: int = MOST_SHOWN,
    ) -> FoundLines:
        """The newest lines for what was typed, and how many more there are.

        Args:
            text: as domain.ledger_question.question_from takes it.
            first: first day of writing, if given.
            last: last day of writing, included.
            most: so many lines at most.

        Raises:
            WrongInput: `search_empty` or `days_order`.
            Refused: `inspection_range`: officers asked for other days.
            IntegrityFault: `search_not_made`.
        """
        first, last = self._asked.within(first, last)
        asked = question_from(text, self._record.folding, self._record.till, first, last)
        with self._record.read() as view:
            return lines_found(self._record, view, asked, most)

    def say(self, key: str, **facts: object) -> str:
        """Words as the ledger prints them."""
        return self._texts.in_language(PAPER_LANGUAGE).say(key, **facts)

    def _page(self, view: Reading, day: date, lines: Sequence[LedgerLine]) -> LedgerDay:
        size = self._record.acts.size(view)
        root = self._record.acts.root(view, size)
        checkpoint = Checkpoint(self._shop.till, size, root)
        numbers = [line.number.running for line in lines]
        return LedgerDay(
            day=day,
            shop=self._shop.name,
            permit_number=self._shop.permit_number,
            permit_authority=self._shop.permit_authority,
            till=self._shop.till,
            lines=tuple(lines),
            tree_size=size,
            root=root,
            checkpoint=sign_note(checkpoint.text(), self._shop.till, self._key),
            printed_at=self._clock.now(),
            aftermaths=aftermaths(self._record, view, numbers),
        )

    def days(self, first: date, last: date) -> list[LedgerDay]:
        """Each day from the first to the last, blank ones too.

        Raises:
            WrongInput: `days_form`: the last day is before the first, or over a year after it.
        """
        count = (last - first).days + 1
        if not 1 <= count <= MOST_DAYS:
            raise WrongInput("days_form", most=MOST_DAYS)
        return [self.day(first + timedelta(days=place)) for place in range(count)]

    def book(self, days: Sequence[LedgerDay]) -> MadePaper:
        """The days as one paper in the columns of Form 15."""
        pdf = ledger_book(days, self._fonts(), self._texts, self._clock.now(), demo=self._demo)
        kind = "extract" if days[0].asked else "ledger"
        return MadePaper(f"{kind}_{days[0].day.isoformat()}.pdf", pdf)

    def print(self, paper: MadePaper, days: Sequence[LedgerDay] = ()) -> None:
        """Send a ledger to the printer; from then on these days are printed ones.

        Raises:
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`; try again.
        """
        self._printer.print(paper.name, paper.pdf)
        self.note_print(days)

    def note_print(self, days: Sequence[LedgerDay]) -> None:
        """Remember that days of this till stand on paper: the next print of them says so."""
        own = [day.day for day in days if day.till == self._shop.till and not day.asked]
        with self._record.write() as tx:
            for day in own:
                self._record.marks.note_print(tx, day, self._clock.now())

    def leaf(self, seq: int) -> bytes:
        """The leaf hash of an act in the till's log, 32 bytes.

        Raises:
            IntegrityFault: `act_missing`.
        """
        with self._record.read() as view:
            return self._record.acts.act(view, seq).leaf

    def prove(self) -> Proof:
        """Whether log and numbering prove themselves, and the rows follow from the acts."""
        return prove(self._record)

    def rebuild_faults(self) -> list[str]:
        """Differences between the ledger's rows and what the acts give; empty when all is well."""
        return rebuild_faults(self._record)
