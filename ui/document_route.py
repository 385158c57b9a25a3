"""Another route than a document: a signed paper, or a name written on the screen."""

from __future__ import annotations

from PySide6.QtCore import Slot

from counter_app.domain.deal import BY_DOCUMENT, ROUTES, Route
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Visit
from counter_app.services.document_review import Review
from ui.document_typing import TypingPart
from ui.widgets.signature_pad import pen_is_there


class RoutePart(TypingPart):
    """By which measure of the law the seller is confirmed."""

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
