"""Turns the leaves of a notice, by button or key; the place stays when the language changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.notice_leaves import Leaf, leaf_of
from ui.widgets.notice_sheet import NoticeSheet


class NoticeReader(QWidget):
    """Shows one leaf of several.

    Attributes:
        turned: another leaf stands on the screen, or the same one in other words.
        turn_asked: a key asks for the next leaf (1) or the one before (-1).
    """

    turned = Signal()
    turn_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sheet = NoticeSheet(theme)
        self._leaves: tuple[Leaf, ...] = ()
        self._index = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sheet)
        key = Qt.Key
        for keys, slot in (
            ((key.Key_Right, key.Key_PageDown), self._ask_next),
            ((key.Key_Left, key.Key_PageUp), self._ask_before),
        ):
            for one in keys:
                QShortcut(QKeySequence(one), self).activated.connect(slot)

    @property
    def index(self) -> int:
        """Which leaf stands on the screen, from 0."""
        return self._index

    @property
    def total(self) -> int:
        """How many leaves there are."""
        return len(self._leaves)

    @property
    def leaf(self) -> Leaf:
        """The leaf on the screen."""
        return self._leaves[self._index]

    @property
    def is_last(self) -> bool:
        """Whether no leaf follows."""
        return self._index == self.total - 1

    def show_leaves(
        self,
        leaves: Sequence[Leaf],
        pack: NoticePack,
        texts: Texts,
        *,
        factor: float,
        at: str = "",
    ) -> None:
        """Show leaves, beginning with that of a page.

        Args:
            leaves: in order.
            pack: the wording that they are of.
            texts: the words round them.
            factor: how much larger their text is.
            at: key of the page; the first leaf without one.
        """
        self._leaves = tuple(leaves)
        self._pack, self._texts, self._factor = pack, texts, factor
        self.go(leaf_of(leaves, at))

    def go(self, index: int) -> None:
        """Show the leaf of this index."""
        self._index = index
        self._sheet.show_leaf(self.leaf, self._pack, self._texts, factor=self._factor)
        self.turned.emit()

    def go_to(self, key: str) -> None:
        """Show the leaf of this page."""
        self.go(leaf_of(self._leaves, key))

    @Slot()
    def _ask_next(self) -> None:
        self.turn_asked.emit(1)

    @Slot()
    def _ask_before(self) -> None:
        self.turn_asked.emit(-1)
