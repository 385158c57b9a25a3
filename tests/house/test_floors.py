"""The rooms and floors: every contract of import-linter is kept, and would report a breach.

Each contract gets at least one planted breach in a copy of the tree: a contract that cannot fail
would hold nothing.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT, project, run, tool


@dataclass(frozen=True, slots=True)
class Plant:
    """Lines put into a file of the tree that break one contract; `told` is part of the report."""

    contract: str
    files: dict[str, str]
    told: str


PLANTS = (
    Plant(
        "Every folder of counter_app stands on a floor and imports only downward",
        {"counter_app/domain/planted.py": "import counter_app.services"},
        "counter_app.domain.planted -> counter_app.services",
    ),
    Plant(
        "Every folder of counter_app stands on a floor and imports only downward",
        {"counter_app/helpers/__init__.py": ""},
        "counter_app.helpers",
    ),
    Plant(
        "ui: start-up > flow > window > screens, customer > screen > widgets > theme, tasks",
        {"ui/widgets/planted.py": "import ui.window"},
        "ui.widgets.planted -> ui.window",
    ),
    Plant(
        "No screen knows another screen",
        {
            "ui/screens/planted_one.py": "",
            "ui/screens/planted_two.py": "import ui.screens.planted_one",
        },
        "ui.screens.planted_two -> ui.screens.planted_one",
    ),
    Plant(
        "counter_app knows no Qt and no ui",
        {"counter_app/domain/planted.py": "import PySide6.QtCore"},
        "counter_app.domain.planted -> PySide6",
    ),
    Plant(
        "ui takes Qt and counter_app only",
        {"ui/widgets/planted.py": "import sqlalchemy"},
        "ui.widgets.planted -> sqlalchemy",
    ),
    Plant(
        "ui speaks to app, services, domain, texts and settings only",
        {"ui/widgets/planted.py": "import counter_app.storage"},
        "ui.widgets.planted -> counter_app.storage",
    ),
    Plant(
        "domain and law are pure",
        {"counter_app/law/planted.py": "import numpy"},
        "counter_app.law.planted -> numpy",
    ),
    Plant(
        "Only storage and the HQ store know SQLAlchemy",
        {"counter_app/services/planted.py": "import sqlalchemy"},
        "counter_app.services.planted -> sqlalchemy",
    ),
    Plant(
        "Tables are storage's own",
        {"counter_app/services/planted.py": "import counter_app.storage.tables"},
        "counter_app.services.planted -> counter_app.storage.tables",
    ),
    Plant(
        "HQ and the till share only the envelope",
        {"counter_app/hq/planted.py": "import counter_app.sync.outbox"},
        "counter_app.hq.planted -> counter_app.sync.outbox",
    ),
    Plant(
        "No circles",
        {
            "counter_app/services/planted_one.py": "import counter_app.services.planted_two",
            "counter_app/services/planted_two.py": "import counter_app.services.planted_one",
        },
        "planted_one",
    ),
    Plant(
        "The till never imports HQ",
        {"counter_app/cli/planted.py": "import counter_app.hq"},
        "counter_app.cli.planted -> counter_app.hq",
    ),
    Plant(
        "Screens ask services, not law, clock, cli, sync or storage",
        {"ui/screens/planted.py": "import counter_app.law"},
        "ui.screens.planted -> counter_app.law",
    ),
    Plant(
        "HQ takes sealing from storage, and nothing else",
        {"counter_app/hq/planted.py": "import counter_app.storage.database"},
        "counter_app.hq.planted -> counter_app.storage.database",
    ),
    Plant(
        "Within HQ only the store knows SQLAlchemy",
        {"counter_app/hq/server.py": "import sqlalchemy"},
        "counter_app.hq.server -> sqlalchemy",
    ),
)


def contracts() -> dict[str, dict[str, list[str]]]:
    """The contracts of pyproject.toml by name."""
    return {c["name"]: c for c in project()["tool"]["importlinter"]["contracts"]}


def verdict(tree: Path) -> tuple[dict[str, str], str]:
    """KEPT or BROKEN for each contract by name, and the whole report."""
    report = run(tool("lint-imports"), "--no-logo", "--no-cache", cwd=tree, COLUMNS="400").stdout
    return dict(re.findall(r"^(\S.*?) (KEPT|BROKEN)\b", report, re.MULTILINE)), report


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages and their contracts, to plant breaches in."""
    for package in ("counter_app", "ui"):
        only_code = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / package, tmp_path / package, ignore=only_code)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    found, report = verdict(CHECKOUT)
    assert set(found.values()) == {"KEPT"}, report
    assert set(found) == set(contracts())


def test_every_contract_has_a_planted_breach() -> None:
    assert {plant.contract for plant in PLANTS} == set(contracts())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}: {plant.told}")
def test_a_planted_breach_is_reported(plant: Plant, tree: Path) -> None:
    for name, lines in plant.files.items():
        file = tree / name
        file.parent.mkdir(exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(f"{before}\n{lines}\n", encoding="utf-8")

    found, report = verdict(tree)

    assert found[plant.contract] == "BROKEN"
    # The report's second part has one section for each broken contract, under its name.
    section = report.rsplit(f"\n{plant.contract}\n---", 1)[1]
    assert plant.told in section.split("\n\n\n")[0]


def modules(folder: str) -> set[str]:
    """The direct modules and sub-packages of a folder, by full name."""
    names = (
        path.stem
        for path in (CHECKOUT / folder).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    )
    return {f"{folder.replace('/', '.')}.{name}" for name in names if name != "__init__"}


def test_hq_is_kept_from_every_file_of_storage_but_sealing() -> None:
    # A new file of storage must be added to the contract: it cannot say "all but one".
    kept_from = set(
        contracts()["HQ takes sealing from storage, and nothing else"]["forbidden_modules"]
    )
    expected = modules("counter_app/storage") - {"counter_app.storage.sealing"}
    assert expected == kept_from, ", ".join(sorted(expected ^ kept_from))


def test_every_file_of_hq_but_the_store_is_kept_from_sqlalchemy() -> None:
    kept = set(contracts()["Within HQ only the store knows SQLAlchemy"]["source_modules"])
    expected = modules("counter_app/hq") - {"counter_app.hq.store"}
    assert expected == kept, ", ".join(sorted(expected ^ kept))
