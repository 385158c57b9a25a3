"""The notice leaf by leaf: every page once, in the notice's order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counter_app.services.notices import NoticePack, load_notice
from tests.builders import NOTICE, facts
from ui.widgets.notice_leaves import full_leaves, leaf_of, short_leaves


def pack(language: str) -> NoticePack:
    return load_notice(NOTICE, facts()).packs[language]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("larger", [False, True])
def test_every_page_stands_on_a_leaf_in_the_notices_order(language: str, *, larger: bool) -> None:
    wording = pack(language)
    keys = [key for leaf in full_leaves(wording, larger=larger) for key in leaf.keys]
    once = [keys[0], *(after for before, after in pairwise(keys) if after != before)]
    assert once == [page.key for page in wording.full]
    assert "short" not in keys


def test_each_purpose_has_its_own_leaf_and_number() -> None:
    leaves = [leaf for leaf in full_leaves(pack("ja"), larger=False) if leaf.kind == "purpose"]
    assert [leaf.no for leaf in leaves] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {leaf.of for leaf in leaves} == {8}


def test_a_purpose_in_two_halves_has_both() -> None:
    halves = [
        leaf.half
        for leaf in full_leaves(pack("en"), larger=True)
        if leaf.keys == ("purpose:marketing",)
    ]
    assert halves == ["text", "kinds"]


def test_larger_text_never_takes_fewer_leaves() -> None:
    for language in ("ja", "en"):
        wording = pack(language)
        ordinary, larger = (full_leaves(wording, larger=on) for on in (False, True))
        assert len(ordinary) <= len(larger) <= 36


def test_the_leaf_of_a_page_is_found_and_an_unknown_page_begins_at_the_first() -> None:
    leaves = full_leaves(pack("ja"), larger=False)
    assert "purpose:fraud" in leaves[leaf_of(leaves, "purpose:fraud")].keys
    assert leaf_of(leaves, "no such page") == 0


def test_the_short_layer_is_one_leaf_and_two_for_larger_text() -> None:
    assert [leaf.keys for leaf in short_leaves(pack("ja"), larger=False)] == [("short",)]
    assert [leaf.no for leaf in short_leaves(pack("ja"), larger=True)] == [1, 2]
