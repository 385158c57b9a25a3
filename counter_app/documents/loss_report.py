"""The draft of the report of a damaged or lost ledger, for the police station; A4 upright.

Secondhand Articles Dealer Act, art. 18(2): a dealer whose books or electronic records are damaged
or lost reports it at once. The draft holds facts and no person's data; what only a person can
know is left blank to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, DIGITS, SMALL, Paper
from counter_app.documents.sheet import (
    LEFT,
    RIGHT,
    TITLE,
    Place,
    Sheet,
    drawn_twice,
    foot,
    permit_words,
)
from counter_app.documents.words import PaperWords, paper_words
from counter_app.domain.loss import DamagedLine, RecordCheck, number_ranges
from counter_app.domain.shop import Shop
from counter_app.texts import TextCatalogues

_LABEL = 46.0
_UNREAD = "record: "
"""How a finding begins that kept the check from looking at everything."""
_MOST_FAULTS = 30
"""Technical findings that are printed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A root of the log that was told outside the record, or closed into it.

    Attributes:
        size: how many acts it covers; root: in hex.
        agrees: whether the log still gives it; None where it cannot be computed any more.
    """

    at: datetime
    size: int
    root: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class LossReport:
    """What the draft says.

    Attributes:
        check: what was found, and when.
        known_whole: when the record was last known to be whole, or None.
        receipt: HQ's last receipt, or None where HQ has none of the record.
        closings: the roots of closed days, oldest first.
        opened: whether the record could be opened at all; if not, the whole volume is in doubt.
    """

    shop: Shop
    check: RecordCheck
    known_whole: datetime | None
    receipt: Witness | None
    closings: tuple[Witness, ...]
    demo: bool
    opened: bool = True


def loss_report(
    report: LossReport, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The draft as a PDF in Japanese.

    Args:
        report: the facts.
        fonts: the papers' fonts.
        texts: the catalogues.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, "ja")

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(report.shop, words, pages, demo=report.demo))
        _head(sheet, report, printed_at)
        _dealer(sheet, report.shop)
        _lines(sheet, report)
        _time(sheet, report)
        _witnesses(sheet, report)
        _findings(sheet, report.check.faults)
        _by_hand(sheet)
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.loss.title"), printed_at, draw)


def station_words(shop: Shop, words: PaperWords) -> str:
    """The police station as it is addressed: by name, or as the one in charge of the place."""
    return shop.police_station or words.say("paper.loss.station_unknown")


def _head(sheet: Sheet, report: LossReport, printed_at: datetime) -> None:
    words = sheet.words
    sheet.paper.say(LEFT, sheet.y + 5, words.say("paper.loss.title"), TITLE.sized(16))
    moment = words.say("paper.loss.made", at=words.moment(printed_at))
    sheet.paper.say(RIGHT, sheet.y + 11, moment, SMALL.sized(8.5), "right")
    sheet.paper.say(LEFT, sheet.y + 11, words.say("paper.loss.law"), SMALL.sized(8.5))
    sheet.y += 14
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 7
    station = station_words(report.shop, words)
    sheet.note(words.say("paper.loss.to", station=station), style=BOLD.sized(11))
    sheet.note(words.say("paper.loss.sentence"))


def _dealer(sheet: Sheet, shop: Shop) -> None:
    words = sheet.words
    sheet.heading("paper.loss.dealer")
    _fact(sheet, "paper.loss.shop", shop.name)
    _fact(sheet, "paper.loss.address", shop.address)
    _fact(sheet, "paper.loss.permit", permit_words(shop, words))
    _fact(sheet, "paper.loss.volume", words.say("paper.loss.volume_of", till=shop.till))
    for key in ("paper.loss.holder", "paper.loss.manager", "paper.loss.reported_on"):
        _blank(sheet, key)


def _lines(sheet: Sheet, report: LossReport) -> None:
    words, check = sheet.words, report.check
    sheet.heading("paper.loss.lines")
    if not report.opened:
        sheet.note(words.say("paper.loss.unopened"), style=BOLD)
    elif not check.damaged:
        sheet.note(words.say("paper.loss.no_line"))
    for text in _groups(words, report.shop.till, check.damaged):
        sheet.note(f"・{text}")
    kept = sum(one.restorable for one in check.damaged)
    if check.damaged:
        sheet.note(words.say("paper.loss.count", count=len(check.damaged), kept=kept), style=BOLD)
    if report.opened and not any(fault.startswith(_UNREAD) for fault in check.faults):
        sheet.note(words.say("paper.loss.rest"), style=SMALL)


def _groups(words: PaperWords, till: str, damaged: Sequence[DamagedLine]) -> Iterator[str]:
    """The damaged lines as ranges of numbers, by the day of receipt and what became of them."""

    def alike(one: DamagedLine) -> tuple[str, str]:
        return (one.day.isoformat() if one.day else "", one.harm.value)

    for (day, harm), group in groupby(damaged, alike):
        for first, last in number_ranges([one.running for one in group]):
            numbers = f"{till}-{first:06d}" + (f" ～ {till}-{last:06d}" if last > first else "")
            on = words.main.day(date.fromisoformat(day)) if day else ""
            received = words.say("paper.loss.received", day=on) if day else ""
            received = received or words.say("paper.loss.day_unknown")
            yield f"{numbers}（{received}）　{words.say(f'paper.loss.harm.{harm}')}"


def _time(sheet: Sheet, report: LossReport) -> None:
    words, check = sheet.words, report.check
    sheet.heading("paper.loss.time")
    _fact(sheet, "paper.loss.found_at", words.moment(check.at))
    _fact(sheet, "paper.loss.found_how", words.say(f"paper.loss.by.{check.by}"))
    since = words.say("paper.loss.since_unknown")
    if report.known_whole is not None:
        since = words.say("paper.loss.since", at=words.moment(report.known_whole))
    _fact(sheet, "paper.loss.when", since)
    _blank(sheet, "paper.loss.cause")


def _witnesses(sheet: Sheet, report: LossReport) -> None:
    """What stands outside the record and still tells what it said."""
    words = sheet.words
    sheet.heading("paper.loss.witnesses")
    receipt = words.say("paper.loss.no_receipt")
    if report.receipt is not None:
        receipt = _witness(words, report.receipt)
    _fact(sheet, "paper.loss.receipt", receipt)
    for one in report.closings:
        _fact(sheet, "paper.loss.closing", _witness(words, one))
    if not report.closings:
        _fact(sheet, "paper.loss.closing", words.say("paper.loss.no_closing"))
    root = report.check.root.hex()
    style = replace(Place(label=_LABEL), style=DIGITS.sized(7.5))
    sheet.fact("paper.loss.root_now", root or words.say("paper.loss.no_root"), place=style)
    days = sorted({one.day for one in report.check.damaged if one.day})
    papers = words.say("paper.loss.papers")
    if days:
        named = words.say("paper.loss.join").join(words.main.day(day) for day in days)
        papers = words.say("paper.loss.papers_of", days=named)
    sheet.note(papers)


def _witness(words: PaperWords, one: Witness) -> str:
    said = {True: "agrees", False: "differs", None: "unknown"}[one.agrees]
    return words.say(
        f"paper.loss.{said}", at=words.moment(one.at), size=one.size, root=one.root[:16]
    )


def _findings(sheet: Sheet, faults: Sequence[str]) -> None:
    """The check's own lines, for whoever looks into the record later."""
    sheet.heading("paper.loss.findings")
    for fault in faults[:_MOST_FAULTS]:
        sheet.note(fault, style=DIGITS.sized(7.5))
    if len(faults) > _MOST_FAULTS:
        more = len(faults) - _MOST_FAULTS
        sheet.note(sheet.words.say("paper.loss.more", count=more), style=SMALL)


def _by_hand(sheet: Sheet) -> None:
    sheet.heading("paper.loss.contact")
    for key in ("paper.loss.told_at", "paper.loss.officer", "paper.loss.accepted"):
        _blank(sheet, key)
    sheet.y += 2
    sheet.note(sheet.words.say("paper.loss.draft"), style=SMALL)


def _fact(sheet: Sheet, key: str, value: str) -> None:
    sheet.fact(key, value, place=Place(label=_LABEL))


def _blank(sheet: Sheet, key: str) -> None:
    """A label with a line to write on."""
    sheet.room(BODY.line_mm * 2)
    sheet.y += 1.5
    sheet.paper.say(LEFT, sheet.y, sheet.words.say(key), SMALL.sized(8))
    sheet.paper.rule(LEFT + _LABEL, sheet.y + 1, RIGHT, sheet.y + 1)
    sheet.y += BODY.line_mm + 1.5
