"""A paper is there whole or not at all, and only its owner may read it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from typing_extensions import override

from counter_app.documents.paper_file import UNFINISHED, RealDisk, save_paper, sweep_unfinished
from counter_app.domain.errors import NotPossibleNow

PDF = b"%PDF-1.4 specimen"
NAME = "purchase_slip.pdf"


class FillingDisk(RealDisk):
    """A disk that takes half of the bytes and is then full."""

    def __init__(self, fault: int = errno.ENOSPC) -> None:
        self._fault = fault

    @override
    def write(self, path: Path, data: bytes) -> None:
        """Write half, then fail."""
        super().write(path, data[: len(data) // 2])
        raise OSError(self._fault, "a fault of the disk", str(path))


class StuckDisk(RealDisk):
    """A disk that writes and cannot rename."""

    @override
    def rename(self, source: Path, target: Path) -> None:
        """Fail."""
        raise OSError(errno.EIO, "a fault of the disk", str(source), None, str(target))


def test_a_saved_paper_is_whole_and_alone(tmp_path: Path) -> None:
    save_paper(tmp_path / NAME, PDF)

    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == PDF


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    save_paper(tmp_path / NAME, PDF)

    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_second_print_replaces_the_first(tmp_path: Path) -> None:
    save_paper(tmp_path / NAME, PDF)
    save_paper(tmp_path / NAME, PDF + b" again")

    assert (tmp_path / NAME).read_bytes() == PDF + b" again"


@pytest.mark.parametrize(
    ("disk", "code"),
    [
        (FillingDisk(), "disk_full"),
        (FillingDisk(errno.EDQUOT), "disk_full"),
        (FillingDisk(errno.EIO), "paper_not_written"),
        (StuckDisk(), "paper_not_written"),
    ],
)
def test_a_failing_disk_leaves_no_paper_and_no_half_of_one(
    tmp_path: Path, disk: RealDisk, code: str
) -> None:
    with pytest.raises(NotPossibleNow) as told:
        save_paper(tmp_path / NAME, PDF, disk)

    assert told.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_failing_disk_leaves_the_earlier_paper(tmp_path: Path) -> None:
    save_paper(tmp_path / NAME, PDF)

    with pytest.raises(NotPossibleNow):
        save_paper(tmp_path / NAME, b"another", FillingDisk())

    assert (tmp_path / NAME).read_bytes() == PDF


def test_the_error_names_no_path(tmp_path: Path) -> None:
    with pytest.raises(NotPossibleNow) as told:
        save_paper(tmp_path / "見本 太郎.pdf", PDF, FillingDisk())

    assert "見本" not in str(told.value)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_writing_straight_to_the_final_name_would_leave_half_a_paper(tmp_path: Path) -> None:
    # The control: without the unfinished name the same fault does leave a broken file.
    with pytest.raises(OSError, match="fault of the disk"):
        FillingDisk().write(tmp_path / NAME, PDF)

    assert (tmp_path / NAME).read_bytes() != PDF


def test_bytes_are_synced_before_the_rename_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, bool]] = []
    real = os.fsync

    def recording(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        synced.append((is_folder, (tmp_path / NAME).exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", recording)
    save_paper(tmp_path / NAME, PDF)

    assert synced == [(False, False), (True, True)]


def test_what_a_crash_left_is_swept(tmp_path: Path) -> None:
    save_paper(tmp_path / NAME, PDF)
    (tmp_path / f"ledger.pdf{UNFINISHED}").write_bytes(b"half")

    assert sweep_unfinished(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_laid_ready_by_another_does_not_take_the_paper(tmp_path: Path) -> None:
    laid = tmp_path / f"{NAME}{UNFINISHED}"
    laid.touch()
    laid.chmod(0o666)
    held = laid.open("rb")

    save_paper(tmp_path / NAME, PDF)

    with held:
        assert held.read() == b""  # who holds the old file open reads nothing
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege there")
def test_a_link_laid_ready_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"other")
    (tmp_path / f"{NAME}{UNFINISHED}").symlink_to(target)

    save_paper(tmp_path / NAME, PDF)

    assert target.read_bytes() == b"other"
    assert not (tmp_path / NAME).is_symlink()
    assert (tmp_path / NAME).read_bytes() == PDF
