#!/usr/bin/env python3
"""Make the fonts of resources/fonts that languages other than Japanese and English need.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-sans@0.4.2
    .ci/language_fonts.py chinese NotoSansSC_400Regular.ttf NotoSansSC_700Bold.ttf
    .ci/language_fonts.py vietnamese NotoSans_400Regular.ttf NotoSans_700Bold.ttf

keeps of Noto Sans SC every sign of GB 2312, in its Chinese form, and of Noto Sans the Latin letters
that Vietnamese is written with, both without hinting and layout tables. They carry names of their
own, for they are not the originals. The reserved name of Noto Sans SC is "Source" (SIL Open Font
License 1.1, article 3).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
FACES = ("Regular", "Bold")
KEPT_NAME_IDS = (0, 13, 14)  # copyright and licence
DROPPED = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep", "vhea", "vmtx")

LATIN = (0x20, 0x24F)
VIETNAMESE = (0x1EA0, 0x1EF9)
PUNCTUATION = (0x2010, 0x203A)
MORE = "₫〓"


def main() -> None:
    """Write both faces of one language beside the other fonts."""
    language, *sources = sys.argv[1:]
    family = f"Counter {language.capitalize()}"
    wanted = set(_chinese() if language == "chinese" else _vietnamese())
    for face, source in zip(FACES, sources, strict=True):
        font = TTFont(source)
        options = Options(hinting=False, layout_features=[], name_languages=["*"])
        options.glyph_names = False
        options.drop_tables += DROPPED
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted & font.getBestCmap().keys()))
        subsetter.subset(font)
        file = f"{family.replace(' ', '')}-{face}.ttf"
        _rename(font, family, face, file)
        font.save(FONTS / file)
        sys.stdout.write(f"{file}: {len(font.getBestCmap())} signs\n")


def _chinese() -> Iterator[int]:
    yield from range(LATIN[0], 0x7F)
    yield from range(PUNCTUATION[0], PUNCTUATION[1] + 1)
    yield from map(ord, MORE)
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def _vietnamese() -> Iterator[int]:
    for first, last in (LATIN, VIETNAMESE, PUNCTUATION):
        yield from range(first, last + 1)
    yield from map(ord, MORE)


def _rename(font: TTFont, family: str, face: str, file: str) -> None:
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID in KEPT_NAME_IDS]
    told = {1: family, 2: face, 3: f"{family} {face} 1.0", 4: f"{family} {face}"}
    for name_id, text in (told | {5: "Version 1.000", 6: file[:-4]}).items():
        names.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main()
