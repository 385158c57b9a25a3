"""What a document must agree with besides its own print: the day, the calendar, the law; pure.

Each check says only what it can judge: where a date or number is missing there is no check. None of
them refuses a document; each is a reason to look again, worded as `reading.check.CODE` for what
must hold and `reading.reason.CODE` for what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter_app.id_reading.postal import PostalCodes
from counter_app.id_reading.reading import Check
from counter_app.law import check_digits
from counter_app.law.age import age_on, months_after

YOUNGEST = 16
"""Years of age at which the first licences are given (Road Traffic Act art. 88(1)(i))."""

LONGEST = 11
"""Years: no document is valid for longer, a card of ten years up to the birthday after."""

OLDEST = 1900
"""Nobody who stands at a counter was born before this year."""

_SLACK = 3
"""Days: how a month is counted from the last days of one."""

_LICENCES = frozenset({"driving_licence", "driving_record_certificate"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says, as far as it was read; a date that is not read is None.

    Attributes:
        kind: the law's key.
        number: as printed, without spaces.
    """

    kind: str
    birth_date: date | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    number: str = ""


def cross_checks(facts: Facts, today: date, commissions: frozenset[str]) -> tuple[Check, ...]:
    """Every check that can be made of the facts.

    Args:
        facts: of one document.
        today: the day of the visit, by the shop's calendar.
        commissions: first two digits that a licence's number may have.
    """
    told = (*_dates(facts, today), *_licence(facts, today, commissions), *_my_number_card(facts))
    return tuple(told)


def postal_check(code: str, address: str, codes: PostalCodes) -> tuple[Check, ...]:
    """Whether a postal code belongs to an address; nothing where that cannot be judged."""
    agrees = codes.agrees(code, address)
    return () if agrees is None else (Check("postal_address", agrees),)


def _dates(facts: Facts, today: date) -> Iterator[Check]:
    birth, issued, expires = facts.birth_date, facts.issued_on, facts.expires_on
    if expires:
        yield Check("expires_today", expires >= today)
    if birth:
        latest = issued or today
        yield Check("birth_date_possible", birth.year >= OLDEST and birth <= latest)
    if issued:
        yield Check("issued_before_today", issued <= today)
    if issued and expires:
        yield Check("issued_before_expiry", issued < expires <= months_after(issued, 12 * LONGEST))


def _licence(facts: Facts, today: date, commissions: frozenset[str]) -> Iterator[Check]:
    if facts.kind not in _LICENCES:
        return
    birth, number = facts.birth_date, facts.number
    latest = facts.issued_on or today
    if birth and birth <= latest:
        yield Check("licence_age", age_on(birth, latest) >= YOUNGEST)
    if birth and facts.expires_on and facts.kind == "driving_licence":
        yield Check("licence_expiry_birthday", _month_after_birthday(birth, facts.expires_on))
    if len(number) == check_digits.LICENCE_DIGITS and number.isdecimal():
        yield Check("licence_commission", number[:2] in commissions)
        if birth:
            yield Check("licence_year", _may_be_first(int(number[2:4]), birth, latest))


def _my_number_card(facts: Facts) -> Iterator[Check]:
    """A My Number card of a resident for good ends on a birthday; a foreign one's may not."""
    birth, expires = facts.birth_date, facts.expires_on
    if facts.kind == "my_number_card" and birth and expires:
        day = (birth.month, birth.day)
        told = {(2, 28), (2, 29), (3, 1)} if day == (2, 29) else {day}
        yield Check("my_number_card_birthday", (expires.month, expires.day) in told)


def _month_after_birthday(birth: date, expires: date) -> bool:
    """Licences end a month after a birthday (Road Traffic Act art. 92-2)."""
    years = (expires.year - 1, expires.year)
    ends = (months_after(birth, 12 * (year - birth.year) + 1) for year in years)
    return any(abs((end - expires).days) <= _SLACK for end in ends)


def _may_be_first(year: int, birth: date, latest: date) -> bool:
    """Whether a year of two digits may be that of the first licence."""
    return any(birth.year + YOUNGEST <= century + year <= latest.year for century in (1900, 2000))
