"""For whom somebody sells: only what is needed is kept, and what staff saw goes with the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.standing import Standing, standing_to_keep
from tests.builders import CLERK, NOW, for_another, for_company

ASKED = Standing()


def test_of_ones_own_article_nothing_else_is_kept() -> None:
    told = replace(for_company(), behalf="own")

    assert standing_to_keep(told, ASKED) == Standing("own")
    assert Standing("own").authorised


@pytest.mark.parametrize("told", [for_another(), for_company()], ids=["person", "company"])
def test_for_another_one_staff_have_to_see_that_they_may(told: Standing) -> None:
    kept = standing_to_keep(told, ASKED)
    seen = replace(kept, authority="letter_of_proxy", seen_by=CLERK, seen_at=NOW)

    assert kept == told
    assert not kept.authorised
    assert seen.authorised
    assert standing_to_keep(told, seen) == seen
    assert not standing_to_keep(replace(told, name="見本 四郎"), seen).authorised


def test_a_claim_of_authority_is_never_taken_over() -> None:
    claimed = for_another(authority="letter_of_proxy", seen_by=CLERK, seen_at=NOW)

    assert not standing_to_keep(claimed, ASKED).authorised


def test_a_person_has_no_post() -> None:
    assert standing_to_keep(for_another(post="部長"), ASKED).post == ""


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (for_another(name=""), "principal_missing"),
        (for_another(address=" "), "principal_missing"),
        (for_company(name=""), "principal_missing"),
        (for_company(post=""), "post_missing"),
        (for_company(post="a\nb"), "post_form"),
        (for_company(name="a\u202eb"), "principal_form"),
        (for_company(address="a\nb"), "principal_form"),
    ],
)
def test_what_is_missing_has_a_code(told: Standing, code: str) -> None:
    with pytest.raises(WrongInput) as caught:
        standing_to_keep(told, ASKED)

    assert caught.value.code == code
