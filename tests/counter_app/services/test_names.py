"""The shipped table of variants, and tables that would find other people."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from counter_app.services.names import FILE, NameTableFault, load_folding, load_forms
from tests.records import the_folding

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("髙", "高"),
        ("﨑", "崎"),
        ("𠮷", "吉"),
        ("邉", "辺"),
        ("邊", "辺"),
        ("齋", "斉"),
        ("澤", "沢"),
    ],
)
def test_the_variants_that_stand_on_cards(printed: str, typed: str) -> None:
    assert the_folding().variants[printed] == typed


def test_every_row_is_reached_by_what_folding_leaves() -> None:
    for sign, usual in the_folding().variants.items():
        for one in (sign, usual):
            assert unicodedata.normalize("NFKC", one).casefold() == one
        assert usual not in the_folding().variants


@pytest.mark.parametrize(
    "text",
    [
        "",
        "schema = 2\n[usual]",
        'schema = 1\n[usual]\n"高" = 1',
        'schema = 1\n[usual]\n"高橋" = "髙"',
        'schema = 1\n[usual]\n"高" = "髙髙"',
        'schema = 1\n[usual]\n"高" = "髙"\n"髙" = "喬"',
        'schema = 1\nother = 1\n[usual]\n"高" = "髙"',
        "[",
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(NameTableFault):
        load_folding(tmp_path)


def test_a_small_table_loads(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('schema = 1\n[usual]\n"高" = "髙"', encoding="utf-8")
    assert load_folding(tmp_path).folded("髙橋") == "高橋"


@pytest.mark.parametrize(
    ("sign", "forms"),
    [
        ("高", "高髙"),
        ("﨑", "崎﨑嵜㟢"),
        ("邊", "辺邉邊"),
        ("𠮷", "吉𠮷"),
        ("\ufa19", "神\ufa19"),  # a compatibility ideograph (Unicode, CJK Compatibility Ideographs)
        ("神", "神\ufa19"),
        ("一", ""),
        ("", ""),
    ],
)
def test_every_form_of_a_sign_is_offered(sign: str, forms: str) -> None:
    assert load_forms(RESOURCES / "names").of(sign) == forms


def test_forms_of_a_sign_are_found_as_one_by_the_search() -> None:
    for sign, forms in load_forms(RESOURCES / "names").groups.items():
        assert sign in forms
        assert len({the_folding().folded(one) for one in forms}) == 1
