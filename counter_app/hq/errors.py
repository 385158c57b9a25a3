"""What HQ says no with: plain codes, for tills and for HQ's officers.

They have no words in the texts of the counter: a till shows "HQ did not take the records" and logs
the code, `counter-hq` prints it. Nothing personal is ever in them.

    HqRefused    may not be done, for a stated reason (exit 3)
     └─ Rejected what a till asked for is not taken; with the status of the answer
    HqWrongUse   what was typed cannot be used (exit 2)
    HqFault      the store does not prove itself (exit 4)
"""

from __future__ import annotations

from http import HTTPStatus

from counter_app.domain.errors import IntegrityFault, Refused, WrongInput


class HqRefused(Refused):
    """HQ may not do this, for a stated reason."""


class Rejected(HqRefused):
    """What a till asked for is not taken; nothing was changed by it."""

    def __init__(
        self, code: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST, **facts: object
    ) -> None:
        super().__init__(code, **facts)
        self.status = status


class HqWrongUse(WrongInput):
    """What was typed at a command cannot be used."""


class HqFault(IntegrityFault):
    """HQ's store does not prove itself."""
