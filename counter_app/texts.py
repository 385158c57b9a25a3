"""Words on screen and paper, by key and by language.

Catalogues are gettext .po files, read once at start: one folder a language, several files a folder
(errors, papers, the clerk's screens, the customer's), one key in one file only. Several languages
are at hand at once, for the clerk's window, the customer's and the papers each speak their own. A
missing key is a bug and never shows itself as a key on a customer's screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from string import Formatter

from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po


class MissingText(KeyError):
    """A key, or a fact that its sentence names, is not there: a bug, never shown to people."""


class TextsFault(ValueError):
    """The catalogues cannot be used as they are; the program does not start with them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    language: str
    _words: Mapping[str, str]

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
        return format_date(day, format="long", locale=self.language)

    def _worded(self, value: object) -> object:
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.day(value)
        return value


@dataclass(frozen=True, slots=True)
class TextCatalogues:
    """Every language that the program speaks."""

    _languages: Mapping[str, Texts]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages, in order: en, ja."""
        return tuple(sorted(self._languages))

    def in_language(self, language: str) -> Texts:
        """The words of one language.

        Raises:
            MissingText: the program does not speak it.
        """
        if language not in self._languages:
            raise MissingText(f"no texts in the language {language}")
        return self._languages[language]


def load_texts(folder: Path) -> TextCatalogues:
    """Read the catalogues under a folder: `<language>/<area>.po`.

    Raises:
        TextsFault: no catalogue, or one that is not whole: a broken file, a key in two files,
            an empty sentence, or one marked fuzzy.
    """
    languages = {
        home.name: Texts(home.name, _words(home))
        for home in sorted(folder.iterdir())
        if home.is_dir()
    }
    if not languages:
        raise TextsFault(f"no language in {folder.name}")
    return TextCatalogues(languages)


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
            catalogue = read_po(file, locale=path.parent.name, abort_invalid=True)
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
