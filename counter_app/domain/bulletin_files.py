"""Bulletins as files: what HQ sends down, and what a command is given (docs/formats.md, section 8).

Exactly the named fields are taken: a name that is written otherwise would leave its words out of
every match.
"""

from __future__ import annotations

from datetime import date

import msgspec

from counter_app.domain.bulletin import Bulletin, BulletinItem, checked
from counter_app.domain.errors import WrongInput

MOST_BYTES = 8 << 20
"""As much as a bundle may hold."""


class _Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    goods: str = ""
    maker: str = ""
    model: str = ""
    imeis: tuple[str, ...] = ()
    serial: str = ""
    colour: str = ""
    features: str = ""
    text: str = ""


class _Bulletin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: str
    issued_on: date
    station: str
    items: tuple[_Item, ...]


def bulletins_from(data: bytes) -> tuple[Bulletin, ...]:
    """The bulletins of a file: a JSON list of them, or one alone.

    Raises:
        WrongInput: `bulletin_file_form`, or why one of them cannot be kept.
    """
    try:
        given = msgspec.json.decode(data)
        several = given if isinstance(given, list) else [given]
        read = msgspec.convert(several, list[_Bulletin])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise WrongInput("bulletin_file_form") from None
    if not read:
        raise WrongInput("bulletin_file_form")
    return tuple(checked(_told(one)) for one in read)


def require_bulletins(payload: bytes, _version: int) -> None:
    """Take a bundle's payload apart.

    Raises:
        ValueError: it holds what no till could keep.
    """
    try:
        bulletins_from(payload)
    except WrongInput as fault:
        raise ValueError(fault.code) from None


def _told(one: _Bulletin) -> Bulletin:
    items = tuple(BulletinItem(**msgspec.structs.asdict(item)) for item in one.items)
    return Bulletin(one.number, one.issued_on, one.station, items)
