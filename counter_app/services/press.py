"""What every paper of the requests desk is made with: shop, notice, fonts and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.documents.fonts import PaperFonts
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.services.decision import LawDesk
from counter_app.services.notices import NoticeDesk
from counter_app.texts import TextCatalogues


@dataclass(frozen=True, slots=True)
class Press:
    """What papers are made with.

    Attributes:
        fonts: as a function, for they take half a second to read and are needed late.
        law: names kinds of documents and of goods.
    """

    shop: Shop
    notices: NoticeDesk
    fonts: Callable[[], PaperFonts]
    texts: TextCatalogues
    demo: bool
    law: LawDesk

    def packs(self, language: str) -> tuple[NoticePack, NoticePack]:
        """The notice in Japanese, and in a language as far as there is a wording of it."""
        return self.notices.pack("ja"), self.notices.pack(language)

    def named(self, field: str, value: Any, day: date) -> tuple[str, str] | None:
        """The words of a value that is a key, in Japanese and English; None of any other value."""
        keys = value if isinstance(value, list) else [value]
        words = [self._one(field, key, day) for key in keys if isinstance(key, str)]
        known = [one for one in words if one is not None]
        if not known or len(known) != len(keys):
            return None
        return "、".join(ja for ja, _en in known), ", ".join(en for _ja, en in known)

    def _one(self, field: str, key: str, day: date) -> tuple[str, str] | None:
        if field == "id_document.kind":
            found = [(one.ja, one.en) for one in self.law.documents(day) if one.key == key]
        elif field == "article.goods":
            found = [(one.ja, one.en) for one in self.law.goods_list(day) if one.key == key]
        elif field in _WORDED and key in _WORDED[field]:
            name = f"paper.disclosure.value.{key}"
            ja, en = (self.texts.in_language(language).say(name) for language in ("ja", "en"))
            found = [(ja, en)]
        else:
            found = []
        return found[0] if found else None


_WORDED = {
    "application.kind": ("buy", "exchange", "consignment", "buyback_own_sale"),
    "payment_method.kind": ("cash", "transfer", "points"),
    "billing.status": ("paid",),
    "other.own_article": ("own", "person", "company"),
}
"""Fields whose values are keys that only the papers have words for."""
