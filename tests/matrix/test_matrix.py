"""The notice's table holds at the gate, in the envelopes on the till, and at HQ: both ways."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind, may_open
from counter_app.hq.__main__ import main
from counter_app.sync.sealer import rows_for
from tests.matrix import by_hand
from tests.matrix.places import (
    Places,
    answer_faults,
    every_field,
    gate_faults,
    narrowing_faults,
    police_faults,
    small_places,
)
from tests.records import ALL_BASES, the_facts

NOW = "2026-11-22T12:00:00+09:00"


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    with small_places(tmp_path) as made:
        yield made


def test_the_cells_written_by_hand_are_as_many_as_the_notice_has() -> None:
    assert sum(map(len, by_hand.OWN_PURPOSES.values())) == 64
    assert sum(map(len, by_hand.GROUP_ROWS.values())) == 58
    own = [len(by_hand.items_of(row)) for row in by_hand.P.values()]
    group = [len(by_hand.items_of(row)) for row in by_hand.G.values()]
    assert own == [9, 9, 5, 9, 8, 8, 8, 8]
    assert group == [5, 9, 3, 8, 8, 8, 9, 8]


def test_the_gate_is_the_table() -> None:
    facts = the_facts()
    assert gate_faults(facts) == []
    assert narrowing_faults(facts) == []
    assert police_faults(facts) == []


def test_reading_on_the_till_is_the_table(places: Places) -> None:
    assert places.read_faults(the_facts(), places.write()) == []


def test_the_envelopes_on_the_till_are_the_table(places: Places) -> None:
    seq = places.write()
    places.seal(the_facts())
    assert places.envelope_faults(seq) == []


def test_openings_at_hq_are_the_table(places: Places) -> None:
    seq = places.write()
    places.link.sync()
    assert places.opening_faults(the_facts(), seq) == []


def test_the_command_of_hq_prints_the_table(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    seq = places.write()
    places.link.sync()
    for row in by_hand.ROWS:
        words = ["--data", str(places.link.hq.folder), "--now", NOW, "open", "--till", "T01"]
        assert main([*words, "--seq", str(seq), "--purpose", row]) == 0
        told = json.loads(capsys.readouterr().out)
        assert answer_faults(row, told, every_field(the_facts())) == []


def test_the_test_act_fills_all_nine_items_and_all_parts(places: Places) -> None:
    # Without this the checks above could hold because there is nothing to see.
    seq = places.write()
    with places.link.till.record.read() as view:
        header = places.link.till.record.acts.act(view, seq).header
    assert {part.name for part in header.parts} == by_hand.WHOLE_PARTS | by_hand.NARROWED.keys()
    assert {part.name[0] for part in header.parts} == set("123456789")
    assert {part.name for part in header.parts if part.blob} == by_hand.BLOBS.keys()


def test_every_kind_has_its_cap_by_hand() -> None:
    assert by_hand.CAPS.keys() == set(Kind)
    for kind, rows in by_hand.CAPS.items():
        assert {row for row in by_hand.ROWS if may_open(kind, row)} == rows
        assert set(rows_for(kind, ALL_BASES, the_facts())) == rows


def test_the_caps_hold_in_the_envelopes_and_at_hq(places: Places) -> None:
    written = {kind: places.write(kind) for kind in Kind if kind is not Kind.ERASURE_FINISHED}
    places.seal(the_facts())
    for kind, seq in written.items():
        assert places.envelope_faults(seq, kind) == [], kind
    places.link.sync()
    for kind, seq in written.items():
        assert places.opening_faults(the_facts(), seq, kind) == [], kind


def test_a_cap_that_is_missing_is_seen(places: Places) -> None:
    # The control: an act of another kind stands where an internal one is expected.
    seq = places.write(Kind.PAID)
    places.seal(the_facts())
    assert places.envelope_faults(seq, Kind.INTERNAL) == [
        f"envelope: {row}" for row in by_hand.ROWS if row not in {"provide", "screening"}
    ]
    places.link.sync()
    assert "hq: fraud opens a internal" in places.opening_faults(the_facts(), seq, Kind.INTERNAL)
