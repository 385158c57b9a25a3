"""Every error that staff or customers can be told about.

    CounterError            code, facts; the words are texts by the key error.<code>
     ├─ WrongInput          what was typed or given cannot be used (exit 2)
     ├─ Refused             the app may not do this, for a stated reason (exit 3)
     ├─ NotPossibleNow      a device, the disk or HQ is not there; try again later (exit 3)
     └─ IntegrityFault      the record does not prove itself (exit 4)

An error carries a stable code and plain facts (numbers, codes, dates), never personal data, so that
it may be logged. Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing_extensions import override


class CounterError(Exception):
    """Something that a person at the counter is told in a clear sentence.

    Attributes:
        code: stable snake_case name; the sentence is the text `error.<code>`.
        facts: values for the sentence's placeholders; nothing personal.
    """

    exit_code = 3

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @override
    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        return f"{self.code} ({told})" if told else self.code


class WrongInput(CounterError):
    """What was typed or given cannot be used; nothing was changed."""

    exit_code = 2


class Refused(CounterError):
    """The app may not do this, for a reason that can be named."""


class NotPossibleNow(CounterError):
    """A device, the disk or HQ is not there; nothing is lost, try again."""


class IntegrityFault(CounterError):
    """The record, its log or its numbering does not prove itself."""

    exit_code = 4
