"""The checkout that the house rules look at, and the tools that look."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]


def run(
    *command: str | Path, cwd: Path = CHECKOUT, given: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout; its output and exit code are for the caller to judge."""
    return subprocess.run(  # noqa: S603 - the tests' own commands, no words from outside
        [str(word) for word in command],
        cwd=cwd,
        input=given,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def tool(name: str) -> Path:
    """A command of this virtual environment, such as ruff."""
    return Path(sys.executable).parent / name


def python(
    program: str, *arguments: str | Path, cwd: Path = CHECKOUT, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a small program in a fresh interpreter, started in the checkout."""
    return run(sys.executable, "-c", program, *arguments, cwd=cwd, **env)


def project() -> dict[str, Any]:
    """The whole of pyproject.toml."""
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def kept_files(suffix: str = "") -> Iterator[Path]:
    """Every file that is, or would be, under version control, by the end of its name."""
    # The checkout may belong to another user (a container, a mounted folder).
    listed = run(
        *("git", "-c", "safe.directory=*", "ls-files", "-z"),
        *("--cached", "--others", "--exclude-standard", "--deduplicate"),
    )
    assert listed.returncode == 0, listed.stderr
    for name in sorted(listed.stdout.split("\0")):
        path = CHECKOUT / name
        if name.endswith(suffix) and path.is_file():
            yield path
