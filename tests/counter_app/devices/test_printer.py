"""Papers go to the spooler through a pipe, and a printer that is not there is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.devices.printer import SystemPrinter
from counter_app.domain.errors import NotPossibleNow

PDF = b"%PDF-1.4 specimen"


def spooler(folder: Path, exit_code: int) -> None:
    """An `lp` that keeps its words and what it is fed."""
    script = folder / "lp"
    script.write_text(
        f'#!/bin/sh\necho "$@" > "{folder}/words"\ncat > "{folder}/fed"\nexit {exit_code}\n',
        encoding="utf-8",
    )
    script.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def test_a_paper_is_piped_to_the_spooler(path: Path) -> None:
    spooler(path, 0)

    SystemPrinter("counter").print("purchase_slip.pdf", PDF)

    assert (path / "fed").read_bytes() == PDF
    assert (path / "words").read_text().split() == [
        "-d",
        "counter",
        "-t",
        "purchase_slip.pdf",
        "-s",
        "-",
    ]


def test_a_spooler_that_refuses_is_told(path: Path) -> None:
    spooler(path, 1)

    with pytest.raises(NotPossibleNow, match="printer_missing"):
        SystemPrinter().print("purchase_slip.pdf", PDF)


def test_no_spooler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotPossibleNow, match="printer_missing"):
        SystemPrinter().print("purchase_slip.pdf", PDF)
