"""Where a paper goes: the shop's printer, or a folder.

A paper holds personal data. It goes to the printing system through a pipe and never by way of a
file in a temporary folder.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.errors import NotPossibleNow

_SECONDS = 30
_LP = "lp"


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
