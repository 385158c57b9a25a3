"""What every paper of the requests desk is made with: shop, notice, fonts and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.documents.fonts import PaperFonts
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.services.notices import NoticeDesk
from counter_app.texts import TextCatalogues


@dataclass(frozen=True, slots=True)
class Press:
    """What papers are made with.

    Attributes:
        fonts: as a function, for they take half a second to read and are needed late.
    """

    shop: Shop
    notices: NoticeDesk
    fonts: Callable[[], PaperFonts]
    texts: TextCatalogues
    demo: bool

    def packs(self, language: str) -> tuple[NoticePack, NoticePack]:
        """The notice in Japanese, and in a language as far as there is a wording of it."""
        return self.notices.pack("ja"), self.notices.pack(language)
