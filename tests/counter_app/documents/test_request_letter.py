"""The letter of a request: its words in both languages, its lists, and a further print of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter_app.documents.request_letter import LetterRow, RequestLetter, request_letter
from counter_app.domain.requests import (
    Answer,
    NewRequest,
    Request,
    RequestKind,
    RequestRow,
    Result,
)
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode
from tests.counter_app.documents.builders import (
    AT,
    SHOP,
    active_content,
    fonts,
    metadata,
    not_embedded,
    notdef_signs,
    pack,
    squeezed,
    texts,
    words_of,
)

BY = StaffCode("M01")
NUMBER = "T01-Q20261122-01"
ROW = RequestRow(
    1, NUMBER, RequestKind.CEASE_USE, "見本 太郎", date(2026, 11, 22), date(2026, 12, 6)
)
KEPT = LetterRow("氏名", "Name", "古物営業法第18条第1項", "台帳", "Ledger", date(2029, 11, 22))


def letter(language: str = "ja", kind: RequestKind = RequestKind.CEASE_USE) -> RequestLetter:
    """A letter to a specimen person."""
    asked = NewRequest(kind, "一行目\n二行目", "見本 太郎", language=language)
    deals = (LedgerNumber(TillCode("T01"), 1),)
    answer = Answer(9, AT, BY, Result.DONE, "承りました。")
    return RequestLetter(
        shop=SHOP,
        request=Request(replace(ROW, kind=kind), asked, AT, BY, deals, answer=answer),
        answer=answer,
        subject=LetterRow("利用の停止・消去", "Cease of use", "個情法第35条"),
        packs=(pack("ja"), pack(language)),
        purposes=kind is RequestKind.PURPOSES,
        reasons=(),
        erased=(LetterRow("連絡先", "Contact"),),
        kept=(KEPT,),
        withdrawn=(),
        printed_before=None,
        demo=False,
    )


def made(one: RequestLetter) -> bytes:
    return request_letter(one, fonts(), texts(), datetime(2026, 11, 22, 6, 0, tzinfo=UTC))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", RequestKind)
def test_every_sign_is_in_the_fonts_and_nothing_in_it_acts(
    language: str, kind: RequestKind
) -> None:
    pdf = made(letter(language, kind))
    assert notdef_signs(pdf) == set()
    assert active_content(pdf) == set()
    assert not_embedded(pdf) == set()
    assert "見本" not in "".join(metadata(pdf).values())


def test_what_goes_and_what_stays_stand_with_article_and_day() -> None:
    words = squeezed(words_of(made(letter("en"))))
    for told in ("連絡先", "Contact", "古物営業法第18条第1項", "2029年11月22日まで", "二行目"):
        assert squeezed(told) in words, told
    assert "再発行" not in words


def test_a_further_print_says_so() -> None:
    again = replace(letter(), printed_before=AT)
    assert "再発行" in squeezed(words_of(made(again)))


def test_every_letter_ends_with_the_same_sentence_about_what_is_not_told() -> None:
    sentence = squeezed(texts().in_language("ja").say("paper.request.not_told"))
    for kind in RequestKind:
        assert sentence in squeezed(words_of(made(letter(kind=kind))))


def test_the_purposes_stand_in_the_notices_own_words_with_their_items() -> None:
    words = squeezed(words_of(made(letter("en", RequestKind.PURPOSES))))
    for page in pack("ja").purposes:
        assert squeezed(page.heading) in words
    assert squeezed("[1] お名前・住所・連絡先など") in words
    assert squeezed(pack("ja").purposes[0].heading) not in squeezed(words_of(made(letter())))
