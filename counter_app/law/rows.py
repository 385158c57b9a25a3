"""What the rows of each statutory table say beside their key, article, words and days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from counter_app.law.dated import DatedRow, Words

CategoryNumber = Annotated[int, msgspec.Meta(ge=1, le=13)]
YenFrom = Annotated[int, msgspec.Meta(ge=0)]
Side = Literal["front", "back"]
PayoutKind = Literal["cash", "transfer", "points"]
Guardian = Literal["accompany", "written", "phone"]
DocumentStatus = Literal["accepted", "look_only", "supplement", "refused"]


class CategoryRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the 13 categories of articles (Enforcement Regulations art. 2)."""

    no: CategoryNumber


class GoodsRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of goods and its category."""

    category: CategoryNumber


class AlwaysVerifyRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goods whose seller is confirmed at any price (Enforcement Regulations art. 16(2))."""


class SaleRecordRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose disposal is entered in the ledger (Enforcement Regulations art. 18).

    Attributes:
        key: `category.5`, or `goods.motorcycle_part` for goods that differ from their category.
        from_yen: the price of a line from which on it is entered; 0 for any price.
    """

    from_yen: YenFrom


class KindRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of deal.

    Attributes:
        receives: an article comes in.
        verifies: the receipt asks for confirmation (Act art. 15(1), (2)).
    """

    receives: bool
    verifies: bool


class ThresholdRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sum of one deal, tax included, from which on a duty begins."""

    from_yen: YenFrom


class DocumentRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of document and what it proves.

    Attributes:
        status: accepted, look_only (accepted, never captured), supplement, or refused.
        photo, address: whether it shows them.
        expires: whether it has a last day.
        address_months: calendar months after its issue for which it proves an address beside
            a document that shows none.
        address_if_issued_before: only older ones show the address.
        accepted_if_issued_from: older ones are refused.
    """

    status: DocumentStatus
    photo: bool
    address: bool
    expires: bool
    address_months: Annotated[int, msgspec.Meta(ge=1)] | None = None
    address_if_issued_before: date | None = None
    accepted_if_issued_from: date | None = None


class ForbiddenSideRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sides of a document that may not be captured (My Number Act art. 20)."""

    sides: tuple[Side, ...]


class RouteRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure by which identity is confirmed (Act art. 15(1)).

    Attributes:
        by_document: documents are judged.
        ledger: the ledger's words; `{document}` stands for the document's name.
    """

    by_document: bool
    ledger: Words


class ExemptionRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why nothing had to be confirmed (Act art. 15(2)), with the ledger's words."""

    ledger: Words


class AgeRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A prefecture's ordinance on young sellers.

    Attributes:
        key: the prefecture's two digits, or `other`.
        seen: the ordinance's text was read; of any other the strictest known rule holds.
        adult_from: years of age from which on nobody else is asked.
        cleared_by: what of a guardian makes the deal possible.
    """

    seen: bool
    adult_from: Annotated[int, msgspec.Meta(ge=0)]
    cleared_by: tuple[Guardian, ...]


class PlaceRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where articles may be received, or not (Act art. 14(1))."""

    allowed: bool


class PeriodRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A period of the Act, such as how long a custody order may last.

    Attributes:
        length: how many of its unit.
        unit: days, or calendar months.
    """

    length: Annotated[int, msgspec.Meta(ge=1)]
    unit: Literal["days", "months"]


class PreciousMetalRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sum of precious metal above which this counter does not pay.

    Attributes:
        goods: whose lines are summed.
        payouts: the payouts that it is about.
    """

    goods: tuple[str, ...]
    payouts: tuple[PayoutKind, ...]
    over_yen: YenFrom


class OccupationRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An occupation to choose from (Act art. 16(iv))."""


class RelationRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a guardian is to a young seller, to choose from (prefectural ordinances)."""


class AuthorityRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shows that somebody may sell for another.

    Attributes:
        behalf: for whom it will do.
    """

    behalf: tuple[Literal["person", "company"], ...]


class DataConsentRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until which age somebody else consents to the use of a person's data too.

    Attributes:
        under: years of age from which on nobody else is asked.
    """

    under: Annotated[int, msgspec.Meta(ge=0)]


class ReasonRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a deal may not go on, by the code of a decision."""


class SuspicionRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes staff suspect that goods are improper (Act art. 15(3))."""


class EraRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An era of the Japanese calendar; its first and last day are the row's.

    Attributes:
        letter: M, T, S, H or R.
        zero: the western year before the era's first.
        usable_from: days before it are of another calendar.
    """

    letter: Annotated[str, msgspec.Meta(pattern=r"\A[A-Z]\Z")]
    zero: int
    usable_from: date | None = None
