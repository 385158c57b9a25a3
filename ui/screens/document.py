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
from counter_app.domain.deal import BY_DOCUMENT
from counter_app.domain.visit import Ending, Visit
from counter_app.services.document_review import Review
from counter_app.services.scanning import ANY_KIND, Scan
from counter_app.services.visit_rules import stops
from counter_app.texts import Texts
from ui.document_base import FIELDS
from ui.document_route import RoutePart
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.card import column
from ui.widgets.document_refusal import END, GUARDIAN, OTHER, Stop
from ui.widgets.screen_frame import NARROW, ScreenFrame


class DocumentScreen(RoutePart):
    """Camera at the left, what was read at the right; over both, a refusal."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
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

    def _connect(self) -> None:
        self._pane.scan_asked.connect(self.scan)
        self._pane.type_asked.connect(self.type_by_hand)
        self._pane.confirmed.connect(self._show_state)
        self._side.reconnect_asked.connect(self.reconnect)
        self._side.type_asked.connect(self.type_by_hand)
        self._side.stop_asked.connect(self.stop_reading)
        self._actions.escaped.connect(self.stop_reading)
        self._side.route_asked.connect(self._show_routes)
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
        self._look.clicked.connect(self._look_at_image)
        self._route.clicked.connect(self._show_routes)

    @Slot()
    def _look_at_image(self) -> None:
        self.wished.emit(Wish.KEPT_IMAGE)

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
        self._review, self._wanted, self._typed = Review(), ANY_KIND, False
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
