"""What may be loaded where: no Qt under counter_app, nothing heavy with the windows."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.checkout import CHECKOUT, python

LOAD = """
import importlib, pkgutil, sys
import counter_app
names = sys.argv[1:]
if names == ["everything"]:
    # Alembic runs env.py by itself; it cannot be imported.
    walk = pkgutil.walk_packages(counter_app.__path__, "counter_app.", onerror=None)
    names = [found.name for found in walk if not found.name.endswith("migrations.env")]
for name in names:
    importlib.import_module(name)
print(len(names), sorted(n for n in sys.modules if n.split(".")[0] in ("PySide6", "shiboken6")))
"""
UI_MAY_LOAD = {
    "PySide6",
    "shiboken6",
    "counter_app",
    "ui",
    "typing_extensions",
    *sys.stdlib_module_names,
}


def outside_roots(source: str) -> Iterator[str]:
    """Packages that a module of ui loads, early or late, and should not."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(module)):
                names = [module]
            case _:
                continue
        yield from (name for name in names if name.split(".")[0] not in UI_MAY_LOAD)


@pytest.mark.parametrize("what", ["counter_app", "everything"])
def test_counter_app_loads_no_qt(what: str) -> None:
    loaded = python(LOAD, what)
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split(maxsplit=1)[1].strip() == "[]"


def test_everything_is_more_than_a_few_modules() -> None:
    loaded = python(LOAD, "everything")
    files = [p for p in (CHECKOUT / "counter_app").rglob("*.py") if p.name != "env.py"]
    assert int(loaded.stdout.split()[0]) == len(files) - 1, loaded.stderr  # less counter_app itself


def test_a_loaded_qt_is_reported() -> None:
    assert "'PySide6.QtCore'" in python(LOAD, "PySide6.QtCore").stdout


def test_the_windows_load_qt_and_counter_app_only() -> None:
    faults = [
        f"{path.relative_to(CHECKOUT)}: {name}"
        for path in sorted((CHECKOUT / "ui").rglob("*.py"))
        for name in outside_roots(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_a_heavy_import_in_a_window_is_reported() -> None:
    source = "import json\nimport numpy as np\nfrom cv2 import typing\nfrom ui import flow\n"
    assert list(outside_roots(source)) == ["numpy", "cv2"]
