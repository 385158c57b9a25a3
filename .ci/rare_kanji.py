#!/usr/bin/env python3
"""Make resources/fonts/CounterRareKanji-Regular.ttf: the kanji of names that the main fonts lack.

    .ci/rare_kanji.py ipamjm.ttf

takes the IPAmj Mincho font (Debian package fonts-ipamj-mincho 005.01) and keeps its glyphs for
every kanji of JIS X 0213 that BIZ UDPGothic has not, and for the kanji of MORE_NAMES. The IPA Font
License, article 3.1(4), wants a derived font to carry another name than the original's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
NAME = "Counter Rare Kanji"
FILE = "CounterRareKanji-Regular.ttf"
JIS_X_0213 = "euc_jis_2004"
MORE_NAMES = "㑹𠮷𣏌䂖"
"""Kanji of family registers that stand outside of JIS X 0213."""

NAME_IDS = {1: NAME, 2: "Regular", 3: f"{NAME} 1.0", 4: NAME, 5: "Version 1.000", 6: FILE[:-4]}
KEPT_NAME_IDS = (0, 13, 14)  # copyright and licence


def main() -> None:
    """Write the font beside the others."""
    source = TTFont(sys.argv[1])
    known = TTFont(FONTS / "BIZUDPGothic-Regular.ttf").getBestCmap()
    kanji = [code for code in source.getBestCmap() if code not in known and _is_wanted(code)]
    options = Options(hinting=False, layout_features=[], name_languages=["*"], glyph_names=False)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kanji)
    subsetter.subset(source)
    _rename(source)
    source.save(FONTS / FILE)
    sys.stdout.write(f"{FILE}: {len(kanji)} kanji\n")


def _is_wanted(code: int) -> bool:
    sign = chr(code)
    if not sign.isidentifier():  # letters only: no signs, no radicals
        return False
    if sign in MORE_NAMES:
        return True
    try:
        sign.encode(JIS_X_0213)
    except UnicodeEncodeError:
        return False
    return code >= ord("㐀")


def _rename(font: TTFont) -> None:
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID in KEPT_NAME_IDS]
    for name_id, text in NAME_IDS.items():
        names.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main()
