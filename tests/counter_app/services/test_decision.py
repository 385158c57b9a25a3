"""The law desk: a visit becomes a case, and the tables lend their words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import VisitId
from counter_app.domain.visit import AppraisedArticle, Visit
from counter_app.law.eras import NotADate
from counter_app.services.decision import LawDesk
from counter_app.services.visit_rules import DOCUMENT_CODES
from tests.builders import CLERK, NOW, appraised, licence, seller, settings
from tests.law_desks import law_desk

DAY = date(2026, 11, 22)


def desk(**shop: Any) -> LawDesk:
    return law_desk(settings(**shop))


def visit(**other: Any) -> Visit:
    """A confirmed adult with a licence sells a phone for 23,000 yen."""
    ordinary = Visit(
        VisitId("0" * 32),
        "T01-0001",
        NOW,
        CLERK,
        document=licence(),
        seller=seller(confirmed_at=NOW),
        articles=(appraised(),),
    )
    return replace(ordinary, **other)


def test_an_ordinary_visit_is_allowed() -> None:
    decision = desk().decide(visit(), DAY)

    assert decision.allowed
    assert decision.verify_identity
    assert (decision.id, decision.age, decision.categories) == ("T01-0001", 36, (9,))


def test_particulars_are_missing_until_the_customer_confirmed_them() -> None:
    unconfirmed = visit(seller=seller())

    assert desk().decide(unconfirmed, DAY).blocked == ("particulars_missing",)
    assert desk().decide(visit(seller=seller(confirmed_at=NOW, name="")), DAY).blocked == (
        "particulars_missing",
    )


@pytest.mark.parametrize("blank", ["address", "occupation", "name"])
def test_a_blank_particular_is_missing(blank: str) -> None:
    someone = seller(**{blank: "", "confirmed_at": NOW})

    assert desk().decide(visit(seller=someone), DAY).blocked == ("particulars_missing",)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "identity_required"),
        (licence(expires_on=date(2026, 11, 21)), "document_expired"),
        (licence(expires_on=None), "document_expired"),
        (licence(side="back"), "identity_required"),
        (licence(kind="my_number_card", side="back"), "document_refused"),
        (licence(kind="passport_jp"), "document_no_address"),
        (licence(kind="library_card"), "unknown_document"),
        (licence(issued_on=date(2026, 11, 23)), "identity_required"),
    ],
)
def test_a_fault_of_the_document_stops_the_visit(document: Any, code: str) -> None:
    assert desk().decide(visit(document=document), DAY).blocked == (code,)


def test_the_document_is_judged_before_there_is_an_article() -> None:
    expired = licence(expires_on=date(2026, 11, 21))
    decision = desk().decide(visit(articles=(), document=expired), DAY)

    assert not decision.allowed
    assert set(decision.blocked) & set(DOCUMENT_CODES) == {"document_expired"}
    good = desk().decide(visit(articles=()), DAY)
    assert (good.allowed, good.blocked, good.verify_identity) == (False, (), False)


def test_the_shops_own_policy_asks_at_any_price_and_the_law_does_not() -> None:
    nobody = visit(document=None, seller=seller(birth_date=None))
    small = replace(nobody, articles=(priced(9_000),))

    assert desk(verify_always=True).decide(small, DAY).blocked == (
        "identity_required",
        "particulars_missing",
    )
    lawful = desk(verify_always=False).decide(small, DAY)
    assert (lawful.allowed, lawful.verify_identity) == (True, False)
    game = replace(nobody, articles=(priced(100, "game_software"),))
    assert desk(verify_always=False).decide(game, DAY).verify_identity


def priced(price: int, goods: str = "smartphone") -> AppraisedArticle:
    """An article with an offer of so many yen."""
    one = appraised(goods=goods)
    lines = (replace(one.appraisal.lines[0], yen=price),)
    return replace(one, appraisal=replace(one.appraisal, lines=lines))


@pytest.mark.parametrize(
    ("day", "codes"),
    [(date(2026, 11, 21), ("minor_without_guardian",)), (date(2026, 11, 22), ())],
)
def test_a_visit_over_midnight_is_decided_by_its_day(day: date, codes: tuple[str, ...]) -> None:
    young = seller(birth_date=date(2008, 11, 22), confirmed_at=NOW)

    assert desk().decide(visit(seller=young), day).blocked == codes


def test_a_minor_is_seen_on_the_document_before_anything_is_confirmed() -> None:
    young = licence(birth_date=date(2010, 1, 1))
    decision = desk().decide(visit(document=young, seller=seller(birth_date=None)), DAY)

    assert decision.age == 16
    assert decision.blocked == ("particulars_missing", "minor_without_guardian")


@pytest.mark.parametrize("born", [date(2026, 11, 23), date(1899, 12, 31)])
def test_an_impossible_birth_is_as_good_as_none(born: date) -> None:
    someone = seller(birth_date=born, confirmed_at=NOW)
    misread = licence(birth_date=born)
    decision = desk().decide(visit(seller=someone, document=misread), DAY)

    assert (decision.age, decision.blocked) == (None, ("particulars_missing",))


@pytest.mark.parametrize(
    ("stated", "printed"),
    [(date(1990, 1, 15), date(2010, 1, 1)), (date(2010, 1, 1), date(1990, 1, 15))],
)
def test_where_statement_and_document_differ_the_younger_age_counts(
    stated: date, printed: date
) -> None:
    someone = seller(birth_date=stated, confirmed_at=NOW)
    decision = desk().decide(visit(seller=someone, document=licence(birth_date=printed)), DAY)

    assert (decision.age, decision.blocked) == (16, ("minor_without_guardian",))


def test_the_permit_is_the_shops() -> None:
    assert desk(permit_categories=(9,)).decide(visit(), DAY).allowed
    assert desk(permit_categories=(8,)).decide(visit(), DAY).blocked == ("category_not_permitted",)


def test_the_payout_matters_for_precious_metal_only() -> None:
    dear = visit(articles=(priced(2_000_001, "jewellery"),))

    assert desk().decide(dear, DAY, "cash").blocked == ("precious_metal_cash",)
    assert desk().decide(dear, DAY, "transfer").allowed


def test_goods_have_names_a_category_and_a_duty() -> None:
    phone = desk(permit_categories=(9,)).goods("smartphone", DAY)

    assert (phone.ja, phone.category, phone.category_ja) == ("スマートフォン", 9, "機械工具類")
    assert phone.permitted
    assert not phone.always_verify
    book = desk(permit_categories=(9,)).goods("book", DAY)
    assert (book.category, book.permitted, book.always_verify) == (12, False, True)
    assert desk().goods("book", DAY).permitted
    with pytest.raises(WrongInput, match="unknown_goods"):
        desk().goods("dragon", DAY)


def test_wire_is_marked_from_october_2025_on() -> None:
    assert not desk().goods("electric_wire", date(2025, 9, 30)).always_verify
    assert desk().goods("electric_wire", date(2025, 10, 1)).always_verify


def test_pickers_show_every_kind() -> None:
    goods = desk().goods_list(DAY)
    documents = {one.key: one for one in desk().documents(DAY)}

    assert len(goods) == 42
    assert goods[0].key == "smartphone"
    assert len(documents) == 19
    assert {key for key, one in documents.items() if one.accepted} == {
        *("driving_licence", "driving_record_certificate", "my_number_card", "residence_card"),
        *("special_permanent_resident_certificate", "combined_residence_card", "passport_jp"),
        *("passport_foreign", "qualification_certificate", "disability_certificate"),
    }
    assert {key for key, one in documents.items() if one.supplement} == {
        *("resident_record", "seal_certificate", "utility_receipt", "student_card"),
        "employee_card",
    }
    assert {key for key, one in documents.items() if one.look_only} == {"disability_certificate"}
    assert {key for key, one in documents.items() if one.forbidden_sides == ("back",)} == {
        *("my_number_card", "combined_residence_card"),
    }
    assert documents["driving_licence"].expires
    assert documents["driving_licence"].ja == "運転免許証"
    assert "combined_residence_card" not in {one.key for one in desk().documents(date(2026, 6, 13))}


def test_the_ledgers_words_name_category_and_method() -> None:
    words = desk().method_words

    assert words("driving_licence", DAY) == "法第15条第1項第1号・運転免許証の提示"
    assert words("my_number_card", DAY) == "法第15条第1項第1号・マイナンバーカードの提示"
    with pytest.raises(WrongInput, match="unknown_document"):
        words("library_card", DAY)
    exempt = desk().exemption_words
    assert exempt("buy", DAY) == "法第15条第2項第1号・1万円未満のため確認不要"
    assert exempt("consignment", DAY) == exempt("buy", DAY)
    assert exempt("buyback_own_sale", DAY).startswith("法第15条第2項第2号・")


def test_occupations_to_choose_from() -> None:
    assert [row.ja for row in desk().occupations(DAY)] == [
        *("会社員", "公務員", "自営業", "会社役員", "パート・アルバイト", "学生"),
        *("主婦・主夫", "年金受給者", "無職", "その他"),
    ]
    assert all(row.en.isascii() for row in desk().occupations(DAY))


def test_printed_dates_are_read_by_the_desks_eras() -> None:
    assert desk().read_date("昭和 61年 5月 1日生", DAY, birth=True).day == date(1986, 5, 1)
    with pytest.raises(NotADate, match="era_bounds"):
        desk().read_date("平成36年6月1日", DAY, birth=True)


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (date(1990, 1, 15), "平成2年", "Heisei 2"),
        (date(2019, 5, 1), "令和元年", "Reiwa 1"),
        (date(2019, 4, 30), "平成31年", "Heisei 31"),
        (date(1800, 1, 1), "", ""),
    ],
)
def test_a_days_year_as_its_era_counts_it(day: date, japanese: str, english: str) -> None:
    assert desk().era_words(day, "ja") == japanese
    assert desk().era_words(day, "en") == english


def test_json_lines_are_answered_by_the_law_alone() -> None:
    form = {"id": 1, "on": "2026-11-22", "kind": "buy", "place": "shop"}
    form |= {"lines": [{"goods": "smartphone", "price_yen": 9_999}]}
    (told,) = desk(verify_always=True, permit_categories=()).answers([json.dumps(form)])

    assert told.form["allowed"]
    assert not told.wrong


@pytest.mark.parametrize(
    ("place", "filing", "allowed"),
    [
        ("shop", "", True),
        ("temporary", "第123号", True),
        ("temporary", "", False),
        ("temporary", " ", False),
        ("customer_home", "", False),
    ],
)
def test_a_place_is_the_shop_or_one_that_was_filed(
    place: str, filing: str, *, allowed: bool
) -> None:
    """Act art. 14(1)."""
    asked = desk(place=place, place_filing=filing).decide(visit(), DAY)

    assert ("place_not_allowed" in asked.blocked) is not allowed
