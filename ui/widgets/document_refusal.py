"""A document that the law does not take: the reason, its article, and the lawful ways on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.refusal_block import RefusalBlock
from ui.widgets.way_row import WayOn

OTHER, MEND, END = "way_other", "way_mend", "way_end"
GUARDIAN = "way_guardian"
MINOR = "minor_without_guardian"
_ICONS = {OTHER: "id", MEND: "pencil", END: "arrow-back-up", GUARDIAN: "users"}


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the visit stands still.

    Attributes:
        code: the law's code; its sentence is the text `error.<code>`.
        article: of the law, as the decision names it.
        expires_on: of the document, where the stop is about that.
    """

    code: str
    article: str
    expires_on: date | None = None


class DocumentRefusal(RefusalBlock):
    """The page over the document page while the visit is stopped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.stop: Stop | None = None

    def show_stop(self, stop: Stop | None, texts: Texts, today: date) -> None:
        """Tell a stop, or forget the one before."""
        self.stop = stop
        if stop is None:
            return
        minor = stop.code == MINOR
        reason = texts.say(f"error.{stop.code}")
        if stop.code == "document_expired" and stop.expires_on is not None:
            words = texts.say("clerk.refused.expired", day=stop.expires_on, today=today)
            reason = f"{words}\n{reason.partition(chr(10))[2]}"
        self.show_reason(
            texts.say("clerk.refused.title_minor" if minor else "clerk.refused.title"),
            reason,
            texts.say("clerk.refused.basis", article=stop.article),
        )
        ways = (GUARDIAN, MEND, END) if minor else (OTHER, MEND, END)
        self.show_ways(texts.say("clerk.refused.ways"), [_way(texts, key) for key in ways])


def _way(texts: Texts, key: str) -> WayOn:
    name = f"clerk.refused.{key.removeprefix('way_')}"
    return WayOn(
        key, texts.say(name), texts.say(f"{name}_line"), texts.say(f"{name}_button"), _ICONS[key]
    )
