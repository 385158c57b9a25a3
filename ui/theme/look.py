"""The look of both windows, made from the tokens: fonts, colours, icons, one style sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme.icons import Icons
from ui.theme.tokens import Scheme, Tokens, load_tokens

_RGBA = 9  # characters of #RRGGBBAA
_LEAST_SPACE = "tight"


class Theme:
    """What widgets ask for their looks; handed to each of them.

    Attributes:
        language: of the words; it decides which font is asked for a sign first.
    """

    def __init__(
        self, tokens: Tokens, sheet: Template, icons: Icons, fonts: Path, scheme: Scheme
    ) -> None:
        """See `load`."""
        self.language = ""
        self.tokens = tokens
        self.scheme = scheme
        self._sheet = sheet
        self._icons = icons
        self._fonts = fonts
        self._own_families = _own_families(fonts)
        self._colours = {name: colour_of(told) for name, told in tokens.colours[scheme].items()}

    @classmethod
    def load(cls, resources: Path, scheme: Scheme = "light") -> Self:
        """Read the look from the resources; `apply` puts it into effect.

        Raises:
            KeyError, FileNotFoundError: the resources are not whole.
        """
        style = resources / "style"
        return cls(
            load_tokens(style / "tokens.toml"),
            Template((style / "app.qss").read_text(encoding="utf-8")),
            Icons(style / "icons"),
            resources / "fonts",
            scheme,
        )

    def twin(self, language: str) -> Theme:
        """The same look for a window that speaks another language."""
        other = Theme(self.tokens, self._sheet, self._icons, self._fonts, self.scheme)
        other.language = language
        return other

    def apply(self, app: QApplication) -> None:
        """Dress the whole program: fonts, palette and style sheet.

        Raises:
            FileNotFoundError: a font cannot be used.
        """
        for path in sorted(self._fonts.glob("*.ttf")):
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise FileNotFoundError(path.name)
        app.setStyle("Fusion")
        app.setFont(self.font("clerk.body"))
        app.setPalette(self.palette())
        app.setStyleSheet(self.style_sheet())

    def font(
        self,
        role: str | int,
        *,
        bold: bool | None = None,
        digits: bool = False,
        factor: float = 1.0,
        language: str = "",
    ) -> QFont:
        """A font by its role, such as `clerk.title`, or by its size in pixels.

        Args:
            role: of tokens.toml, or pixels.
            bold: instead of the role's own weight.
            digits: with digits of one width.
            factor: larger text.
            language: of these words, when it is not the theme's own.

        Raises:
            KeyError: no such role.
        """
        px, heavy = role, False
        if isinstance(role, str):
            size = self.tokens.types[role]
            px, heavy = size.px, size.bold
        font = QFont()
        main = self.tokens.digit_families if digits else self.tokens.families
        own = self._own_families.get(language or self.language)
        families = [own, *main] if own is not None and not digits else list(main)
        font.setFamilies([*families, *(one for one in self._own_families.values() if one != own)])
        font.setPixelSize(round(float(px) * factor))
        font.setBold(heavy if bold is None else bold)
        # Hinting cuts the tails of q, p and g at these sizes.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def line_height(self, font: QFont) -> int:
        """The least height of one line, in pixels."""
        return round(font.pixelSize() * self.tokens.line_box)

    def colour(self, name: str) -> QColor:
        """A colour by its name.

        Raises:
            KeyError: no such colour.
        """
        return self._colours[name]

    def icon(
        self, name: str, size: int = 24, colour: str = "muted", room: tuple[int, int] = (0, 0)
    ) -> QIcon:
        """An icon for a button, with `room` pixels free at its left and right."""
        return self._icons.icon(name, size, self.colour(colour), self.colour("disabled"), room)

    def pixmap(
        self, name: str, size: int = 24, colour: str = "muted", ratio: float = 1.0
    ) -> QPixmap:
        """An icon as pixels, `ratio` device pixels for each logical one."""
        return self._icons.pixmap(name, size, self.colour(colour), ratio)

    def target(self, name: str) -> tuple[int, int]:
        """Height and least width of something to press."""
        return self.tokens.targets[name]

    def space(self, step: int) -> int:
        """A distance of the grid: 0 is 4 px, then 8, 12, 16, 24, 32, 40."""
        return self.tokens.space[f"s{step}" if step else _LEAST_SPACE]

    def radius(self, part: str) -> int:
        """How round the corners of a part are."""
        return self.tokens.radius[part]

    def stroke(self, part: str) -> int:
        """How wide the line of a part is, in this scheme."""
        return self.tokens.strokes[self.scheme][part]

    @property
    def larger_text_factor(self) -> float:
        """How much the customer's button makes text larger."""
        return self.tokens.larger_text

    def style_sheet(self) -> str:
        """The style sheet of the whole program.

        Raises:
            KeyError: it names something that the tokens have not.
        """
        values: dict[str, object] = {
            name: colour.name(QColor.NameFormat.HexArgb) for name, colour in self._colours.items()
        }
        values |= {f"radius_{part}": px for part, px in self.tokens.radius.items()}
        values |= {f"line_{part}": px for part, px in self.tokens.strokes[self.scheme].items()}
        values |= {
            # Qt's min-height is that of the content: the border comes on top.
            f"height_{name}": height - 2 * self.stroke("control")
            for name, (height, _) in self.tokens.targets.items()
        }
        values |= {f"width_{name}": width for name, (_, width) in self.tokens.targets.items()}
        # On a white ground a dashed line tells that a button cannot be pressed.
        dashed = self.scheme == "high_contrast"
        values["line_disabled"] = "dashed" if dashed else "solid"
        values["border_disabled"] = values["disabled" if dashed else "disabled_bg"]
        return self._sheet.substitute(values)

    def palette(self) -> QPalette:
        """The same colours for what no style sheet draws."""
        palette = QPalette()
        role = QPalette.ColorRole
        for part, name in (
            *((role.Window, "page"), (role.Base, "surface"), (role.AlternateBase, "surface_alt")),
            *((role.WindowText, "ink"), (role.Text, "ink"), (role.ButtonText, "ink")),
            *((role.Button, "surface"), (role.PlaceholderText, "faint"), (role.Link, "primary")),
            *((role.Highlight, "primary"), (role.HighlightedText, "on_primary")),
            *((role.ToolTipBase, "rail"), (role.ToolTipText, "rail_text"), (role.Mid, "line")),
        ):
            palette.setColor(part, self.colour(name))
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour("disabled"))
        return palette


def system_scheme(app: QApplication) -> Scheme:
    """The colours that the person asked the system for."""
    hints = app.styleHints()  # held: Qt's binding lets go of the second with the first
    wanted = hints.accessibility().contrastPreference()
    return "high_contrast" if wanted == Qt.ContrastPreference.HighContrast else "light"


def colour_of(told: str) -> QColor:
    """A colour from the tokens' RRGGBB or RRGGBBAA; Qt itself wants the opacity in front."""
    if len(told) == _RGBA:
        return QColor(f"#{told[7:]}{told[1:7]}")
    return QColor(told)


def _own_families(fonts: Path) -> Mapping[str, str]:
    """Languages that the main fonts cannot set, and the family of each."""
    path = fonts / "languages.toml"
    if not path.is_file():
        return {}
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {language: row["family"] for language, row in told.items() if language != "schema"}
