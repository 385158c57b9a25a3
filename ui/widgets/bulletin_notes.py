"""What police bulletins hold against the articles of a visit, for the clerk's eyes alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.services.bulletin_gate import ArticleMatch
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import clear_layout
from ui.widgets.sure_press import SurePress

MOST = 2
"""So many are named; one is enough to stop the visit, and the page has to stay usable."""


class _Note(Card):
    """One bulletin that means one article, and what is to be done."""

    compare = Signal(object)
    report_asked = Signal()
    end_asked = Signal()

    def __init__(self, theme: Theme, one: ArticleMatch, texts: Texts) -> None:
        super().__init__(theme, "warn" if one.code else "ok", margins=(16, 6, 12, 6))
        self._one = one
        told = one.bulletin.bulletin
        facts = {"article": one.place + 1, "number": told.number, "station": told.station}
        key = {"bulletin_match": "exact", "bulletin_similar": "similar"}.get(one.code, "cleared")
        if key == "exact":
            self.set_kind("danger")
        icon, tone = {
            "exact": ("ban", "danger"),
            "similar": ("alert-triangle", "warn"),
            "cleared": ("circle-check", "ok"),
        }[key]
        note = RecordNote(theme, icon, tone)
        note.setObjectName(f"bulletin_{key}")
        title = texts.say(f"clerk.bulletins.{key}", **facts)
        note.show_note(title, texts.say(f"clerk.bulletins.{key}_line", **facts))
        line = row(spacing=12)
        line.addWidget(note, 1)
        self.body.addLayout(line)
        if key == "similar":
            button = Button(theme, text=texts.say("clerk.bulletins.compare"), icon="eye")
            button.setObjectName(f"compare_{one.place}")
            button.clicked.connect(self._press)
            line.addWidget(button)
        elif key == "exact":
            report = Button(theme, text=texts.say("clerk.bulletins.report"), icon="message-circle")
            report.setObjectName(f"report_{one.place}")
            report.clicked.connect(self.report_asked)
            line.addWidget(report)
            button = Button(theme, icon="hand-stop")
            button.setObjectName(f"end_matched_{one.place}")
            sure = SurePress(button)
            end, again = "clerk.bulletins.end", "clerk.bulletins.end_sure"
            sure.set_words(texts.say(end), texts.say(again))
            sure.sure.connect(self.end_asked)
            line.addWidget(button)

    @Slot()
    def _press(self) -> None:
        self.compare.emit(self._one)


class BulletinNotes(QWidget):
    """A note for each match; nothing at all without one.

    Attributes:
        compare: a likeness that a manager is to look at (an ArticleMatch).
        report_asked: the police are to be told of an article whose number is on a bulletin.
        end_asked: the visit is to end, for the same reason.
    """

    compare = Signal(object)
    report_asked = Signal()
    end_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.found: tuple[ArticleMatch, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._rows)
        self.hide()

    @property
    def code(self) -> str:
        """Why the receipt stands still; empty when it does not."""
        codes = [one.code for one in self.found if one.code]
        return min(codes, default="")  # bulletin_match comes before bulletin_similar

    def show_found(self, found: Sequence[ArticleMatch], texts: Texts) -> None:
        """Show these; beside what stops the visit, what does not is left out."""
        self.found = tuple(found)
        clear_layout(self._rows)
        for one in [one for one in self.found if one.code == self.code][:MOST]:
            note = _Note(self._theme, one, texts)
            note.compare.connect(self.compare)
            note.report_asked.connect(self.report_asked)
            note.end_asked.connect(self.end_asked)
            self._rows.addWidget(note)
        self.setVisible(bool(self.found))
