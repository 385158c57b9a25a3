"""A locked process is tried from inside, and the same without the lock as a control."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is of Linux")

PREPARED = "import socket, os, _socket\nfrom counter_app.id_reading.lock import lock\n"


def outcome(code: str, *, locked: bool = True) -> subprocess.CompletedProcess[str]:
    words = PREPARED + ("lock()\n" if locked else "") + code
    return subprocess.run(  # noqa: S603 - the test's own words
        [sys.executable, "-c", words],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("code", ["open('/etc/hostname')", "open('/dev/shm/x', 'w')"])
def test_a_locked_process_opens_no_file(code: str) -> None:
    done = outcome(code)
    assert done.returncode == 1
    assert "PermissionError" in done.stderr


@pytest.mark.parametrize("code", ["socket.socket()", "os.execv('/bin/true', ['true'])"])
def test_a_locked_process_that_reaches_out_is_killed(code: str) -> None:
    assert outcome(code).returncode == -signal.SIGSYS


@pytest.mark.parametrize("code", ["open('/etc/passwd')", "socket.socket()"])
def test_control_without_the_lock_it_could(code: str) -> None:
    assert outcome(code, locked=False).returncode == 0


def test_memory_is_bounded() -> None:
    code = "try:\n bytearray(4 << 30)\nexcept MemoryError:\n os.write(1, b'bounded')\n"
    assert outcome(code).stdout == "bounded"
