"""The document typed by hand, or shown again as it was reviewed before."""

from __future__ import annotations

from PySide6.QtCore import Slot

from counter_app.domain.customer import IdentityDocument
from counter_app.services.document_review import Review, field_names, review_of_document
from ui.document_camera import CameraPart
from ui.widgets.reading_card import ShownField
from ui.widgets.shown_fields import kept_field


class TypingPart(CameraPart):
    """What a person types of a document."""

    @Slot()
    def type_by_hand(self) -> None:
        """Type what the document says; what was read so far is kept."""
        if self._refusal.stop is not None or (self._typed and self._side.shows_fields):
            return
        if self._page.shows_routes:
            return
        values = self._side.reading.values() if self._side.shows_fields else {}
        self._feed.close()
        self._problem, self._typed = None, True
        self._side.show_fields(typed=True)
        self.relabel()
        if self._review.choice is not None:
            self._side.kind.set_key(self._review.choice.key)
            self._type_fields(values)
        else:
            self._side.kind.setFocus()

    @Slot(object)
    def _choose_kind(self, key: object) -> None:
        self._review = Review(self._choices.get(str(key)))
        self._pane.set_ticks(ticked=False)
        self._type_fields(self._side.reading.values())

    def _type_fields(self, values: dict[str, str]) -> None:
        choice = self._review.choice
        if choice is None:
            return
        self._side.reading.show_fields(
            [ShownField(name, values.get(name, ""), "typed") for name in field_names(choice)]
        )
        self._show_state()

    def _show_document(self, document: IdentityDocument) -> None:
        """Show a document that was reviewed before."""
        choice = self._choices.get(document.kind)
        self._review = review_of_document(document, choice)
        if choice is None:
            return
        self._side.show_fields(typed=False)
        self._side.reading.show_fields([kept_field(name, document) for name in field_names(choice)])
        self._pane.set_ticks(ticked=document.checked_by is not None)
        self._hint = "read"
        self._pane.set_words(self.texts, again=True)
        self._say_hint()
