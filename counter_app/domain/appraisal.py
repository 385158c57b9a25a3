"""The appraisal: a base price from the price book, deductions each with its rule, and the sum.

The same inputs always give the same offer, and the lines of the offer explain it to the yen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import Yen


@dataclass(frozen=True, slots=True)
class PricedModel:
    """A model that the price book knows.

    Attributes:
        base_yen: price for a faultless one.
        junk_yen: what it is worth whatever its state; no deduction goes below.
    """

    key: str
    goods: str
    maker: str
    model: str
    capacity: str
    base_yen: Yen
    junk_yen: Yen


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """A fault that lowers the price: by a share of the base price, rounded down to 100 yen."""

    key: str
    ja: str
    en: str
    per_mille: int


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices and deductions of one version; `demo` until HQ signs a real one."""

    version: str
    demo: bool
    models: tuple[PricedModel, ...]
    rules: tuple[DeductionRule, ...]

    def model(self, key: str) -> PricedModel:
        """The model of this key.

        Raises:
            WrongInput: `model_unknown`.
        """
        for model in self.models:
            if model.key == key:
                return model
        raise WrongInput("model_unknown")

    def rule(self, key: str) -> DeductionRule:
        """The deduction rule of this key.

        Raises:
            WrongInput: `deduction_unknown`.
        """
        for rule in self.rules:
            if rule.key == key:
                return rule
        raise WrongInput("deduction_unknown")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line that the customer agrees to: the base price or a deduction (negative yen)."""

    rule: str
    ja: str
    en: str
    yen: int

    def words(self, language: str) -> str:
        """What the line says: in Japanese for easy Japanese (ja-easy) too, else in English.

        A price book has these two languages; its words are the dealer's own, not ours.
        """
        return self.ja if language.partition("-")[0] == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the shop offers for one article, and why."""

    price_book: str
    model: str
    lines: tuple[OfferLine, ...]

    @property
    def offer(self) -> Yen:
        """The sum of the lines: what is paid for the article."""
        return Yen(sum(line.yen for line in self.lines))


def appraise(book: PriceBook, model_key: str, faults: Sequence[str]) -> Appraisal:
    """The offer for a model with these faults.

    Args:
        book: the price book in force.
        model_key: key of the model.
        faults: keys of deduction rules, each at most once; their order does not matter.

    Raises:
        WrongInput: an unknown model or fault, or a fault named twice.
    """
    if len(set(faults)) != len(faults):
        raise WrongInput("deduction_twice")
    model = book.model(model_key)
    for fault in faults:
        book.rule(fault)
    lines = [OfferLine("base", "基準価格", "Base price", model.base_yen)]
    left = model.base_yen - model.junk_yen
    for rule in book.rules:
        if rule.key in faults:
            full = model.base_yen * rule.per_mille // 1000 // 100 * 100
            cut = min(full, left)
            left -= cut
            lines.append(OfferLine(rule.key, rule.ja, rule.en, -cut))
    return Appraisal(book.version, model_key, tuple(lines))
