"""A person's data that the law keeps after cease of use serve the legal duty, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.acts import Kind, may_open
from counter_app.domain.answers import ANSWERS
from counter_app.domain.consent import Choices
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.errors import Refused
from counter_app.domain.fraud import read_fraud_rules
from counter_app.domain.requests import Reason, RequestKind
from counter_app.law.jobs import Job
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.services.fraud_checks import FraudChecks
from counter_app.services.split_deals import EarlierDeals
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.rebuild import rebuild
from counter_app.storage.records import Record
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.ceased_deals import ON_DUTY, CeasedDeal
from tests.counter_app.services.consented_deals import (
    ACCEPTED,
    CONSENT,
    CORRECTED,
    EVERY_YES,
    GROUP,
    PAID,
)
from tests.counter_app.services.killed_cease import KILLED
from tests.counter_app.services.police_desks import Desks as PoliceDesks
from tests.counter_app.services.police_desks import order
from tests.counter_app.services.request_desks import Desks, asked
from tests.counter_app.sync.links import backup_of, hq_from, small_link
from tests.records import CHECKOUT, T01, the_facts

EVERY_ROW = set(the_facts().rows)
ENDED = sorted(EVERY_ROW - ON_DUTY)
RULES = read_fraud_rules((CHECKOUT / "resources/police/fraud.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
OF_THE_DEAL = (CONSENT, ACCEPTED, PAID, CORRECTED)


@pytest.fixture(name="deal")
def _deal(tmp_path: Path) -> Iterator[CeasedDeal]:
    with small_link(tmp_path) as link:
        deal = CeasedDeal(link)
        deal.correct()
        link.sync()
        yield deal


def test_before_the_answer_every_row_opens_at_all_three_places(deal: CeasedDeal) -> None:
    """The control for all that follows; a request that waits, or is refused, changes nothing."""
    desks = Desks(deal.counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    waits = desks.taken(asked(RequestKind.CEASE_USE, 1))
    reason = [Reason("nothing_kept")]
    desks.requests.refuse(request.number, reason, "", MANAGER, MANAGER_PIN)
    deal.link.sync()

    assert waits.answer is None
    assert len(ENDED) == 14
    for seq in OF_THE_DEAL:
        assert deal.bases(seq) == {"notice", "marketing", "group"}
    for row in ENDED:
        assert deal.read(ACCEPTED, row)
        assert row in deal.rows_at_till(ACCEPTED)
        assert deal.opens(ACCEPTED, row) == 0
    deal.whole()


def test_what_the_law_keeps_serves_the_duty_alone_at_all_three_places(deal: CeasedDeal) -> None:
    leaves = deal.link.own()
    deal.cease()

    for seq in OF_THE_DEAL:
        assert deal.bases(seq) == {"duty"}
        assert deal.rows_at_till(seq) <= ON_DUTY  # at once
    assert deal.rows_at_hq(ACCEPTED) >= EVERY_ROW - ON_DUTY  # HQ has not heard of it yet
    deal.link.sync()
    deal.link.sync()
    for seq in OF_THE_DEAL:
        assert deal.rows_at_hq(seq) == deal.rows_at_till(seq) == ON_DUTY
        for row in ENDED:
            assert deal.read(seq, row) == set()
            assert deal.opens(seq, row) == 3
        for row in ON_DUTY:
            assert deal.opens(seq, row) == 0
    assert "person.name" in deal.read(ACCEPTED, "provide")
    assert "person.contact_phone" not in deal.read(ACCEPTED, "provide")  # it was erased
    assert deal.link.own()[: len(leaves)] == leaves
    deal.whole()


def test_hq_drops_the_files_and_the_keys_of_what_was_erased(deal: CeasedDeal) -> None:
    files = deal.link.hq.data.blobs
    before = deal.link.hq.openings.open(T01, ACCEPTED, "provide", "officer")["items"]
    assert "person.contact_phone" in before["1"]  # the control
    assert files.has(T01, deal.picture)

    deal.cease()
    deal.link.sync()
    deal.link.sync()

    after = deal.link.hq.openings.open(T01, ACCEPTED, "provide", "officer")["items"]
    assert "person.contact_phone" not in after["1"]
    assert after["1"]["person.name"] == "見本 太郎"
    assert not files.has(T01, deal.picture)


def test_another_persons_deal_is_untouched(deal: CeasedDeal) -> None:
    deal.accept(EVERY_YES)
    other = deal.consent
    deal.link.sync()
    deal.cease()
    deal.link.sync()

    for seq in (other, other + 1):
        assert deal.bases(seq) == {"notice", "marketing", "group"}
        assert deal.opens(seq, "fraud") == 0
        assert deal.rows_at_till(seq) == deal.rows_at_hq(seq)


def test_what_is_written_of_the_deal_later_inherits_it(deal: CeasedDeal) -> None:
    deal.cease()
    deal.correct()
    desk = PoliceDesks(deal.counter).disposals
    desk.dispose(deal.line, DisposalKind.SALE, 50_000, None, CLERK, CLERK_PIN)
    deal.link.sync()
    deal.link.sync()

    later = [seq for seq in deal.belonging() if seq > deal.answered()]
    kinds = {head.kind for head in deal.counter.headers() if head.seq in later}
    assert {Kind.CORRECTION, Kind.DISPOSAL} <= kinds
    for seq in later:
        assert deal.bases(seq) == {"duty"}
        assert deal.rows_at_hq(seq) == deal.rows_at_till(seq) <= ON_DUTY
        assert all(deal.opens(seq, row) == 3 for row in ENDED)
    deal.whole()


def test_an_answer_before_the_first_sync_never_sends_what_it_ends(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        deal = CeasedDeal(link)
        deal.cease()
        link.sync()
        link.sync()
        for seq in (CONSENT, ACCEPTED, PAID):
            assert deal.rows_at_hq(seq) == deal.rows_at_till(seq) == ON_DUTY
        deal.whole()


def test_what_was_owed_is_owed_no_more(deal: CeasedDeal) -> None:
    record = deal.link.till.record
    with record.write() as tx:
        record.hq.forget(tx, ACCEPTED, ["fraud"])
        record.hq.owe(tx, ACCEPTED, ["fraud"])
    deal.cease()
    deal.link.sync()
    assert deal.rows_at_till(ACCEPTED) == ON_DUTY
    assert deal.opens(ACCEPTED, "fraud") == 3


def test_a_restored_hq_is_asked_again(deal: CeasedDeal, tmp_path: Path) -> None:
    before = backup_of(deal.link.hq, tmp_path / "backup")
    deal.cease()
    deal.link.sync()
    with hq_from(before, like=deal.link.hq) as restored:
        deal.link.hq = restored
        assert deal.opens(CORRECTED, "fraud") == 0  # the backup has it again
        deal.link.sync()
        deal.link.sync()
        for seq in OF_THE_DEAL:
            assert deal.rows_at_hq(seq) == ON_DUTY


def test_the_tills_own_checks_read_it_no_more(deal: CeasedDeal) -> None:
    record = deal.link.till.record
    jobs = (Job.FRAUD_CHECK, Job.SPLIT_DEALS, Job.LEDGER_ROWS)

    def told() -> list[bool]:
        with record.read() as view:
            stored = record.acts.act(view, ACCEPTED)
            return [bool(record.acts.fields_for(view, stored, job)) for job in jobs]

    assert told() == [True, True, True]
    deal.cease()
    assert told() == [False, False, True]


def test_what_a_check_remembers_of_it_goes_too(deal: CeasedDeal) -> None:
    """Both checks keep marks of what they read: five deals of one person, then four."""
    for _more in range(4):
        deal.accept(EVERY_YES)
    record = deal.link.till.record
    fraud, earlier = FraudChecks(record, RULES), EarlierDeals(record)
    visit = deal.counter.visits.get(deal.counter.identified())
    above = sum(line.yen for line in deal.counter.lines()) + 1

    def told() -> tuple[int, int]:
        with record.read() as view:
            alike = list(fraud.between(view, TODAY, TODAY))
        return len(alike), earlier.of_day(replace(visit, articles=()), TODAY, above)

    five = told()
    deal.cease()
    four = told()
    assert (five[0], four[0]) == (1, 0)
    assert five[1] * 4 == four[1] * 5 > 0


def test_nothing_is_agreed_to_on_it_again(deal: CeasedDeal) -> None:
    with deal.link.till.record.read() as view:
        acts = deal.link.till.record.acts
        told = acts.fields_for(view, acts.act(view, ACCEPTED), Job.FIND_DEAL)
    till, counter = deal.link.till, deal.counter
    extra = ExtraPurposeDesk(till.record, till.clock, counter.staff, counter.clocks)
    words = {"ja": "見本の目的", "en": "A specimen purpose"}
    asked_for = (told["application.visit_number"], [1], words, "en")
    assert extra.state(*asked_for).items == (1,)  # the control

    deal.cease()

    for change in (lambda: deal.give("email"), lambda: extra.state(*asked_for)):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "use_ceased"


def test_a_hold_changes_nothing_of_it(tmp_path: Path) -> None:
    """Letter, bases and envelopes of the deal are the same with an order of the police and without.

    The control: the parts that the order keeps are there still.
    """
    told = []
    for place, held in (("free", False), ("held", True)):
        (tmp_path / place).mkdir()
        with small_link(tmp_path / place) as link:
            one = CeasedDeal(link)
            one.correct()
            if held:
                PoliceDesks(one.counter).enter(order(1))
            one.cease()
            number = next(iter(Desks(one.counter).requests.find())).number
            letter = Desks(one.counter).letters.make(number).pdf
            rows = [(one.bases(seq), one.rows_at_till(seq)) for seq in OF_THE_DEAL]
            kept = "person.contact_phone" in one.read(ACCEPTED, "provide")
            link.sync()
            link.sync()
            at_hq = [one.rows_at_hq(seq) for seq in OF_THE_DEAL]
            told.append((kept, (letter, rows, at_hq)))
    assert [kept for kept, _same in told] == [False, True]
    assert told[0][1] == told[1][1]


def test_a_rebuild_gives_the_same_and_puts_tampered_rows_right(deal: CeasedDeal) -> None:
    deal.cease()
    record, before = deal.link.till.record, deal.tables()
    assert rebuild_faults(record) == []
    rebuild(record, "no pin")
    assert deal.tables() == before

    with record.write() as tx:
        record.acts.set_bases(tx, ACCEPTED, frozenset({"notice"}))
        record.acts.set_bases(tx, deal.answered(), frozenset({"duty"}))
        record.hq.owe(tx, ACCEPTED, ["fraud"])
    assert rebuild_faults(record) == [
        f"act {deal.answered()}: duty, though nobody asked that its use cease",
        f"act {ACCEPTED}: notice, though the customer asked that its use cease",
    ]
    rebuild(record, "no pin")
    assert deal.tables() == before
    deal.whole()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_between_the_answer_and_its_rows_leaves_neither(deal: CeasedDeal, when: str) -> None:
    desks = Desks(deal.counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    till, key_file = deal.link.till, desks.store.key_file
    till.record.close()
    module = "tests.counter_app.services.killed_cease"
    killed = subprocess.run(  # noqa: S603 - this test's own words
        [sys.executable, "-m", module, str(till.folder), str(key_file), request.number, when],
        cwd=CHECKOUT,
        check=False,
        timeout=60,
    )
    assert killed.returncode == KILLED
    till.record = Record(till.folder, till.keys, T01, the_facts())
    deal.counter.restart()

    assert "notice" in deal.bases(ACCEPTED)
    assert "fraud" in deal.rows_at_till(ACCEPTED)
    desks = Desks(deal.counter)
    assert desks.requests.get(request.number).answer is None
    deal.whole()
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)  # and then it goes through
    assert deal.bases(ACCEPTED) == {"duty"}
    assert deal.rows_at_till(ACCEPTED) <= ON_DUTY


def test_rows_that_do_not_follow_are_seen(
    deal: CeasedDeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: an answer that forgets the envelopes would fail the tests above."""

    def nothing(*_args: object) -> None:
        """Keep every envelope."""

    monkeypatch.setattr(HqRows, "keep_only", nothing)
    deal.cease()
    assert "fraud" in deal.rows_at_till(CONSENT)


def test_cease_of_provision_ends_every_row_of_the_group_and_no_other(deal: CeasedDeal) -> None:
    before = [deal.rows_at_hq(seq) for seq in OF_THE_DEAL]
    assert all(rows & GROUP for rows in before)
    desks = Desks(deal.counter)
    request = desks.taken(asked(RequestKind.CEASE_PROVISION, 1))
    desks.provision.cease(request.number, "", MANAGER, MANAGER_PIN)
    assert all(not deal.rows_at_till(seq) & GROUP for seq in OF_THE_DEAL)
    deal.link.sync()

    assert [deal.rows_at_hq(seq) for seq in OF_THE_DEAL] == [rows - GROUP for rows in before]
    for seq in OF_THE_DEAL:
        assert all(deal.opens(seq, row) == 3 for row in GROUP)
    deal.whole()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["give", "withdraw"]), st.sampled_from(ANSWERS)),
        st.tuples(st.sampled_from(["correct", "sync", "cease"]), st.just("")),
    ),
    max_size=6,
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.sampled_from([Choices(), EVERY_YES]))
def test_in_any_order_nothing_opens_more_after_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]], first: Choices
) -> None:
    with small_link(tmp_path_factory.mktemp("order")) as link:
        deal, ceased = CeasedDeal(link, first), False
        for what, name in steps:
            if what == "cease":
                deal.cease()
                ceased = True
            elif what == "correct":
                deal.correct()
            elif what == "sync":
                link.sync()
            else:
                with suppress(Refused):
                    (deal.give if what == "give" else deal.withdraw)(name)
        link.sync()
        link.sync()
        kinds = {head.seq: head.kind for head in deal.counter.headers()}
        for seq in deal.belonging():
            assert deal.rows_at_hq(seq) == deal.rows_at_till(seq)
            if ceased:
                wanted = {row for row in ON_DUTY if may_open(kinds[seq], row)}
                assert deal.rows_at_hq(seq) == wanted
            else:
                assert "fraud" in deal.rows_at_hq(seq)
        assert rebuild_faults(link.till.record) == []
