"""How long each page of a notice was on the customer's screen, in the language they read.

A consent is bound to the bytes of one wording, so a page counts only in the language it was read
in: whoever changes the language midway goes through the pages that they have not seen in it. The
seconds are recorded and never awaited (APPI art. 21(2); LAW 3.1).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from counter_app.clock import Clock
from counter_app.domain.consent import NoticeShown
from counter_app.domain.errors import WrongInput
from counter_app.services.notices import NoticeDesk, NoticePack


@dataclass(slots=True)
class _Seen:
    """What was seen of one wording: when it first came up, when its last page did, the seconds."""

    shown_at: datetime
    seconds: dict[str, float] = field(default_factory=dict)
    end_reached_at: datetime | None = None


class NoticeReading:
    """One reading of a notice, page by page.

    It is of the version that held when it began, though a new one may begin meanwhile.
    """

    def __init__(
        self,
        notices: NoticeDesk,
        clock: Clock,
        layer: Literal["short", "full"],
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing was read yet.

        Args:
            notices: the wordings.
            clock: says when a wording first came up.
            layer: what has to be read: the short page, or every other one.
            stopwatch: seconds that only grow.
        """
        self._notices = notices
        self._notice = notices.notice
        self._clock = clock
        self._layer: Literal["short", "full"] = layer
        self._stopwatch = stopwatch
        self._seen: dict[str, _Seen] = {}
        self._present: tuple[str, tuple[str, ...]] | None = None
        self._since = 0.0

    def pack(self, language: str) -> NoticePack:
        """The wording that is read in a language; the prevailing one for one without its own."""
        return self._notice.packs.get(language, self._notice.prevailing)

    def turn(self, language: str, keys: tuple[str, ...]) -> None:
        """From now on these pages stand on the screen, in this language.

        Args:
            language: of the customer's screen; one without a wording reads the prevailing one.
            keys: of the pages that are seen together.
        """
        self.pause()
        pack = self.pack(language)
        seen = self._seen.setdefault(pack.language, _Seen(self._clock.now()))
        for key in keys:
            seen.seconds.setdefault(key, 0.0)
        if seen.end_reached_at is None and not self.unseen(language):
            seen.end_reached_at = self._clock.now()
        self._present = pack.language, keys
        self._since = self._stopwatch()

    def pause(self) -> None:
        """No page stands on the screen any more."""
        if self._present is not None:
            language, keys = self._present
            passed = self._stopwatch() - self._since
            for key in keys:
                self._seen[language].seconds[key] += passed
        self._present = None

    def take_up(self, shown: NoticeShown) -> None:
        """Go on from an earlier showing; one of other bytes counts for nothing."""
        if shown.sha256 == self.pack(shown.language).sha256:
            seen = _Seen(shown.shown_at, dict(shown.pages), shown.end_reached_at)
            self._seen[shown.language] = seen

    def unseen(self, language: str) -> tuple[str, ...]:
        """The pages of this layer that were not yet seen in a language, in the notice's order."""
        pack = self.pack(language)
        wanted = ("short",) if self._layer == "short" else tuple(page.key for page in pack.full)
        seen = self._seen.get(pack.language)
        return tuple(key for key in wanted if seen is None or key not in seen.seconds)

    def shown(self, language: str) -> NoticeShown:
        """The note of this reading, for the wording of the language that the screen ends in.

        Raises:
            WrongInput: `notice_not_full`: some page was not seen in this language.
        """
        present = self._present
        self.pause()
        if present is not None:
            self.turn(*present)  # the page still stands there, should the note not be taken
        if self.unseen(language):
            raise WrongInput("notice_not_full")
        pack = self.pack(language)
        seen = self._seen[pack.language]
        pages = tuple((key, round(seconds, 1)) for key, seconds in seen.seconds.items())
        return self._notices.shown(
            pack.language, self._layer, seen.shown_at, pages, pack, seen.end_reached_at
        )
