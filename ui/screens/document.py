"""The identity document: scanned or typed, reviewed field by field, compared with the person.

A document that the law does not take stops the visit with the reason, its article, and the lawful
ways on; the customer's window then says no more than to wait.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from counter_app.domain.customer import IdentityDocument
from counter_app.domain.deal import BY_DOCUMENT, ROUTES, Route
from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.services.decision import DocumentChoice
from counter_app.services.document_review import (
    DATES,
    Review,
    Reviewer,
    day_of,
    fault_of,
    field_names,
    review_of_document,
    review_of_scan,
    reviewed_document,
)
from counter_app.services.scanning import Preview, Scan
from counter_app.services.visit_rules import MINOR, stops
from counter_app.texts import Texts
from ui.camera_feed import CameraFeed
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages, error_words
from ui.screen import Desk, Wish
from ui.widgets import camera_pane
from ui.widgets.buttons import Button
from ui.widgets.card import column
from ui.widgets.document_findings import DocumentFacts, findings
from ui.widgets.document_page import DocumentPage
from ui.widgets.document_refusal import END, GUARDIAN, OTHER, Stop
from ui.widgets.page_head import PageHead
from ui.widgets.pill import Pill
from ui.widgets.reading_card import ShownField
from ui.widgets.screen_frame import NARROW, ScreenFrame
from ui.widgets.shown_fields import kept_field, shown_field
from ui.widgets.signature_pad import pen_is_there

FIELDS = ("name", "birth_date", "address", "issued_on", "expires_on", "number")
CAMERA_FAULTS = frozenset({"camera_missing", "camera_lost"})
NO_CARD = frozenset({"no_card", "gone"})
"""Hints that say that the card was taken away: the next one is read by itself again."""


class DocumentScreen(ClerkScreen):
    """Camera at the left, what was read at the right; over both, a refusal."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme, counter = desk.theme, desk.counter
        self._today = counter.ledger.today
        self._choices = {one.key: one for one in counter.law.documents(self._today)}
        self._review = Review()
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
        self._look.clicked.connect(self._look_at_image)
        self._head.add(self._look)
        self._route = Button(theme, icon="users")
        self._route.setObjectName("route")
        self._route.clicked.connect(self._show_routes)
        self._head.add(self._route)
        self._page = DocumentPage(theme, texts)
        self._pane, self._side = self._page.pane, self._page.side
        self._refusal = self._page.refusal
        self._side.reading.set_judge(self._wrong, self._worded)
        self._feed = CameraFeed(self, desk.tasks, counter.scanning)
        self._connect()
        ScreenFrame(column(self._page), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._pane.scan)
        self.relabel()
        desk.tasks.run(self, self._keeps_image, self._know_masked, messages.fail)

    @override
    def relabel(self) -> None:
        self._say_head()
        self._pane.set_words(self.texts, again=self._side.shows_fields)
        labels = {name: self.say(f"clerk.document.field.{name}") for name in FIELDS}
        title = self.say("clerk.document.typed" if self._typed else "clerk.document.result")
        self._side.set_words(self.texts, title, labels)
        self._side.set_kinds([(key, self._kind_words(one)) for key, one in self._offered()])
        if self._problem is not None:
            self._say_problem(self._problem)
        self._say_hint()
        self._refusal.show_stop(self._refusal.stop, self.texts, self._today)
        self._show_state()
        super().relabel()

    @override
    def draw(self, visit: Visit) -> None:
        """Show the document that the visit holds, or begin to scan; only the first time."""
        self._say_route(visit)
        if not self._loaded:
            self._loaded = True
            if visit.route != BY_DOCUMENT:
                self._show_routes()
            elif visit.document is None:
                self._feed.open(visit)
            else:
                self._show_document(visit.document)
        elif self._page.shows_routes:
            self._show_state()

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._pane.scan.set_ready(not busy)
        self._pane.type.set_ready(not busy)
        self._route.setEnabled(not busy)

    @override
    def leave(self) -> None:
        self._feed.close()
        self._pane.camera.forget()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.set_narrow(narrow=self.width() < NARROW)

    # ---- Layout

    def _connect(self) -> None:
        self._pane.scan_asked.connect(self.scan)
        self._pane.type_asked.connect(self.type_by_hand)
        self._pane.confirmed.connect(self._show_state)
        self._side.reconnect_asked.connect(self.reconnect)
        self._side.type_asked.connect(self.type_by_hand)
        self._side.kind_chosen.connect(self._choose_kind)
        self._side.reading.edited.connect(self._show_state)
        self._refusal.taken.connect(self._take_way)
        self._page.routes.chosen.connect(self._choose_route)
        self._page.routes.print_asked.connect(self._print_form)
        self._page.routes.signed.connect(self._note_signed)
        self._feed.previewed.connect(self._show_preview)
        self._feed.failed.connect(self._show_problem)
        self._actions.primary.clicked.connect(self._confirm)
        for key, slot in (
            ("F5", self.scan),
            ("F7", self.type_by_hand),
            ("F8", self._side.reading.next_open),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # ---- Camera

    @Slot(object)
    def _show_preview(self, preview: Preview) -> None:
        self._pane.camera.show_preview(
            camera_pane.Preview(
                preview.pixels,
                preview.width,
                preview.height,
                preview.width * 3,
                preview.outline or (),
            )
        )
        self._by_itself = self._by_itself or preview.hint in NO_CARD
        if not self._side.is_busy:
            self._hint = preview.hint or "hold_still"
            self._say_hint()
            if preview.take and self._by_itself:
                self.scan()

    def _say_hint(self) -> None:
        shows = self._side.shows_fields
        words = self.say(f"clerk.document.hint.{self._hint}")
        if self._problem is not None and self._problem.code in CAMERA_FAULTS:
            self._pane.camera.show_state(
                "none", error_words(self.texts, self._problem).split("\n")[0]
            )
        elif self._hint == "reading":
            self._pane.camera.show_state("reading", words)
        elif shows and not self._typed:
            self._pane.camera.show_state(
                "read", self.say("clerk.document.hint.read"), "circle-check"
            )
        elif self._feed.is_open:
            state: camera_pane.PaneState = "starting" if self._hint == "starting" else "live"
            self._pane.camera.show_state(state, words)
        else:
            self._pane.camera.show_state("none", self.say("clerk.document.line.typed"))

    @Slot()
    def scan(self) -> None:
        """Read the card that lies there now; without a picture yet, open the camera first."""
        visit, scanning = self.visit, self.desk.counter.scanning
        if visit is None or self.is_working or self._refusal.stop is not None:
            return
        if self._page.shows_routes:
            return
        if not self._feed.is_open or self._hint == "starting":
            self.reconnect()
            return
        self._problem = None
        self._typed = False
        self._hint = "reading"
        self._side.show_busy()
        self.relabel()
        at = visit

        def job() -> Scan:
            return scanning.capture(at)

        self.work(job, self._show_scan, self._show_problem, lane="device")

    @Slot()
    def reconnect(self) -> None:
        """Open the camera, again if need be."""
        if self.visit is None or self._page.shows_routes:
            return
        self._problem = None
        self._typed = False
        self._by_itself = True
        self._hint = "starting"
        self._side.wait()
        self.messages.clear()
        self._feed.open(self.visit)
        self.relabel()

    def _show_scan(self, scan: Scan) -> None:
        choice = self._choices.get(scan.kind)
        if scan.refused or choice is None:
            self._by_itself = False  # the same card is not read over and over
            self._show_problem(Refused(scan.refused or "unsupported_kind"))
            return
        self._feed.close()
        self._problem = None
        self._review, self._typed = review_of_scan(scan, choice), False
        self._pane.set_ticks(ticked=False)
        names = [name for name in FIELDS if name in scan.fields or name in field_names(choice)]
        self._side.show_fields(typed=False)
        self._hint = "read"
        self.relabel()
        self._side.reading.show_fields([shown_field(name, scan.fields.get(name)) for name in names])
        self._show_state()

    @Slot(object)
    def _show_problem(self, error: CounterError) -> None:
        """Say at the place of the reading why there is none; what was reviewed stays."""
        if self._side.shows_fields:
            return
        self._problem = error
        self._hint = "hold_still" if self._feed.is_open else "starting"
        self._say_problem(error)
        self.relabel()

    def _say_problem(self, error: CounterError) -> None:
        again = error.code in CAMERA_FAULTS or error.code == "reader_stopped"
        self._side.show_problem(error_words(self.texts, error), camera=again)

    # ---- By hand

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

    @Slot()
    def _look_at_image(self) -> None:
        self.wished.emit(Wish.KEPT_IMAGE)

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

    # ---- What is shown

    def _offered(self) -> list[tuple[str, DocumentChoice]]:
        return [(key, one) for key, one in self._choices.items() if not one.supplement]

    def _kind_words(self, choice: DocumentChoice) -> str:
        return choice.ja if self.texts.language == "ja" else choice.en

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
        )

    # ---- Another route than a document

    def _say_route(self, visit: Visit) -> None:
        self._route.setText(self.say("clerk.route.other"))
        self._page.routes.show_routes(
            visit.route, self._routes(), self.texts, signed=visit.paper is not None
        )

    def _routes(self) -> list[Route]:
        """The routes that this counter can take: a name is written with a pen."""
        any_hand = not self.desk.counter.settings.written_name_needs_pen
        return [one for one in ROUTES if one != "C_TABLET" or any_hand or pen_is_there()]

    @Slot()
    def _show_routes(self) -> None:
        if self._refusal.stop is not None or self.visit is None:
            return
        self._feed.close()
        self._page.show_routes()
        self._show_state()

    @Slot(str)
    def _choose_route(self, route: Route) -> None:
        visits = self.desk.counter.visits

        def job(visit_id: VisitId) -> Visit:
            return visits.set_route(visit_id, route)

        if self.visit is not None and route != self.visit.route:
            self._review = Review()
            self._side.reading.show_fields([])
            self._side.wait()
            self._pane.set_ticks(ticked=False)
            self.change(job)
        if route == BY_DOCUMENT:
            self._page.show_work()
            if not self._side.shows_fields:
                self.reconnect()
        self._show_state()

    @Slot()
    def _print_form(self) -> None:
        visit, papers = self.visit, self.desk.counter.papers
        if visit is None:
            return

        def job() -> None:
            papers.print(papers.identity_form(visit))

        self.work(job, self._form_printed)

    def _form_printed(self, _done: None) -> None:
        self.messages.tell("clerk.route.printed", "ok")

    @Slot(bool)
    def _note_signed(self, signed: bool) -> None:  # noqa: FBT001 - the signal's own
        visits, staff = self.desk.counter.visits, self.desk.staff
        if staff is None:
            return

        def job(visit_id: VisitId) -> Visit:
            return visits.note_paper(visit_id, staff.code, signed_here=signed)

        self.change(job)

    def _left_of_route(self) -> list[str]:
        """What the route still asks for, before the customer says who they are."""
        visit = self.visit
        if visit is None or visit.route == BY_DOCUMENT:
            return [self.say("clerk.route.left.route")]
        if visit.route == "B_SIGN" and visit.paper is None:
            return [self.say("clerk.route.left.signed")]
        return []

    # ---- Going on

    def _document(self) -> IdentityDocument | None:
        """The document as it stands on the page."""
        staff, counter = self.desk.staff, self.desk.counter
        if self._review.choice is None or staff is None:
            return None
        reviewer = Reviewer(staff.code, counter.clock.now())
        values = self._side.reading.values()
        return reviewed_document(counter.law, self._review, values, reviewer)

    @Slot()
    def _confirm(self) -> None:
        """Take the document over; the law says whether the visit may go on."""
        if self._page.shows_routes:
            self.go_on()
            return
        visit, counter, scan = self.visit, self.desk.counter, self._review.scan
        document = self._document()
        if visit is None or document is None:
            return

        def job() -> tuple[Visit, Stop | None]:
            taken = counter.visits.set_document(visit.visit_id, document)
            decision = counter.visits.decision(taken)
            said = stops(taken, decision)
            for reason in decision.reasons:
                if reason.code in said:
                    return taken, Stop(reason.code, reason.article, document.expires_on)
            self._keep_image(taken, document, scan)
            return counter.visits.go_on(visit.visit_id), None

        self.work(job, self._confirmed)

    def _keep_image(self, taken: Visit, document: IdentityDocument, scan: Scan | None) -> None:
        """Keep the masked image, where the shop does: part of a job."""
        counter = self.desk.counter
        image = counter.scanning.keep_image(scan, taken) if scan is not None else ""
        if image:
            counter.visits.set_document(taken.visit_id, replace(document, image=image))

    def _confirmed(self, told: tuple[Visit, Stop | None]) -> None:
        visit, stop = told
        self.moved.emit(visit)
        if stop is None:
            return
        self._feed.close()
        self._refusal.show_stop(stop, self.texts, self._today)
        self._page.show_refusal()
        self._show_state()

    @Slot(str)
    def _take_way(self, key: str) -> None:
        stop = self._refusal.stop
        if key == END:
            self.end(Ending.REFUSED, stop.code if stop else "")
            return
        if key == GUARDIAN:
            self._ask_guardian()
            return
        self._refusal.show_stop(None, self.texts, self._today)
        self._page.show_work()
        self._show_state()
        if key == OTHER:
            self._put_away()

    def _ask_guardian(self) -> None:
        """The document is good, and a guardian answers for the age: it is kept as it is."""
        visit, document, scan = self.visit, self._document(), self._review.scan
        if visit is None or document is None:
            return

        def job() -> None:
            self._keep_image(visit, document, scan)

        self.work(job, self._to_guardian)

    def _to_guardian(self, _kept: object) -> None:
        self.wished.emit(Wish.GUARDIAN)

    def _put_away(self) -> None:
        """Take the document out of the visit again, and scan another."""
        visits = self.desk.counter.visits
        self._review = Review()
        self._side.reading.show_fields([])
        self._pane.set_ticks(ticked=False)
        if self.visit is None:
            return
        visit_id = self.visit.visit_id

        def job() -> Visit:
            return visits.set_document(visit_id, None)

        self.work(job, self._put_away_done)

    def _put_away_done(self, visit: Visit) -> None:
        self.moved.emit(visit)
        self.visit = visit
        self.reconnect()

    def _keeps_image(self) -> bool:
        """Whether a masked image will be kept: a job."""
        counter = self.desk.counter
        return counter.settings.keep_id_image == "masked" and counter.hq.state().enrolled

    def _know_masked(self, masked: bool) -> None:  # noqa: FBT001 - a job's answer
        self._masked = masked
        self._show_state()
