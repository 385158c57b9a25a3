"""Notices that differ from the shipped one, as folders and as parsed versions."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from counter_app.law.notice import FILE, NoticeFacts, parse_facts
from counter_app.law.notice_version import Notice, read_version, version_files
from tests.builders import NOTICE

OLD_DAY = "2023-02-01"
NEW_DAY = "2027-04-01"
FRAUD_ITEMS = 'key = "fraud"             # prevent and investigate improper use\nitems = [1, 3,'

MARKETING_ITEMS = "mail and e-mail newsletters only with consent\nitems = [1, 3,"


def changed_facts(*changes: tuple[str, str]) -> NoticeFacts:
    """The shipped facts with some places changed; each must be there."""
    text = (NOTICE / FILE).read_text(encoding="utf-8")
    return parse_facts(_changed(text, changes).encode())


def copied(folder: Path) -> Path:
    """The shipped version as a folder of one's own."""
    shutil.copytree(NOTICE, folder)
    return folder


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Change a file of a version, wherever these words stand in it."""
    path.write_text(_changed(path.read_text(encoding="utf-8"), changes), encoding="utf-8")


def revised(
    folder: Path,
    *,
    fraud_sees_documents: bool = False,
    marketing_sees_documents: bool = False,
    day: str = NEW_DAY,
) -> Path:
    """A later version in a folder; some rows may use the identity document, if so wished."""
    copied(folder)
    days = (f"revised = {OLD_DAY}\neffective = {OLD_DAY}", f"revised = {day}\neffective = {day}")
    edit(folder / FILE, days)
    wordings = sorted(folder.glob("*.md"))
    for path in wordings:
        edit(path, (OLD_DAY, day))
    for wished, key, items in (
        (fraud_sees_documents, "fraud", FRAUD_ITEMS),
        (marketing_sees_documents, "marketing", MARKETING_ITEMS),
    ):
        if wished:
            edit(folder / FILE, (items, items.replace("[1, 3,", "[1, 2, 3,")))
            for path in wordings:
                _name_the_document(path, key)
    return folder


def version(folder: Path) -> Notice:
    """What a folder says."""
    return read_version(version_files(folder))


def _name_the_document(path: Path, key: str) -> None:
    text = path.read_text(encoding="utf-8")
    words = text.split("## item:id_document | ")[1].split("\n")[0]
    before, purpose = text.split(f"## purpose:{key} | ")
    own, rest = purpose.split("- [3] ", 1)
    whole = f"{before}## purpose:{key} | {own}- [2] {words}\n- [3] {rest}"
    path.write_text(whole, encoding="utf-8")


def _changed(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
