"""The document page's parts and what it says: head, pills, checks, what is still open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot

from counter_app.domain.customer import IdentityDocument
from counter_app.domain.deal import BY_DOCUMENT
from counter_app.domain.errors import CounterError
from counter_app.domain.visit import Step
from counter_app.services.decision import DocumentChoice
from counter_app.services.document_review import (
    DATES,
    Review,
    Reviewer,
    day_of,
    fault_of,
    reviewed_document,
)
from counter_app.services.scanning import ANY_KIND
from counter_app.services.visit_rules import MINOR
from counter_app.texts import Texts
from ui.camera_feed import CameraFeed
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.document_findings import DocumentFacts, findings
from ui.widgets.document_page import DocumentPage
from ui.widgets.page_head import PageHead
from ui.widgets.pill import Pill

FIELDS = ("name", "birth_date", "address", "issued_on", "expires_on", "number")


class DocumentBase(ClerkScreen):
    """What every part of the document screen works on; the screen itself connects it."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme, counter = desk.theme, desk.counter
        self._today = counter.ledger.today
        self._choices = {one.key: one for one in counter.law.documents(self._today)}
        self._review = Review()
        self._wanted = ANY_KIND
        self._typed = False
        self._loaded = False
        self._by_itself = True
        self._hint = "starting"
        self._problem: CounterError | None = None
        self._masked = False
        self._head = PageHead(theme)
        self._kind_pill = Pill(theme, "info", icon="id")
        self._image_pill = Pill(theme, "off", icon="shield-lock")
        self._head.add(self._kind_pill)
        self._head.add(self._image_pill)
        self._look = Button(theme, icon="eye")
        self._look.setObjectName("look_at_image")
        self._head.add(self._look)
        self._route = Button(theme, icon="users")
        self._route.setObjectName("route")
        self._head.add(self._route)
        self._page = DocumentPage(theme, texts)
        self._pane, self._side = self._page.pane, self._page.side
        self._refusal = self._page.refusal
        self._side.reading.set_judge(self._wrong, self._worded)
        self._side.reading.set_forms(counter.name_forms.of)
        self._feed = CameraFeed(self, desk.tasks, counter.scanning)

    def _offered(self) -> list[tuple[str, DocumentChoice]]:
        return [(key, one) for key, one in self._choices.items() if not one.supplement]

    def _kind_words(self, choice: DocumentChoice) -> str:
        return choice.ja if self.texts.language == "ja" else choice.en

    def _is_look_only(self) -> bool:
        """Whether the document before the clerk is looked at, and no camera opens for it."""
        choice = self._review.choice
        return self._typed and choice is not None and choice.look_only

    def _say_head(self) -> None:
        routes = self._page.shows_routes
        self._route.setVisible(not routes and not self._side.shows_fields)
        visit = self.visit
        kept = visit is not None and visit.document is not None and bool(visit.document.image)
        self._look.setText(self.say("clerk.image.look"))
        self._look.setVisible(kept and not routes)
        self._image_pill.setVisible(not routes and not kept)
        if routes:
            self._head.set_words(self.say("clerk.route.title"), self.say("clerk.route.line"))
        else:
            self._head.set_words(self.say("clerk.document.title"), self._line())

    def _line(self) -> str:
        if not self._side.shows_fields:
            return self.say("clerk.document.line.scan")
        if self._typed:
            return self.say("clerk.document.line.typed")
        key = "doubtful" if self._side.reading.doubtful else "sure"
        return self.say(f"clerk.document.line.{key}")

    def _wrong(self, name: str, text: str) -> str:
        fault = fault_of(self.desk.counter.law, self._today, name, text)
        return self.say(f"clerk.document.{fault}_wrong") if fault else ""

    def _worded(self, name: str, text: str) -> str:
        day = day_of(self.desk.counter.law, self._today, text) if name in DATES else None
        return self.texts.day(day) if day else text

    @Slot()
    def _show_state(self) -> None:
        """Pills, checks, and what is still open."""
        choice = self._review.choice if self._side.shows_fields else None
        self._kind_pill.setVisible(choice is not None)
        self._pane.scan.setVisible(not self._is_look_only())
        if choice is not None:
            words = self._kind_words(choice)
            self._kind_pill.setText(self.say("clerk.document.front", kind=words))
        self._image_pill.setText(
            self.say("clerk.document.masked" if self._masked else "clerk.document.no_image")
        )
        self._say_head()
        self._pane.show_findings(findings(self.texts, self._facts()))
        self.customer_told.emit(self._fault_code())
        if self._refusal.stop is not None:
            self.say_actions("", cancel=True)
            self._actions.set_ready(False, self.say("clerk.refused.locked"))
            return
        left = self._left_of_route() if self._page.shows_routes else self._left()
        self.say_actions(self.next_words(Step.DETAILS), cancel=True)
        self._actions.set_ready(not left, self.left_words(left))

    def _fault_code(self) -> str:
        """What is wrong with the document that was shown, or nothing."""
        if self._refusal.stop is not None:
            return self._refusal.stop.code
        if self._problem is not None and not self._side.shows_fields:
            return self._problem.code
        return ""

    def _left(self) -> list[str]:
        reading = self._side.reading
        if not self._side.shows_fields:
            return [self.say("clerk.document.left.reading")]
        if self._review.choice is None:
            return [self.say("clerk.document.left.kind")]
        left = [
            self.say("clerk.document.left.fields", field=self.say(f"clerk.document.field.{name}"))
            for name in (*reading.doubtful, *reading.wrong)
        ]
        if not self._pane.seen.isChecked():
            left.append(self.say("clerk.document.left.seen"))
        if not self._pane.face.isChecked():
            left.append(self.say("clerk.document.left.face"))
        return left

    def _facts(self) -> DocumentFacts:
        """What the checks have to go by."""
        visit = self.visit
        document = self._document() if self._side.shows_fields else None
        if document is None or visit is None:
            return DocumentFacts(self._today)
        decision = self.desk.counter.visits.decision(replace(visit, document=document))
        return DocumentFacts(
            self._today,
            document.expires_on,
            decision.age if document.birth_date else None,
            MINOR in decision.blocked,
            () if self._typed else self._review.agreements("licence_number"),
            () if self._typed else self._review.agreements("_era"),
            self.desk.counter.document_checks.failing(self._review, document, self._today),
        )

    def _left_of_route(self) -> list[str]:
        """What the route still asks for, before the customer says who they are."""
        visit = self.visit
        if visit is None or visit.route == BY_DOCUMENT:
            return [self.say("clerk.route.left.route")]
        if visit.route == "B_SIGN" and visit.paper is None:
            return [self.say("clerk.route.left.signed")]
        return []

    def _document(self) -> IdentityDocument | None:
        """The document as it stands on the page."""
        staff, counter = self.desk.staff, self.desk.counter
        if self._review.choice is None or staff is None:
            return None
        reviewer = Reviewer(staff.code, counter.clock.now())
        values = self._side.reading.values()
        return reviewed_document(counter.law, self._review, values, reviewer)
