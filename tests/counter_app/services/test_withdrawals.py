"""A consent is taken back, and given later: bases, envelopes here and at HQ, and the acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.answers import ANSWERS, Wish
from counter_app.domain.consent import Choices
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.rebuild import rebuild
from tests.builders import CLERK, CLERK_PIN, consent
from tests.counter_app.services.consented_deals import (
    ACCEPTED,
    CONSENT,
    CORRECTED,
    EVERY_YES,
    GROUP,
    MARKETING,
    PAID,
    Deal,
)
from tests.counter_app.sync.links import backup_of, hq_from, small_link
from tests.records import T01, raw_connection


@pytest.fixture(name="deal")
def _deal(tmp_path: Path) -> Iterator[Deal]:
    with small_link(tmp_path) as link:
        deal = Deal(link)
        deal.correct()
        link.sync()
        yield deal


def test_before_anything_is_taken_back_everything_opens(deal: Deal) -> None:
    """The control for all that follows."""
    assert deal.belonging() == [CONSENT, ACCEPTED, PAID, CORRECTED]
    for seq in deal.belonging():
        assert deal.bases(seq) == {"notice", "marketing", "group"}
        assert deal.at_till(seq) == deal.at_hq(seq) >= MARKETING | {"g_inquiry"}
    assert deal.opens(ACCEPTED, "marketing") == 0
    assert deal.opens(ACCEPTED, "g_screening") == 0


def test_the_last_channel_taken_back_ends_marketing_at_all_three_places(deal: Deal) -> None:
    leaves = deal.link.own()

    changed = deal.withdraw("direct_mail", "email", "sms")

    withdrawn = changed.seq
    assert changed.answers == {"group"}
    for seq in (*deal.belonging(), withdrawn):
        assert deal.bases(seq) == {"notice", "group"}  # at the gate of the sealer
        assert "marketing" not in deal.at_till(seq)  # envelopes at the till, at once
    assert "marketing" in deal.at_hq(ACCEPTED)  # HQ has not heard of it yet
    receipt = deal.link.sync().receipt
    assert receipt.deleted == 4
    for seq in (*deal.belonging(), withdrawn):
        assert deal.at_hq(seq) <= GROUP
        assert deal.opens(seq, "marketing") == 3
    assert deal.opens(ACCEPTED, "g_screening") == 0
    assert deal.opens(ACCEPTED, "provide") == 0
    assert deal.link.own()[: len(leaves)] == leaves == deal.link.at_hq()[: len(leaves)]
    deal.whole()


def test_the_groups_answer_taken_back_ends_every_row_of_the_group(deal: Deal) -> None:
    deal.withdraw("group")
    deal.link.sync()

    for seq in deal.belonging():
        assert deal.at_hq(seq) <= MARKETING
        for row in GROUP:
            assert deal.opens(seq, row) == 3
    assert deal.opens(ACCEPTED, "marketing") == 0
    deal.whole()


def test_one_channel_taken_back_keeps_the_envelope_and_says_so(deal: Deal) -> None:
    """Keys do not choose between mail, e-mail and SMS: HQ reads in the withdrawal what is left."""
    withdrawn = deal.withdraw("email").seq
    deal.link.sync()

    assert deal.desk.current_choices(deal.consent) == Choices(
        direct_mail=True, email=False, sms=True, group_provision=True
    )
    assert deal.opens(ACCEPTED, "marketing") == 0
    told = deal.link.hq.openings.open(T01, withdrawn, "marketing", "officer")
    assert told["items"]["9"]["other.withdrawal"] == {"what": ["email"], "by": "person", "why": ""}
    deal.whole()


def test_who_wants_no_more_mail_gets_none_for_an_earlier_deal_either(deal: Deal) -> None:
    first = deal.consent
    deal.accept(EVERY_YES)
    second = deal.consent
    deal.counter.accept(deal.counter.signed(choices=Choices(group_provision=True)))
    visit = deal.counter.agreed(visit_id=deal.counter.identified(name="見本 花子"))
    deal.counter.visits.sign(visit, consent(EVERY_YES))
    hers = deal.counter.accept(visit).acceptance
    assert hers is not None
    by = (("email", "sms", "direct_mail"), CLERK, CLERK_PIN)

    alone = deal.desk.withdraw(second, *by)
    assert alone.also == ()
    assert "marketing" in deal.bases(first)  # the control: from one deal alone the other stays
    deal.desk.give(second, consent(EVERY_YES), CLERK, CLERK_PIN)
    changed = deal.desk.withdraw(second, *by, everywhere=True)

    assert len(changed.also) == 1  # of the third deal nothing stands that was taken back
    for mine in (first, second):
        deal.consent = mine
        for seq in deal.belonging():
            assert deal.bases(seq) == {"notice", "group"}
    assert "marketing" in deal.bases(hers.consent_seq)  # another person's stays
    deal.link.sync()
    assert deal.opens(ACCEPTED, "marketing") == 3
    assert deal.opens(hers.act_seq, "marketing") == 0
    deal.whole()


def test_what_is_written_later_stands_on_what_is_left(deal: Deal) -> None:
    deal.withdraw(*ANSWERS)
    deal.correct()
    deal.link.sync()

    later = deal.belonging()[-1]
    assert deal.bases(later) == {"notice"}
    assert deal.at_hq(later) == set()
    assert deal.opens(later, "marketing") == 3
    assert deal.opens(later, "provide") == 0
    deal.whole()


def test_a_withdrawal_before_the_first_sync_never_sends_what_it_ends(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        deal = Deal(link)
        deal.withdraw(*ANSWERS)
        link.sync()
        for seq in deal.belonging():
            assert deal.at_till(seq) == deal.at_hq(seq) == set()
        deal.whole()


def test_a_restored_hq_is_asked_again(deal: Deal, tmp_path: Path) -> None:
    before = backup_of(deal.link.hq, tmp_path / "backup")
    deal.withdraw("direct_mail", "email", "sms")
    deal.link.sync()
    assert deal.opens(ACCEPTED, "marketing") == 3

    with hq_from(before, like=deal.link.hq) as restored:
        deal.link.hq = restored
        assert deal.opens(ACCEPTED, "marketing") == 0  # the backup has it again
        deal.link.sync()
        assert deal.opens(ACCEPTED, "marketing") == 3
        assert deal.at_hq(CONSENT) <= GROUP


def test_given_again_later_it_opens_again_and_is_not_deleted(deal: Deal) -> None:
    deal.withdraw("direct_mail", "email", "sms")
    deal.link.sync()

    changed = deal.give("email")
    deal.link.sync()
    deal.link.sync()

    assert changed.answers == {"email", "group"}
    assert changed.closed == ()
    for seq in deal.belonging():
        assert deal.opens(seq, "marketing") == (3 if seq == changed.seq - 1 else 0)
    assert deal.desk.current_choices(deal.consent).email
    assert not deal.desk.current_choices(deal.consent).sms
    deal.whole()


def test_taken_back_and_given_again_before_hq_heard_of_either(deal: Deal) -> None:
    deal.withdraw("direct_mail", "email", "sms")
    deal.give("sms")
    deal.link.sync()
    deal.link.sync()

    assert deal.opens(ACCEPTED, "marketing") == 0
    deal.whole()


def test_a_first_consent_later_makes_the_envelopes_of_a_deal_that_hq_has(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        deal = Deal(link, Choices())
        link.sync()
        assert deal.opens(ACCEPTED, "marketing") == 3

        deal.give("direct_mail", "group")
        link.sync()
        link.sync()

        for seq in deal.belonging():
            assert deal.opens(seq, "marketing") == 0
        assert deal.opens(ACCEPTED, "g_identity") == 0
        deal.whole()


def test_where_the_till_has_a_key_no_more_a_later_consent_says_so(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        deal = Deal(link, Choices())
        link.sync()
        with link.till.record.read() as view:
            link.till.record.erasures.destroy(view, {ACCEPTED: frozenset({"2.document"})})

        assert deal.give("group").closed == (ACCEPTED,)

        link.sync()
        link.sync()
        opened = link.hq.openings.open(T01, ACCEPTED, "g_identity", "officer")["items"]
        assert opened["1"]["person.name"]
        assert "id_document.reading" in opened["2"]
        assert "id_document.number" not in opened["2"]


def test_a_damaged_row_of_bases_is_put_right_by_a_rebuild(deal: Deal) -> None:
    deal.withdraw("direct_mail", "email", "sms")
    deal.link.till.tamper(
        "INSERT INTO act_bases (seq, basis) VALUES (4, 'marketing')",
    )
    record = deal.link.till.record

    assert rebuild_faults(record) == [
        f"act {ACCEPTED}: marketing, to which the customer did not agree"
    ]
    rebuild(record, "no pin")

    assert deal.bases(ACCEPTED) == {"notice", "group"}
    assert rebuild_faults(record) == []


def test_it_is_found_by_the_line_and_by_a_line_that_corrects_it(deal: Deal) -> None:
    found = deal.desk.of_line(deal.line)

    assert (found.seq, found.erased) == (CONSENT, False)
    assert found.answers == frozenset(ANSWERS)
    assert deal.desk.of_line(LedgerNumber(T01, 1)).seq == CONSENT
    for unknown in (LedgerNumber(T01, 99), LedgerNumber(TillCode("T02"), 1)):
        with pytest.raises(WrongInput) as caught:
            deal.desk.of_line(unknown)
        assert caught.value.code == "line_unknown"


def test_what_cannot_be_taken_back_is_refused_and_writes_nothing(deal: Deal) -> None:
    size = deal.size()
    for what, code in (((), "withdrawal_nothing"), (("price",), "answer_unknown")):
        with pytest.raises(WrongInput) as wrong:
            deal.withdraw(*what)
        assert wrong.value.code == code
    for seq in (0, ACCEPTED, 99):
        with pytest.raises(WrongInput) as wrong:
            deal.desk.withdraw(seq, ("sms",), CLERK, CLERK_PIN)
        assert wrong.value.code == "consent_unknown"
        with pytest.raises(WrongInput) as wrong:
            deal.desk.current_choices(seq)
        assert wrong.value.code == "consent_unknown"
    with pytest.raises(Refused) as refused:
        deal.desk.withdraw(CONSENT, ("sms",), CLERK, "0000")
    assert refused.value.code == "pin_wrong"
    with pytest.raises(WrongInput) as wrong:
        deal.give()
    assert wrong.value.code == "consent_nothing"
    assert deal.size() == size

    deal.withdraw("sms", by=Wish.HQ)
    with pytest.raises(Refused) as refused:
        deal.withdraw("sms")
    assert refused.value.code == "nothing_to_withdraw"


def test_only_what_stands_is_written_down(deal: Deal) -> None:
    deal.withdraw("sms")
    seq = deal.withdraw(*ANSWERS, by=Wish.HQ).seq

    told = deal.link.till.fields(seq)["other.withdrawal"]
    assert told == {"what": ["direct_mail", "email", "group"], "by": "hq", "why": ""}


def test_a_clock_before_the_last_act_takes_nothing_back(deal: Deal) -> None:
    deal.link.till.clock = HeldClock(deal.link.till.clock.now() - timedelta(days=1))
    deal.counter.restart()
    with pytest.raises(Refused) as refused:
        deal.withdraw("sms")
    assert refused.value.code == "clock_backwards"
    deal.whole()


def test_rows_that_do_not_follow_are_seen(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the tests above: a withdrawal that forgets the rows would fail them."""

    def nothing(*_args: object) -> None:
        """Forget no envelope."""

    monkeypatch.setattr(HqRows, "forget", nothing)
    deal.withdraw("direct_mail", "email", "sms")
    assert "marketing" in deal.at_till(ACCEPTED)


def test_no_clear_word_of_it_stands_in_the_header(deal: Deal) -> None:
    seq = deal.desk.withdraw(CONSENT, ("sms",), CLERK, CLERK_PIN, why="見本の理由").seq
    till = deal.link.till
    till.record.close()
    with raw_connection(till.folder / "ledger.db", till.keys.ledger) as connection:
        [(header, content)] = connection.execute(
            f"SELECT header, content FROM acts WHERE seq = {seq}"  # noqa: S608 - a number
        ).fetchall()
    till.reopen()
    assert bytes(header).count(b"consent_withdrawn") == 1
    assert Kind.CONSENT_WITHDRAWN.value.encode() in bytes(header)
    for word in ("sms", "見本の理由"):
        assert word.encode() not in bytes(header) + bytes(content)
