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


def revised(folder: Path, *, fraud_sees_documents: bool = False, day: str = NEW_DAY) -> Path:
    """A later version in a folder; its fraud row may use the identity document, if so wished."""
    copied(folder)
    facts = [(f"revised = {OLD_DAY}\neffective = {OLD_DAY}", f"revised = {day}\neffective = {day}")]
    if fraud_sees_documents:
        facts.append((FRAUD_ITEMS, FRAUD_ITEMS.replace("[1, 3,", "[1, 2, 3,")))
    edit(folder / FILE, *facts)
    for path in sorted(folder.glob("*.md")):
        edit(path, (OLD_DAY, day))
        if fraud_sees_documents:
            _name_the_document(path)
    return folder


def version(folder: Path) -> Notice:
    """What a folder says."""
    return read_version(version_files(folder))


def _name_the_document(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = text.split("## item:id_document | ")[1].split("\n")[0]
    before, fraud = text.split("## purpose:fraud | ")
    own, rest = fraud.split("- [3] ", 1)
    path.write_text(
        f"{before}## purpose:fraud | {own}- [2] {words}\n- [3] {rest}", encoding="utf-8"
    )


def _changed(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
