"""Requests and inquiries: what a customer asks, how it was taken, and what was answered.

Any question is item 7 of the notice. Five of them are requests that the law and the notice name:
notification of purposes, disclosure, correction, cease of use, cease of provision (Act on the
Protection of Personal Information, arts. 32-35). Each is answered after the requester was
confirmed, by the way that was agreed to, and with reasons where something is refused (art. 36).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.acts import Kind
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, StaffCode

LONGEST = 2000
"""Code points of a question or an answer."""

OF_REQUESTS = frozenset({Kind.REQUEST_TAKEN, Kind.REQUEST_STEP, Kind.REQUEST_ANSWERED})
"""The kinds of acts that a request is made of; a step and an answer refer to its first one."""


class RequestKind(StrEnum):
    """What is asked for."""

    QUESTION = "question"
    PURPOSES = "purpose_notification"
    DISCLOSURE = "disclosure"
    CORRECTION = "correction"
    CEASE_USE = "cease_use"
    CEASE_PROVISION = "cease_provision"


class Requester(StrEnum):
    """Who asks: the person whose data it is, or somebody for them."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"


class Came(StrEnum):
    """How a request came in."""

    COUNTER = "counter"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"


class AnswerWay(StrEnum):
    """How the requester agreed to be answered (art. 33(2), notice: requests)."""

    PAPER = "paper"
    POST = "post"
    EMAIL = "email"
    JSON = "json"


class Confirmed(StrEnum):
    """How staff made sure who asks."""

    DOCUMENT = "document"
    CALL_BACK = "call_back"
    RECEIPT = "receipt"


class Result(StrEnum):
    """What came of a request."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it is taken down.

    Attributes:
        name: of the person whose data it is about; may be missing of a plain question.
        requester_name: of a guardian or proxy.
        language: of the letter beside Japanese.
        phone, email, address: where the requester is reached.
        lines: of the deals that it is about, as far as they are known.
    """

    kind: RequestKind
    text: str
    name: str = ""
    requester: Requester = Requester.SELF
    requester_name: str = ""
    came: Came = Came.COUNTER
    answer: AnswerWay = AnswerWay.PAPER
    language: str = "ja"
    phone: str = ""
    email: str = ""
    address: str = ""
    lines: tuple[LedgerNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """That the requester was confirmed.

    Attributes:
        document: kind of the document seen, or empty.
    """

    how: Confirmed
    document: str
    by: StaffCode
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A step that says something: what was found out, or why the day to answer by was moved."""

    text: str
    by: StaffCode
    at: datetime
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused: the code of the table's row, and what staff add in words."""

    code: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part of the person's data in the answer to a request to erase it.

    Attributes:
        part: as the notice's facts name it, such as "1.contact".
        rule: key of the row that keeps it; empty for what is erased.
        until: the day after whose end the law lets it go; None where it is erased now.
    """

    part: str
    rule: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    Attributes:
        seq: its act.
        text: staff's words to the requester.
        parts: of a request to erase.
        file: SHA-256 (hex) of the JSON that was handed over, of a disclosure.
        line: the ledger line that put right what was wrong.
        withdrawn: the answers of the consent that were taken back.
    """

    seq: int
    at: datetime
    by: StaffCode
    result: Result
    text: str = ""
    reasons: tuple[Reason, ...] = ()
    parts: tuple[KeptPart, ...] = ()
    file: str = ""
    line: str = ""
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What the list of requests shows, without opening an act.

    Attributes:
        seq: the act that took it; number: as people call it, T01-Q20261122-01.
        steps: the acts that belong to it, in order.
        answered: the act that answered it, or None.
    """

    seq: int
    number: str
    kind: RequestKind
    name: str
    taken_on: date
    due: date
    steps: tuple[int, ...] = ()
    answered: int | None = None
    result: Result | None = None

    @property
    def ends_use(self) -> bool:
        """Whether its answer ends every use that no law asks for, of whatever is kept still."""
        is_asked = self.kind is RequestKind.CEASE_USE
        return is_asked and self.result in (Result.DONE, Result.PARTLY)

    def days_left(self, today: date) -> int:
        """Days until the day to answer by; less than 0 when it has passed."""
        return (self.due - today).days

    def is_overdue(self, today: date) -> bool:
        """Whether it still waits after the day to answer by."""
        return self.answered is None and self.due < today


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request, as its acts tell it.

    Attributes:
        deals: the first ledger numbers of the deals that it is about.
    """

    row: RequestRow
    asked: NewRequest
    at: datetime
    by: StaffCode
    deals: tuple[LedgerNumber, ...]
    check: Check | None = None
    notes: tuple[Note, ...] = ()
    answer: Answer | None = None

    @property
    def number(self) -> str:
        """As people call it."""
        return self.row.number

    @property
    def kind(self) -> RequestKind:
        """What is asked for."""
        return self.row.kind


def new_request(told: NewRequest) -> NewRequest:
    """A request as it was typed, clean and complete.

    Raises:
        WrongInput: `request_form`, `request_text_missing`; `request_name_missing`: only a question
            may come from somebody who does not say who they are; `request_requester_missing` or
            `request_contact_missing`: the agreed way of answering needs an address.
    """
    clean = replace(
        told,
        text=free_text(told.text),
        name=_line(told.name),
        requester_name=_line(told.requester_name),
        phone=_line(told.phone),
        email=_line(told.email),
        address=_line(told.address),
    )
    if not clean.text:
        raise WrongInput("request_text_missing")
    if clean.kind is not RequestKind.QUESTION and not clean.name:
        raise WrongInput("request_name_missing")
    if clean.requester is not Requester.SELF and not clean.requester_name:
        raise WrongInput("request_requester_missing")
    needs = {AnswerWay.POST: clean.address, AnswerWay.EMAIL: clean.email}
    if not needs.get(clean.answer, "-"):
        raise WrongInput("request_contact_missing")
    return clean


def _line(text: str) -> str:
    return plain_text(text, "request_form")


def free_text(text: str) -> str:
    """Words of several lines, each as plain as a name.

    Raises:
        WrongInput: `request_form`: too long, or signs that no paper shows.
    """
    lines = [plain_text(line, "request_form", LONGEST) for line in text.strip().splitlines()]
    joined = "\n".join(lines)
    if len(joined) > LONGEST:
        raise WrongInput("request_form", length=LONGEST)
    return joined


def require_open(row: RequestRow) -> None:
    """Refuse what comes after the answer.

    Raises:
        Refused: `request_answered`.
    """
    if row.answered is not None:
        raise Refused("request_answered", number=row.number)
