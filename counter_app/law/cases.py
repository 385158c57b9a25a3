"""A case that the law is asked about, and its decision: the form of `counterctl law check`.

A missing key takes the ordinary value: at the shop, in cash, every category permitted, an adult
person with all particulars, no guardian, no route, no documents. Unknown keys are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

import msgspec

from counter_app.law.rows import CategoryNumber, Guardian, PayoutKind, Side

Kind = Literal["buy", "exchange", "consignment", "buyback_own_sale", "sale"]
Place = Literal["shop", "customer_home", "temporary"]
Route = Literal["A_DOC", "B_SIGN", "C_TABLET"]
Prefecture = Annotated[str, msgspec.Meta(pattern=r"\A(0[1-9]|[1-3][0-9]|4[0-7])\Z")]
"""Two digits of JIS X 0401."""

CaseId = str | int | None
Language = Literal["ja", "en"]

KINDS: tuple[str, ...] = get_args(Kind)
PLACES: tuple[str, ...] = get_args(Place)
ROUTES: tuple[str, ...] = get_args(Route)
CODES = (
    "identity_required",
    "document_expired",
    "document_refused",
    "document_no_address",
    "particulars_missing",
    "minor_without_guardian",
    "category_not_permitted",
    "place_not_allowed",
    "precious_metal_cash",
    "unknown_goods",
    "unknown_document",
)
"""Every reason why a deal may not go on, in the order in which they are told."""

EARLIEST_BIRTH = date(1900, 1, 1)


class WrongCase(ValueError):
    """The case is not of the form, or its dates contradict each other; nothing is decided."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One article and its price in whole yen, tax included."""

    goods: str
    price_yen: Annotated[int, msgspec.Meta(ge=1)]


@dataclass(frozen=True, slots=True)
class CaseSeller:
    """The counterparty, and which of the four particulars are there.

    Attributes:
        birth_date: None when it is not known; without the key the person is an adult with all
            particulars.
    """

    type: Literal["person", "company"] = "person"
    birth_date: date | msgspec.UnsetType | None = msgspec.UNSET
    address: bool = True
    name: bool = True
    occupation: bool = True

    @property
    def born(self) -> date | None:
        """A person's birth date, where it is told."""
        if self.type == "person" and isinstance(self.birth_date, date):
            return self.birth_date
        return None

    @property
    def complete(self) -> bool:
        """Whether address and name and, of a person, occupation and birth date are there."""
        of_person = self.type == "company" or (self.occupation and self.birth_date is not None)
        return self.address and self.name and of_person


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document as it is presented."""

    kind: str
    issued_on: date | None = None
    expires_on: date | None = None
    side: Side = "front"


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked.

    Attributes:
        on: business day in Japan.
        prefecture: of the shop; None for the strictest ordinance.
        permit_categories: None for all; an empty list permits nothing.
        route: None counts as A_DOC.
        earlier_today_yen: what the same person sold on that day before, in deals that were each
            below the limit: it is counted with this one (docs/decisions/006-split-deals.md).

    Raises:
        ValueError: a birth or an issue of a document after the day, or a birth before 1900.
    """

    on: date
    kind: Kind
    lines: tuple[CaseLine, ...]
    id: CaseId = None
    prefecture: Prefecture | None = None
    place: Place = "shop"
    permit_categories: tuple[CategoryNumber, ...] | None = None
    payout: PayoutKind = "cash"
    seller: CaseSeller = CaseSeller()
    guardian: Guardian | None = None
    route: Route | None = None
    documents: tuple[ShownDocument, ...] = ()
    earlier_today_yen: Annotated[int, msgspec.Meta(ge=0)] = 0

    def __post_init__(self) -> None:
        born = self.seller.birth_date
        if isinstance(born, date) and not EARLIEST_BIRTH <= born <= self.on:
            raise ValueError("birth_date is after the day or before 1900 - at `$.seller`")
        if any(one.issued_on and one.issued_on > self.on for one in self.documents):
            raise ValueError("issued_on is after the day - at `$.documents`")

    @property
    def total(self) -> int:
        """The whole deal in yen."""
        return sum(line.price_yen for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deal may not go on: the code, the article behind it, and a sentence."""

    code: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the law says of a case as it stands.

    Attributes:
        verify_identity: the seller must be confirmed (Act art. 15(1), (2)).
        always_verify_lines: indexes of lines that ask for it at any price.
        categories: the number of each line's category, None for unknown goods.
        age: of a person, on the day.
        sale_record_lines: indexes of lines whose disposal would be entered in the ledger.
        allowed: the payout may go ahead.
        blocked: codes of what stands against it; reasons tells the same in words.
        version: of the statutory tables that it was made from.
    """

    id: CaseId
    verify_identity: bool
    always_verify_lines: tuple[int, ...]
    categories: tuple[int | None, ...]
    age: int | None
    sale_record_lines: tuple[int, ...]
    allowed: bool
    blocked: tuple[str, ...]
    reasons: tuple[Reason, ...]
    version: int

    def form(self) -> dict[str, Any]:
        """The decision as JSON knows it."""
        form: dict[str, Any] = msgspec.to_builtins(self)
        return {name: list(one) if type(one) is tuple else one for name, one in form.items()}


def case_id(raw: Mapping[str, Any]) -> CaseId:
    """The id of a case, whatever else is wrong with it; None when it is no text or number."""
    given = raw.get("id")
    return given if type(given) in {str, int} else None


def parse_case(raw: Mapping[str, Any]) -> Case:
    """A case from its JSON form.

    Raises:
        WrongCase: what is wrong, and where.
    """
    try:
        case = msgspec.convert(raw, Case)
    except msgspec.ValidationError as fault:
        raise WrongCase(str(fault)) from None
    if not case.lines:
        raise WrongCase("there is no line - at `$.lines`")
    return case
