"""The appraisal desk: the price book in force and an article's offer."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from counter_app.domain.appraisal import Appraisal, PriceBook, appraise
from counter_app.domain.article import Article, imei_from
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import AppraisedArticle

_WHOLE = 1000


class PriceBookFault(ValueError):
    """The price book cannot be used as it is; no offer is made from it."""


def load_price_book(path: Path) -> PriceBook:
    """A price book from its file.

    Raises:
        PriceBookFault: the file is no price book, or one that would make wrong offers.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        book = msgspec.convert(
            {
                "version": raw["version"],
                "demo": raw["demo"],
                "models": raw["model"],
                "rules": raw["rule"],
            },
            PriceBook,
        )
    except (ValueError, KeyError) as fault:
        raise PriceBookFault(f"{path.name}: {fault}") from None
    for kind, rows in (("model", book.models), ("rule", book.rules)):
        if len({row.key for row in rows}) != len(rows):
            raise PriceBookFault(f"{path.name}: two rows of the table {kind} have one key")
    for model in book.models:
        if not 1 <= model.junk_yen <= model.base_yen:
            raise PriceBookFault(f"{path.name}: {model.key} is worth more as junk, or nothing")
    for rule in book.rules:
        if not 0 <= rule.per_mille <= _WHOLE:
            raise PriceBookFault(
                f"{path.name}: {rule.key} takes less than nothing or more than all"
            )
    return book


class AppraisalDesk:
    """Articles and offers."""

    def __init__(self, book: PriceBook) -> None:
        self.book = book

    def offer(self, model: str, faults: Sequence[str]) -> Appraisal:
        """What a model with these faults is worth.

        Raises:
            WrongInput: an unknown model or fault.
        """
        return appraise(self.book, model, faults)

    def article(
        self,
        model: str,
        faults: Sequence[str],
        *,
        imei: str = "",
        imei2: str = "",
        serial: str = "",
        colour: str = "",
        damage: str = "",
        accessories: str = "",
    ) -> AppraisedArticle:
        """An article as the clerk typed it, with its offer.

        Raises:
            WrongInput: `model_unknown`, `imei_form`, `imei_check`, `article_text_form`, or
                `article_not_identified` when neither IMEI, serial nor damage tells it apart.
        """
        known = self.book.model(model)
        rules = [self.book.rule(fault) for fault in faults]
        words = [plain_text(damage, "article_text_form"), *(rule.ja for rule in rules)]
        article = Article(
            goods=known.goods,
            maker=known.maker,
            model=known.model,
            capacity=known.capacity,
            colour=plain_text(colour, "article_text_form"),
            imei=imei_from(imei),
            imei2=imei_from(imei2),
            serial=plain_text(serial, "article_text_form"),
            damage="・".join(word for word in words if word),
            accessories=plain_text(accessories, "article_text_form"),
        )
        if not article.identifies:
            raise WrongInput("article_not_identified")
        return AppraisedArticle(article, self.offer(model, faults))
