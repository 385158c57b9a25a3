"""What every step of the clerk has: the visit, the action row, the ways on, back and out.

Each screen says its words in `relabel`, draws the visit in `draw`, and changes the visit by
`go_on`, `go` and `end`; what comes of it goes out as `moved`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.services.bulletin_gate import ArticleMatch
from counter_app.services.visit import VISIT_OVER
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Compare, Desk, Report, Screen
from ui.widgets.action_row import ActionRow
from ui.widgets.bulletin_notes import BulletinNotes
from ui.widgets.sure_press import SurePress

MOST_POINTS = 2
"""So many open points are named beside the primary button; the rest is counted."""


class ClerkScreen(Screen):
    """A step of a visit in the clerk's window.

    Attributes:
        visit: as it stands; None until it is shown.
    """

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self.visit: Visit | None = None
        self._actions = ActionRow(desk.theme)
        self._cancel = SurePress(self._actions.cancel)
        self._cancel.sure.connect(self._cancelled)

    @override
    def show_visit(self, visit: Visit) -> None:
        self.visit = visit
        self.draw(visit)

    def draw(self, visit: Visit) -> None:
        """Show what the visit holds; each screen has its own."""
        raise NotImplementedError

    @override
    def relabel(self) -> None:
        if self.visit is not None:
            self.draw(self.visit)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)

    def say_actions(self, primary: str, *, back: bool = False, cancel: bool = False) -> None:
        """Words of the action row; back and cancel are there only when asked for."""
        self._actions.set_words(
            primary,
            back=self.say("clerk.back") if back else "",
            cancel=self.say("clerk.cancel") if cancel else "",
        )
        if cancel:
            self._cancel.set_words(self.say("clerk.cancel"), self.say("clerk.cancel_sure"))

    def next_words(self, step: Step) -> str:
        """What the primary button says when it leads to a step."""
        return self.say("clerk.next", what=self.say(f"clerk.step.{step}"))

    def left_words(self, open_points: list[str]) -> str:
        """What is still open, in words; empty when nothing is."""
        if not open_points:
            return ""
        what = self.say("clerk.join").join(open_points[:MOST_POINTS])
        more = len(open_points) - MOST_POINTS
        if more > 0:
            return self.say("clerk.left_more", what=what, count=more)
        return self.say("clerk.left", what=what)

    def change(self, job: Callable[[VisitId], Visit]) -> None:
        """Change the visit by a job, and tell what comes of it."""
        if self.visit is None:
            return
        visit_id = self.visit.visit_id

        def run() -> Visit:
            return job(visit_id)

        self.advance(run)

    def go(self, step: Step) -> None:
        """Open a step that was reached before."""
        visits = self.desk.counter.visits

        def job(visit_id: VisitId) -> Visit:
            return visits.go(visit_id, step)

        self.change(job)

    def end(self, ending: Ending, code: str = "") -> None:
        """End the visit without a purchase; what was read and typed is erased."""
        visits = self.desk.counter.visits

        def job(visit_id: VisitId) -> Visit:
            return visits.end(visit_id, ending, code)

        self.change(job)

    @Slot()
    def go_on(self) -> None:
        """Open the next step."""
        self.change(self.desk.counter.visits.go_on)

    @Slot()
    def to_article(self) -> None:
        """Go back to the appraisal; nothing is lost."""
        self.go(Step.ARTICLE)

    @Slot()
    def _cancelled(self) -> None:
        self.end(Ending.CANCELLED)


class WatchedScreen(ClerkScreen):
    """A step at which the clerk sees what police bulletins hold against the articles.

    Attributes:
        bulletins: the notes; the customer is told nothing of them.
    """

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self.bulletins = BulletinNotes(desk.theme)
        self.bulletins.compare.connect(self._compare)
        self.bulletins.report_asked.connect(self._report_match)
        self.bulletins.end_asked.connect(self._end_matched)

    @override
    def relabel(self) -> None:
        self.bulletins.show_found(self.bulletins.found, self.texts)
        super().relabel()

    def found(self, visit_id: VisitId) -> tuple[ArticleMatch, ...]:
        """What bulletins mean now; for a job."""
        staff = self.desk.staff
        return () if staff is None else self.desk.counter.bulletin_gate.look(visit_id, staff.code)

    def look(self) -> None:
        """Ask again what bulletins mean, beside whatever goes on."""
        visit = self.visit
        if visit is None:
            return

        def job() -> tuple[ArticleMatch, ...]:
            return self.found(visit.visit_id)

        self.desk.tasks.run(self, job, self.show_found, self._not_looked)

    def show_found(self, found: tuple[ArticleMatch, ...]) -> None:
        """Show what was found."""
        self.bulletins.show_found(found, self.texts)

    def _not_looked(self, error: CounterError) -> None:
        if error.code not in VISIT_OVER:  # it ended meanwhile
            self.messages.fail(error)

    @Slot(object)
    def _compare(self, one: ArticleMatch) -> None:
        if self.visit is not None:
            self.wished.emit(Compare(self.visit, one))

    @Slot()
    def _report_match(self) -> None:
        """At once, and without leaving the page (Act art. 19(3))."""
        self.wished.emit(Report("like_bulletin"))

    @Slot()
    def _end_matched(self) -> None:
        self.end(Ending.REFUSED, "bulletin_match")
