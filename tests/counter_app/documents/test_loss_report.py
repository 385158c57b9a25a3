"""The draft of the report: every fact that the law's report needs, and no customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter_app.documents.loss_report import LossReport, Witness, loss_report
from counter_app.domain.loss import DamagedLine, Harm, RecordCheck
from tests.counter_app.documents.builders import (
    AT,
    ROOT,
    SHOP,
    active_content,
    fonts,
    not_embedded,
    notdef_signs,
    squeezed,
    texts,
    words_of,
)

DAY = date(2026, 11, 22)
CHECK = RecordCheck(
    at=AT,
    by="start",
    acts=40,
    lines=9,
    root=ROOT,
    faults=("ledger line 3: differs from its act", "act 9: altered"),
    damaged=(
        DamagedLine(3, Harm.ALTERED, 4, DAY),
        DamagedLine(5, Harm.ACT_DAMAGED, 9, DAY),
        DamagedLine(6, Harm.ACT_DAMAGED, 9, DAY),
        DamagedLine(8, Harm.ACT_MISSING, None, None),
    ),
)
RECEIPT = Witness(AT - timedelta(days=1), 30, "ab" * 32, agrees=True)
CLOSING = Witness(AT - timedelta(hours=19), 31, "cd" * 32, agrees=False)
REPORT = LossReport(
    replace(SHOP, police_station="見本警察署"), CHECK, RECEIPT.at, RECEIPT, (CLOSING,), demo=False
)


def said(report: LossReport = REPORT) -> str:
    """The words of the draft, without blanks."""
    return squeezed(words_of(loss_report(report, fonts(), texts(), AT)))


@pytest.mark.parametrize(
    "words",
    [
        "見本警察署長　殿",
        "古物営業法第18条第2項",
        "見本店 玉川",
        "東京都世田谷区玉川一丁目14番1号",
        "301234567890",
        "端末 T01 の分冊",
        "T01-000003（2026年11月22日受入れ）　行が書き換えられている。",
        "T01-000005 ～ T01-000006（2026年11月22日受入れ）　封印された記録が損なわれている。",
        "T01-000008（受入れの日は不明）　封印された記録が失われている。",
        "合計4行（うち1行は、端末に残る封印された記録から復元できる）",
        "2026年11月22日 14:05",
        "起動時の自動点検",
        "2026年11月21日 14:05の点検では異常がなかった。",
        "30件まで　abababababababab…　今の記録の連鎖と一致",
        "31件まで　cdcdcdcdcdcdcdcd…　今の記録の連鎖と一致しない",
        ROOT.hex(),
        "次の日の紙の台帳と照らし合わせること：2026年11月22日",
        "ledger line 3: differs from its act",
        "act 9: altered",
        "管理者の氏名（記入）",
        "受理番号など",
        "届出そのものではない",
    ],
)
def test_every_fact_stands_on_it(words: str) -> None:
    assert squeezed(words) in said()


def test_what_is_not_known_is_said_to_be_so() -> None:
    bare = LossReport(SHOP, replace(CHECK, damaged=()), None, None, (), demo=False)

    words = said(bare)
    for sentence in (
        "（営業所の所在地の）所轄警察署長　殿",
        "台帳の個々の行に異常は見つかっていないが",
        "不明（異常がないことを記した締めの記録がない）",
        "本部の最後の受領なし",
    ):
        assert squeezed(sentence) in words
    assert "見本警察署" not in words


def test_a_root_that_cannot_be_computed_is_said_to_be_so() -> None:
    lost = replace(REPORT, receipt=replace(RECEIPT, agrees=None))

    assert squeezed("今の記録の連鎖からは計算できない") in said(lost)
    assert squeezed("今の記録の連鎖からは計算できない") not in said()


def test_a_record_that_does_not_open_puts_the_whole_volume_in_doubt() -> None:
    faults = ("record: store_damaged",)
    nothing = RecordCheck(AT, "demand", 0, 0, b"", faults, ())

    words = said(LossReport(SHOP, nothing, None, None, (), demo=False, opened=False))

    assert squeezed("この端末の帳簿の全部を開くことができない。") in words
    assert "store_damaged" in words
    assert squeezed("その他の行は点検で異常がなく") not in words  # nobody could look at them
    assert squeezed("その他の行は点検で異常がなく") in said()


def test_many_findings_are_counted() -> None:
    many = replace(CHECK, faults=tuple(f"act {seq}: altered" for seq in range(1, 101)))

    words = said(replace(REPORT, check=many))
    assert squeezed("act 30: altered") in words
    assert squeezed("act 31: altered") not in words
    assert squeezed("ほか70件") in words


def test_the_draft_is_a_quiet_pdf() -> None:
    pdf = loss_report(replace(REPORT, demo=True), fonts(), texts(), AT)

    assert active_content(pdf) == set()
    assert not_embedded(pdf) == set()
    assert notdef_signs(pdf) == set()
    assert "見本" in words_of(pdf)
    assert pdf == loss_report(replace(REPORT, demo=True), fonts(), texts(), AT)
