"""What the one use of a consent gave, in words for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.app import Counter
from counter_app.domain.disclosure import value_words
from counter_app.services.extra_purposes import UsedAct


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Label and value of each field, in the order of the acts, in both languages of the staff."""

    ja: tuple[tuple[str, str], ...]
    en: tuple[tuple[str, str], ...]


def used_words(counter: Counter, used: Sequence[UsedAct]) -> FieldWords:
    """Each field that was given, by its name in words; empty ones are left out."""
    today = counter.ledger.today
    names = counter.retention.retention_on(today).fields
    found = [
        (names.need(field, today), words)
        for act in used
        for field, value in act.fields.items()
        if (words := value_words(value))
    ]
    return FieldWords(
        tuple((row.ja, words) for row, words in found),
        tuple((row.en, words) for row, words in found),
    )
