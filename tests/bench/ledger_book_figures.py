"""Time and memory of one printed ledger, in a process of its own: ours, or by reportlab Platypus.

Usage: python -m tests.bench.ledger_book_figures own|platypus LINES
"""

from __future__ import annotations

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from counter_app.clock import JAPAN
from counter_app.documents.fonts import FIRST_FONT, load_fonts
from counter_app.documents.ledger_book import ledger_book
from counter_app.documents.ledger_rows import RECEIPTS
from counter_app.domain.ledger import LedgerDay, LedgerLine, Receipt
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode, Yen
from counter_app.texts import load_texts

RESOURCES = Path(__file__).parents[2] / "resources"
AT = datetime(2026, 11, 22, 14, 5, tzinfo=JAPAN)
TILL = TillCode("T01")
STREETS = ("見本町一丁目", "見本本町二丁目", "見本ヶ丘三丁目", "南見本四丁目")
GIVEN = "太郎花子一二三四五六七八九十春夏秋冬"


def line(running: int) -> LedgerLine:
    """One specimen line; name, address, number and price differ from line to line."""
    return LedgerLine(
        number=LedgerNumber(TILL, running),
        act_seq=running * 3,
        day=AT.date(),
        at=AT,
        receipt=Receipt.PURCHASE,
        category=9,
        category_ja="機械工具類",
        goods="smartphone",
        item="スマートフォン",
        features=f"見本フォン A5 128GB 青、IMEI {490154203237518 + running}、右上にひび",
        quantity=1,
        price=Yen(10_000 + running),
        name=f"見本 {GIVEN[running % len(GIVEN)]}{GIVEN[running // 7 % len(GIVEN)]}",
        address=f"東京都見本区{STREETS[running % 4]}{running % 40}番{running % 20}号",
        occupation="会社員",
        age=18 + running % 60,
        method="法第15条第1項第1号・運転免許証の提示",
        staff=StaffCode("S01"),
        visit_id="ab" * 16,
        visit_number=f"T01-{running:04d}",
        remark="古物商特例対象",
    )


def own(lines: list[LedgerLine]) -> Callable[[], bytes]:
    """The book as the till prints it; fonts and words are loaded before the clock runs."""
    fonts, texts = load_fonts(RESOURCES / "fonts"), load_texts(RESOURCES / "texts")
    permit = ("見本店", "301234567890", "東京都公安委員会")
    day = LedgerDay(AT.date(), *permit, TILL, tuple(lines), 1, bytes(32), "specimen", AT)
    return lambda: ledger_book([day], fonts, texts, AT, demo=False)


def platypus(lines: list[LedgerLine]) -> Callable[[], bytes]:
    """The receipt columns alone, by the library's own tables."""
    load_fonts(RESOURCES / "fonts")
    style = ParagraphStyle("cell", fontName=FIRST_FONT["digits"], fontSize=7, wordWrap="CJK")

    def made() -> bytes:
        rows = [
            [
                Paragraph(text, style)
                for text in (
                    f"{one.number}<br/>{one.visit_number}",
                    f"{one.day}<br/>{one.at:%H:%M} {one.staff}",
                    *(one.receipt or "", f"{one.item}<br/>{one.category_ja}", one.features),
                    *(f"{one.quantity}", f"{one.price:,}", one.address, one.name),
                    *(one.occupation, f"{one.age}", one.method, one.remark),
                )
            ]
            for one in lines
        ]
        grid = [("GRID", (0, 0), (-1, -1), 0.3, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        widths = [column.width * 72 / 25.4 for column in RECEIPTS]
        out = io.BytesIO()
        SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=20, rightMargin=20).build(
            [LongTable(rows, widths, style=grid)]
        )
        return out.getvalue()

    return made


def main() -> None:
    """Print seconds by the wall and of the processor, the greatest memory in MB, and the size.

    One thread does it all: where nothing else runs, both times are the same.
    """
    way, count = sys.argv[1], int(sys.argv[2])
    lines = [line(running) for running in range(1, count + 1)]
    make = {"own": own, "platypus": platypus}[way](lines)
    began, worked = time.perf_counter(), time.process_time()
    pdf = make()
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"wall": seconds, "cpu": cpu, "mb": most, "bytes": len(pdf)}
    sys.stdout.write(json.dumps({name: round(value, 3) for name, value in told.items()}) + "\n")


if __name__ == "__main__":
    main()
