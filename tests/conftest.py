"""What every test may use, and the guards that stand around every test.

- A log record of WARNING or above fails the test, unless it said so with `expect_log`.
- Sockets reach this machine only; names of other machines are not even looked up.
- Home, settings, data, cache and temporary folders are the test's own.
- Windows that a test leaves are collected at its end, in their own thread: collected in a thread of
  a later test they would take the process with them.
- No test reaches the desktop's key store; `memory_keyring` gives one that forgets.
Child processes inherit the folders and the key store, but not the guard on sockets.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator

import keyring.core
import pytest
from hypothesis import HealthCheck, settings
from typing_extensions import override

from tests.memory_keyring import MemoryKeyring

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # QT_QPA_PLATFORM=xcb shows the windows

# The gate draws the same examples everywhere and takes no time, for luck and a slow machine prove
# nothing; `make prove` draws fresh ones.
settings.register_profile(
    "gate",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("searching", settings.get_profile("gate"), derandomize=False)
settings.load_profile("gate")


def pytest_collection_finish() -> None:
    """Spare every collection the search of what stays loaded anyway."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Let everything go in the end, as without tests."""
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _window_garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "qapp" in request.fixturenames:
        assert gc.isenabled(), "a Tasks was not closed"
        gc.collect()


class OutsideWorldError(RuntimeError):
    """A test tried to speak to another machine. No OSError, so that no retry swallows it."""


def is_this_machine(host: object) -> bool:
    """Whether a host name or address is the loopback's."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    host: object = None
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.bind", "socket.sendto"}:
        sock, address = arguments
        if isinstance(sock, socket.socket) and sock.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0] if isinstance(address, tuple) else address
    if not is_this_machine(host):
        raise OutsideWorldError(f"{event} to another machine in a test: {host!r}")


sys.addaudithook(_refuse_other_machines)


class _LogGuard(logging.Handler):
    """Collects what was logged at WARNING or above, and what of it was expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []
        self.expected: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def faults(self) -> list[str]:
        """Records that nobody expected, and expectations that were not met."""
        unexpected = [
            f"unexpected log record: {line}"
            for line in self.told
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]
        missing = [
            f"expected log record never came: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, line) for line in self.told)
        ]
        return unexpected + missing


@pytest.fixture(autouse=True)
def _log_guard() -> Iterator[_LogGuard]:
    guard = _LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    if faults := guard.faults():
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def expect_log(_log_guard: _LogGuard) -> Callable[[str], None]:
    """Say that a log record matching a pattern must come: `expect_log("HQ did not answer")`.

    The pattern is searched in "LEVEL logger: message".
    """
    return _log_guard.expected.append


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    # A short path beside tmp_path: tests count the files in theirs, and a socket's path may have
    # 107 bytes at most.
    home = tmp_path_factory.mktemp("home")
    (home / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for place in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{place}", str(home / place.lower()))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(home / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))


@pytest.fixture(autouse=True)
def _no_real_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


@pytest.fixture
def memory_keyring(_no_real_keyring: None, monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """A key store in memory, in place of the desktop's."""
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    return backend
