"""A person's hands at both windows: real mouse and key events, one small step after another.

A script is a generator; it yields what must become true before it goes on. A timer looks at that
every few milliseconds, so that the windows live on meanwhile and can be watched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)

TICK_MS = 10
SETTLED_TURNS = 3
"""Looks in a row at which nothing was under way: Qt lays pages out by events of its own."""

PATIENCE = 30.0
"""Seconds until a script gives up on what does not become true."""


@dataclass(frozen=True, slots=True)
class Until:
    """What a script waits for, with a name for the case that it never comes."""

    name: str
    holds: Callable[[], bool]


Script = Generator[Until, None, None]


class ScriptStuck(RuntimeError):
    """Something that a script waited for did not come."""


class Player(QObject):
    """Plays a script.

    Attributes:
        ended: None, or the exception that ended the script.
    """

    ended = Signal(object)

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script
        self._waits: Until | None = None
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin, with the event loop's next turn."""
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        try:
            if self._waits is not None:
                if not self._waits.holds():
                    self._check_patience(self._waits)
                    return
                self._waits = None
            self._waits = next(self._script)
            self._since = time.monotonic()
        except StopIteration:
            self._end(None)
        except Exception as error:  # noqa: BLE001 - whatever ends the script is handed on
            self._end(error)

    def _check_patience(self, waits: Until) -> None:
        if time.monotonic() - self._since > PATIENCE:
            raise ScriptStuck(waits.name)

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        self.ended.emit(error)


class Hands:
    """Finds widgets of one window by name and uses them as a person does."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def find(self, name: str) -> QWidget | None:
        """The visible widget of this name; `line_0_1/agree` is a widget inside another."""
        inside = [self.window]
        for part in name.split("/"):
            inside = [
                widget
                for parent in inside
                for widget in parent.findChildren(QWidget, part)
                if widget.isVisible()
            ]
        return inside[0] if inside else None

    def ready(self, name: str) -> Until:
        """Wait until a widget is there and can be used."""

        def holds() -> bool:
            widget = self.find(name)
            return widget is not None and widget.isEnabled()

        return Until(f"{self.window.objectName()}: {name}", holds)

    def shows(self, kind: str) -> Until:
        """Wait until the window shows a screen of this class."""

        def holds() -> bool:
            screen = getattr(self.window, "page", None)
            return screen is not None and type(screen).__name__ == kind and not screen.is_working

        return Until(f"{self.window.objectName()}: {kind}", holds)

    def turn_to(self) -> Until:
        """Turn to this window, as whoever types does; wait until it has the keyboard."""
        self.window.activateWindow()
        return Until(f"{self.window.objectName()} in front", self.window.isActiveWindow)

    def page_is(self, kind: str) -> bool:
        """Whether the window shows a screen of this class."""
        return type(getattr(self.window, "page", None)).__name__ == kind

    def settled(self) -> Until:
        """Wait until no job of the screen is under way, and the window has drawn itself."""
        turns = [0]

        def holds() -> bool:
            screen = getattr(self.window, "page", None)
            turns[0] = 0 if screen is not None and screen.is_working else turns[0] + 1
            return turns[0] > SETTLED_TURNS

        return Until(f"{self.window.objectName()} at rest", holds)

    @staticmethod
    def popup() -> QWidget | None:
        """The list that is open over the windows, if one is."""
        popup: QWidget | None = QApplication.activePopupWidget()
        return popup

    def press_in_popup(self, key: Qt.Key) -> None:
        """Press a key in the list that is open."""
        popup = self.popup()
        if popup is None:
            raise ScriptStuck("no list is open")
        QTest.keyClick(popup, key)

    def type_into_popup(self, text: str) -> None:
        """Choose from the list that is open by the beginning of its words, and take it."""
        popup = self.popup()
        views = popup.findChildren(QAbstractItemView) if popup is not None else []
        if not views:
            raise ScriptStuck("no list is open")
        view = views[0]
        model = view.model()
        for place in range(model.rowCount()):
            index = model.index(place, 0)
            if str(index.data()).startswith(text):
                view.setCurrentIndex(index)
                QTest.keyClick(view, Qt.Key.Key_Return)
                return
        raise ScriptStuck(f"the list has no {text}")

    def click(self, name: str) -> None:
        """Press a widget with the mouse, in its middle."""
        widget = self._there(name)
        if isinstance(widget, QAbstractButton) and not widget.isEnabled():
            raise ScriptStuck(f"{name} cannot be pressed")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        """Put the cursor into a field and type; what stood there is replaced."""
        widget = self._there(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        _type(widget, text)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the window's focus is."""
        focus: QWidget | None = self.window.focusWidget()
        QTest.keyClick(focus if focus is not None else self.window, key)

    def type(self, text: str) -> None:
        """Type where the window's focus is."""
        focus: QWidget | None = self.window.focusWidget()
        _type(focus if focus is not None else self.window, text)

    def draw(self, name: str, strokes: Iterable[list[tuple[float, float]]]) -> None:
        """Draw strokes on a widget with the mouse, in shares of its width and height."""
        widget = self._there(name)
        left = Qt.MouseButton.LeftButton
        for stroke in strokes:
            points = [
                QPoint(round(x * widget.width()), round(y * widget.height())) for x, y in stroke
            ]
            QTest.mousePress(widget, left, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(widget, point)
            QTest.mouseRelease(widget, left, pos=points[-1])

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        self.window.grab().save(str(path))

    def _there(self, name: str) -> QWidget:
        widget = self.find(name)
        if widget is None:
            raise ScriptStuck(f"{self.window.objectName()} has no {name}")
        return widget


def _type(widget: QWidget, text: str) -> None:
    """Type by key, and what no key has by input method: QTest aborts on a key for it."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    composed = QInputMethodEvent()
    composed.setCommitString(text)
    QApplication.sendEvent(widget, composed)
