"""Taking back and giving in any order, and killed in between: never the half of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.answers import ANSWERS, bases_of
from counter_app.domain.consent import Choices
from counter_app.domain.errors import Refused
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.records import Record
from tests.counter_app.services.consented_deals import (
    ACCEPTED,
    CONSENT,
    CORRECTED,
    EVERY_YES,
    GROUP,
    MARKETING,
    Deal,
)
from tests.counter_app.services.killed_withdrawal import KILLED
from tests.counter_app.sync.links import small_link
from tests.records import CHECKOUT, T01, the_facts

MODULE = "tests.counter_app.services.killed_withdrawal"


@pytest.fixture(name="deal")
def _deal(tmp_path: Path) -> Iterator[Deal]:
    with small_link(tmp_path) as link:
        deal = Deal(link)
        deal.correct()
        link.sync()
        yield deal


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_between_the_act_and_its_rows_leaves_neither(
    deal: Deal, tmp_path: Path, when: str
) -> None:
    till, key_file = deal.link.till, tmp_path / "till.key"
    store = FileKeyStore.create(key_file, till.folder)
    store.save(till.keys)
    till.record.close()

    killed = subprocess.run(  # noqa: S603 - this test's own words
        [sys.executable, "-m", MODULE, str(till.folder), str(key_file), when],
        cwd=CHECKOUT,
        check=False,
        timeout=60,
    )
    assert killed.returncode == KILLED
    till.record = Record(till.folder, till.keys, T01, the_facts())

    assert till.size() == CORRECTED
    assert deal.bases(ACCEPTED) == {"notice", "marketing", "group"}
    assert "marketing" in deal.at_till(ACCEPTED)
    deal.whole()
    deal.counter.restart()
    deal.withdraw("direct_mail", "email", "sms")  # and then it goes through
    assert "marketing" not in deal.at_till(ACCEPTED)


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.frozensets(st.sampled_from(ANSWERS), min_size=1)),
        st.tuples(st.just("withdraw"), st.frozensets(st.sampled_from(ANSWERS), min_size=1)),
        st.tuples(st.just("correct"), st.just(frozenset[str]())),
        st.tuples(st.just("sync"), st.just(frozenset[str]())),
    ),
    max_size=7,
)


@pytest.mark.parametrize("examples", [10, pytest.param(100, marks=pytest.mark.prove)])
def test_any_order_of_giving_and_taking_back_is_what_the_last_of_each_says(
    tmp_path: Path, examples: int
) -> None:
    """Against a set of answers kept by hand, at the bases, at the till and at HQ."""
    with small_link(tmp_path) as link:
        deal = Deal(link)

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(OPERATIONS, st.sampled_from([Choices(), Choices(sms=True), EVERY_YES]))
        def holds(operations: list[tuple[str, frozenset[str]]], first: Choices) -> None:
            deal.line = deal.accept(first)
            model = {name for name in ANSWERS if getattr(first, name, first.group)}
            for what, names in operations:
                if what == "give":
                    deal.give(*names)
                    model |= names
                elif what == "withdraw" and names & model:
                    deal.withdraw(*names)
                    model -= names
                elif what == "correct":
                    deal.correct()
                elif what == "sync":
                    link.sync()
                assert deal.desk.of_line(deal.line).answers == model
            link.sync()
            link.sync()
            rows = MARKETING if "marketing" in bases_of(frozenset(model)) else set()
            rows = rows | (GROUP if "group" in model else set())
            for seq in deal.belonging():
                assert deal.bases(seq) - {"notice"} <= bases_of(frozenset(model))
                assert deal.at_till(seq) <= rows
                assert deal.at_hq(seq) <= rows
            accepted = next(seq for seq in deal.belonging() if seq > deal.consent)
            assert deal.at_hq(deal.consent) == deal.at_till(deal.consent)
            assert deal.at_hq(accepted) == rows
            assert rebuild_faults(link.till.record) == []

        holds()


def test_what_nobody_can_say_any_more_is_no_fault_and_can_still_be_ended(deal: Deal) -> None:
    """A consent's period ends before that of a correction that was written later on it."""
    deal.withdraw("email")
    record = deal.link.till.record
    with record.read() as view:
        record.erasures.destroy(view, {CONSENT: frozenset({"9.consent"})})
    deal.link.sync()

    assert [told for told in rebuild_faults(record) if "agree" in told] == []
    assert deal.at_hq(CORRECTED) >= MARKETING
    found = deal.desk.of_line(deal.line)
    assert (found.erased, len(found.answers)) == (True, 0)
    with pytest.raises(Refused) as caught:
        deal.give("sms")
    assert caught.value.code == "consent_erased"

    deal.withdraw("sms")

    deal.link.sync()
    assert deal.at_till(CORRECTED) == deal.at_hq(CORRECTED) == set()
    assert deal.bases(CORRECTED) == {"notice"}
