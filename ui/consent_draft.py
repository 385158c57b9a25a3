"""A consent on its way through the customer's pages: each brings its part, the last one signs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.consent import Choices, Consent, NoticeShown, Signature, Wording


@dataclass(slots=True)
class ConsentDraft:
    """What the pages brought so far.

    Attributes:
        read: the notice as it was read.
        choices: the answers; wordings: the words that stood beside them.
        answered_at: when the answers were given.
    """

    read: NoticeShown | None = None
    choices: Choices | None = None
    wordings: tuple[Wording, ...] = ()
    answered_at: datetime | None = None

    def signed(self, signature: Signature, at: datetime) -> Consent | None:
        """The whole consent; None before the notice was read and the answers given."""
        if self.read is None or self.choices is None:
            return None
        return Consent(
            secrets.token_hex(16),
            self.read,
            self.choices,
            signature,
            at,
            answered_at=self.answered_at,
            wordings=self.wordings,
        )
