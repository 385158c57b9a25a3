"""The draft of a report of an incident to the Personal Information Protection Commission.

The nine fields of APPI Enforcement Rules art. 8(1), for the preliminary report as far as they are
known by then and for the final one in full. Nothing is sent: HQ's officer for personal data takes
it from here. Japanese alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, SMALL, Paper
from counter_app.documents.sheet import (
    LEFT,
    RIGHT,
    TITLE,
    WIDTH,
    Place,
    Sheet,
    drawn_twice,
    foot,
    permit_words,
)
from counter_app.documents.words import PAPER_LANGUAGE, PaperWords, paper_words
from counter_app.domain.incident import Incident, IncidentClock, KeptIncident
from counter_app.domain.shop import Shop
from counter_app.law.incidents import CaseRow, Report
from counter_app.texts import TextCatalogues

_WIDE = Place(label=44.0)


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """What the draft says.

    Attributes:
        cases: the rows of the law that it falls under.
        clocks: what has to be done about it.
        demo: marked as a specimen.
    """

    shop: Shop
    kept: KeptIncident
    report: Report
    cases: Sequence[CaseRow]
    clocks: Sequence[IncidentClock]
    demo: bool


def incident_report(
    report: IncidentReport, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The draft as a PDF, A4 upright.

    Args:
        report: what it says.
        fonts: the papers' fonts.
        texts: the catalogues.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, PAPER_LANGUAGE)
    title = words.say(f"paper.incident.title.{report.report}")

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(report.shop, words, pages, demo=report.demo))
        _head(sheet, report, title, printed_at)
        _nine(sheet, report)
        _clocks(sheet, report)
        return sheet.closed()

    return drawn_twice(fonts, title, printed_at, draw)


def nine_fields(words: PaperWords, incident: Incident) -> list[tuple[str, str]]:
    """The report's fields in the order of the rules: key of the label, and what it says."""
    items = "、".join(words.say(f"paper.incident.item.{no}") for no in incident.items)
    return [
        ("outline", incident.outline),
        ("items", items),
        ("number", persons_words(words, incident)),
        ("cause", incident.cause),
        ("secondary", incident.secondary),
        ("response", incident.response),
        ("publication", incident.publication),
        ("prevention", incident.prevention),
        ("other", incident.other),
    ]


def persons_words(words: PaperWords, incident: Incident) -> str:
    """How many persons, and whether that is known."""
    if incident.persons is None:
        return words.say("paper.incident.persons.unknown")
    return words.say(f"paper.incident.persons.{incident.counted}", count=incident.persons)


def _head(sheet: Sheet, report: IncidentReport, title: str, printed_at: datetime) -> None:
    words, incident = sheet.words, report.kept.incident
    sheet.paper.say(LEFT, sheet.y + 5, title, TITLE)
    sheet.paper.say(RIGHT, sheet.y + 5, words.moment(printed_at), SMALL.sized(8.5), "right")
    sheet.y += 10
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 7
    sheet.note(words.say("paper.incident.draft"))
    for key, value in (
        ("paper.shop", report.shop.name),
        ("paper.permit_label", permit_words(report.shop, words)),
        ("paper.incident.seq", f"{report.shop.till}-{report.kept.first}"),
        ("paper.incident.known", words.moment(incident.known_at)),
    ):
        sheet.fact(key, value, place=_WIDE)
    for case in report.cases:
        sheet.fact("paper.incident.case", f"{case.ja}（{case.article}）", place=_WIDE)
    if incident.encrypted:
        sheet.fact("paper.incident.protection", incident.protection, place=_WIDE)
        sheet.note(words.say("paper.incident.no_report"), style=BOLD)


def _nine(sheet: Sheet, report: IncidentReport) -> None:
    """Each field under its number; an empty one says that it is not known yet."""
    words = sheet.words
    sheet.heading("paper.incident.fields")
    for place, (name, value) in enumerate(nine_fields(words, report.kept.incident), start=1):
        lines = sheet.paper.wrapped(value or words.say("paper.incident.open"), BODY, WIDTH - 6)
        sheet.room(BODY.line_mm * (min(len(lines), 4) + 2))
        label = words.say(f"paper.incident.field.{name}")
        sheet.paper.say(LEFT, sheet.y, f"{place}. {label}", BOLD.sized(9))
        sheet.y += BOLD.line_mm
        for line in lines:
            sheet.room(BODY.line_mm)
            sheet.y = sheet.paper.lines(LEFT + 6, sheet.y, [line], BODY)
        sheet.y += 2


def _clocks(sheet: Sheet, report: IncidentReport) -> None:
    words = sheet.words
    sheet.heading("paper.incident.clocks")
    for clock in report.clocks:
        due = words.main.day(clock.due) if clock.due else words.say("paper.incident.promptly")
        done = words.main.day(clock.done) if clock.done else words.say("paper.incident.not_yet")
        told = words.say("paper.incident.clock", due=due, done=done)
        sheet.fact(f"paper.incident.step.{clock.step}", told, place=_WIDE)
    sheet.note(words.say("paper.incident.who"))
