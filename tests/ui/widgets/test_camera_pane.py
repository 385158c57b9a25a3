"""The camera pane draws the frame and the card's outline, and says one thing at a time."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.camera_pane import CameraPane, PaneState, Preview

BLUE, GREEN, RED = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff"
CARD = ((40.0, 20.0), (120.0, 20.0), (120.0, 70.0), (40.0, 70.0))


def preview(pixel: bytes, outline: tuple[tuple[float, float], ...] = ()) -> Preview:
    return Preview(pixel * (160 * 90), 160, 90, 480, outline)


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme) -> CameraPane:
    made = CameraPane(theme)
    shown(qtbot, made, 640, 360)
    return made


def seen(pane: CameraPane) -> QImage:
    return pane.grab().toImage()


def test_bytes_are_blue_green_red(pane: CameraPane) -> None:
    pane.show_state("live")
    pane.show_preview(preview(RED))
    assert seen(pane).pixelColor(320, 180) == QColor("red")
    pane.show_preview(preview(BLUE))
    assert seen(pane).pixelColor(320, 180) == QColor("blue")


def test_the_card_stays_bright_and_its_surroundings_are_dimmed(
    pane: CameraPane, theme: Theme
) -> None:
    pane.show_state("live")
    pane.show_preview(preview(GREEN, CARD))
    image = seen(pane)
    assert image.pixelColor(320, 180) == QColor(0, 255, 0)
    assert image.pixelColor(40, 180).green() < 200
    assert image.pixelColor(4 * 40, 4 * 45) == theme.colour("card_outline")
    pane.show_preview(preview(GREEN))
    assert seen(pane).pixelColor(40, 180) == QColor(0, 255, 0)


@pytest.mark.parametrize("state", ["starting", "none"])
def test_without_a_camera_no_frame_stays(pane: CameraPane, state: PaneState) -> None:
    pane.show_state("live")
    pane.show_preview(preview(RED))
    pane.show_state(state, "カメラがありません")
    image = seen(pane)
    colours = {image.pixelColor(x, 90).name() for x in range(0, 640, 7)}
    assert "#ff0000" not in colours
    assert pane.state == state


def test_the_hint_is_its_name(pane: CameraPane) -> None:
    pane.show_state("live", "もう少し近づけてください", "zoom-in")
    assert name(pane) == pane.hint == "もう少し近づけてください"


def test_it_keeps_16_to_9(pane: CameraPane) -> None:
    assert pane.heightForWidth(608) == 342
    assert pane.hasHeightForWidth()
