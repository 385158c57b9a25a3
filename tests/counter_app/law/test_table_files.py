"""A file of tables is read whole, or what is wrong with it is said by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.law.dated import DatedRow, LawTableFault
from counter_app.law.table_files import arrays, dated_table, parsed, text_of

ROW = '[[row]]\nkey = "a"\narticle = "法1"\nja = "甲"\nen = "A"\n'
WHOLE = f"schema = 1\n{ROW}"


def test_a_whole_file_is_read() -> None:
    table = dated_table(arrays("some.toml", WHOLE, frozenset({"row"})), "row", DatedRow)
    assert [(row.key, row.article) for row in table.rows] == [("a", "法1")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROW, "some.toml is of another schema than 1"),
        (f"schema = 2\n{ROW}", "some.toml is of another schema than 1"),
        ("schema = ", "some.toml: "),
        (f"schema = 1\nx = {'[' * 5_000}", "some.toml: "),
        ("schema = 1\n", "some.toml: these tables are missing or too many: row"),
        (f"{WHOLE}[[more]]\n", "some.toml: these tables are missing or too many: more"),
    ],
)
def test_a_file_that_is_none_names_itself(text: str, told: str) -> None:
    with pytest.raises(LawTableFault, match=told):
        arrays("some.toml", text, frozenset({"row"}))


@pytest.mark.parametrize("row", [{}, {"key": "a"}, {"key": 1}, "a", ["a"]])
def test_a_row_that_is_none_names_its_table(row: object) -> None:
    with pytest.raises(LawTableFault, match="row: "):
        dated_table({"row": [row]}, "row", DatedRow)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    with pytest.raises(LawTableFault, match=r"some\.toml cannot be read"):
        text_of(file)
    file.write_bytes(b"\xff")
    with pytest.raises(LawTableFault, match=r"some\.toml: "):
        text_of(file)
    file.write_text(WHOLE, encoding="utf-8")  # the control
    assert parsed("some.toml", text_of(file)).keys() == {"row"}
