"""A till whose surroundings fail on purpose, and a person's hands at both its windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from counter_app.app import Counter, World
from counter_app.clock import Clock, HeldClock
from counter_app.devices.printer import Printer
from counter_app.domain.customer import IdentityDocument
from counter_app.domain.errors import CounterError
from counter_app.domain.values import TillCode
from counter_app.domain.visit import Step, Visit
from counter_app.id_reading.process import DocumentReader
from counter_app.services.papers import PaperFolder
from counter_app.settings import Settings
from counter_app.storage.hq_rows import HqState
from counter_app.sync.client import HqLine
from tests.faults.readers import LICENCE, TYPED, StillReader, truth
from tests.ui.counters import (
    AFTERNOON,
    CLERK,
    CLERK_PIN,
    FAST,
    MANAGER_PIN,
    SETTINGS,
    open_small_counter,
)
from tests.ui.screens.conftest import visit_at
from tests.ui.screens.words import words_of
from ui.messages import error_words
from ui.screen import Resume
from ui.script import Hands, Until
from ui.start import Till

PATIENCE_MS = 8_000

ONCE = pytest.mark.parametrize("language", ["ja"], indirect=True)
"""For a test that hears no sentence of its own: one language is enough."""


@dataclass
class FaultyTill:
    """Both windows of an open till, and the hands of a clerk and a customer.

    Attributes:
        shown: the visits that the windows showed, in order; None for none.
    """

    qtbot: QtBot
    till: Till
    clock: HeldClock
    language: str
    clerk: Hands = field(init=False)
    customer: Hands = field(init=False)
    shown: list[Visit | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clerk, self.customer = Hands(self.till.clerk), Hands(self.till.customer)

    @property
    def counter(self) -> Counter:
        """The services behind the windows."""
        assert self.till.counter is not None
        return self.till.counter

    @property
    def visit(self) -> Visit:
        """The visit that the windows show, as the record has it."""
        assert self.till.flow is not None
        assert self.till.flow.visit is not None
        return self.counter.visits.get(self.till.flow.visit.visit_id)

    def document(self) -> IdentityDocument | None:
        """The document that the record has now."""
        return self.visit.document

    def close(self) -> None:
        """End the program."""
        self.till.close()
        for window in (self.till.clerk, self.till.customer):
            window.deleteLater()

    # -- waiting

    def until(self, wanted: Until | Callable[[], object]) -> None:
        """Wait until something holds."""
        holds = wanted.holds if isinstance(wanted, Until) else wanted
        try:
            self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE_MS)
        except QtTimeoutError:
            told = [words_of(hands.window) for hands in (self.clerk, self.customer)]
            pytest.fail("it never came; the windows say:\n" + "\n--\n".join(told))

    def rest(self) -> None:
        """Wait until both windows are at rest."""
        for hands in (self.clerk, self.customer):
            self.until(hands.settled())

    # -- what is said

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the catalogue."""
        return self.till.texts.in_language(self.language).say(key, **facts)

    def error(self, code: str, **facts: object) -> str:
        """The sentence of an error."""
        return error_words(self.till.texts.in_language(self.language), CounterError(code, **facts))

    def clerk_is_told(self, sentence: str) -> bool:
        """Whether the clerk's window says it, every line of it."""
        return _says(self.clerk, sentence)

    def customer_is_told(self, sentence: str) -> bool:
        """Whether the customer's window says it, every line of it."""
        return _says(self.customer, sentence)

    def clerk_hears(self, sentence: str) -> None:
        """Wait until the clerk's window says it. It has to say what to do, in a second line."""
        assert "\n" in sentence
        self.until(lambda: self.clerk_is_told(sentence))

    def customer_only_waits(self) -> None:
        """The customer's window asks them to wait, and says nothing else."""
        assert self.customer.page_is("PleaseWaitPage")
        told = words_of(self.till.customer.page)  # type: ignore[arg-type]  # a page is there
        keys = ("", ".calm", ".document")
        allowed = {self.say(f"customer.please_wait{key}") for key in keys}
        assert set(told.split("\n")) <= allowed
        assert self.customer.find("banner_what") is None

    def customer_hears(self, code: str) -> None:
        """Wait until the customer's window says plainly what is wrong with the document."""
        self.until(lambda: self.customer_is_told(self.say(f"customer.ending.{code}")))
        assert self.customer.page_is("PleaseWaitPage")

    def text_in(self, name: str) -> str:
        """What stands in a field of the clerk's window."""
        field = self.clerk.find(name)
        assert isinstance(field, QLineEdit)
        return field.text()

    # -- the way through a visit

    def sign_in(self, code: str = CLERK, pin: str = CLERK_PIN) -> None:
        """Sign in with tile and PIN."""
        self.until(self.clerk.shows("SignInScreen"))
        self.until(self.clerk.ready(f"staff_{code.lower()}"))
        self.clerk.click(f"staff_{code.lower()}")
        self.clerk.type(pin)
        self.until(self.clerk.shows("BoardScreen"))
        self.until(self.clerk.ready("primary"))

    def open_visit(self) -> None:
        """Sign in and begin a visit; the customer reads the notice in their language."""
        self.sign_in()
        self.until(self.clerk.turn_to())
        self.clerk.press(Qt.Key.Key_F2)
        self.until(self.customer.shows("ShortNoticePage"))
        if self.till.customer.language != self.language:
            self.customer.click("language")
            self.until(self.customer.ready(f"language_{self.language}"))
            self.customer.click(f"language_{self.language}")
            self.until(lambda: self.visit.language == self.language)

    def to_document(self) -> None:
        """Go as far as the document."""
        self.open_visit()
        self.until(self.customer.ready("primary"))
        self.customer.click("primary")
        self.until(self.clerk.shows("DocumentScreen"))

    def read_card(self) -> None:
        """Wait until the card that lies there was read by itself, and say that it was looked at."""
        self.until(lambda: self.clerk.find("row_name") or self.clerk.find("name"))
        self.look_at_card()

    def look_at_card(self) -> None:
        """Tick that the original was seen and the face compared."""
        for name in truth():
            if self.clerk.find(f"agree_{name}") is not None:
                self.clerk.click(f"agree_{name}")
        for tick in ("seen", "face"):
            self.clerk.click(tick)

    def choose_licence(self) -> None:
        """Choose the kind of the document that is typed."""
        law = self.counter.law.documents(self.counter.ledger.today)
        kind = next(one for one in law if one.key == "driving_licence")
        self.clerk.click("kind")
        self.until(lambda: self.clerk.popup() is not None)
        self.clerk.type_into_popup(kind.ja if self.language == "ja" else kind.en)
        self.until(lambda: self.clerk.popup() is None)

    def type_document(self, **other: str) -> None:
        """Type a licence by hand, all of its fields."""
        self.choose_licence()
        self.until(self.clerk.ready("name"))
        for name, text in (TYPED | other).items():
            self.clerk.write(name, text)

    def resume_at(self, step: Step) -> None:
        """Go on with a visit that a colleague brought as far as this step."""
        visit = visit_at(self.counter, step)
        self.counter.visits.speak(visit.visit_id, self.language)
        self.sign_in()
        self.until(self.clerk.ready("resume_0"))
        self.clerk.click("resume_0")
        self.until(lambda: self.till.flow is not None and self.till.flow.visit is not None)
        self.rest()

    def to_signature(self) -> None:
        """The customer reads every page and answers."""
        self.until(self.customer.shows("FullNoticePage"))
        while self.customer.page_is("FullNoticePage"):
            self.until(self.customer.ready("primary"))
            self.customer.click("primary")
            self.rest()
        for name in ("confirm_read", "group_no"):
            self.until(self.customer.ready(name))
            self.customer.click(name)
        self.until(self.customer.ready("primary"))
        self.customer.click("primary")
        self.until(self.customer.shows("SignaturePage"))

    def pay(self, pin: str = CLERK_PIN, code: str = CLERK) -> None:
        """Count the cash and prove who pays."""
        self.until(self.clerk.shows("PayoutScreen"))
        self.clerk.click("suggest")
        self.until(self.clerk.ready("primary"))
        self.clerk.click("primary")
        self.until(self.clerk.ready(f"staff_{code.lower()}"))
        self.clerk.click(f"staff_{code.lower()}")
        self.clerk.type(pin)

    def confirm_clock(self, code: str, pin: str = MANAGER_PIN) -> None:
        """Prove with a PIN that the clock is right."""
        self.until(self.clerk.ready(f"staff_{code.lower()}"))
        self.clerk.click(f"staff_{code.lower()}")
        self.clerk.type(pin)

    def cancel(self) -> None:
        """End the visit: the button asks once more."""
        self.clerk.click("cancel")
        self.clerk.click("cancel")
        self.until(self.customer.shows("EndingPage"))

    def resume(self, visit: Visit) -> None:
        """Go on with a visit, as the board's button does."""
        self.till.clerk.wished.emit(Resume(visit))


LineMaker = Callable[[HqState, TillCode, Ed25519PrivateKey, Clock], HqLine]


def open_faulty_till(  # noqa: PLR0913 - one for each thing that may be ill
    app: QApplication,
    qtbot: QtBot,
    folder: Path,
    language: str,
    *,
    camera: str = str(LICENCE),
    clock: HeldClock | None = None,
    reader: DocumentReader | None = None,
    printer: Printer | None = None,
    line: LineMaker | None = None,
    free_bytes: Callable[[Path], int] = lambda _folder: 2**40,
    settings: Settings = SETTINGS,
) -> FaultyTill:
    """A till that was set up before, opened with both its windows."""
    held = clock or HeldClock(AFTERNOON)
    with open_small_counter(folder, settings, clock=HeldClock(AFTERNOON)):
        pass
    world = World(
        held,
        printer or PaperFolder(folder / "papers"),
        line=line,
        hasher=FAST,
        reader=reader or StillReader(),
        free_bytes=free_bytes,
    )
    till = Till(app, folder / "till", folder / "till.key", language=language)
    made = FaultyTill(qtbot, till, held, language)
    till.show(windowed=True)
    with qtbot.waitSignal(till.opened, timeout=PATIENCE_MS):
        till.start(lambda: world, camera=camera)
    assert till.flow is not None
    till.flow.shown.connect(made.shown.append)
    return made


def _says(hands: Hands, sentence: str) -> bool:
    told = _bare(words_of(hands.window))
    return all(_bare(line) in told for line in sentence.split("\n"))


def _bare(words: str) -> str:
    return "".join(words.split())
