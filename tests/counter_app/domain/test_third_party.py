"""What each row of the group's table lets go out: cells written by hand from the notice."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import Refused
from counter_app.domain.third_party import (
    Asked,
    Basis,
    RecipientKind,
    basis_for,
    chosen_fields,
    fields_for_row,
    items_of,
)
from tests.builders import facts

ROWS = {
    "g_membership": {1, 3, 4, 5, 6},
    "g_screening": {1, 2, 3, 4, 5, 6, 7, 8, 9},
    "g_identity": {1, 2, 6},
    "g_marketing": {1, 3, 4, 5, 6, 7, 8, 9},
    "g_improve": {1, 3, 4, 5, 6, 7, 8, 9},
    "g_faults": {1, 3, 4, 5, 6, 7, 8, 9},
    "g_inquiry": {1, 2, 3, 4, 5, 6, 7, 8, 9},
    "g_investment": {1, 3, 4, 5, 6, 7, 8, 9},
}
"""The items of each row, as the notice prints them."""

STAYS_HERE = {
    *("application.passcode", "id_document.image", "id_document.reading", "article.photos"),
    *("other.signature", "other.written_name", "other.guardian", "other.principal"),
    *("other.staff_note", "other.correction", "other.consent", "other.withdrawal"),
    *("other.extra_consent", "other.provision", "other.opening", "other.incident"),
}
"""What goes to nobody, whatever the row: a passcode, images, proofs, and staff's words."""


@pytest.mark.parametrize("row", ROWS)
def test_every_cell_of_the_table(row: str) -> None:
    for field, item in facts().field_items.items():
        asked = Asked(RecipientKind.GROUP, "sample_a", (field,), row)
        if item in ROWS[row] and field not in STAYS_HERE:
            assert chosen_fields(asked, facts(), row) == (field,), field
        else:
            with pytest.raises(Refused, match="field_outside_row"):
                chosen_fields(asked, facts(), row)


def test_all_rows_are_there_and_the_items_of_what_they_give() -> None:
    assert set(ROWS) == {row.key for row in facts().group}
    for row, items in ROWS.items():
        assert set(items_of(fields_for_row(facts(), row), facts())) == items
    assert fields_for_row(facts(), "g_nothing") == ()


def test_fields_are_given_once_and_in_the_notices_order() -> None:
    asked = Asked(
        RecipientKind.GROUP,
        "sample_a",
        ("article.price", "person.name", "person.name"),
        "g_membership",
    )
    assert chosen_fields(asked, facts(), "g_membership") == ("person.name", "article.price")


@pytest.mark.parametrize("basis", Basis)
def test_each_recipient_has_one_basis(basis: Basis) -> None:
    right = {RecipientKind.GROUP: Basis.CONSENT, RecipientKind.OUTSOURCEE: Basis.OUTSOURCE}
    for kind in RecipientKind:
        asked = Asked(kind, "x", ("person.name",), basis=basis)
        if right.get(kind) is basis:
            assert basis_for(asked) is basis
        else:
            with pytest.raises(Refused):
                basis_for(asked)
