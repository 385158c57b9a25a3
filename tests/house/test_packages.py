"""The installed packages: OpenCV without windows of its own, and a Qt binding that stays alive.

PySide6 6.12.0 on Python 3.11 loses references to None with every repaint, and ends the process
after some thousand of them (docs/decisions/001). A short test suite does not see it; this does.
"""

from __future__ import annotations

import re
from importlib import metadata

import cv2
import pytest
from packaging.version import Version

from tests.house.checkout import python

REPAINTS = 5000
NOISE = 100
"""References to None that an ordinary run may gain or lose."""

REPAINT = """
import ctypes, sys
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

class Face(QWidget):
    painted = 0
    def paintEvent(self, event):
        self.painted += 1
        with QPainter(self) as painter:
            painter.setPen("#224488")
            painter.drawLine(0, 0, 40, 40)

times, thefts = map(int, sys.argv[1:])
app = QApplication([])
face = Face()
face.show()
app.processEvents()
before = sys.getrefcount(None)
for _ in range(times):
    face.repaint()
for _ in range(thefts):
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))
print(face.painted, before - sys.getrefcount(None))
"""


def lost_references(*, thefts: int = 0) -> int:
    """How many references to None are gone after many repaints in a fresh process."""
    ran = python(REPAINT, str(REPAINTS), str(thefts), QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0, ran.stderr
    painted, lost = map(int, ran.stdout.split())
    assert painted >= REPAINTS
    return lost


def test_the_qt_binding_is_older_than_the_one_that_loses_references() -> None:
    assert Version(metadata.version("PySide6-Essentials")) < Version("6.12")


def test_repaints_lose_no_reference_to_none() -> None:
    assert lost_references() < NOISE


def test_lost_references_to_none_are_seen() -> None:
    assert lost_references(thefts=500) > 500 - NOISE


def test_opencv_brings_no_second_qt() -> None:
    assert re.search(r"GUI: +NONE", cv2.getBuildInformation())


@pytest.mark.parametrize("name", ["opencv-python", "opencv-contrib-python", "PySide6-Addons"])
def test_packages_that_would_bring_it_are_absent(name: str) -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version(name)
