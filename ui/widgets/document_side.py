"""The right side of the document page: waiting, reading, a problem, or the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.empty_note import BusyNote, EmptyNote
from ui.widgets.reading_card import ReadingCard
from ui.widgets.record_note import RecordNote

TURN_OVER = frozenset({"my_number_back", "combined_back"})
"""The other side of the very card can be taken."""

NEVER_TAKEN = frozenset({"health_insurance_card", "pension_book"})
"""What they say may not be typed either: another document, or another route than a document."""

_WAITING, _BUSY, _PROBLEM, _FIELDS = range(4)


class DocumentSide(QStackedWidget):
    """Four pages, one at a time; the fields stay when another page is shown over them.

    Attributes:
        kind_chosen: key of the kind of document that the clerk sees.
        route_asked: another route than a document is wanted.
    """

    reconnect_asked = Signal()
    type_asked = Signal()
    kind_chosen = Signal(object)
    route_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._waiting = EmptyNote(theme, "id")
        self._busy = BusyNote(theme)
        self._busy.stop_button.clicked.connect(self.stop_asked)
        self._problem = RecordNote(theme, "alert-triangle", "warn")
        self._problem.setObjectName("problem")
        self._reconnect = Button(theme, icon="refresh")
        self._reconnect.setObjectName("reconnect")
        self._reconnect.clicked.connect(self.reconnect_asked)
        self._type = Button(theme, icon="pencil")
        self._type.setObjectName("type_instead")
        self._type.clicked.connect(self.type_asked)
        self._route = Button(theme, icon="users")
        self._route.setObjectName("route_instead")
        self._route.clicked.connect(self.route_asked)
        self.kind = ChoiceField(theme)
        self.kind.box.setObjectName("kind")
        self.kind.chosen.connect(self.kind_chosen)
        self.reading = ReadingCard(theme, texts)
        self.reading.body.insertWidget(1, self.kind)
        self.addWidget(self._paged(theme, self._waiting))
        self.addWidget(self._paged(theme, self._busy))
        problem = Card(theme, "warn", margins=(20, 16, 20, 16), spacing=16)
        problem.body.addWidget(self._problem)
        problem.body.addLayout(row(self._reconnect, self._type, self._route, None))
        problem.body.addStretch(1)
        self.addWidget(problem)
        self.addWidget(self.reading)

    @property
    def shows_fields(self) -> bool:
        """Whether a document is being reviewed or typed."""
        return self.currentIndex() == _FIELDS

    @property
    def is_busy(self) -> bool:
        """Whether a card is being read."""
        return self.currentIndex() == _BUSY

    def set_words(self, texts: Texts, title: str, labels: Mapping[str, str]) -> None:
        """Set every word but the problem's."""
        self._waiting.set_words(
            texts.say("clerk.document.waiting"), texts.say("clerk.document.waiting_line")
        )
        self._busy.set_words(
            texts.say("clerk.document.reading"), texts.say("clerk.document.reading_line")
        )
        self._busy.set_stop(texts.say("clerk.document.stop"))
        self._texts = texts
        self._route.setText(texts.say("clerk.route.other"))
        self._type.setText(texts.say("clerk.document.type"))
        self.kind.set_words(
            texts.say("clerk.document.kind"), texts.say("clerk.document.choose_kind")
        )
        self.reading.retranslate(texts, title, labels)

    def set_kinds(self, kinds: Sequence[tuple[object, str]]) -> None:
        """Offer kinds of documents; the chosen one stays."""
        self.kind.set_choices(kinds)

    def wait(self) -> None:
        """Nothing is read yet."""
        self.setCurrentIndex(_WAITING)

    def show_busy(self) -> None:
        """A card is being read."""
        self.setCurrentIndex(_BUSY)

    def show_problem(self, sentence: str, code: str) -> None:
        """Say why there is no reading, with the lawful ways on.

        Args:
            sentence: what is wrong and, on a second line, what to do.
            code: of the reason; for a look-only document there is no button to the camera.
        """
        title, _, line = sentence.partition("\n")
        self._problem.show_note(title, line)
        way = "turn_over" if code in TURN_OVER else "another" if code in NEVER_TAKEN else "again"
        if code.startswith("camera_"):
            way = "reconnect"
        self._reconnect.setText(self._texts.say(f"clerk.document.{way}"))
        self._reconnect.setVisible(code != "look_only")
        self._type.setVisible(code not in NEVER_TAKEN | TURN_OVER)
        self._route.setVisible(code in NEVER_TAKEN)
        self.setCurrentIndex(_PROBLEM)

    def show_fields(self) -> None:
        """Show the document's fields; its kind can be chosen still."""
        self.setCurrentIndex(_FIELDS)

    def _paged(self, theme: Theme, note: EmptyNote | BusyNote) -> Card:
        card = Card(theme)
        card.body.addStretch(1)
        card.body.addWidget(note)
        card.body.addStretch(1)
        return card
