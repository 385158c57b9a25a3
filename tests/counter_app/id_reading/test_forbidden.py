"""What may not be kept of a card, found on its printed lines; each beside what must stay."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
import zxingcpp

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.codes import Code, codes_in
from counter_app.id_reading.engine import Line
from counter_app.id_reading.forbidden import MaskedArea, forbidden, must_refuse
from counter_app.id_reading.kinds import Area, Kind
from counter_app.id_reading.masks import load_masks
from counter_app.id_reading.painting import KEPT_PER_MM, PAINT, blanked, painted
from counter_app.id_reading.places import overlap
from counter_app.id_reading.printed import PrintedLine
from counter_app.id_reading.registration import Registration
from counter_app.law import check_digits
from tests.counter_app.id_reading.specimens import RESOURCES, code_patch

MASKS = load_masks(RESOURCES / "id_reading")
NUMBER_PLACE: Area = (12.0, 36.5, 33.0, 3.9)
"""ID_READING 7: the licence's number stands here."""


def printed(text: str, x: float, y: float, high: float = 3.0) -> PrintedLine:
    """A line in signs as wide as high, half as wide for digits."""
    wide = sum(high / 2 if sign.isascii() else high for sign in text)
    count = len(text)
    places = tuple((n + 0.5) / count for n in range(count))
    return PrintedLine(Line(text, (1.0,) * count, frozenset(), places), (x, y, wide, high))


def kind(key: str) -> Kind:
    size = (125.0, 88.0) if key.startswith("passport") else (85.6, 53.98)
    return Kind(key, "front", size, ())


def masks_on(
    key: str, lines: list[PrintedLine], own_number: Area | None = None
) -> list[MaskedArea]:
    return forbidden(MASKS, lines, kind(key), Registration(), own_number)


def hides(found: list[MaskedArea], area: Area) -> float:
    """The share of an area that the masks hide, counted on a raster of tenths."""
    x, y, wide, high = (round(side * 10) for side in area)
    seen = np.zeros((high, wide), bool)
    for one in found:
        left, top = round(one.area[0] * 10) - x, round(one.area[1] * 10) - y
        right, low = left + round(one.area[2] * 10), top + round(one.area[3] * 10)
        seen[max(0, top) : max(0, low), max(0, left) : max(0, right)] = True
    return float(seen.mean())


@pytest.mark.parametrize("text", ["983205673214", "9832 0567 3214", "９８３２０５６７３２１４"])
def test_a_stray_my_number_is_masked_on_any_accepted_card(text: str) -> None:
    line = printed(text, 20, 20)
    for key in ("driving_licence", "residence_card", "my_number_card", "passport_jp"):
        assert hides(masks_on(key, [line]), line.area) == 1.0


def test_a_number_in_three_boxes_is_masked() -> None:
    lines = [printed("9832", 10, 20), printed("0567", 18, 20.2), printed("3214", 26, 19.9)]
    found = masks_on("driving_licence", lines)
    assert all(hides(found, line.area) > 0.99 for line in lines)
    apart = [printed("9832", 10, 20), printed("0567", 40, 20.2), printed("3214", 70, 19.9)]
    assert hides(masks_on("residence_card", apart), apart[0].area) == 0.0  # control


def test_a_number_in_two_rows_is_masked() -> None:
    lines = [printed("983205", 60, 10), printed("673214", 60, 13.5)]
    assert all(hides(masks_on("residence_card", lines), one.area) == 1.0 for one in lines)


def licence_numbers(count: int, *, fitting: bool) -> list[str]:
    dice = random.Random(13)  # noqa: S311 - test numbers, no secrets
    numbers: list[str] = []
    while len(numbers) < count:
        number = f"{dice.choice((10, 30, 62, 90))}{dice.randrange(10**10):010d}"
        if not fitting or check_digits.my_number_ok(number):
            numbers.append(number)
    return numbers


@pytest.mark.parametrize("fitting", [False, True])
def test_a_licences_own_number_is_never_masked(*, fitting: bool) -> None:
    numbers = ["309012345620", *licence_numbers(300, fitting=fitting)]
    for number in numbers:
        line = printed(number, 12.0, 36.8)
        assert hides(masks_on("driving_licence", [line], line.area), line.area) == 0.0
        whole = printed(f"第{number}号", 9.0, 36.8)
        assert hides(masks_on("driving_licence", [whole]), whole.area) == 0.0
        stray = printed(number, 20.0, 46.0)  # control: the same digits elsewhere
        assert hides(masks_on("driving_licence", [line, stray], line.area), stray.area) == 1.0
        # control: the same digits at the same place of another document
        assert hides(masks_on("my_number_card", [line], line.area), line.area) == 1.0


def test_a_zone_leaves_the_licences_number_alone() -> None:
    near = printed("309012345620", 12.0, 34.5)
    found = masks_on("driving_licence", [near], near.area)
    assert all(overlap(one.area, near.area) == 0 for one in found)


def test_conditions_are_found_by_their_label_on_another_drawing() -> None:
    lines = [
        printed("免許の", 5, 30, 1.6),
        printed("条件等", 5, 32, 1.6),
        printed("眼鏡等", 12, 30),
    ]
    found = masks_on("driving_licence", lines)
    assert hides(found, lines[2].area) == 1.0
    bare = masks_on("driving_licence", lines[2:])
    assert hides(bare, (12, 36, 9, 3)) == 0.0  # control: without the label nothing down there


def test_the_donor_box_and_the_security_code_are_masked() -> None:
    donor = printed("●臓器提供意思【1脳死後及び心停止した死後", 31, 44, 1.4)
    found = masks_on("my_number_card", [donor])
    assert hides(found, (30.0, 44.0, 53.0, 8.0)) == 1.0  # ID_READING 7
    assert hides(found, (19.8, 50.7, 6.0, 2.4)) == 1.0
    code = printed("4711", 27, 49.6, 2.2)
    assert hides(masks_on("my_number_card", [code]), code.area) == 1.0
    assert hides(masks_on("residence_card", [code]), code.area) == 0.0  # control


def test_insurance_numbers_are_masked_and_dates_are_not() -> None:
    lines = [
        printed("記号", 3, 8),
        printed("01234567", 10, 8),
        printed("番号", 30, 8),
        printed("890", 37, 8),
        printed("(枝番)", 58, 8),
        printed("01", 68, 8),
        printed("保険者番号33120015", 3, 33),
        printed("令和8年11月30日", 18, 27),
    ]
    found = masks_on("qualification_certificate", lines)
    for number in (1, 3, 5):
        assert hides(found, lines[number].area) == 1.0
    assert hides(found, lines[6].part(5, 13)) == 1.0
    assert hides(found, lines[7].area) == 0.0


def test_registered_domicile_status_and_limits_are_masked_and_nationality_is_not() -> None:
    lines = [printed("本籍/Registered Domicile", 50, 30, 1.6), printed("TOKYO", 50, 32.5)]
    assert hides(masks_on("passport_jp", lines), lines[1].area) == 1.0
    stay = [
        printed("国籍・地域", 3, 16),
        printed("ベトナム", 26, 16),
        printed("在留資格", 3, 25),
        printed("技術・人文知識", 16, 25),
    ]
    found = masks_on("residence_card", stay)
    assert hides(found, stay[3].area) == 1.0
    assert hides(found, stay[1].area) == 0.0


def test_a_pension_number_is_masked_on_every_kind() -> None:
    line = printed("1234-567890", 20, 30)
    assert hides(masks_on("residence_card", [line]), line.area) > 0.99


def test_a_back_side_is_refused_by_the_number_beside_its_label() -> None:
    lines = [printed("個人番号", 4, 3), printed("9832 0567 3214", 4, 7, 4)]
    assert must_refuse(MASKS, lines, [], None) == "my_number_back"
    assert must_refuse(MASKS, lines, [], kind("my_number_card")) == "my_number_back"
    assert must_refuse(MASKS, lines, [], kind("residence_card")) == "combined_back"
    front = [printed("個人番号カード", 60, 3), printed("昭和61年5月1日", 30, 18)]
    assert must_refuse(MASKS, front, [], kind("my_number_card")) is None  # control


def test_a_code_that_names_a_my_number_refuses_the_frame() -> None:
    code = Code("983205673214", ((0, 0), (99, 0), (99, 99), (0, 99)))
    assert must_refuse(MASKS, [], [code], kind("driving_licence")) == "my_number_back"
    other = Code("https://example.jp/983205673215", code.corners)
    assert must_refuse(MASKS, [], [other], kind("driving_licence")) is None


def test_a_stray_number_on_an_unknown_card_refuses_it() -> None:
    line = printed("9832 0567 3214", 30, 30)
    assert must_refuse(MASKS, [line], [], None) == "my_number_back"
    assert must_refuse(MASKS, [line], [], kind("residence_card")) is None  # masked instead


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("国民健康保険被保険者証", "health_insurance_card"),
        ("年金手帳", "pension_book"),
        ("身体障害者手帳", "look_only"),
        ("健康保険資格確認書", None),
        ("運転免許証", None),
    ],
)
def test_documents_are_refused_by_what_is_printed(text: str, code: str | None) -> None:
    assert must_refuse(MASKS, [printed(text, 5, 5)], [], None) == code


def test_a_code_cannot_be_read_after_painting() -> None:
    card = np.full((864, 1370, 3), 240, np.uint8)
    patch = cv2.resize(code_patch("33120015"), (220, 220), interpolation=cv2.INTER_NEAREST)
    card[500:720, 1000:1220] = patch
    codes = codes_in(card)
    assert codes  # control
    image, over = painted(card, [code.area() for code in codes])
    assert codes_in(image) == []
    assert len(over) == len(codes)


def test_two_dark_sides_without_a_message_are_no_code() -> None:
    card = np.full((864, 1370, 3), 240, np.uint8)
    dark = [(660, 640, 12, 180), (660, 808, 190, 12)]
    dark += [(672 + 18 * n, 640, 9, 10) for n in range(10)]
    dark += [(840, 650 + 16 * n, 10, 8) for n in range(10)]
    for x, y, wide, high in dark:
        card[y : y + high, x : x + wide] = 40
    matrix = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])
    assert zxingcpp.read_barcodes(card, formats=matrix, return_errors=True)  # control: it is seen
    assert codes_in(card) == []


def test_painted_pixels_are_of_one_colour_and_a_crop_is_blanked() -> None:
    dice = np.random.default_rng(1)
    card = dice.integers(0, 255, (864, 1370, 3), np.uint8)
    image, over = painted(card, [(30.0, 44.0, 53.0, 8.0)])
    x, y, wide, high = (round(side * KEPT_PER_MM) for side in over[0])
    assert (image[y : y + high, x : x + wide] == PAINT).all()
    assert len(np.unique(image[: y - 2])) > 100  # control: the rest is there
    crop = card[40 * PER_MM :, 20 * PER_MM : 40 * PER_MM]
    shown = blanked(crop, [(30.0, 44.0, 53.0, 8.0)], (20.0, 40.0))
    assert (shown[4 * PER_MM : 12 * PER_MM, 10 * PER_MM :] == PAINT).all()
    assert (shown[: 4 * PER_MM] == crop[: 4 * PER_MM]).all()


def test_every_rule_says_why() -> None:
    assert MASKS.version >= 1
    for rule in MASKS.mask:
        assert rule.reason
        assert rule.area or rule.label


@pytest.mark.parametrize(
    "value",
    ["永住者", "技術・人文知識・国際業務", "就労制限なし", "在留資格に基づく就労活動のみ可"],
)
def test_status_and_work_limits_are_masked_without_a_legible_label(value: str) -> None:
    line = printed(value, 20, 12)
    assert hides(masks_on("residence_card", [line]), line.area) > 0.95
    assert hides(masks_on("driving_licence", [line]), line.area) == 0.0  # control
