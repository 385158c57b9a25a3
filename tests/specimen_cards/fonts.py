"""Fonts by purpose: whatever this machine has of the families in fonts.toml.

Some fonts are bundled with the app; Debian's free Japanese fonts add variety where they stand.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types
from PIL import ImageFont

BUNDLED = Path(__file__).parents[2] / "resources" / "fonts"
BUNDLED_ONLY = "SPECIMEN_BUNDLED_FONTS"
"""Name of the environment variable that keeps the search to the bundled fonts."""

_SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "fonts.toml").read_text("utf-8"))


@cache
def _found(*, bundled_only: bool) -> dict[str, Path]:
    folders = (BUNDLED,) if bundled_only else (BUNDLED, *_SYSTEM)
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[to]t[fc]")):
            found.setdefault(path.name, path)
    return found


def faces(purpose: str) -> list[Path]:
    """Every font of this machine that serves the purpose, in the table's order; at least one."""
    found = _found(bundled_only=bool(os.environ.get(BUNDLED_ONLY)))
    known = [found[name] for name in _table()[purpose] if name in found]
    if purpose == "mincho" and len(known) > 1:  # the bundled stand-in is no mincho
        known = known[1:]
    return known


@cache
def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font at a height in pixels."""
    return ImageFont.truetype(str(path), size)


@cache
def _signs(path: Path) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as face:
        return frozenset(face.getBestCmap())


def face_for(sign: str, path: Path) -> Path:
    """The font itself when it has the sign, otherwise one for rare kanji that has it."""
    if ord(sign) in _signs(path):
        return path
    return next((one for one in faces("rare") if ord(sign) in _signs(one)), path)
