"""Each window speaks its own language, switched in the middle of a visit by its own button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from counter_app.domain.consent import Consent
from counter_app.domain.visit import Step
from tests.flows.conftest import Windows
from ui.demo_script import IMEI, SIGNATURE
from ui.script import Hands, Script, Until
from ui.window import Window

SWITCH = "language"
PHONE = "03-0000-0000"
OCCUPATION = "会社員"


def state(window: Window) -> dict[str, str | int]:
    """Every input on a window's page: what is typed, chosen and ticked, by where it stands."""
    inputs: dict[str, str | int] = {}
    assert window.page is not None
    for place, widget in enumerate(window.page.findChildren(QWidget)):
        if isinstance(widget, QLineEdit):
            inputs[f"{place} {type(widget).__name__}"] = widget.text()
        elif isinstance(widget, QComboBox):
            inputs[f"{place} {type(widget).__name__}"] = widget.currentIndex()
        elif isinstance(widget, QAbstractButton) and widget.isCheckable():
            inputs[f"{place} {type(widget).__name__}"] = widget.isChecked()
    return inputs


def switched(windows: Windows, hands: Hands, language: str) -> Script:
    """Press the window's own button; it alone speaks otherwise from then on."""
    window = hands.window
    assert isinstance(window, Window)
    other = windows.till.clerk if window is windows.till.customer else windows.till.customer
    spoken = other.language
    hands.click(SWITCH)
    if window is windows.till.customer:
        yield hands.ready(f"{SWITCH}_{language}")
        hands.click(f"{SWITCH}_{language}")
    yield Until(language, lambda: window.language == language)
    yield from windows.rest()
    assert window.page is not None
    assert window.page.texts.language == language
    assert other.language == spoken
    assert other.page is not None
    assert other.page.texts.language == spoken


def test_the_customer_switches_and_loses_no_input(windows: Windows) -> None:
    customer, till = windows.customer, windows.till

    def script() -> Script:
        yield from windows.take_up(Step.DETAILS)
        customer.write("phone/field", PHONE)
        customer.click("occupation/box")
        yield Until("a list", lambda: customer.popup() is not None)
        customer.type_into_popup(OCCUPATION)
        yield customer.ready("primary")
        typed = state(till.customer)
        assert PHONE in typed.values()
        for language in ("en", "vi", "ja", "zh-Hans", "ja-easy", "en"):
            yield from switched(windows, customer, language)
            assert state(till.customer) == typed
            assert windows.counter.visits.get(windows.visit.visit_id).language == language
        assert customer.page_is("DetailsPage")
        customer.click("primary")
        yield windows.clerk.shows("ArticleScreen")
        yield from windows.rest()

    windows.play(script())
    assert (till.customer.language, till.clerk.language) == ("en", "ja")
    seller = windows.counter.visits.get(windows.visit.visit_id).seller
    assert seller.contact_phone == PHONE
    assert seller.occupation == OCCUPATION  # the ledger's words, whatever the screen spoke


def test_the_clerk_switches_and_loses_no_input(windows: Windows) -> None:
    clerk, till = windows.clerk, windows.till

    def script() -> Script:
        yield from windows.take_up(Step.ARTICLE)
        clerk.write("model", "Phone X 128")
        clerk.write("imei", IMEI)
        clerk.write("colour", "黒")
        for tick in ("fault_screen_scratch", "reset", "unlocked"):
            clerk.click(tick)
        yield clerk.ready("primary")
        typed = state(till.clerk)
        assert {IMEI, "黒", True, False} <= set(typed.values())
        for language in ("en", "ja"):
            yield from switched(windows, clerk, language)
            assert state(till.clerk) == typed
        yield clerk.ready("primary")
        clerk.click("primary")
        yield clerk.shows("OfferScreen")

    windows.play(script())
    [one] = windows.visit.articles
    assert (one.article.imei, one.article.colour) == (IMEI, "黒")
    assert till.customer.language == windows.visit.language == "ja"


def test_the_next_visit_begins_in_the_customers_own_language(windows: Windows) -> None:
    """The language belongs to the visit: it comes back with it, and not with the next customer."""
    clerk, customer, till = windows.clerk, windows.customer, windows.till

    def script() -> Script:
        yield from windows.take_up(Step.DETAILS)
        yield from switched(windows, customer, "en")
        clerk.click("switch_staff")
        yield from windows.sign_in()
        clerk.click("primary")
        yield customer.shows("ShortNoticePage")
        assert till.customer.language == "ja"
        clerk.click("switch_staff")
        yield from windows.sign_in()
        yield clerk.ready("resume_0")
        clerk.click("resume_0")
        yield customer.shows("DetailsPage")
        assert till.customer.language == "en"

    windows.play(script())


def turn(languages: tuple[str, ...]) -> Callable[[Windows], Script]:
    """Read the whole notice, switching after each page as long as there is a next language."""

    def script(windows: Windows) -> Script:
        customer = windows.customer
        wanted = iter(languages)
        yield from windows.take_up(Step.CONSENT)
        yield customer.shows("FullNoticePage")
        while customer.page_is("FullNoticePage"):
            language = next(wanted, None)
            if language is not None:
                yield from switched(windows, customer, language)
            customer.click("primary")
            yield customer.settled()
        yield customer.shows("ChoicesPage")
        customer.click("confirm_read")
        customer.click("group_no")
        yield customer.ready("primary")
        customer.click("primary")
        yield customer.shows("SignaturePage")
        yield customer.settled()
        customer.draw("pad", SIGNATURE)
        yield customer.ready("primary")
        customer.click("primary")
        yield Until("the signature", lambda: windows.visit.consent is not None)
        yield from windows.rest()

    return script


@pytest.mark.parametrize(
    ("languages", "last"),
    [
        (("en", "ja", "en"), "en"),
        (("en", "ja"), "ja"),
        ((), "ja"),
        (("ja-easy",), "ja-easy"),
        (("zh-Hans",), "zh-Hans"),
        (("zh-Hans", "vi"), "vi"),
    ],
)
def test_the_consent_is_bound_to_the_wording_that_was_read_last(
    windows: Windows, languages: tuple[str, ...], last: str
) -> None:
    windows.play(turn(languages)(windows))

    consent = windows.counter.visits.get(windows.visit.visit_id).consent
    assert isinstance(consent, Consent)
    packs = {language: windows.counter.notices.pack(language) for language in {"ja", "en", last}}
    assert len({pack.sha256 for pack in packs.values()}) == len(packs)
    assert (consent.shown.language, consent.shown.sha256) == (last, packs[last].sha256)
    assert consent.shown.layer == "full"
    # Every page of that wording was on the screen, not only of the one before.
    assert {page for page, _seconds in consent.shown.pages} == full_pages(windows, last)
    assert (windows.till.customer.language, windows.till.clerk.language) == (last, "ja")


def full_pages(windows: Windows, language: str) -> set[str]:
    """Keys of every page but that of the short notice."""
    return {page.key for page in windows.counter.notices.pack(language).pages} - {"short"}
