"""The day of a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain.counter_entry import CounterEntry
from counter_app.domain.ledger import LedgerDay, LedgerLine, Receipt
from counter_app.domain.values import LedgerNumber, Yen
from tests.builders import CLERK, NOW, TILL


def line(running: int, price: int) -> LedgerLine:
    return LedgerLine(
        number=LedgerNumber(TILL, running),
        act_seq=running,
        day=date(2026, 11, 22),
        at=NOW,
        receipt=Receipt.PURCHASE,
        category=9,
        category_ja="機械工具類",
        goods="smartphone",
        item="スマートフォン",
        features="見本",
        quantity=1,
        price=Yen(price),
        name="見本 太郎",
        address="東京都",
        occupation="会社員",
        age=36,
        method="運転免許証の提示",
        staff=CLERK,
        visit_id="ab" * 16,
        visit_number="T01-0001",
    )


def day(*lines: LedgerLine) -> LedgerDay:
    return LedgerDay(
        day=date(2026, 11, 22),
        shop="見本店",
        permit_number="301234567890",
        permit_authority="東京都公安委員会",
        till=TILL,
        lines=lines,
        tree_size=3,
        root=bytes(32),
        checkpoint="",
        printed_at=NOW,
    )


def test_a_day_adds_up_its_lines() -> None:
    assert day(line(1, 23_000), line(2, 10)).total == 23_010
    assert day().total == 0


def entry(cancels: bool, before: int) -> CounterEntry:  # noqa: FBT001 - reads well where it stands
    return CounterEntry(LedgerNumber(TILL, 1), cancels, "打ち間違い", Yen(before))


def test_a_correction_adds_the_difference_and_a_cancellation_takes_off() -> None:
    received = line(1, 23_000)
    corrected = replace(line(2, 20_000), counter=entry(False, 23_000))
    cancelled = replace(line(3, 20_000), counter=entry(True, 20_000))

    assert day(received, corrected).total == 20_000
    assert [one.articles for one in (received, corrected, cancelled)] == [1, 0, -1]
    assert day(received, corrected, cancelled).total == 0


def test_form_15_has_two_words_for_a_receipt() -> None:
    assert [receipt.value for receipt in Receipt] == ["買受け", "委託"]
