"""What is entered for one article, checked or not, and what of it is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from counter_app.domain.appraisal import PriceBook
from counter_app.domain.article import imei_from
from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.visit import AppraisedArticle

DEVICES = frozenset({"smartphone", "feature_phone", "tablet", "pc", "smartwatch", "game_console"})
"""Goods that hold data and may be locked to an account: reset and lock must be looked at."""

NUMBERED = frozenset({"smartphone", "feature_phone"})
"""Goods that are told apart by number: the ledger needs an IMEI or a serial number."""

MUST_TICKS = ("reset", "unlocked")
_TICKED = "1"
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


def typed_in(entries: Sequence[ArticleEntry]) -> dict[str, str]:
    """What is typed of unfinished articles, as `0.imei`: text, for a power cut."""
    typed = {}
    for place, entry in enumerate(entries):
        for name, value in asdict(entry).items():
            text = _TICKED * value if isinstance(value, bool) else _as_text(value)
            if text:
                typed[f"{place}.{name}"] = text
    return typed


def taken_up(typed: Mapping[str, str], book: PriceBook) -> list[ArticleEntry]:
    """The unfinished articles that `typed_in` told, less what the price book no longer knows."""
    entries: dict[int, dict[str, str]] = {}
    for key, text in typed.items():
        place, _, name = key.partition(".")
        entries.setdefault(int(place), {})[name] = text
    return [_taken_up(one, book) for _, one in sorted(entries.items())]


def _taken_up(one: Mapping[str, str], book: PriceBook) -> ArticleEntry:
    model = one.get("model", "")
    told = one.get("faults", "").split(" ")
    return ArticleEntry(
        model if any(known.key == model for known in book.models) else "",
        one.get("imei", ""),
        one.get("serial", ""),
        one.get("colour", ""),
        one.get("damage", ""),
        one.get("accessories", ""),
        tuple(rule.key for rule in book.rules if rule.key in told),
        reset=one.get("reset") == _TICKED,
        unlocked=one.get("unlocked") == _TICKED,
    )


def _as_text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def imei_fault(text: str) -> CounterError | None:
    """What is wrong with an IMEI as typed; nothing for an empty one."""
    try:
        imei_from(text)
    except WrongInput as fault:
        return fault
    return None
