"""What became of an article after its receipt: the disposal side of Form 15, and movements.

The disposal has to be entered for some goods only (Enforcement Regulations art. 18); of the others
the shop keeps where they went, without the recipient, so that a stolen one can be followed. Going
to the dealer's own warehouse is no disposal: nothing was sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import LedgerNumber, Yen

_OLDEST = 150


class DisposalKind(StrEnum):
    """The three words that Form 15 has for a disposal."""

    SALE = "売却"
    HANDOVER = "委託に基づく引渡し"
    RETURN = "返還"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whoever an article went to, as they said: nothing is confirmed on a sale."""

    name: str
    address: str
    occupation: str
    age: int | None


@dataclass(frozen=True, slots=True)
class Disposal:
    """The disposal side of a line.

    Attributes:
        price: what was paid; None for what was given back.
        recipient: where the law asks for it.
    """

    day: date
    kind: DisposalKind
    price: Yen | None
    recipient: Recipient | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An article that went to another place of the same dealer."""

    day: date
    to: str


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of one line.

    Attributes:
        corrected_by: the line that corrects or cancels it.
        moved: the latest movement.
    """

    number: LedgerNumber
    corrected_by: LedgerNumber | None = None
    disposal: Disposal | None = None
    moved: Movement | None = None


def recipient_from(recipient: Recipient) -> Recipient:
    """The four particulars of a recipient, clean and complete (Act art. 16).

    Raises:
        WrongInput: `disposal_incomplete` or `disposal_form`.
    """
    clean = Recipient(
        plain_text(recipient.name, "disposal_form"),
        plain_text(recipient.address, "disposal_form"),
        plain_text(recipient.occupation, "disposal_form"),
        recipient.age,
    )
    if not (clean.name and clean.address and clean.occupation) or clean.age is None:
        raise WrongInput("disposal_incomplete")
    if not 0 <= clean.age <= _OLDEST:
        raise WrongInput("disposal_form")
    return clean
