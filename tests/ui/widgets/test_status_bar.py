"""The status bar: what is well is quiet, what is ill says so at any width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.pill import Pill
from ui.widgets.status_bar import StatusBar, StatusChip


def test_a_chip_tells_its_state_and_opens_its_details(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    bar.set_chip("hq", "cloud-check", "HQ 13:41", tone="ok", name="HQ 受領済み 13:41")
    bar.set_chip("printer", "printer", "紙がありません", tone="warn")
    shown(qtbot, bar, 900)
    hq = part_of(bar, StatusChip, "chip_hq")
    printer = part_of(bar, StatusChip, "chip_printer")

    assert name(hq) == "HQ 受領済み 13:41"
    with qtbot.waitSignal(bar.chip_pressed, check_params_cb=lambda key: key == "hq"):
        QTest.mouseClick(hq, Qt.MouseButton.LeftButton)

    bar.set_narrow(True)
    assert hq.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert printer.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar.set_chip("printer", "printer", "印刷できます")
    assert printer.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert len(bar.findChildren(QToolButton)) == 2


def test_specimen_data_are_told_in_the_demo_only(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    shown(qtbot, bar, 900)
    bar.set_demo("見本データ")
    assert part_of(bar, Pill, "demo").isVisible()
    bar.set_demo("")
    assert not part_of(bar, Pill, "demo").isVisible()
