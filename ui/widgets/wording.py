"""The notice's wordings to be read by the manager, language by language, and their approval."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel
from ui.widgets.tick_row import TickRow

_HEAD = re.compile(r"^(# [^\n]*\n)\s*((?:[a-z_]+: [^\n]*\n)+)")
"""The title, and the lines below it by which the program knows the wording."""

_HEADING = re.compile(r"^## \S+ \| ", re.MULTILINE)
_POINT = re.compile(r"^- \[([^\]]+)\] ", re.MULTILINE)
_COLUMNS = 3
"""Languages side by side."""

_NOTE = re.compile(r"^> ", re.MULTILINE)


class WordingReader(Card):
    """Pages of plain text; `approve` is the tick below them."""

    def __init__(self, theme: Theme, wordings: Mapping[str, str]) -> None:
        super().__init__(theme, margins=(20, 14, 20, 8))
        self._theme = theme
        self._wordings = dict(wordings)
        self._title = PlainLabel(theme, "clerk.section")
        self._line = Caption(theme, "clerk.label", tone="muted")
        self._chips = {language: Button(theme, "chip") for language in wordings}
        chips = QGridLayout()
        chips.setSpacing(8)
        for place, (language, chip) in enumerate(self._chips.items()):
            chip.setObjectName(f"wording_{language}")
            chip.setCheckable(True)
            chip.clicked.connect(self._pressed)
            chips.addWidget(chip, place // _COLUMNS, place % _COLUMNS)
        self._text = Paragraphs(theme, "clerk.body", line_height=1.5)
        self._pages = ScrollColumn()
        self._pages.column.addWidget(self._text)
        self._pages.column.addStretch(1)
        self.approve = TickRow(theme)
        self.approve.setObjectName("approve")
        self.body.addWidget(self._title)
        self.body.addWidget(self._line)
        self.body.addLayout(chips)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self.approve)
        self._show(next(iter(self._wordings), ""))

    def set_words(self, texts: Texts) -> None:
        """Name everything but the wordings themselves."""
        self._title.setText(texts.say("clerk.first_run.notice"))
        self._line.set_text(texts.say("clerk.first_run.notice_line"))
        self.approve.set_words(texts.say("clerk.first_run.approve"))
        for language, chip in self._chips.items():
            chip.setText(texts.name_of(language))

    @Slot()
    def _pressed(self) -> None:
        chip = self.sender()
        for language, one in self._chips.items():
            if one is chip:
                self._show(language)

    def _show(self, language: str) -> None:
        for one, chip in self._chips.items():
            chip.setChecked(one == language)
        self._text.setFont(self._theme.font("clerk.body", language=language))
        self._text.set_text(as_read(self._wordings.get(language, "")))
        self._pages.verticalScrollBar().setValue(0)


def as_read(wording: str) -> str:
    """A wording without the marks that only the program reads."""
    head = _HEAD.match(wording)
    known_by = head[2] if head else ""  # it is approved with the rest, but read last
    text = wording[head.end() :] if head else wording
    text = _HEADING.sub("\n■ ", f"{head[1] if head else ''}{text}".removeprefix("# "))
    text = _NOTE.sub("※ ", _POINT.sub("・", text))
    return f"{text.strip()}\n\n{known_by}".strip()
