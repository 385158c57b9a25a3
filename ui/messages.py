"""The only place that turns an error into words on a screen, and the net below everything else.

Each window has its own channel, in its own language. An error that nobody foresaw is a bug: the log
gets its kind and its place, never its text, for that may hold what a person typed; the person is
told that nothing was lost and what to do.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.texts import Texts

Gravity = Literal["info", "ok", "warn", "danger"]
UNEXPECTED = "unexpected"
_CANNOT = "This plugin does not support "

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What a window shows in its banner.

    Attributes:
        text: a whole sentence: what happened, what is safe, what to do.
        code: stable name, for the details and for tests.
    """

    gravity: Gravity
    text: str
    code: str


class Messages(QObject):
    """One window's channel for messages."""

    shown = Signal(object)
    cleared = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._said: Callable[[], Message] | None = None

    def speak(self, texts: Texts) -> None:
        """Go on in another language; what is shown now is said again in it."""
        self._texts = texts
        if self._said is not None:
            self.shown.emit(self._said())

    def fail(self, error: CounterError) -> None:
        """Tell of an error; wrong input is amber, a stop is red."""
        gravity: Gravity = "danger" if error.exit_code > 2 else "warn"  # noqa: PLR2004 - 2 is wrong input
        self._say(lambda: Message(gravity, error_words(self._texts, error), error.code))

    def tell(self, key: str, gravity: Gravity = "info", **facts: object) -> None:
        """Tell something else."""
        self._say(lambda: Message(gravity, self._texts.say(key, **facts), key))

    def clear(self) -> None:
        """Take the message away."""
        self.forget()
        self.cleared.emit()

    @Slot()
    def forget(self) -> None:
        """The message was put away: it is not said again."""
        self._said = None

    def _say(self, words: Callable[[], Message]) -> None:
        self._said = words
        self.shown.emit(words())


class CustomerMessages(Messages):
    """The customer's channel: what goes wrong behind it is for staff, who are told in words.

    Attributes:
        for_staff: the CounterError.
    """

    for_staff = Signal(object)

    @override
    def fail(self, error: CounterError) -> None:
        """Say no more than that it did not work, that nothing is lost, and whom to call."""
        self.tell("customer.trouble", "warn")
        self.for_staff.emit(error)


def error_words(texts: Texts, error: CounterError) -> str:
    """The sentence of an error in a person's language."""
    return texts.say(f"error.{error.code}", **error.facts)


def note_bug(error: BaseException) -> None:
    """Log a bug by its kind and place, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "nowhere"
    _log.error("bug: %s in %s", type(error).__name__, place)


def quiet_without_screen() -> None:
    """Drop what Qt's platform without a screen says of things that it cannot do; tell the rest."""

    def tell(_kind: QtMsgType, _about: QMessageLogContext, words: str) -> None:
        if not words.startswith(_CANNOT):
            sys.stderr.write(f"{words}\n")

    qInstallMessageHandler(tell)


def catch_everything(told: Callable[[], None]) -> None:
    """From now on every uncaught error is noted as a bug and told to the person.

    Args:
        told: shows the neutral message; called in the thread of the error.
    """

    def hook(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        note_bug(error)
        told()

    def thread_hook(about: threading.ExceptHookArgs) -> None:
        if about.exc_value is not None:
            note_bug(about.exc_value)
        told()

    sys.excepthook = hook
    threading.excepthook = thread_hook
