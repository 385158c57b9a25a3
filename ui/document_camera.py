"""The document under the camera: preview, hint, capture, and what the reader said."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot

from counter_app.domain.errors import CounterError, Refused
from counter_app.services.document_review import field_names, review_of_scan
from counter_app.services.scanning import ANY_KIND, Preview, Scan
from counter_app.texts import Texts
from ui.document_base import FIELDS, DocumentBase
from ui.messages import Messages, error_words
from ui.screen import Desk
from ui.widgets import camera_pane
from ui.widgets.document_side import NEVER_TAKEN
from ui.widgets.shown_fields import shown_field

CAMERA_FAULTS = frozenset({"camera_missing", "camera_lost"})
NO_CARD = frozenset({"no_card", "gone"})
"""Hints that say that the card was taken away: the next one is read by itself again."""


HINTS = frozenset(
    {
        *("gone", "no_card", "too_far", "slanted", "glare", "blur", "hold_still", "dark"),
        *("out_of_frame", "turn_over", "starting", "reading", "read"),
    }
)
"""Hints that have words of their own; any other asks to hold still."""

SLOW_MS = 300
"""A reading that is done sooner shows no sign of waiting."""


class CameraPart(DocumentBase):
    """What the camera sees, and what was read of it."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._reading: object | None = None
        self._by_hand_only = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_slow)

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
        if self._reading is None:
            self._hint = preview.hint or "hold_still"
            self._say_hint()
            if preview.take and self._by_itself and not self._by_hand_only:
                self.scan()

    def _say_hint(self) -> None:
        shows = self._side.shows_fields
        hint = self._hint if self._hint in HINTS else "hold_still"
        words = self.say(f"clerk.document.hint.{hint}")
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
        if self._page.shows_routes or self._is_look_only():
            return
        if not self._feed.is_open or self._hint == "starting":
            self.reconnect()
            return
        self._problem = None
        self._typed = False
        self._hint = "reading"
        self._side.wait()
        self._slow.start()
        self.relabel()
        at, wanted = visit, self._wanted
        reading = self._reading = object()

        def job() -> Scan:
            return scanning.capture(at, wanted)

        def then(scan: Scan) -> None:
            if self._reading is reading:
                self._end_reading()
                self._by_hand_only = False
                self._show_scan(scan)

        def fails(error: CounterError) -> None:
            if self._reading is reading:
                self._end_reading()
                self._by_hand_only = True  # a card that stopped the reader would stop it again
                self._show_problem(error)

        self.work(job, then, fails, lane="device")

    @Slot()
    def stop_reading(self) -> None:
        """Take nothing over of the reading that is under way; the card can be scanned again."""
        if self._reading is None:
            return
        self._end_reading()
        self._by_itself = False
        self._hint = "hold_still"
        self._side.wait()
        self.relabel()

    def _end_reading(self) -> None:
        self._reading = None
        self._slow.stop()

    @Slot()
    def _say_slow(self) -> None:
        """The reading takes its time: say so, with a way to stop it."""
        if self._reading is not None:
            self._side.show_busy()
            self._side.setFocus()

    @Slot()
    def reconnect(self) -> None:
        """Open the camera, again if need be."""
        if self.visit is None or self._page.shows_routes or self._is_look_only():
            return
        if self._problem is not None and self._problem.code in NEVER_TAKEN:
            self._wanted = ANY_KIND
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
            self._wanted = ANY_KIND  # what the clerk took it for, it is not
            self._by_itself = False  # the same card is not read over and over
            self._show_problem(Refused(scan.refused or "unsupported_kind"))
            return
        self._feed.close()
        self._problem = None
        self._review, self._typed = review_of_scan(scan, choice), False
        self._pane.set_ticks(ticked=False)
        names = [name for name in FIELDS if name in scan.fields or name in field_names(choice)]
        self._side.show_fields()
        self._hint = "read"
        self.relabel()
        self._side.kind.set_key(choice.key)
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
        self._side.show_problem(error_words(self.texts, error), error.code)
