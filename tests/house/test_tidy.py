"""What is kept tells nothing of the machine it was written on; its links lead to files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.house.checkout import CHECKOUT, kept_files

# Written in pieces, so that this file does not report itself.
_HOMES = "|".join((r"/" + r"work\b", r"/" + r"root\b", r"/" + r"home/\w", r"/" + r"Users/\w"))
MACHINE = re.compile(rf"(?<![\w.}}])(?:{_HOMES})|\b[A-Z]:\\Users\\|\b{'shared' + '/'}")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every kept file that is text."""
    for path in kept_files():
        try:
            yield str(path.relative_to(CHECKOUT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def machine_paths(text: str) -> list[str]:
    return [line for line in text.splitlines() if MACHINE.search(line)]


def test_no_kept_file_names_a_place_of_some_machine() -> None:
    found = [f"{name}: {line.strip()}" for name, text in texts() for line in machine_paths(text)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "see " + "/" + "work/main",
        "cp x " + "/" + "root/",
        '"' + "/" + 'home/taro/x"',
        "read " + "shared" + "/LAW.md",
        "C:" + r"\Users\taro",
    ],
)
def test_a_place_of_some_machine_is_found(line: str) -> None:
    assert machine_paths(line) == [line]


@pytest.mark.parametrize("line", ["GET /v1/root", "the tree's leaf/root", "homework/main"])
def test_other_words_pass(line: str) -> None:
    assert machine_paths(line) == []


def test_every_link_of_a_document_leads_to_a_file() -> None:
    broken = [
        f"{path.relative_to(CHECKOUT)}: {target}"
        for path in kept_files(".md")
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_only_decided_names_stand_at_the_top() -> None:
    # A new one needs a decision record, beside docs/decisions/002-top-level-files.md.
    record = CHECKOUT / "docs" / "decisions" / "002-top-level-files.md"
    rows = re.findall(r"^\| `([^`/]+)/?` \|", record.read_text(encoding="utf-8"), re.MULTILINE)
    assert {path.relative_to(CHECKOUT).parts[0] for path in kept_files()} - set(rows) == set()
