"""The demo wipes its own folder, and never somebody else's."""

from __future__ import annotations

from pathlib import Path

from ui.demo import wipe


def test_an_earlier_demos_folder_is_emptied_with_what_was_put_there(tmp_path: Path) -> None:
    (tmp_path / "till").mkdir()
    for name in ("summary.json", "till/ledger.db", "my_export.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")

    assert wipe(tmp_path) == []

    assert [path.name for path in tmp_path.iterdir()] == ["screens"]


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    assert wipe(tmp_path / "demo-out") == []
    assert (tmp_path / "demo-out" / "screens").is_dir()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")

    assert wipe(tmp_path) == ["thesis.txt"]

    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"
