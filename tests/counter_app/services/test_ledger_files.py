"""Exports of the ledger: a CSV that no spreadsheet executes, a JSON that nobody altered."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.ledger import Receipt
from counter_app.services.ledger_files import ledger_csv, ledger_json, read_ledger_json
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.enrolment import Certificate
from tests.counter_app.documents import builders

KEY, HQ = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def sign(data: bytes) -> tuple[bytes, bytes]:
    return KEY.public_key().public_bytes_raw(), KEY.sign(data)


def certificate(hq: Ed25519PrivateKey = HQ) -> str:
    told = Certificate(builders.TILL, KEY.public_key().public_bytes_raw(), builders.AT)
    return sign_note(told.text(), HQ_NAME, hq)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_csv_has_the_receipt_columns_and_a_row_for_each_article() -> None:
    day = builders.ledger_day([builders.ledger_line(1), builders.ledger_line(2, name="髙𠮷 見本")])

    data = ledger_csv([day], builders.texts().in_language("ja"))

    assert data.startswith(b"\xef\xbb\xbf")
    head, first, second = rows(data)
    assert head[:3] == ["番号", "年月日", "区別"]
    assert first[0] == "T01-000001"
    assert second[head.index("氏名")] == "髙𠮷 見本"


def test_the_csv_says_the_kind_of_receipt_and_what_the_word_leaves_out() -> None:
    exchange = builders.ledger_line(1, receipt=Receipt.PURCHASE, remark="交換 古物商特例対象")
    erased = builders.ledger_line(3, receipt=None)
    consigned = builders.ledger_line(2, receipt=Receipt.CONSIGNMENT, remark="")
    day = builders.ledger_day([exchange, consigned, erased])

    head, *told = rows(ledger_csv([day], builders.texts().in_language("ja")))

    kind, remark = head.index("区別"), head.index("備考")
    assert [(row[kind], row[remark]) for row in told[:2]] == [
        ("買受け", "交換 古物商特例対象"),
        ("委託", ""),
    ]
    assert told[2][kind] == ""


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠A", " =1"]
)
def test_no_cell_is_a_formula(formula: str) -> None:
    day = builders.ledger_day([builders.ledger_line(1, features=formula)])

    cells = [
        cell for row in rows(ledger_csv([day], builders.texts().in_language("ja"))) for cell in row
    ]

    assert f"'{formula}" in cells
    assert formula not in cells


def test_a_signed_export_comes_back_as_it_was() -> None:
    days = [builders.ledger_day([builders.ledger_line(1)]), builders.ledger_day([])]

    data = ledger_json(days, sign, certificate())

    assert read_ledger_json(data, HQ.public_key()) == days
    assert read_ledger_json(data, None) == days


def test_an_altered_export_is_found() -> None:
    data = ledger_json([builders.ledger_day([builders.ledger_line(1)])], sign, certificate())

    with pytest.raises(IntegrityFault, match="ledger_file_not_signed"):
        read_ledger_json(data.replace(b"28500", b"28501"), None)


@pytest.mark.parametrize(
    "wrong",
    [certificate(Ed25519PrivateKey.generate()), "", sign_note("other\n", HQ_NAME, HQ)],
    ids=["another HQ", "none", "no certificate"],
)
def test_a_till_that_hq_does_not_know_is_refused(wrong: str) -> None:
    data = ledger_json([builders.ledger_day([])], sign, wrong)

    with pytest.raises(IntegrityFault):
        read_ledger_json(data, HQ.public_key())


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"v":1}'])
def test_another_file_is_no_export(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="ledger_file_form"):
        read_ledger_json(data, None)


def test_the_number_of_an_issuer_stands_in_both_exports() -> None:
    issuer = builders.ledger_line(2, remark="", invoice_number="T7000012050002")
    day = builders.ledger_day([builders.ledger_line(1), issuer])

    head, first, second = rows(ledger_csv([day], builders.texts().in_language("ja")))
    column = head.index("売主の登録番号（適格請求書発行事業者）")
    assert (first[column], second[column]) == ("", "T7000012050002")
    [back] = read_ledger_json(ledger_json([day], sign, ""), None)
    assert [line.invoice_number for line in back.lines] == ["", "T7000012050002"]
