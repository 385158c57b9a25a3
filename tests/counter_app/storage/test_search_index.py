"""Lines are found by what the acts tell of them, from every kind of record; nothing else is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.folding import Folding
from counter_app.domain.ledger_question import question_from
from counter_app.storage.keys import TillKeys
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.records import LEDGER, Record
from counter_app.storage.search_index import Places
from tests.folder_search import found as found_in_folder
from tests.records import NOON, T01, SmallRecord, accepted, raw_connection, the_facts

IMEI, OTHER_IMEI = "490154203237518", "356938035643809"


def deal(till: SmallRecord, name: str, at: datetime = NOON, imei: str = IMEI, **own: Any) -> int:
    """A deal of one line; its running number."""
    new = accepted(name, at=at, imei=imei)
    fields = {f"{key.replace('__', '.')}": value for key, value in own.items()}
    ledger = till.write(replace(new, fields={**new.fields, **fields})).header.ledger
    return ledger[0] if ledger else 0


def found(till: SmallRecord, text: str, most: int | None = None) -> list[int]:
    return list(places(till, text, most).runnings)


def places(till: SmallRecord, text: str, most: int | None) -> Places:
    asked = question_from(text, till.record.folding, till.till)
    with till.record.read() as view:
        return till.record.search.find(view, asked, most)


@pytest.mark.parametrize(
    "text",
    [
        *("髙橋 太郎", "高橋太郎", "高", "橋", "髙", "橋太", "太郎", "郎"),
        *("タカハシ", "たかはし", "ﾀｶﾊｼ ﾀﾛｳ", "はした", "ろ"),
        *("090-0000-1234", "０９０００００１２３４", "1234", "00001234"),
        *(IMEI, IMEI[-6:], OTHER_IMEI, "F2LX-99", "f2lx99", "lx99"),
        *("T01-000002", "t01-2", "2", "000002", "2026-11-22 髙", "2026-11 2", "2026年 太郎 1234"),
    ],
)
def test_a_line_is_found_however_it_is_asked_for(till: SmallRecord, text: str) -> None:
    deal(till, "見本 花子", NOON - timedelta(days=40), "352099081234560")
    deal(
        till,
        "髙橋 太郎",
        person__name_kana="タカハシ タロウ",
        person__contact_phone="090-0000-1234",
        article__serial=["F2LX99"],
        article__features=[f"青、IMEI2 {OTHER_IMEI}"],
    )
    assert found(till, text) == [2]


@pytest.mark.parametrize(
    "text",
    ["高田", "太朗", "郎太", "橋高", "123", "09000001", "4901542", "T02-000001", "2026-11-21", "9"],
)
def test_what_no_line_has_is_not_found(till: SmallRecord, text: str) -> None:
    deal(till, "髙橋 太郎", person__contact_phone="09000001234")
    assert found(till, text) == []


@pytest.mark.parametrize("name", ["林", "﨑", "𠮷", "呂", "X"])
def test_a_name_of_one_sign_is_found(till: SmallRecord, name: str) -> None:
    deal(till, "見本 太郎")
    deal(till, name)
    assert found(till, name) == [2]


def test_the_newest_come_first_and_the_rest_is_counted(till: SmallRecord) -> None:
    for day in (0, 2, 1):  # a clock was put right in between
        for _line in range(2):
            deal(till, "見本 太郎", NOON + timedelta(days=day))
    for text in ("見本", "見", IMEI, "2026-11"):
        assert found(till, text) == [4, 3, 6, 5, 2, 1]
        assert places(till, text, 4) == Places((4, 3, 6, 5), 2)
        assert places(till, text, 6).rest == 0
    assert found(till, "見本 2026-11-23..2026-11-24") == [4, 3, 6, 5]
    assert places(till, "2026-11-23..2026-11-24", 3) == Places((4, 3, 6), 1)


def test_all_that_is_asked_must_be_there(till: SmallRecord) -> None:
    deal(till, "見本 太郎", imei=OTHER_IMEI)
    deal(till, "見本 花子")
    assert found(till, f"見本 {IMEI}") == [2]
    assert found(till, f"太郎 {IMEI}") == []
    assert found(till, f"{OTHER_IMEI} {IMEI}") == []
    assert found(till, "太郎 2") == []
    assert found(till, "花子 2") == [2]


def test_a_long_name_is_found_by_all_of_it(till: SmallRecord) -> None:
    name = "MIHON " + "ABCDEFGHIJ" * 4
    deal(till, name)
    deal(till, name.replace("J", "K"))
    assert found(till, name) == [1]
    assert found(till, name[8:40]) == [1]
    assert found(till, name[:12]) == [2, 1]


def test_a_correction_is_found_by_what_it_says(till: SmallRecord) -> None:
    assert deal(till, "見本 太郎") == 1
    new = accepted("見本 次郎")
    sides = {
        "person.name": ["見本 太郎", "見本 次郎"],
        "article.imei": [IMEI, OTHER_IMEI],
        "article.corrects": {"line": 1, "cancels": False},
        "other.correction": "誤記",
    }
    till.write(replace(new, kind=Kind.CORRECTION, fields=sides, ref=1))
    assert found(till, "次郎") == found(till, OTHER_IMEI) == [2]
    assert found(till, "見本") == [2, 1]
    assert rebuild_faults(till.record) == []


SIGNS = "見本太郎花子たろう"


def test_the_index_answers_as_a_look_at_every_line_does(till: SmallRecord) -> None:
    draw = random.Random(8)  # noqa: S311 - draws names, no keys
    names = ["".join(draw.choices(SIGNS, k=draw.randint(1, 5))) for _line in range(60)]
    with till.record.write() as tx:
        for name in names:
            till.record.write_act(tx, accepted(name))
    for _question in range(300):
        part = "".join(draw.choices(SIGNS, k=draw.randint(1, 3)))
        expected = [place for place, name in enumerate(names, start=1) if part in name]
        assert found(till, part) == expected[::-1], part


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE search_lines SET names = '見本次郎'",
        "UPDATE search_lines SET numbers = ''",
        "DELETE FROM search_lines",
        "DELETE FROM search_marks WHERE mark = '太郎'",
        "DELETE FROM search_marks WHERE kind = 2",
        "UPDATE search_marks SET mark = '次郎' WHERE mark = '太郎'",
        "UPDATE search_marks SET again = 9 WHERE mark = '太郎'",
        "UPDATE search_marks SET place = place + 100000000 WHERE mark = '太郎'",
        "INSERT INTO search_marks SELECT 0, '次郎', place, 0 FROM search_lines",
    ],
)
def test_a_planted_fault_is_seen_and_mended_by_making_it_anew(
    till: SmallRecord, change: str
) -> None:
    deal(till, "見本 太郎")
    assert rebuild_faults(till.record) == []

    till.tamper(change)
    assert rebuild_faults(till.record) == ["search for line 1: differs from its act"]

    till.record.make_search_anew()
    assert rebuild_faults(till.record) == []
    assert found(till, "太郎") == [1]


def test_a_row_without_a_line_is_seen_and_stops_no_deal(till: SmallRecord) -> None:
    deal(till, "見本 太郎")
    till.tamper(
        "INSERT INTO search_lines SELECT place + 1, names, numbers FROM search_lines",
        "INSERT INTO search_marks SELECT kind, mark, place + 1, 3 FROM search_marks",
    )
    assert rebuild_faults(till.record) == ["search for line 2: differs from its act"]
    assert deal(till, "見本 次郎") == 2
    assert found(till, "次郎") == [2]


def older(till: SmallRecord) -> None:
    """Make the record as one is that knows no search."""
    till.record.close()
    with raw_connection(till.folder / LEDGER, till.keys.ledger) as raw:
        for table in ("requests", "search_lines", "search_marks"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("ALTER TABLE bundles DROP COLUMN hq_key")
        raw.execute("DELETE FROM counters WHERE name = 'search_form'")
        raw.execute("UPDATE alembic_version SET version_num = '0004'")


def test_the_upgrade_fills_the_index_for_the_lines_that_are_there(till: SmallRecord) -> None:
    deal(till, "髙橋 太郎", person__name_kana="タカハシ", person__contact_phone="0900000123")
    with till.record.write() as tx:
        till.record.write_act(tx, accepted("見本 花子", lines=3))
    older(till)

    till.reopen()

    assert found(till, "高橋") == found(till, "たかはし") == found(till, "0123") == [1]
    assert found(till, "花子") == [4, 3, 2]
    assert rebuild_faults(till.record) == []


def test_another_table_of_variants_makes_the_index_anew(till: SmallRecord) -> None:
    deal(till, "髙橋 太郎")
    assert found(till, "高橋") == [1]
    till.record.close()

    till.record = Record(till.folder, till.keys, T01, the_facts(), Folding())
    assert found(till, "高橋") == []
    assert found(till, "髙橋") == [1]
    assert rebuild_faults(till.record) == []


def test_a_damaged_act_keeps_no_other_line_from_the_search(till: SmallRecord) -> None:
    deal(till, "見本 太郎")
    deal(till, "見本 花子")
    older(till)
    till.tamper("UPDATE acts SET content = zeroblob(9) WHERE seq = 1")
    assert found(till, "花子") == [2]
    assert found(till, "太郎") == []


def test_a_deal_that_is_not_kept_leaves_nothing_to_be_found(till: SmallRecord) -> None:
    def cut_off() -> None:
        with till.record.write() as tx:
            till.record.write_act(tx, accepted("見本 太郎"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cut_off()
    assert found(till, "太郎") == []
    assert deal(till, "見本 太郎") == 1
    assert found(till, "太郎") == [1]


def erase(till: SmallRecord, seqs: list[int], *parts: str) -> None:
    """Erase parts of acts as an erasure does between its two acts."""
    erased = {seq: frozenset(parts) for seq in seqs}
    with till.record.write() as tx:
        till.record.erasures.destroy(tx, erased)
    with till.record.write() as tx:
        till.record.erasures.forget(tx, erased)


WHOLE = ("1.identity", "1.contact", "6.facts")


def test_erasing_many_of_many_leaves_nothing_of_them_in_any_byte(till: SmallRecord) -> None:
    """Pages are split and joined in between: what is overwritten in one may lie in another's gap.

    The control: before the file is written anew the same search finds some of that.
    """
    draw = random.Random(5)  # noqa: S311 - draws names, no keys
    names = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _deal in range(400)]
    imeis = [f"35{draw.randrange(10**13):013d}" for _deal in range(400)]
    with till.record.write() as tx:
        for name, imei in zip(names, imeis, strict=True):
            till.record.write_act(tx, accepted(name, imei=imei))
    seqs = draw.sample(range(1, 401), 150)
    gone = [(names[seq - 1], imeis[seq - 1]) for seq in seqs]
    words = [word for name, imei in gone for word in (name, name[4:], imei, imei[::-1])]
    erase(till, seqs, *WHOLE)
    till.record.wipe_log()
    assert found_in_folder(till.folder, till.keys, words) == {"pages of ledger.db"}

    till.keys = replace(till.keys, ledger=TillKeys.fresh().ledger)
    till.record.rekey_ledger(till.keys)

    till.record.close()
    assert found_in_folder(till.folder, till.keys, words) == set()
    kept = [names[seq - 1][4:] for seq in range(1, 401) if seq not in seqs]
    assert "pages of ledger.db" in found_in_folder(till.folder, till.keys, kept[:1])
    till.reopen()
    assert all(found(till, name) == [] for name, _imei in gone[:20])
    assert found(till, kept[0]) != []


def test_an_erased_line_is_found_by_its_number_and_day_only(till: SmallRecord) -> None:
    deal(till, "見本 太郎")
    erase(till, [1], *WHOLE)
    assert found(till, "太郎") == found(till, IMEI) == []
    assert found(till, "T01-000001") == found(till, "2026-11-22") == [1]
    with till.record.read() as view:
        marks = view.connection.exec_driver_sql("SELECT count(*) FROM search_marks").scalar()
    assert marks == 0


def test_only_the_telephone_goes_with_the_contact(till: SmallRecord) -> None:
    deal(till, "見本 太郎", person__contact_phone="09000001234")
    assert found(till, "1234") == [1]
    erase(till, [1], "1.contact")
    assert found(till, "1234") == []
    assert found(till, "太郎") == found(till, IMEI) == [1]


def test_days_are_dates_of_writing() -> None:
    assert date(2026, 11, 22).toordinal() * 10**8 < 2**47  # six bytes a place
