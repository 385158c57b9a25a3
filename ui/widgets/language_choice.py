"""Every language that customers are offered, each by its own name and in its own font."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from counter_app.texts import TextCatalogues
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.text import PlainLabel

_COLUMNS = 5


class LanguageButton(Button):
    """One language.

    Attributes:
        left: Esc was pressed on it.
    """

    left = Signal()

    def __init__(self, theme: Theme, language: str, name: str) -> None:
        self.language = language
        super().__init__(theme, "chip", name, customer=True)
        self.setCheckable(True)
        self.setAccessibleName(name)

    @override
    def set_text_factor(self, factor: float) -> None:
        self.setFont(self._theme.font("customer.choice", factor=factor, language=self.language))

    @override
    def event(self, event: QEvent) -> bool:
        """Esc is taken here, before it means "back" to the page beneath."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LanguageChoice(QWidget):
    """The languages side by side, or one below the other.

    Attributes:
        chosen: code of the language that was pressed.
        left: Esc was pressed.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(
        self, theme: Theme, catalogues: TextCatalogues, name: str, *, columns: int = _COLUMNS
    ) -> None:
        """Offer what the catalogues hold.

        Args:
            theme: the look.
            catalogues: the languages, in the order in which they are offered.
            name: of the buttons; the code of the language is put behind it.
            columns: how many stand side by side.
        """
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.space(1))
        self._buttons = {
            language: LanguageButton(theme, language, catalogues.own_name(language))
            for language in catalogues.for_customers
        }
        for place, (language, button) in enumerate(self._buttons.items()):
            button.setObjectName(f"{name}_{language}")
            button.clicked.connect(self._pressed)
            button.left.connect(self.left)
            grid.addWidget(button, place // columns, place % columns)

    def offer(self, languages: Collection[str]) -> None:
        """Offer these only: in the others the notice may not be shown at this till."""
        for code, button in self._buttons.items():
            button.setVisible(code in languages)

    def show_now(self, language: str) -> None:
        """Mark the language that is spoken now."""
        for code, button in self._buttons.items():
            button.setChecked(code == language)
        if language in self._buttons:
            self.setFocusProxy(self._buttons[language])

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, LanguageButton):
            self.show_now(button.language)
            self.chosen.emit(button.language)


class LanguagePanel(Card):
    """The languages over the page, below the bar that they were called from."""

    def __init__(self, theme: Theme, catalogues: TextCatalogues, window: QWidget) -> None:
        super().__init__(theme, margins=(20, 16, 20, 20), spacing=theme.space(2))
        self.setParent(window)
        self.setObjectName("languages")
        self._title = PlainLabel(theme, "customer.strong")
        self.choice = LanguageChoice(theme, catalogues, "language", columns=1)
        self.body.addWidget(self._title)
        self.body.addWidget(self.choice)
        self.hide()

    def set_words(self, words: str) -> None:
        """Say what is chosen here."""
        self._title.setText(words)

    def open_at(self, right: int, top: int, language: str) -> None:
        """Show it with its corner there, in pixels of the window, and give it the focus."""
        self.choice.show_now(language)
        self.adjustSize()
        self.move(right - self.width(), top)
        self.show()
        self.raise_()
        self.choice.setFocus(Qt.FocusReason.PopupFocusReason)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
