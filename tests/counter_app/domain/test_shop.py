"""The shop's permit number: 12 digits, however it is written down."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.shop import permit_number


@pytest.mark.parametrize("text", ["301234567890", " 301234567890 ", "3012-3456-7890"])
def test_twelve_digits_in_any_of_the_ways_they_are_written(text: str) -> None:
    assert permit_number(text) == "301234567890"


@pytest.mark.parametrize(
    "text", ["", "30123456789", "3012345678901", "30123456789A", "３０１２３４５６７８９０"]
)
def test_anything_else_is_no_permit_number(text: str) -> None:
    with pytest.raises(WrongInput, match="permit_form"):
        permit_number(text)
