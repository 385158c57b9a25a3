"""Check digits of the numbers that a counter meets, each by its own rule.

Numbers are ASCII digits without blanks; anything else is not right. A wrong digit is a reason to
look again, and some errors pass: the sums were made against slips of the pen, not forgers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

IMEI_DIGITS = 15
LICENCE_DIGITS = 12
MY_NUMBER_DIGITS = 12
CORPORATE_DIGITS = 13
INSURER_DIGITS = 8
MRZ_LENGTH = 44

_NINE = 9
_LICENCE_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_MY_NUMBER_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_CORPORATE_WEIGHTS = (2, 1) * 6
_MRZ_WEIGHTS = (7, 3, 1)
_MRZ_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MRZ_VALUES: Mapping[str, int] = MappingProxyType(
    {"<": 0} | {sign: value for value, sign in enumerate(_MRZ_SIGNS)}
)


def imei_ok(number: str) -> bool:
    """Whether the last of an IMEI's 15 digits fits (3GPP TS 23.003 annex B: Luhn)."""
    return _digits(number, IMEI_DIGITS) and _luhn_ok(number)


def insurer_number_ok(number: str) -> bool:
    """Whether the last of a health insurer's 8 digits fits: to detect one and let it go."""
    return _digits(number, INSURER_DIGITS) and _luhn_ok(number)


def licence_number_ok(number: str) -> bool:
    """Whether the 11th of a driving licence's 12 digits fits; the 12th counts reissues."""
    if not _digits(number, LICENCE_DIGITS):
        return False
    check = (11 - _weighted(number, _LICENCE_WEIGHTS) % 11) % 10
    return int(number[10]) == check


def my_number_ok(number: str) -> bool:
    """Whether the last of 12 digits fits a My Number: only ever to detect one and destroy it.

    One in ten numbers passes by chance (order on the My Number Act, Ministry of Internal Affairs
    order 85 of 2014, art. 5).
    """
    if not _digits(number, MY_NUMBER_DIGITS):
        return False
    rest = _weighted(number, _MY_NUMBER_WEIGHTS) % 11
    return int(number[-1]) == (0 if rest <= 1 else 11 - rest)


def corporate_number_ok(number: str) -> bool:
    """Whether the first of a corporate number's 13 digits fits; without the T of an invoice."""
    if not _digits(number, CORPORATE_DIGITS):
        return False
    return int(number[0]) == 9 - _weighted(number[1:], _CORPORATE_WEIGHTS) % 9


def mrz_digit(field: str) -> str | None:
    """The check digit of a field of a machine readable zone (ICAO 9303-3, 4.9).

    Returns:
        One digit, or None when the field holds a sign that such a zone has not.
    """
    if any(sign not in _MRZ_VALUES for sign in field):
        return None
    total = sum(
        _MRZ_VALUES[sign] * _MRZ_WEIGHTS[place % len(_MRZ_WEIGHTS)]
        for place, sign in enumerate(field)
    )
    return str(total % 10)


def mrz_checks(line: str) -> dict[str, bool]:
    """Which check digits of a passport's second line fit (ICAO 9303-4, 4.2.2).

    Returns:
        number, birth_date, expires_on, optional and composite; all false for a line of another
        length than 44.
    """
    whole = len(line) == MRZ_LENGTH
    optional = line[28:42]
    empty = optional == "<" * 14 and line[42:43] == "<"
    return {
        "number": whole and mrz_digit(line[:9]) == line[9],
        "birth_date": whole and mrz_digit(line[13:19]) == line[19],
        "expires_on": whole and mrz_digit(line[21:27]) == line[27],
        "optional": whole and (empty or mrz_digit(optional) == line[42]),
        "composite": whole and mrz_digit(line[:10] + line[13:20] + line[21:43]) == line[43],
    }


def _digits(number: str, length: int) -> bool:
    return len(number) == length and number.isascii() and number.isdigit()


def _weighted(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _luhn_ok(number: str) -> bool:
    """Every second digit from the right is doubled; the digits' sum ends in nought."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - _NINE if value > _NINE else value
    return total % 10 == 0
