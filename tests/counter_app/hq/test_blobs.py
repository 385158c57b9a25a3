"""Sealed files at HQ: whole or not at all, by their own name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from counter_app.domain.values import TillCode
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqFault, Rejected
from tests.counter_app.hq.builders import T01, sha256

CIPHER = b"sealed"
NAME = sha256(CIPHER)
T02 = TillCode("T02")


def test_a_file_is_kept_under_its_name(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path / "blobs")
    assert not blobs.has(T01, NAME)
    blobs.put(T01, NAME, CIPHER)
    blobs.put(T01, NAME, CIPHER)  # brought again: nothing changes
    assert blobs.has(T01, NAME)
    assert blobs.read(T01, NAME) == CIPHER
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAME]


def test_bytes_under_another_name_are_refused(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path)
    with pytest.raises(Rejected, match="blob_name"):
        blobs.put(T01, sha256(b"other"), CIPHER)
    assert list(tmp_path.iterdir()) == []


def test_each_till_has_its_own(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path)
    blobs.put(T01, NAME, CIPHER)
    assert not blobs.has(T02, NAME)
    blobs.put(T02, NAME, CIPHER)
    blobs.remove(T01, NAME)
    blobs.remove(T01, NAME)
    assert not blobs.has(T01, NAME)
    assert blobs.read(T02, NAME) == CIPHER


def test_a_missing_and_an_altered_file_are_told(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path)
    with pytest.raises(HqFault, match="blob_missing"):
        blobs.read(T01, NAME)
    blobs.put(T01, NAME, CIPHER)
    next(path for path in tmp_path.rglob(NAME)).write_bytes(b"altered")
    with pytest.raises(HqFault, match="blob_altered"):
        blobs.read(T01, NAME)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    blobs = BlobFolder(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        blobs.put(T01, NAME, CIPHER)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not blobs.has(T01, NAME)
