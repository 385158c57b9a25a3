"""A kept image is looked at again: a reason and a PIN first, then the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from counter_app.domain.acts import Kind
from counter_app.domain.visit import Step, Visit
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish
from ui.screens.document import DocumentScreen
from ui.screens.kept_image import KeptImageScreen
from ui.widgets.choice_field import ChoiceField
from ui.widgets.kept_picture import KeptPicture


def png() -> bytes:
    """A picture of one colour."""
    image = QImage(428, 270, QImage.Format.Format_RGB32)
    image.fill(QColor(20, 120, 80))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes; Qt takes the name
    return bytes(buffer.data().data())


def kept(stage: Stage) -> Visit:
    """A visit whose document's image is kept."""
    counter = stage.counter
    visit = visit_at(counter, Step.DOCUMENT)
    name = counter.record.blobs.keep(png(), "2.image", visit.visit_id)
    return counter.visits.set_document(visit.visit_id, replace(builders.licence(), image=name))


def opened(
    stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE
) -> tuple[KeptImageScreen, Shown]:
    return stage.show(KeptImageScreen, kept(stage), language=language, size=size)


def choose(shown: Shown, key: str) -> None:
    field = shown.hands.find("opening_reason")
    assert isinstance(field, ChoiceField)
    field.set_key(key)


def openings(stage: Stage) -> int:
    record = stage.counter.record
    with record.read() as view:
        return len(list(record.acts.of_kind(view, Kind.IMAGE_OPENED)))


def picture(screen: KeptImageScreen) -> KeptPicture:
    found = screen.findChild(KeptPicture)
    assert found is not None
    return found


def test_with_a_reason_and_a_pin_the_picture_comes(stage: Stage) -> None:
    screen, shown = opened(stage)
    choose(shown, "other")
    write(shown.hands, "opening_words", "見本の理由")
    type_pin(shown, CLERK_PIN)
    stage.settle()

    assert openings(stage) == 1
    assert picture(screen).is_shown
    colour = picture(screen).grab().toImage().pixelColor(picture(screen).rect().center())
    assert (colour.red(), colour.green(), colour.blue()) == (20, 120, 80)
    shown.hands.click("back")
    assert shown.wished == [Wish.UNCOVER]
    screen.leave()
    assert not picture(screen).is_shown


@pytest.mark.parametrize(
    ("reason", "pin", "told"),
    [
        ("", CLERK_PIN, ["opening_reason_missing"]),
        ("other", CLERK_PIN, ["opening_words_missing"]),
        ("compare_again", "0000", []),
    ],
)
def test_without_them_nothing_is_opened(
    stage: Stage, reason: str, pin: str, told: list[str]
) -> None:
    screen, shown = opened(stage)
    choose(shown, reason)
    type_pin(shown, pin)
    stage.settle()

    assert [one.code for one in shown.told] == told
    assert openings(stage) == 0
    assert not picture(screen).is_shown


def test_the_documents_page_leads_here_only_where_an_image_is_kept(stage: Stage) -> None:
    _screen, shown = stage.show(DocumentScreen, kept(stage))
    shown.hands.click("look_at_image")
    assert shown.wished == [Wish.KEPT_IMAGE]

    counter = stage.counter
    visit = visit_at(counter, Step.DOCUMENT)
    plain = counter.visits.set_document(visit.visit_id, builders.licence())
    _screen, shown = stage.show(DocumentScreen, plain)
    assert shown.hands.find("look_at_image") is None


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_word_fits(stage: Stage, language: str, size: tuple[int, int]) -> None:
    screen, _shown = opened(stage, language, size)
    assert cut_off(screen) == []
    document, _shown = stage.show(DocumentScreen, kept(stage), language=language, size=size)
    assert cut_off(document) == []
    assert ("保存した画像" if language == "ja" else "Kept image") in words_of(document)
