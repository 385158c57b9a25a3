"""What a deal's customer was asked beyond the notice, and the question at the screen itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.services.extra_answers import AnswerNow
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.storage.act_log import NewAct
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, signature, stroke
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.receipts import consented
from tests.counter_app.services.test_extra_purposes import desk_of, stated
from tests.records import T01, small_record

PROVED = (MANAGER, MANAGER_PIN)
FIRST, SECOND = LedgerNumber(T01, 1), LedgerNumber(T01, 2)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with small_record(tmp_path / "till") as small:
        yield Counter(small)


def test_each_answer_of_the_deal_stands_with_its_state_the_newest_first(counter: Counter) -> None:
    number, other = consented(counter), consented(counter)
    desk = desk_of(counter)
    no = desk.refuse(stated(counter, number, 1), *PROVED)
    back = desk.agree(stated(counter, number, 2), None, *PROVED)
    spent = desk.agree(stated(counter, number, 1, 6), None, *PROVED)
    stands = desk.agree(stated(counter, number, 6), signature(), *PROVED)
    desk.agree(stated(counter, other, 1), None, *PROVED)
    desk.use(spent, stated(counter, number, 1, 6), *PROVED)
    now = counter.small.clock.now()
    counter.small.write(NewAct(Kind.CONSENT_WITHDRAWN, CLERK, now, ref=back))

    deal = desk.of_line(FIRST)

    assert deal.visit_number == number
    assert [(one.act, one.now) for one in deal.answers] == [
        (stands, AnswerNow.GIVEN),
        (spent, AnswerNow.SPENT),
        (back, AnswerNow.WITHDRAWN),
        (no, AnswerNow.REFUSED),
    ]
    assert len(desk.of_line(SECOND).answers) == 1  # the control: another deal has its own


def test_the_purpose_that_is_found_is_the_very_one_to_use(counter: Counter) -> None:
    number = consented(counter)
    desk = desk_of(counter)
    seq = desk.agree(stated(counter, number, 6, 1), signature(), *PROVED)

    [found] = desk.of_line(FIRST).answers

    assert found.purpose == stated(counter, number, 1, 6)
    assert desk.use(seq, found.purpose, *PROVED)


@pytest.mark.parametrize("number", [LedgerNumber(T01, 9), LedgerNumber(TillCode("T02"), 1)])
def test_a_line_that_is_not_here_is_unknown(counter: Counter, number: LedgerNumber) -> None:
    consented(counter)
    with pytest.raises(WrongInput, match="line_unknown"):
        desk_of(counter).of_line(number)


def answers(counter: Counter, desk: ExtraPurposeDesk) -> list[AnswerNow]:
    return [one.now for one in desk.of_line(FIRST).answers]


def test_a_question_takes_one_answer_of_the_screen(counter: Counter) -> None:
    desk = desk_of(counter)
    asked = desk.ask(stated(counter, consented(counter), 1), *PROVED)
    assert answers(counter, desk) == []  # asking writes nothing

    seq = desk.answer(asked, signature())

    told = counter.small.fields(seq)["other.extra_consent"]
    assert (told["method"], told["seen_by"]) == ("signature", MANAGER)
    with pytest.raises(Refused, match="extra_not_asked"):
        desk.answer(asked, None)
    assert answers(counter, desk) == [AnswerNow.GIVEN]


def test_a_question_that_was_taken_back_or_replaced_takes_none(counter: Counter) -> None:
    number, desk = consented(counter), desk_of(counter)
    first = desk.ask(stated(counter, number, 1), *PROVED)
    second = desk.ask(stated(counter, number, 6), *PROVED)
    with pytest.raises(Refused, match="extra_not_asked"):
        desk.answer(first, signature())
    desk.take_back()
    with pytest.raises(Refused, match="extra_not_asked"):
        desk.answer(second, signature())

    assert answers(counter, desk) == []


def test_only_a_manager_asks_and_a_dot_is_no_signature(counter: Counter) -> None:
    number, desk = consented(counter), desk_of(counter)
    with pytest.raises(Refused, match="not_a_manager"):
        desk.ask(stated(counter, number, 1), CLERK, CLERK_PIN)
    with pytest.raises(Refused, match="pin_wrong"):
        desk.ask(stated(counter, number, 1), MANAGER, "0000")
    asked = desk.ask(stated(counter, number, 1), *PROVED)
    with pytest.raises(WrongInput, match="signature_too_small"):
        desk.answer(asked, signature(stroke(points=2, width=1.0)))
    assert answers(counter, desk) == []

    desk.answer(asked, None)  # it is asked still
    assert answers(counter, desk) == [AnswerNow.REFUSED]
