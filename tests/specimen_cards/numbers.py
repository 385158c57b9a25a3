"""Numbers of documents with right check digits, written from the published rules alone."""

from __future__ import annotations

from tests.specimen_cards.dice import Dice

COMMISSIONS = tuple(
    f"{one:02d}"
    for area in ((10, 15), (20, 26), (30, 31), (40, 56), (60, 66), (70, 75), (80, 84), (90, 98))
    for one in range(*area)
)
"""Codes of the prefectures' public safety commissions, first two digits of a licence's number."""

_LICENCE_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_MRZ_WEIGHTS = (7, 3, 1)


def licence_check_digit(first_ten: str) -> str:
    """Eleventh digit of a driving licence's number: modulus 11, 10 and 11 fold to 0 and 1."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_ten, _LICENCE_WEIGHTS, strict=True)
    )
    return str((11 - total % 11) % 10)


def licence_number(dice: Dice) -> str:
    """Commission, year of the first licence, serial, check digit, and how often it was reissued."""
    year = dice.whole(75, 124) % 100
    first_ten = f"{dice.pick(COMMISSIONS)}{year:02d}{dice.digits(6)}"
    return first_ten + licence_check_digit(first_ten) + dice.pick("0001122")


def my_number_check_digit(first_eleven: str) -> str:
    """Twelfth digit of an individual number (Ministry ordinance 85 of 2014, art. 5)."""
    total = sum(
        int(digit) * (place + 1 if place <= 6 else place - 5)
        for place, digit in enumerate(reversed(first_eleven), start=1)
    )
    return str(0 if total % 11 <= 1 else 11 - total % 11)


def my_number(dice: Dice) -> str:
    """Twelve digits, the last of them right."""
    first = dice.digits(11)
    return first + my_number_check_digit(first)


def mrz_check_digit(text: str) -> str:
    """Check digit of ICAO Doc 9303, part 3, 4.9."""
    total = sum(_mrz_value(sign) * _MRZ_WEIGHTS[at % 3] for at, sign in enumerate(text))
    return str(total % 10)


def _mrz_value(sign: str) -> int:
    if sign == "<":
        return 0
    return int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10


def insurer_check_digit(first_seven: str) -> str:
    """Eighth digit of an insurer's number: weights 2 and 1 from the right, digits of products."""
    total = 0
    for place, digit in enumerate(reversed(first_seven)):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return str(-total % 10)


def insurer_number(dice: Dice) -> str:
    """Eight digits."""
    first = (
        dice.pick(["01", "06", "31", "33", "63", "39"])
        + f"{dice.whole(1, 47):02d}"
        + dice.digits(3)
    )
    return first + insurer_check_digit(first)


def card_number(dice: Dice) -> str:
    """Number of a residence card: two letters, eight digits, two letters."""
    return dice.letters(2) + dice.digits(8) + dice.letters(2)
