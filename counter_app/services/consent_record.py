"""What the act of a consent says: the whole record that a dealer must be able to show.

One field with everything about one consent (LAW 3.1): who asked, what was shown in which bytes,
each answer with the words that stood there, how it was signed. What happened to it later, a
withdrawal, is an act of its own.
"""

from __future__ import annotations

from typing import Any

import msgspec

from counter_app.domain.acts import moment_text
from counter_app.domain.consent import Consent
from counter_app.domain.strokes import strokes_of, strokes_sha256
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Visit
from counter_app.settings import Settings


def consent_fields(
    visit: Visit, consent: Consent, settings: Settings, staff: StaffCode
) -> dict[str, Any]:
    """Item 9: what was shown and chosen, and the signature's strokes.

    Args:
        visit: whose consent it is.
        consent: as signed.
        settings: name the shop and the till.
        staff: who accepts with it.
    """
    strokes = strokes_of(consent.signature)
    return {
        "application.visit_id": visit.visit_id,
        "other.signature": strokes,
        "other.consent": {
            "consent_id": consent.consent_id,
            "visit_number": visit.number,
            "customer_ref": visit.visit_id,
            "shop": settings.shop,
            "till": settings.till,
            "staff": staff,
            "short": _shown(visit.shown),
            "full": _shown(consent.shown),
            "choices": msgspec.to_builtins(consent.choices),
            "answers": {choice: state.value for choice, state in consent.answers.items()},
            "wordings": [
                msgspec.to_builtins(one) | {"sha256": one.sha256} for one in consent.wordings
            ],
            "answered_at": moment_text(consent.answered_at or consent.signed_at),
            "method": consent.method,
            "seen_by": consent.seen_by or "",
            "strokes_sha256": strokes_sha256(strokes),
            "prevailing": consent.prevailing,
            "signed_at": consent.signed_at.isoformat(),
            **_guardian_too(visit),
        },
    }


def _shown(shown: object) -> Any:
    return msgspec.to_builtins(shown)


def _guardian_too(visit: Visit) -> dict[str, str]:
    """How a guardian consented to the use of data too; who they are stands in a part of its own."""
    guardian = visit.guardian
    given = guardian.consent if guardian else None
    return {"guardian": guardian.form} if guardian and given and given.data_use else {}
