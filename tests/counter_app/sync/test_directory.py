"""The directory of roles reads as it was written, and no other text does."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import IntegrityFault
from counter_app.sync.directory import Directory, parse_directory
from counter_app.sync.envelope import new_role_key

KEYS = {"provide": new_role_key()[1], "recovery": new_role_key()[1]}
DIRECTORY = Directory(3, date(2027, 2, 20), KEYS)
TEXT = (
    "trade-in-counter/roles/v1\nversion 3\nexpires 2027-02-20\n"
    f"provide {base64.b64encode(KEYS['provide']).decode()}\n"
    f"recovery {base64.b64encode(KEYS['recovery']).decode()}\n"
)


def test_it_reads_as_it_was_written() -> None:
    assert DIRECTORY.text() == TEXT
    assert parse_directory(TEXT) == DIRECTORY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trade-in-counter/roles/v1\n",
        TEXT[:-1],
        TEXT.replace("roles/v1", "roles/v2"),
        TEXT.replace("version 3", "version 03"),
        TEXT.replace("version 3", "version x"),
        TEXT.replace("2027-02-20", "20270220"),
        TEXT.replace("2027-02-20", "2027-02-30"),
        TEXT.replace("provide ", "provide  "),
        TEXT.replace("provide ", " "),
        TEXT.replace("provide ", ""),
        TEXT.replace("recovery", "provide"),
        TEXT[:-10] + "\n",
        TEXT + "fraud AAAA\n",
        TEXT + "\n",
    ],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        parse_directory(text)


@given(st.text())
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        parse_directory(text)
