"""The specimen cards: the same seed gives the same frame, and the truth says what is there."""

from __future__ import annotations

import numpy as np
import pytest

from tests.specimen_cards import fonts, numbers
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.drawing import Drawing, layouts
from tests.specimen_cards.frames import Wish, sequence, specimen
from tests.specimen_cards.kinds import KINDS, NO_CARD

DRAWINGS = [(kind, name) for kind in KINDS for name in layouts(kind)]
MASKED = {
    "driving_licence": {"licence_conditions"},
    "my_number_card": {"organ_donor", "security_code"},
    "residence_card": {"status", "work_limits"},
    "residence_card_2026": {"status", "work_limits"},
    "passport_jp": {"registered_domicile"},
    "qualification_certificate": {
        "insurance_symbol",
        "insurance_number",
        "insurance_branch",
        "insurer_number",
    },
    "health_insurance_card": {"insurance_symbol", "insurance_number", "insurer_number"},
    "my_number_card_back": {"mynumber", "qr_mynumber"},
    "combined_residence_card_back": {"mynumber", "qr_mynumber"},
    "pension_book": {"pension_number"},
    "disability_certificate": {"disability"},
}


def test_check_digits_are_those_of_the_published_numbers() -> None:
    assert numbers.licence_check_digit("3090123456") == "2"
    assert numbers.licence_check_digit("3005000004") == "1"  # remainder 0
    assert numbers.licence_check_digit("3005000013") == "0"  # remainder 1
    assert numbers.my_number_check_digit("98320567321") == "4"
    assert numbers.mrz_check_digit("L898902C3") == "6"  # ICAO Doc 9303 part 4, appendix B
    assert numbers.mrz_check_digit("L898902C361") != numbers.mrz_check_digit("L898902C36")
    assert numbers.insurer_check_digit("3312001") == "5"


def test_a_seed_and_an_index_give_the_same_frame_and_others_another() -> None:
    one, again = specimen(7, 3), specimen(7, 3)
    assert one.jpeg == again.jpeg
    assert one.truth == again.truth
    assert specimen(8, 3).jpeg != one.jpeg
    assert specimen(7, 18).jpeg != one.jpeg


@pytest.mark.parametrize(("kind", "name"), DRAWINGS)
def test_every_drawing_is_drawn_with_the_bundled_fonts_alone(
    kind: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(fonts.BUNDLED_ONLY, "1")
    dice = Dice(kind, name)
    card = Drawing(layouts(kind)[name], KINDS[kind].make(dice), dice, 8).draw()
    pixels = np.asarray(card.image.convert("L"))
    high, wide = pixels.shape
    assert MASKED.get(kind, set()) <= {one.kind for one in card.masks}
    assert card.fields or KINDS[kind].refused
    for box in [line for one in card.fields.values() for line in one.lines]:
        left, top, right, bottom = (round(side) for side in box)
        assert -1 <= left < right <= wide + 1, (kind, name, box)
        assert -1 <= top < bottom <= high + 1, (kind, name, box)
        print_there = pixels[top:bottom, left:right]
        assert int(print_there.max()) - int(print_there.min()) > 60, (kind, name, box)


def test_five_frames_show_one_card_from_places_that_differ() -> None:
    frames = sequence(5, 0, 5, Wish(["driving_licence"]))
    assert len({one.jpeg for one in frames}) == 5
    assert len({one.truth["fields"]["number"]["value"] for one in frames}) == 1
    corners = np.array([one.truth["quad"] for one in frames])
    moved = np.abs(corners - corners[0]).max()
    assert 0 < moved < 80


def test_an_empty_desk_holds_no_card_and_is_refused_for_it() -> None:
    truth = specimen(5, 0, Wish([NO_CARD])).truth
    assert truth["quad"] is None
    assert truth["refused"] == "no_card"
    assert not truth["fields"]
