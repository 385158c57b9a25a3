"""What a command answers: an exit code, and one object or many lines to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

INTEGRITY = 4
REFUSED = 3
WRONG = 2


@dataclass(slots=True)
class Told:
    """The answer of a command.

    Attributes:
        exit_code: read after `lines` are printed, for they may change it.
        answer: one object.
        lines: JSON lines, printed as they come; takes the place of `answer`.
    """

    exit_code: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    lines: Iterable[dict[str, Any]] | None = None
