"""Leads the customer's window while a use beyond the notice is asked for, beside every visit."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Slot

from counter_app.services.extra_purposes import Asked
from ui.customer.extra_answered import ExtraAnsweredPage
from ui.customer.extra_purpose import ExtraPurposePage
from ui.screen import Screen
from ui.screens.extra_purpose import ExtraPurposeScreen
from ui.window import CustomerWindow

Made = Callable[[type[Screen]], Screen]


class ExtraFlow(QObject):
    """Shows the question, tells the clerk's page the answer, and gives the window back."""

    def __init__(
        self,
        customer: CustomerWindow,
        made: Made,
        show: Callable[[Screen], None],
        idle: Callable[[], None],
    ) -> None:
        """Nothing is asked yet.

        Args:
            customer: the customer's window.
            made: makes a page of that window.
            show: puts a page up there.
            idle: shows what stands there between two customers.
        """
        super().__init__()
        self._customer = customer
        self._made = made
        self._show = show
        self._idle = idle
        self._screen: ExtraPurposeScreen | None = None

    def lead(self, screen: ExtraPurposeScreen) -> None:
        """From now on this page of the clerk's asks."""
        self._screen = screen
        screen.mirror(self._customer)
        screen.asked.connect(self._ask)
        screen.let_go.connect(self._let_go)

    def take_back(self) -> None:
        """Staff take the screen back before the customer answered."""
        if self._screen is not None:
            self._screen.take_back()

    @Slot(object)
    def _ask(self, asked: Asked) -> None:
        """The question stands in one language, the one that it was stated in."""
        self._speak_only((asked.purpose.language,))
        page = self._made(ExtraPurposePage)
        if isinstance(page, ExtraPurposePage):
            page.show_asked(asked)
            page.answered.connect(self._answered)
            self._show(page)

    @Slot(bool)
    def _answered(self, agreed: bool) -> None:  # noqa: FBT001 - the slot of a signal
        page = self._made(ExtraAnsweredPage)
        if isinstance(page, ExtraAnsweredPage):
            page.show_answer(agreed=agreed)
            self._show(page)
        if self._screen is not None:
            self._screen.show_answer(agreed=agreed)

    @Slot()
    def _let_go(self) -> None:
        self._idle()

    def _speak_only(self, languages: Collection[str]) -> None:
        self._customer.offer_languages(languages)
        self._customer.speak(next(iter(languages)))
