"""The certificate says what, how many and when, and until which day a backup lives."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from counter_app.documents.erasure_certificate import (
    ErasedKind,
    ErasureCertificate,
    erasure_certificate,
)
from counter_app.domain.erasure import Erased
from counter_app.domain.values import StaffCode
from tests.counter_app.documents.builders import SHOP, fonts, texts

FINISHED = datetime(2029, 11, 23, 9, 5, tzinfo=UTC)
ERASED = Erased(
    begun=(12, 14),
    by=StaffCode("M01"),
    begun_at=datetime(2029, 11, 23, 9, 0, tzinfo=UTC),
    finished_at=FINISHED,
    kinds={"ledger_line": 7},
    files=3,
    visits=5,
    carried=2,
)


def read(*, demo: bool = False, kinds: int = 1) -> tuple[str, int]:
    rows = [ErasedKind("古物台帳の記載事項", "法第18条第1項", 7)] * kinds
    certificate = ErasureCertificate(SHOP, ERASED, rows, demo)
    pages = PdfReader(BytesIO(erasure_certificate(certificate, fonts(), texts(), FINISHED))).pages
    return "".join(page.extract_text() for page in pages), len(pages)


def test_it_says_what_how_many_and_when() -> None:
    text, pages = read()
    assert pages == 1
    for words in (
        *("個人情報消去証明書", "古物台帳の記載事項", "法第18条第1項", "7件", "3件", "5件"),
        *("12、14", "M01", "2029年11月23日 18:00", "2029年11月23日 18:05", SHOP.name),
        "2029年12月28日",  # 35 days after it was finished
    ):
        assert words in text, words


def test_demo_is_marked_and_a_long_one_goes_on() -> None:
    plain, _pages = read()
    marked, _pages = read(demo=True)
    assert "見本" in marked.replace(SHOP.name, "")
    assert len(marked) > len(plain)
    assert read(kinds=60)[1] > 1
