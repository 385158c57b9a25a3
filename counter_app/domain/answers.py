"""The customer's optional answers, and how they change: given, taken back, given again.

Advertising by each of three channels, and the provision to the group, are consented to one by one
and can be taken back one by one at any time (APPI arts. 18, 27, 35; the notice's purpose 6 and its
table of provisions). What is not taken back stays as it was, and the deal itself is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from counter_app.domain.consent import CHANNELS, Choices
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput

GROUP = "group"
ANSWERS = (*CHANNELS, GROUP)
"""What can be taken back, by name: the three channels of advertising, and the group."""

CONSENT_FIELD = "other.consent"
WITHDRAWAL_FIELD = "other.withdrawal"

Answers = frozenset[str]
EXTRA_PURPOSE = "extra_purpose"
"""What a withdrawal names that ends a consent beyond the notice: none of its answers."""

NONE: Answers = frozenset()


class Wish(StrEnum):
    """Whose wish a withdrawal is, and how it came."""

    PERSON = "person"
    GUARDIAN = "guardian"
    HQ = "hq"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Which answers of a consent are taken back.

    Attributes:
        what: names of ANSWERS, in their order.
        by: whose wish it is; `hq` where HQ was told and passed it on.
        why: in the person's words, where they say it; nobody has to.
    """

    what: tuple[str, ...]
    by: Wish = Wish.PERSON
    why: str = ""

    def field(self) -> dict[str, Any]:
        """The value of its field."""
        return {"what": list(self.what), "by": self.by.value, "why": self.why}


@dataclass(frozen=True, slots=True)
class StandingConsent:
    """A consent and what stands of its optional answers.

    Attributes:
        seq: its act.
        given_at: when it was given.
        answers: names of ANSWERS that stand; `choices_of` says the same as choices, for whoever
            sends something.
        erased: its period is over, and nobody can say any more what was agreed to.
    """

    seq: int
    given_at: datetime
    answers: Answers
    erased: bool = False


def withdrawal(what: Iterable[str], by: Wish, why: str) -> Withdrawal:
    """A withdrawal as it was told.

    Raises:
        WrongInput: `withdrawal_nothing`, `answer_unknown` or `withdrawal_form`.
    """
    named = set(what)
    if not named <= set(ANSWERS):
        raise WrongInput("answer_unknown")
    if not named:
        raise WrongInput("withdrawal_nothing")
    kept = tuple(name for name in ANSWERS if name in named)
    return Withdrawal(kept, by, plain_text(why, "withdrawal_form"))


def answers_of(choices: Choices) -> Answers:
    """What was agreed to."""
    told = {name for name in CHANNELS if getattr(choices, name)}
    return frozenset(told | {GROUP} if choices.group else told)


def choices_of(answers: Answers) -> Choices:
    """What may be done now, as choices; the group's no is said."""
    channels = {name: name in answers for name in CHANNELS}
    return Choices(**channels, group_provision=GROUP in answers)


def bases_of(answers: Answers) -> frozenset[str]:
    """On what envelopes may be made by these answers; one channel is enough for advertising."""
    bases = {GROUP} & answers
    return frozenset(bases | {"marketing"} if answers & set(CHANNELS) else bases)


def after(answers: Answers, fields: Mapping[str, Any]) -> Answers:
    """The answers after one more act of a consent.

    A consent given adds what it agrees to; a withdrawal takes away. What cannot be read agrees to
    nothing, and a withdrawal that cannot be read takes back everything.

    Args:
        answers: before it.
        fields: of the act, opened.
    """
    told = fields.get(WITHDRAWAL_FIELD)
    if told is not None:
        what = told.get("what") if isinstance(told, dict) else None
        return answers - set(what) if isinstance(what, list) else NONE
    return answers | given(fields)


def given(fields: Mapping[str, Any]) -> Answers:
    """What an act consent_given agrees to; nothing where it is none of this program's."""
    told = fields.get(CONSENT_FIELD)
    if not isinstance(told, dict):
        return NONE
    try:
        return answers_of(msgspec.convert(told.get("choices"), Choices))
    except msgspec.ValidationError:
        return NONE
