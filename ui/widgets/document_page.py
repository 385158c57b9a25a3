"""The document page without its rules: camera and fields side by side, the refusal over both."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.document_refusal import DocumentRefusal
from ui.widgets.document_side import DocumentSide
from ui.widgets.route_pane import RoutePane
from ui.widgets.scan_pane import ScanPane


class DocumentPage(QStackedWidget):
    """What the document screen is made of."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.pane = ScanPane(theme)
        self.side = DocumentSide(theme, texts)
        self.refusal = DocumentRefusal(theme)
        self.routes = RoutePane(theme)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(self.pane, 4)
        columns.addWidget(self.side, 3)
        self.addWidget(work)
        self.addWidget(self.refusal)
        self.addWidget(self.routes)

    @property
    def shows_routes(self) -> bool:
        """Whether the routes are shown."""
        return self.currentWidget() is self.routes

    def show_routes(self) -> None:
        """Show the ways to confirm a person, with the focus on the one that holds."""
        self.setCurrentWidget(self.routes)
        self.routes.setFocus()

    def show_work(self) -> None:
        """Show camera and fields."""
        self.setCurrentIndex(0)

    def show_refusal(self) -> None:
        """Show the refusal, with the focus on its first way on."""
        self.setCurrentIndex(1)
        self.refusal.setFocus()
