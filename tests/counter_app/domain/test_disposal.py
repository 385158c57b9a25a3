"""The four particulars of whoever an article goes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.disposal import Recipient, recipient_from
from counter_app.domain.errors import WrongInput

WHOLE = Recipient(" 見本 花子 ", "東京都見本区2-2-2", "自営業", 41)


def test_a_whole_recipient_is_kept_trimmed() -> None:
    assert recipient_from(WHOLE) == replace(WHOLE, name="見本 花子")


@pytest.mark.parametrize("field", ["name", "address", "occupation", "age"])
def test_each_of_the_four_is_needed(field: str) -> None:
    empty = replace(WHOLE, **{field: None if field == "age" else " "})  # type: ignore[arg-type]  # any field
    with pytest.raises(WrongInput, match="disposal_incomplete"):
        recipient_from(empty)


@pytest.mark.parametrize("age", [-1, 151])
def test_an_age_is_one_that_people_reach(age: int) -> None:
    with pytest.raises(WrongInput, match="disposal_form"):
        recipient_from(replace(WHOLE, age=age))
    assert recipient_from(replace(WHOLE, age=150)).age == 150
