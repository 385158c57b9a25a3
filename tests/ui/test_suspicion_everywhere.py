"""From every step of a visit: a report is written, nothing is left, the customer learns nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.internal import NoteKind
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.services.internal_acts import internal_notes
from tests import builders
from tests.faults.tills import FaultyTill, open_faulty_till
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import visit_at
from tests.ui.screens.words import words_of, write
from ui.screens.suspicion import SuspicionScreen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OFFICER, TOLD = "見本 巡査", "箱入りの端末が12台"
STEPS = (
    *(Step.NOTICE, Step.DOCUMENT, Step.DETAILS, Step.ARTICLE, Step.OFFER, Step.CONSENT),
    *(Step.APPROVAL, Step.PAYOUT, Step.PAPERS, Step.DONE),
)
BOUGHT = frozenset({Step.PAPERS, Step.DONE})
DEAR = "sample-phone-x-128"


@pytest.fixture
def till(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FaultyTill]:
    made = open_faulty_till(qapp, qtbot, tmp_path, "ja")
    yield made
    made.close()


def reach(till: FaultyTill, step: Step) -> None:
    """Go on with a visit that stands at a step."""
    if step in BOUGHT:
        till.resume_at(Step.PAYOUT)
        till.pay()
        till.until(till.clerk.shows("PapersScreen"))
        if step is Step.DONE:
            till.until(till.clerk.ready("primary"))
            till.clerk.click("primary")
            till.until(till.clerk.shows("DoneScreen"))
    elif step is Step.APPROVAL:
        visit_at(till.counter, step, DEAR)
        till.sign_in()
        till.until(till.clerk.ready("resume_0"))
        till.clerk.click("resume_0")
        till.until(till.clerk.shows("ApprovalScreen"))
    else:
        till.resume_at(step)
    till.rest()


def shown_visit(till: FaultyTill) -> Visit:
    """The visit that the windows show; at the end the record has forgotten its draft."""
    assert till.till.flow is not None
    assert till.till.flow.visit is not None
    return till.till.flow.visit


def leaks(till: FaultyTill) -> set[str]:
    """The words on the customer's window that tell of a report."""
    reasons = till.counter.suspicions.reasons()
    told = {text for row in reasons if row.key != "other" for text in (row.ja, row.en)}
    told |= {OFFICER, TOLD}
    for language in ("ja", "en"):
        texts = till.till.texts.in_language(language)
        keys = ("title", "line", "reasons", "what", "done", "done_line", "refuse")
        told |= {texts.say(f"clerk.suspicion.{key}") for key in keys}
        told.add(texts.say("window.report"))
    shown = words_of(till.till.customer)
    return {text for text in told | {"申告"} if text in shown}


def begin(till: FaultyTill) -> None:
    """Press the key, with the clerk's window in front."""
    till.until(till.clerk.turn_to())
    till.clerk.press(Qt.Key.Key_F9)
    till.until(lambda: till.clerk.find("reason_many_boxed") is not None)


def fill_in(till: FaultyTill) -> None:
    """Tick a reason, name the officer, and prove who writes it down."""
    till.clerk.click("reason_many_boxed")
    for name, text in (("station", "見本警察署"), ("officer", OFFICER), ("told", TOLD)):
        write(till.clerk, name, text)
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.clerk.ready("pin_pad"))
    till.clerk.type(CLERK_PIN)
    till.until(lambda: till.clerk.find("done") is not None)


def reports(till: FaultyTill) -> list[dict[str, object]]:
    record = till.counter.record
    with record.read() as view:
        notes = [note for _stored, note in internal_notes(record, view)]
    return [dict(one.told) for one in notes if one.kind is NoteKind.SUSPICION]


@pytest.mark.parametrize("step", STEPS)
def test_from_every_step_and_back_to_it(till: FaultyTill, step: Step) -> None:
    reach(till, step)
    page, customer_page = till.till.clerk.page, till.till.customer.page
    seen = words_of(till.till.customer)
    clerk_saw = words_of(page)  # type: ignore[arg-type]  # a page is there
    before = shown_visit(till)

    begin(till)
    assert (words_of(till.till.customer), leaks(till)) == (seen, set())
    fill_in(till)
    assert (words_of(till.till.customer), leaks(till)) == (seen, set())
    assert till.clerk_is_told(till.say("clerk.suspicion.done"))
    assert (till.clerk.find("cancel") is None) is (step in BOUGHT)  # it is bought then
    till.clerk.click("primary")
    till.rest()

    assert till.till.clerk.page is page  # the very page, with what was typed in it
    assert page is not None
    assert page.isVisible()
    assert words_of(page) == clerk_saw
    assert till.till.customer.page is customer_page
    assert shown_visit(till) == before
    [report] = reports(till)
    assert (report["visit"], report["step"]) == (before.number, step.value)
    assert (report["officer"], report["told"]) == (OFFICER, TOLD)


def test_a_word_that_leaked_would_be_seen(till: FaultyTill) -> None:
    till.resume_at(Step.DOCUMENT)
    assert leaks(till) == set()
    leak = QLabel(till.say("clerk.suspicion.title"), till.till.customer)
    leak.show()
    assert leaks(till) >= {till.say("clerk.suspicion.title")}


def test_without_a_visit(till: FaultyTill) -> None:
    till.sign_in()
    till.clerk.click("report")
    till.until(lambda: till.clerk.find("reason_many_boxed") is not None)
    fill_in(till)
    assert till.clerk.find("cancel") is None  # there is no visit to end
    till.clerk.click("primary")
    till.until(till.clerk.shows("BoardScreen"))
    assert reports(till)[0]["visit"] == ""


def test_a_visit_that_is_refused_ends_with_the_one_sentence(till: FaultyTill) -> None:
    till.resume_at(Step.OFFER)
    begin(till)
    fill_in(till)
    till.clerk.click("cancel")
    till.rest()
    assert till.visit.is_open  # once is not sure
    till.clerk.click("cancel")
    till.until(till.customer.shows("EndingPage"))

    ended = till.shown[-1]
    assert ended is not None
    assert ended.ending is Ending.REFUSED
    assert till.customer_is_told(till.say("customer.not_today"))
    assert leaks(till) == set()
    assert till.clerk.page_is("BoardScreen")
    assert till.clerk.find("reason_many_boxed") is None
    assert builders.seller().name not in words_of(till.till.clerk)


def test_what_the_customer_does_meanwhile_comes_beneath(till: FaultyTill) -> None:
    till.resume_at(Step.NOTICE)
    begin(till)
    write(till.clerk, "officer", OFFICER)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.until(lambda: till.visit.step is Step.DOCUMENT)
    till.rest()

    assert till.text_in("officer") == OFFICER  # the report lies above, as it was typed
    assert till.clerk.find("reason_many_boxed") is not None
    till.clerk.click("back")
    till.rest()
    assert till.clerk.page_is("DocumentScreen")
    assert till.till.clerk.page is not None
    assert till.till.clerk.page.isVisible()


def test_a_wrong_pin_and_a_time_that_is_none(till: FaultyTill) -> None:
    till.resume_at(Step.ARTICLE)
    begin(till)
    till.clerk.press(Qt.Key.Key_F9)  # it is there already
    assert len(till.till.clerk.findChildren(SuspicionScreen)) >= 1
    till.clerk.click("reason_other")
    for name, text in (("station", "見本警察署"), ("officer", OFFICER), ("told", TOLD)):
        write(till.clerk, name, text)
    till.clerk.write("at", "noon")
    till.clerk.click("primary")
    till.until(till.clerk.ready("pin_pad"))
    till.clerk.type(CLERK_PIN)
    till.clerk_hears(till.error("time_form"))
    till.clerk.write("at", "13:05")
    till.clerk.click("primary")
    till.until(till.clerk.ready("pin_pad"))
    till.clerk.type("0000")
    till.until(lambda: till.clerk_is_told(till.error("pin_wrong", left=4)))
    assert reports(till) == []
    till.clerk.click("language")
    assert till.till.clerk.language == "en"
    till.clerk.type(CLERK_PIN)
    till.until(lambda: till.clerk.find("done") is not None)
    assert reports(till)[0]["reported_at"] == "2026-11-22T04:05:00.000Z"


def test_signing_out_takes_the_report_away(till: FaultyTill) -> None:
    till.resume_at(Step.ARTICLE)
    begin(till)
    till.clerk.click("switch_staff")
    till.until(till.clerk.shows("SignInScreen"))
    assert till.clerk.find("reason_many_boxed") is None
    assert till.clerk.find("report") is None
    till.clerk.press(Qt.Key.Key_F9)
    till.rest()
    assert till.clerk.find("reason_many_boxed") is None
