"""Every version of one notice that is known, and which of them holds on a day.

Of the versions whose day has come the one that was revised last holds. The facts of a version never
change: others under the same revised day are refused. Its wordings may be added to or replaced from
a later day on; what was shown before stays known.

Which fields there are, and in which part each is sealed, comes with the program. A version may know
fewer of them, as an older one does, but none otherwise: what was sealed under one version must open
under every later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from counter_app.law.jobs import JobsFault, within
from counter_app.law.notice import NoticeFacts, NoticeFactsFault, Part, Row
from counter_app.law.notice_change import limits
from counter_app.law.notice_pack import NoticePack
from counter_app.law.notice_version import Notice


@dataclass(frozen=True, slots=True)
class NoticeFamily:
    """The versions of one notice.

    Attributes:
        versions: by revised day, each as often as its wordings were replaced; every one knows every
            field.
    """

    versions: tuple[Notice, ...]

    def on(self, day: date) -> Notice:
        """The version that holds on a day; before the first day the first one."""
        begun = [one for one in self.versions if one.facts.effective <= day]
        return begun[-1] if begun else self.versions[0]

    def revised(self, day: str) -> Notice | None:
        """The version of a revised day (ISO 8601), as it was last; None when it is unknown."""
        known = [one for one in self.versions if one.facts.revised.isoformat() == day]
        return known[-1] if known else None

    def pack(self, sha256: str) -> NoticePack | None:
        """The wording with these bytes, of whichever version; None when it is not known here."""
        packs = (pack for one in self.versions for pack in one.packs.values())
        return next((one for one in packs if one.sha256 == sha256), None)

    def limits(self, consented: str, day: date) -> NoticeFacts:
        """By what data may be used on a day that rest on a consent to a version.

        What any version since then has narrowed stays narrow: to widen it again takes a consent.

        Args:
            consented: revised day of the version consented to, ISO 8601; of one that is not known
                here nobody can say what it allowed: what every version up to now has in common.
            day: when they are used.
        """
        now, old = self.on(day), self.revised(consented) or self.versions[0]
        held = old.facts
        for one in self.versions:
            if old.facts.revised < one.facts.revised <= now.facts.revised:
                held = limits(held, one.facts, consented_to_new=False)
        return held

    @property
    def widest(self) -> NoticeFacts:
        """What any version allows: who is sent envelopes of several versions must know every row.

        It limits nothing; what one act may be used for, `limits` says.
        """
        first, *others = (one.facts for one in self.versions)
        for facts in others:
            first = _joined(first, facts)
        return first

    def with_version(self, new: Notice) -> NoticeFamily:
        """The family with one more version, or with other wordings of one that is here.

        Raises:
            NoticeFactsFault: it is of another notice, changes a version that is here, or seals a
                field in another part.
        """
        first = self.versions[0].facts
        if new.facts.notice_id != first.notice_id:
            raise NoticeFactsFault(f"{new.facts.notice_id} is another notice")
        whole = replace(new, facts=at_home(new.facts, self.versions[-1].facts))
        known = self.revised(new.facts.revised.isoformat())
        if known is not None:
            if replace(whole.facts, effective=known.facts.effective) != known.facts:
                raise NoticeFactsFault(f"the version of {new.facts.revised} has other facts")
            whole = replace(whole, packs=known.packs | whole.packs)
        return NoticeFamily(_in_order((*self.versions, whole)))


def family_of(shipped: Iterable[Notice]) -> NoticeFamily:
    """The family of the versions that a program ships: the newest one knows every field.

    Raises:
        NoticeFactsFault: there is none, or as `NoticeFamily.with_version`.
    """
    ordered = _in_order(shipped)
    if not ordered:
        raise NoticeFactsFault("there is no version of the notice")
    family = NoticeFamily(ordered[-1:])
    for one in ordered[:-1]:
        if family.revised(one.facts.revised.isoformat()):
            raise NoticeFactsFault(f"two versions were revised on {one.facts.revised}")
        family = family.with_version(one)
    return family


def at_home(facts: NoticeFacts, program: NoticeFacts) -> NoticeFacts:
    """A version's facts with every item, field and part of the program's.

    Raises:
        NoticeFactsFault: the version has an item, field or part that the program does not have, or
            has somewhere else, or allows less than a job of the program reads.
    """
    if facts.items != program.items:
        raise NoticeFactsFault("a version may not change the items")
    if odd := facts.field_items.items() - program.field_items.items():
        raise NoticeFactsFault(f"unknown here or of another item: {_names(dict(odd))}")
    for part in facts.parts.values():
        home = program.parts.get(part.name)
        if home is None or not part.fields <= home.fields or part.blob != home.blob:
            raise NoticeFactsFault(f"part {part.name} is another one here")
    parts = {name: _limited(part, facts) for name, part in program.parts.items()}
    whole = replace(facts, field_items=program.field_items, parts=parts)
    try:
        return replace(whole, jobs=within(program.jobs, whole))
    except JobsFault as fault:
        raise NoticeFactsFault(f"{fault}") from None


def _limited(part: Part, facts: NoticeFacts) -> Part:
    """The program's part, for the rows that the version opens it for."""
    own = facts.parts.get(part.name)
    only_for = own.only_for if own else part.only_for
    if only_for is not None:
        only_for &= set(facts.rows)
    return replace(part, only_for=only_for)


def _joined(old: NoticeFacts, new: NoticeFacts) -> NoticeFacts:
    """The new facts with whatever the old ones allow besides; both know the same parts."""
    before, here = old.rows, new.rows
    parts = {}
    for name, part in new.parts.items():
        earlier = old.parts[name].only_for
        both = None if earlier is None or part.only_for is None else earlier | part.only_for
        parts[name] = replace(part, only_for=both)
    return replace(
        new,
        purposes=_all_rows(new.purposes, old.purposes, before, here),
        group=_all_rows(new.group, old.group, before, here),
        parts=parts,
    )


def _all_rows(
    new: tuple[Row, ...],
    old: tuple[Row, ...],
    before: Mapping[str, Row],
    here: Mapping[str, Row],
) -> tuple[Row, ...]:
    wider = (
        replace(row, items=row.items | before[row.key].items) if row.key in before else row
        for row in new
    )
    return (*wider, *(row for row in old if row.key not in here))


def _in_order(versions: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(versions, key=lambda one: (one.facts.revised, one.facts.effective)))


def _names(fields: dict[str, int]) -> str:
    return ", ".join(sorted(fields))
