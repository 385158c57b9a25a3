"""A named file is read within its bound, an endless one too."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.cli.given import read_given


def test_a_file_of_just_the_bound_is_read(tmp_path: Path) -> None:
    file = tmp_path / "given"
    file.write_bytes(b"x" * 8)

    assert read_given(file, 8) == b"x" * 8


def test_a_longer_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "given"
    file.write_bytes(b"x" * 9)

    with pytest.raises(OSError, match="too large"):
        read_given(file, 8)


def test_a_device_without_an_end_is_not() -> None:
    with pytest.raises(OSError, match="too large"):
        read_given(Path("/dev/zero"), 1 << 10)
