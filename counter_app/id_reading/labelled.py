"""Zones found by the words printed beside them, whatever the drawing of the card."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.id_reading.kinds import Area
from counter_app.id_reading.labels import FoundLabel, find_labels
from counter_app.id_reading.masks import MaskRule
from counter_app.id_reading.places import around, same_row
from counter_app.id_reading.printed import PrintedLine

_FARTHEST = 30.0
"""Millimetres from a label to the value beside it at most."""

_BELOW = 1.6
_CUT = 0.3


def found_by_label(
    rule: MaskRule, lines: Sequence[PrintedLine], until: Sequence[str]
) -> list[Area]:
    """Areas of a rule's zone, in millimetres of the card; none where no label of it is printed.

    Args:
        rule: with its labels and how the zone lies to them.
        lines: everything printed on the card.
        until: words at which a zone ends.
    """
    areas: list[Area] = []
    for label in find_labels(lines, rule.label):
        if rule.reach == "block":
            areas.append(_block(rule, label, lines, until))
            continue
        beside = _row(label, lines, until) if rule.reach == "row" else []
        areas += beside or _under(label, lines, until)
    return areas


def _row(label: FoundLabel, lines: Sequence[PrintedLine], until: Sequence[str]) -> list[Area]:
    """What is printed on the label's right, up to the next label."""
    areas = []
    own = lines[label.row]
    text = own.line.text
    start = _after_twin(text, label.end, until)
    end = start + _first(text[start:], until)
    if any(sign.isalnum() for sign in text[start:end].replace("等", "")):
        areas.append(own.part(start, end))
    if end < len(text):
        return areas
    edge = own.area[0] + own.area[2]
    for line in sorted(lines, key=lambda one: one.area[0]):
        gap = line.area[0] - edge
        if line is own or gap < -line.area[3] or not same_row(line.area, own.area):
            continue
        cut = _first(line.line.text, until)
        if cut == 0 or gap > _FARTHEST:
            break
        areas.append(line.part(0, cut))
        edge = line.area[0] + line.area[2]
        if cut < len(line.line.text):
            break
    return areas


def _after_twin(text: str, start: int, until: Sequence[str]) -> int:
    """The place after a label's English twin: 在留資格 STATUS."""
    rest = text[start:].lstrip()
    twin = next((word for word in until if word.isascii() and rest.startswith(word)), "")
    return len(text) - len(rest) + len(twin)


def _under(label: FoundLabel, lines: Sequence[PrintedLine], until: Sequence[str]) -> list[Area]:
    """The line right under the label."""
    x, y, wide, high = label.area
    near = [
        line
        for line in lines
        if -0.5 * high < line.area[1] - y - high < _BELOW * max(high, line.area[3])
        and line.area[0] < x + max(wide, 10.0)
        and x < line.area[0] + line.area[2]
        and line is not lines[label.row]
        and _first(line.line.text, until) > 0
    ]
    if not near:
        return []
    return [min(near, key=lambda one: one.area[1]).area]


def _block(
    rule: MaskRule, label: FoundLabel, lines: Sequence[PrintedLine], until: Sequence[str]
) -> Area:
    """The rectangle at the label, as far down as nothing else begins."""
    left, top, right, bottom = rule.block or (0.0, 0.0, 0.0, 0.0)
    x, y, _, _ = label.area
    area = around([(x + left, y + top, right - left, bottom - top)])
    low = area[1] + area[3]
    for line in lines:
        over = line.area[0] < x + right and x < line.area[0] + line.area[2]
        later = line.area[1] > label.area[1] + label.area[3]
        if over and later and line.area[1] < low and _begins(line.text, until, rule.label):
            low = line.area[1] - _CUT
    return area[0], area[1], area[2], max(0.0, low - area[1])


def _begins(text: str, until: Sequence[str], own: Sequence[str]) -> bool:
    if any(text.startswith(word) for word in own):
        return False
    return any(text.startswith(word) for word in until if word not in ("見", "見本", "優良"))


def _first(text: str, until: Sequence[str]) -> int:
    """Where the first of these words stands; the text's length without one."""
    return min((at for word in until if (at := text.find(word)) >= 0), default=len(text))
