"""Facts with one cell, one narrowing or one field changed are seen, at every place by itself.

The notice's wording does not load with such facts either: a second net, which is not counted here.
Only facts that load are held against the table; one that does not would be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.law.notice_pack import load_pack
from counter_app.law.notice_pages import NoticePackFault
from tests.matrix import by_hand
from tests.matrix.mutations import SOURCE, Mutation, cells, narrowings, police
from tests.matrix.places import (
    Places,
    gate_faults,
    narrowing_faults,
    police_faults,
    small_places,
)
from tests.records import NOTICE_FOLDER, the_facts

ACCEPTED = Kind.ARTICLE_ACCEPTED
CELLS, NARROWINGS, POLICE = list(cells()), list(narrowings()), list(police())
EFFECTIVE = [one for one in NARROWINGS if not one.hidden]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    with small_places(tmp_path) as made:
        yield made


def test_there_are_144_cells_and_every_row_of_every_part() -> None:
    assert len({one.name for one in CELLS}) == 144
    parts = [name for name in the_facts().parts if name[0] in "1269"]
    assert len({one.name for one in NARROWINGS}) == 16 * len(parts)
    removed = [one for one in POLICE if " - " in one.name]
    assert len(removed) == len(by_hand.POLICE) == 6
    assert len(POLICE) > 40
    assert len({one.text for one in (*CELLS, *NARROWINGS, *POLICE)} | {SOURCE}) == 1 + len(
        [*CELLS, *NARROWINGS, *POLICE]
    )


def test_the_gate_sees_each_cell(tmp_path: Path) -> None:
    unseen = [one.name for one in CELLS if not gate_faults(one.facts(tmp_path))]
    assert unseen == []


def test_the_gate_sees_each_narrowing(tmp_path: Path) -> None:
    unseen = [
        one.name
        for one in NARROWINGS
        if not narrowing_faults(facts := one.facts(tmp_path))
        or not (gate_faults(facts) or one.hidden)
    ]
    assert unseen == []


def test_a_narrowing_that_changes_no_rights_is_seen_in_the_list_only(tmp_path: Path) -> None:
    hidden = [one for one in NARROWINGS if one.hidden]
    assert hidden
    assert [one.name for one in hidden if gate_faults(one.facts(tmp_path))] == []


def test_each_field_of_the_police_row_is_seen(tmp_path: Path) -> None:
    unseen = [one.name for one in POLICE if len(police_faults(one.facts(tmp_path))) != 2]
    assert unseen == []


def test_reading_on_the_till_sees_each(places: Places, tmp_path: Path) -> None:
    seq = places.write()
    assert places.read_faults(the_facts(), seq) == []  # the control
    files = {f"{part} x" for part in by_hand.BLOBS}  # a till reads no file into a screen's fields
    readable = [one for one in (*CELLS, *EFFECTIVE) if not one.name.startswith(tuple(files))]
    unseen = [
        one.name for one in readable if not places.read_faults(one.facts(tmp_path), seq, one.row)
    ]
    assert unseen == []


@pytest.mark.parametrize(
    "every", [CELLS, EFFECTIVE[::2], EFFECTIVE[1::2]], ids=["cells", "narrowings", "more"]
)
def test_envelopes_and_openings_see_each(
    every: list[Mutation], places: Places, tmp_path: Path
) -> None:
    sound = places.write()
    places.seal(the_facts())
    written: list[tuple[Mutation, int]] = []
    for one in every:
        written.append((one, places.write()))
        places.seal(one.facts(tmp_path))  # a till on which the facts were changed
    in_envelopes = [
        one.name for one, seq in written if not places.envelope_faults(seq, ACCEPTED, one.row)
    ]
    places.link.sync()
    at_hq = [
        one.name
        for one, seq in written
        if not places.opening_faults(
            one.facts(tmp_path), seq, ACCEPTED, one.row
        )  # and an HQ likewise
    ]
    assert (in_envelopes, at_hq) == ([], [])
    for row in by_hand.ROWS:  # the control
        assert places.envelope_faults(sound, ACCEPTED, row) == []
        assert places.opening_faults(the_facts(), sound, ACCEPTED, row) == []


def test_hq_with_changed_facts_is_seen_by_the_envelopes_of_a_sound_till(
    places: Places, tmp_path: Path
) -> None:
    seq = places.write()
    places.link.sync()
    assert places.opening_faults(the_facts(), seq) == []  # the control
    unseen = [
        one.name
        for one in CELLS
        if not places.opening_faults(one.facts(tmp_path), seq, ACCEPTED, one.row)
    ]
    assert unseen == []


def test_the_wording_is_a_second_net(tmp_path: Path) -> None:
    load_pack(NOTICE_FOLDER, "ja", the_facts())  # the control
    for one in CELLS:
        with pytest.raises(NoticePackFault):
            load_pack(NOTICE_FOLDER, "ja", one.facts(tmp_path))
