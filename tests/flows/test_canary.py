"""Who refused advertising is in none of its outputs, and in no statistic: a day with one marked.

Everything that HQ's roles of purposes 6, 7 and 8 can make is made with their own key files and
searched, and so is every file that the till and HQ leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from counter_app.storage.records import keys_that_open
from tests.flows.byte_search import ByteSearch
from tests.flows.canary import (
    AGREES,
    IMEI,
    MARKS,
    NAME,
    PHONE,
    REFUSES,
    Day,
    Outputs,
    Roles,
    day_at,
    holding,
)
from tests.folder_search import found

pytestmark = pytest.mark.flow

WITH_IMEI = (*MARKS, IMEI)


@pytest.fixture
def refused(tmp_path: Path) -> Iterator[Day]:
    with day_at(tmp_path, REFUSES) as day:
        yield day


@pytest.fixture
def agreed(tmp_path: Path) -> Iterator[Day]:
    with day_at(tmp_path, AGREES) as day:
        yield day


def purpose_6(roles: Roles) -> Outputs:
    return roles.openings("marketing") | roles.mailings()


def in_clear(day: Day) -> set[str]:
    """Where something of the marked customer lies in clear below the test's folder."""
    card = np.zeros((400, 640, 3), np.uint8)
    cv2.putText(card, "MIHON 77-88", (20, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255), 3)
    search = ByteSearch(WITH_IMEI, card)
    return {one.path.name for one in search.search([day.folder], since=0)}


def test_who_refused_is_in_no_output_of_purpose_6(
    refused: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = Roles(refused, capsys)
    outputs = purpose_6(roles)
    assert holding(outputs, WITH_IMEI) == set()
    # The controls: others are in it, and whoever may read for purpose 1 sees the marked customer.
    assert "090-0000-0001" in outputs["mailing sms"]
    assert holding(outputs, ("見本 諾3",))
    assert holding(roles.openings("provide"), (NAME,))


def test_who_agreed_is_found(agreed: Day, capsys: pytest.CaptureFixture[str]) -> None:
    # The control of the test above: the same day, the same search, another answer.
    outputs = purpose_6(Roles(agreed, capsys))
    assert {"mailing direct_mail", "mailing sms"} <= holding(outputs)
    accepted = agreed.marked[1]
    assert f"open {accepted} for marketing" in holding(outputs)
    assert json.loads(outputs["mailing email"])["recipients"] == []  # no address was left for it
    assert PHONE in outputs["mailing sms"]


def test_no_statistic_names_anybody(refused: Day, capsys: pytest.CaptureFixture[str]) -> None:
    roles = Roles(refused, capsys)
    outputs = roles.statistics(most=2)
    assert holding(outputs, WITH_IMEI) == set()
    assert holding(outputs, ("見本 0", "見本 諾3", "1980-01-01", "490154203237518")) == set()
    told = [text for text in outputs.values() if '"cells"' in text]
    assert len(told) > 5  # the control: there are figures, over the marked customer too
    assert json.loads(outputs["statistics count ()"])["total"] == 14


def test_single_acts_of_purposes_7_and_8_are_test_openings_in_the_log(
    refused: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = Roles(refused, capsys)
    outputs = roles.openings("anonymiser")
    opened = [json.loads(outputs[name]) for name in holding(outputs)]
    assert opened  # the notice's basis is the notice: the keys are there
    assert all(one["test_opening"] for one in opened)
    logged = {(one["seq"], one["purpose"]) for one in roles.log() if one["test_opening"]}
    assert logged == {(one["seq"], one["purpose"]) for one in opened} | {
        (int(name.split()[1]), name.split()[3]) for name in outputs
    }
    refusals = roles.run("marketing", "open", "--till", "T01", "--seq", "9", "--purpose", "improve")
    assert json.loads(refusals)["error"] == "role_key_not_here"


def test_who_refused_has_no_envelope_on_consent_here_or_at_hq(refused: Day) -> None:
    at_till = refused.link.envelopes()
    on_consent = set(refused.rows("consent"))
    assert len(on_consent) == 9
    for seq in refused.marked:
        assert at_till[seq] & on_consent == set()
    with refused.link.hq.data.store.read() as tx:
        for row in on_consent:
            sealed = tx.sealed(refused.link.till.till).sealed_for(row)
            assert sealed  # the control: others agreed
            assert set(sealed) & set(refused.marked) == set()


def test_after_a_withdrawal_nothing_of_purpose_6_is_left(
    agreed: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = Roles(agreed, capsys)
    assert holding(purpose_6(roles))  # the control
    agreed.take_back()
    outputs = purpose_6(roles)
    assert holding(outputs, WITH_IMEI) == set()
    assert holding(outputs, ("見本 諾3",))
    assert holding(roles.statistics(), WITH_IMEI) == set()
    at_till = agreed.link.envelopes()
    for seq in agreed.marked:
        assert at_till[seq] & set(agreed.rows("consent")) == set()
    assert holding(roles.openings("provide"), (NAME,))


def test_a_channel_that_was_taken_back_is_out_and_the_others_stay(
    agreed: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = Roles(agreed, capsys)
    assert {"mailing direct_mail", "mailing sms"} <= holding(roles.mailings())  # the control
    agreed.take_back("sms")
    assert holding(roles.mailings()) == {"mailing direct_mail"}
    agreed.take_back("direct_mail", "email")
    assert holding(roles.mailings()) == set()


def test_after_an_erasure_no_role_finds_anything(
    agreed: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles, till = Roles(agreed, capsys), agreed.link.till
    before = {**purpose_6(roles), **roles.openings("anonymiser")}
    assert holding(before)  # the control
    till.record.close()
    assert found(till.folder, till.keys, MARKS)
    till.reopen()
    store = agreed.erase()
    outputs = {**purpose_6(roles), **roles.openings("anonymiser"), **roles.openings("provide")}
    assert holding(outputs, WITH_IMEI) == set()
    assert holding(roles.statistics(), WITH_IMEI) == set()
    till.record.close()
    assert found(till.folder, keys_that_open(till.folder, store), WITH_IMEI) == set()


def test_nothing_lies_in_clear_at_the_till_or_at_hq(
    agreed: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = Roles(agreed, capsys)
    roles.statistics()
    assert in_clear(agreed) == set()
    agreed.take_back()
    assert in_clear(agreed) == set()
    list_file = agreed.folder / "list.json"
    roles.run("provide", "openings")
    list_file.write_text(f"to: {NAME}", encoding="utf-8")  # the control
    assert in_clear(agreed) == {"list.json"}
