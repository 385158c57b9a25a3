"""The order in which a page is read, and in which Tab goes through it: that of its layouts.

Qt's own order is that in which widgets came to be, so that a line that was added later would come
last; and it leaves out what stands before the part that has the focus first.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab stops at inside a window, in the order of reading."""
    return [widget for widget in _inside(root) if _takes_tab(widget)]


def next_stop(root: QWidget, now: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after `now`, or before it; None when `now` is no stop of this window."""
    stops = tab_stops(root)
    if now is None or now not in stops:
        return None
    step = 1 if forward else -1
    return stops[(stops.index(now) + step) % len(stops)]


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    # A part with a proxy hands the focus on to a stop of its own.
    return takes and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        if (shown := widget.widget()) is not None:
            yield from _with_inside(shown)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    """What a layout holds, in its order; asked without a QLayoutItem.

    PySide keeps the wrapper of an item that `itemAt` returned bound to its address after Qt deleted
    the item together with its widget, and takes the next widget at that address for the old item.
    """
    holder = layout.parentWidget()
    there: list[QObject] = [*(holder.children() if holder is not None else ()), *layout.children()]
    parts = [one for one in there if isinstance(one, QWidget | QLayout)]
    for part in sorted(parts, key=layout.indexOf):
        if layout.indexOf(part) < 0:
            continue  # it stands in another layout, or in none
        yield from _in_layout(part) if isinstance(part, QLayout) else _with_inside(part)


def _with_inside(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    yield from _inside(widget)
