"""A table of the ledger: one row a line of two, drawn from plain words.

Corrections are amber and say so in a word of their own; the chosen row has a bar at its left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
HEADER = 36
_PAD = 8
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its least width in pixels, and whether it takes what is left."""

    key: str
    width: int
    align: Literal["left", "right"] = "left"
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row.

    Attributes:
        key: what `chosen` and `opened` tell.
        cells: first and second line of each cell; the second may be empty.
        tone: warn for a correction.
    """

    key: object
    cells: tuple[tuple[str, str], ...]
    tone: Literal["plain", "warn"] = "plain"


class LedgerModel(QAbstractTableModel):
    """The rows of the table."""

    def __init__(self, columns: Sequence[Column], header_font: QFont) -> None:
        super().__init__()
        self._header_font = header_font
        self.columns = tuple(columns)
        self.lines: tuple[LedgerLine, ...] = ()
        self._headers: tuple[str, ...] = ("",) * len(self.columns)

    def set_lines(self, lines: Sequence[LedgerLine]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def set_headers(self, words: Sequence[str]) -> None:
        """Name the columns."""
        self._headers = tuple(words)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        first, second = self.lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return first
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{first}\n{second}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {first} {second}".strip()
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole and section < len(self._headers):
                return self._headers[section]
            if role == Qt.ItemDataRole.FontRole:
                return self._header_font
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _flags(self.columns[section])
        return None


class LineDelegate(QStyledItemDelegate):
    """Draws a cell of two lines."""

    def __init__(self, theme: Theme, model: LedgerModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._first = theme.font("clerk.label")
        self._strong = theme.font("clerk.label", bold=True)
        self._second = theme.font("clerk.caption")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column = self._model.columns[index.column()]
        return QSize(column.width, self._theme.target("table_row")[0])

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.lines[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = option.rect
        painter.save()
        ground = "primary_soft" if chosen else "warn_soft" if line.tone == "warn" else "surface"
        painter.fillRect(place, self._theme.colour(ground))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if chosen and index.column() == 0:
            bar = QRect(place.left(), place.top(), 3, place.height())
            painter.fillRect(bar, self._theme.colour("primary"))
        self._paint_cell(painter, place.adjusted(_PAD, 0, -_PAD, -1), line, index.column())
        painter.restore()

    def _paint_cell(self, painter: QPainter, place: QRect, line: LedgerLine, column: int) -> None:
        first, second = line.cells[column]
        flags = _flags(self._model.columns[column])
        strong = column == 0 or (line.tone == "warn" and bool(first))
        font = self._strong if strong or second else self._first
        tone = "warn" if line.tone == "warn" else "ink"
        above = QRect(place)
        if second:
            above.setBottom(place.center().y() + 2)
            above.setTop(place.top() + 8)
            below = QRect(place.left(), above.bottom(), place.width(), 20)
            self._draw(painter, second, below, "muted", flags, caption=True)
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        words = QFontMetrics(font).elidedText(first, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(above, flags, words)

    def _draw(
        self,
        painter: QPainter,
        text: str,
        place: QRect,
        tone: str,
        flags: Qt.AlignmentFlag,
        *,
        caption: bool,
    ) -> None:
        font = self._second if caption else self._first
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, flags, words)


class LedgerTable(QTableView):
    """The table itself; arrow keys move, Enter opens.

    Attributes:
        chosen: the key of the row that is chosen now.
        opened: the key of a row that is to be opened.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, columns: Sequence[Column]) -> None:
        super().__init__()
        self._theme = theme
        self._model = LedgerModel(columns, theme.font("clerk.small"))
        self._delegate = LineDelegate(theme, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.target("table_row")[0])
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header(columns)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.activated.connect(self._tell_opened)

    def _dress_header(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        header.setFont(self._theme.font("clerk.small"))
        header.setFixedHeight(HEADER)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if column.stretch else mode
            )
            header.resizeSection(place, column.width)

    def set_headers(self, words: Sequence[str]) -> None:
        """Name the columns."""
        self._model.set_headers(words)

    def set_lines(self, lines: Sequence[LedgerLine]) -> None:
        """Show other rows; the row that was chosen stays chosen if it is still there."""
        before = self.chosen_key()
        self._model.set_lines(lines)
        keys = [line.key for line in self._model.lines]
        if before is not None and before in keys:
            self.selectRow(keys.index(before))

    def chosen_key(self) -> object:
        """The key of the chosen row, or None."""
        row = self.currentIndex().row()
        return self._model.lines[row].key if 0 <= row < len(self._model.lines) else None

    @override
    def event(self, event: QEvent) -> bool:
        # Enter opens the row; else the page's next step would take it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._model.rowCount() - 1}
        if event.key() in rows and self._model.rowCount():
            self.selectRow(rows[Qt.Key(event.key())])
        elif event.key() in _ENTER and self.chosen_key() is not None:
            self.opened.emit(self.chosen_key())
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tell_chosen(self) -> None:
        if self.chosen_key() is not None:
            self.chosen.emit(self.chosen_key())

    @Slot(QModelIndex)
    def _tell_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.lines[index.row()].key)


def _flags(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
