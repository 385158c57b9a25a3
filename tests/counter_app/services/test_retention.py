"""What is due is erased, also from copies; killed at any step, it is completed."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.values import StaffCode
from counter_app.services.match_table import load_match_table
from counter_app.services.police_bulletins import BulletinsDesk
from counter_app.services.retention import BY_ITSELF
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import RESOURCES
from tests.erasing import (
    ADDRESS,
    IN_THE_SEARCH,
    LATELY,
    NEW,
    OLD,
    PERSON,
    STEPS,
    THREE_YEARS_ON,
    OldTill,
    new_till,
    the_table,
)
from tests.folder_search import found
from tests.records import CHECKOUT, CLERK, NOON, cheap_hasher

PATIENCE = 60


@pytest.fixture
def till(tmp_path: Path) -> Iterator[OldTill]:
    """A deal of three years ago and one of this week, on the day after the three years."""
    made = new_till(tmp_path)
    made.deal()
    made.deal(NEW, LATELY, "352099081234560")
    made.at(THREE_YEARS_ON)
    yield made
    made.close()


def test_three_years_and_a_day_later_the_line_is_gone_but_for_number_and_date(
    till: OldTill,
) -> None:
    erased = till.desk.run()

    assert erased is not None
    assert erased.kinds == {"ledger_line": 2, "reading_aid": 1, "trade_file": 1}
    assert (erased.files, erased.carried, erased.by) == (1, 1, BY_ITSELF)
    assert erased.last_backup_on.isoformat() == "2029-12-28"
    with till.record.read() as view:
        old, new = till.record.ledger.all(view)
        [carried] = till.record.acts.of_kind(view, Kind.CARRIED_OVER)
        kept = till.record.acts.fields(view, carried, "provide")
    assert (old.number.running, old.day.isoformat(), old.erased) == (1, "2026-11-22", True)
    assert (old.name, old.address, old.imei, old.features, old.price) == ("", "", "", "", 0)
    assert old.age is None
    assert (new.name, new.erased) == (NEW, False)
    assert carried.header.ref == 1
    assert kept == {
        "person.name": OLD,
        "person.address": ADDRESS,
        "application.product": ["スマートフォン"],
        "article.price": [45_000],
        "billing.amount": 45_000,
    }


def test_on_the_last_day_of_the_three_years_everything_is_there(till: OldTill) -> None:
    till.at(THREE_YEARS_ON - timedelta(days=1))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds == {"reading_aid": 1}  # the picture goes after six months
    with till.record.read() as view:
        old, _new = till.record.ledger.all(view)
    assert (old.name, old.imei, old.erased) == (OLD, "490154203237518", False)
    assert till.desk.run() is None  # nothing more today


def test_the_day_is_japans(till: OldTill) -> None:
    till.desk.run()  # the picture's half year
    other = new_till(till.folder.parent / "other")
    other.deal(at=datetime(2026, 11, 21, 16, 0, tzinfo=UTC))  # the 22nd in Japan
    other.at(datetime(2029, 11, 22, 14, 59, tzinfo=UTC))  # the last minute of the 22nd
    assert "ledger_line" not in other.desk.status().due
    other.at(datetime(2029, 11, 22, 15, 0, tzinfo=UTC))
    assert other.desk.status().due["ledger_line"] == 2
    other.close()


def test_the_tax_subset_goes_after_its_own_period(till: OldTill) -> None:
    till.desk.run()
    till.at(datetime(2034, 2, 28, 3, 0, tzinfo=UTC))
    assert "tax_books" not in till.desk.status().due
    till.at(datetime(2034, 3, 1, 3, 0, tzinfo=UTC))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds["tax_books"] == 1
    assert rebuild_faults(till.record) == []
    till.close()
    assert found(till.folder, till.keys, PERSON) == set()
    till.open()


def test_after_an_erasure_nothing_of_the_person_is_in_the_folder_or_an_older_copy(
    till: OldTill, tmp_path: Path
) -> None:
    till.at(datetime(2034, 3, 1, 3, 0, tzinfo=UTC))  # past the tax books, too
    till.close()
    copy, yesterday = tmp_path / "copy", till.keys
    shutil.copytree(till.folder, copy)
    before = found(till.folder, yesterday, PERSON)
    assert {"pages of ledger.db", "act 1: 1.identity", "file of 2.image"} <= before
    for word in IN_THE_SEARCH:
        assert found(till.folder, yesterday, [word]) == {"pages of ledger.db"}
    till.open()

    till.desk.run()
    till.close()

    assert found(till.folder, till.keys, PERSON) == set()
    assert found(copy, till.keys, PERSON) == set()
    with pytest.raises(Refused, match="store_key_wrong"):
        type(till.store)(till.key_file, copy).load()  # nor does today's key file unwrap its keys
    assert found(copy, yesterday, PERSON) == before  # the search is no blind one
    assert found(till.folder, till.keys, [NEW]) == {"act 6: 1.identity"}  # their tax subset
    till.open()


def test_an_erasure_leaves_a_record_that_proves_itself(till: OldTill) -> None:
    root_before = prove(till.record).acts
    till.desk.run()
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []
    assert till.record.page_faults() == []
    till.reopen()
    assert rebuild_faults(till.record) == []
    assert prove(till.record).acts == root_before + 3  # begun, carried over, finished


def test_a_key_that_went_without_an_erasure_is_still_found(till: OldTill) -> None:
    till.desk.run()
    with till.record.read() as view:
        numbers = view.connection.exec_driver_sql(
            "SELECT seq, key_no FROM act_keys WHERE seq IN (3, 4) AND part IN"
            " ('2.document', '5.billing')"
        ).all()
    till.record._vault.erase([row.key_no for row in numbers])
    assert rebuild_faults(till.record) == [
        "ledger line 2: differs from its act",  # for its method is gone
        "act 4: no key of 5.billing",
    ]


def test_a_begun_erasure_alone_makes_no_missing_key_lawful(till: OldTill) -> None:
    till.desk._begin(CLERK)
    with till.record.read() as view:
        [begun] = till.record.erasures.unfinished(view)
        till.record.erasures.destroy(view, till.record.erasures.parts_of(view, begun))
    assert "act 2: no key of 5.billing" in rebuild_faults(till.record)
    assert till.desk.status().unfinished == 1
    till.reopen()
    assert rebuild_faults(till.record) == []


def test_a_hold_on_any_act_of_a_deal_keeps_the_whole_deal(till: OldTill) -> None:
    till.held = lambda _view: frozenset({2})  # the payout
    status = till.desk.status()
    assert (status.due, status.held) == ({}, 2)
    till.desk.run()
    with till.record.read() as view:
        old, _new = till.record.ledger.all(view)
    assert old.name == OLD
    till.held = lambda _view: frozenset({3})  # another deal's
    assert till.desk.run() is not None
    with till.record.read() as view:
        old, _new = till.record.ledger.all(view)
    assert old.erased


def test_what_names_nobody_or_still_works_is_kept(till: OldTill) -> None:
    note = {"other.staff_note": {"code": "C09", "name": "見本 花子", "role": "clerk"}}
    with till.record.write() as tx:
        till.record.write_act(tx, NewAct(Kind.STAFF_CHANGED, CLERK, NOON, note))
        till.record.write_act(tx, NewAct(Kind.INTERNAL, CLERK, NOON, {"other.staff_note": "控え"}))
    erased = till.desk.run()
    assert erased is not None
    assert erased.kinds["provision_record"] == 1
    with till.record.read() as view:
        staff = till.record.acts.act(view, 5)
        assert till.record.acts.fields(view, staff, "provide") == note
        internal = till.record.acts.act(view, 6)
        assert till.record.acts.fields(view, internal, "provide") == {}


def bulletin_came(till: OldTill, number: str = "第12号") -> int:
    """A bulletin that arrives now; the act of its arrival."""
    hasher = cheap_hasher()
    staff = StaffDesk(till.record, till.clock, hasher)
    clocks = ClockDesk(till.record, till.clock, staff)
    words = load_match_table(RESOURCES / "police" / "matching.toml")
    desk = BulletinsDesk(till.record, till.clock, staff, clocks, lambda _day: the_table(), words)
    item = {"maker": "見本", "model": "十八号", "features": "盗品特徴"}
    told = {"number": number, "issued_on": "2026-08-30", "station": "見本署", "items": [item]}
    with till.record.write() as tx:
        looked = desk.take(tx, json.dumps([told]).encode())
    looked()
    [arrived] = [one for one in desk.in_force() if one.bulletin.number == number]
    return arrived.seq


# LAW 1.8: 08-31 and six months is 02-28; kept on that day, and not needed on the next.
def test_a_bulletin_goes_after_its_six_months_and_never_before(tmp_path: Path) -> None:
    till = new_till(tmp_path)
    till.at(datetime(2026, 8, 31, 3, 0, tzinfo=UTC))
    seq = bulletin_came(till)
    till.at(datetime(2027, 2, 27, 3, 0, tzinfo=UTC))
    bulletin_came(till, "第13号")

    till.at(datetime(2027, 2, 28, 14, 59, tzinfo=UTC))
    assert till.desk.status().due == {}
    assert till.desk.run() is None
    till.close()
    copy, yesterday = tmp_path / "copy", till.keys
    shutil.copytree(till.folder, copy)
    assert found(copy, yesterday, ["盗品特徴"]) == {"pages of ledger.db"}
    till.open()

    till.at(datetime(2027, 2, 28, 15, 0, tzinfo=UTC))
    assert till.desk.status().due == {"bulletin": 1}
    erased = till.desk.run()

    assert erased is not None
    assert erased.kinds == {"bulletin": 1}
    with till.record.read() as view:
        [kept] = till.record.bulletins.in_force(view, date(2027, 3, 1))
        assert kept.bulletin.number == "第13号"
        [begun] = till.record.acts.of_kind(view, Kind.ERASURE_BEGUN)
        assert till.record.erasures.note_of(view, begun)["bulletins"] == [seq]
    assert rebuild_faults(till.record) == []
    assert found(copy, till.keys, ["盗品特徴"]) == set()  # the copy opens no more
    till.at(datetime(2027, 9, 1, 3, 0, tzinfo=UTC))
    assert till.desk.run() is not None
    till.close()
    assert found(till.folder, till.keys, ["盗品特徴"]) == set()
    till.open()
    till.close()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["begun", "rows forgotten", "ledger encrypted anew"])
def test_killed_on_the_way_a_bulletin_is_there_or_gone(
    tmp_path: Path, step: str, when: str
) -> None:
    till = new_till(tmp_path)
    till.deal()
    bulletin_came(till)
    till.at(datetime(2027, 5, 23, 3, 0, tzinfo=UTC))
    till.close()
    after = when == "after"
    assert killed(till, step, after=after) == -signal.SIGKILL
    till.open()
    till.reopen()

    assert rebuild_faults(till.record) == []
    with till.record.read() as view:
        there = till.record.bulletins.past(view, date(2027, 5, 23))
    assert bool(there) is (step == "begun" and not after)
    till.close()


def test_many_deals_are_erased_in_one_go_by_several_acts(
    till: OldTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.services.retention.MOST_ACTS", 2)
    for _deal in range(4):
        till.deal()
    keys = till.keys
    erased = till.desk.run(StaffCode("M01"))
    assert erased is not None
    assert len(erased.begun) == 5  # ten acts, two at a time
    assert erased.kinds["ledger_line"] == 10
    assert erased.carried == 5
    assert till.keys.ledger != keys.ledger
    assert rebuild_faults(till.record) == []


def test_another_program_at_the_record_stops_a_run_before_it_begins(till: OldTill) -> None:
    other = OldTill(till.folder, till.key_file)
    with other.record.read() as view:
        size = other.record.acts.size(view)
    with pytest.raises(NotPossibleNow, match="store_busy"):
        till.desk.run()
    assert till.desk.status().unfinished == 0
    with till.record.read() as view:
        assert till.record.acts.size(view) == size
    other.close()
    assert till.desk.run() is not None


def killed(till: OldTill, step: str, *, after: bool) -> int:
    """Run the retention in a child that dies at a step; its exit code."""
    told = {
        "folder": str(till.folder),
        "key_file": str(till.key_file),
        "now": till.clock.now().isoformat(),
        "kill": step,
        "after": after,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.erasing"],
        cwd=CHECKOUT,
        input=json.dumps(told) + "\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_next_start_completes_it(
    till: OldTill, step: str, when: str
) -> None:
    till.close()
    after = when == "after"
    assert killed(till, step, after=after) == -signal.SIGKILL
    till.open()
    nothing_begun = step == "begun" and not after
    till.reopen()

    assert till.desk.status().unfinished == 0
    assert till.store.next() is None
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []
    with till.record.read() as view:
        old, new = till.record.ledger.all(view)
        finished = list(till.record.acts.of_kind(view, Kind.ERASURE_FINISHED))
    assert (new.name, new.erased) == (NEW, False)  # nothing is lost
    assert old.erased is not nothing_begun  # nothing is half open
    assert len(finished) == (0 if nothing_begun else 1)
    till.close()
    left = found(till.folder, till.keys, PERSON)
    if nothing_begun:
        assert {"act 1: 1.identity", "pages of ledger.db", "file of 2.image"} <= left
    else:
        assert left == {"act 6: 1.identity"}  # the tax subset, which is kept longer
    till.open()


def test_the_child_that_nobody_kills_does_the_same(till: OldTill) -> None:
    till.close()
    assert killed(till, "", after=False) == 0
    till.open()
    with till.record.read() as view:
        old, _new = till.record.ledger.all(view)
    assert old.erased


@pytest.mark.parametrize("round_", range(3))
def test_a_change_that_was_cut_off_twice_is_still_completed(till: OldTill, round_: int) -> None:
    steps = ("vault encrypted anew", "ledger encrypted anew", "old keys forgotten")
    till.close()
    assert killed(till, steps[round_], after=True) == -signal.SIGKILL
    assert killed(till, steps[(round_ + 1) % 3], after=False) == -signal.SIGKILL
    till.open()
    till.reopen()
    assert rebuild_faults(till.record) == []
    assert till.store.next() is None
