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


def asked(folder: Path, said: str, exit_code: int) -> None:
    """An `lpstat` that says something, beside an `lp`."""
    spooler(folder, 0)
    script = folder / "lpstat"
    script.write_text(f'#!/bin/sh\necho "{said}"\nexit {exit_code}\n', encoding="utf-8")
    script.chmod(0o755)


def test_the_printer_is_named_without_printing(path: Path) -> None:
    asked(path, "system default destination: Laser-1", 0)

    assert SystemPrinter().name() == "Laser-1"
    assert not (path / "fed").exists()


def test_a_queue_that_is_there_is_named(path: Path) -> None:
    asked(path, "printer counter is idle.", 0)

    assert SystemPrinter("counter").name() == "counter"


@pytest.mark.parametrize(
    ("queue", "said", "code"),
    [("", "no system default destination", 0), ("counter", "", 1), ("", "no spooler", 1)],
)
def test_a_printing_system_without_a_printer_is_told(
    path: Path, queue: str, said: str, code: int
) -> None:
    asked(path, said, code)

    with pytest.raises(NotPossibleNow, match="printer_missing"):
        SystemPrinter(queue).name()


def test_no_printing_system_has_no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotPossibleNow, match="printer_missing"):
        SystemPrinter().name()
