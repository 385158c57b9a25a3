"""The shipped table loads; one that would compare by nothing does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.bulletin_match import PARTS
from counter_app.services.match_table import FILE, MatchTableFault, load_match_table
from tests.builders import RESOURCES

SHIPPED = RESOURCES / "police" / FILE


def test_the_shipped_table_is_whole() -> None:
    table = load_match_table(SHIPPED)

    assert table.weights.keys() == set(PARTS)
    for words in (table.kinds, table.colours):
        assert {table.words.words(word) for word in words} == {(word,) for word in words}
    for line, maker in table.makers.items():
        assert table.words.words(line) == (line,)
        assert table.words.words(maker) == (maker,)
    assert 0 < table.least <= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("maker = 2.0", ""),
        ("maker = 2.0", "maker = 2.0\nweather = 1.0"),
        ("maker = 2.0", "maker = 0"),
        ("least = 0.6 ", "least = 1.6 "),
        ("serial_least = 6", "serial_least = 0"),
        ("[makers]", "[more]\n[makers]"),
        ("[makers]", "[makers"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(MatchTableFault, match=FILE):
        load_match_table(tmp_path / FILE)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MatchTableFault):
        load_match_table(tmp_path / FILE)
