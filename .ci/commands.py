#!/usr/bin/env python3
"""Lay the project's own commands into the virtual environment that runs this file.

The project is run from its checkout and not installed as a package. A .pth file makes the checkout
importable and each entry of [project.scripts] becomes a command beside python (counter-app,
counterctl, counter-hq), so that pyproject.toml stays the only list of them and nothing has to be
built or fetched.
"""

from __future__ import annotations

import sys
import sysconfig
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent

COMMAND = """\
#!{python}
import sys

from {module} import {function}

sys.exit({function}())
"""


def main() -> None:
    """Write the .pth file and the commands."""
    if sys.prefix == sys.base_prefix:
        sys.exit("run this with the virtual environment's python")
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = Path(sysconfig.get_path("purelib"))
    (packages / f"{project['name']}.pth").write_text(f"{CHECKOUT}\n", encoding="utf-8")
    for name, entry in project["scripts"].items():
        module, function = entry.split(":")
        command = Path(sysconfig.get_path("scripts")) / name
        command.write_text(
            COMMAND.format(python=sys.executable, module=module, function=function),
            encoding="utf-8",
        )
        command.chmod(0o755)


if __name__ == "__main__":
    main()
