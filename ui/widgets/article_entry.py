"""What is entered for one article, checked or not, and what of it is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.appraisal import PriceBook
from counter_app.domain.article import imei_from
from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.visit import AppraisedArticle

DEVICES = frozenset({"smartphone", "feature_phone", "tablet", "pc", "smartwatch", "game_console"})
"""Goods that hold data and may be locked to an account: reset and lock must be looked at."""

NUMBERED = frozenset({"smartphone", "feature_phone"})
"""Goods that are told apart by number: the ledger needs an IMEI or a serial number."""

MUST_TICKS = ("reset", "unlocked")
TEXTS = ("serial", "colour", "damage", "accessories")


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article as it stands in the form.

    Attributes:
        model: key in the price book, or empty.
        faults: keys of the deductions that apply, in the price book's order.
        reset, unlocked: the clerk ticked that the device is reset and free of an account's lock.
    """

    model: str = ""
    imei: str = ""
    serial: str = ""
    colour: str = ""
    damage: str = ""
    accessories: str = ""
    faults: tuple[str, ...] = ()
    reset: bool = False
    unlocked: bool = False

    def is_device(self, book: PriceBook) -> bool:
        """Whether it holds data and may be locked."""
        return bool(self.model) and book.model(self.model).goods in DEVICES

    def missing(self, book: PriceBook) -> list[str]:
        """What is still open, by key: model, number, mark, imei, reset, unlocked."""
        missing = []
        if not self.model:
            missing.append("model")
        elif book.model(self.model).goods in NUMBERED:
            missing += [] if self.imei or self.serial else ["number"]
        elif not (self.imei or self.serial or self.damage or self.faults):
            missing.append("mark")
        if self.imei and imei_fault(self.imei) is not None:
            missing.append("imei")
        if self.is_device(book):
            missing += [name for name in MUST_TICKS if not getattr(self, name)]
        return missing

    @property
    def longest(self) -> str:
        """The field with the longest text: the one that an error about a text is about."""
        return max(TEXTS, key=lambda name: len(getattr(self, name)))


def entry_of(one: AppraisedArticle, book: PriceBook) -> ArticleEntry:
    """The form of an article that was saved; the words of its faults stand in the damage too."""
    faults = tuple(line.rule for line in one.appraisal.lines if line.rule != "base")
    words = "・".join(book.rule(key).ja for key in faults)
    article = one.article
    return ArticleEntry(
        one.appraisal.model,
        article.imei,
        article.serial,
        article.colour,
        article.damage.removesuffix(words).removesuffix("・"),
        article.accessories,
        faults,
        reset=True,
        unlocked=True,
    )


def imei_fault(text: str) -> CounterError | None:
    """What is wrong with an IMEI as typed; nothing for an empty one."""
    try:
        imei_from(text)
    except WrongInput as fault:
        return fault
    return None
