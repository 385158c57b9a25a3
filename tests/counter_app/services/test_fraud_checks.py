"""Deals that look alike: told to the manager, and never by way of a document."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.exceptions import CounterException, ExceptionKind
from counter_app.domain.fraud import read_fraud_rules
from counter_app.law.jobs import Job
from counter_app.services.fraud_checks import FraudChecks
from counter_app.storage.act_log import ActLog
from tests.builders import consent, licence, seller
from tests.counter_app.services.counters import Counter
from tests.records import CHECKOUT

RULES = read_fraud_rules((CHECKOUT / "resources/police/fraud.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)


def deal(counter: Counter, name: str = "見本 太郎", **person: Any) -> None:
    """One accepted deal of somebody."""
    visit = counter.opened()
    born = person.get("birth_date", seller().birth_date)
    number = person.pop("number", licence().number)
    counter.visits.set_document(visit, licence(name=name, birth_date=born, number=number))
    counter.visits.confirm_details(visit, seller(name=name, **person))
    counter.agreed(visit_id=visit)
    counter.visits.sign(visit, consent())
    counter.accept(visit)


def told(counter: Counter, last: date = TODAY) -> list[CounterException]:
    record = counter.small.record
    with record.read() as view:
        return list(FraudChecks(record, RULES).between(view, last, last))


def kinds(counter: Counter) -> list[tuple[str, object]]:
    return [(one.kind.value, one.facts["line"]) for one in told(counter)]


def test_the_fifth_article_of_a_person_in_thirty_days_is_told(counter: Counter) -> None:
    for _ in range(4):
        deal(counter)
    assert told(counter) == []

    deal(counter)

    [one] = told(counter)
    assert one.kind is ExceptionKind.MANY_SALES
    assert one.facts == {"line": "T01-000005", "articles": 5, "days": 30}


def test_a_name_in_another_form_and_a_telephone_in_another_way_are_the_same(
    counter: Counter,
) -> None:
    for name in ("髙橋 太郎", "高橋太郎", "高橋 太郎", "髙橋太郎"):
        deal(counter, name, contact_phone="090-0000-0001")
    deal(counter, "見本 次郎", contact_phone="０９０００００ 0001")
    assert ("many_sales", "T01-000005") in kinds(counter)


def test_a_number_that_came_from_somebody_else_is_told_with_its_line(counter: Counter) -> None:
    deal(counter, contact_phone="090-0000-0001")
    deal(counter, "見本 次郎", birth_date=date(1985, 5, 5), contact_phone="090-0000-0002")

    [one] = told(counter)
    assert one.kind is ExceptionKind.SAME_ARTICLE
    assert one.facts == {"line": "T01-000002", "of": "T01-000001", "day": "2026-11-22"}


def test_who_is_the_same_by_their_document_alone_is_not_known_again(counter: Counter) -> None:
    """Purpose 5 has no item 2: another name, birth date and telephone is another person."""
    for place in range(5):
        deal(
            counter,
            f"見本 {'一二三四五'[place]}郎",
            birth_date=date(1980 + place, 1, 1),
            contact_phone=f"090-0000-000{place}",
            number=licence().number,
        )
    assert ExceptionKind.MANY_SALES not in {one.kind for one in told(counter)}


def test_no_document_of_a_past_deal_is_ever_loaded(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        deal(counter, contact_phone="090-0000-0001")
    handed: list[tuple[str, set[str]]] = []
    opened: list[str] = []
    real_fields, real_opened = ActLog.fields_for, ActLog._opened

    def fields_for(self: ActLog, view: Any, stored: Any, job: Job) -> dict[str, Any]:
        fields = real_fields(self, view, stored, job)
        handed.append((job.value, set(fields)))
        return fields

    def parts_opened(self: ActLog, view: Any, stored: Any, parts: Any) -> dict[str, Any]:
        opened.extend(parts)
        return real_opened(self, view, stored, parts)

    monkeypatch.setattr(ActLog, "fields_for", fields_for)
    monkeypatch.setattr(ActLog, "_opened", parts_opened)
    assert told(counter)

    assert {job for job, _fields in handed} == {"fraud_check"}
    assert {name for _job, fields in handed for name in fields} == {
        *("person.name", "person.birth_date", "person.contact_phone"),
        *("application.kind", "article.imei", "article.serial"),
    }
    assert not [part for part in opened if part.startswith(("2.", "4.", "9."))]
    # the control: the spy would see a document, were it asked for
    record = counter.small.record
    with record.read() as view:
        record.acts.fields_for(view, record.acts.act(view, 4), Job.CORRECTION)
    assert "2.document" in opened


def test_long_ago_does_not_count(counter: Counter) -> None:
    for _ in range(4):
        deal(counter)
    counter.small.clock = HeldClock(counter.small.clock.now() + timedelta(days=30))
    counter.restart()
    deal(counter)
    assert told(counter, TODAY + timedelta(days=30)) == []
