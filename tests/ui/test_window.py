"""The two windows' frames: one screen at a time, a language and a channel of their own."""

from __future__ import annotations

import gc
import weakref
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.visit import Step
from counter_app.texts import TextCatalogues
from ui.screen import Desk, Screen, Wish
from ui.script import Hands
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.step_rail import WIDTH, WIDTH_NARROW, RailStep
from ui.widgets.text import PlainLabel
from ui.window import ClerkWindow, CustomerWindow, Window

W = TypeVar("W", bound=Window)


class Page(Screen):
    """A screen with a word and a field."""

    def __init__(self, window: Window) -> None:
        super().__init__(cast("Desk", None), window.messages, window.texts)
        self.left = 0
        self.word = PlainLabel(window.theme)
        self.field = QLineEdit()
        self.field.setObjectName("field")
        layout = QVBoxLayout(self)
        layout.addWidget(self.word)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.relabel()

    @override
    def relabel(self) -> None:
        self.word.setText(self.say("window.hand_back.note"))

    @override
    def leave(self) -> None:
        self.left += 1


class LargerPage(Page):
    """A page that makes its words larger by itself."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.sizes: list[bool] = []

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Note what is asked for."""
        self.sizes.append(on)


@pytest.fixture(params=["ja", "en"])
def clerk(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> ClerkWindow:
    return shown(ClerkWindow(theme, catalogues, request.param), qtbot, (1366, 768))


@pytest.fixture
def customer(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> CustomerWindow:
    return shown(CustomerWindow(theme, catalogues, "ja"), qtbot, (1024, 768))


def shown(window: W, qtbot: QtBot, size: tuple[int, int]) -> W:
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    return window


def banner(window: Window) -> Banner:
    found = window.findChild(Banner)
    assert found is not None
    return found


def freed() -> None:
    """Let Qt delete what it was asked to delete."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


# ---- Messages


def test_a_message_is_shown_until_it_is_cleared(clerk: ClerkWindow) -> None:
    clerk.show_screen(Page(clerk))
    clerk.messages.fail(NotPossibleNow("disk_full"))
    assert banner(clerk).text() == clerk.texts.say("error.disk_full")
    assert banner(clerk).property("code") == "disk_full"
    assert banner(clerk).isVisible()

    clerk.messages.clear()
    assert not banner(clerk).isVisible()


def test_the_next_screen_begins_without_the_message_of_the_one_before(clerk: ClerkWindow) -> None:
    clerk.show_screen(Page(clerk))
    clerk.messages.fail(NotPossibleNow("disk_full"))

    clerk.show_screen(Page(clerk))
    assert not banner(clerk).isVisible()
    clerk.speak({"ja": "en", "en": "ja"}[clerk.language])
    assert not banner(clerk).isVisible()


def test_a_message_is_said_again_in_the_language_that_is_chosen(clerk: ClerkWindow) -> None:
    clerk.show_screen(Page(clerk))
    clerk.messages.fail(NotPossibleNow("disk_full"))

    Hands(clerk).click("language")

    assert banner(clerk).text() == clerk.texts.say("error.disk_full")


def test_the_other_window_hears_nothing_of_it(clerk: ClerkWindow, customer: CustomerWindow) -> None:
    clerk.messages.fail(NotPossibleNow("disk_full"))

    assert not banner(customer).isVisible()


# ---- Screens


def test_a_screen_that_is_replaced_is_left_once_and_freed(clerk: ClerkWindow, qtbot: QtBot) -> None:
    page = Page(clerk)
    clerk.show_screen(page)
    field, gone = weakref.ref(page.field), weakref.ref(page)
    with qtbot.waitSignal(page.destroyed):
        clerk.show_screen(Page(clerk))
        assert page.left == 1
    del page
    freed()

    assert gone() is None
    assert field() is None
    assert len(clerk.findChildren(Page)) == 1


def test_a_plain_widget_takes_the_place_of_a_screen_and_gives_it_back(clerk: ClerkWindow) -> None:
    page = Page(clerk)
    clerk.show_screen(page)
    plain = QWidget()
    clerk.show_plain(plain)
    assert (clerk.page, page.left) == (None, 1)

    clerk.show_screen(Page(clerk))
    freed()
    assert len(clerk.findChildren(Page)) == 1


def test_an_empty_page_does_not_wear_the_focus_ring(customer: CustomerWindow) -> None:
    empty, form = QWidget(), QWidget()
    customer.show_plain(empty)
    assert not empty.hasFocus()
    field = QLineEdit(form)
    form.setFocusProxy(field)
    customer.show_plain(form)
    assert field.hasFocus()


def test_closing_lets_the_screen_go_and_tells(clerk: ClerkWindow, qtbot: QtBot) -> None:
    page = Page(clerk)
    clerk.show_screen(page)

    with qtbot.waitSignal(clerk.closed):
        clerk.close()

    assert page.left == 1


# ---- Languages


def test_each_window_has_its_own_language(
    clerk: ClerkWindow, customer: CustomerWindow, catalogues: TextCatalogues
) -> None:
    page = Page(customer)
    customer.show_screen(page)
    clerk.show_screen(Page(clerk))
    before = clerk.language
    page.field.setText("見本")

    chosen: list[str] = []
    customer.language_chosen.connect(chosen.append)
    Hands(customer).click("language")
    Hands(customer).click("language_en")

    assert (customer.language, clerk.language, chosen) == ("en", before, ["en"])
    assert page.word.text() == catalogues.in_language("en").say("window.hand_back.note")
    assert page.field.text() == "見本"  # no input is lost
    assert customer.windowTitle() == catalogues.in_language("en").say("window.customer")


def test_the_languages_are_reached_and_left_by_keys(customer: CustomerWindow) -> None:
    """By their own names, in a place of their own, until one is chosen or Esc is pressed."""
    hands = Hands(customer)
    customer.show_screen(Page(customer))
    customer.activateWindow()
    names = ["日本語", "やさしい日本語", "English", "简体中文", "Tiếng Việt"]
    bar = hands.find("language")
    assert isinstance(bar, QAbstractButton)
    bar.setFocus()
    hands.press(Qt.Key.Key_Space)

    seen = []
    for _ in range(len(names)):
        focus = customer.focusWidget()
        assert isinstance(focus, QAbstractButton)
        seen.append(focus.accessibleName())
        assert focus.height() >= 56
        hands.press(Qt.Key.Key_Tab)
    assert seen == names

    hands.press(Qt.Key.Key_Escape)
    assert hands.find("languages") is None
    assert customer.focusWidget() is bar
    hands.press(Qt.Key.Key_Space)
    for _ in range(4):
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    assert customer.language == "vi"
    assert (bar.text(), bar.height() >= 56) == ("Tiếng Việt", True)
    assert bar.font().families()[0] == "Counter Vietnamese"


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_the_bar_holds_its_buttons_in_a_window_of_1024(
    customer: CustomerWindow, language: str
) -> None:
    customer.allow_hand_back()
    customer.speak(language)
    for larger in (False, True):
        customer.set_larger(larger)
        bar = Hands(customer).find("strip")
        assert bar is not None
        assert bar.minimumSizeHint().width() <= 1024
    for name in ("language", "larger_text", "hand_back"):
        button = Hands(customer).find(name)
        assert isinstance(button, QAbstractButton)
        assert button.height() >= 56
        assert button.accessibleName() or button.text()


def test_the_languages_go_when_something_else_is_pressed(customer: CustomerWindow) -> None:
    page = Page(customer)
    customer.show_screen(page)
    customer.activateWindow()
    Hands(customer).click("language")
    assert Hands(customer).find("languages") is not None
    page.field.setFocus()
    assert Hands(customer).find("languages") is None
    assert customer.language == "ja"


def test_each_language_is_drawn_in_its_own_font_and_back_again(
    clerk: ClerkWindow, customer: CustomerWindow
) -> None:
    bar = Hands(customer).find("larger_text")
    assert bar is not None
    customer.speak("zh-Hans")
    assert bar.font().families()[0] == "Counter Chinese"
    assert clerk.theme.font("clerk.body").families()[0] == "BIZ UDPGothic"
    customer.speak("ja")
    assert bar.font().families()[0] == "BIZ UDPGothic"


def test_a_screen_made_in_another_language_is_shown_in_the_windows(
    customer: CustomerWindow, catalogues: TextCatalogues
) -> None:
    page = Page(customer)
    customer.speak("en")
    customer.show_screen(page)

    assert page.word.text() == catalogues.in_language("en").say("window.hand_back.note")


# ---- The frame


def test_the_rail_shows_icons_only_where_there_is_little_room(clerk: ClerkWindow) -> None:
    clerk.show_steps([RailStep(Step.NOTICE, "notice", "", "now")])
    assert clerk.rail.width() == WIDTH

    clerk.resize(1024, 768)
    QApplication.processEvents()
    assert clerk.rail.width() == WIDTH_NARROW

    clerk.resize(1366, 768)
    QApplication.processEvents()
    assert clerk.rail.width() == WIDTH


def test_a_step_of_the_rail_is_asked_for_by_mouse(clerk: ClerkWindow, qtbot: QtBot) -> None:
    steps = [
        RailStep(Step.NOTICE, "notice", "", "done", reachable=True),
        RailStep(Step.ARTICLE, "article", "", "now"),
    ]
    clerk.show_steps(steps)
    chosen: list[object] = []
    clerk.step_chosen.connect(chosen.append)
    hands = Hands(clerk)
    qtbot.waitUntil(lambda: hands.find("step_1") is not None)

    hands.click("step_1")

    assert chosen == [Step.NOTICE]


def test_whoever_is_signed_in_is_named_and_can_hand_over(clerk: ClerkWindow) -> None:
    hands = Hands(clerk)
    clerk.show_staff(None)
    assert hands.find("switch_staff") is None
    clerk.show_staff("見本 花子")
    wished: list[object] = []
    clerk.wished.connect(wished.append)

    hands.click("switch_staff")

    assert wished == [Wish.SIGN_OUT]


def test_the_ring_lets_go_of_what_is_replaced(clerk: ClerkWindow) -> None:
    clerk.activateWindow()
    page = Page(clerk)
    clerk.show_screen(page)
    page.field.setFocus()
    QApplication.processEvents()
    assert clerk._ring.widget() is page.field

    clerk.show_plain(QWidget())

    assert clerk._ring.widget() not in page.findChildren(QWidget)


# ---- Larger text


def test_larger_words_stay_for_the_pages_that_follow(
    customer: CustomerWindow, theme: Theme
) -> None:
    first, second = Page(customer), Page(customer)
    usual = first.word.font().pixelSize()
    larger = round(usual * theme.larger_text_factor)
    customer.show_screen(first)
    hands = Hands(customer)

    hands.click("larger_text")
    assert (customer.larger, first.word.font().pixelSize()) == (True, larger)
    customer.show_screen(second)
    assert second.word.font().pixelSize() == larger

    hands.click("larger_text")
    assert (customer.larger, second.word.font().pixelSize()) == (False, usual)


def test_a_page_may_make_its_words_larger_in_its_own_way(customer: CustomerWindow) -> None:
    page = LargerPage(customer)
    customer.set_larger(True)
    customer.show_screen(page)
    customer.set_larger(False)

    assert page.sizes == [True, False]


def test_a_counter_with_two_screens_shows_no_way_to_hand_back(customer: CustomerWindow) -> None:
    hands = Hands(customer)
    assert hands.find("hand_back") is None
    customer.allow_hand_back()
    asked: list[bool] = []
    customer.hand_back_asked.connect(lambda: asked.append(True))

    hands.click("hand_back")

    assert asked == [True]
