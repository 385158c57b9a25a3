"""The first set-up of a till: its record, its keys, its first manager, the approved notice.

Everything is made in a folder beside the final one and put in place by one rename: a till is set up
whole or not at all, whatever happens in between.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.shop import permit_number
from counter_app.domain.staff import Role, check_pin_form
from counter_app.domain.values import StaffCode, staff_code, till_code
from counter_app.services.notices import Notice, NoticeDesk
from counter_app.services.staff import PinHasher, StaffDesk
from counter_app.settings import FILE, Settings, settings_bytes
from counter_app.storage.act_log import NewAct
from counter_app.storage.files import sync_folder, write_file
from counter_app.storage.keys import KeyStore, TillKeys
from counter_app.storage.records import Record

_PREFECTURES = 47
_LONGEST_PERMIT_AUTHORITY = 40
_LONGEST_FILING = 40

KeyStoreFor = Callable[[Path, Settings], KeyStore]
"""Where the keys of a till are kept whose data folder is to be made here."""


@dataclass(frozen=True, slots=True)
class Manager:
    """The first manager, as typed on the form."""

    code: str
    name: str
    pin: str


def checked(settings: Settings, manager: Manager) -> Settings:
    """The settings as they will be kept.

    Raises:
        WrongInput: `permit_form`, `till_code_form`, `prefecture_form`, `shop_form`, `address_form`,
            `filing_form`,
            `staff_code_form`, `staff_name_form` or `pin_form`: the first that is wrong, in the
            order of the form.
    """
    shop = plain_text(settings.shop, "shop_form")
    address = plain_text(settings.address, "address_form")
    authority = plain_text(settings.permit_authority, "shop_form")
    if not (shop and address and authority) or len(authority) > _LONGEST_PERMIT_AUTHORITY:
        raise WrongInput("shop_form")
    number = permit_number(settings.permit_number)
    if not (settings.prefecture.isascii() and settings.prefecture.isdigit()):
        raise WrongInput("prefecture_form")
    prefecture = f"{int(settings.prefecture):02d}"
    if not 1 <= int(prefecture) <= _PREFECTURES:
        raise WrongInput("prefecture_form")
    filing = plain_text(settings.place_filing, "filing_form")
    if len(filing) > _LONGEST_FILING or (settings.place == "temporary" and not filing):
        raise WrongInput("filing_form", length=_LONGEST_FILING)
    till_code(settings.till)
    staff_code(manager.code)
    if not plain_text(manager.name, "staff_name_form"):
        raise WrongInput("staff_name_form", length=1)
    check_pin_form(manager.pin)
    return replace(
        settings,
        shop=shop,
        address=address,
        permit_number=number,
        permit_authority=authority,
        prefecture=prefecture,
        place_filing=filing,
    )


def set_up(
    folder: Path,
    settings: Settings,
    manager: Manager,
    *,
    key_store: KeyStoreFor,
    clock: Clock,
    notice: Notice,
    hasher: PinHasher,
    approved: Collection[str],
) -> Settings:
    """Make a till in an empty or missing folder.

    Args:
        folder: the data folder.
        settings: as typed; they are checked.
        manager: the first manager; everything is written in their name.
        key_store: gives the place where the keys will be kept.
        clock: tells the time.
        notice: the notice whose wordings the manager has read.
        hasher: for the PIN.
        approved: languages of the wordings that the manager has read and approves, as an act;
            without the prevailing one a real till takes no one.

    Raises:
        Refused: `store_exists`: the folder holds something.
        WrongInput: as `checked`.
        NotPossibleNow: `key_store_missing` or `disk_full`.
    """
    ready = checked(settings, manager)
    if folder.exists() and any(folder.iterdir()):
        raise Refused("store_exists")
    made = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(made, ignore_errors=True)  # what a set-up that was cut off left behind
    made.mkdir(parents=True, mode=0o700)
    try:
        _fill(made, ready, manager, key_store(made, ready), clock, notice, hasher, approved)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    if folder.exists():
        folder.rmdir()
    made.replace(folder)
    sync_folder(folder.parent)
    return ready


def _fill(
    made: Path,
    settings: Settings,
    manager: Manager,
    store: KeyStore,
    clock: Clock,
    notice: Notice,
    hasher: PinHasher,
    approved: Collection[str],
) -> None:
    keys = TillKeys.fresh()
    record = Record.create(made, keys, till_code(settings.till), notice.facts)
    try:
        by = StaffCode(manager.code)
        note = {"shop": settings.shop, "permit_number": settings.permit_number}
        with record.write() as tx:
            record.write_act(
                tx,
                NewAct(
                    Kind.TILL_SET_UP,
                    by,
                    clock.now(),
                    {"other.staff_note": note},
                    bases=frozenset({"notice"}),
                ),
            )
        staff = StaffDesk(record, clock, hasher)
        staff.add(manager.code, manager.name, Role.MANAGER, manager.pin, by)
        if approved:
            desk = NoticeDesk(record, clock, notice, staff, demo=settings.demo)
            desk.write_approval(by, approved)
    finally:
        record.close()
    store.save(keys)
    write_file(made / FILE, settings_bytes(settings))
