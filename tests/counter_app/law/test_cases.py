"""Wrong cases are told apart from cases; what is unknown is ignored."""

from __future__ import annotations

from typing import Any

import pytest

from counter_app.law.cases import WrongCase, case_id, parse_case
from tests.counter_app.law.asked import ADULT, LICENCE, blocked, case, lines, shown

WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"on": "2026-13-01"}, "on"),
    ({"on": "2026-02-30"}, "on"),
    ({"on": "2026-2-3"}, "on"),
    ({"on": "22.11.2026"}, "on"),
    ({"on": "2026-11-22T10:00:00"}, "on"),
    ({"on": 20261122}, "on"),
    ({"on": None}, "on"),
    ({"kind": "barter"}, "kind"),
    ({"kind": None}, "kind"),
    ({"prefecture": "48"}, "prefecture"),
    ({"prefecture": "00"}, "prefecture"),
    ({"prefecture": "1"}, "prefecture"),
    ({"prefecture": "13\n"}, "prefecture"),
    ({"prefecture": 13}, "prefecture"),
    ({"place": "street"}, "place"),
    ({"permit_categories": [14]}, "permit_categories"),
    ({"permit_categories": [0]}, "permit_categories"),
    ({"permit_categories": ["9"]}, "permit_categories"),
    ({"permit_categories": [True]}, "permit_categories"),
    ({"permit_categories": 9}, "permit_categories"),
    ({"payout": "gold"}, "payout"),
    ({"lines": []}, "lines"),
    ({"lines": None}, "lines"),
    ({"lines": {}}, "lines"),
    ({"lines": [{"goods": "smartphone"}]}, "price_yen"),
    ({"lines": [{"price_yen": 1}]}, "goods"),
    ({"lines": [{"goods": None, "price_yen": 1}]}, "goods"),
    ({"lines": lines(("smartphone", 0))}, "price_yen"),
    ({"lines": lines(("smartphone", -5))}, "price_yen"),
    ({"lines": [{"goods": "smartphone", "price_yen": 1.5}]}, "price_yen"),
    ({"lines": [{"goods": "smartphone", "price_yen": 1.0}]}, "price_yen"),
    ({"lines": [{"goods": "smartphone", "price_yen": "1"}]}, "price_yen"),
    ({"lines": [{"goods": "smartphone", "price_yen": True}]}, "price_yen"),
    ({"seller": None}, "seller"),
    ({"seller": ADULT | {"type": "robot"}}, "seller.type"),
    ({"seller": ADULT | {"birth_date": "2026-11-23"}}, "birth_date"),
    ({"seller": ADULT | {"birth_date": "1899-12-31"}}, "birth_date"),
    ({"seller": ADULT | {"birth_date": "1990-02-30"}}, "birth_date"),
    ({"seller": ADULT | {"birth_date": "1990/01/15"}}, "birth_date"),
    ({"seller": ADULT | {"name": "yes"}}, "seller.name"),
    ({"seller": ADULT | {"address": 1}}, "seller.address"),
    ({"seller": ADULT | {"occupation": None}}, "seller.occupation"),
    ({"guardian": "letter"}, "guardian"),
    ({"route": "D_POST"}, "route"),
    ({"documents": None}, "documents"),
    ({"documents": [{}]}, "kind"),
    ({"documents": [LICENCE | {"side": "edge"}]}, "side"),
    ({"documents": [LICENCE | {"expires_on": "never"}]}, "expires_on"),
    ({"documents": [LICENCE | {"issued_on": "2026-11-23"}]}, "issued_on"),
    ({"documents": [LICENCE, shown("resident_record", issued_on="2026-11-23")]}, "issued_on"),
    ({"id": {"a": 1}}, "id"),
    ({"id": True}, "id"),
)


@pytest.mark.parametrize(("other", "place"), WRONG)
def test_a_wrong_case_is_told_with_the_place(other: dict[str, Any], place: str) -> None:
    with pytest.raises(WrongCase, match=place.replace(".", r"\.")):
        parse_case(case(**other))


@pytest.mark.parametrize("missing", ["on", "kind", "lines"])
def test_day_kind_and_lines_are_never_supposed(missing: str) -> None:
    form = case()
    del form[missing]

    with pytest.raises(WrongCase, match=missing):
        parse_case(form)


@pytest.mark.parametrize(
    "other",
    [
        {"seller": ADULT | {"birth_date": "1900-01-01"}},
        {"seller": ADULT | {"shoe_size": 27}},
        {"documents": [LICENCE | {"issued_on": "2026-11-22", "number": "3"}]},
        {"weather": "fine"},
        {"lines": [{"goods": "smartphone", "price_yen": 10**30, "colour": "red"}]},
        {"id": 7},
        {"id": None},
    ],
)
def test_what_stands_at_the_edge_or_is_unknown_is_no_fault(other: dict[str, Any]) -> None:
    assert blocked(case(**other)) == ()


@pytest.mark.parametrize(
    ("raw", "name"),
    [({"id": "x"}, "x"), ({"id": 7}, 7), ({}, None), ({"id": True}, None), ({"id": [1]}, None)],
)
def test_an_id_is_text_or_a_number(raw: dict[str, Any], name: str | int | None) -> None:
    assert case_id(raw) == name
