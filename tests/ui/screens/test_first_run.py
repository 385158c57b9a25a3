"""The form of the first set-up."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter_app.app import Resources
from counter_app.services.set_up import checked
from counter_app.texts import TextCatalogues
from tests.ui.screens.words import words_of, write
from ui.screens.first_run import FirstRunScreen, SetUpForm
from ui.script import Hands
from ui.theme import Theme

WORDINGS = {
    "ja": "# お知らせ\n## short | 使い道\n読みます。\n",
    "en": "# Notice\n## short | Use\nRead.\n",
}
TYPED = {
    "shop": "見本店",
    "address": "東京都見本区見本一丁目1番1号",
    "permit_number": "301234567890",
    "permit_authority": "東京都公安委員会",
    "till": "T01",
    "manager_code": "M01",
    "manager_name": "見本 店長",
    "pin": "2468",
    "pin_again": "2468",
}


@pytest.fixture(scope="module")
def catalogues() -> TextCatalogues:
    return Resources().texts


def formed(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues, language: str = "ja"
) -> tuple[FirstRunScreen, Hands, list[SetUpForm]]:
    form = FirstRunScreen(theme, catalogues.in_language(language), WORDINGS)
    form.resize(1134, 728)
    qtbot.addWidget(form)
    form.show()
    sent: list[SetUpForm] = []
    form.ready.connect(sent.append)
    return form, Hands(form), sent


def fill(form: FirstRunScreen, hands: Hands, **other: str) -> None:
    for name, text in (TYPED | other).items():
        write(hands, name, text)
    form._prefecture.set_key("13")
    form._prefecture.chosen.emit("13")


def test_a_whole_form_is_sent(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> None:
    form, hands, sent = formed(qtbot, theme, catalogues)
    fill(form, hands)
    hands.click("approve")
    hands.click("primary")
    [one] = sent
    assert one.approve
    assert checked(one.settings, one.manager).prefecture == "13"
    assert (one.manager.code, one.manager.pin) == ("M01", "2468")
    assert (one.settings.shop, one.settings.language) == ("見本店", "ja")


def test_nothing_is_sent_before_the_wording_is_approved(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    form, hands, _ = formed(qtbot, theme, catalogues)
    fill(form, hands)
    primary = hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    assert "残り：文面の承認" in words_of(form)


@pytest.mark.parametrize(("language", "sentence"), [("ja", "2つのPIN"), ("en", "two PINs differ")])
def test_two_pins_that_differ(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues, language: str, sentence: str
) -> None:
    form, hands, sent = formed(qtbot, theme, catalogues, language)
    fill(form, hands, pin_again="2469")
    hands.click("approve")
    hands.click("primary")
    assert sent == []
    assert sentence in words_of(form)


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("permit_form", "permit_number"),
        ("till_code_form", "till"),
        ("staff_code_form", "manager_code"),
        ("pin_form", "pin"),
    ],
)
def test_an_error_is_said_at_its_field(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues, code: str, field: str
) -> None:
    form, hands, _ = formed(qtbot, theme, catalogues)
    fill(form, hands)
    form.show_error(code, "見本の文です。")
    assert form._fields[field].state == "wrong"
    assert form._fields[field].text() == TYPED[field]
    write(hands, field, "X")
    assert form._fields[field].state != "wrong"


def test_another_error_goes_to_the_banner(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    form, _, _ = formed(qtbot, theme, catalogues)
    form.show_error("disk_full", "空きがありません。\n空きを作ってください。")
    assert "空きがありません。" in words_of(form)


def test_both_wordings_can_be_read_without_the_programs_marks(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    form, hands, _ = formed(qtbot, theme, catalogues)
    shown = form._wording._text
    assert "使い道" in shown.accessibleName()
    assert "short |" not in shown.accessibleName()
    hands.click("wording_en")
    assert "Read." in shown.accessibleName()


def test_the_language_switches_and_keeps_what_was_typed(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    form, hands, _ = formed(qtbot, theme, catalogues)
    fill(form, hands)
    form.speak(catalogues.in_language("en"))
    words = words_of(form)
    assert "First set-up" in words
    assert "見本店" in words


def test_another_language_leaves_no_sentence_of_the_one_before(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    form, hands, _ = formed(qtbot, theme, catalogues)
    fill(form, hands)
    form.show_error("permit_form", "見本の文です。")
    form.speak(catalogues.in_language("en"))
    assert "見本の文です。" not in words_of(form)
    assert form._fields["permit_number"].text() == TYPED["permit_number"]
