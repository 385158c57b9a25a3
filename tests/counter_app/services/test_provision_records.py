"""How long a record of a provision is kept: as it says itself, by days written out from the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.acts import Kind
from counter_app.domain.third_party import (
    CLOCKS,
    Basis,
    Method,
    PersonGiven,
    ProvisionRecord,
    Recipient,
    RecipientKind,
)
from counter_app.law.dated import LawTableFault
from counter_app.law.retention import FILE, last_day, read_retention
from counter_app.services.provision_records import kept_provisions, provisions_due
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import prove, rebuild_faults
from tests.erasing import OldTill, new_till, the_table
from tests.folder_search import found
from tests.records import CHECKOUT, CLERK, the_facts

COMPANY = Recipient(
    RecipientKind.GROUP, "sample_a", "見本グループ会社A", "東京都見本区", "見本 太郎"
)
WHOM = "見本 三郎"
BEGUN = date(2026, 11, 22)


def noon(day: date) -> datetime:
    """Noon in Japan."""
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[OldTill]:
    made = new_till(tmp_path)
    yield made
    made.close()


def given_on(
    till: OldTill, day: date, method: Method, chain: int | None = None, acceptance: int = 0
) -> int:
    """A record that was made on a day; its sequence."""
    person = PersonGiven(WHOM, "東京都見本区", acceptance, None, None, (1,))
    told = ProvisionRecord(
        COMPANY, Basis.CONSENT, "g_membership", ("person.name",), (1,), (person,), day, method
    )
    fields = {"other.provision": msgspec.to_builtins(told)}
    with till.record.write() as tx:
        new = NewAct(Kind.PROVIDED, CLERK, noon(day), fields, ref=chain)
        return till.record.write_act(tx, new).header.seq


def due_on(till: OldTill, day: date) -> set[int]:
    with till.record.read() as view:
        return {one.seq for one in provisions_due(till.record, view, the_table(), day)}


def kept(till: OldTill) -> list[int]:
    with till.record.read() as view:
        return [one.seq for one in kept_provisions(till.record, view)]


# APPI art. 29(2), Enforcement Rules art. 21: each by itself three years from its making, in bulk
# three years and by a contract one year from the last provision.
@pytest.mark.parametrize(
    ("method", "days", "last"),
    [
        (Method.SINGLE, ("2026-11-22",), "2029-11-22"),
        (Method.BULK, ("2026-11-22",), "2029-11-22"),
        (Method.BULK, ("2026-11-22", "2027-08-31"), "2030-08-31"),
        (Method.BULK, ("2026-11-22", "2028-02-29", "2027-08-31"), "2031-02-28"),
        (Method.CONTRACT, ("2026-11-22",), "2027-11-22"),
        (Method.CONTRACT, ("2026-11-22", "2027-02-28"), "2028-02-28"),
        (Method.CONTRACT, ("2026-11-22", "2028-02-29"), "2029-02-28"),
    ],
)
def test_each_is_kept_to_its_own_last_day(
    till: OldTill, method: Method, days: tuple[str, ...], last: str
) -> None:
    first, *later = map(date.fromisoformat, days)
    chain = given_on(till, first, method)
    every = {chain, *(given_on(till, day, method, chain) for day in later)}

    end = date.fromisoformat(last)
    assert due_on(till, end) == set()
    assert due_on(till, date.fromordinal(end.toordinal() + 1)) == every


def test_the_run_erases_them_and_the_record_still_proves_itself(till: OldTill) -> None:
    contract = given_on(till, BEGUN, Method.CONTRACT)
    single = given_on(till, BEGUN, Method.SINGLE)
    bulk = given_on(till, BEGUN, Method.BULK)
    given_on(till, date(2027, 8, 31), Method.BULK, bulk)

    till.at(noon(date(2027, 11, 22)))
    assert till.desk.run() is None
    till.at(noon(date(2027, 11, 23)))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds == {"provision_record_contract": 1}
    assert contract not in kept(till)
    till.at(noon(date(2029, 11, 23)))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds == {"provision_record": 1}
    assert single not in kept(till)
    till.at(noon(date(2030, 9, 1)))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds == {"provision_record_bulk": 2}
    assert kept(till) == []
    assert rebuild_faults(till.record) == []
    assert prove(till.record).faults == ()
    till.close()
    assert found(till.folder, till.keys, (WHOM,)) == set()
    till.open()


def test_before_their_time_they_are_found(till: OldTill) -> None:
    """The control of the search above."""
    given_on(till, BEGUN, Method.CONTRACT)
    till.close()
    assert found(till.folder, till.keys, (WHOM,)) != set()
    till.open()
    assert kept(till)


def test_a_hold_on_a_deal_keeps_every_record_that_names_it(till: OldTill) -> None:
    deal, other = till.deal(), till.deal("見本 次郎")
    mine = given_on(till, BEGUN, Method.BULK, acceptance=deal)
    theirs = given_on(till, BEGUN, Method.BULK, acceptance=other)
    till.held = lambda _view: frozenset({deal})
    till.at(noon(date(2029, 11, 23)))

    till.desk.run()
    assert kept(till) == [mine]
    assert theirs not in kept(till)
    till.held = lambda _view: frozenset()
    till.desk.run()
    assert kept(till) == []


def test_what_names_a_clock_that_no_table_lets_it_name_is_not_erased(till: OldTill) -> None:
    told = replace(ProvisionRecord(COMPANY, None, "", (), (), (), BEGUN), method=Method.CONTRACT)
    seq = given_on(till, BEGUN, told.method)
    table = the_table()
    rows = tuple(
        msgspec.structs.replace(row, or_clocks=()) if row.key == "provided" else row
        for row in table.acts.rows
    )
    without = replace(table, acts=replace(table.acts, rows=rows))
    far = date(2040, 1, 1)
    with till.record.read() as view:
        assert provisions_due(till.record, view, without, far) == {}
        assert {one.seq for one in provisions_due(till.record, view, table, far)} == {seq}


def test_a_table_that_names_an_unknown_clock_does_not_load() -> None:
    text = (CHECKOUT / "resources/law" / FILE).read_text(encoding="utf-8")
    spoiled = text.replace(
        'or_clocks = ["provision_record_bulk"', 'or_clocks = ["provision_record_bulkk"'
    )
    assert spoiled != text
    with pytest.raises(LawTableFault, match="provided goes by an unknown clock"):
        read_retention(spoiled, the_facts())


@given(
    st.sampled_from(list(Method)),
    st.lists(st.dates(date(2022, 4, 1), date(2090, 1, 1)), min_size=1, max_size=4),
)
def test_never_shorter_than_the_law(method: Method, days: list[date]) -> None:
    """Whatever the days: no record goes before its years since the last provision are over."""
    clock = the_table().told_clock("provided", CLOCKS[method], date(2026, 11, 22))
    assert clock is not None
    last = max(days)
    end = last_day(clock, last)
    years = {Method.SINGLE: 3, Method.BULK: 3, Method.CONTRACT: 1}[method]
    assert end is not None
    assert (end.year, end.month) == (last.year + years, last.month)
    assert end.day == last.day or (last.month, last.day, end.day) == (2, 29, 28)
