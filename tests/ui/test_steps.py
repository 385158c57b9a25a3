"""The rail of a visit: six steps for people, where it stands, and what may be opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.values import VisitId
from counter_app.domain.visit import Step, Visit
from counter_app.texts import Texts
from tests import builders
from ui.steps import GROUPS, rail_steps

VISIT = Visit(VisitId("0" * 32), "T01-0001", builders.NOW, builders.CLERK)
TITLES = ("notice", "identity", "article", "offer", "consent", "payout")


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (Step.NOTICE, 0),
        (Step.DOCUMENT, 1),
        (Step.DETAILS, 1),
        (Step.ARTICLE, 2),
        (Step.OFFER, 3),
        (Step.CONSENT, 4),
        (Step.APPROVAL, 4),
        (Step.PAYOUT, 5),
        (Step.PAPERS, 5),
        (Step.DONE, 5),
    ],
)
def test_what_is_behind_is_done_and_what_comes_is_open(
    step: Step, place: int, texts: Texts
) -> None:
    steps = rail_steps(replace(VISIT, step=step), frozenset(), texts)

    assert [one.state for one in steps] == ["done"] * place + ["now"] + ["open"] * (5 - place)
    assert [one.title for one in steps] == [texts.say(f"window.step.{name}") for name in TITLES]
    assert [one.note for one in steps] == [texts.say(f"window.step.{n}.note") for n in TITLES]


def test_only_reachable_steps_may_be_opened_and_never_the_present_one(texts: Texts) -> None:
    reachable = frozenset({Step.NOTICE, Step.DOCUMENT, Step.DETAILS, Step.ARTICLE})

    steps = rail_steps(replace(VISIT, step=Step.DETAILS), reachable, texts)

    assert [one.key for one in steps if one.reachable] == [Step.NOTICE, Step.ARTICLE]


def test_every_step_of_a_visit_stands_in_one_group() -> None:
    held = [step for group in GROUPS.values() for step in group]

    assert held == list(Step)
