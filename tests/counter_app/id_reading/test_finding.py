"""Labels, pieces of print, kinds and fields: found by words and grammar, not by one drawing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.finding import find_fields
from counter_app.id_reading.kinds import Kind, load_kinds
from counter_app.id_reading.labels import find_labels
from counter_app.id_reading.printed import PrintedLine
from counter_app.id_reading.recognise import recognise
from counter_app.id_reading.registration import register
from counter_app.id_reading.segments import segments_of
from tests.counter_app.id_reading.lines import printed
from tests.counter_app.id_reading.specimens import RESOURCES

KINDS = load_kinds(RESOURCES / "id_reading")
LICENCE = [
    printed("氏名", 4, 3.7, 2.8),
    printed("見本", 13, 3.2),
    printed("太郎", 26, 3.2),
    printed("昭和61年 5月 1日生", 55.5, 3.4),
    printed("住所", 4.1, 11.7, 2.8),
    printed("東京都中野区中野1-2-3見本マン", 10.4, 8.2),
    printed("ション101", 10.4, 11.5),
    printed("交付", 4, 15.4),
    printed("令和05年05月10日", 12.5, 15.3),
    printed("12345", 43, 15.3),
    printed("2028年(令和10年)06月01日まで有効", 3.3, 18.8),
    printed("免許の条件等", 4, 24.5, 2),
    printed("番号", 3.3, 37.3, 2.7),
    printed("第 309012345620 号", 12, 36.5),
    printed("二・小・原平成17年02月08日", 3, 41),
    printed("公安委員会", 57.9, 47.9, 2.6),
]
"""The lines of a licence in the places of ID_READING 7, each a specimen's."""


def kind(key: str, side: str = "front") -> Kind:
    return next(one for one in KINDS if one.key == key and one.side == side)


def texts_of(lines: Sequence[PrintedLine]) -> dict[str, str]:
    told = recognise(lines, KINDS)
    assert told.kind is not None
    found = find_fields(told.kind, segments_of(lines, told.labels), told.labels)
    return {name: "".join(one.line.text.split()) for name, one in found.items()}


def test_every_field_of_a_licence_is_found() -> None:
    assert recognise(LICENCE, KINDS).kind is kind("driving_licence")
    assert texts_of(LICENCE) == {
        "name": "見本太郎",
        "birth_date": "昭和61年5月1日生",
        "address": "東京都中野区中野1-2-3見本マンション101",
        "issued_on": "令和05年05月10日",
        "expires_on": "2028年(令和10年)06月01日まで有効",
        "number": "第309012345620号",
    }


def test_the_same_fields_are_found_on_another_drawing() -> None:
    moved = [
        PrintedLine(one.line, (one.area[0] + 1.5, one.area[1] * 0.9 + 4, *one.area[2:]))
        for one in LICENCE
    ]
    assert texts_of(moved) == texts_of(LICENCE)


def test_the_date_of_another_label_is_no_date_of_issue() -> None:
    lines = [
        printed("在留カード RESIDENCE CARD", 2.6, 3.3),
        printed("許可年月日2022年11月14日", 2.6, 42.3, 2.4),
        printed("交付年月日 2023年01月02日", 31.7, 42.3, 2.4),
        printed("住居地 ADDRESS", 2.7, 20.8, 2),
        printed("東京都中野区中野1-2-3", 3, 22.7),
        printed("在留資格 STATUS", 2.7, 29.3, 2),
        printed("経営・管理", 15.6, 29.4),
    ]
    found = texts_of(lines)
    assert found["issued_on"] == "2023年01月02日"
    assert found["address"] == "東京都中野区中野1-2-3"  # the row below is another field's


@pytest.mark.parametrize(
    ("words", "key", "refused"),
    [
        (["運転経歴証明書", "公安委員会", "交付"], "driving_record_certificate", ""),
        (["特別永住者証明書", "住居地"], "special_permanent_resident_certificate", ""),
        (["健康保険資格確認書", "保険者番号"], "qualification_certificate", ""),
        (["健康保険被保険者証", "保険者番号"], "health_insurance_card", "health_insurance_card"),
        (["年金手帳", "基礎年金番号"], "pension_book", "pension_book"),
        (["身体障害者手帳", "障害名"], "disability_certificate", "look_only"),
        (
            ["特定在留カード", "個人番号", "住居地記載欄"],
            "combined_residence_card",
            "combined_back",
        ),
        (["個人番号", "個人番号カードは大切に保管"], "my_number_card", "my_number_back"),
    ],
)
def test_a_kind_is_told_by_its_words_wherever_they_stand(
    words: list[str], key: str, refused: str
) -> None:
    lines = [printed(word, 30 - 5 * n, 10 + 9 * n) for n, word in enumerate(words)]
    told = recognise(lines, KINDS).kind
    assert told is not None
    assert (told.key, told.refused) == (key, refused)


def test_words_of_no_document_tell_no_kind() -> None:
    assert recognise([printed("会員証", 10, 10), printed("見本", 20, 30)], KINDS).kind is None


def test_a_label_within_a_longer_latin_word_is_none() -> None:
    assert not find_labels([printed("NAMEKATA TARO", 5, 5)], ["NAME"])
    assert find_labels([printed("NAME KATA TARO", 5, 5)], ["NAME"])  # control


def test_a_long_label_may_be_read_with_a_fault() -> None:
    [label] = find_labels([printed("電子正明書 2021年", 5, 5)], ["電子証明書"])
    assert (label.start, label.end) == (0, 5)
    assert not find_labels([printed("許可年月日", 5, 5)], ["交付年月日"])


def test_labels_moved_by_two_millimetres_move_the_official_areas() -> None:
    licence = kind("driving_licence")
    moved = [
        PrintedLine(one.line, (one.area[0] + 2, one.area[1], *one.area[2:])) for one in LICENCE
    ]
    registered = register(licence, find_labels(moved, licence.words))
    assert registered.fits
    assert registered((10.0, 23.6, 40.0, 11.0))[0] == pytest.approx(12.0, abs=0.7)


def test_labels_in_other_places_do_not_fit_the_official_card() -> None:
    licence = kind("driving_licence")
    places = [(40, 40), (60, 8), (5, 30), (20, 50), (70, 20)]
    words = ["氏名", "住所", "交付", "番号", "公安委員会"]
    mixed = [printed(word, *at) for word, at in zip(words, places, strict=True)]
    assert not register(licence, find_labels(mixed, licence.words)).fits
    assert register(licence, []).fits  # without labels it is taken to be the official one


def test_the_kinds_are_whole() -> None:
    for one in KINDS:
        assert one.labels
        assert bool(one.refused) != bool(one.fields)  # read, or refused for a reason
        for place in one.fields.values():
            assert place.labels or place.marks
            re.compile(place.marks)
        for label in one.labels:
            if label.place:
                assert label.place[0] + label.place[2] <= one.size[0]
                assert label.place[1] + label.place[3] <= one.size[1]


@given(st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_no_print_breaks_the_search(texts: list[str]) -> None:
    lines = [printed(text, 5, 5 + 4 * n) for n, text in enumerate(texts)]
    for one in KINDS:
        labels = find_labels(lines, one.words)
        for piece in segments_of(lines, labels):
            assert piece.line.text in texts[piece.row]
        find_fields(one, segments_of(lines, labels), labels)
    recognise(lines, KINDS)
