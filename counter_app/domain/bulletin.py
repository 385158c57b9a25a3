"""Police bulletins (品触れ): what the police look for, as they wrote it, and how long each is kept.

A dealer writes the day of arrival on a bulletin and keeps it for six calendar months from then; an
article that is here on arrival, or is received within them, is reported at once (Secondhand
Articles Dealer Act art. 19(2), (3)). The period itself stands in the table of clocks.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import date

from counter_app.domain.acts import canonical
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput

KEPT_AS = "bulletin"
"""The row of the table of clocks that says how long a bulletin is kept."""

MOST_ITEMS = 200
"""Articles on one bulletin; a printed one has far fewer."""

LONGEST_LINE = 1000
"""Code points: features are told in whole sentences."""

IMEI_SIZES = frozenset({14, 15, 16})
"""Digits of an IMEI without and with its check digit, and of an IMEISV (3GPP TS 23.003)."""


@dataclass(frozen=True, slots=True)
class BulletinItem:
    """One article that the police look for; what they did not write is empty.

    Attributes:
        goods: the police's words for what it is, such as 携帯電話機.
        imeis: as written, in any form; serial too.
        features: marks and damage.
        text: whatever else they wrote of it.
    """

    goods: str = ""
    maker: str = ""
    model: str = ""
    imeis: tuple[str, ...] = ()
    serial: str = ""
    colour: str = ""
    features: str = ""
    text: str = ""

    @property
    def name(self) -> str:
        """What people call it: the police's words, maker, model, colour."""
        return " ".join(one for one in (self.goods, self.maker, self.model, self.colour) if one)

    @property
    def words(self) -> str:
        """Everything that was written of it, in one line."""
        numbers = (*(f"IMEI {imei}" for imei in self.imeis), self.serial)
        told = (self.name, *numbers, self.features, self.text)
        return "、".join(one for one in told if one)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin as it was written.

    Attributes:
        number: the police's own; issued_on: the date that they wrote on it.
        station: who wrote it, and whom a match is reported to.
    """

    number: str
    issued_on: date
    station: str
    items: tuple[BulletinItem, ...]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything that it says: whether two are one and the same."""
        told = asdict(self) | {"issued_on": self.issued_on.isoformat()}
        return hashlib.sha256(canonical(told)).hexdigest()


@dataclass(frozen=True, slots=True)
class ArrivedBulletin:
    """A bulletin with the till's own stamp.

    Attributes:
        seq: the act that tells its arrival.
        arrived_on: business day in Japan on which it came; last_day: the last on which it is kept
            and matched.
    """

    seq: int
    bulletin: Bulletin
    arrived_on: date
    last_day: date

    def in_force_on(self, day: date) -> bool:
        """Whether articles received on a day are matched with it."""
        return self.arrived_on <= day <= self.last_day


def checked(bulletin: Bulletin) -> Bulletin:
    """A bulletin as it may be kept: clean lines, and on each item something to match.

    Raises:
        WrongInput: `bulletin_form` (a line is too long or holds control signs),
            `bulletin_incomplete` (number, station or items are missing, or an item says nothing),
            `bulletin_imei_form` or `bulletin_too_many_items`.
    """
    if len(bulletin.items) > MOST_ITEMS:
        raise WrongInput("bulletin_too_many_items", most=MOST_ITEMS)
    items = tuple(_clean(item) for item in bulletin.items)
    number, station = _line(bulletin.number), _line(bulletin.station)
    if not (number and station and items) or BulletinItem() in items:
        raise WrongInput("bulletin_incomplete")
    imeis = [imei for item in items for imei in item.imeis]
    if any(sum(sign.isdigit() for sign in imei) not in IMEI_SIZES for imei in imeis):
        raise WrongInput("bulletin_imei_form")
    return replace(bulletin, number=number, station=station, items=items)


def _clean(item: BulletinItem) -> BulletinItem:
    words = {name: _line(value) for name, value in asdict(item).items() if name != "imeis"}
    return BulletinItem(imeis=tuple(one for imei in item.imeis if (one := _line(imei))), **words)


def _line(text: str) -> str:
    """What the police wrote on several lines stands on one here."""
    return plain_text(" ".join(text.splitlines()), "bulletin_form", LONGEST_LINE)
