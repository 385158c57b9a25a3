"""The real reader in its own process, on the bundled specimens and on what may go wrong."""

from __future__ import annotations

import os
import signal
import struct
import sys
import zlib
from pathlib import Path

import pytest

from counter_app.domain.errors import NotPossibleNow, WrongInput
from counter_app.id_reading.pixels import picture_of
from counter_app.id_reading.process import ReaderProcess
from tests.counter_app.id_reading.specimens import (
    LICENCES,
    RESOURCES,
    code_patch,
    digits_patch,
    drawn_on,
    specimen,
)

MY_NUMBER = "983205673214"
"""A published example whose check digit fits (LAW 4)."""


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_is_read_in_all_six_fields(reader: ReaderProcess, name: str) -> None:
    one = specimen(name)
    reading = reader.read_file(one.data)
    assert (reading.kind, reading.refused) == ("driving_licence", None)
    assert {field: read.value for field, read in reading.fields.items()} == one.values
    assert all(check.ok for check in reading.checks)
    assert all(
        abs(x - tx) < 6 and abs(y - ty) < 6
        for (x, y), (tx, ty) in zip(reading.quad, one.quad, strict=True)
    )


def test_a_card_upside_down_is_read_with_its_own_corners(reader: ReaderProcess) -> None:
    one = specimen("driving_licence_1")
    turned = one.image[::-1, ::-1].copy()
    reading = reader.read_frame(picture_of(turned))
    assert {field: read.value for field, read in reading.fields.items()} == one.values
    x, y = reading.quad[0]
    assert abs(x - (1919 - one.quad[0][0])) < 6
    assert abs(y - (1079 - one.quad[0][1])) < 6


@pytest.mark.parametrize(
    ("name", "kind", "refused"),
    [
        ("my_number_card_back", "my_number_card_back", "my_number_back"),
        ("no_card", "", "no_card"),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason_and_without_a_picture(
    reader: ReaderProcess, name: str, kind: str, refused: str
) -> None:
    reading = reader.read_file(specimen(name).data)
    assert (reading.kind, reading.refused) == (kind, refused)
    assert reading.image == b""
    assert reading.fields == {}


def test_another_kind_than_the_chosen_one_is_refused(reader: ReaderProcess) -> None:
    reading = reader.read_file(specimen("driving_licence_1").data, "residence_card")
    assert (reading.kind, reading.refused) == ("driving_licence", "unsupported_kind")


def test_a_my_number_in_a_code_on_a_licence_drops_the_frame(reader: ReaderProcess) -> None:
    # Control: the same licence without the code is read, in the test above.
    frame = drawn_on(specimen("driving_licence_1"), code_patch(MY_NUMBER), (60, 17))
    reading = reader.read_frame(picture_of(frame))
    assert (reading.refused, reading.image, reading.fields) == ("my_number_back", b"", {})


def test_a_my_number_printed_on_a_licence_is_painted_over(reader: ReaderProcess) -> None:
    one = specimen("driving_licence_1")
    clean = reader.read_frame(picture_of(one.image))
    frame = drawn_on(one, digits_patch("9832 0567 3214"), (45, 17))
    reading = reader.read_frame(picture_of(frame))
    assert reading.refused is None
    assert len(reading.masked) > len(clean.masked)
    assert reading.mask_version == 1
    assert all("9832" not in field.value for field in reading.fields.values())


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + bytes(99), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
)
def test_garbage_is_unreadable(reader: ReaderProcess, data: bytes) -> None:
    with pytest.raises(WrongInput, match="image_unreadable"):
        reader.read_file(data)


def test_a_picture_cut_off_is_unreadable(reader: ReaderProcess) -> None:
    data = specimen("driving_licence_1").data
    for length in (100, 700, len(data) // 2):
        with pytest.raises(WrongInput, match="image_unreadable"):
            reader.read_file(data[:length])


def png_bomb(side: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return len(data).to_bytes(4) + kind + data + check.to_bytes(4)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_huge_picture_is_refused_before_it_is_unpacked(reader: ReaderProcess) -> None:
    with pytest.raises(WrongInput, match="image_too_large"):
        reader.read_file(png_bomb(30_000))


def test_a_reader_that_hangs_is_ended_and_started_anew() -> None:
    own = ReaderProcess(RESOURCES)
    one = specimen("no_card")
    try:
        own.start()
        first = own.pid
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        own._seconds = 0.2
        own._channel._seconds = 0.2  # type: ignore[union-attr]  # it is open by now
        with pytest.raises(NotPossibleNow, match="reader_stopped"):
            own.read_file(one.data)
        own._seconds = 30
        assert own.read_file(one.data).refused == "no_card"
        assert own.pid != first
    finally:
        own.close()


def test_a_reader_that_died_between_two_documents_is_started_anew() -> None:
    own = ReaderProcess(RESOURCES)
    try:
        own.start()
        first = own._process
        assert first is not None
        first.kill()
        first.wait()
        assert own.read_file(specimen("no_card").data).refused == "no_card"
        assert own.pid != first.pid
    finally:
        own.close()


def test_a_reader_that_cannot_start_says_so(tmp_path: Path) -> None:
    own = ReaderProcess(tmp_path)
    with pytest.raises(NotPossibleNow, match="reader_stopped"):
        own.start()
    assert own.pid is None


def test_no_temporary_file_is_written(reader: ReaderProcess) -> None:
    folders = [Path(os.environ["TMPDIR"]), Path("/dev/shm")]  # noqa: S108 - looked at, not used
    before = [sorted(folder.rglob("*")) for folder in folders]
    reader.read_file(specimen("driving_licence_1").data)
    reader.read_file(specimen("my_number_card_back").data)
    assert [sorted(folder.rglob("*")) for folder in folders] == before


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is of Linux")
def test_the_reader_that_reads_is_locked_in(reader: ReaderProcess) -> None:
    status = Path(f"/proc/{reader.pid}/status").read_text("utf-8")
    assert "Seccomp:\t2\n" in status
    limits = Path(f"/proc/{reader.pid}/limits").read_text("utf-8").splitlines()
    assert any(
        line.split() == ["Max", "core", "file", "size", "0", "0", "bytes"] for line in limits
    )
    for thread in Path(f"/proc/{reader.pid}/task").iterdir():
        assert "Seccomp:\t2\n" in (thread / "status").read_text("utf-8")


def test_the_masked_picture_carries_no_metadata(reader: ReaderProcess) -> None:
    data = reader.read_file(specimen("driving_licence_1").data).image
    at, chunks = 8, set()
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        chunks.add(data[at + 4 : at + 8])
        at += 12 + length
    assert chunks == {b"IHDR", b"IDAT", b"IEND"}
