"""The clerk's window and the customer's: frames that hold one screen at a time.

Each has its own language, its own channel for messages and its own focus ring. What stands in the
frame (steps, visit number, line to HQ) is drawn from plain data; the windows know no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from counter_app.texts import TextCatalogues, Texts
from ui.messages import CustomerMessages, Message, Messages
from ui.screen import Screen, Wish
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import FocusRing
from ui.widgets.icon import Badge
from ui.widgets.language_choice import LanguagePanel
from ui.widgets.reading_order import next_stop
from ui.widgets.scale import scale_text
from ui.widgets.status_bar import StatusBar
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.text import ElidedLabel, PlainLabel, tip_words

NARROW = 1200
"""Below this width in pixels the clerk's rail shows icons only."""

OK_FOR_MS = 6000


class Window(QWidget):
    """What both windows are.

    Attributes:
        language_chosen: the language that a person switched to.
        page: the screen that is shown now.
    """

    for_customer = False
    """Whether words have the customer's sizes."""

    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, catalogues: TextCatalogues, language: str) -> None:
        super().__init__()
        self.theme = theme
        self.texts: Texts = catalogues.in_language(language)
        self.messages = self.channel(self.texts)
        self.page: Screen | None = None
        self._shown: QWidget | None = None
        self._catalogues = catalogues
        self._banner = Banner(theme, customer=self.for_customer)
        self._banner_at = QVBoxLayout()
        self._banner_at.addWidget(self._banner)
        self._banner_side = 0
        self._banner.closed.connect(self._place_banner)
        self._banner.closed.connect(self.messages.forget)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._ring = FocusRing(self, theme)
        self.messages.shown.connect(self._show_message)
        self.messages.cleared.connect(self._banner.clear)

    def channel(self, texts: Texts) -> Messages:
        """What its messages go through."""
        return Messages(texts)

    @property
    def language(self) -> str:
        """The window's language."""
        return self.texts.language

    def show_screen(self, screen: Screen) -> None:
        """Put a screen in the place of the one before, which goes."""
        self._put(screen)
        self.page = screen
        if screen.texts.language != self.language:
            screen.speak(self.texts)
        screen.show()
        if screen.focusProxy() is not None:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plain(self, widget: QWidget) -> None:
        """Put something up that is no screen: what stands there before a till is open."""
        self._put(widget)
        self.page = None
        widget.show()
        if widget.focusProxy() is not None:  # an empty page would wear the focus ring
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, widget: QWidget) -> None:
        if self.page is not None:
            self.page.leave()
        self._ring.let_go()
        if self._shown is not None:
            self._place.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        self._banner.clear()
        self._place.addWidget(widget, 1)

    def speak(self, language: str) -> None:
        """Switch the language of the frame and of the screen in it; no input is lost."""
        if language == self.language:
            return
        self.texts = self._catalogues.in_language(language)
        self.messages.speak(self.texts)
        self.relabel()
        if self.page is not None:
            self.page.speak(self.texts)

    def relabel(self) -> None:
        """Set the frame's words."""
        raise NotImplementedError

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the window in the order of reading."""
        stop = next_stop(self, self.focusWidget(), forward=next)
        if stop is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason
        stop.setFocus(reason.TabFocusReason if next else reason.BacktabFocusReason)
        return True

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the screen go, and tell that the window was closed."""
        if self.page is not None:
            self.page.leave()
        self.closed.emit()
        super().closeEvent(event)

    @Slot()
    def _place_banner(self) -> None:
        """Room above a banner that is shown; none where there is none."""
        above = self.theme.space(2) if self._banner.is_shown else 0
        self._banner_at.setContentsMargins(self._banner_side, above, self._banner_side, 0)

    @Slot(str)
    def choose(self, language: str) -> None:
        """A person chose this language."""
        self.speak(language)
        self.language_chosen.emit(language)

    @Slot(object)
    def _show_message(self, message: Message) -> None:
        for_ms = OK_FOR_MS if message.gravity == "ok" else 0
        self._banner.setProperty("code", message.code)
        self._banner.set_close_name(self.texts.say("widget.close"))
        self._banner.show_words(message.gravity, message.text, for_ms=for_ms)
        self._place_banner()


class ClerkWindow(Window):
    """The clerk's window: steps at the left, state above, the screen in the middle."""

    wished = Signal(object)
    step_chosen = Signal(object)

    def __init__(
        self, theme: Theme, catalogues: TextCatalogues, language: str, *, shop: str = ""
    ) -> None:
        super().__init__(theme, catalogues, language)
        self.setObjectName("clerk")
        self._shop = shop
        self._staff_name = ""
        self.rail = StepRail(theme, self.texts)
        self.status = StatusBar(theme)
        self._staff = ElidedLabel(theme, "clerk.strong", tone="rail_text")
        self._narrow = False
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._switch = Button(theme, "rail", icon="users")
        self._switch.setObjectName("switch_staff")
        self._report = Button(theme, "rail", icon="message-circle")
        self._report.setObjectName("report")
        self._cover: Screen | None = None
        self._language = Button(theme, "rail", icon="language")
        self._language.setObjectName("language")
        self._build(theme)
        self._switch.clicked.connect(self._sign_out)
        self._report.clicked.connect(self._ask_report)
        QShortcut(QKeySequence("F9"), self).activated.connect(self._ask_report)
        self._language.clicked.connect(self._switch_language)
        self.rail.step_chosen.connect(self.step_chosen)
        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.activated.connect(self._sign_out)
        self.show_staff(None)
        self.relabel()

    def show_staff(self, name: str | None) -> None:
        """Name who is signed in; None: nobody."""
        self._staff_name = name or ""
        for widget in (self._staff, self._switch, self._report):
            widget.setVisible(name is not None)
        self._say_staff()

    def cover(self, screen: Screen) -> None:
        """Put a screen over the page, which stays beneath it as it is; over another cover, none."""
        if self._cover is not None:
            screen.deleteLater()
            return
        self._cover = screen
        self._ring.let_go()
        self._banner.clear()
        if self._shown is not None:
            self._shown.hide()
        self._place.addWidget(screen, 1)
        screen.show()
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Take the cover away; the page stands there as it was left."""
        cover, self._cover = self._cover, None
        if cover is None:
            return
        cover.leave()
        self._ring.let_go()
        self._banner.clear()
        self._place.removeWidget(cover)
        cover.hide()
        cover.deleteLater()
        if self._shown is not None:
            self._shown.show()
            self._shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def show_screen(self, screen: Screen) -> None:
        """Put a screen in the place of the one before: beneath the cover, while there is one."""
        focused = self._focused()
        super().show_screen(screen)
        if self._cover is not None:
            screen.hide()
            if focused is not None and self._cover.isAncestorOf(focused):
                focused.setFocus()

    @override
    def speak(self, language: str) -> None:
        super().speak(language)
        if self._cover is not None:
            self._cover.speak(self.texts)

    def show_steps(self, steps: Sequence[RailStep]) -> None:
        """Show the visit's steps; none outside a visit."""
        self.rail.set_steps(steps)

    def show_shop(self, shop: str) -> None:
        """Name the shop and till under the brand."""
        self._shop = shop
        self.rail.set_brand(self.texts.say("window.brand"), shop)

    @override
    def relabel(self) -> None:
        self.setWindowTitle(self.texts.say("window.brand"))
        self.rail.retranslate(self.texts)
        self.rail.set_brand(self.texts.say("window.brand"), self._shop)
        self._say_staff()
        for button, key in (
            (self._switch, "window.switch_staff"),
            (self._report, "window.report"),
            (self._language, ""),
        ):
            other = self._catalogues.own_name(self._next_language())
            words = self.texts.say(key) if key else other
            button.setText("" if self._narrow else words)
            button.setToolTip(words if self._narrow else "")
            button.setAccessibleName(words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons only where there is little room."""
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            way = QBoxLayout.Direction
            self._foot.setDirection(way.TopToBottom if narrow else way.LeftToRight)
            self.relabel()
        self.rail.set_narrow(narrow)
        self.status.set_narrow(narrow)
        self._banner_side = self.theme.space(4 if narrow else 5)
        self._place_banner()
        super().resizeEvent(event)

    def _say_staff(self) -> None:
        """The whole name, or the family name where there is little room."""
        name = self._staff_name
        self._staff.setText(name.split()[0] if self._narrow and name else name)
        self._staff.setAccessibleName(name)
        self._staff.setToolTip(tip_words(name))

    def _build(self, theme: Theme) -> None:
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._report)
        box.addWidget(self._staff)
        self._foot.setSpacing(theme.space(1))
        self._foot.addWidget(self._switch)
        self._foot.addWidget(self._language)
        box.addLayout(self._foot)
        self.rail.add_foot(foot)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.status)
        right.addLayout(self._banner_at)
        right.addLayout(self._place, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # narrow comes by resizing

    def _focused(self) -> QWidget | None:
        return self.focusWidget()

    def _next_language(self) -> str:
        """The language after this one; a clerk's window has only those that are whole."""
        whole = self._catalogues.for_clerks
        return whole[(whole.index(self.language) + 1) % len(whole)]

    @Slot()
    def _switch_language(self) -> None:
        self.choose(self._next_language())

    @Slot()
    def _ask_report(self) -> None:
        if self._report.isVisible():
            self.wished.emit(Wish.SUSPICION)

    @Slot()
    def _sign_out(self) -> None:
        self.wished.emit(Wish.SIGN_OUT)


class CustomerWindow(Window):
    """The customer's window: brand, larger text and language above, one page below.

    Attributes:
        hand_back_asked: on a counter with one screen, staff want it back.
        trouble: the CounterError that stopped what the customer did; staff are told.
    """

    for_customer = True
    hand_back_asked = Signal()
    trouble = Signal(object)

    def __init__(
        self, theme: Theme, catalogues: TextCatalogues, language: str, *, shop: str = ""
    ) -> None:
        super().__init__(theme.twin(language), catalogues, language)
        theme = self.theme  # its fonts are those of the customer's language
        self.setObjectName("customer")
        self.larger = False
        self._brand = PlainLabel(theme, "customer.strong", bold=True)
        self._shop = PlainLabel(theme, "customer.label", shop, tone="muted")
        self._larger = Button(theme, "chip", icon="text-size", customer=True)
        self._larger.setCheckable(True)
        self._larger.setObjectName("larger_text")
        self._language = Button(theme, "chip", icon="language", customer=True)
        self._language.setObjectName("language")
        self._languages = LanguagePanel(theme, catalogues, self)
        self._hand_back = Button(theme, "chip", icon="lock", customer=True)
        self._hand_back.setObjectName("hand_back")
        self._hand_back.hide()
        self._hand_back.clicked.connect(self.hand_back_asked)
        self._build(theme)
        self._larger.toggled.connect(self.set_larger)
        self._language.clicked.connect(self._offer_languages)
        self._languages.choice.chosen.connect(self._speak_chosen)
        self._languages.choice.left.connect(self._put_languages_away)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look_away)
        self.relabel()

    @override
    def channel(self, texts: Texts) -> Messages:
        """Of an error the customer hears no more than they may; staff hear it whole."""
        messages = CustomerMessages(texts)
        messages.for_staff.connect(self.trouble)
        return messages

    def allow_hand_back(self) -> None:
        """On a counter with one screen: show the button by which staff take it back."""
        self._hand_back.show()

    def show_shop(self, shop: str) -> None:
        """Name the shop beside the brand."""
        self._shop.setText(shop)

    def offer_languages(self, languages: Collection[str]) -> None:
        """Offer these languages only; with one there is nothing to choose."""
        self._languages.choice.offer(languages)
        self._language.setVisible(len(languages) > 1)

    @override
    def show_screen(self, screen: Screen) -> None:
        """Put a page up, in the size that the customer chose."""
        self._languages.hide()
        super().show_screen(screen)
        self._enlarge(screen)

    @override
    def speak(self, language: str) -> None:
        """Switch the language, and with it the font in which signs are looked for first."""
        if language == self.language:
            return
        self.theme.language = language
        super().speak(language)
        for part in (self._top, self._banner, self._languages):
            scale_text(part, 1.0)
        if self.page is not None:
            self._enlarge(self.page)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """While the languages are offered, Tab goes from one to the next."""
        stop = next_stop(self._languages, self.focusWidget(), forward=next)
        if stop is None or not self._languages.isVisible():
            return super().focusNextPrevChild(next)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @Slot(bool)
    def set_larger(self, larger: bool) -> None:  # noqa: FBT001 - the slot of a toggled button
        """Make the words larger, or go back."""
        if self._larger.isChecked() is not larger:
            self._larger.setChecked(larger)  # which comes back here
            return
        self.larger = larger
        self.relabel()
        if self.page is not None:
            self._enlarge(self.page)

    @override
    def relabel(self) -> None:
        self.setWindowTitle(self.texts.say("window.customer"))
        self._brand.setText(self.texts.say("window.brand"))
        self._larger.setText(self.texts.say("window.normal" if self.larger else "window.larger"))
        self._hand_back.setText(self.texts.say("window.hand_back.button"))
        own_name = self._catalogues.own_name(self.language)
        self._language.setText(own_name)
        choose = self.texts.say("customer.language.choose")
        self._language.setAccessibleName(f"{choose} {own_name}")
        self._languages.set_words(choose)

    @Slot()
    def _offer_languages(self) -> None:
        if self._languages.isVisible():
            self._languages.hide()
            return
        right = self._language.mapTo(self, self._language.rect().bottomRight())
        self._languages.open_at(right.x(), self._top.height(), self.language)

    @Slot(str)
    def _speak_chosen(self, language: str) -> None:
        self._put_languages_away()
        self.choose(language)

    @Slot()
    def _put_languages_away(self) -> None:
        self._ring.let_go()
        self._languages.hide()
        self._language.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QWidget, QWidget)
    def _look_away(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The languages go when something else is pressed."""
        if not shiboken6.isValid(self) or now is None or now is self._language:
            return
        if self._languages.isVisible() and not self._languages.isAncestorOf(now):
            self._languages.hide()

    def _enlarge(self, screen: Screen) -> None:
        own = getattr(screen, "set_larger", None)
        if own is not None:
            own(self.larger)
        else:
            scale_text(screen, self.theme.larger_text_factor if self.larger else 1.0)

    def _build(self, theme: Theme) -> None:
        self._top = top = QFrame()
        top.setObjectName("strip")
        top.setFixedHeight(64)
        bar = QHBoxLayout(top)
        bar.setContentsMargins(theme.space(6), 0, theme.space(6), 0)
        bar.setSpacing(theme.space(2))
        bar.addWidget(Badge(theme, "arrows-exchange", 36, "primary", "on_primary", radius=8))
        bar.addWidget(self._brand)
        bar.addWidget(self._shop)
        bar.addStretch(1)
        bar.addWidget(self._hand_back)
        bar.addWidget(self._larger)
        bar.addWidget(self._language)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._banner_side = theme.space(6)
        self._place_banner()
        whole.addWidget(top)
        whole.addLayout(self._banner_at)
        whole.addLayout(self._place, 1)
