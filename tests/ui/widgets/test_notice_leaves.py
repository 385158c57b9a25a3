"""The notice leaf by leaf: every page once, in the notice's order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counter_app.services.notices import NoticePack, load_notice
from counter_app.texts import load_texts
from tests.builders import NOTICE, facts
from tests.ui.conftest import RESOURCES
from ui.theme import Theme
from ui.widgets.notice_leaves import Leaf, full_leaves, leaf_of, short_leaves
from ui.widgets.notice_plain import LARGE, large_leaves

LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "vi")


def pack(language: str) -> NoticePack:
    return load_notice(NOTICE, facts()).packs[language]


def large(theme: Theme, wording: NoticePack) -> tuple[Leaf, ...]:
    """The full layer in large type."""
    texts = load_texts(RESOURCES / "texts").in_language(wording.language)
    return large_leaves(wording, texts, theme.twin(wording.language), wording.full)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("larger", [False, True])
def test_every_page_stands_on_a_leaf_in_the_notices_order(
    theme: Theme, language: str, *, larger: bool
) -> None:
    wording = pack(language)
    leaves = large(theme, wording) if larger else full_leaves(wording)
    keys = [key for leaf in leaves for key in leaf.keys]
    once = [keys[0], *(after for before, after in pairwise(keys) if after != before)]
    assert once == [page.key for page in wording.full]
    assert "short" not in keys


def test_each_purpose_has_its_own_leaf_and_number() -> None:
    leaves = [leaf for leaf in full_leaves(pack("ja")) if leaf.kind == "purpose"]
    assert [leaf.no for leaf in leaves] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {leaf.of for leaf in leaves} == {8}


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_type_has_24_points_and_a_leaf_for_each_purpose(theme: Theme, language: str) -> None:
    """24 points are 32 pixels at 96 a inch; a purpose shares its leaves with nothing else."""
    assert theme.font(LARGE, factor=theme.larger_text_factor).pixelSize() >= 32
    wording = pack(language)
    leaves = large(theme, wording)
    assert len(full_leaves(wording)) < len(leaves) <= 60
    for leaf in leaves:
        if any(key.startswith("purpose:") for key in leaf.keys):
            assert len(leaf.keys) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_lost_in_large_type(theme: Theme, language: str) -> None:
    wording = pack(language)
    blocks = [block for leaf in large(theme, wording) for block in leaf.blocks]
    for page in wording.full:
        told = "\n".join(block.words for block in blocks if block.page is page)
        words = (page.heading, *page.sentences, page.note, *(p.words for p in page.points))
        assert all(one in told for one in words), page.key


def test_the_leaf_of_a_page_is_found_and_an_unknown_page_begins_at_the_first() -> None:
    leaves = full_leaves(pack("ja"))
    assert "purpose:fraud" in leaves[leaf_of(leaves, "purpose:fraud")].keys
    assert leaf_of(leaves, "no such page") == 0


def test_the_short_layer_is_one_leaf() -> None:
    assert [leaf.keys for leaf in short_leaves(pack("ja"))] == [("short",)]
