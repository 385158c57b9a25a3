"""The words of a paper: Japanese, and beside it the customer's language when that is another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter_app.clock import JAPAN
from counter_app.texts import TextCatalogues, Texts

PAPER_LANGUAGE = "ja"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What a paper is labelled with.

    Attributes:
        main: Japanese, the language of every paper.
        other: the customer's language, or None when that is Japanese too.
    """

    main: Texts
    other: Texts | None = None

    @property
    def language(self) -> str:
        """The customer's language."""
        return self.other.language if self.other is not None else self.main.language

    def say(self, key: str, /, **facts: object) -> str:
        """The words in Japanese."""
        return self.main.say(key, **facts)

    def beside(self, key: str, /, **facts: object) -> str:
        """The words in the customer's language, or nothing when that is Japanese."""
        return self.other.say(key, **facts) if self.other is not None else ""

    def chosen(self, ja: str, other: str) -> tuple[str, str]:
        """Words from data: the Japanese, and the other language's when the paper has one."""
        return ja, other if self.other is not None else ""

    def moment(self, at: datetime) -> str:
        """Day and minute in Japan: 2026年11月22日 14:05."""
        local = at.astimezone(JAPAN)
        return f"{self.main.day(local.date())} {local:%H:%M}"


def paper_words(texts: TextCatalogues, language: str) -> PaperWords:
    """The words of a paper for a customer whose screen speaks a language."""
    main = texts.in_language(PAPER_LANGUAGE)
    other = texts.in_language(language) if language != PAPER_LANGUAGE else None
    return PaperWords(main, other)
