"""The lock: uv.lock and the requirements exported from it say the same, with hashes.

pip installs from the requirements file, uv reads uv.lock; both must name the same files of the
public index, or two machines run different programs.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import CHECKOUT, project, run

REQUIREMENTS = CHECKOUT / ".ci" / "requirements.lock"
PUBLIC = {"pypi.org", "files.pythonhosted.org"}


@dataclass(frozen=True, slots=True)
class Pinned:
    """One version of a package and the hashes of its files."""

    name: str
    version: str
    hashes: frozenset[str]


def uv_lock() -> dict[str, Any]:
    return tomllib.loads((CHECKOUT / "uv.lock").read_text(encoding="utf-8"))


def requirements() -> str:
    return REQUIREMENTS.read_text(encoding="utf-8")


def pinned_by_uv(lock: dict[str, Any]) -> set[Pinned]:
    """Every package of uv.lock but the project itself."""
    return {
        Pinned(
            package["name"],
            package["version"],
            frozenset(file["hash"] for file in files_of(package)),
        )
        for package in lock["package"]
        if "registry" in package["source"]
    }


def files_of(package: dict[str, Any]) -> list[dict[str, Any]]:
    return [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]


def pinned_by_requirements(text: str) -> set[Pinned]:
    """Every package of a requirements file, which pins by == and hash."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    pinned = set()
    for line in filter(str.strip, joined.splitlines()):
        requirement, *hashes = line.split(" --hash=")
        name, version = requirement.split(";")[0].strip().split("==")
        pinned.add(Pinned(name, version, frozenset(word.strip() for word in hashes)))
    return pinned


def unpublished(lock: dict[str, Any]) -> list[str]:
    """Sources and files of a lock that do not come from the public index by https."""
    places = [
        place
        for package in lock["package"]
        if package["source"] != {"editable": "."}
        for place in (
            package["source"].get("registry", str(package["source"])),
            *(file["url"] for file in files_of(package)),
        )
    ]
    return [
        place
        for place in places
        if urlsplit(place).scheme != "https" or urlsplit(place).hostname not in PUBLIC
    ]


def test_the_two_lock_files_agree() -> None:
    by_uv, by_requirements = pinned_by_uv(uv_lock()), pinned_by_requirements(requirements())
    assert by_uv ^ by_requirements == set()
    assert all(pin.hashes for pin in by_uv)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"^numpy==2\.\d+", "numpy==2.0"),
        (r"(--hash=sha256:)\w{8}", r"\g<1>00000000"),
        (r"^msgspec==.*\n(?: .*\n)*", ""),
        (r"^zipp==", "zip=="),
    ],
    ids=["version", "hash", "package missing", "other package"],
)
def test_an_altered_requirements_file_is_found(before: str, after: str) -> None:
    altered, times = re.subn(before, after, requirements(), count=1, flags=re.MULTILINE)
    assert times == 1
    assert pinned_by_uv(uv_lock()) != pinned_by_requirements(altered)


def test_the_lock_is_that_of_the_project() -> None:
    told = project()["project"]
    wanted = {canonical(line) for line in told["dependencies"]} | {
        canonical(line, extra)
        for extra, lines in told["optional-dependencies"].items()
        for line in lines
    }
    (itself,) = [p for p in uv_lock()["package"] if p["source"] == {"editable": "."}]
    locked = {
        (
            entry["name"],
            frozenset(filter(None, entry.get("specifier", "").split(","))),
            entry.get("marker", "").replace("'", '"'),
        )
        for entry in itself["metadata"]["requires-dist"]
    }
    assert wanted ^ locked == set()


def canonical(line: str, extra: str = "") -> tuple[str, frozenset[str], str]:
    """A requirement as its name, its version rules and its marker, in the lock's way."""
    requirement = Requirement(line)
    conditions = [str(requirement.marker)] if requirement.marker else []
    if extra:
        conditions.append(f'extra == "{extra}"')
    rules = frozenset(str(rule) for rule in requirement.specifier)
    return canonicalize_name(requirement.name), rules, " and ".join(conditions)


def test_only_the_public_index_is_named() -> None:
    assert unpublished(uv_lock()) == []
    options = [line for line in requirements().splitlines() if line.startswith("-")]
    assert options == []
    assert "://" not in requirements()


@pytest.mark.parametrize("place", ["http://pypi.org/simple", "https://mirror.example/simple"])
def test_another_index_is_found(place: str) -> None:
    lock = uv_lock()
    package = next(p for p in lock["package"] if p["name"] == "numpy")
    package["source"] = {"registry": place}
    assert unpublished(lock) == [place]


def test_every_package_comes_as_a_wheel() -> None:
    # Building one would run code that no hash of ours covers.
    only_source = [
        package["name"]
        for package in uv_lock()["package"]
        if "registry" in package["source"] and not package.get("wheels")
    ]
    assert only_source == []


def lacking(requirements: str, folder: Path) -> str:
    """What pip would still have to install; nothing if all is there."""
    file = folder / "requirements.txt"
    file.write_text(requirements, encoding="utf-8")
    options = ("--dry-run", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    asked = run(sys.executable, "-m", "pip", "install", *options, "--requirement", file)
    return asked.stdout + asked.stderr


def test_what_is_installed_is_what_is_locked(tmp_path: Path) -> None:
    assert lacking(requirements(), tmp_path) == ""


def test_an_installed_package_of_another_version_is_found(tmp_path: Path) -> None:
    other = requirements().replace("\nmsgspec==", "\nmsgspec==9.", 1)
    assert "msgspec==9." in lacking(other, tmp_path)
