"""The customer confirms who they are: prefilled, mended, and asked for what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from counter_app.domain.customer import Seller
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.customer.conftest import click, drawn
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.details import DetailsPage
from ui.widgets.choice_field import ChoiceField


def opened(stage: Stage, language: str = "ja") -> tuple[DetailsPage, Shown, Visit]:
    visit = visit_at(stage.counter, Step.DETAILS)
    screen, shown = stage.show(DetailsPage, visit, language=language)
    return screen, shown, visit


def choose(shown: Shown, key: str) -> None:
    """Choose an occupation."""
    field = shown.hands.find("occupation")
    assert isinstance(field, ChoiceField)
    field.set_key(key)
    field.chosen.emit(key)
    drawn()


def typed(shown: Shown, name: str) -> str:
    field = shown.hands.find(f"{name}/field")
    assert isinstance(field, QLineEdit)
    return field.text()


def confirm(stage: Stage, shown: Shown) -> None:
    click(shown, "primary")
    stage.settle()
    drawn()


def kept(stage: Stage, visit: Visit) -> Seller:
    return stage.counter.visits.get(visit.visit_id).seller


def test_what_the_document_says_stands_there_with_its_era(stage: Stage) -> None:
    screen, shown, _ = opened(stage)
    assert typed(shown, "name") == "見本 太郎"
    assert typed(shown, "address") == "東京都千代田区見本1-2-3"
    parts = ("birth_year", "birth_month", "birth_day")
    assert [typed(shown, part) for part in parts] == ["1990", "1", "15"]
    assert "平成2年" in words_of(screen)  # 1990: the second year of Heisei
    screen.speak(stage.counter.texts.in_language("en"))
    assert "Heisei 2" in words_of(screen)


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (("1989", "1", "7"), "昭和64年"),
        (("1989", "1", "8"), "平成元年"),
        (("2019", "5", "1"), "令和元年"),
        (("1989", "2", "30"), ""),
    ],
)
def test_the_era_follows_what_is_typed(stage: Stage, day: tuple[str, str, str], era: str) -> None:
    """The last day of Showa, the first ones of Heisei and Reiwa, and no day at all."""
    _, shown, _ = opened(stage)
    for part, text in zip(("year", "month", "day"), day, strict=True):
        shown.hands.write(f"birth_{part}/field", text)
    label = shown.hands.find("birth_era")
    assert (label.text() if isinstance(label, QLabel) else "") == era


@pytest.mark.parametrize("language", ["ja", "en"])
def test_confirmed_it_is_the_customers_own_word_and_the_ledger_reads_japanese(
    stage: Stage, language: str
) -> None:
    _, shown, visit = opened(stage, language)
    choose(shown, "company_employee")
    shown.hands.write("phone/field", "03-0000-0000")

    confirm(stage, shown)

    assert [moved.step for moved in shown.moved] == [Step.ARTICLE]
    seller = kept(stage, visit)
    assert seller.occupation == "会社員"
    assert seller.contact_phone == "03-0000-0000"
    assert (seller.name, seller.birth_date) == ("見本 太郎", date(1990, 1, 15))
    assert seller.confirmed_at == stage.counter.clock.now()


def test_what_the_customer_mends_is_what_is_kept_and_what_they_typed_survives(
    stage: Stage,
) -> None:
    screen, shown, visit = opened(stage)
    shown.hands.write("address/field", "東京都見本区見本9-9-9")
    shown.hands.write("birth_year/field", "1985")

    screen.speak(stage.counter.texts.in_language("en"))
    screen.show_visit(stage.counter.visits.get(visit.visit_id))
    assert typed(shown, "address") == "東京都見本区見本9-9-9"
    assert typed(shown, "birth_year") == "1985"

    choose(shown, "other")
    shown.hands.write("other_occupation/field", "見本職人")
    confirm(stage, shown)

    seller = kept(stage, visit)
    assert seller.address == "東京都見本区見本9-9-9"
    assert seller.birth_date == date(1985, 1, 15)
    assert seller.occupation == "見本職人"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ja", "ご職業をお選びください。"), ("en", "Please choose your occupation.")],
)
def test_without_an_occupation_it_does_not_go_on(
    stage: Stage, language: str, sentence: str
) -> None:
    screen, shown, visit = opened(stage, language)
    assert sentence not in words_of(screen)
    confirm(stage, shown)
    assert sentence in words_of(screen)
    assert shown.moved == []
    assert kept(stage, visit) == Seller()
    choose(shown, "student")
    assert sentence not in words_of(screen)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("name", "", "お名前をお書きください。"),
        ("address", "  ", "ご住所をお書きください。"),
        ("birth_month", "13", "生年月日を"),
        ("birth_year", "十年", "生年月日を"),
        ("birth_year", "2026", "生年月日を"),  # 2026-12-31 is still to come
        ("name", "見" * 201, "長すぎるか、使えない文字があります"),
        ("phone", "0" * 201, "長すぎるか、使えない文字があります"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    stage: Stage, name: str, text: str, sentence: str
) -> None:
    screen, shown, visit = opened(stage)
    choose(shown, "company_employee")
    if text == "2026":
        shown.hands.write("birth_month/field", "12")
        shown.hands.write("birth_day/field", "31")
    field = shown.hands.find(f"{name}/field")
    assert isinstance(field, QLineEdit)
    field.clear()
    shown.hands.write(f"{name}/field", text)

    confirm(stage, shown)

    assert sentence in words_of(screen)
    assert shown.moved == []
    assert shown.told == []  # at the field, not in the banner
    assert kept(stage, visit) == Seller()


@pytest.mark.parametrize(
    ("day", "goes_on"), [(("2008", "11", "22"), True), (("2008", "11", "23"), False)]
)
def test_under_18_a_guardian_is_asked_for_plainly(
    stage: Stage, *, day: tuple[str, str, str], goes_on: bool
) -> None:
    """18 today, and 18 tomorrow (Tokyo's ordinance, art. 15)."""
    visit = visit_at(stage.counter, Step.DETAILS)
    born = date(*map(int, day))
    stage.counter.visits.set_document(visit.visit_id, builders.licence(birth_date=born))
    screen, shown = stage.show(DetailsPage, stage.counter.visits.get(visit.visit_id))
    choose(shown, "student")

    confirm(stage, shown)

    (moved,) = shown.moved
    assert (moved.step is Step.ARTICLE) is goes_on
    assert ("保護者" in words_of(screen)) is not goes_on


def test_without_a_document_every_field_is_empty(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.DETAILS)
    stage.counter.visits.set_document(visit.visit_id, None)
    _, shown = stage.show(DetailsPage, stage.counter.visits.get(visit.visit_id))
    for name in ("name", "address", "phone", "birth_year", "birth_month", "birth_day"):
        assert typed(shown, name) == ""


def test_coming_back_shows_what_was_confirmed(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    visits = stage.counter.visits
    visits.confirm_details(visit.visit_id, builders.seller(name="見本 花子", occupation="見本職人"))
    _, shown = stage.show(DetailsPage, visits.go(visit.visit_id, Step.DETAILS))
    assert typed(shown, "name") == "見本 花子"  # and not the document's
    assert typed(shown, "other_occupation") == "見本職人"


def test_two_presses_end_the_visit_and_one_does_not(stage: Stage) -> None:
    _, shown, visit = opened(stage)
    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []
    click(shown, "cancel")
    stage.settle()
    assert [moved.ending for moved in shown.moved] == [Ending.DECLINED]
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


def test_what_is_typed_survives_a_power_cut_before_it_is_confirmed(stage: Stage) -> None:
    screen, shown, visit = opened(stage)
    shown.hands.write("address/field", "東京都見本区見本9-9-9")
    shown.hands.write("birth_year/field", "1985")
    choose(shown, "other")
    shown.hands.write("other_occupation/field", "見本職")
    screen._timer.timeout.emit()  # 0.4 s after the last key
    stage.settle()

    again, after = stage.show(DetailsPage, stage.counter.visits.get(visit.visit_id))

    assert typed(after, "address") == "東京都見本区見本9-9-9"
    assert typed(after, "birth_year") == "1985"
    assert typed(after, "other_occupation") == "見本職"
    assert typed(after, "name") == "見本 太郎"  # as the document says: nothing of it was typed
    assert "昭和60年" in words_of(again)
    assert kept(stage, visit) == Seller()  # it is typed, not confirmed


def test_nothing_stays_typed_once_it_is_confirmed(stage: Stage) -> None:
    screen, shown, visit = opened(stage)
    shown.hands.write("phone/field", "03-0000-0000")
    choose(shown, "student")
    confirm(stage, shown)
    screen.leave()
    stage.settle()
    assert stage.counter.visits.get(visit.visit_id).typed == {}


def test_a_visit_that_ended_meanwhile_makes_no_noise(stage: Stage) -> None:
    screen, shown, visit = opened(stage)
    shown.hands.write("phone/field", "03-0000-0000")
    stage.counter.visits.end(visit.visit_id, Ending.DECLINED)
    screen.leave()
    stage.settle()
    assert shown.told == []
