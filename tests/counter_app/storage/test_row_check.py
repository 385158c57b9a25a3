"""Rows that no leaf covers, changed with the key in hand: each is found, and a true one is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.staff import Role
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import rebuild_faults
from tests.records import CLERK, NOON, SmallRecord, accepted, cheap_hasher, paid


@pytest.fixture
def deal(till: SmallRecord) -> SmallRecord:
    """A manager, and a deal whose customer agreed to e-mail and to nothing else."""
    StaffDesk(till.record, till.clock, cheap_hasher()).add(
        "M01", "見本 店長", Role.MANAGER, "2468", CLERK
    )
    write_deal(till, {"direct_mail": False, "email": True, "sms": False, "group_provision": False})
    return till


def write_deal(till: SmallRecord, choices: dict[str, Any]) -> None:
    """Consent, acceptance and payout, each referring to the one before."""
    given = frozenset({"notice", "marketing"} if choices["email"] else {"notice"})
    fields = {"other.consent": {"choices": choices}}
    consent = till.write(NewAct(Kind.CONSENT_GIVEN, CLERK, NOON, fields, bases=given))
    taken = till.write(replace(accepted(bases=given), ref=consent.header.seq))
    till.write(replace(paid(bases=given), ref=taken.header.seq))


def test_true_rows_have_no_fault(deal: SmallRecord) -> None:
    assert rebuild_faults(deal.record) == []


@pytest.mark.parametrize("seq", [2, 3, 4])
def test_a_basis_that_nobody_gave_is_found(deal: SmallRecord, seq: int) -> None:
    deal.tamper(f"INSERT INTO act_bases VALUES ({seq}, 'group')")  # noqa: S608 - tampering on purpose

    assert rebuild_faults(deal.record) == [f"act {seq}: group, to which the customer did not agree"]


def test_the_answer_of_another_customer_does_not_count(deal: SmallRecord) -> None:
    write_deal(deal, {"email": False, "group_provision": None})
    deal.tamper("INSERT INTO act_bases VALUES (6, 'marketing')")

    assert rebuild_faults(deal.record) == ["act 6: marketing, to which the customer did not agree"]


def test_a_basis_of_an_act_without_a_consent_is_found(deal: SmallRecord) -> None:
    deal.write(paid(bases=frozenset({"notice", "marketing"})))

    assert rebuild_faults(deal.record) == ["act 5: marketing, to which the customer did not agree"]


@pytest.mark.parametrize("change", ["day = '2026-11-21'", "imei = ''", "act_seq = 2"])
def test_a_line_filed_elsewhere_is_found(deal: SmallRecord, change: str) -> None:
    deal.tamper(f"UPDATE ledger_lines SET {change}")  # noqa: S608 - tampering on purpose

    assert rebuild_faults(deal.record) == ["ledger line 1: filed under another day, act or article"]


@pytest.mark.parametrize(
    "change",
    ["UPDATE staff SET role = 'clerk'", "UPDATE staff SET name = 'x'", "DELETE FROM staff"],
)
def test_a_changed_roll_is_found(deal: SmallRecord, change: str) -> None:
    deal.tamper(change)

    assert rebuild_faults(deal.record) == ["staff M01: differs from its act"]


def test_a_person_whom_no_act_made_is_found(deal: SmallRecord) -> None:
    deal.tamper("INSERT INTO staff SELECT 'M99', name, role, pin_hash, 0, NULL FROM staff")

    assert rebuild_faults(deal.record) == ["staff M99: differs from its act"]


def test_wrong_pins_change_nothing_that_an_act_tells(deal: SmallRecord) -> None:
    deal.tamper("UPDATE staff SET failed = 3")

    assert rebuild_faults(deal.record) == []
