"""Does a police bulletin mean this article: exactly by its number, or similarly by its words.

An exact match is one IMEI or one serial number. A similar one is a sum of what agrees (maker,
model, colour, marks) and of what contradicts it; the words, the weights and the thresholds are
data. A person decides about every similar match, so a missed one costs more than a false one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from counter_app.domain.article import Article
from counter_app.domain.bulletin import IMEI_SIZES, Bulletin, BulletinItem
from counter_app.domain.bulletin_words import Vocabulary, Words
from counter_app.domain.ledger import LedgerLine

_COMPARED_DIGITS = 14
"""Of an IMEI; the rest is a check digit or the version of the software."""

_BETWEEN = frozenset("-/−ー‐‑‒–—―_.")
_LABEL = re.compile(r"imei[12]?(?![0-9])", re.IGNORECASE)
_LONG_NUMBERS = (
    re.compile(r"(?<![0-9])[0-9]{14,16}(?![0-9])"),
    re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){13,15}(?![0-9])"),
)
_NOT_A_NAME = re.compile(r"[0-9]{10,}|\b(?:imei2?|製造番号)\b", re.IGNORECASE)


class Strength(StrEnum):
    """How sure a match is."""

    EXACT = "exact"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class MatchTable:
    """How words are compared, and from when on they agree.

    Attributes:
        words: which words mean the same.
        makers: the maker that a line of products tells (iphone, apple).
        kinds: words for kinds of goods; two articles of different kinds are not the same one.
        colours: words for colours.
        qualifiers: words that tell one model of a line from the next: pro, max, mini.
        weights: what each agreeing part counts, by the names of `PARTS`.
        qualifier_off, colour_off: what a differing qualifier or colour takes off.
        least: from which share of what the bulletin tells an article is similar.
        least_model: the share of the model's words without which it is not.
        least_weight: what a bulletin must tell at least to be compared by its words.
        serial_least: signs of a serial number that can be exact.
    """

    words: Vocabulary
    makers: dict[str, str]
    kinds: frozenset[str]
    colours: frozenset[str]
    qualifiers: frozenset[str]
    weights: dict[str, float]
    qualifier_off: float
    colour_off: float
    least: float
    least_model: float
    least_weight: float
    serial_least: int


PARTS = ("maker", "model", "colour", "features")
"""What is compared by words."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An article as it is compared.

    Attributes:
        name: maker, model, capacity and colour; the kind of goods too.
        marks: damage and whatever else tells it apart.
        numbers: IMEIs and serial number, as they stand.
    """

    name: str
    marks: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One item of a bulletin that means an article.

    Attributes:
        item: its place on the bulletin, from 0.
        by: what agrees: imei, serial, or names of `PARTS`.
        share: how much of what the bulletin tells agrees, 0 to 1.
    """

    item: int
    strength: Strength
    by: tuple[str, ...]
    share: float


def of_article(article: Article) -> Subject:
    """An article as the clerk entered it."""
    numbers = (article.imei, article.imei2, article.serial)
    marks = f"{article.damage} {article.accessories}"
    name = f"{article.goods} {article.name}".replace("_", " ")
    return Subject(name, marks, tuple(one for one in numbers if one))


def of_line(line: LedgerLine) -> Subject:
    """An article as its ledger line tells it; a second IMEI stands among the features."""
    name, _, marks = line.features.partition("、")
    numbers = (line.imei, line.serial, *_long_numbers(line.features))
    goods = line.goods.replace("_", " ")
    return Subject(f"{goods} {line.item} {name}", marks, tuple(one for one in numbers if one))


@dataclass(frozen=True, slots=True)
class Seen:
    """An article's words and numbers, cut once for every bulletin."""

    name: frozenset[str]
    everything: frozenset[str]
    imeis: frozenset[str]
    serials: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item's words and numbers, cut once for every article.

    Attributes:
        parts: its words by the names of `PARTS`.
        kinds: what kinds of goods it names.
    """

    imeis: frozenset[str]
    serial: str
    parts: dict[str, frozenset[str]]
    kinds: frozenset[str]


def seen(subject: Subject, table: MatchTable) -> Seen:
    """An article, ready to be compared."""
    name = _named(table.words.words(subject.name), table)
    marks = table.words.words(_NOT_A_NAME.sub(" ", subject.marks))
    keys = {serial_key(number) for number in subject.numbers} - {""}
    imeis = {imei_key(number) for number in subject.numbers} - {""}
    return Seen(name, name | set(marks), frozenset(imeis), frozenset(keys))


def wanted(bulletin: Bulletin, table: MatchTable) -> tuple[Wanted, ...]:
    """The items of a bulletin, ready to be compared."""
    return tuple(_wanted(item, table) for item in bulletin.items)


def match(items: tuple[Wanted, ...], article: Seen, table: MatchTable) -> Match | None:
    """The strongest match of a bulletin with an article, or None."""
    compared = (_match_item(item, article, table, place) for place, item in enumerate(items))
    found = [one for one in compared if one is not None]
    exact = [one for one in found if one.strength is Strength.EXACT]
    return max(exact or found, key=lambda one: one.share, default=None)


def imei_key(number: str) -> str:
    """The digits of an IMEI that are compared; empty for what is none."""
    digits = _bare(number)
    whole = len(digits) in IMEI_SIZES and digits.isascii() and digits.isdigit()
    return digits[:_COMPARED_DIGITS] if whole else ""


def serial_key(number: str) -> str:
    """A serial number as it is compared: without width, case, blanks and hyphens."""
    return _bare(number).casefold()


def _bare(number: str) -> str:
    plain = unicodedata.normalize("NFKC", number)
    return "".join(sign for sign in plain if not sign.isspace() and sign not in _BETWEEN)


def _long_numbers(text: str) -> list[str]:
    """Numbers as long as an IMEI that stand in a sentence."""
    plain = _LABEL.sub(" : ", unicodedata.normalize("NFKC", text))
    return [number for form in _LONG_NUMBERS for number in form.findall(plain)]


def _match_item(item: Wanted, article: Seen, table: MatchTable, place: int) -> Match | None:
    if item.imeis & article.imeis:
        return Match(place, Strength.EXACT, ("imei",), 1.0)
    if item.serial and item.serial in article.serials:
        sure = len(item.serial) >= table.serial_least
        return Match(place, Strength.EXACT if sure else Strength.SIMILAR, ("serial",), 1.0)
    if _contradicted(item, article, table):
        return None
    shares = {
        part: len(words & (article.everything if part == "features" else article.name)) / len(words)
        for part, words in item.parts.items()
        if words
    }
    weight = sum(table.weights[part] for part in shares)
    if weight < table.least_weight or shares.get("model", 1.0) < table.least_model:
        return None
    share = sum(table.weights[part] * one for part, one in shares.items()) / weight
    share -= _taken_off(item, article, table)
    if share < table.least:
        return None
    by = tuple(part for part, one in shares.items() if one > 0)
    return Match(place, Strength.SIMILAR, by, round(share, 3))


def _wanted(item: BulletinItem, table: MatchTable) -> Wanted:
    """What an item says, by part; what it says under another name is found too."""
    cut = table.words.words
    prose = cut(_NOT_A_NAME.sub(" ", f"{item.goods} {item.features} {item.text}"))
    model = cut(item.model) or _model_in(prose, table)
    maker = _named(cut(item.maker), table) | {
        table.makers[word] for word in model if word in table.makers
    }
    colour = table.colours & {*cut(item.colour), *model} or table.colours & set(prose)
    marks = set(cut(_NOT_A_NAME.sub(" ", f"{item.features} {item.text}")))
    numbers = (*item.imeis, item.serial, *_long_numbers(item.features), *_long_numbers(item.text))
    return Wanted(
        imeis=frozenset(one for number in numbers if (one := imei_key(number))),
        serial=serial_key(item.serial),
        parts={
            "maker": maker,
            "model": frozenset(model) - table.colours - maker - table.kinds,
            "colour": colour,
            "features": frozenset(marks) - table.colours - table.kinds - maker - set(model),
        },
        kinds=table.kinds & {*prose, *model},
    )


def _model_in(prose: Words, table: MatchTable) -> Words:
    """A model that stands in a sentence: the line of products and what follows it closely."""
    for place, word in enumerate(prose):
        if word in table.makers:
            return (word, *_following(prose[place + 1 :], table))
    return ()


def _following(words: Iterable[str], table: MatchTable) -> Iterator[str]:
    for word in words:
        if not (word.isdigit() or word in table.qualifiers):
            return
        yield word


def _named(words: Iterable[str], table: MatchTable) -> frozenset[str]:
    """Words of a name, and the maker that a line of products tells."""
    there = frozenset(words)
    return there | {table.makers[word] for word in there if word in table.makers}


def _contradicted(item: Wanted, article: Seen, table: MatchTable) -> bool:
    """Another kind of goods, or a number of the model that the article does not have."""
    kinds = article.name & table.kinds
    if item.kinds and kinds and not item.kinds & kinds:
        return True
    return any(word.isdigit() and word not in article.name for word in item.parts["model"])


def _taken_off(item: Wanted, article: Seen, table: MatchTable) -> float:
    """What speaks against it: another model of the line, another colour."""
    off, model, colour = 0.0, item.parts["model"], item.parts["colour"]
    if model:
        off += table.qualifier_off * len(table.qualifiers & (model ^ article.name))
    colours = article.name & table.colours
    if colour and colours and not colour & colours:
        off += table.colour_off
    return off
