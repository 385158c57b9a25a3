"""Inquiries of the police: exactly what was given stands in the act, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.provision import PoliceRequest
from counter_app.domain.visit import Step
from counter_app.services.police_provisions import ProvisionDesk
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.police_desks import Desks, number
from tests.records import accepted, the_facts
from tests.ui.counters import AFTERNOON, open_small_counter
from tests.ui.counters import MANAGER_PIN as UI_MANAGER_PIN
from tests.ui.screens.conftest import visit_at

ORAL = PoliceRequest("見本警察署", "見本 警部", "持ち込んだ人の氏名")
WRITTEN = replace(ORAL, letter="照会書第12号", basis="刑事訴訟法第197条第2項")


@pytest.fixture
def desks(counter: Counter) -> Desks:
    """Two articles of one deal, and one of another."""
    counter.small.write(accepted(lines=2))
    counter.small.write(accepted(name="見本 花子"))
    return Desks(counter)


@pytest.fixture
def provisions(desks: Desks) -> ProvisionDesk:
    counter, small = desks.counter, desks.counter.small
    proving = (counter.staff, counter.clocks)
    return ProvisionDesk(small.record, small.clock, the_facts(), *proving)


def test_what_was_chosen_is_given_and_nothing_else(desks: Desks, provisions: ProvisionDesk) -> None:
    fields = ["person.name", "id_document.number", "person.sim_phone", "id_document.image"]
    done = provisions.provide(ORAL, [number(2)], fields, MANAGER, MANAGER_PIN)

    given = {"person.name": "見本 太郎", "id_document.number": "012345678900"}
    assert [(one.number, one.values) for one in done.given] == [(number(2), given)]
    assert done.absent == ("person.sim_phone", "id_document.image")
    [told] = desks.notes()
    assert told == {
        "kind": "police_provision",
        "step": "given",
        "request": {
            "authority": "見本警察署",
            "officer": "見本 警部",
            "asked": "持ち込んだ人の氏名",
            "letter": "",
            "basis": "",
        },
        "given": [[2, given]],
        "ends": None,
    }
    text = json.dumps(told, ensure_ascii=False)
    assert "千代田区" not in text  # the address was not chosen
    assert "見本 花子" not in text
    header = desks.counter.headers()[-1]
    assert (header.kind, header.ref, header.staff) == (Kind.INTERNAL, None, MANAGER)


def test_form_15_on_a_written_demand_as_it_was_last_put_right(
    desks: Desks, provisions: ProvisionDesk
) -> None:
    desks.correct(1)
    desks.sell(4)
    fields = provisions.choices(written=True)
    done = provisions.provide(WRITTEN, [number(1)], fields, MANAGER, MANAGER_PIN)

    [one] = done.given
    assert one.values == {
        "person.name": "見本 太郎",
        "person.address": "東京都千代田区見本1-2-3",
        "person.birth_date": "1990-01-15",
        "person.age": 36,
        "person.occupation": "会社員",
        "id_document.kind": "driving_licence",
        "id_document.number": "012345678900",
        "id_document.method": "運転免許証の提示",
        "application.product": "スマートフォン",
        "application.quantity": 1,
        "application.date": "2026-11-22",
        "article.category": [9, "道具類"],
        "article.features": "見本電話 128GB 黒",
        "article.imei": "490154203237518",
        "article.price": 44_000,
        "article.disposal": {"line": 4, "kind": "売却", "price": 30_000, "day": "2026-11-22"},
    }


def test_without_a_written_demand_the_ledger_stays_closed_and_nothing_is_written(
    desks: Desks, provisions: ProvisionDesk
) -> None:
    before = desks.counter.small.size()
    for request in (ORAL, replace(WRITTEN, basis=""), replace(WRITTEN, letter=" ")):
        with pytest.raises(Refused, match="field_not_for_police"):
            provisions.provide(
                request, [number(1)], ["person.name", "article.imei"], MANAGER, MANAGER_PIN
            )
    assert desks.counter.small.size() == before
    provisions.provide(WRITTEN, [number(1)], ["article.imei"], MANAGER, MANAGER_PIN)


def test_only_a_manager_and_only_lines_that_are_there(provisions: ProvisionDesk) -> None:
    with pytest.raises(Refused, match="not_a_manager"):
        provisions.provide(ORAL, [number(1)], ["person.name"], CLERK, CLERK_PIN)
    with pytest.raises(Refused, match="pin_wrong"):
        provisions.ask(ORAL, [number(1)], MANAGER, "0000")
    for lines in ([], [number(99)], [number(1), number(0)]):
        with pytest.raises(WrongInput, match="line_unknown"):
            provisions.provide(ORAL, lines, ["person.name"], MANAGER, MANAGER_PIN)
        with pytest.raises(WrongInput, match="line_unknown"):
            provisions.ask(ORAL, lines, MANAGER, MANAGER_PIN)


def test_an_inquiry_waits_until_it_is_answered(desks: Desks, provisions: ProvisionDesk) -> None:
    accepts = [one.seq for one in desks.counter.headers() if one.kind is Kind.ARTICLE_ACCEPTED]
    waiting = provisions.ask(WRITTEN, [number(1), number(2)], MANAGER, MANAGER_PIN)
    assert provisions.pending() == [waiting]
    assert desks.held() == {accepts[0], waiting.seq}
    desks.sell(1)  # an inquiry orders nothing to stay

    provisions.provide(
        WRITTEN, [number(1)], ["person.name"], MANAGER, MANAGER_PIN, answers=waiting.seq
    )
    assert (provisions.pending(), desks.held()) == ([], frozenset())
    with pytest.raises(WrongInput, match="inquiry_unknown"):
        provisions.provide(
            WRITTEN, [number(1)], ["person.name"], MANAGER, MANAGER_PIN, answers=waiting.seq
        )
    assert rebuild_faults(desks.counter.small.record) == []
    assert prove(desks.counter.small.record).holds


def test_an_inquiry_that_was_taken_back_is_ended_with_a_reason(
    desks: Desks, provisions: ProvisionDesk
) -> None:
    waiting = provisions.ask(ORAL, [number(3)], MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="reason_missing"):
        provisions.drop(waiting.seq, "", MANAGER, MANAGER_PIN)
    provisions.drop(waiting.seq, "取下げ", MANAGER, MANAGER_PIN)
    assert provisions.pending() == []
    told = desks.notes()[-1]
    assert told == {
        "kind": "police_provision",
        "step": "dropped",
        "reason": "取下げ",
        "ends": waiting.seq,
    }
    with pytest.raises(WrongInput, match="inquiry_unknown"):
        provisions.drop(waiting.seq, "もう一度", MANAGER, MANAGER_PIN)
    custody = desks.enter()
    with pytest.raises(WrongInput, match="inquiry_unknown"):  # an order is no inquiry
        provisions.drop(custody.seq, "取下げ", MANAGER, MANAGER_PIN)


def test_what_an_inquiry_is_about_is_not_erased_before_its_answer(tmp_path: Path) -> None:
    clock = HeldClock(AFTERNOON)
    with open_small_counter(tmp_path, clock=clock) as till:
        visit = visit_at(till, Step.PAYOUT)
        till.acceptance.accept(visit.visit_id, CLERK, "1357")
        waiting = till.provisions.ask(ORAL, [number(1)], MANAGER, UI_MANAGER_PIN)
        clock.move(days=3 * 366)
        till.clocks.confirm(MANAGER, UI_MANAGER_PIN)
        till.retention.run()
        [line] = till.ledger.lines(date(2026, 1, 1), till.ledger.today)
        assert not line.erased
        till.provisions.drop(waiting.seq, "取下げ", MANAGER, UI_MANAGER_PIN)
        till.retention.run()
        [line] = till.ledger.lines(date(2026, 1, 1), till.ledger.today)
        assert line.erased
        done = till.provisions.provide(ORAL, [number(1)], ["person.name"], MANAGER, UI_MANAGER_PIN)
        assert (done.given[0].values, done.absent) == ({}, ("person.name",))


def test_a_clock_that_cannot_be_right_gives_nothing(
    desks: Desks, provisions: ProvisionDesk
) -> None:
    desks.counter.small.clock.move(days=-1)
    with pytest.raises(Refused, match="clock_backwards"):
        provisions.provide(ORAL, [number(1)], ["person.name"], MANAGER, MANAGER_PIN)
