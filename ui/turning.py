"""A counter with one screen: it is turned to the customer, and comes back with a PIN.

While the customer's window fills the screen nothing of the clerk's is on it, no control and no
notice; whoever is signed in opens theirs again.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from ui.customer.hand_back import HandBackPage
from ui.flow import Flow
from ui.screen import Wish
from ui.window import ClerkWindow, CustomerWindow, Window


class OneScreen(QObject):
    """Shows one window or the other."""

    def __init__(
        self, flow: Flow, clerk: ClerkWindow, customer: CustomerWindow, *, full: bool
    ) -> None:
        """The clerk's window comes first.

        Args:
            flow: says when the customer acts.
            clerk: their window.
            customer: the one that takes the screen in turns.
            full: fill the screen.
        """
        super().__init__()
        self._flow = flow
        self._clerk = clerk
        self._customer = customer
        self._full = full
        self._called = False
        self._taking = False
        customer.allow_hand_back()
        customer.hand_back_asked.connect(self._call_staff)
        flow.customer_acts.connect(self._turn)
        self._only(clerk)

    @Slot(bool)
    def _turn(self, customer_acts: bool) -> None:  # noqa: FBT001 - the slot of a signal
        if customer_acts and self._taking:  # that step is the customer's too: on to the clerk's own
            self._clerk.wished.emit(Wish.TAKE_BACK)
            return
        self._taking = False
        if customer_acts:
            self._called = False
            self._only(self._customer)
        elif self._customer.isVisible():
            self._ask_for_staff()

    @Slot()
    def _call_staff(self) -> None:
        self._called = True
        self._ask_for_staff()

    def _ask_for_staff(self) -> None:
        desk = replace(self._flow.desk, theme=self._customer.theme)
        page = HandBackPage(desk, self._customer.messages, self._customer.texts)
        page.taken.connect(self._taken)
        self._customer.show_screen(page)

    @Slot(object)
    def _taken(self, _member: object) -> None:
        self._only(self._clerk)
        self._taking = self._called
        if self._taking:
            self._clerk.wished.emit(Wish.TAKE_BACK)

    def _only(self, window: Window) -> None:
        other = self._customer if window is self._clerk else self._clerk
        if self._full:
            window.showFullScreen()
        else:
            window.show()
        other.hide()
        window.activateWindow()
