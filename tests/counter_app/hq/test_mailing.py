"""Who may be written to: by the channel they agreed to, as long as they do, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError
from counter_app.hq.__main__ import main
from counter_app.hq.errors import HqWrongUse
from counter_app.hq.mailing import Mailing
from counter_app.hq.opener import ActOpener
from counter_app.hq.role_keys import RoleKeys
from tests.counter_app.hq.builders import SmallHq, SmallTill, wire

CHANNELS = ("direct_mail", "email", "sms")
PERSON = {
    "1.identity": {
        "person.name": "見本 太郎",
        "person.name_kana": "ミホン タロウ",
        "person.address": "東京都千代田区見本1-2-3",
        "person.postal_code": "100-0001",
    },
    "1.age_occupation": {"person.birth_date": "1990-01-15"},
    "1.contact": {"person.contact_phone": "090-0000-0000", "person.email": "taro@mihon.example"},
}
MAIL = {"name": "見本 太郎", "postal_code": "100-0001", "address": "東京都千代田区見本1-2-3"}
EMAIL, SMS = {"email": "taro@mihon.example"}, {"contact_phone": "090-0000-0000"}


def recipients(hq: SmallHq, channel: str, keys: RoleKeys | None = None) -> list[dict[str, str]]:
    data = hq.data
    opener = ActOpener(data.store, data.blobs, data.facts, keys or hq.roles)
    return Mailing(data.store, opener, hq.clock).recipients(channel, "officer", "spring")


def consent(till: SmallTill, *channels: str, ref: int | None = None) -> int:
    choices = {one: one in channels for one in CHANNELS} | {"group_provision": None}
    parts = {"9.consent": {"other.consent": {"choices": choices}}}
    return till.add(Kind.CONSENT_GIVEN, parts, ref=ref)


def deal(
    till: SmallTill, *channels: str, person: Mapping[str, Mapping[str, object]] = PERSON
) -> tuple[int, int]:
    """A consent and an acceptance on it; their sequences."""
    given = consent(till, *channels)
    return given, till.add(Kind.ARTICLE_ACCEPTED, person, ref=given)


def withdraw(till: SmallTill, given: int, *what: str) -> int:
    parts = {"9.consent": {"other.withdrawal": {"what": list(what), "by": "person", "why": ""}}}
    return till.add(Kind.CONSENT_WITHDRAWN, parts, ref=given)


def send(hq: SmallHq, till: SmallTill, seqs: Iterable[int], **more: Any) -> None:
    """Bring everything; these acts with envelopes for marketing."""
    runs, envelopes = [], []
    for seq in seqs:
        one, made = till.envelopes(hq.public, seq, "marketing")
        runs += one
        envelopes += made
    hq.take(till, till.body(hq.size(till), **wire(runs, envelopes), **more))
    assert hq.size(till) == len(till.acts)


@pytest.mark.parametrize(
    ("channel", "told"), [("direct_mail", MAIL), ("email", EMAIL), ("sms", SMS)]
)
def test_each_channel_gives_what_it_needs_of_those_who_chose_it(
    channel: str, told: dict[str, str], hq: SmallHq, till: SmallTill
) -> None:
    send(hq, till, deal(till, channel))
    assert recipients(hq, channel) == [told]
    for other in set(CHANNELS) - {channel}:
        assert recipients(hq, other) == []


def test_without_an_envelope_nobody_is_found(hq: SmallHq, till: SmallTill) -> None:
    deal(till, *CHANNELS)
    send(hq, till, [])
    assert [recipients(hq, channel) for channel in CHANNELS] == [[], [], []]


def test_a_consent_that_cannot_be_read_is_a_no(hq: SmallHq, till: SmallTill) -> None:
    _given, accepted = deal(till, *CHANNELS)
    send(hq, till, [accepted])  # the person opens, the answers do not
    assert recipients(hq, "email") == []


def test_a_withdrawal_takes_its_channel_and_leaves_the_others(hq: SmallHq, till: SmallTill) -> None:
    given, accepted = deal(till, *CHANNELS)
    send(hq, till, [given, accepted, withdraw(till, given, "email")])
    assert recipients(hq, "email") == []
    assert recipients(hq, "sms") == [SMS]


def test_a_withdrawal_that_cannot_be_read_takes_everything(hq: SmallHq, till: SmallTill) -> None:
    given, accepted = deal(till, *CHANNELS)
    send(hq, till, [given, accepted])
    assert recipients(hq, "email") == [EMAIL]  # the control
    withdraw(till, given, "sms")
    send(hq, till, [])
    assert [recipients(hq, channel) for channel in CHANNELS] == [[], [], []]


def test_a_later_consent_on_the_same_deal_counts(hq: SmallHq, till: SmallTill) -> None:
    given, accepted = deal(till, "sms")
    send(hq, till, [given, accepted, consent(till, "email", ref=given)])
    assert recipients(hq, "email") == [EMAIL]
    assert recipients(hq, "sms") == [SMS]
    send(hq, till, [withdraw(till, given, "email")])
    assert recipients(hq, "email") == []
    send(hq, till, [consent(till, "email", ref=given)])
    assert recipients(hq, "email") == [EMAIL]


def test_deleted_envelopes_take_the_customer_out(hq: SmallHq, till: SmallTill) -> None:
    given, accepted = deal(till, *CHANNELS)
    send(hq, till, [given, accepted])
    gone = [(seq, "marketing") for seq in (given, accepted)]
    withdraw(till, given, *CHANNELS)
    send(hq, till, [], drop_envelopes=gone)
    assert [recipients(hq, channel) for channel in CHANNELS] == [[], [], []]


def test_who_left_no_address_for_a_channel_is_left_out(hq: SmallHq, till: SmallTill) -> None:
    person = {"1.identity": PERSON["1.identity"]}
    send(hq, till, deal(till, *CHANNELS, person=person))
    assert recipients(hq, "email") == []
    assert recipients(hq, "sms") == []
    assert recipients(hq, "direct_mail") == [MAIL]


def test_a_corrected_address_is_the_one_that_is_used_and_each_person_comes_once(
    hq: SmallHq, till: SmallTill
) -> None:
    acts = [*deal(till, "direct_mail"), *deal(till, "direct_mail")]
    send(hq, till, acts)
    assert recipients(hq, "direct_mail") == [MAIL]
    new = "東京都世田谷区見本9-9-9"
    changed = {"1.identity": {"person.address": [MAIL["address"], new]}}
    send(hq, till, [till.add(Kind.CORRECTION, changed, ref=acts[1])])
    assert recipients(hq, "direct_mail") == [MAIL | {"address": new}, MAIL]
    newest = "東京都世田谷区見本9-9-10"  # put right once more: by a line that refers to the first
    again = {"1.identity": {"person.address": [new, newest]}}
    send(hq, till, [till.add(Kind.CORRECTION, again, ref=len(till.acts))])
    assert recipients(hq, "direct_mail") == [MAIL | {"address": newest}, MAIL]


def test_every_act_that_was_opened_is_in_the_log(hq: SmallHq, till: SmallTill) -> None:
    deal(till)
    given, accepted = deal(till, "email")
    send(hq, till, [given, accepted])
    recipients(hq, "email")
    with hq.data.store.read() as tx:
        log = [(one.seq, one.purpose, one.operator, one.reason) for one in tx.desk.openings()]
    assert log == [
        (given, "marketing", "officer", "mailing email: spring"),
        (accepted, "marketing", "officer", "mailing email: spring"),
    ]


def test_only_the_marketing_role_makes_a_list(hq: SmallHq, till: SmallTill, tmp_path: Path) -> None:
    send(hq, till, deal(till, "email"))
    for holder, works in (("marketing", True), ("anonymiser", False), ("inquiry", False)):
        hq.roles.hand_out(holder, tmp_path / holder)
        own = RoleKeys(tmp_path / holder)
        if works:
            assert recipients(hq, "email", own) == [EMAIL]
        else:
            with pytest.raises(CounterError, match="role_key_not_here"):
                recipients(hq, "email", own)


def test_another_channel_is_none(hq: SmallHq) -> None:
    with pytest.raises(HqWrongUse, match="channel_unknown"):
        recipients(hq, "telephone")


def test_the_command_prints_or_writes_the_list(
    hq: SmallHq, till: SmallTill, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(hq, till, deal(till, "email"))
    words = ["--data", str(hq.folder), "mailing", "--channel", "email"]
    assert main(words) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"channel": "email", "recipients": [EMAIL]}
    file = tmp_path / "list.json"
    assert main([*words, "-o", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"channel": "email", "count": 1, "file": str(file)}
    assert json.loads(file.read_bytes()) == printed
    assert file.stat().st_mode & 0o777 == 0o600
