"""A damaged or lost ledger: which lines, to whom it must be reported, and what goes on meanwhile.

Secondhand Articles Dealer Act, art. 18(2).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from counter_app.domain.loss import RecordCheck, number_ranges
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, column, row
from ui.widgets.icon import Icon

MOST_NAMED = 4
"""So many ranges of numbers are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What the card tells of.

    Attributes:
        check: the last check, or None where only HQ's receipt speaks against the record.
        contradicted: HQ's receipt and the record do not agree.
        station: the police station of the place of business, or empty where it is not set.
        manager: whether a manager looks: they are led to the draft, others are to call one.
    """

    check: RecordCheck | None
    contradicted: bool
    till: str
    station: str
    manager: bool

    @property
    def is_there(self) -> bool:
        """Whether there is anything to tell."""
        return self.contradicted or (self.check is not None and not self.check.whole)


class DamageCard(Card):
    """Shown only while something is wrong.

    Attributes:
        opened: a manager wants the draft of the report.
    """

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "danger", margins=(20, 14, 20, 14))
        self.setObjectName("damage")
        self._title = Caption(theme, "clerk.strong", tone="danger")
        self._lines = Caption(theme, "clerk.body")
        self._report = Caption(theme, "clerk.strong")
        self._locked = Caption(theme, "clerk.label", tone="muted")
        self._open = Button(theme, icon="file-check")
        self._open.setObjectName("loss")
        self._open.clicked.connect(self.opened)
        whole = row(Icon(theme, "alert-triangle", 24, "danger"), spacing=12)
        words = column(self._title, self._lines, self._report, self._locked, spacing=8)
        whole.addLayout(words, 1)
        whole.addWidget(self._open)
        self.body.addLayout(whole)
        self.hide()

    def show_damage(self, damage: Damage, texts: Texts) -> None:
        """Tell of it, or hide when there is nothing to tell."""
        if damage.is_there:
            station = damage.station or texts.say("clerk.loss.station_unknown")
            self._title.set_text(texts.say("clerk.loss.found"))
            self._lines.set_text(damage_words(damage, texts))
            self._report.set_text(texts.say("clerk.loss.report", station=station))
            locked = texts.say("clerk.loss.locked")
            if not damage.manager:
                locked = f"{locked}\n{texts.say('clerk.loss.call_manager')}"
            self._locked.set_text(locked)
            self._open.setText(texts.say("clerk.loss.open"))
            self._open.setVisible(damage.manager)
            self.setAccessibleName(f"{texts.say('clerk.loss.found')} {self._lines.text()}")
        self.setVisible(damage.is_there)


def damage_words(damage: Damage, texts: Texts) -> str:
    """Which lines are in doubt, in ranges of numbers."""
    numbers = [one.running for one in damage.check.damaged] if damage.check else []
    said = [texts.say("clerk.loss.hq")] if damage.contradicted else []
    if numbers:
        ranges = number_ranges(numbers)
        named = texts.say("clerk.loss.join").join(
            _range_words(damage.till, *one, texts) for one in ranges[:MOST_NAMED]
        )
        key = "clerk.loss.lines_more" if len(ranges) > MOST_NAMED else "clerk.loss.lines"
        said.append(texts.say(key, numbers=named, count=len(numbers)))
    elif not damage.contradicted:
        said.append(texts.say("clerk.loss.no_lines"))
    return "\n".join(said)


def _range_words(till: str, first: int, last: int, texts: Texts) -> str:
    one, other = f"{till}-{first:06d}", f"{till}-{last:06d}"
    return one if first == last else texts.say("clerk.loss.range", first=one, last=other)
