"""What the screen tells equals the hashed bytes: read back from the accessibility tree.

The bytes are taken apart here by a few lines of their own, not by the code under test.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from counter_app.app import RESOURCES
from counter_app.domain.visit import Step
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from tests.ui.customer.conftest import drawn
from tests.ui.screens.conftest import Stage, visit_at
from ui.customer.full_notice import FullNoticePage
from ui.customer.short_notice import ShortNoticePage
from ui.widgets.notice_reader import NoticeReader

NOTICE = RESOURCES / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"
LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "vi")


@dataclass
class Told:
    """One page as the bytes have it."""

    heading: str
    sentences: list[str] = field(default_factory=list)
    points: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> set[str]:
        """All of them."""
        return {self.heading, *self.sentences, *(words for _, words in self.points)}


def taken_apart(data: bytes) -> tuple[str, dict[str, Told]]:
    """Title and pages of a wording."""
    pages: dict[str, Told] = {}
    title, page = "", Told("")
    for line in data.decode("utf-8").split("\n"):
        if line.startswith("# "):
            title = line[2:]
        elif line.startswith("## "):
            key, heading = line[3:].split(" | ")
            page = pages[key] = Told(heading)
        elif point := re.fullmatch(r"- \[(.+?)\] (.+)", line):
            page.points.append((point[1], point[2]))
        elif line.startswith("> "):
            page.sentences.append(line[2:])
        elif line:
            page.sentences.append(line)
    return title, pages


def spoken(root: QWidget) -> list[str]:
    """What a screen reader is told of the visible parts, line by line."""
    lines: list[str] = []
    for part in root.findChildren(QWidget):
        if part.isVisible():
            node = QAccessible.queryAccessibleInterface(part)
            name = node.text(QAccessible.Text.Name)
            lines += [line for line in name.split("\n") if line]
    return lines


def frame_words(texts: Texts, title: str, pages: dict[str, Told]) -> set[str]:
    """The words round the wording: captions, numbers, and lists of the kinds by their numbers."""
    say, between = texts.say, texts.say("customer.notice.between")
    kinds = [told.heading for key, told in pages.items() if key.startswith("item:")]
    named = [
        say("customer.notice.kind", words=words, no=no) for no, words in enumerate(kinds, start=1)
    ]
    found = {title, say("customer.notice.used") + between.join(named)}
    for no in range(1, 10):
        found |= {str(no), say("customer.notice.number", no=no)}
        found |= {say("customer.notice.purpose_of", no=no, count=8)}
        found |= {say("customer.notice.kinds", count=no)}
    for told in pages.values():
        used = {int(key) for key, _ in told.points if key.isdecimal()}
        if used:
            rest = [one for no, one in enumerate(named, start=1) if no not in used]
            mine = [one for no, one in enumerate(named, start=1) if no in used]
            found |= {say("customer.notice.not_used", kinds=between.join(rest))}
            found |= {between.join(mine), say("customer.notice.all_used", count=len(kinds))}
    return found


def differences(
    reader: NoticeReader, texts: Texts, title: str, pages: dict[str, Told]
) -> tuple[set[str], set[str]]:
    """Of the leaf on the screen: what is told beside the wording, and words that stand there."""
    own = {words for key in reader.leaf.keys for words in pages[key].words}
    over = {pages["group"].heading, pages["items"].heading}  # stand over each leaf of their kind
    shown = set(spoken(reader))
    return shown - own - over - frame_words(texts, title, pages), shown & own


def read_all(reader: NoticeReader, texts: Texts, data: bytes, pack: NoticePack) -> list[str]:
    """Every difference between the leaves of a layer and the bytes; none when they are equal."""
    title, pages = taken_apart(data)
    found: list[str] = []
    seen: dict[str, set[str]] = {}
    reader.go(0)
    while True:
        drawn()
        foreign, there = differences(reader, texts, title, pages)
        found += [f"not of the wording: {words}" for words in sorted(foreign)]
        for key in reader.leaf.keys:
            seen.setdefault(key, set()).update(there)
            if reader.leaf.kind == "plain":  # the kinds of a purpose stand in one sentence there
                lines = spoken(reader)
                for no, words in pages[key].points:
                    kind = texts.say("customer.notice.kind", words=words, no=no)
                    if no.isdecimal() and any(kind in line for line in lines):
                        seen[key].add(words)
        if reader.is_last:
            break
        reader.go(reader.index + 1)
    if list(seen) != [key for key in pages if key in seen]:
        found.append("not in the order of the wording")
    found += [
        f"{key}: not shown: {words}"
        for key, told in pages.items()
        if key in seen
        for words in sorted(told.words - seen[key])
    ]
    wanted = {"short"} if "short" in seen else {page.key for page in pack.full}
    return found + [f"no page {key}" for key in sorted(wanted - seen.keys())]


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("kind", [ShortNoticePage, FullNoticePage])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_tells_the_very_words_of_the_hashed_bytes(
    stage: Stage,
    language: str,
    kind: type[ShortNoticePage | FullNoticePage],
    *,
    larger: bool,
) -> None:
    step = Step.NOTICE if kind is ShortNoticePage else Step.CONSENT
    screen, shown = stage.show(kind, visit_at(stage.counter, step), language=language)
    screen.set_larger(larger)
    drawn()
    data = (NOTICE / f"{language}.md").read_bytes()
    pack = stage.counter.notices.pack(language)
    reader = shown.hands.find("notice")
    assert isinstance(reader, NoticeReader)

    assert hashlib.sha256(data).hexdigest() == pack.sha256
    assert read_all(reader, shown.texts, data, pack) == []


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [("ja", "査定", "評価"), ("zh-Hans", "评估", "检查"), ("vi", "gian lận", "gian dối")],
)
def test_a_wording_that_differs_in_one_word_is_found(
    stage: Stage, language: str, word: str, other: str
) -> None:
    """The control: the bytes are not those that the screen was drawn from."""
    screen, shown = stage.show(
        FullNoticePage, visit_at(stage.counter, Step.CONSENT), language=language
    )
    data = (NOTICE / f"{language}.md").read_bytes()
    place = data.index(b"## purpose:")
    altered = data[:place] + data[place:].replace(word.encode(), other.encode(), 1)
    assert altered != data
    reader = shown.hands.find("notice")
    assert isinstance(reader, NoticeReader)

    found = read_all(reader, shown.texts, altered, stage.counter.notices.pack(language))

    assert [one for one in found if other in one and "not shown" in one]
    assert [one for one in found if word in one and "not of the wording" in one]
    assert not screen.is_working
