#!/usr/bin/env python3
"""Name the files, classes and functions that are long enough to deserve a look.

Sizes are no law: this prints and never fails. Split by thing, never by number.
Usage: .ci/sizes.py [FOLDER_OR_FILE...]
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 300
CLASS_LINES = 200
FUNCTION_LINES = 40
FOLDERS = ("counter_app", "ui", "tests", ".ci")


def long_places(path: Path) -> Iterator[str]:
    """Say where in one file a file, class or function is over its mark."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        yield f"{path}: file of {lines} lines"
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef():
                kind, mark = "class", CLASS_LINES
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                kind, mark = "function", FUNCTION_LINES
            case _:
                continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > mark:
            yield f"{path}:{node.lineno}: {kind} {node.name} of {length} lines"


def main(places: list[str]) -> None:
    """Print every long place under the given folders and files."""
    roots = [Path(place) for place in places or FOLDERS]
    files = (
        f for root in roots for f in ([root] if root.is_file() else sorted(root.rglob("*.py")))
    )
    found = [place for path in files for place in long_places(path)]
    sys.stdout.write("".join(f"{place}\n" for place in found))
    sys.stdout.write(f"{len(found)} places to look at for their size\n")


if __name__ == "__main__":
    main(sys.argv[1:])
