"""What the customer was shown, what they chose, and their signature.

The signature is bound to the exact bytes shown: the notice's text by its SHA-256, the language, and
the seconds for which each page was on the screen (APPI art. 21(2); LAW 3.1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode

LEAST_POINTS = 8
LEAST_SPREAD_PX = 40
PREVAILING = "ja"

Channel = Literal["direct_mail", "email", "sms"]
CHANNELS: tuple[Channel, ...] = ("direct_mail", "email", "sms")
"""Purpose 6 asks for each of them by itself; none is ticked ahead."""

Choice = Literal["terms", "group_provision", "direct_mail", "email", "sms"]
CHOICES: tuple[Choice, ...] = ("terms", "group_provision", *CHANNELS)
"""What a consent can answer: the notice itself, the group, and each way of offers."""


class AnswerState(StrEnum):
    """What became of one choice, in the words of W3C DPV 2.2; `NotAsked` is ours.

    A box that was left open is a refusal there; an either-or that was passed over is neither given
    nor refused, and counts as no.
    """

    GIVEN = "ConsentGiven"
    REFUSED = "ConsentRefused"
    DEFERRED = "ConsentRequestDeferred"
    NOT_ASKED = "NotAsked"


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One showing of a notice on the customer's screen.

    Attributes:
        layer: "short" before anything is collected, "full" at the consent step.
        sha256: hex digest of the very bytes of the pack's text in that language.
        pages: (page key, seconds on the screen), in the order first shown.
        end_reached_at: when the last page that was still unseen came up; None of a showing by an
            earlier program, and of a paper.
    """

    notice_id: str
    revised: str
    language: str
    sha256: str
    layer: Literal["short", "full"]
    shown_at: datetime
    pages: tuple[tuple[str, float], ...] = ()
    reference_wording: bool = True
    end_reached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """One point of the pen: pixels of the pad, pressure 0 to 1, milliseconds since the first."""

    x: float
    y: float
    pressure: float
    ms: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The customer's signature as strokes.

    Attributes:
        pen: pen, touch or mouse.
        width, height: of the pad in logical pixels.
    """

    strokes: tuple[tuple[StrokePoint, ...], ...]
    pen: str
    width: int
    height: int

    @property
    def enough(self) -> bool:
        """Whether there is ink enough to be a name and not a slip of the hand."""
        points = [point for stroke in self.strokes for point in stroke]
        if len(points) < LEAST_POINTS:
            return False
        across = [point.x for point in points]
        down = [point.y for point in points]  # a name may be written from top to bottom
        return max(max(across) - min(across), max(down) - min(down)) >= LEAST_SPREAD_PX


@dataclass(frozen=True, slots=True)
class Choices:
    """The optional answers; what was not answered counts as no and changes nothing else."""

    direct_mail: bool = False
    email: bool = False
    sms: bool = False
    group_provision: bool | None = None

    @property
    def marketing(self) -> bool:
        """Whether any channel was agreed to; without one no marketing envelope is made."""
        return self.direct_mail or self.email or self.sms

    @property
    def group(self) -> bool:
        """Whether data may go to the group: one answer, and silence is no."""
        return self.group_provision is True


@dataclass(frozen=True, slots=True)
class Wording:
    """The very words of one choice as they stood before the customer.

    Attributes:
        language: of the words; the choices are read in the language of the screen.
        words: what the customer ticked or left open, a note under it on its own line.
    """

    choice: Choice
    language: str
    words: str

    @property
    def sha256(self) -> str:
        """Hex digest of the words, UTF-8."""
        return hashlib.sha256(self.words.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Consent:
    """The signed consent of one visit.

    Attributes:
        answered_at: when the choices were made; the signature follows.
        wordings: of the choices as shown (the proof that the Specified E-mail Act asks for); empty
            of a consent by an earlier program.
        seen_by: which staff saw a paper signed; None of a signature on the screen.
    """

    consent_id: str
    shown: NoticeShown
    choices: Choices
    signature: Signature
    signed_at: datetime
    method: Literal["signature", "paper"] = "signature"
    prevailing: str = PREVAILING
    answered_at: datetime | None = None
    wordings: tuple[Wording, ...] = ()
    seen_by: StaffCode | None = None

    @property
    def answers(self) -> dict[Choice, AnswerState]:
        """What became of each choice."""
        asked = {one.choice for one in self.wordings}
        return {
            choice: self._answer(choice) if not asked or choice in asked else AnswerState.NOT_ASKED
            for choice in CHOICES
        }

    def _answer(self, choice: Choice) -> AnswerState:
        if choice == "terms":
            return AnswerState.GIVEN  # nobody signs before they confirmed it
        given = getattr(self.choices, choice)
        if given is None:
            return AnswerState.DEFERRED
        return AnswerState.GIVEN if given else AnswerState.REFUSED


NO_STROKES = Signature((), "paper", 0, 0)
"""Of a consent on paper: the ink is on the paper, which the shop keeps."""


def signed(consent: Consent) -> Consent:
    """The consent itself, when it was given to a full notice with ink enough.

    Raises:
        WrongInput: `notice_not_full`, `signature_too_small`, or `consent_paper_not_seen`: no staff
            saw the paper signed.
    """
    if consent.shown.layer != "full":
        raise WrongInput("notice_not_full")
    if consent.method == "signature" and not consent.signature.enough:
        raise WrongInput("signature_too_small")
    if consent.method == "paper" and consent.seen_by is None:
        raise WrongInput("consent_paper_not_seen")
    return consent
