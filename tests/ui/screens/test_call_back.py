"""The call to a guardian: what is told stands there, and a changed deal asks to call again."""

from __future__ import annotations

from counter_app.domain.visit import Step, Visit
from counter_app.services.guardian import GuardianAnswer
from tests import builders
from tests.ui.screens.conftest import Shown, Stage, _agree, visit_of_15
from tests.ui.screens.words import words_of, write
from ui.screen import Wish
from ui.screens.call_back import CallBackScreen

STALE = "前の同意のあとに"


def opened(stage: Stage) -> tuple[Shown, Visit]:
    visit = visit_of_15(stage.counter, builders.on_paper())
    _, shown = stage.show(CallBackScreen, visit)
    return shown, visit


def ready(shown: Shown) -> bool:
    primary = shown.hands.find("primary")
    assert primary is not None
    return primary.isEnabled()


def test_number_words_and_ticks_make_a_consent(stage: Stage) -> None:
    shown, visit = opened(stage)
    words = words_of(shown.screen)
    assert visit.articles[0].article.imei in words
    assert STALE not in words
    write(shown.hands, "call_said/field", "売ってよいとのこと")
    shown.hands.click("call_agreed")
    assert not ready(shown)  # under 16 the paper has to cover the use of data
    shown.hands.click("call_data_use")
    assert ready(shown)

    shown.hands.click("primary")
    stage.settle()

    assert shown.moved[-1].step is Step.PAYOUT
    kept = stage.counter.visits.get(visit.visit_id)
    assert kept.guardian_consents
    assert kept.guardian is not None
    assert kept.guardian.consent is not None
    assert kept.guardian.consent.call_back is not None
    assert kept.guardian.consent.call_back.number == "03-0000-0000"


def test_after_a_change_the_guardian_is_called_again(stage: Stage) -> None:
    visit = visit_of_15(stage.counter, builders.on_paper())
    visits, key = stage.counter.visits, visit.visit_id
    answer = GuardianAnswer(visit.statement, call_back=builders.call_back(), data_use=True)
    visits.guardian_agrees(key, builders.CLERK, answer)
    visits.set_articles(key, (builders.appraised("sample-phone-mini-64", "no_box"),))
    _agree(stage.counter, visit)

    _, shown = stage.show(CallBackScreen, visits.get(key))

    assert STALE in words_of(shown.screen)
    assert not ready(shown)


def test_the_guardian_can_be_changed(stage: Stage) -> None:
    shown, _ = opened(stage)
    shown.hands.click("guardian")

    assert shown.wished == [Wish.GUARDIAN]
