"""The camera is not there, or goes away: the clerk types by hand or plugs it in again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counter_app.domain.visit import Step
from tests.faults.conftest import MakeTill
from tests.faults.readers import LICENCE, TYPED
from tests.faults.tills import ONCE


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "frames"
    folder.mkdir()
    return folder


def test_without_a_camera_the_document_is_typed_and_the_visit_goes_on(make_till: MakeTill) -> None:
    till = make_till(camera="99")
    till.to_document()

    till.clerk_hears(till.error("camera_missing"))
    till.customer_only_waits()
    till.clerk.click("type_instead")
    till.type_document()
    till.look_at_card()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.customer.shows("DetailsPage"))
    assert till.visit.document is not None
    assert till.visit.document.name == TYPED["name"]


@ONCE
def test_a_camera_that_is_plugged_in_is_found_by_the_same_page(
    make_till: MakeTill, empty: Path
) -> None:
    till = make_till(camera=str(empty))
    till.to_document()
    till.clerk_hears(till.error("camera_missing"))

    shutil.copy(LICENCE, empty / "card.jpg")
    till.clerk.click("reconnect")
    till.read_card()
    till.until(till.clerk.ready("primary"))
    assert not till.clerk_is_told(till.error("camera_missing"))


def test_a_camera_that_goes_while_it_looks_is_told_and_may_come_back(
    make_till: MakeTill, empty: Path
) -> None:
    card = empty / "card.jpg"
    shutil.copy(LICENCE.with_name("no_card.jpg"), card)
    till = make_till(camera=str(empty))
    till.to_document()
    till.until(lambda: getattr(till.clerk.find("camera"), "state", "") == "live")

    card.unlink()
    till.clerk_hears(till.error("camera_lost"))
    till.customer_only_waits()
    assert till.visit.step is Step.DOCUMENT

    shutil.copy(LICENCE, card)
    till.clerk.click("reconnect")
    till.read_card()
    till.until(till.clerk.ready("primary"))


@ONCE
def test_what_was_typed_stays_when_the_page_changes_its_language(make_till: MakeTill) -> None:
    till = make_till(camera="99")
    till.to_document()
    till.clerk_hears(till.error("camera_missing"))
    till.clerk.click("type_instead")
    till.type_document()

    till.clerk.click("language")
    till.until(till.clerk.ready("address"))
    assert {name: till.text_in(name) for name in TYPED} == TYPED

    till.clerk.click("language")
    till.cancel()
    assert till.customer_is_told(till.say("customer.ending.cancelled"))
    assert till.counter.visits.open_visits() == []


def test_a_sentence_is_said_again_in_the_other_language(make_till: MakeTill) -> None:
    till = make_till(camera="99")
    till.to_document()
    till.clerk_hears(till.error("camera_missing"))

    till.clerk.click("language")
    till.language = {"ja": "en", "en": "ja"}[till.language]
    till.clerk_hears(till.error("camera_missing"))
