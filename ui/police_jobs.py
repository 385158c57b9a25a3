"""What the police page asks of the services, as jobs, and what was typed as they take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from counter_app.app import Counter
from counter_app.domain.custody import Custody, CustodyOrder
from counter_app.domain.holds import Hold
from counter_app.domain.inspection import Inspection
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.provision import PendingRequest, PoliceRequest
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber, ledger_number
from counter_app.services.ledger import Question
from ui.widgets.paper_preview import PaperPage

PREVIEW_DPI = 72
_IMEI = 15


@dataclass(frozen=True, slots=True)
class PoliceState:
    """What holds now, and who may act.

    Attributes:
        seen: what the officer sees while an inspection goes on.
    """

    orders: tuple[Custody, ...]
    waiting: tuple[PendingRequest, ...]
    today: date
    members: tuple[StaffMember, ...]
    inspection: Inspection | None
    seen: tuple[int, int, tuple[PaperPage, ...]] | None


def police_state(counter: Counter) -> PoliceState:
    """Ask the services; runs as a job."""
    asked = counter.inspections.now_on
    return PoliceState(
        tuple(counter.custody.standing()),
        tuple(counter.provisions.pending()),
        counter.custody.today,
        tuple(counter.staff.members()),
        asked,
        None if asked is None else seen(counter, asked),
    )


def seen(counter: Counter, asked: Inspection) -> tuple[int, int, tuple[PaperPage, ...]]:
    """Lines, articles still here and the paper's pages of an inspection; part of a job."""
    pages = tuple(
        PaperPage(page.pixels, page.width, page.height, page.stride)
        for page in counter.inspections.paper().pages(PREVIEW_DPI)
    )
    lines = counter.ledger.lines(asked.first, asked.last)
    return len(lines), len(counter.inspections.stock()), pages


def found(counter: Counter, text: str) -> tuple[list[LedgerLine], dict[int, Hold]]:
    """The lines of a name or an IMEI, and which of them are under an order; runs as a job."""
    digits = "".join(sign for sign in text if sign.isdigit())
    question = Question(imei=text) if len(digits) >= _IMEI else Question(person=text)
    lines = list(counter.ledger.found(question).lines)
    return lines, counter.custody.held(lines)


def order_of(values: Mapping[str, str], days: tuple[date, date]) -> CustodyOrder:
    """A custody order as it was typed.

    Raises:
        WrongInput: as domain.values.ledger_number.
    """
    told = (values["station"], values["officer"], values["number"])
    return CustodyOrder(*told, _numbers(values["lines"]), *days)


def request_of(values: Mapping[str, str]) -> tuple[PoliceRequest, tuple[LedgerNumber, ...]]:
    """An inquiry as it was typed, and the lines that it is about.

    Raises:
        WrongInput: as domain.values.ledger_number.
    """
    told = {name: text for name, text in values.items() if name != "lines"}
    return PoliceRequest(**told), _numbers(values["lines"])


def _numbers(text: str) -> tuple[LedgerNumber, ...]:
    """The ledger numbers of a field."""
    return tuple(ledger_number(one) for one in text.replace("、", " ").replace(",", " ").split())


def order_values(counter: Counter, lines: str) -> dict[str, str]:
    """What a new order's form begins with: today, and the longest that the law allows."""
    first = counter.custody.today
    return {
        "station": counter.shop.police_station,
        "lines": lines,
        "first": f"{first}",
        "last": f"{counter.custody.latest(first)}",
    }


def request_values(pending: PendingRequest) -> dict[str, str]:
    """The form of an inquiry that was noted before."""
    lines = " ".join(str(number) for number in pending.lines)
    return {**asdict(pending.request), "lines": lines}
