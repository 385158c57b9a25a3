"""Why somebody opens a kept image: a reason from the shop's list, and words where it asks for them.

Nobody looks at a document's image without a reason that is written down first (APPI arts. 18, 23).
The list is data (resources/staff/openings.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput

OPENING_FIELD = "other.opening"


class OpeningsFault(ValueError):
    """The list of reasons cannot be used; it is not loaded."""


class OpeningReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reason of the list.

    Attributes:
        asks_words: it says too little by itself.
    """

    key: Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]+\Z")]
    ja: Annotated[str, msgspec.Meta(min_length=1)]
    en: Annotated[str, msgspec.Meta(min_length=1)]
    asks_words: bool = False


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    reason: Annotated[tuple[OpeningReason, ...], msgspec.Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class OpeningReasons:
    """The list, in its order."""

    rows: tuple[OpeningReason, ...]

    def why(self, key: str, words: str) -> tuple[str, str]:
        """A reason and its words, as they are written down.

        Raises:
            WrongInput: `opening_reason_missing`: none of the list; `opening_words_missing`; or
                `opening_form`.
        """
        row = next((one for one in self.rows if one.key == key), None)
        if row is None:
            raise WrongInput("opening_reason_missing")
        told = plain_text(words, "opening_form")
        if row.asks_words and not told:
            raise WrongInput("opening_words_missing")
        return row.key, told


def read_openings(text: str) -> OpeningReasons:
    """The list of a text.

    Raises:
        OpeningsFault: it is damaged, or names a reason twice.
    """
    try:
        rows = msgspec.convert(tomllib.loads(text), _Table).reason
    except (ValueError, msgspec.ValidationError) as fault:
        raise OpeningsFault(f"{fault}") from None
    if len({row.key for row in rows}) < len(rows):
        raise OpeningsFault("a reason stands twice")
    return OpeningReasons(rows)


def opening_field(why: tuple[str, str], part: str, purpose: str, file: str) -> Mapping[str, Any]:
    """What the act holds: why, which part for which purpose, and the sealed file's name."""
    reason, words = why
    return {"reason": reason, "text": words, "part": part, "purpose": purpose, "file": file}
