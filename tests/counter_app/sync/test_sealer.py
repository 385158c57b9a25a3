"""Envelopes exactly by the notice: its matrix, the basis of each row, the cap of each kind."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError, NotPossibleNow, Refused
from counter_app.hq.publish import publish_roles
from counter_app.storage.act_log import NewAct
from counter_app.sync.checkpoint import HQ_NAME, sign_note, verified_text
from counter_app.sync.directory import Directory, parse_directory
from counter_app.sync.inbox import Inbox
from counter_app.sync.sealer import RUN_ACTS, Sealer, rows_for
from tests.counter_app.sync.links import Link
from tests.records import (
    ALL_BASES,
    CLERK,
    NOON,
    NOTICE_FOLDER,
    T01,
    accepted,
    everything,
    paid,
    the_facts,
)

RAW: dict[str, Any] = tomllib.loads((NOTICE_FOLDER / "facts.toml").read_text(encoding="utf-8"))
PURPOSES = [row["key"] for row in RAW["purpose"]]
GROUP = [row["key"] for row in RAW["group_provision"]]
ROWS = [*PURPOSES, *GROUP]
ITEMS = {row["key"]: row["items"] for row in (*RAW["purpose"], *RAW["group_provision"])}
ON_NOTICE = set(PURPOSES) - {"marketing"}


def fields_of(row: str) -> set[str]:
    """The fields that a row may open, read from the notice's file; files are left out."""
    parts = {name: part for part in RAW["part"] for name in part["fields"]}
    return {
        name
        for name, item in RAW["field_items"].items()
        if item in ITEMS[row]
        and name != "application.passcode"
        and row in parts.get(name, {}).get("only_for", ROWS)
        and not parts.get(name, {}).get("blob", False)
    }


def opened(link: Link, seq: int, row: str) -> dict[str, Any]:
    items: dict[str, Any] = link.hq.openings.open(T01, seq, row, "officer")["items"]
    return items


def newest(link: Link) -> Directory:
    return Inbox(link.state().hq_key).directory(link.state().directory)


def seal(link: Link, directory: Directory | None = None, now: datetime = NOON) -> int:
    return link.sealer.seal(link.till.record, directory or newest(link), now)


def runs(link: Link) -> dict[tuple[int, str], bytes]:
    with link.till.record.read() as view:
        _runs, every = link.till.record.hq.sealed_between(view, 0, link.till.size())
    return {(one.seq, one.row): one.run for one in every}


def test_every_row_opens_exactly_its_fields(link: Link) -> None:
    link.till.write(everything())
    link.sync()

    assert link.envelopes() == {1: set(ROWS)}
    for row in ROWS:
        items = opened(link, 1, row)
        assert sorted(items) == sorted(str(item) for item in ITEMS[row])
        assert {name for fields in items.values() for name in fields} == fields_of(row)


def test_provide_opens_all_nine_items_and_fraud_never_the_document(link: Link) -> None:
    link.till.write(accepted())
    link.sync()

    provide = opened(link, 1, "provide")
    assert sorted(provide) == [str(no) for no in range(1, 10)]
    assert provide["2"]["id_document.number"] == "012345678900"
    assert provide["7"] == {}  # nobody asked anything: empty, and shown all the same
    fraud = opened(link, 1, "fraud")
    assert "2" not in fraud
    assert "012345678900" not in str(fraud)


def test_marketing_opens_only_after_consent(link: Link) -> None:
    link.till.write(accepted(bases=frozenset({"notice"})))
    link.till.write(accepted(bases=frozenset({"notice", "marketing"})))
    link.sync()

    with pytest.raises(CounterError) as caught:
        opened(link, 1, "marketing")
    assert isinstance(caught.value, Refused)
    assert (caught.value.code, caught.value.exit_code) == ("no_envelope", 3)
    assert "person.name" in opened(link, 2, "marketing")["1"]
    assert link.envelopes() == {1: ON_NOTICE, 2: set(PURPOSES)}


@pytest.mark.parametrize(
    ("bases", "rows"),
    [
        (set(), set()),
        ({"notice"}, ON_NOTICE),
        ({"duty"}, {"provide", "inquiry"}),
        ({"duty", "notice", "marketing", "group"}, {"provide", "inquiry"}),
        ({"notice", "marketing"}, set(PURPOSES)),
        ({"notice", "group"}, ON_NOTICE | set(GROUP)),
        ({"marketing"}, {"marketing"}),
        (ALL_BASES, set(ROWS)),
        ({"law"}, set()),
    ],
)
def test_no_basis_no_envelope(bases: set[str], rows: set[str]) -> None:
    assert set(rows_for(Kind.ARTICLE_ACCEPTED, frozenset(bases), the_facts())) == rows


PROVIDE_ONLY = (
    *(Kind.CARRIED_OVER, Kind.IMAGE_OPENED, Kind.STAFF_CHANGED, Kind.TILL_SET_UP),
    *(Kind.NOTICE_APPROVED, Kind.CLOCK_CONFIRMED, Kind.DAY_CLOSED, Kind.INCIDENT),
)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_kind_caps_the_rows(kind: Kind) -> None:
    cap = {kind: {"provide"} for kind in PROVIDE_ONLY}
    cap |= {Kind.INTERNAL: {"provide", "screening"}, Kind.PROVIDED: {"provide", "inquiry"}}
    cap |= {Kind.COPY_GIVEN: {"provide", "inquiry"}}
    assert set(rows_for(kind, ALL_BASES, the_facts())) == cap.get(kind, set(ROWS))


def test_hq_takes_the_envelopes_of_a_capped_kind(link: Link) -> None:
    note = {"other.staff_note": "見本"}
    link.till.write(NewAct(Kind.INTERNAL, CLERK, NOON, note, bases=ALL_BASES))
    link.sync()
    assert link.envelopes() == {1: {"provide", "screening"}}
    assert opened(link, 1, "screening")["9"] == note


def test_a_row_that_may_have_no_part_of_an_act_gets_no_envelope(link: Link) -> None:
    link.till.write(paid(bases=ALL_BASES))
    seal(link)
    with_item_5 = {row for row in ROWS if 5 in ITEMS[row]}
    assert link.envelopes() == {1: with_item_5}
    assert "g_identity" not in with_item_5


def test_an_image_goes_to_the_rows_that_have_the_document(link: Link) -> None:
    link.till.write(accepted(bases=ALL_BASES, blobs={"2.image": link.keep_image()}))
    link.sync()
    for row in ROWS:
        assert ("id_document.image" in str(opened(link, 1, row))) == (2 in ITEMS[row])


def test_sealing_twice_makes_nothing_more(link: Link) -> None:
    link.till.write(accepted())
    first = seal(link)
    before = runs(link)
    assert first == len(ON_NOTICE)
    assert seal(link) == 0
    assert Sealer(T01, the_facts()).seal(link.till.record, newest(link), NOON) == 0
    assert runs(link) == before


def test_a_run_serves_many_acts_of_one_row_only(link: Link) -> None:
    link.till.write_many(3)
    seal(link)
    by_row: dict[str, set[bytes]] = {}
    for (_seq, row), run in runs(link).items():
        by_row.setdefault(row, set()).add(run)
    assert {row: len(made) for row, made in by_row.items()} == dict.fromkeys(by_row, 1)
    assert len(set().union(*by_row.values())) == len(by_row)


def run_of(link: Link, seq: int) -> bytes:
    return runs(link)[seq, "provide"]


def test_a_run_ends_after_an_hour_and_when_the_clock_goes_back(link: Link) -> None:
    moments = [(12, 0), (12, 59), (13, 0), (12, 30)]
    for hour, minute in moments:
        link.till.write(paid())
        seal(link, now=datetime(2026, 11, 22, hour, minute, tzinfo=UTC))
    first, same, after_an_hour, set_back = (run_of(link, seq) for seq in range(1, 5))
    assert first == same
    assert len({first, after_an_hour, set_back}) == 3


def test_a_run_ends_after_five_hundred_acts_and_with_the_process(link: Link) -> None:
    link.till.write_many(RUN_ACTS + 1)
    seal(link)
    assert run_of(link, 1) == run_of(link, 500) != run_of(link, 501)
    link.sealer = Sealer(T01, the_facts())
    link.till.write(paid())
    seal(link)
    assert run_of(link, 502) != run_of(link, 501)


def test_a_renewed_key_begins_a_new_run(link: Link) -> None:
    link.till.write(paid())
    link.sync()
    hq = link.hq
    publish_roles(hq.data.store, hq.data.key, hq.clock, hq.data.facts, hq.roles)
    link.know_hq()
    link.till.write(paid())
    link.sync()
    assert run_of(link, 1) != run_of(link, 2)
    assert opened(link, 2, "provide")["5"] == {"billing.amount": 45_000}


def test_the_keys_of_a_run_are_never_shown_nor_kept(link: Link) -> None:
    link.till.write(paid())
    seal(link)
    open_run = link.sealer._run
    assert open_run is not None
    key, _run = open_run.by_row["provide"]
    assert key.hex() not in repr(open_run)
    assert repr(key)[2:-1] not in repr(open_run)


def without(directory: Directory, *rows: str) -> Directory:
    keys = {row: key for row, key in directory.keys.items() if row not in rows}
    return replace(directory, keys=keys)


def test_a_role_without_a_key_never_blocks_and_is_served_when_it_comes(link: Link) -> None:
    full = link.state().directory
    text = verified_text(full, HQ_NAME, link.hq.data.key.public_key())
    short = without(parse_directory(text), "provide", "fraud")
    link.change(directory=sign_note(short.text(), HQ_NAME, link.hq.data.key))
    link.till.write(accepted(blobs={"2.image": (image := link.keep_image())}))

    link.sync()  # HQ's newest directory is no newer: the act goes without the two

    assert link.envelopes() == {1: ON_NOTICE - {"provide", "fraud"}}
    with link.till.record.read() as view:
        assert link.till.record.hq.owed(view) == [(1, "fraud"), (1, "provide")]
    assert link.till.record.blobs.open(image)  # its key is needed for what is owed

    link.change(directory=full)
    assert link.sync().sent == 0
    assert opened(link, 1, "provide")["1"]["person.name"]
    assert "2" not in opened(link, 1, "fraud")
    with link.till.record.read() as view:
        assert link.till.record.hq.owed(view) == []
    with pytest.raises(Refused, match="image_not_here"):
        link.till.record.blobs.open(image)


def test_what_is_owed_survives_lost_replies(link: Link) -> None:
    full = newest(link)
    link.till.write_many(3)
    seal(link, without(full, "provide"))
    link.change(directory="")
    with pytest.raises(NotPossibleNow):
        link.sync("well", "well", "lost reply")
    link.sync()
    assert [opened(link, seq, "provide")["5"] for seq in (1, 2, 3)] == [
        {"billing.amount": amount} for amount in (1, 2, 3)
    ]


def test_without_any_directory_everything_is_owed(link: Link) -> None:
    link.till.write(accepted())
    assert seal(link, without(newest(link), *ROWS)) == 0
    with link.till.record.read() as view:
        assert {row for _seq, row in link.till.record.hq.owed(view)} == ON_NOTICE


def test_bytes_that_are_no_key_never_block(link: Link) -> None:
    full = newest(link)
    link.till.write(accepted())
    zeros = {**full.keys, "provide": bytes(1_216)}
    assert seal(link, replace(full, keys=zeros)) == len(ON_NOTICE) - 1
    assert seal(link, full) == 1


def test_an_erased_key_goes_into_no_late_envelope(link: Link) -> None:
    link.till.write(paid())
    seal(link, without(newest(link), "provide"))
    link.till.tamper("UPDATE keys SET key = x''", file="vault.db")
    assert seal(link) == 0
    with link.till.record.read() as view:
        assert link.till.record.hq.owed(view) == []
