"""Every sign that the program prints has a glyph, and one that has none is seen to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.documents.fonts import GETA, Face, load_fonts
from tests.counter_app.documents import builders

FACES: tuple[Face, ...] = ("text", "bold", "digits")
LANGUAGES = ("ja", "en", "ja-easy", "zh-Hans", "vi")
IN_NO_FONT = "\U0001f600"  # a smiling face


def has(sign: str) -> bool:
    return any(sign in signs for signs in builders.signs_of_fonts().values())


def words_of(language: str) -> str:
    """All that is shown or printed in a language: its catalogues and the notice."""
    catalogues = sorted((builders.RESOURCES / "texts" / language).glob("*.po"))
    assert len(catalogues) >= 2
    return "".join(
        path.read_text(encoding="utf-8")
        for path in [*catalogues, builders.NOTICE / f"{language}.md"]
    )


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_program_and_the_notice_has_its_glyphs(language: str, face: Face) -> None:
    chain = builders.fonts().chain(face, language)
    shown = words_of(language)

    assert {sign for sign in shown if sign != "\n" and not chain.knows(sign)} == set()


@pytest.mark.parametrize(("language", "lacks"), [("zh-Hans", "们"), ("vi", "ệ"), ("vi", "ư")])
def test_the_main_font_alone_lacks_signs_of_these_languages(language: str, lacks: str) -> None:
    """The control: the look at the glyphs finds what BIZ UDPGothic has not."""
    signs = builders.signs_of_fonts()
    missing = {sign for sign in words_of(language) if sign not in signs["BIZUDPGothic-Regular"]}

    assert lacks in missing


@pytest.mark.parametrize("face", ["text", "bold"])
def test_each_language_is_set_in_a_font_of_its_own(face: Face) -> None:
    """No sign of it is borrowed from a font that draws it in another country's form."""
    weight = {"text": "Regular", "bold": "Bold"}[face]
    fonts = builders.fonts()
    for language, own in (("zh-Hans", "CounterChinese"), ("vi", "CounterVietnamese")):
        pack = (builders.NOTICE / f"{language}.md").read_text(encoding="utf-8")
        for line in pack.splitlines():
            assert {run.font for run in fonts.chain(face, language).runs(line)} <= {
                f"{own}-{weight}"
            }


@pytest.mark.parametrize("sign", ["骨", "直", "角", "刃"])
def test_the_same_sign_is_drawn_as_each_language_writes_it(sign: str) -> None:
    fonts = builders.fonts()
    [chinese] = fonts.chain("text", "zh-Hans").runs(sign)
    [japanese] = fonts.chain("text", "ja").runs(sign)
    [easy] = fonts.chain("text", "ja-easy").runs(sign)

    assert chinese.font == "CounterChinese-Regular"
    assert japanese.font == easy.font == "BIZUDPGothic-Regular"


def test_a_language_whose_font_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = builders.RESOURCES / "fonts"
    for path in folder.iterdir():
        if path.name != "CounterVietnamese-Bold.ttf":
            (tmp_path / path.name).symlink_to(path)
    with pytest.raises(FileNotFoundError, match="CounterVietnamese-Bold"):
        load_fonts(tmp_path)


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
