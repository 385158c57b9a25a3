"""Making, showing and printing the papers; a missing printer stops nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter_app.app import Counter, World, open_counter
from counter_app.clock import HeldClock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.visit import Step, Visit
from tests import builders
from tests.ui.counters import AFTERNOON, CLERK_PIN, FAST, open_small_counter
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screens.papers import PapersScreen
from ui.theme import Theme

BOTH = {"purchase_slip.pdf", "consent_receipt.pdf"}


@dataclass
class BrokenPrinter:
    """A printer that is not there, until it is plugged in."""

    plugged_in: bool = False
    printed: list[str] = field(default_factory=list)

    def print(self, name: str, pdf: bytes) -> None:  # noqa: ARG002 - a Printer's form
        """Print, or say that there is no printer."""
        if not self.plugged_in:
            raise NotPossibleNow("printer_missing")
        self.printed.append(name)

    def name(self) -> str:
        """Its name, if it is there."""
        if not self.plugged_in:
            raise NotPossibleNow("printer_missing")
        return "specimen"


def accepted(counter: Counter) -> Visit:
    visit = visit_at(counter, Step.PAYOUT)
    return counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)


def test_both_are_made_shown_and_printed_and_the_visit_ends(stage: Stage, tmp_path: Path) -> None:
    visit = accepted(stage.counter)
    screen, shown = stage.show(PapersScreen, visit)
    words = words_of(screen)
    assert "買取明細書" in words
    assert "個人情報の同意の控え" in words
    shown.hands.click("primary")
    stage.settle()
    assert {one.name for one in (tmp_path / "papers").iterdir()} == BOTH
    [moved] = shown.moved
    assert moved.step is Step.DONE
    assert set(moved.papers) == BOTH
    assert stage.counter.visits.open_visits() == []


def test_the_customers_copy_is_noted_when_it_is_printed_and_once(stage: Stage) -> None:
    visit = accepted(stage.counter)
    assert visit.acceptance is not None
    consent, copies = visit.acceptance.consent_seq, stage.counter.copies
    _screen, shown = stage.show(PapersScreen, visit)
    shown.hands.click("print_purchase_slip")
    stage.settle()
    assert copies.given(consent) == ()
    for _ in range(2):
        shown.hands.click("print_consent_receipt")
        stage.settle()
    assert copies.given(consent) == ("print",)


def test_one_may_be_printed_by_itself(stage: Stage, tmp_path: Path) -> None:
    screen, shown = stage.show(PapersScreen, accepted(stage.counter))
    shown.hands.click("print_purchase_slip")
    stage.settle()
    assert [one.name for one in (tmp_path / "papers").iterdir()] == ["purchase_slip.pdf"]
    assert "印刷済み" in words_of(screen)
    assert shown.moved == []
    shown.hands.click("print_consent_receipt")
    stage.settle()
    assert shown.moved == []
    shown.hands.click("primary")  # nothing is left to print: it only ends
    stage.settle()
    assert [one.step for one in shown.moved] == [Step.DONE]


@pytest.fixture
def unplugged(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[tuple[Stage, BrokenPrinter]]:
    with open_small_counter(tmp_path):
        pass
    printer = BrokenPrinter()
    world = World(HeldClock(AFTERNOON), printer, hasher=FAST)
    counter = open_counter(tmp_path / "till", tmp_path / "till.key", world)
    stage = Stage(qtbot, counter, theme)
    yield stage, printer
    stage.close()
    counter.close()


@pytest.mark.parametrize(("language", "word"), [("ja", "プリンター"), ("en", "printer")])
def test_without_a_printer_it_is_said_and_the_clerk_goes_on(
    unplugged: tuple[Stage, BrokenPrinter], language: str, word: str
) -> None:
    stage, printer = unplugged
    visit = accepted(stage.counter)
    _, shown = stage.show(PapersScreen, visit, language=language)
    shown.hands.click("primary")
    stage.settle()
    assert [one.code for one in shown.told] == ["printer_missing"]
    assert word in shown.told[0].text
    assert shown.moved == []
    shown.hands.click("later")
    stage.settle()
    assert [one.step for one in shown.moved] == [Step.DONE]
    assert printer.printed == []


def test_plugged_in_again_it_prints_what_is_left(unplugged: tuple[Stage, BrokenPrinter]) -> None:
    stage, printer = unplugged
    _, shown = stage.show(PapersScreen, accepted(stage.counter))
    shown.hands.click("primary")
    stage.settle()
    printer.plugged_in = True
    shown.hands.click("primary")
    stage.settle()
    assert set(printer.printed) == BOTH
    assert [one.step for one in shown.moved] == [Step.DONE]
