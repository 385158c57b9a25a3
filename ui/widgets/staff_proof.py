"""Who acts: tiles with the people who may, and the pad for the PIN of the one who is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.texts import Texts
from ui.messages import Messages, error_words
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.pin_pad import PinPad
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.tiles import StaffTile

_COLUMNS = 2
_PAD_WIDTH = 368
_OF_THE_PROOF = frozenset({"pin_wrong", "pin_locked", "pin_form", "not_a_manager", "staff_unknown"})
"""Refusals that are said at the pad, where the next try is made."""


class StaffProof(QWidget):
    """Choose a person, type their PIN.

    Attributes:
        given: staff code and PIN, to be proved.
    """

    given = Signal(str, str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._people: tuple[StaffMember, ...] = ()
        self._code = ""
        self._refusal: CounterError | None = None
        self.pad = PinPad(theme, texts)
        self.pad.setObjectName("pin_pad")
        self.pad.entered.connect(self._entered)
        self._tiles: dict[StaffTile, str] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        tiles = ScrollColumn()
        tiles.column.addLayout(self._grid)
        tiles.column.addStretch(1)
        self._left = QVBoxLayout()
        self._left.setSpacing(16)
        self._left.addWidget(tiles, 1)
        card = Card(theme, margins=(24, 16, 24, 16))
        card.body.addWidget(self.pad)
        card.setFixedWidth(_PAD_WIDTH)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(24)
        whole.addLayout(self._left, 1)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        self.pad.setEnabled(False)
        self._head()

    @property
    def code(self) -> str:
        """Who is chosen, or empty."""
        return self._code

    def add_above(self, part: QWidget, *, share: int = 0) -> None:
        """Put something above the tiles: what the PIN is asked for.

        Args:
            part: what is put there.
            share: of the room, beside one share of the tiles; 0 for what it needs.
        """
        self._left.insertWidget(self._left.count() - 1, part, share)

    def set_managers(self, members: Sequence[StaffMember], chosen: str = "") -> None:
        """Show the managers among the staff, for what they alone may do."""
        self.set_people([one for one in members if one.is_manager], chosen)

    def set_people(self, people: Sequence[StaffMember], chosen: str = "") -> None:
        """Show who may act; a single one is chosen already."""
        known = [person.code for person in self._people]
        self._people = tuple(people)
        if known != [person.code for person in people]:
            self._make_tiles()
        self._show_tiles()
        only = people[0].code if len(people) == 1 else ""
        wanted = chosen or self._code or only
        if wanted != self._code or not wanted:
            self.choose(wanted)
        else:
            self._head()

    def choose(self, code: str) -> None:
        """Choose a person; the next digits are their PIN."""
        known = {person.code for person in self._people}
        self._code = code if code in known else ""
        self._refusal = None
        for tile, one in self._tiles.items():
            tile.setChecked(one == self._code)
        self.pad.clear()
        self.pad.setEnabled(bool(self._code))
        self._head()
        if self._code and self.isVisible():  # a hidden pad would take what is typed elsewhere
            self.pad.setFocus()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self.pad.retranslate(texts)
        self._show_tiles()
        self._head()
        if self._refusal is not None:
            self.pad.setFocus()  # whoever switched the language types the PIN next

    def takes(self, error: CounterError) -> bool:
        """Say at the pad why the person was not proved; False for every other error."""
        if error.code not in _OF_THE_PROOF:
            return False
        self.show_refusal(error)
        return True

    def fail(self, error: CounterError, messages: Messages) -> None:
        """Say an error at the pad where it is of the proof; on the banner any other."""
        if not self.takes(error):
            self.pad.clear()
            messages.fail(error)

    def show_refusal(self, error: CounterError) -> None:
        """Say an error at the pad, in whichever language is on, until the next try."""
        self._refusal = error
        self._head()
        self.pad.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While a PIN is looked at, nobody else can be chosen."""
        self.pad.set_busy(busy)
        for tile in self._tiles:
            tile.setEnabled(not busy)

    def _show_tiles(self) -> None:
        for tile, person in zip(self._tiles, self._people, strict=True):
            role = self._texts.say(f"clerk.role.{person.role}")
            tile.show_person(person.name, role, person.name[:1])

    def _make_tiles(self) -> None:
        clear_layout(self._grid)
        self._tiles = {}
        for place, person in enumerate(self._people):
            tile = StaffTile(self._theme)
            tile.setObjectName(f"staff_{person.code.lower()}")
            tile.clicked.connect(self._chose)
            self._tiles[tile] = person.code
            self._grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        self._code = ""
        if self._tiles:
            had_focus = self.hasFocus()
            self.setFocusProxy(next(iter(self._tiles)))
            if had_focus:
                self.setFocus()

    @Slot()
    def _chose(self) -> None:
        tile = self.sender()
        if isinstance(tile, StaffTile):
            self.choose(self._tiles[tile])

    @Slot(str)
    def _entered(self, pin: str) -> None:
        if self._code:
            self._refusal = None
            self.given.emit(self._code, pin)

    def _head(self) -> None:
        name = next((one.name for one in self._people if one.code == self._code), "")
        if name:
            self.pad.set_heading(
                self._texts.say("clerk.pin_of", name=name), self._texts.say("clerk.pin_line")
            )
        else:
            self.pad.set_heading(self._texts.say("clerk.pin_choose"), "")
        if self._refusal is not None:
            self.pad.show_wrong(error_words(self._texts, self._refusal))
