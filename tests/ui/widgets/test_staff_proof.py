"""Who acts: what is said of a refused PIN stays until the next try, in the language that is on."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.texts import TextCatalogues
from tests import builders
from tests.ui.screens.words import words_of
from tests.ui.widgets.kit import settle, shown
from ui.theme import Theme
from ui.widgets.staff_proof import StaffProof

WRONG = Refused("pin_wrong", left=4)


@pytest.fixture
def proof(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> StaffProof:
    made = StaffProof(theme, catalogues.in_language("ja"))
    made.set_people([builders.staff_member()])
    shown(qtbot, made, 900, 700)
    return made


def sentence(catalogues: TextCatalogues, language: str, error: CounterError) -> str:
    return catalogues.in_language(language).say(f"error.{error.code}", **error.facts)


def test_a_refusal_is_said_at_the_pad_in_either_language(
    proof: StaffProof, catalogues: TextCatalogues
) -> None:
    assert proof.takes(WRONG)
    settle()
    assert sentence(catalogues, "ja", WRONG) in words_of(proof)
    proof.retranslate(catalogues.in_language("en"))
    settle()
    assert sentence(catalogues, "en", WRONG) in words_of(proof)
    assert sentence(catalogues, "ja", WRONG) not in words_of(proof)


def test_the_next_try_takes_it_away(proof: StaffProof, catalogues: TextCatalogues) -> None:
    proof.takes(WRONG)
    QTest.keyClicks(proof.pad, "1357")
    proof.retranslate(catalogues.in_language("ja"))
    settle()
    assert sentence(catalogues, "ja", WRONG) not in words_of(proof)


def test_another_choice_takes_it_away(proof: StaffProof, catalogues: TextCatalogues) -> None:
    proof.takes(WRONG)
    proof.choose(builders.CLERK)
    settle()
    assert sentence(catalogues, "ja", WRONG) not in words_of(proof)


def test_what_is_wrong_with_a_field_is_not_said_at_the_pad(
    proof: StaffProof, catalogues: TextCatalogues
) -> None:
    error = WrongInput("time_form")
    assert not proof.takes(error)
    settle()
    assert sentence(catalogues, "ja", error) not in words_of(proof)
    proof.show_refusal(error)  # the control: a page may say any error there
    settle()
    assert sentence(catalogues, "ja", error) in words_of(proof)
