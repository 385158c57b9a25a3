"""Ledger lines follow from the acts: one per article, in order, with what Form 15 asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import msgspec

from counter_app.clock import JAPAN
from counter_app.domain.ledger import LedgerLine, Receipt
from counter_app.domain.values import LedgerNumber
from counter_app.storage.ledger_lines import lines_of
from tests.records import NAME, NOON, T01, SmallRecord, accepted, paid


def lines(till: SmallRecord) -> list[LedgerLine]:
    with till.record.read() as view:
        return list(till.record.ledger.all(view))


def test_a_line_says_what_form_15_asks_for(till: SmallRecord) -> None:
    till.write(accepted())
    [line] = lines(till)
    assert line.number == LedgerNumber(T01, 1)
    assert (line.day, line.at, line.receipt) == (date(2026, 11, 22), NOON, Receipt.PURCHASE)
    assert (line.category, line.category_ja, line.item) == (9, "道具類", "スマートフォン")
    assert (line.features, line.quantity, line.price) == ("見本電話 128GB 黒", 1, 45_000)
    assert (line.name, line.address) == (NAME, "東京都千代田区見本1-2-3")
    assert (line.occupation, line.age) == ("会社員", 36)
    assert (line.method, line.staff) == ("運転免許証の提示", "C01")
    assert not line.erased


def test_every_article_has_a_line_and_only_acceptances_have_any(till: SmallRecord) -> None:
    till.write(accepted(lines=3))
    till.write(paid())
    till.write(accepted())
    assert [line.number.running for line in lines(till)] == [1, 2, 3, 4]
    assert [line.act_seq for line in lines(till)] == [1, 1, 1, 3]


def test_the_day_is_japans(till: SmallRecord) -> None:
    till.write(accepted(at=datetime(2026, 11, 22, 23, 59, tzinfo=JAPAN)))
    till.write(accepted(at=datetime(2026, 11, 23, 0, 0, tzinfo=JAPAN)))
    with till.record.read() as view:
        ledger, day = till.record.ledger, date(2026, 11, 22)
        assert [line.number.running for line in ledger.between(view, day, day)] == [1]
        assert len(ledger.between(view, day, date(2026, 11, 23))) == 2
        assert ledger.between(view, date(2026, 11, 24), date(2026, 12, 24)) == []


def test_lines_are_found_by_act_and_by_imei(till: SmallRecord) -> None:
    till.write(accepted(lines=2))
    till.write(accepted(imei="356938035643809"))
    with till.record.read() as view:
        ledger = till.record.ledger
        assert [line.number.running for line in ledger.of_act(view, 1)] == [1, 2]
        assert [line.number.running for line in ledger.with_imei(view, "356938035643809")] == [3]
        assert ledger.with_imei(view, "000000000000000") == []


def test_an_erased_line_keeps_its_number_and_its_day(till: SmallRecord) -> None:
    stored = till.write(accepted())
    fields = {name: value for name, value in till.fields(1).items() if not name.startswith("pers")}
    [line] = lines_of(stored.header, fields)
    assert (line.number.running, line.day, line.erased) == (1, date(2026, 11, 22), True)
    assert (line.name, line.address, line.occupation, line.age) == ("", "", "", None)
    [empty] = lines_of(stored.header, {})
    assert (empty.number, empty.erased) == (line.number, True)


def test_a_line_comes_back_as_it_was_written(till: SmallRecord) -> None:
    till.write(accepted())
    [line] = lines(till)
    other = replace(line, serial="S1", remark="古物商特例対象")
    assert msgspec.json.decode(msgspec.json.encode(other), type=LedgerLine) == other
