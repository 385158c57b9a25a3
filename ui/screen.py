"""What every screen is: one page of a window, with the desk that it works at.

A screen draws a visit and tells what a person did. It asks the services by way of `work`, which
keeps the window alive meanwhile and shows what went wrong; the visit that comes back goes out as
`moved`, and ui.flow decides what is shown next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter_app.app import Counter
from counter_app.domain.deal import NEVER_PAID, DealKind
from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber
from counter_app.domain.visit import Visit
from counter_app.services.bulletin_gate import ArticleMatch
from counter_app.texts import Texts
from ui.messages import Messages
from ui.tasks import Lane, Tasks
from ui.theme import Theme

T = TypeVar("T")


class Wish(Enum):
    """Where a clerk wants to go, beside the visit's own steps."""

    SIGN_OUT = auto()
    BOARD = auto()
    NEW_VISIT = auto()
    LEDGER = auto()
    EXTRACT = auto()
    CLOCK = auto()
    LOSS = auto()
    MORNING = auto()
    EXCEPTIONS = auto()
    DAY = auto()
    POLICE = auto()
    REQUESTS = auto()
    SUSPICION = auto()
    UNCOVER = auto()
    BULLETINS = auto()
    INCIDENTS = auto()
    PROVISIONS = auto()
    TAKE_BACK = auto()
    GUARDIAN = auto()
    KEPT_IMAGE = auto()
    BACK = auto()


@dataclass(frozen=True, slots=True)
class Resume:
    """The wish to go on with an open visit."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Correct:
    """The wish to put a ledger line right."""

    number: LedgerNumber


@dataclass(frozen=True, slots=True)
class Dispose:
    """The wish to enter where the article of a ledger line went."""

    number: LedgerNumber


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The wish to take back optional answers of the deal of a ledger line."""

    number: LedgerNumber


@dataclass(frozen=True, slots=True)
class AskBeyond:
    """The wish to ask the customer of a ledger line's deal for a use beyond the notice."""

    number: LedgerNumber


@dataclass(frozen=True, slots=True)
class Report:
    """The wish to report a suspicion for a reason that is known already."""

    reason: str


@dataclass(frozen=True, slots=True)
class Speak:
    """A customer's wish for another language."""

    language: str


@dataclass(frozen=True, slots=True)
class NoticePrinted:
    """The notice was printed for the customer, in this language; staff hand it over."""

    language: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The wish to compare an article with a bulletin that may mean it."""

    visit: Visit
    found: ArticleMatch


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen works with.

    Attributes:
        counter: every service.
        staff: who is signed in; None before.
    """

    counter: Counter
    tasks: Tasks
    theme: Theme
    staff: StaffMember | None = None

    @property
    def signed_in(self) -> str:
        """Staff code of who is signed in; empty before."""
        return self.staff.code if self.staff else ""


class Screen(QWidget):
    """One page of a window.

    Attributes:
        moved: the visit as it stands after what was done here (a domain Visit).
        wished: a Wish, Resume, Correct, Dispose, Withdraw, AskBeyond, Report, Speak, NoticePrinted
            or Compare.
        finished: what a customer's page of the consent brought, as a plain dataclass.
        customer_told: code of a fault of the document, of the age or of the card's side, which the
            waiting customer is told plainly; empty when it is over.
    """

    moved = Signal(object)
    wished = Signal(object)
    finished = Signal(object)
    customer_told = Signal(str)

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__()
        self.desk = desk
        self.messages = messages
        self.texts = texts
        self._working = 0

    @property
    def is_working(self) -> bool:
        """Whether a job of this screen is under way."""
        return self._working > 0

    def say(self, key: str, /, **facts: object) -> str:
        """Words in this window's language."""
        return self.texts.say(key, **facts)

    def say_for(self, kind: DealKind, key: str, /, **facts: object) -> str:
        """Words that are other where nothing is bought for money: an exchange, a consignment."""
        return self.say(f"{key}.{kind}" if kind in NEVER_PAID else key, **facts)

    def speak(self, texts: Texts) -> None:
        """Change the language; no input is lost."""
        self.texts = texts
        self.relabel()

    def relabel(self) -> None:
        """Set every word of this screen in `texts`; each screen has its own."""
        raise NotImplementedError

    def show_visit(self, visit: Visit) -> None:
        """Draw a visit that changed elsewhere; a screen without one ignores it."""

    def set_busy(self, *, busy: bool) -> None:
        """Disable what may not be pressed twice; each screen with a button has its own."""

    def leave(self) -> None:
        """Called once before the screen goes: let go of devices."""

    def work(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        fails: Callable[[CounterError], None] | None = None,
        *,
        lane: Lane = "record",
    ) -> None:
        """Do a job beside the windows; an error that `fails` does not take goes to the banner."""
        self._working += 1
        self.set_busy(busy=True)
        self.messages.clear()

        def done(result: T) -> None:
            self._settled()
            then(result)

        def failed(error: CounterError) -> None:
            self._settled()
            (fails or self.messages.fail)(error)

        self.desk.tasks.run(self, job, done, failed, lane=lane)

    def advance(self, job: Callable[[], Visit]) -> None:
        """Do a job on the visit, and tell the visit that comes of it."""
        self.work(job, self.moved.emit)

    def _settled(self) -> None:
        self._working -= 1
        if not self._working:
            self.set_busy(busy=False)
