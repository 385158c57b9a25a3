"""Licences: what runs at a shop carries none that would force our source open.

LGPL is allowed where it is listed, with how its terms are met; of a choice, the best counts.
docs/dependencies.md tells the reasons; here it is held to the packages really installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import CHECKOUT, project

LGPL_ALLOWED = {
    "pyside6-essentials": "Qt's own shared libraries, unchanged and replaceable",
    "shiboken6": "as PySide6",
}
READ_BY_HAND = {"sqlcipher3": "Zlib"}
"""Packages whose metadata name no licence; the text in the package does."""


def runtime() -> dict[str, metadata.Distribution]:
    """Every package that the till or HQ may load, by name: the closure of what we ask for."""
    told = project()["project"]
    todo = [Requirement(line) for line in told["dependencies"]]
    todo += [Requirement(line) for line in told["optional-dependencies"]["hq"]]
    found: dict[str, metadata.Distribution] = {}
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if name in found or not (requirement.marker is None or requirement.marker.evaluate()):
            continue
        found[name] = metadata.distribution(name)
        todo += [Requirement(line) for line in found[name].requires or []]
    return found


def licence(package: metadata.Distribution) -> str:
    """What the package says of its licence, in one line; empty if nothing."""
    told = package.metadata
    for field in ("License-Expression", "License"):
        if any(short := told.get_all(field) or []):
            return str(short[0]).splitlines()[0]
    classifiers = told.get_all("Classifier") or []
    return " AND ".join(c.split(" :: ")[-1] for c in classifiers if c.startswith("License ::"))


def verdict(name: str, told: str) -> str | None:
    """Why a package may not be used, or None."""
    choices = re.split(r"\bOR\b", told or READ_BY_HAND.get(name, ""))
    if choices == [""]:
        return f"{name}: no licence named"
    strictest = [copyleft(choice) for choice in choices]
    if None in strictest or ("LGPL" in strictest and name in LGPL_ALLOWED):
        return None
    return f"{name}: {told}"


def copyleft(choice: str) -> str | None:
    """Which of the GNU licences a text names, the strictest first."""
    if re.search(r"\bA?GPL|(?<!Lesser )General Public", choice):
        return "GPL"
    return "LGPL" if re.search(r"LGPL|Lesser General Public", choice) else None


def documented() -> Iterator[tuple[str, str]]:
    """Name and licence in each row of the runtime tables of docs/dependencies.md."""
    text = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for name, told in re.findall(r"^\| `([\w.-]+)` \| ([^|]+?) \|", text, re.MULTILINE):
        yield canonicalize_name(name), told


def test_no_package_at_a_shop_carries_a_forbidden_licence() -> None:
    packages = runtime()
    assert len(packages) > 40
    faults = [verdict(name, licence(package)) for name, package in sorted(packages.items())]
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("planted", "GPL-3.0-only"),
        ("planted", "AGPL-3.0-or-later"),
        ("planted", "GNU General Public License v3 (GPLv3)"),
        ("planted", "GPL-2.0-only OR AGPL-3.0-only"),
        ("planted", "LGPL-2.1-only"),
        ("planted", "GNU Lesser General Public License v3"),
        ("planted", ""),
    ],
)
def test_a_forbidden_licence_is_found(name: str, told: str) -> None:
    assert verdict(name, told) is not None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("planted", "MIT"),
        ("planted", "Apache-2.0 OR GPL-3.0-only"),
        ("shiboken6", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
    ],
)
def test_a_permitted_licence_passes(name: str, told: str) -> None:
    assert verdict(name, told) is None


def test_the_document_tells_every_package_that_we_ask_for() -> None:
    told = project()["project"]
    asked = [*told["dependencies"], *told["optional-dependencies"]["hq"]]
    names = {canonicalize_name(Requirement(line).name) for line in asked}
    assert names - {name for name, _ in documented()} == set()


def test_every_package_that_comes_along_is_told_too() -> None:
    assert set(runtime()) - {name for name, _ in documented()} == set()


def test_the_document_tells_the_licences_that_the_packages_carry() -> None:
    packages = runtime()
    wrong = [
        f"{name}: the document says {told}, the package {carried}"
        for name, told in documented()
        if name in packages
        and not (carried := licence(packages[name]) or READ_BY_HAND[name]).startswith(told)
    ]
    assert wrong == []
