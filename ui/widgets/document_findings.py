"""What the checks of a document found, in words: expiry, age, number, era, and others that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.texts import Texts
from ui.widgets.check_list import Finding

MOST = 2
"""Failing checks that are shown at once; the next ones follow when these are settled."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of the document on the page; None where nothing is.

    Attributes:
        age: in years, on the day.
        minor: the law asks for a guardian.
        numbers, eras: whether what the card says twice agrees, one answer a check.
        failing: codes of further checks that fail; the first ones are shown.
    """

    today: date
    expires_on: date | None = None
    age: int | None = None
    minor: bool = False
    numbers: tuple[bool, ...] = ()
    eras: tuple[bool, ...] = ()
    failing: tuple[str, ...] = ()


def findings(texts: Texts, facts: DocumentFacts) -> Sequence[Finding]:
    """One row for each check, in the order of the page."""
    return (
        _expiry(texts, facts),
        _age(texts, facts),
        _agreement(texts, "number", facts.numbers),
        _agreement(texts, "era", facts.eras),
        *(_failing(texts, code) for code in facts.failing[:MOST]),
    )


def _expiry(texts: Texts, facts: DocumentFacts) -> Finding:
    name, day = texts.say("clerk.document.check.expiry"), facts.expires_on
    if day is None:
        return _open(texts, name)
    if day < facts.today:
        return Finding(name, texts.say("clerk.document.check.expiry_over", day=day), "danger")
    return Finding(name, texts.say("clerk.document.check.expiry_ok", day=day), "ok")


def _age(texts: Texts, facts: DocumentFacts) -> Finding:
    name = texts.say("clerk.document.check.age")
    if facts.age is None:
        return _open(texts, name)
    key = "minor" if facts.minor else "adult"
    words = texts.say(f"clerk.document.check.age_{key}", age=facts.age)
    return Finding(name, words, "danger" if facts.minor else "ok")


def _agreement(texts: Texts, key: str, told: Sequence[bool]) -> Finding:
    name = texts.say(f"clerk.document.check.{key}")
    if not told:
        return _open(texts, name)
    if all(told):
        return Finding(name, texts.say("clerk.document.check.fits"), "ok")
    return Finding(name, texts.say("clerk.document.check.differs"), "warn")


def _failing(texts: Texts, code: str) -> Finding:
    return Finding(texts.say(f"reading.reason.{code}").partition("\n")[0], "", "warn")


def _open(texts: Texts, name: str) -> Finding:
    return Finding(name, texts.say("clerk.document.check.none"), "open")
