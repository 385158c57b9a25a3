"""The wording of the purpose notice: the very bytes that a customer reads, cut into pages.

A pack is one text file a language beside the notice's facts. It is law data, not a translation of
screens: the customer's signature is bound to the SHA-256 of its bytes (Act on the Protection of
Personal Information, art. 21(2)). Its form is that of notice_pages.

Wording and facts must agree: a page for each item, purpose and provision to the group, each naming
exactly the items that its row may use. A pack that says anything else does not load.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from counter_app.law.notice import NoticeFacts, Row
from counter_app.law.notice_pages import NoticePackFault, NoticePage, parts_of, text_of

REFERENCE = "reference"
"""The page that marks a wording as not approved."""

REQUESTS = ("purpose_notification", "disclosure", "correction", "cease_use", "cease_provision")
"""What a person may ask for (the same Act, arts. 32(2), 33, 34, 35(1) and 35(3))."""

SOURCES = ("direct", "service_use", "third_party")
"""Where the notice says that data come from."""

CLAUSES = ("outsourcing", "deidentified", "alteration")
"""Clauses that are sentences only."""

_PHONE = re.compile(r"\d{2,4}-\d{2,4}-\d{4}(?!\d)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_TIME = re.compile(r"\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class NoticePack:
    """The notice in one language.

    Attributes:
        sha256: hex digest of the very bytes of the file.
        reference_wording: not approved by the dealer; good for demo and practice only.
        item_words: number of an item to its words, for the cards of a purpose's page.
    """

    notice_id: str
    language: str
    revised: date
    prevailing: str
    title: str
    sha256: str
    reference_wording: bool
    pages: tuple[NoticePage, ...]
    item_words: Mapping[int, str]

    def page(self, key: str) -> NoticePage:
        """The page of a key.

        Raises:
            KeyError: the notice has no such page.
        """
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)

    def approved(self) -> NoticePack:
        """The same bytes once they are approved: their mark of reference is shown no more."""
        pages = tuple(page for page in self.pages if page.key != REFERENCE)
        return replace(self, reference_wording=False, pages=pages)

    @property
    def full(self) -> tuple[NoticePage, ...]:
        """The pages of the full layer, in order: all but the short one."""
        return tuple(page for page in self.pages if page.key != "short")

    @property
    def purposes(self) -> tuple[NoticePage, ...]:
        """The pages of the purposes of use, in the notice's order."""
        return tuple(page for page in self.pages if page.key.startswith("purpose:"))

    @property
    def group(self) -> tuple[NoticePage, ...]:
        """The pages of the provisions to the group, in the notice's order."""
        return tuple(page for page in self.pages if page.key.startswith("group:"))


def load_pack(folder: Path, language: str, facts: NoticeFacts) -> NoticePack:
    """The wording of one language from the notice's folder: `<folder>/<language>.md`.

    Raises:
        NoticePackFault: as `parse_pack`.
    """
    return parse_pack((folder / f"{language}.md").read_bytes(), language, facts)


def parse_pack(data: bytes, language: str, facts: NoticeFacts) -> NoticePack:
    """The wording of one language from its bytes.

    Args:
        data: the file's very bytes, UTF-8 with plain line ends.
        language: what the file is said to be written in, such as ja.
        facts: what the wording has to agree with.

    Raises:
        NoticePackFault: the form is broken, or wording and facts disagree; the message names the
            page.
    """
    text = text_of(data)
    title, head, pages = parts_of(text)
    _check_head(head, language, facts)
    _check_figures(text, facts)
    _check_pages(pages, head, facts)
    return NoticePack(
        notice_id=facts.notice_id,
        language=language,
        revised=facts.revised,
        prevailing=facts.prevailing_language,
        title=title,
        sha256=hashlib.sha256(data).hexdigest(),
        reference_wording=head["wording"] == "reference",
        pages=tuple(pages.values()),
        item_words={item.no: pages[f"item:{item.key}"].heading for item in facts.items},
    )


def _check_head(head: Mapping[str, str], language: str, facts: NoticeFacts) -> None:
    told = {
        "notice_id": facts.notice_id,
        "language": language,
        "revised": facts.revised.isoformat(),
        "prevailing": facts.prevailing_language,
    }
    for key, value in told.items():
        if head[key] != value:
            raise NoticePackFault(f"the head says {key} {head[key]}, the facts {value}")
    if head["wording"] not in ("reference", "official"):
        raise NoticePackFault("the wording is neither reference nor official")


def _check_figures(text: str, facts: NoticeFacts) -> None:
    """No other telephone and no other date, anywhere in the text."""
    for found in _PHONE.findall(text):
        if found != facts.inquiry_tel:
            raise NoticePackFault(f"the text names another telephone: {found}")
    for found in _ISO_DATE.findall(text):
        if found != facts.revised.isoformat():
            raise NoticePackFault(f"the text names another date: {found}")


def _check_pages(
    pages: Mapping[str, NoticePage], head: Mapping[str, str], facts: NoticeFacts
) -> None:
    wanted = tuple(_wanted_pages(head, facts))
    if wrong := set(pages) ^ set(wanted):
        raise NoticePackFault(f"missing or extra pages: {', '.join(sorted(wrong))}")
    if tuple(key for key in pages if ":" in key) != tuple(key for key in wanted if ":" in key):
        raise NoticePackFault("items, purposes or provisions are not in the order of the facts")
    if head["language"] != facts.prevailing_language and next(iter(pages)) != "prevails":
        raise NoticePackFault("a text for reference must first say which one prevails")
    words = {item.no: pages[f"item:{item.key}"].heading for item in facts.items}
    for kind, rows in (("purpose", facts.purposes), ("group", facts.group)):
        for row in rows:
            _check_row(pages[f"{kind}:{row.key}"], row, words)
    for key, points in _wanted_points(facts):
        if pages[key].keys != points:
            raise NoticePackFault(f"page {key} must have the points {', '.join(points)}")
    _check_said(pages, facts)


def _wanted_pages(head: Mapping[str, str], facts: NoticeFacts) -> Iterator[str]:
    if head["wording"] == "reference":
        yield REFERENCE
    yield from ("prevails", "short", "controller", "sources", "items", "group", "police")
    yield from (*CLAUSES, "rights", "inquiry", "revised")
    yield from (f"item:{item.key}" for item in facts.items)
    yield from (f"purpose:{row.key}" for row in facts.purposes)
    yield from (f"group:{row.key}" for row in facts.group)


def _wanted_points(facts: NoticeFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
    purposes = tuple(row.key for row in facts.purposes)
    yield "short", (*purposes, "group", "police", "prevails", "counter", "revised")
    yield "controller", ("controller",)
    yield "sources", SOURCES
    yield "police", facts.police_fields
    yield "rights", REQUESTS
    yield "inquiry", ("counter", "tel", "hours")
    yield "revised", ("revised",)
    for key in ("prevails", *CLAUSES, "group", "items"):
        yield key, ()


def _check_row(page: NoticePage, row: Row, words: Mapping[int, str]) -> None:
    named = {point.keys: point.words for point in page.points}
    allowed = {(str(no),): words[no] for no in sorted(row.items)}
    if list(named.items()) != list(allowed.items()) or len(named) != len(page.points):
        raise NoticePackFault(f"page {page.key} must name the items {sorted(row.items)}, in order")


def _check_said(pages: Mapping[str, NoticePage], facts: NoticeFacts) -> None:
    """Telephone, hours and revised date stand where customers look for them."""
    inquiry = pages["inquiry"]
    if inquiry.point("tel") != facts.inquiry_tel or _times(inquiry.point("hours")) != _times(
        facts.inquiry_hours
    ):
        raise NoticePackFault("page inquiry names another telephone or other hours")
    for page in (pages["short"], pages["revised"]):
        if facts.revised.isoformat() not in page.point("revised"):
            raise NoticePackFault(f"page {page.key} does not say when the notice was revised")
    if facts.inquiry_tel not in pages["short"].point("counter"):
        raise NoticePackFault("page short does not name the inquiry counter's telephone")


def _times(hours: str) -> list[str]:
    return [time.rjust(5, "0") for time in _TIME.findall(hours)]
