"""The commands: what the README names is there, and set-up asks for what is missing only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT, project, run

PACKAGES = CHECKOUT / ".ci" / "packages.txt"


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def debian_packages() -> list[str]:
    lines = (line.split("#")[0].strip() for line in text(".ci/packages.txt").splitlines())
    return [line for line in lines if line]


def test_help_names_every_command() -> None:
    told = run("make", "help")
    assert told.returncode == 0, told.stderr
    assert set(re.findall(r"^make ([\w-]+) ", told.stdout, re.MULTILINE)) == {
        "help",
        "demo",
        "test",
        "check",
        "prove",
        "bench-id",
        "run",
        "lock",
    }  # fmt: skip - one line reads as the list that it is


def test_the_submission_check_runs_what_the_readme_names_and_nothing_else() -> None:
    lines = [line for line in text(".ci/run").splitlines() if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert "make test" in text("README.md")
    assert os.access(CHECKOUT / ".ci" / "run", os.X_OK)


def test_the_readme_is_short() -> None:
    assert len(text("README.md").splitlines()) < 100


@pytest.fixture
def debian(tmp_path: Path) -> Path:
    """A folder of stand-ins for Debian's tools: all packages installed but libgl1."""
    stand_ins = {
        "dpkg-query": 'for word in "$@"; do case $word in -*|*{*|libgl1) ;;'
        ' *) echo "installed $word" ;; esac; done',
        "id": 'echo "$WHO"',
        "apt-get": f'echo "$@" >> {tmp_path}/asked',
    }
    for name, script in stand_ins.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def install(debian: Path, who: str) -> subprocess.CompletedProcess[str]:
    path = f"{debian}:{os.environ['PATH']}"
    return run(CHECKOUT / ".ci" / "system-packages", sys.executable, PATH=path, WHO=who)


def test_root_gets_the_missing_package_and_no_other(debian: Path) -> None:
    assert install(debian, "0").returncode == 0
    update, asked = (debian / "asked").read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert [word for word in asked.split() if word in debian_packages()] == ["libgl1"]


def test_anybody_else_is_told_which_package_is_missing(debian: Path) -> None:
    told = install(debian, "1000")
    assert told.returncode == 1
    assert re.search(r"apt-get install .* libgl1$", told.stderr.strip())
    assert not (debian / "asked").exists()


def test_nothing_missing_asks_for_nothing(debian: Path) -> None:
    (debian / "dpkg-query").write_text(
        '#!/bin/sh\nfor word in "$@"; do echo "installed $word"; done\n', encoding="utf-8"
    )
    for who in ("0", "1000"):
        assert install(debian, who).returncode == 0
    assert not (debian / "asked").exists()


def test_each_debian_package_stands_once_in_the_list() -> None:
    packages = debian_packages()
    assert len(packages) == len(set(packages))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) for name in packages)


def test_the_projects_commands_are_laid_into_an_environment(tmp_path: Path) -> None:
    made = run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env")
    assert made.returncode == 0, made.stderr
    commands = tmp_path / "env" / "bin"

    laid = run(commands / "python", CHECKOUT / ".ci" / "commands.py")

    assert laid.returncode == 0, laid.stderr
    for name in project()["project"]["scripts"]:
        assert os.access(commands / name, os.X_OK)
    where = run(
        *(commands / "python", "-c", "import counter_app; print(counter_app.__file__)"),
        cwd=tmp_path,
    )
    assert Path(where.stdout.strip()) == CHECKOUT / "counter_app" / "__init__.py"


def test_a_laid_command_runs_its_entry_and_hands_on_the_exit_code(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / ".ci").mkdir(parents=True)
    (tree / "pyproject.toml").write_text(
        '[project]\nname = "small"\n[project.scripts]\nsmall = "entry:main"\n', encoding="utf-8"
    )
    (tree / "entry.py").write_text("def main():\n    return 3\n", encoding="utf-8")
    (tree / ".ci" / "commands.py").write_text(text(".ci/commands.py"), encoding="utf-8")
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env")
    run(tmp_path / "env" / "bin" / "python", tree / ".ci" / "commands.py")

    assert run(tmp_path / "env" / "bin" / "small", cwd=tmp_path).returncode == 3


def test_sizes_are_told_and_never_fail(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    body = "    x = 1\n" * 41
    long.write_text(f"def long() -> None:\n{body}" + "x = 1\n" * 300, encoding="utf-8")
    told = run(sys.executable, CHECKOUT / ".ci" / "sizes.py", tmp_path)
    assert told.returncode == 0
    assert "file of 342 lines" in told.stdout
    assert "function long of 42 lines" in told.stdout


def test_short_code_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("def short() -> None: ...\n", encoding="utf-8")
    told = run(sys.executable, CHECKOUT / ".ci" / "sizes.py", tmp_path)
    assert told.stdout == "0 places to look at for their size\n"
