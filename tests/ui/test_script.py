"""A script's hands: they do what a person can do, and no more, and say where they got stuck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

import ui.script
from ui.script import Hands, Player, Script, ScriptStuck, Until


def played(qtbot: QtBot, script: Script) -> Exception | None:
    player = Player(script)
    with qtbot.waitSignal(player.ended) as ended:
        player.start()
    (error,) = ended.args or [None]
    return error  # type: ignore[no-any-return]  # the signal carries objects


def test_a_script_goes_on_when_what_it_waits_for_is_true(qtbot: QtBot) -> None:
    seen: list[str] = []
    looks = iter([False, False, True])

    def script() -> Script:
        seen.append("begun")
        yield Until("the third look", lambda: next(looks))
        seen.append("gone on")

    assert played(qtbot, script()) is None
    assert seen == ["begun", "gone on"]


def test_a_stuck_script_ends_with_the_name_of_what_never_came(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.script, "PATIENCE", 0.02)

    def script() -> Script:
        yield Until("the moon", lambda: False)

    error = played(qtbot, script())
    assert isinstance(error, ScriptStuck)
    assert str(error) == "the moon"


def test_what_goes_wrong_in_a_script_is_handed_on(qtbot: QtBot) -> None:
    def script() -> Script:
        yield Until("at once", lambda: True)
        raise KeyError("nothing there")

    assert isinstance(played(qtbot, script()), KeyError)


class Desk(QWidget):
    """A window with a button, a field, a list, and a button inside another part."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.pressed: list[str] = []
        layout = QVBoxLayout(self)
        self.field = QLineEdit()
        self.field.setObjectName("field")
        self.box = QComboBox()
        self.box.setObjectName("box")
        self.box.addItems(["見本一", "見本二"])
        for widget in (
            self.field,
            self.box,
            self._button("go"),
            self._part("one"),
            self._part("two"),
        ):
            layout.addWidget(widget)

    def button(self, name: str) -> QPushButton:
        """One of the buttons."""
        found = self.findChild(QPushButton, name)
        assert found is not None
        return found

    def _part(self, name: str) -> QWidget:
        part = QWidget()
        part.setObjectName(name)
        QVBoxLayout(part).addWidget(self._button("agree", f"{name}/agree"))
        return part

    def _button(self, name: str, told: str = "") -> QPushButton:
        button = QPushButton(name)
        button.setObjectName(name)
        pressed: Callable[[], None] = lambda: self.pressed.append(told or name)  # noqa: E731 - shorter than a def
        button.clicked.connect(pressed)
        return button


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_click_reaches_the_widget_of_that_name_inside_that_part(desk: Desk) -> None:
    hands = Hands(desk)

    hands.click("go")
    hands.click("two/agree")

    assert desk.pressed == ["go", "two/agree"]


def test_what_a_person_cannot_press_or_see_stops_the_script(desk: Desk) -> None:
    hands = Hands(desk)
    desk.button("go").setEnabled(False)
    with pytest.raises(ScriptStuck, match="go cannot be pressed"):
        hands.click("go")
    assert not hands.ready("go").holds()

    desk.button("go").hide()
    assert hands.find("go") is None
    with pytest.raises(ScriptStuck, match="desk has no go"):
        hands.click("go")
    assert desk.pressed == []


@pytest.mark.parametrize("text", ["T01 a", "見本 太郎"])
def test_writing_takes_the_place_of_what_stood_there(desk: Desk, text: str) -> None:
    edited: list[str] = []
    desk.field.setText("before")
    desk.field.textEdited.connect(edited.append)

    Hands(desk).write("field", text)

    assert desk.field.text() == text
    assert edited[-1] == text  # as a person's typing, not as a program's


def test_keys_go_where_the_focus_is(desk: Desk) -> None:
    hands = Hands(desk)
    hands.click("field")

    hands.type("12")
    hands.press(Qt.Key.Key_Backspace)

    assert desk.field.text() == "1"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_list_is_chosen_from_by_the_beginning_of_its_words(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk)
    hands.click("box")
    qtbot.waitUntil(lambda: hands.popup() is not None)

    hands.type_into_popup("見本二")
    qtbot.waitUntil(lambda: hands.popup() is None)

    assert desk.box.currentText() == "見本二"


def test_without_a_list_nothing_is_chosen(desk: Desk) -> None:
    with pytest.raises(ScriptStuck, match="no list is open"):
        Hands(desk).type_into_popup("見本")
    with pytest.raises(ScriptStuck, match="no list is open"):
        Hands(desk).press_in_popup(Qt.Key.Key_Down)


def test_a_stroke_is_drawn_from_its_first_point_to_its_last(desk: Desk, qtbot: QtBot) -> None:
    seen: list[tuple[str, float]] = []

    class Pad(QWidget):
        @override
        def mousePressEvent(self, event: Any) -> None:
            seen.append(("down", event.position().x()))

        @override
        def mouseReleaseEvent(self, event: Any) -> None:
            seen.append(("up", event.position().x()))

    pad = Pad(desk)
    pad.setObjectName("pad")
    pad.setGeometry(0, 0, 100, 50)
    pad.show()

    Hands(desk).draw("pad", [[(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)]])

    assert seen == [("down", 10.0), ("up", 90.0)]
