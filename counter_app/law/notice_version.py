"""One version of the notice, whole: its facts, its wordings and the list of group companies.

A version is a folder of files, or the same files in a bundle that HQ signed. Every `<language>.md`
of it is a wording: a language is added by adding its file. Each must agree with the facts, and the
prevailing one must be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from counter_app.law import group_companies, notice
from counter_app.law.group_companies import GroupList, parse_group
from counter_app.law.notice import NoticeFacts, parse_facts
from counter_app.law.notice_pack import NoticePack, parse_pack
from counter_app.law.notice_pages import NoticePackFault

_WORDING = re.compile(r"(?P<language>[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)\.md")
"""A file of wording: named by a language tag (BCP 47), such as ja or zh-Hans."""

_BESIDE = (notice.FILE, group_companies.FILE)


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of the notice: facts, group companies, and the wordings by language."""

    facts: NoticeFacts
    packs: dict[str, NoticePack]
    group: GroupList

    @property
    def prevailing(self) -> NoticePack:
        """The wording that the others are for reference of."""
        return self.packs[self.facts.prevailing_language]

    def held_from(self, day: date) -> Notice:
        """The version, holding from this day when its own is earlier."""
        return replace(self, facts=replace(self.facts, effective=max(self.facts.effective, day)))


def version_files(folder: Path) -> dict[str, bytes]:
    """The files of a version's folder, by name: facts, group companies and wordings.

    Raises:
        OSError: facts or group companies cannot be read.
    """
    wordings = sorted(path.name for path in folder.glob("*.md"))
    return {name: (folder / name).read_bytes() for name in (*_BESIDE, *wordings)}


def read_version(files: Mapping[str, bytes], facts: NoticeFacts | None = None) -> Notice:
    """The version that these files say, every one of them checked.

    Args:
        files: bytes by name, as version_files gives them.
        facts: to go by in place of the files' own.

    Raises:
        NoticePackFault: a wording says something else than the facts, the prevailing one is
            missing, or a file is none of a notice.
        NoticeFactsFault: facts or group companies are missing, or contradict themselves.
    """
    for name in _BESIDE:
        if name not in files:
            raise notice.NoticeFactsFault(f"{name} is missing")
    told = facts or parse_facts(files[notice.FILE])
    packs: dict[str, NoticePack] = {}
    for name in sorted(files.keys() - set(_BESIDE)):
        found = _WORDING.fullmatch(name)
        if found is None:
            raise NoticePackFault(f"{name} is no file of a notice")
        packs[found["language"]] = _pack(name, files[name], found["language"], told)
    if told.prevailing_language not in packs:
        raise NoticePackFault(f"the prevailing wording {told.prevailing_language}.md is missing")
    return Notice(told, packs, parse_group(files[group_companies.FILE]))


def _pack(name: str, data: bytes, language: str, facts: NoticeFacts) -> NoticePack:
    try:
        return parse_pack(data, language, facts)
    except NoticePackFault as fault:
        raise NoticePackFault(f"{name}: {fault}") from None
