"""The document typed by hand, or shown again as it was reviewed before."""

from __future__ import annotations

from PySide6.QtCore import Slot

from counter_app.domain.customer import IdentityDocument
from counter_app.domain.errors import Refused
from counter_app.services.decision import DocumentChoice
from counter_app.services.document_review import Review, field_names, review_of_document
from ui.document_camera import CameraPart
from ui.widgets.document_side import NEVER_TAKEN
from ui.widgets.field_place import ShownField
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
        self._side.show_fields()
        self.relabel()
        if self._review.choice is not None:
            self._side.kind.set_key(self._review.choice.key)
            self._type_fields(values)
        else:
            self._side.kind.setFocus()

    @Slot(object)
    def _choose_kind(self, key: object) -> None:
        """Take the clerk's word for the kind: read it again so, or type it."""
        choice = self._choices.get(str(key))
        if choice is None:
            return
        if not choice.accepted:
            self._refuse_kind(choice)
        elif self._typed or choice.look_only:
            self._type_kind(choice)
        elif self._review.choice is None or choice.key != self._review.choice.key:
            self._wanted = choice.key
            self._pane.set_ticks(ticked=False)
            self.reconnect()

    def _type_kind(self, choice: DocumentChoice) -> None:
        values = self._side.reading.values() if self._typed else {}
        self._feed.close()
        self._review, self._typed = Review(choice), True
        self._pane.set_ticks(ticked=False)
        self.relabel()
        self._type_fields(values)

    def _refuse_kind(self, choice: DocumentChoice) -> None:
        """The law does not take it: nothing of it is read or typed."""
        self._feed.close()
        self._review, self._typed = Review(), False
        self._side.reading.show_fields([])
        self._side.wait()
        code = choice.key if choice.key in NEVER_TAKEN else "document_refused"
        self._show_problem(Refused(code))

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
        self._side.kind.set_key(choice.key)
        self._side.show_fields()
        self._side.reading.show_fields([kept_field(name, document) for name in field_names(choice)])
        self._pane.set_ticks(ticked=document.checked_by is not None)
        self._hint = "read"
        self._pane.set_words(self.texts, again=True)
        self._say_hint()
