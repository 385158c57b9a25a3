"""How the seller is confirmed: by a document, by a signed paper, or by a name on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.deal import Route
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.tick_row import TickRow
from ui.widgets.way_row import WayOn, WayRow

_ICONS = {"A_DOC": "id", "B_SIGN": "file-check", "C_TABLET": "signature"}


class RoutePane(QWidget):
    """The page over the camera: the routes, and below them what the chosen one asks for.

    Attributes:
        chosen: a route.
        print_asked: the empty form is to be printed.
        signed: whether the clerk saw the paper signed.
    """

    chosen = Signal(str)
    print_asked = Signal()
    signed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ways = ScrollColumn(spacing=8)
        self._note = Caption(theme, "clerk.label", tone="muted")
        self._paper = Card(theme, "soft", margins=(20, 12, 20, 12))
        self._how = Caption(theme, "clerk.body")
        self.form = Button(theme, icon="printer")
        self.form.setObjectName("print_form")
        self.form.clicked.connect(self.print_asked)
        self.seen = TickRow(theme, tone="ok")
        self.seen.setObjectName("seen_signed")
        self.seen.clicked.connect(self._tell)
        self._paper.body.addWidget(self._how)
        line = row(self.form, self.seen, spacing=16)
        line.setStretch(1, 1)
        self._paper.body.addLayout(line)
        self._paper.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._ways, 1)
        layout.addWidget(self._note)
        layout.addWidget(self._paper)

    def show_routes(
        self, route: Route, offered: Sequence[Route], texts: Texts, *, signed: bool
    ) -> None:
        """Offer the routes, with the one that holds now and what it asks for.

        Args:
            route: that holds.
            offered: those that this counter can take.
            texts: the words.
            signed: whether the paper of route B was signed.
        """
        clear_layout(self._ways.column)
        for key in offered:
            self._ways.column.addWidget(self._way(key, texts, here=key == route))
        self._ways.column.addStretch(1)
        self._note.set_text(texts.say("clerk.route.no_pen"))
        self._note.setVisible("C_TABLET" not in offered)
        self._how.set_text(texts.say("clerk.route.paper_how"))
        self.form.setText(texts.say("clerk.route.print_form"))
        self.seen.set_words(texts.say("clerk.route.seen_signed"))
        self.seen.setChecked(signed)
        self._paper.setVisible(route == "B_SIGN")

    def _way(self, key: Route, texts: Texts, *, here: bool) -> WayRow:
        button = texts.say("clerk.route.chosen" if here else "clerk.route.choose")
        name, line = texts.say(f"clerk.route.{key}"), texts.say(f"clerk.route.{key}_line")
        way = WayRow(
            self._theme, WayOn(f"route_{key}", name, line, button, _ICONS[key], chosen=here)
        )
        way.taken.connect(self._choose)
        if here:
            self.setFocusProxy(way.button)
        return way

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.chosen.emit(key.removeprefix("route_"))

    @Slot()
    def _tell(self) -> None:
        self.signed.emit(self.seen.isChecked())
