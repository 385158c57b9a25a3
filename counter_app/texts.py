"""Words on screen and paper, by key and by language.

Catalogues are gettext .po files, read once at start: one folder a language, several files a folder
(errors, papers, the clerk's screens, the customer's), one key in one file only. Several languages
are at hand at once, for the clerk's window, the customer's and the papers each speak their own. A
missing key is a bug and never shows itself as a key on a customer's screen.

A language is whole, or it has just what customers meet (`customer.toml` says what that is): no word
is ever taken from another language in its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po

OWN_NAME = "window.own_name"
"""The key under which a language says its own name: Tiếng Việt."""


class MissingText(KeyError):
    """A key, or a fact that its sentence names, is not there: a bug, never shown to people."""


class TextsFault(ValueError):
    """The catalogues cannot be used as they are; the program does not start with them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language.

    Attributes:
        language: its code, such as ja, ja-easy or zh-Hans.
    """

    language: str
    _words: Mapping[str, str]
    _own_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def locale(self) -> Locale:
        """How dates and languages are named: Japanese for easy Japanese too."""
        return locale_of(self.language)

    def name_of(self, language: str) -> str:
        """The name of a language in this one; its own name where there is no other.

        Raises:
            MissingText: there is no such language.
        """
        if language != self.language:
            locale = locale_of(language)
            named = locale.get_display_name(self.locale)
            if str(locale).replace("_", "-") == language and named:
                return named
        if language not in self._own_names:
            raise MissingText(f"no name of the language {language}")
        return self._own_names[language]

    def say(self, key: str, /, **facts: object) -> str:
        """The sentence of a key, with its facts put in.

        Args:
            key: such as `error.notice_not_shown`.
            facts: values of the sentence's named placeholders; a date is worded in the language,
                facts that the sentence does not name are left out.

        Raises:
            MissingText: no such key in this language, or a fact is missing.
        """
        if key not in self._words:
            raise MissingText(f"{key} ({self.language})")
        try:
            return self._words[key].format_map(
                {name: self._worded(value) for name, value in facts.items()}
            )
        except KeyError as fault:
            raise MissingText(f"{key} ({self.language}) needs the fact {fault}") from fault

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self._words

    def day(self, day: date) -> str:
        """A date in the language's own long form: 2026年11月22日."""
        return format_date(day, format="long", locale=self.locale)

    def _worded(self, value: object) -> object:
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.day(value)
        return value


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """What a language needs to be offered to customers.

    Attributes:
        areas: beginnings of keys.
        keys: whole keys.
        order: codes of languages, in the order in which they are offered.
    """

    areas: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    def has(self, key: str) -> bool:
        """Whether customers meet the words of this key."""
        return key in self.keys or key.startswith(self.areas)


@dataclass(frozen=True, slots=True)
class TextCatalogues:
    """Every language that the program speaks.

    Attributes:
        for_clerks: codes of the languages that have every key, in order.
        for_customers: codes of all languages, in the order in which customers are offered them.
    """

    _languages: Mapping[str, Texts]
    for_clerks: tuple[str, ...]
    for_customers: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages, in order: en, ja, ..."""
        return tuple(sorted(self._languages))

    def in_language(self, language: str) -> Texts:
        """The words of one language.

        Raises:
            MissingText: the program does not speak it.
        """
        if language not in self._languages:
            raise MissingText(f"no texts in the language {language}")
        return self._languages[language]

    def own_name(self, language: str) -> str:
        """What a language calls itself.

        Raises:
            MissingText: the program does not speak it.
        """
        return self.in_language(language).say(OWN_NAME)


def load_texts(folder: Path) -> TextCatalogues:
    """Read the catalogues under a folder: `<language>/<area>.po`, and `customer.toml`.

    Raises:
        TextsFault: no catalogue, or one that is not whole: a broken file, a key in two files,
            an empty sentence, or one marked fuzzy; or a language that is neither whole nor just
            what customers meet.
    """
    words = {home.name: _words(home) for home in sorted(folder.iterdir()) if home.is_dir()}
    if not words:
        raise TextsFault(f"no language in {folder.name}")
    customers = customer_words(folder)
    names = {code: told[OWN_NAME] for code, told in words.items() if OWN_NAME in told}
    order = {code: place for place, code in enumerate(customers.order)}
    return TextCatalogues(
        {code: Texts(code, told, names) for code, told in words.items()},
        for_clerks=_whole(words, customers),
        for_customers=tuple(sorted(words, key=lambda code: (order.get(code, len(order)), code))),
    )


def customer_words(folder: Path) -> CustomerWords:
    """What customers meet, from the folder's `customer.toml`; nothing where there is none."""
    path = folder / "customer.toml"
    if not path.is_file():
        return CustomerWords()
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return CustomerWords(tuple(told["areas"]), frozenset(told["keys"]), tuple(told["order"]))


def locale_of(language: str) -> Locale:
    """Babel's locale of a language: zh-Hans is zh_Hans, ja-easy is ja.

    Raises:
        TextsFault: Babel knows no such language, so that its dates could not be worded.
    """
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as fault:
        raise TextsFault(f"not a language: {language}") from fault


def _whole(words: Mapping[str, Mapping[str, str]], customers: CustomerWords) -> tuple[str, ...]:
    """The languages that have every key; each of the others has what customers meet, no more."""
    every = frozenset[str]().union(*words.values())
    wanted = frozenset(filter(customers.has, every))
    whole = tuple(sorted(code for code, told in words.items() if told.keys() == every))
    for code, told in words.items():
        if code not in whole and (wrong := sorted(wanted ^ told.keys())):
            raise TextsFault(f"{code}: missing for customers, or not for them: {wrong[:5]}")
    return whole


def placeholders(sentence: str) -> frozenset[str]:
    """The names of the facts that a sentence asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def _words(home: Path) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted(home.glob("*.po")):
        for key, sentence in _sentences(path).items():
            if key in words:
                raise TextsFault(f"{home.name}/{path.name}: {key} stands in two files")
            words[key] = sentence
    return words


def _sentences(path: Path) -> dict[str, str]:
    where = f"{path.parent.name}/{path.name}"
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale_of(path.parent.name), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as fault:
        raise TextsFault(f"{where}: {fault}") from fault
    sentences: dict[str, str] = {}
    for message in catalogue:
        if not message.id:
            continue  # the header
        if not isinstance(message.id, str) or not isinstance(message.string, str):
            raise TextsFault(f"{where}: plural forms are not used ({message.id})")
        if message.fuzzy or not message.string:
            raise TextsFault(f"{where}: {message.id} is empty or fuzzy")
        sentences[message.id] = message.string
    return sentences
