"""The register of provisions to third parties (第三者提供記録簿), by recipient and day.

It has what APPI art. 29 asks a provider to record, and until when each record is kept. Japanese
alone: it is for the dealer's own books and for whoever supervises them. Provisions to the police
are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BOLD, SMALL, Paper
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
from counter_app.documents.words import PAPER_LANGUAGE, PaperWords, paper_words
from counter_app.domain.shop import Shop
from counter_app.domain.third_party import KeptProvision, PersonGiven
from counter_app.texts import TextCatalogues

_WIDE = Place(label=40.0)
_ROOM = 60.0


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One record in words.

    Attributes:
        items: the fields, as the table of clocks names them.
        kept_to: the last day on which the record is kept, as it stands now; None without an end.
    """

    kept: KeptProvision
    items: tuple[str, ...]
    kept_to: date | None


@dataclass(frozen=True, slots=True)
class ProvisionRegister:
    """What the register says.

    Attributes:
        first, last: its days; None for an open end.
        demo: marked as a specimen.
    """

    shop: Shop
    entries: Sequence[RegisterEntry]
    first: date | None
    last: date | None
    demo: bool


def provision_register(
    register: ProvisionRegister, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The register as a PDF, A4 upright.

    Args:
        register: what it says.
        fonts: the papers' fonts.
        texts: the catalogues.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, PAPER_LANGUAGE)

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(register.shop, words, pages, demo=register.demo))
        _head(sheet, register, printed_at)
        for entry in register.entries:
            _entry(sheet, entry, register.shop.till)
        if not register.entries:
            sheet.note(words.say("paper.provisions.none"), style=BOLD)
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.provisions.title"), printed_at, draw)


def person_words(person: PersonGiven) -> str:
    """Name and address; a line whose address is erased has the name alone."""
    return "　".join(one for one in (person.name, person.address) if one)


def consent_words(words: PaperWords, person: PersonGiven) -> str:
    """The fact of the consent, with its day; of an entrustment, that none is needed."""
    if person.consented_on is None:
        return words.say("paper.provisions.no_consent")
    day = words.main.day(person.consented_on)
    return words.say("paper.provisions.consented", day=day, seq=person.consent)


def _head(sheet: Sheet, register: ProvisionRegister, printed_at: datetime) -> None:
    words = sheet.words
    sheet.paper.say(LEFT, sheet.y + 5, words.say("paper.provisions.title"), TITLE)
    made = words.moment(printed_at)
    sheet.paper.say(RIGHT, sheet.y + 5, made, SMALL.sized(8.5), "right")
    sheet.y += 10
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 7
    sheet.note(words.say("paper.provisions.said"))
    first, last = (
        words.main.day(day) if day else words.say("paper.provisions.open")
        for day in (register.first, register.last)
    )
    for key, value in (
        ("paper.shop", register.shop.name),
        ("paper.permit_label", permit_words(register.shop, words)),
        ("paper.provisions.till", register.shop.till),
        ("paper.provisions.days", words.say("paper.provisions.span", first=first, last=last)),
    ):
        sheet.fact(key, value, place=_WIDE)


def _entry(sheet: Sheet, entry: RegisterEntry, till: str) -> None:
    words, kept, told = sheet.words, entry.kept, entry.kept.record
    sheet.room(_ROOM)
    sheet.y += 3
    day = words.main.day(told.day)
    named = words.say("paper.provisions.entry", seq=kept.seq, day=day, name=told.recipient.name)
    sheet.note(named, style=BOLD)
    sheet.paper.rule(LEFT, sheet.y - 2, RIGHT, sheet.y - 2, 0.5)
    sheet.y += 2
    facts = [
        ("paper.provisions.kind", words.say(f"paper.provisions.kind.{told.recipient.kind}")),
        ("paper.provisions.address", told.recipient.address),
        ("paper.provisions.representative", told.recipient.representative),
    ]
    if told.basis is not None:
        facts.append(("paper.provisions.basis", words.say(f"paper.provisions.basis.{told.basis}")))
    if told.contract:
        facts.append(("paper.provisions.contract", told.contract))
    if told.row:
        facts.append(("paper.provisions.row", words.say(f"paper.provisions.row.{told.row}")))
    for person in told.persons:
        lines = "、".join(f"{till}-{one:06d}" for one in person.lines)
        facts.append(("paper.provisions.person", f"{person_words(person)}（{lines}）"))
        facts.append(("paper.provisions.consent", consent_words(words, person)))
    if told.output is not None:
        facts.append(("paper.provisions.output", told.output.reference))
        facts.append(("paper.provisions.digest", told.output.sha256))
    if entry.items:
        facts.append(("paper.provisions.items", "、".join(entry.items)))
    facts.append(("paper.provisions.by", kept.by))
    facts.append(("paper.provisions.method", words.say(f"paper.provisions.method.{told.method}")))
    until = words.main.day(entry.kept_to) if entry.kept_to else words.say("paper.provisions.open")
    facts.append(("paper.provisions.kept_to", until))
    for key, value in facts:
        sheet.fact(key, value, place=_WIDE)
