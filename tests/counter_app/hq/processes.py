"""A real HQ process on a loopback port, bounded, stopped at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
STOP_SECONDS = 20


@dataclass(frozen=True)
class Served:
    """A process and where it answers."""

    process: subprocess.Popen[str]
    url: str

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "counter_app.hq", *(str(word) for word in words)]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """One command of counter-hq in a process of its own."""
    return subprocess.run(  # noqa: S603 - the tests' own command
        command(*words), cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def served(folder: Path, log: Path, *words: str) -> Iterator[Served]:
    """`counter-hq serve --port 0` on this data folder; what it says on stderr goes to `log`."""
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - the tests' own command
            command("--data", folder, "serve", "--port", "0", *words),
            cwd=CHECKOUT,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            yield Served(process, told["url"])
        finally:
            if process.poll() is None:
                process.kill()
