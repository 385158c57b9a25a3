"""The look: colours far enough apart, fonts and icons that are there, one style sheet."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication

from ui.theme import Theme, system_scheme
from ui.theme.look import colour_of
from ui.theme.tokens import SCHEMES, Scheme

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
ICONS = RESOURCES / "style" / "icons"


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_knows_what_is_known() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    # The grey of WCAG's own examples that just fails, and the one that just passes.
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) < 4.5
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_and_parts_stand_out_from_their_ground(scheme: Scheme) -> None:
    theme = Theme.load(RESOURCES, scheme)
    rules = theme.tokens.contrast

    assert (rules.text_min, rules.part_min) == (4.5, 3.0)
    assert len(rules.text) > 30
    assert len(rules.part) > 15
    for pairs, least in ((rules.text, rules.text_min), (rules.part, rules.part_min)):
        for ink, ground in pairs:
            apart = contrast(theme.colour(ink), theme.colour(ground))
            assert apart >= least, f"{ink} on {ground} ({scheme}): {apart:.2f}"


def test_both_schemes_have_the_same_names() -> None:
    tokens = Theme.load(RESOURCES).tokens
    assert tokens.colours["light"].keys() == tokens.colours["high_contrast"].keys()
    assert tokens.strokes["light"].keys() == tokens.strokes["high_contrast"].keys()


def test_without_a_wish_of_the_person_the_light_scheme_is_taken(qapp: QApplication) -> None:
    assert system_scheme(qapp) == "light"


def test_opacity_stands_at_the_end_in_the_tokens() -> None:
    colour = colour_of("#FFC40046")
    assert (colour.red(), colour.green(), colour.blue(), colour.alpha()) == (255, 196, 0, 70)
    assert colour_of("#FFC400").alpha() == 255


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_leaves_nothing_open_and_sets_no_font(scheme: Scheme) -> None:
    sheet = Theme.load(RESOURCES, scheme).style_sheet()
    assert "$" not in sheet
    assert not re.search(r"font(-size|-family|-weight)?\s*:", sheet)


def test_a_style_sheet_with_an_unknown_name_is_refused(tmp_path: Path) -> None:
    style = tmp_path / "style"
    style.mkdir()
    (style / "tokens.toml").write_bytes((RESOURCES / "style" / "tokens.toml").read_bytes())
    (style / "app.qss").write_text("QLabel { color: $no_such_colour; }", encoding="utf-8")
    with pytest.raises(KeyError):
        Theme.load(tmp_path).style_sheet()


def drawn_by(text: str, font: QFont) -> list[str]:
    """The fonts that Qt takes for a text."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [run.rawFont().familyName() for run in layout.glyphRuns()]


@pytest.mark.parametrize("sign", ["あ", "髙", "邉", "¥", "q"])
def test_the_fonts_are_the_programs_own(theme: Theme, sign: str) -> None:
    font = theme.font("clerk.body")
    assert QFontInfo(font).family() == "BIZ UDPGothic"
    assert font.hintingPreference() == QFont.HintingPreference.PreferNoHinting
    assert drawn_by(sign, font) == ["BIZ UDPGothic"]


def test_roles_give_size_and_weight(theme: Theme) -> None:
    assert (theme.font("clerk.title").pixelSize(), theme.font("clerk.title").bold()) == (26, True)
    larger = theme.font("customer.body", factor=theme.larger_text_factor)
    assert larger.pixelSize() == round(21 * 1.25)
    assert theme.font(20, bold=True).bold()
    with pytest.raises(KeyError):
        theme.font("clerk.no_such_role")


def test_digits_of_one_width(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font("clerk.imei", digits=True))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("kanji", ["𠮷", "槗", "㑹"])
def test_a_rare_kanji_is_drawn_from_the_fallback(theme: Theme, kanji: str) -> None:
    assert drawn_by(kanji, theme.font("clerk.value")) == ["Counter Rare Kanji"]


@pytest.mark.parametrize(
    ("language", "words", "family"),
    [
        ("zh-Hans", "骨直您们，（9:00）", "Counter Chinese"),
        ("vi", "Tiếng Việt được ưu", "Counter Vietnamese"),
        ("ja", "骨直", "BIZ UDPGothic"),
        ("ja-easy", "骨（ほね）", "BIZ UDPGothic"),
    ],
)
def test_a_language_is_drawn_in_its_own_font(
    theme: Theme, language: str, words: str, family: str
) -> None:
    for bold in (False, True):
        assert set(drawn_by(words, theme.twin(language).font("customer.body", bold=bold))) == {
            family
        }
        told = theme.font("customer.body", bold=bold, language=language)
        assert set(drawn_by(words, told)) == {family}
    assert set(drawn_by("骨", theme.font("customer.body"))) == {"BIZ UDPGothic"}  # nothing changed


@pytest.mark.parametrize("sign", ["们", "ệ"])
def test_the_main_family_alone_lacks_them(theme: Theme, sign: str) -> None:
    """The control."""
    font = theme.font("customer.body")
    font.setFamilies(["BIZ UDPGothic"])
    assert drawn_by(sign, font) != ["BIZ UDPGothic"]


def test_an_icon_is_drawn_in_its_colour(theme: Theme) -> None:
    image = theme.pixmap("check", 24, "ok").toImage()
    inked = {
        image.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {theme.colour("ok").name()}
    assert theme.pixmap("check", 24, "ok").cacheKey() == theme.pixmap("check", 24, "ok").cacheKey()
    assert theme.pixmap("check", 24, "ok", 2.0).width() == 48
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def words_in(folder: Path) -> set[str]:
    """Every string that stands in the code by itself."""
    return {
        node.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


PLACES_OF_ICONS = {
    "Icon": 1,
    "Badge": 1,
    "IconButton": 1,
    "EmptyNote": 1,
    "BigTile": 1,
    "icon": 0,
    "pixmap": 0,
    "set_icon": 0,
}
"""Which argument of a call names an icon, from 0."""


def icons_named(source: str) -> set[str]:
    """The icons that a source file asks for by name."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else ""
            name = called.id if isinstance(called, ast.Name) else name
            given = [one.value for one in node.keywords if one.arg in {"icon", "primary_icon"}]
            place = PLACES_OF_ICONS.get(name)
            if place is not None:
                given += node.args[place : place + 1]
            named |= {str(one.value) for one in given if isinstance(one, ast.Constant)}
    return named - {""}


def test_every_icon_that_is_asked_for_is_there() -> None:
    assert icons_named('Badge(theme, "gone"); Button(theme, icon="away")') == {"gone", "away"}
    asked = {
        name
        for path in (ROOT / "ui").rglob("*.py")
        for name in icons_named(path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 10
    assert sorted(name for name in asked if not (ICONS / f"{name}.svg").is_file()) == []


def test_every_icon_is_used_and_has_its_licence_beside_it() -> None:
    there = {path.stem for path in ICONS.glob("*.svg")}
    data = "\n".join(p.read_text(encoding="utf-8") for p in RESOURCES.glob("price_book/*.toml"))
    named = words_in(ROOT / "ui") | set(re.findall(r'"([a-z0-9-]+)"', data))
    assert there - named == set()
    assert "MIT License" in (ICONS / "LICENSE").read_text(encoding="utf-8")
    for path in ICONS.glob("*.svg"):
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name


def test_fonts_carry_their_licences_and_a_derived_one_its_own_name() -> None:
    fonts = RESOURCES / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE-OFL.txt").read_text(encoding="utf-8")
    assert "Article 3" in (fonts / "LICENSE-IPA.txt").read_text(encoding="utf-8")
    # IPA Font License Agreement v1.0, article 3.1(4): not the name of the original.
    assert not [path for path in fonts.glob("*.ttf") if "ipa" in path.name.lower()]
    assert sum(path.stat().st_size for path in fonts.glob("*.ttf")) < 20_000_000
