"""Registration numbers of qualified-invoice issuers."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.invoice import invoice_number_from

NTA = "T7000012050002"
"""The National Tax Agency's own number, as its site of corporate numbers has it (LAW 9)."""


@pytest.mark.parametrize(
    "typed",
    [
        NTA,
        "7000012050002",
        "t7000012050002",
        "Ｔ７００００１２０５０００２",
        " T 7000-0120-5000-2 ",
    ],
)
def test_a_number_is_taken_as_it_is_typed(typed: str) -> None:
    assert invoice_number_from(typed) == NTA


@pytest.mark.parametrize("typed", ["", "  ", "　"])
def test_nothing_typed_is_no_number(typed: str) -> None:
    assert invoice_number_from(typed) == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("T700001205000", "invoice_number_form"),  # twelve digits, as a My Number has
        ("T70000120500022", "invoice_number_form"),
        ("TT7000012050002", "invoice_number_form"),
        ("T700001205000X", "invoice_number_form"),
        ("T", "invoice_number_form"),
        ("T8000012050002", "invoice_number_check"),
        ("T7000012050003", "invoice_number_check"),
        ("T7000012500002", "invoice_number_check"),
    ],
)
def test_a_wrong_number_is_told(typed: str, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        invoice_number_from(typed)
