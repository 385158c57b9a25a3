"""Several frames of one card: what most of them say, and doubt where they do not agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.reading import Check, FieldRead, Reading
from counter_app.id_reading.voting import needs_more, settled, voted


def field(value: str, confidence: float = 0.8, *, doubtful: bool = True) -> FieldRead:
    return FieldRead(value, confidence, (0, 0, 1, 1), doubtful)


def reading(name: str, confidence: float = 0.8, *, doubtful: bool = True, **more: str) -> Reading:
    fields = {"name": field(name, confidence, doubtful=doubtful)}
    fields |= {key: field(value, 0.99, doubtful=False) for key, value in more.items()}
    return Reading("driving_licence", fields=fields, checks=(Check("licence_number", ok=True),))


def test_what_most_frames_say_wins_and_is_surer_than_each() -> None:
    told = voted([reading("見本太郎"), reading("見本大郎", 0.5), reading("見本太郎")])
    assert told.fields["name"].value == "見本太郎"
    assert told.fields["name"].confidence < 0.96
    assert voted([reading("見本太郎")] * 3).fields["name"].confidence > 0.98


def test_agreement_of_doubtful_frames_alone_does_not_make_sure() -> None:
    # Control: one frame that has no doubt does.
    assert voted([reading("見本太郎")] * 5).fields["name"].doubtful
    sure = reading("見本太郎", 0.95, doubtful=False)
    assert not voted([reading("見本太郎"), sure]).fields["name"].doubtful


def test_frames_that_contradict_one_another_leave_doubt() -> None:
    one, two = (reading(name, 0.95, doubtful=False) for name in ("見本太郎", "見本次郎"))
    assert voted([one, two]).fields["name"].doubtful


def test_each_sign_is_voted_on_where_no_two_frames_agree() -> None:
    told = voted([reading("見木太郎"), reading("見本大郎"), reading("貝本太郎")]).fields["name"]
    assert (told.value, told.changed_by, told.doubtful) == ("見本太郎", "vote", True)
    assert told.doubts == (0, 1, 2)


def test_one_frame_with_a_forbidden_side_is_enough() -> None:
    back = Reading("my_number_card_back", refused="my_number_back")
    told = voted([reading("見本太郎"), back, reading("見本太郎")])
    assert (told.refused, told.fields, told.image) == ("my_number_back", {}, b"")


def test_a_frame_without_a_card_does_not_spoil_the_others() -> None:
    told = voted([Reading(refused="no_card"), reading("見本太郎")])
    assert told.fields["name"].value == "見本太郎"


def test_more_frames_are_asked_for_while_something_is_in_doubt() -> None:
    sure = reading("見本太郎", 0.95, doubtful=False)
    assert needs_more(reading("見本太郎"))
    assert not needs_more(sure)
    assert not needs_more(Reading(refused="no_card"))
    assert settled([reading("見本太郎"), sure])
    assert not settled([reading("見本太郎"), reading("見本大郎")])


@given(st.lists(st.tuples(st.text(max_size=6), st.floats(0, 1)), min_size=1, max_size=5))
def test_any_readings_give_one_of_them_or_their_signs(told: list[tuple[str, float]]) -> None:
    one = voted([reading(name, sure) for name, sure in told]).fields["name"]
    assert len(one.value) in {len(name) for name, _ in told}
    assert 0 <= one.confidence <= 1
    assert all(0 <= at < len(one.value) for at in one.doubts)
