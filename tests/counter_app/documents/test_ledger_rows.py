"""Lines become rows and rows pages: none is lost and none is counted twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.documents.ledger_rows import (
    CELL,
    DISPOSALS_WIDTH,
    PADDING,
    RECEIPTS,
    RECEIPTS_WIDTH,
    Row,
    pages_of,
    rows_of,
)
from counter_app.documents.page import LANDSCAPE, Paper
from counter_app.documents.words import paper_words
from counter_app.domain.disposal import Aftermath, Disposal, DisposalKind, Recipient
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import Yen
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import ledger_line

FEATURES = [column.key for column in RECEIPTS].index("features")
ROOM, ROOM_ON_LAST = 150.0, 115.0


def rows(*lines: LedgerLine) -> list[Row]:
    paper = Paper(builders.fonts(), LANDSCAPE, "見本", builders.AT)
    words = paper_words(builders.texts(), "ja")
    return list(rows_of(lines, paper, words, ROOM_ON_LAST))


def row(height: float) -> Row:
    return Row((), height, 1, 1)


def test_the_columns_fit_on_a4_across() -> None:
    margins = LANDSCAPE[0] - RECEIPTS_WIDTH - DISPOSALS_WIDTH

    assert margins >= 20


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=3000))
def test_features_of_any_length_stand_whole_in_rows_that_fit(features: str) -> None:
    set_rows = rows(ledger_line(1, features=features))
    told = "".join(line for one in set_rows for line in one.cells[FEATURES])

    assert builders.squeezed(told) == builders.squeezed(builders.without_selectors(features))
    assert all(one.height <= ROOM_ON_LAST for one in set_rows)
    assert sum(one.lines for one in set_rows) == 1
    assert sum(one.yen for one in set_rows) == 28500


def test_a_long_line_is_cut_between_rows_and_nowhere_else() -> None:
    features = "あいうえお" * 300
    set_rows = rows(ledger_line(1, features=features))

    assert len(set_rows) > 1
    assert "".join(line for one in set_rows for line in one.cells[FEATURES]) == features


def test_one_line_is_one_row_at_least_twelve_millimetres_high() -> None:
    (only,) = rows(ledger_line(1, features="", method="", remark=""))

    assert only.height == 12


@given(st.lists(st.floats(min_value=5, max_value=ROOM_ON_LAST), max_size=60))
def test_every_row_is_on_one_page_and_every_page_holds_its_rows(heights: list[float]) -> None:
    given_rows = [row(height) for height in heights]
    pages = pages_of(given_rows, ROOM, ROOM_ON_LAST)

    assert [one for page in pages for one in page] == given_rows
    assert all(sum(one.height for one in page) <= ROOM + 1e-6 for page in pages)
    assert sum(one.height for one in pages[-1]) <= ROOM_ON_LAST + 1e-6
    assert all(pages) or not given_rows


@pytest.mark.parametrize(
    ("heights", "pages"),
    [([], 1), ([115], 1), ([50, 66], 2), ([100, 50], 2), ([100, 51], 2), ([75, 75, 75], 2)],
)
def test_the_last_page_has_less_room(heights: list[float], pages: int) -> None:
    assert len(pages_of([row(height) for height in heights], ROOM, ROOM_ON_LAST)) == pages


def disposal(address: str) -> Disposal:
    buyer = Recipient("見本 花子", address, "自営業", 41)
    return Disposal(date(2026, 11, 23), DisposalKind.SALE, Yen(30_000), buyer)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200))
def test_a_disposal_of_any_length_stands_whole_beside_its_line(address: str) -> None:
    paper = Paper(builders.fonts(), LANDSCAPE, "見本", builders.AT)
    words = paper_words(builders.texts(), "ja")
    line = ledger_line(1)
    became = [Aftermath(line.number, disposal=disposal(address))]
    found = list(rows_of([line], paper, words, ROOM_ON_LAST, became))
    told = "".join(text for row in found for text in row.disposals[2][0])

    assert builders.squeezed(told) == builders.squeezed(builders.without_selectors(address))
    assert all(row.height <= ROOM_ON_LAST for row in found)
    assert sum(row.lines for row in found) == 1
    for row in found:  # both halves of the row hold their cells
        most = max(len(cell) for stack in row.disposals for cell in stack)
        assert row.height >= 2 * (most * CELL.line_mm + 2 * PADDING) or not most


def test_gaps_are_told_in_a_day_and_not_in_an_extract() -> None:
    paper = Paper(builders.fonts(), LANDSCAPE, "見本", builders.AT)
    words = paper_words(builders.texts(), "ja")
    lines = [ledger_line(1), ledger_line(3)]

    told = [bool(row.gap) for row in rows_of(lines, paper, words, ROOM_ON_LAST)]
    assert told == [False, True, False]
    assert not any(row.gap for row in rows_of(lines, paper, words, ROOM_ON_LAST, gaps=False))
