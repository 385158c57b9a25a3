"""Every package that the project asks for is really used by it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import CHECKOUT, project

USED_AS = {
    "opencv-python-headless": r"import cv2\b",
    "pyside6-essentials": r"from PySide6\b",
    "rapidocr": r"rapidocr",  # its models are loaded, its code is not
    "sqlcipher3": r"sqlcipher3|pysqlcipher",  # SQLAlchemy's dialect may load it
    "typing-extensions": r"from typing_extensions\b",
    "zxing-cpp": r"import zxingcpp\b",
}


def unused(names: Iterable[str], code: str) -> list[str]:
    """Names of packages that no line of the code speaks of."""
    return [
        name
        for name in sorted(map(canonicalize_name, names))
        if not re.search(USED_AS.get(name, rf"\b(?:import|from) {name}\b"), code)
    ]


def code_of(*folders: str) -> str:
    files = (path for folder in folders for path in sorted((CHECKOUT / folder).rglob("*.py")))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_runtime_package_is_used() -> None:
    told = project()["project"]
    asked = [*told["dependencies"], *told["optional-dependencies"]["hq"]]
    assert unused([Requirement(line).name for line in asked], code_of("counter_app", "ui")) == []


def test_pytest_qt_drives_the_windows() -> None:
    assert "qtbot" in code_of("tests/ui", "tests/flows")


def test_an_unused_package_is_found() -> None:
    assert unused(["sqlalchemy", "planted"], "from sqlalchemy import select\n") == ["planted"]
