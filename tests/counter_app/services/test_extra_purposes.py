"""A use beyond the notice: agreed to word for word, made once, and never a second time."""

from __future__ import annotations

import tempfile
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError
from counter_app.domain.extra_consent import ExtraPurpose
from counter_app.domain.values import LedgerNumber
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, signature, stroke
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.receipts import consented
from tests.records import T01, small_record

TEXT = {"ja": "盗難届のあった店の調べに協力するため、警察ではない依頼者へ電話をかけること"}
PROVED = (MANAGER, MANAGER_PIN)


def desk_of(counter: Counter, kind: type[ExtraPurposeDesk] = ExtraPurposeDesk) -> ExtraPurposeDesk:
    record, clock = counter.small.record, counter.small.clock
    return kind(record, clock, counter.staff, counter.clocks)


def stated(counter: Counter, number: str, *items: int, **text: str) -> ExtraPurpose:
    return desk_of(counter).state(number, items or (1, 6), text or TEXT, "ja")


def code_of(action: Any, *given: Any) -> str:
    try:
        action(*given)
    except CounterError as error:
        return error.code
    return ""


def uses(counter: Counter) -> list[int | None]:
    return [one.ref for one in counter.headers() if one.kind is Kind.EXTRA_USE]


def test_what_was_agreed_to_is_used_once(counter: Counter) -> None:
    number = consented(counter)
    desk, purpose = desk_of(counter), stated(counter, number, 1)
    consent = desk.agree(purpose, signature(), *PROVED)

    used = desk.use(consent, purpose, *PROVED)

    [deal] = used
    assert deal.kind == "article_accepted"
    assert set(deal.fields) == {
        *("person.name", "person.address", "person.birth_date", "person.occupation")
    } | {name for name in deal.fields if name.startswith("person.")}
    assert deal.fields["person.name"] == "見本 太郎"
    assert uses(counter) == [consent]
    assert code_of(desk.use, consent, purpose, *PROVED) == "extra_consent_spent"
    assert uses(counter) == [consent]


def test_the_act_says_what_was_asked_and_answered(counter: Counter) -> None:
    purpose = stated(counter, consented(counter), 6, 1)
    consent = desk_of(counter).agree(purpose, signature(), *PROVED)

    kept = counter.small.fields(consent)

    told = kept["other.extra_consent"]
    assert (told["text"], told["items"], told["digest"]) == (TEXT, [1, 6], purpose.digest)
    assert (told["state"], told["method"]) == ("ConsentGiven", "signature")
    assert len(kept["other.signature"]["strokes"]) == 2
    [header] = [one for one in counter.headers() if one.seq == consent]
    assert (header.kind, header.ref) == (Kind.EXTRA_CONSENT, purpose.deal)


def test_only_the_items_named_are_read_and_nothing_that_is_kept_for_a_few(
    counter: Counter,
) -> None:
    """Signature, notes and whoever stands beside the customer stay with their own purposes."""
    number = consented(counter)
    desk = desk_of(counter)
    for items, prefixes in (((4,), {"payment_method"}), ((5, 6), {"billing", "article"})):
        purpose = stated(counter, number, *items)
        used = desk.use(desk.agree(purpose, None, *PROVED), purpose, *PROVED)
        assert {name.split(".")[0] for one in used for name in one.fields} == prefixes
    purpose = stated(counter, number, 9)
    used = desk.use(desk.agree(purpose, None, *PROVED), purpose, *PROVED)
    names = {name for one in used for name in one.fields}
    assert "other.consent" in names
    assert not names & {"other.signature", "other.staff_note", "other.guardian", "other.principal"}


def test_a_correction_of_the_deal_comes_with_it(counter: Counter) -> None:
    number = consented(counter)
    line = LedgerNumber(T01, 1)
    corrections_of(counter).correct(line, {"price": "20000"}, "打ち間違い", *PROVED)
    purpose = stated(counter, number, 6)

    used = desk_of(counter).use(desk_of(counter).agree(purpose, None, *PROVED), purpose, *PROVED)

    assert [one.kind for one in used] == ["article_accepted", "correction"]
    assert used[1].fields["article.price"][1] == 20_000


def test_another_text_other_items_or_another_deal_are_refused(counter: Counter) -> None:
    number, other_number = consented(counter), consented(counter)
    desk, purpose = desk_of(counter), stated(counter, number, 1)
    consent = desk.agree(purpose, signature(), *PROVED)

    for other in (
        stated(counter, number, 1, ja="別の目的"),
        stated(counter, number, 1, 2),
        stated(counter, other_number, 1),
        replace(purpose, language="en"),
        replace(purpose, items=(2,)),
    ):
        assert code_of(desk.use, consent, other, *PROVED) == "extra_consent_other"
    assert uses(counter) == []
    assert code_of(desk.use, consent, purpose, *PROVED) == ""  # negative control: the very same


def test_a_no_is_kept_and_opens_nothing(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk = desk_of(counter)

    answer = desk.refuse(purpose, *PROVED)

    assert counter.small.fields(answer)["other.extra_consent"]["state"] == "ConsentRefused"
    assert code_of(desk.use, answer, purpose, *PROVED) == "extra_consent_refused"
    assert desk.given() == []


def test_what_was_taken_back_is_not_used_and_the_notices_answers_stay(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk, record = desk_of(counter), counter.small.record
    consent = desk.agree(purpose, None, *PROVED)
    with record.read() as view:
        root = record.consents.root_of(view, consent)
        assert root is not None
        before = record.consents.answers(view, root)
    assert [one.act for one in desk.given()] == [consent]
    assert code_of(desk.withdraw, consent, CLERK, "0000") == "pin_wrong"

    seq = desk.withdraw(consent, CLERK, CLERK_PIN)

    assert counter.small.fields(seq)["other.withdrawal"]["what"] == ["extra_purpose"]
    assert code_of(desk.use, consent, purpose, *PROVED) == "extra_consent_withdrawn"
    assert desk.given() == []
    again = (consent, CLERK, CLERK_PIN)
    assert code_of(desk.withdraw, *again) == "extra_consent_withdrawn"
    with record.read() as view:
        assert record.consents.answers(view, root) == before
        assert record.acts.bases(view, seq) == record.acts.bases(view, root)
    assert rebuild_faults(record) == []


def test_only_what_stands_can_be_taken_back(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk, by = desk_of(counter), (CLERK, CLERK_PIN)
    refused, spent = desk.refuse(purpose, *PROVED), desk.agree(purpose, None, *PROVED)
    desk.use(spent, purpose, *PROVED)

    assert code_of(desk.withdraw, refused, *by) == "extra_consent_refused"
    assert code_of(desk.withdraw, spent, *by) == "extra_consent_spent"
    assert code_of(desk.withdraw, 1, *by) == "extra_consent_unknown"


def test_only_a_manager_asks_and_uses(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk = desk_of(counter)
    assert code_of(desk.agree, purpose, None, CLERK, CLERK_PIN) == "not_a_manager"
    assert code_of(desk.agree, purpose, None, MANAGER, "0000") == "pin_wrong"
    consent = desk.agree(purpose, None, *PROVED)
    assert code_of(desk.use, consent, purpose, CLERK, CLERK_PIN) == "not_a_manager"
    assert uses(counter) == []


@pytest.mark.parametrize("consent", [0, 1, 3, 99])
def test_an_act_that_is_no_such_consent_is_told(counter: Counter, consent: int) -> None:
    purpose = stated(counter, consented(counter))
    assert code_of(desk_of(counter).use, consent, purpose, *PROVED) == "extra_consent_unknown"


@pytest.mark.parametrize(
    ("number", "items", "text", "language", "told"),
    [
        ("T01-9999", (1,), TEXT, "ja", "deal_unknown"),
        ("", (1,), TEXT, "ja", "deal_unknown"),
        ("T01-0001", (), TEXT, "ja", "extra_items_form"),
        ("T01-0001", (0,), TEXT, "ja", "extra_items_form"),
        ("T01-0001", (10,), TEXT, "ja", "extra_items_form"),
        ("T01-0001", (True,), TEXT, "ja", "extra_items_form"),
        ("T01-0001", (1,), {"ja": " "}, "ja", "extra_text_missing"),
        ("T01-0001", (1,), TEXT, "en", "extra_text_missing"),
        ("T01-0001", (1,), {"en": "To ask you"}, "en", "extra_text_missing"),
        ("T01-0001", (1,), TEXT | {"vi": "x"}, "ja", "extra_text_form"),
        ("T01-0001", (1,), {"ja": "一行\n二行"}, "ja", "extra_text_form"),
        ("T01-0001", (1,), {"ja": "長" * 601}, "ja", "extra_text_form"),
        ("t01-0001 ", (1,), TEXT | {"en": "To ask you"}, "en", ""),
    ],
)
def test_what_is_asked_is_whole(
    counter: Counter,
    number: str,
    items: tuple[int, ...],
    text: Mapping[str, str],
    language: str,
    told: str,
) -> None:
    consented(counter)
    assert code_of(desk_of(counter).state, number, items, text, language) == told


def test_a_slip_of_the_hand_is_no_signature(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    slip = signature(stroke(points=3))
    assert code_of(desk_of(counter).agree, purpose, slip, *PROVED) == "signature_too_small"


def test_the_list_says_which_are_spent(counter: Counter) -> None:
    number = consented(counter)
    desk, purpose = desk_of(counter), stated(counter, number)
    first, second = (desk.agree(purpose, None, *PROVED) for _ in range(2))
    desk.use(first, purpose, *PROVED)

    found = [(one.act, one.visit_number, one.items, one.spent) for one in desk.given()]

    assert found == [(second, number, (1, 6), False), (first, number, (1, 6), True)]


def test_the_record_proves_itself_with_such_acts_in_it(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk = desk_of(counter)
    desk.use(desk.agree(purpose, signature(), *PROVED), purpose, *PROVED)

    assert rebuild_faults(counter.small.record) == []


# ---- never two uses


def test_two_at_once_are_one_use(counter: Counter) -> None:
    purpose = stated(counter, consented(counter))
    desk = desk_of(counter)
    consent = desk.agree(purpose, None, *PROVED)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: code_of(desk.use, consent, purpose, *PROVED), range(4)))

    assert sorted(told) == ["", *["extra_consent_spent"] * 3]
    assert uses(counter) == [consent]


class PowerCut(Exception):
    """The moment at which everything stops."""


class CutRecord:
    """A record whose power fails in the write, before or after it is committed."""

    def __init__(self, record: Record, when: str) -> None:
        self._record = record
        self._when = when

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """A transaction that the power cut ends."""
        with self._record.write() as tx:
            yield tx
            if self._when == "before":
                raise PowerCut
        raise PowerCut

    def write_act(self, tx: Writing, new: NewAct) -> StoredAct:
        """As the record does."""
        return self._record.write_act(tx, new)


@pytest.mark.parametrize(("when", "left"), [("before", ""), ("after", "extra_consent_spent")])
def test_a_power_cut_never_gives_a_second_use(counter: Counter, when: str, left: str) -> None:
    """Before the commit nothing was given and nothing is spent; after it nothing is given twice."""
    purpose = stated(counter, consented(counter))
    desk = desk_of(counter)
    consent = desk.agree(purpose, None, *PROVED)
    cut = desk_of(counter)
    cut._record = CutRecord(counter.small.record, when)  # type: ignore[assignment]  # it fails on purpose

    with pytest.raises(PowerCut):
        cut.use(consent, purpose, *PROVED)

    counter.restart()
    assert code_of(desk_of(counter).use, consent, purpose, *PROVED) == left
    assert uses(counter) == [consent]


OFTEN = st.sampled_from([True, True, True, False])
MOST_ASKED = 3


class ExtraMachine(RuleBasedStateMachine):
    """Whatever is asked, answered, used, cut off and taken back: one use for one consent."""

    desk_type: type[ExtraPurposeDesk] = ExtraPurposeDesk

    def __init__(self) -> None:
        super().__init__()
        self._rooms = ExitStack()
        self.asked: dict[int, tuple[ExtraPurpose, bool]] = {}
        self.gone: set[int] = set()
        self.had: Tally[int] = Tally()

    @override
    def teardown(self) -> None:
        self._rooms.close()

    @initialize()
    def open_the_shop(self) -> None:
        """Two deals, and eight purposes that differ in deal, items or words."""
        folder = self._rooms.enter_context(tempfile.TemporaryDirectory())
        small = self._rooms.enter_context(small_record(Path(folder) / "till"))
        self.counter = Counter(small)
        numbers = [consented(self.counter) for _ in range(2)]
        self.purposes = [
            stated(self.counter, number, *items, ja=words)
            for number in numbers
            for items in ((1,), (1, 6))
            for words in ("一つ目", "二つ目")
        ]

    @property
    def desk(self) -> ExtraPurposeDesk:
        """The desk as it is after the last start."""
        return desk_of(self.counter, self.desk_type)

    @precondition(lambda self: len(self.asked) < MOST_ASKED)
    @rule(place=st.integers(0, 7), yes=OFTEN)
    def answer(self, place: int, *, yes: bool) -> None:
        """The customer says yes, more often than no."""
        purpose, desk = self.purposes[place], self.desk
        seq = desk.agree(purpose, None, *PROVED) if yes else desk.refuse(purpose, *PROVED)
        self.asked[seq] = purpose, yes

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), cut=st.sampled_from(["", "", "before", "after"]), same=OFTEN)
    def use(self, data: st.DataObject, cut: str, *, same: bool) -> None:
        """Somebody uses a consent, for what it was given for or for something else."""
        seq = data.draw(st.sampled_from(sorted(self.asked)))
        agreed, yes = self.asked[seq]
        purpose = agreed if same else data.draw(st.sampled_from(self.purposes))
        desk = self.desk
        if cut:
            desk._record = CutRecord(self.counter.small.record, cut)  # type: ignore[assignment]  # it fails on purpose
        try:
            used = desk.use(seq, purpose, *PROVED)
        except (CounterError, PowerCut):
            return
        assert yes
        assert purpose == agreed
        assert seq not in self.gone
        assert used
        items = {name.split(".")[0] for one in used for name in one.fields}
        assert items <= {"person", "article"}
        assert ("article" in items) == (6 in agreed.items)
        self.had[seq] += 1

    @precondition(lambda self: len(self.asked) > 1 and not self.gone)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """The customer takes one back."""
        seq = data.draw(st.sampled_from(sorted(self.asked)))
        now = self.counter.small.clock.now()
        self.counter.small.write(NewAct(Kind.CONSENT_WITHDRAWN, CLERK, now, ref=seq))
        self.gone.add(seq)

    @rule()
    def start_again(self) -> None:
        """The program starts anew."""
        self.counter.restart()

    @invariant()
    def never_two_uses(self) -> None:
        """One act for one consent at most, and nothing given without it."""
        if not hasattr(self, "counter"):
            return
        acts = Tally(uses(self.counter))
        assert all(count == 1 for count in acts.values())
        assert all(self.had[seq] <= acts[seq] for seq in self.asked)


WALK = settings(max_examples=6, stateful_step_count=25, deadline=None)


def test_never_two_uses_whatever_happens() -> None:
    run_state_machine_as_test(ExtraMachine, settings=WALK)


@pytest.mark.prove
def test_never_two_uses_whatever_happens_for_long() -> None:
    more = settings(WALK, max_examples=200, stateful_step_count=60)
    run_state_machine_as_test(ExtraMachine, settings=more)


class ForgetfulDesk(ExtraPurposeDesk):
    """Does not look whether a consent is spent."""

    @override
    def _refs(self, view: Reading, kind: Kind) -> frozenset[int]:
        return frozenset() if kind is Kind.EXTRA_USE else super()._refs(view, kind)


class LooseDesk(ExtraPurposeDesk):
    """Takes any purpose for the one agreed to."""

    @override
    def use(self, consent: int, purpose: ExtraPurpose, manager: Any, pin: str) -> Any:
        with self._record.read() as view:
            told = dict(self._told(view, consent))
        found = self.state(told["visit_number"], told["items"], told["text"], told["language"])
        super().use(consent, found, manager, pin)
        with self._record.read() as view:
            return self._fields(view, purpose)


class Last:
    """Draws the last of what there is."""

    def draw(self, strategy: st.SearchStrategy[Any]) -> Any:
        """The last of the elements that are sampled from."""
        return strategy.elements[-1]  # type: ignore[attr-defined]  # of a sampled_from


@pytest.mark.parametrize(("kind", "same"), [(ForgetfulDesk, True), (LooseDesk, False)])
def test_a_desk_with_a_mistake_in_it_is_caught(kind: type[ExtraPurposeDesk], *, same: bool) -> None:
    """Negative control of the machine: two steps of it, by hand."""
    machine = type("Mistaken", (ExtraMachine,), {"desk_type": kind})()
    machine.open_the_shop()
    with pytest.raises(AssertionError):
        twice(machine, same=same)
    machine.teardown()


def twice(machine: ExtraMachine, *, same: bool) -> None:
    """One consent and two uses."""
    machine.answer(place=0, yes=True)
    for _ in range(2):
        machine.use(data=Last(), cut="", same=same)
        machine.never_two_uses()


def test_the_same_two_steps_do_nothing_wrong_with_the_real_desk() -> None:
    machine = ExtraMachine()
    machine.open_the_shop()
    twice(machine, same=True)
    assert sum(machine.had.values()) == 1
    machine.teardown()
