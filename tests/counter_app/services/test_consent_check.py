"""A receipt proves itself from its bytes alone; whatever is changed in it is found."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.consent_file import receipt_bytes
from counter_app.domain.errors import CounterError
from counter_app.services.consent_check import CheckedReceipt, check_receipt
from counter_app.storage.hq_rows import HqState
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.enrolment import Certificate
from tests.builders import NOTICE, wording
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.receipts import (
    desk_of,
    resigned,
    till_with_receipt,
    vocabulary,
)
from tests.records import NOON, T01

STEP = 77


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counter, bytes]]:
    with till_with_receipt(tmp_path_factory.mktemp("receipt")) as found:
        yield found


@pytest.fixture(scope="module")
def file(made: tuple[Counter, bytes]) -> bytes:
    return made[1]


def checked(data: bytes, **other: Any) -> CheckedReceipt:
    return check_receipt(data, vocabulary(), **other)


def fault(data: bytes, **other: Any) -> tuple[str, object]:
    """Code and fact of what is wrong with a file."""
    try:
        checked(data, **other)
    except CounterError as error:
        return error.code, error.facts.get("what", "")
    return "", ""


def test_a_receipt_says_what_was_shown_answered_and_signed(file: bytes) -> None:
    told = checked(file)

    assert (told.till, told.act, told.log_size) == ("T01", 6, 11)
    assert (told.notice_id, told.revised) == ("rakuten-mobile-secondhand", "2023-02-01")
    assert (told.language, told.notice_sha256) == ("ja", wording("ja"))
    assert dict(told.answers) == {
        "terms": "ConsentGiven",
        "group_provision": "ConsentRefused",
        "direct_mail": "ConsentRefused",
        "email": "ConsentGiven",
        "sms": "ConsentRefused",
    }
    assert told.method == "signature"
    assert told.notice_given
    assert told.terms_compared
    assert not told.certified


def test_the_readable_part_has_the_purposes_and_items_of_the_notice(file: bytes) -> None:
    """LAW 7: purpose 5 never has item 2; G1 has [1],[3]-[6]; the police have fields by name."""
    purposes = {
        one["purpose"]: one for one in json.loads(file)["record"]["pii_processing"]["purposes"]
    }

    def items(key: str) -> str:
        return "".join(one["item"] for one in purposes[key]["pii_information"])

    assert len(purposes) == 17
    assert items("provide") == "123456789"
    assert items("appraise_verify") == "12689"
    assert items("fraud") == "13456789"
    assert items("g_membership") == "13456"
    assert "person.name" in items("police")
    marketing = purposes["marketing"]
    assert marketing["lawful_basis"] == "https://w3id.org/dpv#Consent"
    assert marketing["consent"]["email"] == "https://w3id.org/dpv#ConsentGiven"
    assert marketing["consent"]["sms"] == "https://w3id.org/dpv#ConsentRefused"
    assert purposes["g_inquiry"]["consent"] == {
        "group_provision": "https://w3id.org/dpv#ConsentRefused"
    }
    assert purposes["provide"]["consent"] == {}
    [email] = [one for one in json.loads(file)["record"]["event"] if one["choice"] == "email"]
    assert email["words"] == "電子メール"


def test_it_opens_the_customers_own_answers_and_ink_and_nothing_else(file: bytes) -> None:
    parts = {one["part"]: one for one in json.loads(file)["proof"]["parts"]}

    assert set(parts) == {"3.application", "9.consent", "9.signature"}
    assert [name for name, one in parts.items() if "key" in one] == ["9.signature", "9.consent"]


def survivors(file: bytes, flip: int, places: Iterable[int]) -> list[int]:
    """Where a flipped byte is not found."""
    found = []
    for place in places:
        other = bytearray(file)
        other[place] ^= flip
        if fault(bytes(other))[0] not in ("receipt_form", "receipt_not_proved"):
            found.append(place)
    return found


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_any_changed_byte_fails(file: bytes, flip: int) -> None:
    """Every so many bytes, and each of the signature; `make prove` takes all of them."""
    last = range(len(file) - 300, len(file))

    assert survivors(file, flip, [*range(flip % STEP, len(file), STEP), *last]) == []


@pytest.mark.prove
@pytest.mark.parametrize("flip", [0x01, 0x20])
def test_each_changed_byte_fails(file: bytes, flip: int) -> None:
    assert survivors(file, flip, range(len(file))) == []


@given(st.data())
def test_any_byte_changed_lost_or_added_fails(file: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(file) - 1))
    byte = data.draw(
        st.binary(min_size=0, max_size=2).filter(lambda b: b != file[place : place + 1])
    )
    other = file[:place] + byte + file[place + 1 :]

    assert fault(other)[0] in ("receipt_form", "receipt_not_proved")


@pytest.mark.parametrize(
    "other",
    [
        lambda file: file + b"\n",
        lambda file: b" " + file,
        lambda file: json.dumps(json.loads(file), ensure_ascii=False, indent=1).encode(),
        lambda file: json.dumps(json.loads(file), sort_keys=True, separators=(",", ":")).encode(),
        lambda file: file.replace(b'{"issued"', b'{"issued":1,"issued"', 1),
        lambda file: file[:-1] + b',"x":1}',
    ],
    ids=["line end", "blank", "indented", "escapes", "a key twice", "a key more"],
)
def test_the_same_said_otherwise_is_another_file(
    file: bytes, other: Callable[[bytes], bytes]
) -> None:
    assert fault(other(file)) == ("receipt_not_proved", "bytes")


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b'{"schema":"trade-in-counter/ledger/v1"}', b"[" * 90_000],
)
def test_what_is_no_receipt_is_told_as_such(data: bytes) -> None:
    assert fault(data) == ("receipt_form", "")


# ---- changed and written out again, so that only the proof can tell


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a file."""
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*way, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*way, place))
    else:
        yield way


def otherwise(value: Any) -> Any:
    """Another value of the same kind, well formed where the old one was."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if value is None:
        return "x"
    if not value:
        return "見本"
    last = "0" if value[-1] != "0" else "1"
    return value[:-1] + last


def changed(file: bytes, way: tuple[Any, ...]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(file)
    inner: Any = told
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = otherwise(inner[way[-1]])
    return told


def test_every_value_changed_and_written_out_again_fails(file: bytes) -> None:
    ways = list(leaves(json.loads(file)))
    assert len(ways) > 500

    survived = [way for way in ways if fault(receipt_bytes(changed(file, way)))[0] == ""]

    assert survived == []


def test_who_holds_the_tills_own_key_cannot_make_it_say_something_else(
    made: tuple[Counter, bytes],
) -> None:
    """Record, notice, act and log hold each other, whatever is signed around them.

    What the till adds when it hands the copy over rests on its word alone and is told apart, as are
    terms of another table.
    """
    counter, file = made
    key = counter.small.device
    words_of_the_till = {"issued", "signature"}
    survived = [
        way
        for way in leaves(json.loads(file))
        if way[0] not in words_of_the_till
        and way not in {("proof", "certificate"), ("record", "vocabulary")}
        and fault(resigned(changed(file, way), key))[0] == ""
    ]

    assert survived == []
    issued = changed(file, ("issued", "party_identification", 1, "party_name"))
    assert fault(resigned(issued, key)) == ("", "")  # negative control: this one is signed only
    other_terms = resigned(changed(file, ("record", "vocabulary")), key)
    assert not checked(other_terms).terms_compared


def test_without_the_record_computed_again_a_till_could_lie(
    made: tuple[Counter, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control of the test above."""
    counter, file = made
    lie = json.loads(file)
    lie["record"]["event"][0]["event_state"] = "https://w3id.org/dpv#ConsentRefused"
    assert fault(resigned(lie, counter.small.device)) == ("receipt_not_proved", "record")

    monkeypatch.setattr("counter_app.services.consent_check._check_record", lambda *_: True)

    assert fault(resigned(lie, counter.small.device)) == ("", "")


def test_ink_of_another_consent_is_found(made: tuple[Counter, bytes]) -> None:
    counter, file = made
    mine, other = json.loads(file), json.loads(desk_of(counter.small).make("T01-0001").file)
    mixed = copy.deepcopy(mine)
    mixed["proof"]["parts"][1] = other["proof"]["parts"][1]

    assert fault(resigned(mixed, counter.small.device))[0] == "receipt_not_proved"


def test_the_notice_is_compared_with_bytes_at_hand(file: bytes) -> None:
    assert fault(file, notice=(NOTICE / "ja.md").read_bytes()) == ("", "")
    assert fault(file, notice=(NOTICE / "en.md").read_bytes()) == ("receipt_not_proved", "notice")
    assert fault(file, notice=b"") == ("receipt_not_proved", "notice")


def test_a_receipt_without_the_text_says_that_only_the_digest_is_there(
    made: tuple[Counter, bytes],
) -> None:
    counter, file = made
    desk = desk_of(counter.small)
    desk._wording_of = lambda *_: None  # a version whose bytes this till no longer has
    told = checked(desk.make("T01-0002").file)

    assert not told.notice_given
    assert told.notice_sha256 == checked(file).notice_sha256
    assert checked(desk.make("T01-0002").file, notice=(NOTICE / "ja.md").read_bytes()).notice_given


def test_terms_of_another_table_are_not_compared_but_the_rest_is(file: bytes) -> None:
    other = replace(vocabulary(), version="dpv-2.3/1", notices={"signature": "x", "paper": "y"})

    told = check_receipt(file, other)

    assert not told.terms_compared
    assert told.answers["email"] == "ConsentGiven"


# ---- whose till it is


def certified(counter: Counter, hq: Ed25519PrivateKey, device: bytes | None = None) -> bytes:
    """A receipt of a till that HQ certified."""
    record, mine = counter.small.record, counter.small.device.public_key().public_bytes_raw()
    note = sign_note(Certificate(T01, device or mine, NOON).text(), HQ_NAME, hq)
    key = hq.public_key().public_bytes_raw().hex()
    with record.write() as tx:
        record.hq.put(tx, HqState("https://hq.invalid", key, "", note, ""))
    return desk_of(counter.small).make("T01-0002").file


def test_hq_says_whose_till_it_is(made: tuple[Counter, bytes]) -> None:
    counter, _file = made
    hq, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    key, other = (one.public_key().public_bytes_raw().hex() for one in (hq, stranger))
    file = certified(counter, hq)

    assert checked(file, hq_key=key).certified
    assert not checked(file).certified
    assert fault(file, hq_key=other) == ("receipt_not_certified", "")
    another = certified(counter, hq, stranger.public_key().public_bytes_raw())
    assert fault(another, hq_key=key) == ("receipt_not_certified", "")
    assert fault(file, hq_key="00") == ("hq_key_form", "")


def test_a_till_without_hq_is_certified_by_nobody(tmp_path: Path) -> None:
    hq = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with till_with_receipt(tmp_path) as (_counter, file):
        assert fault(file) == ("", "")
        assert fault(file, hq_key=hq) == ("receipt_not_certified", "")


def test_a_receipt_made_anew_by_a_stranger_is_told_by_hqs_key_only(
    made: tuple[Counter, bytes], tmp_path: Path
) -> None:
    """What cannot be known from the file alone, and is not claimed."""
    counter, _file = made
    hq = Ed25519PrivateKey.generate()
    key = hq.public_key().public_bytes_raw().hex()
    genuine = json.loads(certified(counter, hq))
    with till_with_receipt(tmp_path) as (stranger, forged):
        lie = json.loads(forged)
        lie["proof"]["certificate"] = genuine["proof"]["certificate"]
        file = resigned(lie, stranger.small.device)

    assert fault(file) == ("", "")
    assert fault(file, hq_key=key) == ("receipt_not_certified", "")


def test_base64_has_one_spelling(file: bytes) -> None:
    """The last sign of a signature has bits that nobody reads: they count all the same."""
    told = json.loads(file)
    spelled = told["signature"].split(" ")[-1].strip()
    sign = spelled[-2]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = spelled[:-2] + alphabet[alphabet.index(sign) ^ 1] + "="
    assert base64.b64decode(twin) == base64.b64decode(spelled)
    told["signature"] = told["signature"].replace(spelled, twin)

    assert fault(receipt_bytes(told)) == ("receipt_not_proved", "bytes")
