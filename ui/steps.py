"""The visit's steps as the clerk's rail shows them: six for people, more for the state machine."""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.visit import Step, Visit
from counter_app.texts import Texts
from ui.widgets.step_rail import RailStep

GROUPS: Mapping[str, tuple[Step, ...]] = {
    "notice": (Step.NOTICE,),
    "identity": (Step.DOCUMENT, Step.DETAILS),
    "article": (Step.ARTICLE,),
    "offer": (Step.OFFER,),
    "consent": (Step.CONSENT, Step.GUARDIAN, Step.APPROVAL),
    "payout": (Step.PAYOUT, Step.PAPERS, Step.DONE),
}
"""What a clerk calls a step, and the steps of the visit that it holds."""

ORDER = tuple(Step)


def rail_steps(visit: Visit, reachable: frozenset[Step], texts: Texts) -> list[RailStep]:
    """The rail of a visit: what is done, where it stands, what may be jumped to."""
    now = ORDER.index(visit.step)
    steps = []
    for name, group in GROUPS.items():
        here = visit.step in group
        done = ORDER.index(group[-1]) < now
        steps.append(
            RailStep(
                key=group[0],
                title=texts.say(f"window.step.{name}"),
                note=texts.say(f"window.step.{name}.note"),
                state="now" if here else "done" if done else "open",
                reachable=group[0] in reachable and not here,
            )
        )
    return steps
