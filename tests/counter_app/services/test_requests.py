"""Every question is taken down, followed, answered with reasons, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.requests import (
    AnswerWay,
    Confirmed,
    Reason,
    Requester,
    RequestKind,
    Result,
)
from counter_app.services.holds import holds_of
from counter_app.services.requests import RequestDesk
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.rebuild import rebuild
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.request_desks import NAME, asked, number, request_desk, taken

FIVE = [kind for kind in RequestKind if kind is not RequestKind.QUESTION]


@pytest.fixture
def desk(counter: Counter) -> RequestDesk:
    """A desk at a till with one deal."""
    counter.accept(counter.signed())
    return request_desk(counter)


def test_a_question_is_answered_by_a_clerk_and_found_again_by_name(desk: RequestDesk) -> None:
    told = asked(RequestKind.QUESTION, text="いつ\n入金されますか")
    request = desk.take(told, CLERK, CLERK_PIN)
    assert request.number == "T01-Q20261122-01"
    assert request.row.due == date(2026, 12, 6)  # 14 days, LAW 3: the internal target
    assert [row.number for row in desk.waiting()] == [request.number]

    done = desk.answer(request.number, "明日です。", CLERK, CLERK_PIN)

    assert done.answer is not None
    assert (done.answer.text, done.answer.result) == ("明日です。", Result.DONE)
    assert done.asked.text == "いつ\n入金されますか"
    assert desk.waiting() == []
    assert [row.number for row in desk.find("ﾐﾎﾝ太郎".replace("ﾐﾎﾝ", "見本"))] == [request.number]
    assert desk.find("次郎") == []  # the control
    assert [row.result for row in desk.find("q20261122")] == [Result.DONE]


def test_a_question_may_come_from_somebody_who_does_not_say_who_they_are(
    desk: RequestDesk,
) -> None:
    assert desk.take(asked(RequestKind.QUESTION, name=""), CLERK, CLERK_PIN).asked.name == ""
    with pytest.raises(WrongInput, match="request_name_missing"):
        desk.take(asked(RequestKind.DISCLOSURE, name=""), CLERK, CLERK_PIN)


@pytest.mark.parametrize("kind", FIVE)
def test_each_request_of_the_notice_is_taken_and_refused_only_with_a_reason(
    desk: RequestDesk, kind: RequestKind
) -> None:
    request = desk.take(asked(kind, 1), CLERK, CLERK_PIN)
    why = (Reason("identity_not_confirmed", "書類をお持ちでない"),)
    with pytest.raises(WrongInput, match="request_reason_missing"):
        desk.refuse(request.number, (), "", MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="request_reason_unknown"):
        desk.refuse(request.number, (Reason("because"),), "", MANAGER, MANAGER_PIN)
    with pytest.raises(Refused, match="not_a_manager"):
        desk.refuse(request.number, why, "", CLERK, CLERK_PIN)

    done = desk.refuse(request.number, why, "", MANAGER, MANAGER_PIN)

    assert done.answer is not None
    assert (done.answer.result, done.answer.reasons) == (Result.REFUSED, why)
    with pytest.raises(Refused, match="request_answered"):
        desk.refuse(request.number, why, "", MANAGER, MANAGER_PIN)


def test_nothing_is_answered_before_the_requester_is_confirmed(desk: RequestDesk) -> None:
    request = taken(desk, asked(RequestKind.PURPOSES, 1), checked=False)
    with pytest.raises(Refused, match="request_unchecked"):
        desk.answer(request.number, "", MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="request_document_missing"):
        desk.check(request.number, Confirmed.DOCUMENT, "", CLERK, CLERK_PIN)
    checked = desk.check(request.number, Confirmed.DOCUMENT, "passport_jp", CLERK, CLERK_PIN)
    assert checked.check is not None
    assert (checked.check.document, checked.check.by) == ("passport_jp", CLERK)
    assert desk.answer(request.number, "", MANAGER, MANAGER_PIN).answer is not None


def test_the_agreed_way_needs_an_address(desk: RequestDesk) -> None:
    for way, where in ((AnswerWay.POST, "address"), (AnswerWay.EMAIL, "email")):
        with pytest.raises(WrongInput, match="request_contact_missing"):
            desk.take(asked(answer=way), CLERK, CLERK_PIN)
        there = replace(asked(answer=way), **{where: "mihon@example.jp"})  # type: ignore[arg-type]  # a field's name
        assert desk.take(there, CLERK, CLERK_PIN).asked.answer is way
    with pytest.raises(WrongInput, match="request_requester_missing"):
        desk.take(asked(requester=Requester.PROXY), CLERK, CLERK_PIN)


def test_the_day_to_answer_by_moves_with_a_reason_and_overdue_is_seen(
    counter: Counter, desk: RequestDesk
) -> None:
    request = taken(desk, asked())
    counter.small.clock.move(days=14)
    assert desk.overdue() == 0
    counter.small.clock.move(days=1)
    assert desk.overdue() == 1
    later = desk.today + timedelta(days=5)
    with pytest.raises(WrongInput, match="reason_missing"):
        desk.extend(request.number, later, " ", CLERK, CLERK_PIN)
    with pytest.raises(WrongInput, match="request_due"):
        desk.extend(request.number, desk.today, "調査中", CLERK, CLERK_PIN)
    moved = desk.extend(request.number, later, "調査中", CLERK, CLERK_PIN)
    assert (moved.row.due, moved.notes[-1].text) == (later, "調査中")
    assert desk.overdue() == 0


def test_deals_are_found_by_name_and_birth_date_and_must_be_the_persons_own(
    counter: Counter, desk: RequestDesk
) -> None:
    counter.accept(counter.signed_by("見本 花子"))
    [mine] = desk.deals(NAME, date(1990, 1, 15))
    assert (mine.number, mine.names) == (number(1), (NAME,))
    assert desk.deals(NAME, date(1990, 1, 16)) == []
    assert len(desk.deals("見本")) == 2
    request = taken(desk, asked())
    with pytest.raises(Refused, match="request_not_of_person"):
        desk.link(request.number, [number(2)], CLERK, CLERK_PIN)
    assert desk.link(request.number, [number(1)], CLERK, CLERK_PIN).deals == (number(1),)
    with pytest.raises(WrongInput, match="line_unknown"):
        desk.link(request.number, [number(9)], CLERK, CLERK_PIN)


def test_a_request_keeps_its_deals_until_it_is_answered(
    counter: Counter, desk: RequestDesk
) -> None:
    held = holds_of(counter.small.record, counter.small.clock)

    def kept() -> frozenset[int]:
        with counter.small.record.read() as view:
            return held(view)

    accepted = counter.lines()[0].act_seq
    assert kept() == frozenset()
    request = taken(desk, asked(RequestKind.PURPOSES))
    assert kept() == {request.row.seq}
    desk.link(request.number, [number(1)], CLERK, CLERK_PIN)
    assert accepted in kept()
    assert rebuild_faults(counter.small.record) == []
    desk.answer(request.number, "", MANAGER, MANAGER_PIN)
    assert kept() == frozenset()
    assert rebuild_faults(counter.small.record) == []


def test_a_correction_is_answered_by_the_line_that_made_it(
    counter: Counter, desk: RequestDesk
) -> None:
    counter.accept(counter.signed())
    request = taken(desk, asked(RequestKind.CORRECTION, 1))
    for wrong in ("", "T01-000001", "T01-000009"):
        with pytest.raises(WrongInput, match="request_line_missing"):
            desk.answer(request.number, "", MANAGER, MANAGER_PIN, wrong)
    ledger = corrections_of(counter)
    other = ledger.correct(number(2), {"price": "1000"}, "直し", MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="request_line_missing"):  # of a deal not asked about
        desk.answer(request.number, "", MANAGER, MANAGER_PIN, str(other.number))
    right = ledger.correct(number(1), {"occupation": "学生"}, "直し", MANAGER, MANAGER_PIN)
    done = desk.answer(request.number, "", MANAGER, MANAGER_PIN, str(right.number))
    assert done.answer is not None
    assert done.answer.line == str(right.number)


def test_what_is_answered_by_doing_is_not_answered_by_words(desk: RequestDesk) -> None:
    for kind in (RequestKind.DISCLOSURE, RequestKind.CEASE_USE, RequestKind.CEASE_PROVISION):
        request = taken(desk, asked(kind, 1))
        with pytest.raises(Refused, match="request_needs_doing"):
            desk.answer(request.number, "済み", MANAGER, MANAGER_PIN)


def test_the_rows_follow_from_the_acts_and_a_false_one_is_seen_and_mended(
    counter: Counter, desk: RequestDesk
) -> None:
    request = taken(desk, asked(RequestKind.PURPOSES, 1))
    desk.answer(request.number, "", MANAGER, MANAGER_PIN)
    taken(desk, asked(RequestKind.QUESTION))
    before = desk.find()
    record = counter.small.record
    assert rebuild_faults(record) == []
    with record.write() as tx:
        tx.connection.exec_driver_sql("UPDATE requests SET answered = NULL")
    assert rebuild_faults(record) == [
        f"request of act {request.row.seq}: differs from its acts",
    ]
    rebuild(record, "no pin")
    assert rebuild_faults(record) == []
    assert desk.find() == before
    with record.write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM requests")
    assert len(rebuild_faults(record)) == 2
    rebuild(record, "no pin")
    assert desk.find() == before


def test_the_acts_of_a_request_hold_what_the_notice_calls_item_7(
    counter: Counter, desk: RequestDesk
) -> None:
    request = taken(desk, asked(RequestKind.PURPOSES, 1))
    desk.answer(request.number, "", MANAGER, MANAGER_PIN)
    kinds = [one for one in counter.headers() if one.kind.value.startswith("request_")]
    assert [one.kind for one in kinds] == [
        Kind.REQUEST_TAKEN,
        Kind.REQUEST_STEP,
        Kind.REQUEST_ANSWERED,
    ]
    assert [one.ref for one in kinds] == [None, request.row.seq, request.row.seq]
    assert all("7.inquiry" in {part.name for part in one.parts} for one in kinds)
    with counter.small.record.read() as view:
        assert counter.small.record.acts.bases(view, request.row.seq) == {"notice"}
