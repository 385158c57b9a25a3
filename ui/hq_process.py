"""HQ as a process beside the demo: set up, served on the loopback address, stopped at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

_STOP_SECONDS = 20


class HqProcess:
    """counter-hq with its embedded SQLite, in a folder of its own."""

    def __init__(self, folder: Path, now: str) -> None:
        """Nothing runs yet.

        Args:
            folder: HQ's data folder, to be made.
            now: the moment at which HQ's clock is held, RFC 3339.
        """
        self._folder = folder
        self._now = now
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        """Set HQ up, make its role keys, and serve on a free port."""
        self._run("init")
        self._run("roles")
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            self._command("serve", "--port", "0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=dict(os.environ),
        )
        out: IO[str] | None = self._process.stdout
        told = json.loads(out.readline()) if out else {}
        self.url = told["url"]

    def enrolment(self, till: str, file: Path) -> bytes:
        """An enrolment file for a till; it is removed once read, for its code is a secret."""
        self._run("enrol-code", "--till", till, "--url", self.url, "-o", str(file))
        data = file.read_bytes()
        file.unlink()
        return data

    def stop(self) -> None:
        """Ask the process to stop; end it when it does not."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def _run(self, *words: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own command
            self._command(*words), capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"counter-hq {words[0]}: {done.stdout}{done.stderr}")

    def _command(self, *words: str) -> list[str]:
        return [
            sys.executable,
            "-m",
            "counter_app.hq",
            "--data",
            str(self._folder),
            "--now",
            self._now,
            *words,
        ]
