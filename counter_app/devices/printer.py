"""Where a paper goes: the shop's printer, or a folder.

A paper holds personal data. It goes to the printing system through a pipe and never by way of a
file in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.errors import NotPossibleNow

_SECONDS = 30
_LP = "lp"
_LPSTAT = "lpstat"


class Printer(Protocol):
    """Takes finished papers."""

    def print(self, name: str, pdf: bytes) -> None:
        """Hand one paper over.

        Args:
            name: file name without anything personal, such as purchase_slip.pdf.
            pdf: the paper.

        Raises:
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`.
        """
        ...

    def name(self) -> str:
        """What the printer is called; nothing is printed.

        Raises:
            NotPossibleNow: `printer_missing`.
        """
        ...


@dataclass(frozen=True, slots=True)
class SystemPrinter:
    """The printing system's default printer, by `lp` (CUPS).

    Attributes:
        queue: name of the printer; empty for the system's default.
    """

    queue: str = ""

    def print(self, name: str, pdf: bytes) -> None:
        """Hand one paper to the spooler."""
        command = shutil.which(_LP)
        if command is None:
            raise NotPossibleNow("printer_missing")
        queue = ["-d", self.queue] if self.queue else []
        try:
            done = subprocess.run(  # noqa: S603 - the system's own command, found by its name
                [command, *queue, "-t", name, "-s", "-"],
                input=pdf,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise NotPossibleNow("printer_missing") from None
        if done.returncode != 0:
            raise NotPossibleNow("printer_missing")

    def name(self) -> str:
        """Name of the printer that papers go to, asked from the printing system.

        Raises:
            NotPossibleNow: `printer_missing`: no printing system, or no printer in it.
        """
        command = shutil.which(_LPSTAT)
        if command is None or shutil.which(_LP) is None:
            raise NotPossibleNow("printer_missing")
        asked = ["-p", self.queue] if self.queue else ["-d"]
        try:
            done = subprocess.run(  # noqa: S603 - the system's own command, found by its name
                [command, *asked],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.TimeoutExpired):
            raise NotPossibleNow("printer_missing") from None
        named = done.stdout.decode("utf-8", "replace").partition("destination: ")[2].strip()
        if done.returncode != 0 or not (named or self.queue):
            raise NotPossibleNow("printer_missing")
        return named or self.queue
