"""Signing by mouse, finger and pen: strokes with pressure and time, drawn piece by piece."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.signature_pad import SignaturePad, pen_is_there

PATH = [QPoint(100 + 10 * step, 100 + 5 * (step % 4)) for step in range(12)]


@pytest.fixture
def pad(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> SignaturePad:
    made = SignaturePad(theme, catalogues.in_language("ja"))
    shown(qtbot, made, 944, 352)
    return made


def by_mouse(qtbot: QtBot, pad: SignaturePad, path: list[QPoint]) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=path[0])
    for place in path[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=path[-1])


def ink(pad: SignaturePad, theme: Theme) -> int:
    image = pad.image()
    pen = theme.colour("pen")
    return sum(
        image.pixelColor(x, y) == pen
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )


def test_the_mouse_signs(qtbot: QtBot, pad: SignaturePad, theme: Theme) -> None:
    assert pad.is_empty
    assert name(pad) == "署名欄、未記入"
    with qtbot.waitSignal(pad.changed):
        by_mouse(qtbot, pad, PATH)

    (stroke,) = pad.strokes()
    assert [(x, y) for x, y, _, _ in stroke] == [(p.x(), p.y()) for p in PATH]
    times = [ms for _, _, _, ms in stroke]
    assert times[0] == 0
    assert times == sorted(times)
    assert {pressure for _, _, pressure, _ in stroke} == {0.5}
    assert pad.source == "mouse"
    assert pad.has_enough
    assert ink(pad, theme) > 10
    assert name(pad) == "署名欄、記入済み"


def test_a_finger_signs(qtbot: QtBot, pad: SignaturePad, theme: Theme) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, PATH[0]).commit()
    for place in PATH[1:]:
        QTest.touchEvent(pad, screen).move(0, place).commit()
    QTest.touchEvent(pad, screen).release(0, PATH[-1]).commit()

    (stroke,) = pad.strokes()
    steps = [(x - stroke[0][0], y - stroke[0][1]) for x, y, _, _ in stroke]
    assert steps[: len(PATH)] == [((p - PATH[0]).x(), (p - PATH[0]).y()) for p in PATH]
    # The display of the tests has a frame of 2 px round windows, which its touches do not know.
    assert abs(stroke[0][0] - PATH[0].x()) <= 2
    assert pad.source == "touch"
    assert ink(pad, theme) > 10


def by_pen(pad: SignaturePad) -> None:
    """A stroke of a stylus that presses harder and harder."""
    pen = QPointingDevice(
        "pen",
        7,
        QPointingDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QPointingDevice.Capability.Pressure,
        1,
        1,
    )
    moves = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * 10, QEvent.Type.TabletRelease]
    for place, kind in zip(PATH, moves, strict=True):
        spot, pressure = QPointF(place), place.x() / 300
        button = Qt.MouseButton.LeftButton
        event = QTabletEvent(
            kind,
            pen,
            spot,
            spot,
            pressure,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            button,
            button,
        )
        QApplication.sendEvent(pad, event)


def test_a_pen_signs_with_its_pressure(pad: SignaturePad) -> None:
    by_pen(pad)

    (stroke,) = pad.strokes()
    assert len(stroke) == 11
    assert stroke[3][2] == pytest.approx(PATH[3].x() / 300)
    assert pad.source == "pen"


def test_a_slip_of_the_hand_is_not_enough(qtbot: QtBot, pad: SignaturePad) -> None:
    by_mouse(qtbot, pad, [QPoint(100, 100), QPoint(103, 101)])
    assert not pad.is_empty
    assert not pad.has_enough


def test_clearing_takes_everything_away(qtbot: QtBot, pad: SignaturePad, theme: Theme) -> None:
    by_mouse(qtbot, pad, PATH)
    told = QSignalSpy(pad.changed)
    pad.clear()
    assert pad.strokes() == ()
    assert pad.source == ""
    assert ink(pad, theme) == 0
    assert told.count() == 1


def test_a_locked_pad_takes_no_ink(qtbot: QtBot, pad: SignaturePad) -> None:
    by_mouse(qtbot, pad, PATH)
    pad.set_locked(True)
    by_mouse(qtbot, pad, PATH)
    assert len(pad.strokes()) == 1
    pad.set_locked(False)
    by_mouse(qtbot, pad, PATH)
    assert len(pad.strokes()) == 2


def test_points_stay_within_the_pad(qtbot: QtBot, pad: SignaturePad) -> None:
    by_mouse(qtbot, pad, [QPoint(10, 10), QPoint(-50, 900), QPoint(2000, 20)])
    places = [(x, y) for stroke in pad.strokes() for x, y, _, _ in stroke]
    assert all(0 <= x <= 944 and 0 <= y <= 352 for x, y in places)


def test_the_ink_outlives_a_change_of_size(qtbot: QtBot, pad: SignaturePad, theme: Theme) -> None:
    by_mouse(qtbot, pad, PATH)
    before = ink(pad, theme)
    pad.resize(1000, 360)
    assert ink(pad, theme) == pytest.approx(before, rel=0.2)


def test_a_name_is_of_the_pen_only_if_every_stroke_is(qtbot: QtBot, pad: SignaturePad) -> None:
    sources = []
    for write in ("pen", "mouse", "pen"):
        if write == "pen":
            by_pen(pad)
        else:
            by_mouse(qtbot, pad, PATH)
        sources.append(pad.source)
    pad.clear()
    by_pen(pad)

    assert [*sources, pad.source] == ["pen", "mouse", "mouse", "pen"]


def test_without_a_stylus_none_is_there() -> None:
    assert not pen_is_there()  # the display of the tests has a mouse and a keyboard
