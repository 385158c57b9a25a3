"""Consent: to the full notice, with ink enough, and nothing agreed to by silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.consent import (
    CHANNELS,
    NO_STROKES,
    Choices,
    Signature,
    StrokePoint,
    Wording,
    signed,
)
from counter_app.domain.errors import WrongInput
from tests.builders import CLERK, consent, notice_shown, signature, stroke

coordinates = st.floats(0, 944, allow_nan=False)


def test_silence_is_no() -> None:
    untouched = Choices()

    assert not untouched.marketing
    assert not untouched.group
    assert untouched.group_provision is None
    assert not Choices(group_provision=False).group


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_is_marketing_and_none_is_the_group(channel: str) -> None:
    chosen = Choices(**{channel: True})

    assert chosen.marketing
    assert not chosen.group
    assert not Choices(group_provision=True).marketing


def test_a_name_has_ink_enough() -> None:
    assert signature().enough
    assert signature(stroke(points=8, width=40)).enough


def test_a_name_written_from_top_to_bottom_has_ink_enough() -> None:
    downwards = tuple(
        StrokePoint(500 + place % 2, 40 + 10 * place, 0.5, place) for place in range(9)
    )

    assert signature(downwards).enough


@pytest.mark.parametrize(
    "strokes",
    [
        ((),),
        (stroke(points=7, width=400),),
        (stroke(points=4, width=10), stroke(points=3, width=10)),
        (tuple(StrokePoint(300, 100, 0.5, place) for place in range(60)),),
        (tuple(StrokePoint(300 + place % 3, 100 + place % 5, 0.5, place) for place in range(60)),),
    ],
)
def test_a_dot_or_a_slip_of_the_hand_has_not(strokes: tuple[tuple[StrokePoint, ...], ...]) -> None:
    assert not Signature(strokes, "touch", 944, 352).enough


@given(st.lists(st.lists(st.tuples(coordinates, coordinates), max_size=9), max_size=5))
def test_ink_is_judged_by_the_points_and_not_by_how_they_are_cut_into_strokes(
    strokes: list[list[tuple[float, float]]],
) -> None:
    cut = tuple(tuple(StrokePoint(x, y, 0.5, 0) for x, y in one) for one in strokes)
    whole = (tuple(point for one in cut for point in one),)

    assert Signature(cut, "pen", 944, 352).enough == Signature(whole, "pen", 944, 352).enough


def test_a_signed_consent_is_given_back_as_it_is() -> None:
    assert signed(consent()) == consent()


def test_a_signature_under_the_short_notice_is_none() -> None:
    with pytest.raises(WrongInput, match="notice_not_full"):
        signed(consent(shown=notice_shown(layer="short")))


def test_a_slip_of_the_hand_is_no_signature_on_the_screen_but_paper_has_its_own_ink() -> None:
    slip = signature(stroke(points=3))

    with pytest.raises(WrongInput, match="signature_too_small"):
        signed(consent(signature=slip))
    assert signed(consent(signature=slip, method="paper", seen_by=CLERK)).method == "paper"


def test_nobody_signs_on_paper_unseen() -> None:
    with pytest.raises(WrongInput, match="consent_paper_not_seen"):
        signed(consent(signature=NO_STROKES, method="paper"))


@pytest.mark.parametrize(
    ("choices", "group", "email"),
    [
        (Choices(), "ConsentRequestDeferred", "ConsentRefused"),
        (Choices(group_provision=False, email=True), "ConsentRefused", "ConsentGiven"),
        (Choices(group_provision=True), "ConsentGiven", "ConsentRefused"),
    ],
)
def test_each_choice_has_its_own_state(choices: Choices, group: str, email: str) -> None:
    """DPV 2.2: a box left open is a refusal; passing an either-or over is neither."""
    assert consent(choices).answers == {
        "terms": "ConsentGiven",
        "group_provision": group,
        "direct_mail": "ConsentRefused",
        "email": email,
        "sms": "ConsentRefused",
    }


def test_what_was_not_among_the_words_shown_was_not_asked() -> None:
    shown = (Wording("terms", "ja", "読みました"), Wording("email", "ja", "電子メール"))

    answers = consent(Choices(email=True), wordings=shown).answers

    assert [answers[one] for one in ("terms", "email", "sms", "group_provision")] == [
        *("ConsentGiven", "ConsentGiven", "NotAsked", "NotAsked")
    ]
