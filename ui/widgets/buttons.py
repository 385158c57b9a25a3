"""Buttons: one blue primary a screen, calm ones beside it, red only for a stop.

Their heights come from the style sheet. A button that is busy keeps its words and takes no second
press; one that is not ready stays readable, and the page says why beside it.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolButton
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.dots import WaitingDots

Kind = Literal[
    "primary",
    "secondary",
    "danger",
    "link",
    "chip",
    "rail",
    "agreed",
    "asked",
    "key",
    "key_plain",
    "segment",
    "form",
]

ICON_TONES: dict[Kind, str] = {
    "primary": "on_primary",
    "agreed": "on_primary",
    "danger": "danger",
    "link": "primary",
    "key_plain": "primary",
    "rail": "rail_text",
    "asked": "warn",
}
CLERK_ROLES: dict[Kind, str] = {
    "primary": "clerk.primary_button",
    "chip": "clerk.strong",
    "rail": "clerk.label",
    "key": "clerk.pin_key",
}
CUSTOMER_ROLES: dict[Kind, str] = {
    "primary": "customer.primary_button",
    "chip": "customer.small",
    "link": "customer.label",
}
LIGHT_KINDS: frozenset[Kind] = frozenset({"chip"})
_ICON, _ICON_CUSTOMER, _ROOM = 22, 26, 6


class Button(QPushButton):
    """A push button with words, and an icon where it helps."""

    def __init__(
        self,
        theme: Theme,
        kind: Kind = "secondary",
        text: str = "",
        *,
        icon: str = "",
        icon_right: bool = False,
        customer: bool = False,
        footer: bool = False,
        least_width: int = 0,
    ) -> None:
        """A button that can be pressed.

        Args:
            theme: the look.
            kind: what it is for.
            text: its words.
            icon: beside the words.
            icon_right: the icon stands behind the words.
            customer: with the customer's sizes.
            footer: with the height of a row of actions.
            least_width: in pixels, if it is more than its kind's own.
        """
        super().__init__(text)
        self._theme = theme
        self._kind: Kind = kind
        self._customer = customer
        self._icon_name = icon
        self._icon_right = icon_right
        self._icon_size = _ICON_CUSTOMER if customer and kind != "chip" else _ICON
        self._ready = True
        self._busy = False
        self._had_focus = False
        self._dots = WaitingDots(theme, parent=self)
        self._dots.hide()
        self.setProperty("customer", customer)
        self.setProperty("footer", footer)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_right:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.set_text_factor(1.0)
        self._least_width = max(least_width, self._find_least_width())
        self._draw_icon()

    def set_kind(self, kind: Kind) -> None:
        """Turn into a button of another kind, as an answer that was given does."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none by an empty name."""
        self._icon_name = name
        self._draw_icon()

    def set_ready(self, ready: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether it can be pressed, as far as the page is concerned."""
        self._ready = ready
        self.setEnabled(self._ready and not self._busy)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether what it does is under way: three dots, no second press, focus comes back."""
        if busy and not self._busy:
            self._had_focus = self.hasFocus()
        was_busy, self._busy = self._busy, busy
        self._dots.setVisible(busy)
        self.setEnabled(self._ready and not busy)
        if was_busy and not busy and self._had_focus and self.isEnabled():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_busy(self) -> bool:
        """Whether what it does is under way."""
        return self._busy

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        fallback = "customer.button" if self._customer else "clerk.button"
        role = (CUSTOMER_ROLES if self._customer else CLERK_ROLES).get(self._kind, fallback)
        bold = False if self._kind in LIGHT_KINDS else None
        self.setFont(self._theme.font(role, bold=bold, factor=factor))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        right = self.width() - self._dots.width() - 6
        self._dots.move(right, (self.height() - self._dots.height()) // 2)

    @override
    def sizeHint(self) -> QSize:
        # No setMinimumWidth: a layout would take it for enough, whatever the words need.
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._least_width), hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _find_least_width(self) -> int:
        target: dict[Kind, str] = {
            "chip": "chip",
            "segment": "segment",
            "form": "form",
            "key": "pin_key",
        }
        side = "customer_" if self._customer else ""
        target["primary"] = f"{side}primary"
        target["secondary"] = target["danger"] = "customer_secondary" if side else "button"
        return self._theme.target(target[self._kind])[1] if self._kind in target else 0

    def _draw_icon(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        size, tone = self._icon_size, ICON_TONES.get(self._kind, "ink")
        room = (0, 0)
        if self.text() or self._kind not in {"segment", "key_plain"}:
            room = (_ROOM, 0) if self._icon_right else (0, _ROOM)
        self.setIcon(self._theme.icon(self._icon_name, size, tone, room))
        self.setIconSize(QSize(size + sum(room), size))


class IconButton(QToolButton):
    """A button with an icon only; its name is told as tool tip and to screen readers."""

    def __init__(self, theme: Theme, icon: str, name: str = "", *, tone: str = "muted") -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        height, width = theme.target("icon_button")
        self.setFixedSize(width, height)
        self.setIcon(theme.icon(icon, 22, tone))
        self.setIconSize(QSize(22, 22))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what it does and to what."""
        self.setAccessibleName(name)
        self.setToolTip(name)
