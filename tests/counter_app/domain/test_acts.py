"""Acts: a header is one text and no other, and bytes that do not fit each other prove nothing.

The bytes themselves stand in docs/formats.md and are recomputed by test_formats.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.acts import (
    HASH_SIZE,
    Act,
    Header,
    Kind,
    SealedPart,
    blob_names,
    canonical,
    may_open,
    moment_from,
    moment_text,
    parse_header,
    part_ciphers,
    part_fields,
    part_plaintext,
    split_fields,
)
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.law.notice import NoticeFactsFault
from tests.builders import CLERK, NOW, TILL, facts

BLOB = "ab" * 32
HEADER = Header(
    TILL,
    7,
    Kind.ARTICLE_ACCEPTED,
    NOW,
    CLERK,
    (SealedPart("1.identity", 5, ""), SealedPart("2.image", 40, BLOB), SealedPart("5.billing", 3)),
    (12, 2),
    6,
)
ACT = Act(HEADER.to_bytes(), b"12345abc", bytes(3 * HASH_SIZE))
ROWS = sorted(facts().rows)

parts = st.builds(
    SealedPart,
    st.sampled_from(sorted(facts().parts)),
    st.integers(0, 10**6),
    st.sampled_from(["", BLOB]),
)
headers = st.builds(
    Header,
    st.sampled_from([TILL, TillCode("T02")]),
    st.integers(1, 10**9),
    st.sampled_from(list(Kind)),
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - made UTC here
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    ),
    st.just(CLERK),
    st.lists(parts, max_size=5).map(tuple),
    st.none() | st.tuples(st.integers(1, 10**6), st.integers(1, 9)),
    st.none() | st.integers(1, 10**6),
)


@given(headers)
def test_a_header_comes_back_from_its_bytes(header: Header) -> None:
    assert parse_header(header.to_bytes()) == header


def test_a_header_names_no_person_and_stands_in_one_line() -> None:
    data = ACT.header

    assert b"\n" not in data
    assert b" " not in data
    assert data.isascii()


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"kind": "article_stolen"},
        {"at": "2026-11-22"},
        {"at": "2026-11-22T05:00:00Z"},
        {"parts": [["1.identity", 5]]},
        {"parts": None},
        {"ledger": [1]},
        {"ledger": "12"},
        {"seq": None, "till": None, "kind": None},
        {"more": 1},
    ],
)
def test_what_is_no_header_of_this_format_is_refused(change: dict[str, Any]) -> None:
    raw = json.loads(ACT.header)

    assert parse_header(canonical(raw)) == HEADER  # the control
    with pytest.raises(IntegrityFault, match="act_malformed"):
        parse_header(canonical(raw | change))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b" ",
        lambda data: data.replace(b",", b", ", 1),
        lambda data: data.replace(b'"v":1', b'"v":1.0'),
        lambda data: data[:-1],
        lambda _data: b"[]",
        lambda _data: b"null",
        lambda _data: b"\xff",
        lambda _data: b"",
    ],
)
def test_a_header_has_one_text_only(spoil: Any) -> None:
    with pytest.raises(IntegrityFault, match="act_malformed"):
        parse_header(spoil(ACT.header))


def test_the_ciphers_are_cut_by_the_sizes_and_files_lie_elsewhere() -> None:
    assert part_ciphers(HEADER, ACT.content) == {"1.identity": b"12345", "5.billing": b"abc"}


@pytest.mark.parametrize("content", [b"", b"12345ab", b"12345abcd"])
def test_content_that_is_longer_or_shorter_than_its_sizes_is_refused(content: bytes) -> None:
    with pytest.raises(IntegrityFault, match="act_malformed"):
        part_ciphers(HEADER, content)
    with pytest.raises(IntegrityFault, match="act_malformed"):
        replace(ACT, content=content).leaf()


def test_a_size_below_nothing_is_refused() -> None:
    crossed = replace(HEADER, parts=(SealedPart("a", -1), SealedPart("b", 3)))

    with pytest.raises(IntegrityFault, match="act_malformed"):
        part_ciphers(crossed, b"ab")


@pytest.mark.parametrize("count", [0, 2, 4])
def test_every_part_has_one_commitment(count: int) -> None:
    with pytest.raises(IntegrityFault, match="act_malformed"):
        replace(ACT, commitments=bytes(count * HASH_SIZE)).leaf()


def test_the_leaf_changes_with_every_byte_that_it_commits_to() -> None:
    other = replace(
        HEADER, parts=(*HEADER.parts[:1], SealedPart("2.image", 40, "cd" * 32), HEADER.parts[2])
    )
    leaves = {
        ACT.leaf(),
        replace(ACT, content=b"12345abd").leaf(),
        replace(ACT, commitments=bytes(95) + b"\1").leaf(),
        replace(ACT, header=other.to_bytes()).leaf(),
        replace(ACT, header=replace(HEADER, seq=8).to_bytes()).leaf(),
    }

    assert len(leaves) == 5


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 - a moment without zone
def test_a_moment_is_written_in_utc_to_the_millisecond(wall: datetime, hours: int) -> None:
    moment = wall.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))

    assert moment_text(moment) == moment_text(elsewhere)
    assert timedelta(0) <= moment - moment_from(moment_text(moment)) < timedelta(milliseconds=1)


# ---- which rows a kind of act may be opened for (DESIGN: an act's kind caps its rows)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.INTERNAL, {"provide", "screening"}),
        (Kind.PROVIDED, {"provide", "inquiry"}),
        *(
            (kind, {"provide"})
            for kind in (
                *(Kind.CARRIED_OVER, Kind.IMAGE_OPENED, Kind.STAFF_CHANGED, Kind.TILL_SET_UP),
                *(Kind.NOTICE_APPROVED, Kind.CLOCK_CONFIRMED, Kind.DAY_CLOSED, Kind.INCIDENT),
            )
        ),
    ],
)
def test_the_shops_own_acts_are_opened_for_their_own_purpose_only(
    kind: Kind, rows: set[str]
) -> None:
    assert {row for row in ROWS if may_open(kind, row)} == rows


def test_a_deal_may_be_opened_for_every_row_of_the_notice() -> None:
    for kind in (Kind.CONSENT_GIVEN, Kind.ARTICLE_ACCEPTED, Kind.PAID, Kind.CORRECTION):
        assert all(may_open(kind, row) for row in ROWS)


# ---- parts


def test_fields_go_to_their_parts_and_empty_ones_nowhere() -> None:
    fields = {
        "billing.amount": 45_000,
        "person.name": "見本 太郎",
        "person.name_kana": "",
        "person.birth_date": None,
        "article.imei": [],
        "other.consent": {},
    }

    parts = split_fields(fields, facts())

    assert {field for part in parts.values() for field in part} == {
        "billing.amount",
        "person.name",
    }
    assert [name[0] for name in parts] == ["1", "5"]  # in the notice's order


@pytest.mark.parametrize("field", ["person.shoe_size", "application.passcode"])
def test_a_field_without_a_part_is_refused_and_a_passcode_goes_into_no_act(field: str) -> None:
    with pytest.raises(NoticeFactsFault):
        split_fields({field: "0000"}, facts())


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=300), max_size=5))
def test_a_padded_part_tells_only_its_step_and_opens_to_the_same(fields: dict[str, str]) -> None:
    padded = part_plaintext(fields, pad_to=4096)

    assert len(padded) % 4096 == 0
    assert len(padded) - len(part_plaintext(fields)) < 4096
    assert part_fields(padded) == part_fields(part_plaintext(fields)) == fields


@pytest.mark.parametrize("plain", [b"", b"{", b"[]", b'"a"', b"\xff"])
def test_a_part_that_holds_no_fields_is_refused(plain: bytes) -> None:
    with pytest.raises(IntegrityFault, match="act_malformed"):
        part_fields(plain)


def test_the_files_of_acts_are_found_by_their_headers() -> None:
    bare = replace(HEADER, parts=())

    assert blob_names([HEADER, bare, HEADER]) == [BLOB, BLOB]
    assert blob_names([]) == []
