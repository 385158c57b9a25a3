"""The notice's wording as the manager reads it."""

from __future__ import annotations

from ui.widgets.wording import as_read

WRITTEN = """# お知らせ

notice_id: specimen

## purpose:provide | 取引の提供
お取引のために使います。
> 法律で求められる確認を含みます。
- [1 2] お名前と書類
"""


def test_headings_points_and_notes_are_told_without_the_programs_marks() -> None:
    read = as_read(WRITTEN)
    assert "■ 取引の提供" in read
    assert "・お名前と書類" in read
    assert "※ 法律で求められる確認を含みます。" in read
    for mark in ("##", "purpose:provide", "[1 2]", "> "):
        assert mark not in read


def test_no_word_is_left_out() -> None:
    for word in ("お知らせ", "お取引のために使います。", "notice_id: specimen"):
        assert word in as_read(WRITTEN)
