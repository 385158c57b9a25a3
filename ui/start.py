"""Start-up: the windows first, the record behind them, then set-up or sign-in.

Everything heavy (database, reader, papers) is loaded in a job beside the windows, so that the
window stands at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.errors import CounterError
from counter_app.texts import TextCatalogues, load_texts
from ui.messages import UNEXPECTED, catch_everything, error_words, note_bug
from ui.screen import Desk
from ui.tasks import Tasks
from ui.theme import Theme, system_scheme
from ui.widgets.empty_note import BusyNote
from ui.window import ClerkWindow, CustomerWindow, Window

if TYPE_CHECKING:
    from counter_app.app import Counter, World
    from counter_app.domain.loss import RecordCheck
    from ui.flow import Flow
    from ui.heartbeat import Heartbeat
    from ui.screens.first_run import FirstRunScreen, SetUpForm

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
NO_DISPLAY = (
    "画面がありません。画面のあるパソコンで起動してください（make demo は画面なしでも動きます）。\n"
    "There is no display. Start the till on a PC with a screen; make demo works without one.\n"
)
CLERK_SIZE, CUSTOMER_SIZE = (1366, 768), (1024, 768)


class Till(QObject):
    """The running till: both windows and what is behind them.

    Attributes:
        opened: the Counter, once the record is open and the sign-in page stands.
        failed: the CounterError for which it cannot open.
    """

    opened = Signal(object)
    failed = Signal(object)
    _bug = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        key_file: Path | None,
        *,
        language: str = "ja",
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Nothing is shown yet.

        Args:
            app: the application.
            folder: the data folder.
            key_file: in place of the system's key store.
            language: of both windows at the start.
            settings: what a first set-up takes in place of the form's own, such as demo.
        """
        super().__init__()
        self._settings = dict(settings or {})
        self.folder = folder
        self.key_file = key_file
        self.theme = Theme.load(RESOURCES, system_scheme(app))
        self.theme.apply(app)
        self.texts: TextCatalogues = load_texts(RESOURCES / "texts")
        self.tasks = Tasks(self._unexpected)
        self.clerk = ClerkWindow(self.theme, self.texts, language)
        self.customer = CustomerWindow(self.theme, self.texts, language)
        self.counter: Counter | None = None
        self.flow: Flow | None = None
        self.heartbeat: Heartbeat | None = None
        self._world: World | None = None
        self._form: FirstRunScreen | None = None
        self._camera: str | None = None
        self._one_screen = False
        self._bug.connect(self._tell_bug)

    def show(self, *, windowed: bool) -> None:
        """Put the windows up: full screen, each on its own screen; with one screen, in turns.

        Args:
            windowed: both side by side, at their design size.
        """
        self.clerk.resize(*CLERK_SIZE)
        self.customer.resize(*CUSTOMER_SIZE)
        clerk_screen, *others = QApplication.screens()
        self._one_screen = not others and not windowed
        if windowed:
            self.clerk.show()
            self.customer.move(self.clerk.width(), 0)  # beside it, where there is room
            self.customer.show()
            return
        _fill(self.clerk, clerk_screen)
        if others:
            _fill(self.customer, others[0])

    def start(self, world: Callable[[], World] | None = None, camera: str | None = None) -> None:
        """Load and open everything behind the windows.

        Args:
            world: makes clock, printer and line, as a job; the real ones when not given.
            camera: in place of the settings' camera.
        """
        self._camera = camera
        self._wait_note()
        folder = self.folder

        def load() -> tuple[World, bool]:
            from counter_app.app import is_set_up, real_world  # noqa: PLC0415 - heavy to load

            return (world or real_world)(), is_set_up(folder)

        self.tasks.run(self, load, self._loaded, self._cannot_open)

    def close(self) -> None:
        """Close everything, in the order of use."""
        if self.heartbeat is not None:
            self.heartbeat.stop()
        for window in (self.clerk, self.customer):
            window.close()
        self.tasks.close()
        if self.counter is not None:
            self.counter.close()

    def _wait_note(self) -> None:
        words = self.texts.in_language(self.clerk.language)
        self._note = BusyNote(self.theme)
        self._note.set_words(words.say("window.starting"), words.say("window.starting.note"))
        self.clerk.show_plain(self._note)
        self.customer.show_plain(QWidget())  # their bar stays at the top

    def _loaded(self, told: tuple[World, bool]) -> None:
        self._world, there = told
        if there:
            self._open()
        else:
            self._first_run()

    def _first_run(self) -> None:
        from counter_app.app import Resources  # noqa: PLC0415 - loaded by now
        from counter_app.clock import RealClock, business_day  # noqa: PLC0415 - with the rest
        from counter_app.settings import DEFAULT_NOTICE  # noqa: PLC0415 - with the rest
        from ui.screens.first_run import FirstRunScreen  # noqa: PLC0415 - needed once

        clock = self._world.clock if self._world else RealClock()
        wordings = Resources(RESOURCES).wordings(DEFAULT_NOTICE, business_day(clock.now()))
        form = FirstRunScreen(self.theme, self.clerk.texts, wordings)
        form.ready.connect(self._set_up)
        form.language_chosen.connect(self._speak_form)
        self.clerk.language_chosen.connect(self._speak_form)
        self._form = form
        self.clerk.show_plain(form)

    @Slot(object)
    def _set_up(self, form: SetUpForm) -> None:
        from counter_app.app import set_up_till  # noqa: PLC0415 - loaded by now
        from ui.screens.first_run import LANGUAGES  # noqa: PLC0415 - loaded by now

        world = self._world
        if world is None:
            return
        folder, key_file = self.folder, self.key_file
        settings = replace(form.settings, **self._settings)
        if self._form is not None:
            self._form.set_busy(busy=True)

        def job() -> object:
            return set_up_till(
                folder,
                settings,
                form.manager,
                world,
                key_file=key_file,
                approve=form.approve,
                languages=LANGUAGES,  # those that the form showed
            )

        self.tasks.run(self, job, self._is_set_up, self._form_wrong)

    def _is_set_up(self, _settings: object) -> None:
        self._form = None
        self.clerk.language_chosen.disconnect(self._speak_form)  # from now on each for itself
        self._open()

    @Slot(str)
    def _speak_form(self, language: str) -> None:
        self.clerk.speak(language)
        self.customer.speak(language)
        if self._form is not None:
            self._form.speak(self.clerk.texts)

    def _form_wrong(self, error: CounterError) -> None:
        if self._form is not None:
            self._form.set_busy(busy=False)
            self._form.show_error(error.code, error_words(self.clerk.texts, error))

    def _open(self) -> None:
        from counter_app.app import open_counter  # noqa: PLC0415 - loaded by now

        world = self._world
        if world is None:
            return
        folder, key_file, camera = self.folder, self.key_file, self._camera

        def job() -> Counter:
            return open_counter(folder, key_file, world, camera=camera)

        self.tasks.run(self, job, self._is_open, self._cannot_open)

    def _is_open(self, counter: Counter) -> None:
        from ui.flow import Flow  # noqa: PLC0415 - its screens know the services
        from ui.heartbeat import Heartbeat  # noqa: PLC0415 - loads late too
        from ui.turning import OneScreen  # noqa: PLC0415 - loads late too

        self.counter = counter
        desk = Desk(counter, self.tasks, self.theme)
        named = f"{counter.settings.shop}・{counter.settings.till}"
        self.clerk.show_shop(named)
        self.customer.show_shop(counter.settings.shop)
        self.clerk.language_chosen.connect(self._bar_speaks)
        self.flow = Flow(desk, self.clerk, self.customer)
        if self._one_screen:
            self._turns = OneScreen(self.flow, self.clerk, self.customer, full=True)
        self.heartbeat = Heartbeat(desk, self.clerk.status, self.clerk.texts)
        self._say_demo()
        self.flow.start()
        self.heartbeat.start()
        self._check(counter)
        self.opened.emit(counter)

    def _check(self, counter: Counter) -> None:
        """Look at the whole record, now that the sign-in page stands."""

        def job() -> RecordCheck:
            return counter.watch.check("start")

        self.tasks.run(self, job, self._checked, self.clerk.messages.fail, lane="check")

    def _checked(self, check: RecordCheck) -> None:
        if not check.whole:
            self.clerk.messages.tell("clerk.loss.banner", "danger")

    @Slot(str)
    def _bar_speaks(self, _language: str) -> None:
        """The state bar goes on in the clerk's language too."""
        self._say_demo()
        if self.heartbeat is not None:
            self.heartbeat.speak(self.clerk.texts)

    def _say_demo(self) -> None:
        if self.counter is not None and self.counter.settings.demo:
            self.clerk.status.set_demo(self.clerk.texts.say("window.specimen"))

    def _cannot_open(self, error: CounterError) -> None:
        self.clerk.messages.fail(error)
        self.failed.emit(error)

    def _unexpected(self, error: BaseException) -> None:
        note_bug(error)
        self._bug.emit()

    def told_bug(self) -> None:
        """Tell the person of a bug; may be called in any thread."""
        self._bug.emit()

    @Slot()
    def _tell_bug(self) -> None:
        self.clerk.messages.tell(f"window.{UNEXPECTED}", "danger")


def run_till(folder: Path, key_file: Path | None, camera: str | None, *, windowed: bool) -> int:
    """Run the till until its window is closed; the exit code."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        sys.stderr.write(NO_DISPLAY)
        return 3
    app = QApplication(sys.argv[:1])
    till = Till(app, folder, key_file)
    catch_everything(till.told_bug)
    till.clerk.closed.connect(app.quit)
    till.show(windowed=windowed)
    till.start(camera=camera)
    code = app.exec()
    till.close()
    return code


def has_display() -> bool:
    """Whether windows can be shown on this machine."""
    return sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _fill(window: Window, screen: QScreen) -> None:
    """Put a window on a screen of its own: geometry before full screen, or it opens elsewhere."""
    window.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
    window.showFullScreen()
