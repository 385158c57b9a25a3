"""Types: mypy in strict mode over the code and its tests."""

from __future__ import annotations

from pathlib import Path

from tests.house.checkout import CHECKOUT, run, tool


def test_mypy_finds_nothing() -> None:
    found = run(tool("mypy"))
    assert found.returncode == 0, found.stdout


def test_mypy_finds_nothing_in_the_programs_of_set_up() -> None:
    found = run(tool("mypy"), *sorted((CHECKOUT / ".ci").glob("*.py")))
    assert found.returncode == 0, found.stdout


def test_mypy_is_strict_enough_to_report_a_missing_override(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "class Screen:\n"
        "    def redraw(self) -> None: ...\n\n\n"
        "class Notice(Screen):\n"
        "    def redraw(self) -> None: ...\n\n\n"
        "def price(yen):\n"
        "    return yen\n",
        encoding="utf-8",
    )
    settings = CHECKOUT / "pyproject.toml"
    found = run(tool("mypy"), "--config-file", settings, "--cache-dir", tmp_path / "cache", planted)
    assert "[explicit-override]" in found.stdout
    assert "[no-untyped-def]" in found.stdout
