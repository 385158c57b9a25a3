"""A visit at both real windows, cut off by a kill, and one copy of it at HQ whatever gets lost."""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from counter_app.domain.ledger import LedgerLine
from counter_app.domain.visit import Step, Visit
from tests.counter_app.hq.processes import Served, run, served
from tests.flows.till_process import HQ_IS_UP
from tests.ui.counters import open_small_counter
from ui.demo_outcome import SPECIMEN
from ui.demo_script import NOW

pytestmark = pytest.mark.flow

CHECKOUT = Path(__file__).parents[2]
TILL_PROCESS = Path(__file__).with_name("till_process.py")
AT = ("--now", NOW.isoformat())
PATIENCE = 10
"""Seconds until a process that was ended must be gone."""


@dataclass(frozen=True)
class Shop:
    """A till that HQ knows, and HQ, which is down at first."""

    folder: Path
    port: int

    @contextmanager
    def hq_up(self) -> Iterator[Served]:
        """HQ's process on its port of this machine."""
        log = self.folder / "hq.log"
        with served(self.folder / "hq", log, "--port", str(self.port), *AT) as process:
            yield process
            assert process.stop() == 0

    def hq(self, *words: str) -> tuple[int, dict[str, Any]]:
        """A command of counter-hq."""
        done = run("--data", self.folder / "hq", "--json", *AT, *words)
        return done.returncode, json.loads(done.stdout)

    @contextmanager
    def till(self, scene: str, until: str = "") -> Iterator[Program]:
        """The till's process, with the windows open."""
        with (
            (self.folder / "till.log").open("a") as log,
            subprocess.Popen(  # noqa: S603 - the tests' own program
                [sys.executable, str(TILL_PROCESS), str(self.folder), scene, until],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            ) as process,
        ):
            try:
                yield Program(process)
            finally:
                if process.poll() is None:
                    process.kill()

    def found(self) -> Record:
        """What the record says, opened as the program opens it after a kill."""
        with open_small_counter(self.folder) as counter:
            today, state = counter.ledger.today, counter.hq.state()
            proof = counter.ledger.prove()
            assert [*proof.faults, *counter.ledger.rebuild_faults()] == []
            return Record(
                counter.visits.open_visits(),
                counter.ledger.lines(today, today),
                state.size,
                state.unsent,
                proof.root.hex(),
            )

    def copies_at_hq(self) -> list[tuple[int, int]]:
        """Every act that HQ has of this till, with the number of its copies."""
        counted = "SELECT seq, count(*) FROM acts WHERE till = 'T01' GROUP BY seq ORDER BY seq"
        with closing(sqlite3.connect(self.folder / "hq" / "hq.db")) as database:
            return list(database.execute(counted))


@dataclass(frozen=True)
class Record:
    """A till's record, as far as these tests ask."""

    visits: list[Visit]
    lines: list[LedgerLine]
    size: int
    unsent: int
    root: str


@dataclass(frozen=True)
class Program:
    """A running till."""

    process: subprocess.Popen[str]

    def told(self) -> dict[str, Any]:
        """The next thing that it tells."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the till ended by itself"
        told: dict[str, Any] = json.loads(line)
        assert "stuck" not in told, told
        return told

    def kill(self) -> None:
        """End it without a word, as a power cut does; whatever it started ends too."""
        fds = [os.pidfd_open(pid) for pid in (self.process.pid, *self._children())]
        self.process.send_signal(signal.SIGKILL)
        for fd in fds:
            gone, _, _ = select.select([fd], [], [], PATIENCE)
            os.close(fd)
            assert gone, "a process of the till is left over"
        assert self.process.wait(PATIENCE) == -signal.SIGKILL

    def _children(self) -> list[int]:
        tasks = Path("/proc", str(self.process.pid), "task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text(encoding="ascii").split()]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path, free_port())
    hq = ("--data", tmp_path / "hq", *AT)
    assert run(*hq, "init").returncode == 0
    assert run(*hq, "roles").returncode == 0
    with made.hq_up() as process, open_small_counter(tmp_path) as counter:
        file = tmp_path / "enrolment.json"
        words = ("enrol-code", "--till", "T01", "--url", process.url, "-o", file)
        assert run(*hq, *words).returncode == 0
        counter.hq.enrol(file.read_bytes())
        counter.hq.sync()
    return made


def free_port() -> int:
    """A port of this machine below those that the system gives out by itself."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with closing(socket.socket()) as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def truth() -> dict[str, str]:
    """What stands on the specimen."""
    told = json.loads(SPECIMEN.with_suffix(".json").read_text(encoding="utf-8"))
    return {name: one["value"] for name, one in told["fields"].items()}


def test_killed_after_the_document_was_confirmed(shop: Shop) -> None:
    with shop.till("begin", "document_confirmed") as till:
        begun = till.told()
        till.kill()

    found = shop.found()
    [visit] = found.visits
    assert (visit.visit_id, visit.step) == (begun["visit"], Step.DETAILS)
    assert visit.document is not None
    assert visit.document.number == truth()["number"]
    assert (found.lines, found.unsent) == ([], 0)

    with shop.till("resume", "document_confirmed") as till:
        assert visit.number in till.told()["board"]
        seen = till.told()
        till.kill()
    assert (seen["clerk"], seen["customer"]) == ("WaitingScreen", "DetailsPage")
    assert {truth()["name"], truth()["address"]} <= set(seen["typed"])
    assert shop.found().visits == [visit]


def test_killed_after_the_signature(shop: Shop) -> None:
    with shop.till("begin", "approval") as till:
        begun = till.told()
        till.kill()

    found = shop.found()
    [visit] = found.visits
    assert (visit.visit_id, visit.step) == (begun["visit"], Step.APPROVAL)
    assert visit.consent is not None
    assert visit.consent.signature.enough
    assert visit.offer_agreed
    assert (found.lines, found.unsent) == ([], 0)

    with shop.till("resume", "approval") as till:
        assert visit.number in till.told()["board"]
        seen = till.told()
        assert till.told()["at"] == "approval"
        assert shop.found().visits == [visit]
    assert (seen["clerk"], seen["customer"]) == ("ApprovalScreen", "PleaseWaitPage")


def test_killed_after_acceptance_and_a_reply_of_hq_lost(shop: Shop) -> None:
    before = shop.found()
    assert (before.lines, before.unsent) == ([], 0)
    with shop.till("begin", "papers") as till:
        begun = till.told()
        till.kill()

    found = shop.found()
    [visit] = found.visits
    assert (visit.visit_id, visit.step) == (begun["visit"], Step.PAPERS)
    assert visit.acceptance is not None
    seq = visit.acceptance.act_seq
    assert [line.price for line in found.lines] == [visit.offer]
    assert found.lines[0].name == truth()["name"]
    assert found.unsent == found.size - before.size == 3  # consent, acceptance, payout
    act = ("open", "--till", "T01", "--seq", str(seq), "--purpose", "provide")
    code, nothing = shop.hq(*act)
    assert (code, nothing["error"]) == (3, "act_not_here")
    assert len(shop.copies_at_hq()) == before.size

    with shop.till("afterwards") as till:
        assert visit.number in till.told()["board"]
        seen = till.told()
        assert (seen["clerk"], seen["step"]) == ("PapersScreen", "papers")
        assert till.told() == {"unsent": 3}
        with shop.hq_up():
            (shop.folder / HQ_IS_UP).touch()
            assert till.told() == {"lost": 1, "unsent": 3}
            assert till.told() == {"acked": found.size}
        assert visit.number not in till.told()["board"]
        assert till.process.wait(PATIENCE) == 0

    after = shop.found()
    assert (after.visits, after.lines) == ([], found.lines)
    assert (after.size, after.unsent) == (found.size + 1, 1)  # the customer got their copy
    code, hq = shop.hq("verify")
    assert (code, hq["faults"]) == (0, [])
    assert hq["tills"] == [{"till": "T01", "size": found.size, "root": found.root}]
    assert shop.copies_at_hq() == [(number + 1, 1) for number in range(found.size)]
    code, opened = shop.hq(*act)
    assert (code, opened["items"]["1"]["person.name"]) == (0, truth()["name"])
    assert opened["items"]["2"]["id_document.image"]["bytes"] > 0
