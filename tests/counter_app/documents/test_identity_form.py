"""The paper of route B asks for the four particulars and a signature, and names nobody."""

from __future__ import annotations

import pytest

from counter_app.documents.identity_form import identity_form
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import squeezed, words_of


def form(language: str = "ja", *, demo: bool = False) -> bytes:
    return identity_form(
        builders.SHOP,
        "T01-0147",
        language,
        builders.fonts(),
        builders.texts(),
        builders.AT,
        demo=demo,
    )


def test_it_asks_for_the_four_particulars_and_the_signature() -> None:
    """Act art. 15(1)(ii)."""
    words = words_of(form())

    for told in ("住所", "氏名", "職業", "年齢", "署名（担当者の前で）", "第15条第1項第2号"):
        assert squeezed(told) in words, told
    for told in ("受付番号T01-0147", "見本店玉川", "東京都公安委員会許可第301234567890号"):
        assert squeezed(told) in words, told
    assert "太郎" not in words


def test_it_stands_in_the_customers_language_too() -> None:
    english = words_of(form("en"))

    for told in ("Address", "Name", "Occupation", "Age", "Signature (in front of our staff)"):
        assert squeezed(told) in english
        assert squeezed(told) not in words_of(form())


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_it_is_one_page_that_does_nothing_and_holds_its_fonts(language: str) -> None:
    pdf = form(language)

    assert len(builders.reader(pdf).pages) == 1
    assert builders.active_content(pdf) == set()
    assert builders.not_embedded(pdf) == set()
    assert builders.notdef_signs(pdf) == set()
    assert pdf == form(language)


def test_only_a_specimen_is_marked_as_one() -> None:
    assert words_of(form(demo=True)).startswith("見本本人確認書面")
    assert words_of(form()).startswith("本人確認書面")
