"""Every sign that the program prints has a glyph, and one that has none is seen to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.documents.fonts import GETA, Face, load_fonts
from tests.counter_app.documents import builders

FACES: tuple[Face, ...] = ("text", "bold", "digits")
IN_NO_FONT = "\U0001f600"  # a smiling face


def has(sign: str) -> bool:
    return any(sign in signs for signs in builders.signs_of_fonts().values())


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_word_of_the_program_and_the_notice_has_its_glyphs(language: str, face: Face) -> None:
    chain = builders.fonts().chain(face)
    catalogues = sorted((builders.RESOURCES / "texts" / language).glob("*.po"))
    shown = "".join(
        path.read_text(encoding="utf-8")
        for path in [*catalogues, builders.NOTICE / f"{language}.md"]
    )

    assert len(catalogues) >= 2
    assert {sign for sign in shown if sign != "\n" and not chain.knows(sign)} == set()


@pytest.mark.parametrize("face", FACES)
def test_a_rare_kanji_of_names_comes_from_the_next_font(face: Face) -> None:
    runs = list(builders.fonts().chain(face).runs("髙𠮷田"))

    assert [run.text for run in runs] == ["髙", "𠮷", "田"]
    assert runs[0].font == runs[2].font != runs[1].font


@pytest.mark.parametrize("face", FACES)
def test_a_sign_that_no_font_has_becomes_a_geta(face: Face) -> None:
    chain = builders.fonts().chain(face)

    assert not chain.knows(IN_NO_FONT)
    assert [run.text for run in chain.runs(f"A{IN_NO_FONT}B")] == [f"A{GETA}B"]
    assert chain.width(IN_NO_FONT, 10) == chain.width(GETA, 10) > 0


@given(st.text(), st.sampled_from(FACES))
def test_no_sign_is_dropped_or_doubled(text: str, face: Face) -> None:
    runs = list(builders.fonts().chain(face).runs(text))

    assert "".join(run.text for run in runs) == "".join(s if has(s) else GETA for s in text)


def test_digits_are_all_of_one_width() -> None:
    chain = builders.fonts().chain("digits")

    assert len({chain.width(digit, 10) for digit in "0123456789,-¥ "}) == 1


def test_a_folder_without_the_main_fonts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="BIZUDPGothic-Regular"):
        load_fonts(tmp_path)
