"""What a new version of the notice changes, in purposes and items, and who has to be asked again.

A purpose may change only within what is reasonably related; beyond it the person is asked first
(Act on the Protection of Personal Information, arts. 17(2), 18(1); the notice's own clause on
alteration). Here every widening waits for the person's consent to the new version: until then the
old limits hold. What a new version narrows is narrowed for everyone at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from counter_app.law.notice import NoticeFacts, Part, Row

Direction = Literal["widens", "narrows", "neither"]
Asked = Literal["everyone", "marketing", "group", "nobody"]
"""Whom a change waits for; of marketing and group, those who had said yes."""

_TOLD = ("inquiry_counter", "inquiry_tel", "inquiry_hours", "prevailing_language")
"""What customers are told; it changes no use."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions.

    Attributes:
        what: row_added, row_removed, items_added, items_removed, basis, part_opened, part_closed,
            part_added, police_added, police_removed, controller, or told.
        key: of the row whose use changes; otherwise what it is about.
        of: numbers of items, names of parts or fields, in order.
        old, new: what was said before and is said now, where that is a word.
        ask: who must be asked before it holds for what they gave earlier.
    """

    what: str
    key: str
    direction: Direction
    ask: Asked
    of: tuple[str, ...] = ()
    old: str = ""
    new: str = ""


def changes(old: NoticeFacts, new: NoticeFacts) -> tuple[Change, ...]:
    """Every difference, rows first, in the order of the notice."""
    return (
        *_rows(old, new),
        *_parts(old, new),
        *_police(old, new),
        *_said(old, new),
    )


def widened_for(found: tuple[Change, ...], *, marketing: bool, group: bool) -> tuple[Change, ...]:
    """The changes that one person must be asked about again.

    Args:
        found: as `changes` gives them.
        marketing: the person had agreed to some way of advertising.
        group: the person had agreed that the group may have data.
    """
    asked = {"everyone"} | ({"marketing"} if marketing else set())
    asked |= {"group"} if group else set()
    return tuple(one for one in found if one.ask in asked)


def limits(old: NoticeFacts, new: NoticeFacts, *, consented_to_new: bool) -> NoticeFacts:
    """By what a person's data may be used while `new` is in force.

    Args:
        old: the version that the person consented to.
        new: the version in force.
        consented_to_new: the person has consented to it as well.

    Returns:
        The new version, or of both what they have in common: rows of both, items of both, the
        stricter basis, and parts only for rows that both open them for.
    """
    if consented_to_new or old == new:
        return new
    before = old.rows
    return replace(
        new,
        purposes=tuple(_common(before[row.key], row) for row in new.purposes if row.key in before),
        group=tuple(_common(before[row.key], row) for row in new.group if row.key in before),
        police_fields=tuple(one for one in new.police_fields if one in old.police_fields),
        parts={name: _narrower(old.parts.get(name), part) for name, part in new.parts.items()},
    )


def _common(old: Row, new: Row) -> Row:
    stricter = old if old.consent else new
    return replace(new, items=old.items & new.items, basis=stricter.basis, consent=stricter.consent)


def _narrower(old: Part | None, new: Part) -> Part:
    """A part that the old version did not divide off has its own limit only."""
    if old is None or old.only_for is None:
        return new
    common = old.only_for if new.only_for is None else old.only_for & new.only_for
    return replace(new, only_for=common)


def _rows(old: NoticeFacts, new: NoticeFacts) -> Iterator[Change]:
    for key, row in new.rows.items():
        before = old.rows.get(key)
        if before is None:
            numbers = _numbers(row.items)
            yield Change("row_added", key, "widens", _who(row), numbers, "", row.basis)
            continue
        if added := row.items - before.items:
            yield Change("items_added", key, "widens", _who(before), _numbers(added))
        if gone := before.items - row.items:
            yield Change("items_removed", key, "narrows", "nobody", _numbers(gone))
        if before.basis != row.basis:
            wider = before.basis == "consent"
            direction: Direction = "widens" if wider else "narrows"
            ask: Asked = "everyone" if wider else "nobody"
            yield Change("basis", key, direction, ask, (), before.basis, row.basis)
    for key, row in old.rows.items():
        if key not in new.rows:
            yield Change("row_removed", key, "narrows", "nobody", _numbers(row.items))


def _parts(old: NoticeFacts, new: NoticeFacts) -> Iterator[Change]:
    """Which parts a row gains or loses by `only_for`; by its items it was told with the row."""
    for key in new.rows:
        if key not in old.rows:
            continue
        both = [name for name in new.parts if name in old.parts]
        if opened := tuple(name for name in both if _opens(new, name, key, old)):
            yield Change("part_opened", key, "widens", _who(old.rows[key]), opened)
        if closed := tuple(name for name in both if _opens(old, name, key, new)):
            yield Change("part_closed", key, "narrows", "nobody", closed)
    if added := tuple(name for name in new.parts if name not in old.parts):
        yield Change("part_added", "parts", "neither", "nobody", added)


def _opens(here: NoticeFacts, name: str, row: str, there: NoticeFacts) -> bool:
    """Whether a part is for a row here and, by its `only_for`, not there."""
    part, other = here.parts[name], there.parts[name]
    is_here = part.item in here.rows[row].items and _is_for(part, row)
    return is_here and not _is_for(other, row)


def _is_for(part: Part, row: str) -> bool:
    return part.only_for is None or row in part.only_for


def _police(old: NoticeFacts, new: NoticeFacts) -> Iterator[Change]:
    """By law and asked for no consent; they are told by the notice itself (art. 21(3))."""
    added = tuple(one for one in new.police_fields if one not in old.police_fields)
    gone = tuple(one for one in old.police_fields if one not in new.police_fields)
    if added:
        yield Change("police_added", "police", "widens", "nobody", added)
    if gone:
        yield Change("police_removed", "police", "narrows", "nobody", gone)


def _said(old: NoticeFacts, new: NoticeFacts) -> Iterator[Change]:
    """Who holds the data is a matter of consent; where to ask is not."""
    if old.controller != new.controller:
        before, now = old.controller, new.controller
        yield Change("controller", "controller", "widens", "everyone", (), before, now)
    for key in _TOLD:
        before, now = getattr(old, key), getattr(new, key)
        if before != now:
            yield Change("told", key, "neither", "nobody", (), before, now)


def _who(row: Row) -> Asked:
    """Who a widening of a row waits for: whoever had agreed to it, or everyone."""
    if row.consent == "marketing":
        return "marketing"
    return "group" if row.consent == "group" else "everyone"


def _numbers(items: frozenset[int]) -> tuple[str, ...]:
    return tuple(str(no) for no in sorted(items))
