"""An inspection by the police (立入検査): whose it is, and the days that it may see.

Police officers may enter in business hours, look at articles and books and ask questions; they show
who they are (Secondhand Articles Dealer Act art. 22). What they see is what they asked for: nothing
of other days, for of those customers nobody asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an officer asked to see.

    Attributes:
        officer: the number that they showed.
        first, last: the days of writing, both included.
    """

    officer: str
    first: date
    last: date

    def sees(self, day: date) -> bool:
        """Whether a day is among those that were asked for."""
        return self.first <= day <= self.last

    def require(self, first: date, last: date) -> None:
        """Refuse days that were not asked for.

        Raises:
            Refused: `inspection_range`.
        """
        if not (self.sees(first) and self.sees(last)):
            raise Refused("inspection_range", first=self.first, last=self.last)


def inspection(officer: str, first: date, last: date, today: date) -> Inspection:
    """An inspection as it was typed.

    Raises:
        WrongInput: `inspection_officer`: no number, or one that cannot be kept; `inspection_days`:
            the last day is before the first, or the first is still to come.
    """
    number = plain_text(officer, "inspection_officer")
    if not number:
        raise WrongInput("inspection_officer")
    if not first <= last or first > today:
        raise WrongInput("inspection_days")
    return Inspection(number, first, last)
