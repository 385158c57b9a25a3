"""What the requests page asks of the services, as jobs, and what was typed as they take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from counter_app.app import Counter
from counter_app.domain.errors import NotPossibleNow, Refused, WrongInput
from counter_app.domain.requests import (
    AnswerWay,
    Came,
    Confirmed,
    KeptPart,
    NewRequest,
    Reason,
    Request,
    Requester,
    RequestKind,
    RequestRow,
)
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber, StaffCode, ledger_number
from counter_app.law.requests import ReasonRow
from counter_app.services.papers import MadePaper
from counter_app.services.request_deals import FoundDeal
from ui.widgets.paper_preview import PaperPage

PREVIEW_DPI = 96


@dataclass(frozen=True, slots=True)
class RequestsState:
    """What the list shows, and who may act."""

    rows: tuple[RequestRow, ...]
    today: date
    members: tuple[StaffMember, ...]


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """One request, and what may be done with it.

    Attributes:
        reasons: for which it may be refused; plan: what would be erased and what is kept, of a
            request to cease use whose deals are known and paid.
    """

    request: Request
    reasons: tuple[ReasonRow, ...]
    plan: tuple[KeptPart, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an action: the request, and a paper to look at and print."""

    number: str
    paper: MadePaper | None = None
    pages: tuple[PaperPage, ...] = ()
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and ticked, and by whom.

    Attributes:
        number: of the request; empty when one is taken.
        values: by the field's name; ticks: the reasons that were ticked.
    """

    number: str
    values: Mapping[str, str]
    ticks: Sequence[str]
    by: StaffCode
    pin: str = field(repr=False)

    @property
    def proof(self) -> tuple[StaffCode, str]:
        """Who acts, and their PIN."""
        return self.by, self.pin


Action = Callable[[Counter, Typed], Done]


def requests_state(counter: Counter, text: str) -> RequestsState:
    """What waits, the first to be answered first; with words to look for, whatever has them."""
    desk = counter.requests
    rows = desk.find(text) if text.strip() else desk.waiting()
    return RequestsState(tuple(rows), desk.today, tuple(counter.staff.members()))


def opened(counter: Counter, number: str) -> OpenedRequest:
    """A whole request."""
    request = counter.requests.get(number)
    plan: tuple[KeptPart, ...] = ()
    if request.kind is RequestKind.CEASE_USE and request.answer is None:
        try:
            plan = counter.request_erasures.plan(number)
        except Refused:  # told when somebody tries to erase
            plan = ()
    reasons = counter.requests.reasons(request.kind)
    return OpenedRequest(request, reasons, plan, counter.requests.today)


def deals_of(counter: Counter, name: str) -> list[FoundDeal]:
    """The deals under a name, to be linked; none without one."""
    return counter.requests.deals(name) if name.strip() else []


def letter(counter: Counter, number: str) -> Done:
    """The letter of an answered request, to look at."""
    paper = counter.letters.make(number)
    return Done(number, paper, pages_of(paper), is_letter=True)


def pages_of(paper: MadePaper) -> tuple[PaperPage, ...]:
    """The pages of a paper as the preview wants them."""
    return tuple(
        PaperPage(page.pixels, page.width, page.height, page.stride)
        for page in paper.pages(PREVIEW_DPI)
    )


def take(counter: Counter, typed: Typed) -> Done:
    """Take a request down."""
    told = NewRequest(
        kind=RequestKind(typed.values["kind"]),
        text=typed.values["text"],
        name=typed.values["name"],
        requester=Requester(typed.values["requester"]),
        requester_name=typed.values["requester_name"],
        came=Came(typed.values["came"]),
        answer=AnswerWay(typed.values["answer"]),
        language=typed.values["language"],
        phone=typed.values["phone"],
        email=typed.values["email"],
        address=typed.values["address"],
        lines=lines_of(counter, typed.values["lines"]),
    )
    return Done(counter.requests.take(told, *typed.proof).number)


def check(counter: Counter, typed: Typed) -> Done:
    """Note how the requester was confirmed."""
    how = Confirmed(typed.values["how"])
    return Done(
        counter.requests.check(typed.number, how, typed.values["document"], *typed.proof).number
    )


def link(counter: Counter, typed: Typed) -> Done:
    """Say which deals it is about."""
    lines = lines_of(counter, typed.values["lines"])
    counter.requests.link(typed.number, lines, *typed.proof)
    return Done(typed.number)


def note(counter: Counter, typed: Typed) -> Done:
    """Note something on the way; with a day, the day to answer by is moved."""
    text, day = typed.values["text"], typed.values["due"]
    if not day:
        counter.requests.note(typed.number, text, *typed.proof)
        return Done(typed.number)
    try:
        due = date.fromisoformat(day)
    except ValueError:
        raise WrongInput("request_due") from None
    counter.requests.extend(typed.number, due, text, *typed.proof)
    return Done(typed.number)


def answer(counter: Counter, typed: Typed) -> Done:
    """Answer in words, or end the provision."""
    text = typed.values["text"]
    if counter.requests.get(typed.number).kind is RequestKind.CEASE_PROVISION:
        counter.request_provision.cease(typed.number, text, *typed.proof)
    else:
        counter.requests.answer(typed.number, text, *typed.proof, line=typed.values.get("line", ""))
    return letter(counter, typed.number)


def refuse(counter: Counter, typed: Typed) -> Done:
    """Refuse with the reasons that were ticked."""
    reasons = [Reason(one) for one in typed.ticks]
    counter.requests.refuse(typed.number, reasons, typed.values["text"], *typed.proof)
    return letter(counter, typed.number)


def disclose(counter: Counter, typed: Typed) -> Done:
    """Disclose everything; the JSON goes into a folder where one was named."""
    folder = folder_for(counter, typed.values["folder"])
    _request, made = counter.disclosures.disclose(typed.number, typed.values["text"], *typed.proof)
    if folder is not None:
        counter.disclosures.hand_over(made, folder)
    return Done(typed.number, made.paper, pages_of(made.paper))


def erase(counter: Counter, typed: Typed) -> Done:
    """Erase what may go."""
    counter.request_erasures.erase(typed.number, typed.values["text"], *typed.proof)
    return letter(counter, typed.number)


ACTIONS: Mapping[str, Action] = {
    "take": take,
    "check": check,
    "link": link,
    "note": note,
    "answer": answer,
    "refuse": refuse,
    "disclose": disclose,
    "erase": erase,
}
"""What is done after the PIN, by the form's name."""


def lines_of(counter: Counter, text: str) -> tuple[LedgerNumber, ...]:
    """The ledger numbers of a field.

    Raises:
        WrongInput: `ledger_number_form`.
    """
    parts = text.replace("、", " ").replace(",", " ").split()
    return tuple(ledger_number(one, counter.record.till) for one in parts)


def folder_for(counter: Counter, text: str) -> Path | None:
    """The folder for a file that is handed over; never the till's own.

    Raises:
        NotPossibleNow: `paper_not_written`: it is not there, or is the till's.
    """
    if not text.strip():
        return None
    folder = Path(text.strip()).expanduser()
    inside = folder.resolve().is_relative_to(counter.folder.resolve())
    if inside or not folder.is_dir():
        raise NotPossibleNow("paper_not_written")
    return folder
