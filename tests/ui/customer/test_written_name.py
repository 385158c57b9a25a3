"""The name written on the screen: by the pen, after who they are was stated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.counters import SETTINGS, open_small_counter
from tests.ui.customer.conftest import click, drawn
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from tests.ui.widgets.test_signature_pad import by_pen
from ui.customer.written_name import WrittenNamePage
from ui.demo_script import SIGNATURE
from ui.screen import Wish
from ui.widgets.signature_pad import SignaturePad


def stated(stage: Stage) -> Visit:
    """A visit on route C whose customer said who they are."""
    visit = visit_at(stage.counter, Step.DETAILS)
    stage.counter.visits.set_route(visit.visit_id, "C_TABLET")
    return stage.counter.visits.confirm_details(visit.visit_id, builders.seller())


def pad_of(shown: Shown) -> SignaturePad:
    pad = shown.hands.find("pad")
    assert isinstance(pad, SignaturePad)
    return pad


def can_go_on(shown: Shown) -> bool:
    primary = shown.hands.find("primary")
    assert isinstance(primary, QAbstractButton)
    return primary.isEnabled()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pen_writes_the_name_and_the_visit_goes_on(stage: Stage, language: str) -> None:
    visit = stated(stage)
    screen, shown = stage.show(WrittenNamePage, visit, language=language)
    assert "見本 太郎" in words_of(screen)
    assert not can_go_on(shown)

    by_pen(pad_of(shown))
    drawn()
    click(shown, "primary")
    stage.settle()

    [moved] = shown.moved
    assert moved.step is Step.ARTICLE
    assert moved.written_name is not None
    assert moved.written_name.signature.pen == "pen"
    assert moved.written_name.seen_by == builders.CLERK
    assert moved.consent is None  # it is no signature under the contract


def test_a_finger_or_a_mouse_is_no_pen(stage: Stage) -> None:
    _, shown = stage.show(WrittenNamePage, stated(stage))

    shown.hands.draw("pad", SIGNATURE)
    drawn()

    assert not can_go_on(shown)
    assert shown.texts.say("customer.written_name.use_pen") in words_of(shown.screen)
    click(shown, "clear")
    by_pen(pad_of(shown))
    drawn()
    assert can_go_on(shown)


def test_where_the_settings_take_it_any_hand_will_do(stage: Stage, tmp_path: Path) -> None:
    easy = replace(SETTINGS, written_name_needs_pen=False)
    with open_small_counter(tmp_path / "easy", easy) as counter:
        stage.desk = replace(stage.desk, counter=counter)
        visit = visit_at(counter, Step.DETAILS)
        counter.visits.set_route(visit.visit_id, "C_TABLET")
        visit = counter.visits.confirm_details(visit.visit_id, builders.seller())
        _, shown = stage.show(WrittenNamePage, visit)
        shown.hands.draw("pad", SIGNATURE)
        drawn()
        assert can_go_on(shown)
        click(shown, "primary")
        stage.settle()
        assert counter.visits.get(visit.visit_id).written_name is not None


def test_the_customer_may_go_back_or_sell_nothing(stage: Stage) -> None:
    visit = stated(stage)
    _, shown = stage.show(WrittenNamePage, visit)

    click(shown, "back")
    assert shown.wished == [Wish.BACK]
    click(shown, "cancel")
    click(shown, "cancel")
    stage.settle()
    assert [one.ending for one in shown.moved] == [Ending.DECLINED]
    assert stage.counter.visits.open_visits() == []
