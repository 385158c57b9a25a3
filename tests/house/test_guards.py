"""The guards of tests/conftest.py do stop what they are there to stop.

Each runs in a small suite of its own, in another process, where failing is the expected result.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

from tests.conftest import is_this_machine
from tests.house.checkout import CHECKOUT, run
from tests.memory_keyring import MemoryKeyring

SUITE = """
import logging, socket, tempfile, warnings
import keyring

def test_fails_by_a_warning_in_the_log():
    logging.getLogger("till").warning("the printer is gone")

def test_passes_with_an_information_in_the_log():
    logging.getLogger("till").info("printed")

def test_passes_by_an_expected_warning(expect_log):
    expect_log("WARNING till: the printer")
    logging.getLogger("till").warning("the printer is gone")

def test_fails_by_an_expected_warning_that_never_came(expect_log):
    expect_log("the printer")

def test_fails_by_a_second_unexpected_warning(expect_log):
    expect_log("the printer")
    logging.getLogger("till").warning("the printer is gone")
    logging.getLogger("till").error("the drawer is gone")

def test_fails_by_a_python_warning():
    warnings.warn("old", DeprecationWarning)

def test_fails_by_a_call_to_another_machine():
    with socket.socket() as line:
        line.connect(("192.0.2.1", 443))

def test_fails_by_a_look_up_of_another_machine():
    socket.getaddrinfo("hq.example", 443)

def test_fails_by_listening_to_the_world():
    with socket.socket() as line:
        line.bind(("0.0.0.0", 0))

def test_fails_by_a_datagram_to_another_machine():
    with socket.socket(type=socket.SOCK_DGRAM) as line:
        line.sendto(b"", ("192.0.2.1", 9))

def test_passes_on_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
"""


def test_what_must_fail_fails_and_what_may_pass_passes(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    for name in ("conftest.py", "memory_keyring.py"):
        (tests / name).write_text((CHECKOUT / "tests" / name).read_text("utf-8"), "utf-8")
    (tests / "test_suite.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\npythonpath = .\nfilterwarnings = error\n"
        "addopts = --import-mode=importlib -p no:cacheprovider -p no:pytest-qt -p no:xdist\n",
        encoding="utf-8",
    )

    report = run(sys.executable, "-m", "pytest", "-rA", "--tb=no", tests, cwd=tmp_path).stdout

    verdicts = re.findall(r"^(PASSED|FAILED|ERROR) \S*::test_(passes|fails)_", report, re.MULTILINE)
    # A guard that acts when the test is over reports an error beside the pass of the test itself.
    faults = [told for told, expected in verdicts if told != "PASSED" and expected == "passes"]
    stopped = set(re.findall(r"^(?:FAILED|ERROR) \S*::(test_fails_\w+)", report, re.MULTILINE))
    assert faults == [], report
    assert stopped == set(re.findall(r"def (test_fails_\w+)", SUITE)), report
    assert len([told for told, expected in verdicts if expected == "passes"]) == 3


def test_this_machine_is_the_loopback_only() -> None:
    assert all(map(is_this_machine, ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost"]))
    others = ["", "0.0.0.0", "::", "192.0.2.1", "localhost.example", "hq"]  # noqa: S104 - to be refused
    assert not any(map(is_this_machine, others))


def test_a_tests_folders_are_its_own(tmp_path: Path) -> None:
    home = Path(os.environ["HOME"])
    assert home.parent == tmp_path.parent
    assert Path(tempfile.gettempdir()).parent == home
    assert os.environ["XDG_DATA_HOME"].startswith(str(home))
    assert list(tmp_path.iterdir()) == []


def test_no_test_reaches_the_desktops_key_store() -> None:
    with pytest.raises(NoKeyringError):
        keyring.set_password("counter", "till", "見本")


def test_the_key_store_in_memory_keeps_what_it_is_given(memory_keyring: MemoryKeyring) -> None:
    keyring.set_password("counter", "till", "見本")
    assert keyring.get_password("counter", "till") == "見本"
    assert memory_keyring.passwords == {("counter", "till"): "見本"}
    keyring.delete_password("counter", "till")
    assert keyring.get_password("counter", "till") is None


def test_an_expected_record_is_searched_by_pattern(expect_log: Callable[[str], None]) -> None:
    expect_log(r"ERROR root: drawer \d+")
    logging.getLogger().error("drawer %d is open", 2)
