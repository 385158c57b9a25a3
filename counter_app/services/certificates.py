"""The certificate of what was erased on a day: made from the acts, so that it can be made again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.documents.erasure_certificate import (
    ErasedKind,
    ErasureCertificate,
    erasure_certificate,
)
from counter_app.documents.fonts import PaperFonts
from counter_app.domain.erasure import Erased
from counter_app.domain.errors import Refused
from counter_app.domain.shop import Shop
from counter_app.law.retention import ClockRow
from counter_app.services.papers import MadePaper
from counter_app.services.retention import RetentionDesk
from counter_app.texts import TextCatalogues


class CertificateDesk:
    """Makes the certificates of erasures."""

    def __init__(
        self,
        retention: RetentionDesk,
        clock: Clock,
        shop: Shop,
        fonts: Callable[[], PaperFonts],
        texts: TextCatalogues,
        *,
        demo: bool,
    ) -> None:
        self._retention = retention
        self._clock = clock
        self._shop = shop
        self._fonts = fonts
        self._texts = texts
        self._demo = demo

    def of_day(self, day: date) -> MadePaper:
        """The certificate of the erasures that were finished on a day.

        Raises:
            Refused: `nothing_erased`.
        """
        erased = self._retention.erased_on(day)
        if erased is None:
            raise Refused("nothing_erased", day=day.isoformat())
        pdf = erasure_certificate(
            ErasureCertificate(self._shop, erased, self._kinds(erased), self._demo),
            self._fonts(),
            self._texts,
            self._clock.now(),
        )
        return MadePaper(f"erasure_{day.isoformat()}.pdf", pdf)

    def kinds_in_words(self, erased: Erased, language: str) -> list[tuple[str, int]]:
        """What was erased, in Japanese or else in English, and from how many acts."""
        return [(row.ja if language == "ja" else row.en, n) for row, n in self._rows(erased)]

    def _kinds(self, erased: Erased) -> list[ErasedKind]:
        return [ErasedKind(row.ja, row.article, count) for row, count in self._rows(erased)]

    def _rows(self, erased: Erased) -> list[tuple[ClockRow, int]]:
        """The clocks that held on the day of the erasure."""
        day = business_day(erased.finished_at)
        clocks = self._retention.retention_on(day)
        return [(clocks.clock(key, day), n) for key, n in erased.kinds.items()]
