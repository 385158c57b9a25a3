"""Who may open what: the notice's table, in both directions, for every row and every part."""

from __future__ import annotations

import sqlite3
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError
from counter_app.hq.data_folder import NOTICES
from counter_app.hq.openings import Openings
from counter_app.hq.role_keys import RoleKeys
from counter_app.sync.envelope import Envelope, Run, seal_run
from tests.counter_app.hq.builders import (
    NOON,
    NOTICE,
    SmallHq,
    SmallTill,
    clear_words,
    photo,
    wire,
)

RAW: dict[str, Any] = tomllib.loads((NOTICES / NOTICE / "facts.toml").read_text(encoding="utf-8"))
ROWS = [row["key"] for row in (*RAW["purpose"], *RAW["group_provision"])]
ITEMS = {row["key"]: row["items"] for row in (*RAW["purpose"], *RAW["group_provision"])}


def fields_of(row: str) -> set[str]:
    """The fields that a row may open, read from the notice's file and not by the code."""
    divided = {part["item"] for part in RAW["part"]}
    fields = {
        name
        for name, item in RAW["field_items"].items()
        if item in ITEMS[row] and item not in divided and name != "application.passcode"
    }
    for part in RAW["part"]:
        if part["item"] in ITEMS[row] and row in part.get("only_for", ROWS):
            fields |= set(part["fields"])
    return fields


def send(hq: SmallHq, till: SmallTill, runs: list[Run], envelopes: list[Envelope]) -> None:
    before = hq.size(till)
    hq.take(till, till.body(before, **wire(runs, envelopes)))
    assert hq.size(till) == len(till.acts)


def failure(hq: SmallHq, till: SmallTill, seq: int, row: str) -> tuple[str, int]:
    """Code and exit code of an opening that fails."""
    with pytest.raises(CounterError) as caught:
        hq.openings.open(till.code, seq, row, "officer")
    return caught.value.code, caught.value.exit_code


@pytest.fixture
def full(hq: SmallHq, till: SmallTill) -> int:
    """An act with a value in every field of every part, files too, and all sixteen envelopes."""
    blobs = {}
    for part in ("2.image", "6.photos"):
        blobs[part], cipher = photo(part)
        hq.put(till, blobs[part].sha256, cipher)
    parts = {name: clear_words(name) for name, part in till.facts.parts.items() if not part.blob}
    seq = till.add(Kind.ARTICLE_ACCEPTED, parts, blobs=blobs)
    send(hq, till, *till.envelopes(hq.public, seq, *ROWS))
    return seq


def test_there_are_sixteen_rows_and_nine_items() -> None:
    assert len(ROWS) == 16
    assert {item for items in ITEMS.values() for item in items} == set(range(1, 10))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_opens_exactly_what_the_notice_lets_it(
    row: str, full: int, hq: SmallHq, till: SmallTill
) -> None:
    opened = hq.openings.open(till.code, full, row, "officer")

    assert (opened["till"], opened["seq"], opened["purpose"]) == ("T01", full, row)
    assert opened["kind"] == "article_accepted"
    assert sorted(opened["items"]) == sorted(str(item) for item in ITEMS[row])
    found = {name for fields in opened["items"].values() for name in fields}
    assert found == fields_of(row)
    for item, fields in opened["items"].items():
        for name, value in fields.items():
            assert RAW["field_items"][name] == int(item)
            assert isinstance(value, dict) or value == f"見本 {name}"


def test_every_part_is_open_to_some_row_and_closed_to_another() -> None:
    # Without this the matrix above could hold because everything, or nothing, is open.
    for part in RAW["part"]:
        for field in part["fields"]:
            openers = {row for row in ROWS if field in fields_of(row)}
            assert openers not in (set(), set(ROWS)) or part["item"] in {1, 6}
    assert "id_document.number" not in fields_of("fraud")
    assert "id_document.number" in fields_of("provide")


def test_provide_shows_all_nine_items_even_empty_ones(hq: SmallHq, till: SmallTill) -> None:
    seq = till.add()
    send(hq, till, *till.envelopes(hq.public, seq, "provide", "fraud"))

    items = hq.openings.open(till.code, seq, "provide", "officer")["items"]

    assert items == {str(no): {} for no in range(1, 10)} | {"5": {"billing.amount": 45_000}}
    assert "2" not in hq.openings.open(till.code, seq, "fraud", "officer")["items"]


def test_a_file_is_opened_and_told_by_name_and_size(
    full: int, hq: SmallHq, till: SmallTill
) -> None:
    items = hq.openings.open(till.code, full, "provide", "officer")["items"]
    image = items["2"]["id_document.image"]
    assert image["bytes"] == len(b"no picture, but bytes")
    assert hq.data.blobs.has(till.code, image["blob"])


def test_an_erased_file_leaves_the_rest_open(full: int, hq: SmallHq, till: SmallTill) -> None:
    items = hq.openings.open(till.code, full, "provide", "officer")["items"]
    till.add(Kind.ERASURE_FINISHED, ref=full)
    wish = [items["2"]["id_document.image"]["blob"]]
    hq.take(till, till.body(before=full, drop_blobs=wish))

    left = hq.openings.open(till.code, full, "provide", "officer")["items"]

    assert "id_document.image" not in left["2"]
    assert left["1"] == items["1"]


def test_without_consent_there_is_no_envelope_to_open(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    bases = [row for row in ROWS if till.facts.rows[row].basis == "notice"]
    send(hq, till, *till.envelopes(hq.public, seq, *bases))
    assert bases == ROWS[:5] + ROWS[6:8]  # purposes 1-5, 7, 8
    for row in ROWS:
        if row in bases:
            hq.openings.open(till.code, seq, row, "officer")
        else:
            assert failure(hq, till, seq, row) == ("no_envelope", 3)


def test_a_deleted_envelope_opens_no_more_and_the_act_stays(
    full: int, hq: SmallHq, till: SmallTill
) -> None:
    hq.openings.open(till.code, full, "marketing", "officer")  # control
    till.add(Kind.CONSENT_WITHDRAWN, ref=full)
    hq.take(till, till.body(before=full, drop_envelopes=[(full, "marketing")]))

    assert failure(hq, till, full, "marketing") == ("no_envelope", 3)
    hq.openings.open(till.code, full, "improve", "officer")


def test_an_act_that_is_not_here_and_an_unknown_purpose(
    full: int, hq: SmallHq, till: SmallTill
) -> None:
    assert failure(hq, till, full + 1, "provide") == ("act_not_here", 3)
    assert failure(hq, SmallTill(code=till.code), 99, "provide") == ("act_not_here", 3)
    assert failure(hq, till, full, "police") == ("purpose_unknown", 2)
    assert failure(hq, till, full, "recovery") == ("purpose_unknown", 2)


def moved(envelope: Envelope, run: Run, *, seq: int, row: str) -> tuple[list[Run], list[Envelope]]:
    """An envelope under another act's or another row's name."""
    return [replace(run, row=row)], [replace(envelope, seq=seq, row=row)]


def test_an_envelope_moved_to_another_act_is_refused(hq: SmallHq, till: SmallTill) -> None:
    first, second = till.full_act(), till.full_act()
    [run], [envelope] = till.envelopes(hq.public, first, "provide")
    send(hq, till, *moved(envelope, run, seq=second, row="provide"))
    assert failure(hq, till, second, "provide") == ("envelope_damaged", 4)


def test_an_envelope_moved_to_another_row_is_refused(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    [run], [envelope] = till.envelopes(hq.public, seq, "provide")
    send(hq, till, *moved(envelope, run, seq=seq, row="fraud"))
    # The run was sealed to another role's key, so its key is not even looked for under this row.
    assert failure(hq, till, seq, "fraud") == ("role_key_not_here", 3)


def test_a_run_sealed_to_the_right_key_under_a_wrong_name_does_not_open(
    hq: SmallHq, till: SmallTill
) -> None:
    seq = till.full_act()
    key, run = seal_run(till.code, "provide", hq.public["fraud"])
    crossed = {**hq.public, "provide": hq.public["fraud"]}
    runs, envelopes = till.envelopes(crossed, seq, "provide")
    send(hq, till, [replace(runs[0], row="fraud")], [replace(envelopes[0], row="fraud")])
    assert failure(hq, till, seq, "fraud") == ("envelope_not_for_this_key", 4)
    assert key
    assert run.key_id == runs[0].key_id


def test_an_envelope_with_more_keys_than_its_row_may_have_stays_shut(
    hq: SmallHq, till: SmallTill
) -> None:
    seq = till.full_act()
    wider = {"2.document": till.keys[seq - 1]["2.document"]}
    send(hq, till, *till.envelopes(hq.public, seq, "fraud", **wider))
    assert failure(hq, till, seq, "fraud") == ("envelope_too_wide", 4)


def test_an_envelope_that_the_kind_shuts_out_stays_shut_even_at_hq(
    hq: SmallHq, till: SmallTill
) -> None:
    seq = till.add(Kind.INTERNAL, {"6.facts": {"article.imei": "見本"}})
    send(hq, till, *till.envelopes(hq.public, seq, "provide"))
    runs, envelopes = till.envelopes(hq.public, seq, "improve")
    with hq.data.store.write() as tx:  # past the intake, as an administrator could
        tx.sealed(till.code).add_runs(runs)
        tx.sealed(till.code).add_envelopes(envelopes)
    assert failure(hq, till, seq, "improve") == ("envelope_too_wide", 4)
    hq.openings.open(till.code, seq, "provide", "officer")  # control


def test_an_envelope_under_another_rows_run_stays_shut(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    [run], [envelope] = till.envelopes(hq.public, seq, "provide")
    send(hq, till, [run], [envelope])
    with hq.data.store.write() as tx:
        tx.sealed(till.code).add_envelopes([replace(envelope, row="fraud")])
    assert failure(hq, till, seq, "fraud") == ("run_of_another_row", 4)


def test_a_key_that_the_act_does_not_commit_to_is_refused(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    send(hq, till, *till.envelopes(hq.public, seq, "fraud", **{"5.billing": bytes(32)}))
    assert failure(hq, till, seq, "fraud") == ("key_not_committed", 4)


def test_a_files_key_is_checked_against_the_act_too(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    hq.put(till, blob.sha256, cipher)
    seq = till.add(parts={}, blobs={"2.image": blob})
    send(hq, till, *till.envelopes(hq.public, seq, "provide", **{"2.image": bytes(32)}))
    assert failure(hq, till, seq, "provide") == ("key_not_committed", 4)


def test_a_part_without_a_key_is_named_as_closed(hq: SmallHq, till: SmallTill) -> None:
    seq = till.full_act()
    del till.keys[seq - 1]["1.contact"]
    send(hq, till, *till.envelopes(hq.public, seq, "fraud"))
    opened = hq.openings.open(till.code, seq, "fraud", "officer")
    assert opened["closed"] == ["1.contact"]
    assert "person.email" not in opened["items"]["1"]


def test_renewed_role_keys_open_old_and_new(hq: SmallHq, till: SmallTill) -> None:
    old, new = till.full_act(), till.full_act()
    renewed = hq.roles.renew(till.facts.rows, "later")
    runs, envelopes = till.envelopes(hq.public, old, "provide")
    more_runs, more = till.envelopes(renewed, new, "provide")
    send(hq, till, runs + more_runs, envelopes + more)
    for seq in (old, new):
        assert hq.openings.open(till.code, seq, "provide", "officer")["items"]["1"]


def test_every_opening_is_written_down_before_it_is_tried(
    hq: SmallHq, till: SmallTill, tmp_path: Path
) -> None:
    seq = till.full_act()
    send(hq, till, *till.envelopes(hq.public, seq, "provide"))
    hq.openings.open(till.code, seq, "provide", "A. Officer")
    failure(hq, till, seq, "marketing")
    data = hq.data
    keyless = Openings(data.store, data.blobs, data.facts, hq.clock, RoleKeys(tmp_path / "nowhere"))
    with pytest.raises(CounterError, match="role_keys_missing"):
        keyless.open(till.code, seq, "provide", "B. Officer")

    with data.store.read() as tx:
        log = [(one.seq, one.purpose, one.operator) for one in tx.desk.openings()]
        times = {one.at for one in tx.desk.openings()}
    assert log == [
        (seq, "provide", "A. Officer"),
        (seq, "marketing", "officer"),
        (seq, "provide", "B. Officer"),
    ]
    assert times == {"2026-11-22T03:00:00.000Z"}
    assert NOON.isoformat().startswith("2026-11-22T03:00")


def test_single_acts_of_the_anonymisers_purposes_are_test_openings(
    full: int, hq: SmallHq, till: SmallTill
) -> None:
    for row in ROWS:
        told = hq.openings.open(till.code, full, row, "officer", "do the keys fit")
        assert told.get("test_opening", False) == (row in {"improve", "investment"}), row
        assert told["items"]["1"]["person.name"]
    with hq.data.store.read() as tx:
        log = [(one.purpose, one.reason) for one in tx.desk.openings() if one.test]
    assert log == [("improve", "do the keys fit"), ("investment", "do the keys fit")]


def test_the_log_of_openings_is_read_by_till_and_by_act(hq: SmallHq, till: SmallTill) -> None:
    first, second = till.full_act(), till.full_act()
    send(hq, till, *till.envelopes(hq.public, first, "provide"))
    hq.openings.open(till.code, first, "provide", "A. Officer", "an inquiry")
    failure(hq, till, second, "provide")
    with hq.data.store.read() as tx:
        every = [(one.seq, one.operator, one.reason) for one in tx.desk.openings("T01")]
        of_one = [one.seq for one in tx.desk.openings("T01", second)]
        elsewhere = list(tx.desk.openings("T02"))
    assert every == [(first, "A. Officer", "an inquiry"), (second, "officer", "")]
    assert (of_one, elsewhere) == ([second], [])


def test_openings_of_an_older_program_are_told_too(hq: SmallHq) -> None:
    path = hq.folder / "hq.db"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(
            "INSERT INTO openings (at, till, seq, purpose, operator)"
            " VALUES ('2026-11-22T03:00:00.000Z', 'T01', 1, 'provide', 'officer')"
        )
        base.execute("DROP TABLE opening_notes")
    hq.data.store.add_tables()  # as this program does when it opens the folder
    with hq.data.store.read() as tx:
        [told] = tx.desk.openings()
    assert (told.operator, told.reason, told.test) == ("officer", "", False)
