"""What a document does not agree with: itself, the calendar, the law; reasons to look again."""

from __future__ import annotations

from datetime import date

from counter_app.domain.customer import IdentityDocument
from counter_app.id_reading.cross_checks import Facts, cross_checks
from counter_app.services.document_review import Review

NOT_SHOWN = frozenset({"expires_today", "licence_year"})
"""The page has a row of its own for the expiry; the year in a licence's number may be that of a
licence given anew, so it is no reason to stop a clerk (LAW 9.1 names it as plausibility only)."""


class DocumentChecks:
    """Holds a reviewed document against what is known.

    Args:
        commissions: first two digits that a licence's number may have.
    """

    def __init__(self, commissions: frozenset[str]) -> None:
        self._commissions = commissions

    def failing(self, review: Review, document: IdentityDocument, today: date) -> tuple[str, ...]:
        """Codes of the checks that fail, worded as reading.check.CODE and reading.reason.CODE.

        Args:
            review: where the document came from.
            document: as it stands on the page.
            today: the day of the visit.
        """
        read = () if review.scan is None else review.scan.checks
        told = {_worded(check.code) for check in read if not check.ok and "mrz_" in check.code}
        facts = Facts(
            document.kind,
            document.birth_date,
            document.issued_on,
            document.expires_on,
            document.number,
        )
        checks = cross_checks(facts, today, self._commissions)
        found = [check.code for check in checks if not check.ok]
        return tuple(code for code in (*sorted(told), *found) if code not in NOT_SHOWN)


def _worded(code: str) -> str:
    """All check digits share one sentence, and so do all fields that are printed otherwise."""
    return "mrz_printed" if code.endswith("_printed") else "mrz_digits"
