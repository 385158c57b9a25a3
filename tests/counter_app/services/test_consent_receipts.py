"""Receipts are made of any consent whose key is still there, and say how to withdraw."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import CounterError
from counter_app.services.consent_check import check_receipt
from counter_app.storage.act_log import NewAct
from tests import builders
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.receipts import consented, desk_of, vocabulary
from tests.records import CLERK, NOON


def code_of(counter: Counter, of: str) -> str:
    with pytest.raises(CounterError) as told:
        desk_of(counter.small).make(of)
    return told.value.code


def test_a_consent_is_found_by_its_visit_or_its_act(counter: Counter) -> None:
    number = consented(counter)
    desk = desk_of(counter.small)

    by_visit, by_act = desk.make(number), desk.make("3")

    assert (by_visit.visit_number, by_visit.act) == (number, 3)
    assert by_act.act == 3
    assert desk.make(number.lower()).act == 3
    told = [json.loads(one.file) for one in (by_visit, by_act)]
    assert told[0]["record"] == told[1]["record"]


@pytest.mark.parametrize("of", ["T01-9999", "0", "1", "4", "999", "", "x"])
def test_what_is_no_consent_has_no_receipt(counter: Counter, of: str) -> None:
    consented(counter)
    assert code_of(counter, of) == "consent_unknown"


def test_it_says_how_to_withdraw_and_whom_to_ask_in_the_customers_language(
    counter: Counter,
) -> None:
    visit_id = counter.agreed()
    shown = replace(builders.consent().shown, language="en", sha256=builders.wording("en"))
    counter.visits.sign(visit_id, builders.consent(shown=shown))

    told = json.loads(desk_of(counter.small).make(counter.accept(visit_id).number).file)

    assert set(told["issued"]["withdrawal_method"]) == {"ja", "en"}
    assert "withdraw at any time" in told["issued"]["withdrawal_method"]["en"]
    controller, shop = told["issued"]["party_identification"]
    assert controller["party_contact"]["tel"] == "050-5434-4653"
    assert controller["party_contact"]["hours"] == "09:00-17:00, every day of the year"
    assert shop["party_address"]
    assert told["record"]["pii_processing"]["privacy_notice"]["prevailing_language"] == "ja"


def test_a_consent_on_paper_has_a_receipt_without_ink(counter: Counter) -> None:
    visit_id = counter.agreed()
    counter.visits.sign_on_paper(visit_id, Choices(), CLERK, "ja")
    file = desk_of(counter.small).make(counter.accept(visit_id).number).file

    assert check_receipt(file, vocabulary()).method == "paper"
    notice = json.loads(file)["record"]["pii_processing"]["privacy_notice"]
    assert notice["type"] == "https://w3id.org/dpv#PrintedNotice"


def test_an_act_of_an_earlier_program_is_read_all_the_same(counter: Counter) -> None:
    told = {
        "consent_id": "c1" * 16,
        "short": None,
        "full": {
            "notice_id": "rakuten-mobile-secondhand",
            "revised": "2023-02-01",
            "language": "ja",
            "sha256": builders.wording("ja"),
            "layer": "full",
            "shown_at": "2026-11-22T13:56:00+09:00",
            "pages": [["purpose:provide", 2.5]],
            "reference_wording": True,
        },
        "choices": {"direct_mail": False, "email": True, "sms": False, "group_provision": None},
        "method": "signature",
        "prevailing": "ja",
        "signed_at": "2026-11-22T14:00:00+09:00",
    }
    act = counter.small.write(NewAct(Kind.CONSENT_GIVEN, CLERK, NOON, {"other.consent": told}))

    made = desk_of(counter.small).make(str(act.header.seq))

    checked = check_receipt(made.file, vocabulary())
    assert (checked.answers["email"], checked.answers["sms"]) == ("ConsentGiven", "ConsentRefused")
    assert checked.answers["group_provision"] == "ConsentRequestDeferred"
    assert checked.visit_number == ""


def test_an_erased_consent_has_no_receipt(counter: Counter) -> None:
    number = consented(counter)
    record = counter.small.record
    with record.read() as view:
        rows = view.connection.exec_driver_sql(
            "SELECT key_no FROM act_keys WHERE seq = 3 AND part = '9.consent'"
        ).scalars()
        numbers = list(rows)
    record._vault.erase(numbers)

    assert code_of(counter, number) == "consent_erased"


def test_the_file_is_its_owners_alone(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"

    made = desk_of(counter.small).save(consented(counter), path)

    assert path.read_bytes() == made.file
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
