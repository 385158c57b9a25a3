"""What a person can read on a widget, and what of it is cut off."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from ui.script import Hands
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel


def words_of(widget: QWidget) -> str:
    """Every visible word, line by line."""
    words = []
    for part in widget.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel | QAbstractButton | QLineEdit | Pill):
            words.append(part.text())
        elif isinstance(part, Paragraphs):
            words.append(part.accessibleName())
    return "\n".join(word for word in words if word)


def cut_off(widget: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit; elided ones give way on purpose."""
    found = []
    for label in widget.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        if label.wordWrap():
            fits = label.heightForWidth(label.width()) <= label.height() + 1
        else:
            fits = label.sizeHint().width() <= label.width() + 2
        if not fits:
            found.append(f"{label.text()[:40]} ({label.width()}x{label.height()})")
    found += [
        f"{words.text()[:40]} ({words.width()}x{words.height()})"
        for words in widget.findChildren(Paragraphs)
        if words.isVisible() and words.heightForWidth(words.width()) > words.height() + 1
    ]
    for button in widget.findChildren(QPushButton):
        width = QFontMetrics(button.font()).horizontalAdvance(button.text())
        if button.isVisible() and button.text() and width > button.width() - 4:
            found.append(f"{button.text()} ({button.width()})")
    return found


def write(hands: Hands, name: str, text: str) -> None:
    """Type into a field: keys for ASCII, and as an input method does for everything else."""
    if text.isascii():
        hands.write(name, text)
        return
    hands.click(name)
    field = hands.find(name)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(field, typed)
