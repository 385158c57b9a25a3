"""How both windows look: design tokens, fonts, icons and the style sheet."""

from ui.theme.look import Theme as Theme
from ui.theme.look import system_scheme as system_scheme
