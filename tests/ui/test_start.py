"""The till's start: what is said where no window can be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.start import NO_DISPLAY, run_till


def test_without_a_display_the_till_says_so_and_what_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert run_till(tmp_path / "till", None, None, windowed=True) == 3

    assert capsys.readouterr().err == NO_DISPLAY
    assert list(tmp_path.iterdir()) == []
