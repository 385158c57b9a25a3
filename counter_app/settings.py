"""This shop, this till: one frozen dataclass, read once at the start; no secrets in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
import platformdirs

FILE = "settings.json"
FORMAT = 1
DEFAULT_NOTICE = "rakuten-mobile-secondhand/2023-02-01"
"""Folder of the notice that a new till begins with, below resources/notices."""


class SettingsFault(ValueError):
    """The settings file cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What does not change while the till runs.

    Attributes:
        till: code of this till, one volume of the ledger.
        permit_number: 12 digits.
        prefecture: two digits of JIS X 0401, of the shop.
        permit_categories: numbers of the permitted article categories; None for all.
        place: where this till stands: the shop, or a temporary place of business, which needs the
            number of its filing (Act art. 14(1)). At a customer's home nothing is received.
        place_filing: number of the filing of a temporary place.
        keep_id_image: "no" (the law asks for no copy face to face) or "masked".
        identity_first: the document is read before the article is looked at.
        verify_always: the shop confirms identity at any price (its own policy, not the law's).
        clerk_limit_yen: a higher offer needs a manager's approval.
        written_name_needs_pen: route C asks for a stylus; false takes a finger or the mouse, where
            the dealer's police station agreed to it (LAW 1.3).
        group_answer_required: whether the customer must answer the group question to go on.
        group_may_be_refused: whether a visit goes on after a no to the group, on which the notice
            is silent. False ends the visit kindly then: a no is never taken for a yes.
        notice: folder of the notice below resources/notices; a version behind it is the one that
            the till began with and pins nothing.
        entry: name of the till's entry in the key store; random.
        demo: specimen data only; every screen and paper says so.
    """

    shop: str
    address: str
    permit_number: str
    permit_authority: str
    prefecture: str
    till: str
    police_station: str = ""
    permit_categories: tuple[int, ...] | None = None
    place: Literal["shop", "temporary", "customer_home"] = "shop"
    place_filing: str = ""
    keep_id_image: Literal["no", "masked"] = "no"
    identity_first: bool = True
    verify_always: bool = True
    clerk_limit_yen: int = 50_000
    written_name_needs_pen: bool = True
    group_answer_required: bool = False
    group_may_be_refused: bool = True
    notice: str = DEFAULT_NOTICE
    language: str = "ja"
    camera: str = "0"
    demo: bool = False
    entry: str = field(default_factory=lambda: secrets.token_hex(8))
    v: int = FORMAT


def default_folder() -> Path:
    """The platform's data folder of this app, for the person who is signed in to the PC."""
    return Path(platformdirs.user_data_dir("trade-in-counter", appauthor=False))


def read_settings(folder: Path) -> Settings | None:
    """The settings of a data folder, or None when the till was not set up yet.

    Raises:
        SettingsFault: the file is damaged or of a newer program.
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    try:
        settings = msgspec.json.decode(data, type=Settings)
    except msgspec.MsgspecError as fault:
        raise SettingsFault(str(fault)) from None
    if settings.v != FORMAT:
        raise SettingsFault(f"format {settings.v}")
    return settings


def settings_bytes(settings: Settings) -> bytes:
    """The settings as they are written to their file."""
    return msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
