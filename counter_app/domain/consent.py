"""What the customer was shown, what they chose, and their signature.

The signature is bound to the exact bytes shown: the notice's text by its SHA-256, the language, and
the seconds for which each page was on the screen (APPI art. 21(2); LAW 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from counter_app.domain.errors import WrongInput

LEAST_POINTS = 8
LEAST_SPREAD_PX = 40
PREVAILING = "ja"

Channel = Literal["direct_mail", "email", "sms"]
CHANNELS: tuple[Channel, ...] = ("direct_mail", "email", "sms")
"""Purpose 6 asks for each of them by itself; none is ticked ahead."""


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One showing of a notice on the customer's screen.

    Attributes:
        layer: "short" before anything is collected, "full" at the consent step.
        sha256: hex digest of the very bytes of the pack's text in that language.
        pages: (page key, seconds on the screen), in the order first shown.
    """

    notice_id: str
    revised: str
    language: str
    sha256: str
    layer: Literal["short", "full"]
    shown_at: datetime
    pages: tuple[tuple[str, float], ...] = ()
    reference_wording: bool = True


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
class Consent:
    """The signed consent of one visit."""

    consent_id: str
    shown: NoticeShown
    choices: Choices
    signature: Signature
    signed_at: datetime
    method: Literal["signature", "paper"] = "signature"
    prevailing: str = PREVAILING


def signed(consent: Consent) -> Consent:
    """The consent itself, when it was given to a full notice with ink enough.

    Raises:
        WrongInput: `notice_not_full` or `signature_too_small`.
    """
    if consent.shown.layer != "full":
        raise WrongInput("notice_not_full")
    if consent.method == "signature" and not consent.signature.enough:
        raise WrongInput("signature_too_small")
    return consent
