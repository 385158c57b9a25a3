"""Values of a disclosure that the record holds as keys or bare numbers, said in words on the paper.

The JSON has every value as it is kept; the paper is for people, who do not read keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from counter_app.documents.words import PaperWords
from counter_app.domain.disclosure import Entry
from counter_app.domain.values import Yen, yen_words
from counter_app.texts import Texts

_YEN = frozenset({"billing.amount", "article.price"})
"""Fields in yen: one sum, or one for each article."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REQUESTS = "inquiry."
_CONSENT = "other.consent"
_ANSWERS = {
    "direct_mail": "paper.consent.direct_mail",
    "email": "paper.consent.email",
    "sms": "paper.consent.sms",
    "group_provision": "paper.consent.group",
}
_GIVEN, _REFUSED = "ConsentGiven", "ConsentRefused"

_Said = Callable[[Texts, Mapping[str, object]], str | None]


def paper_value(words: PaperWords, entry: Entry) -> str | None:
    """A value in words, or None when it can stand as it is.

    Args:
        words: of the paper; what is said in the requester's language follows in brackets.
        entry: with a value that is the person's own.
    """
    value = entry.value
    if entry.field in _YEN:
        return _sums(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return words.main.day(date.fromisoformat(value))
    if not isinstance(value, Mapping):
        return None
    if entry.field.startswith(_REQUESTS):
        return _twice(words, value, _keys)
    if entry.field == _CONSENT:
        return _twice(words, value, _answers)
    return None


def _sums(value: object) -> str | None:
    sums = value if isinstance(value, list | tuple) else [value]
    told = [yen_words(Yen(one)) for one in sums if isinstance(one, int)]
    return "、".join(told) if len(told) == len(sums) else None


def _twice(words: PaperWords, value: Mapping[str, object], said: _Said) -> str | None:
    """In Japanese, and in the requester's language in brackets when that is another."""
    ja = said(words.main, value)
    other = said(words.other, value) if words.other is not None else None
    return f"{ja}（{other}）" if ja and other else ja


def _keys(texts: Texts, value: Mapping[str, object]) -> str:
    """What the desk's forms say for each key; a number or a code stands as it is."""
    told = []
    for name, one in value.items():
        key = f"clerk.requests.{name}.{one}"
        told.append(texts.say(key) if texts.has(key) else f"{one}")
    return texts.say("clerk.join").join(told)


def _answers(texts: Texts, value: Mapping[str, object]) -> str | None:
    """Each answer with what it was given to; the proof itself stands whole in the JSON."""
    answers = value.get("answers")
    if not isinstance(answers, Mapping):
        return None
    said = {_GIVEN: "paper.consent.yes", _REFUSED: "paper.consent.no"}
    told = [
        f"{texts.say(label)}: {texts.say(said[answers[name]])}"
        for name, label in _ANSWERS.items()
        if answers.get(name) in said
    ]
    if not told:
        return None
    return texts.say("paper.disclosure.long", text=texts.say("clerk.join").join(told))
