"""Loading bundles: proved, known, usable and newer, or nothing at all happens."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import CounterError, IntegrityFault, Refused, WrongInput
from counter_app.services.bundles import BundleDesk, Loaded, Topic
from counter_app.sync.bundle import Bundle, sign_bundle
from tests.records import SmallRecord
from tests.signed_bundles import HQ, STRANGER, know_hq

DAY = date(2026, 12, 1)


def words_only(payload: bytes, _version: int) -> str:
    """A topic whose payload is any text; what is none raises ValueError."""
    return payload.decode("utf-8")


@pytest.fixture
def desk(small: SmallRecord) -> BundleDesk:
    """A till that knows its HQ and takes two topics; it ships version 3 of one of them."""
    know_hq(small.record)
    topics = {"law": Topic(3, words_only), "bulletins": Topic(0, words_only)}
    return BundleDesk(small.record, small.clock, topics)


def file(
    topic: str = "bulletins",
    version: int = 1,
    valid_from: date = DAY,
    payload: bytes = "品触れ".encode(),
) -> bytes:
    return sign_bundle(Bundle(topic, version, valid_from, payload), HQ)


def refused(desk: BundleDesk, small: SmallRecord, data: bytes) -> CounterError:
    """Why a file is not taken; nothing may be left of the try."""
    with small.record.read() as view:
        before = list(small.record.bundles.all(view))
    with pytest.raises(CounterError) as told:
        desk.load(data)
    with small.record.read() as view:
        assert list(small.record.bundles.all(view)) == before
    return told.value


def test_a_bundle_is_taken_and_holds_from_its_day(desk: BundleDesk) -> None:
    assert desk.load(file(version=7)) == Loaded("bulletins", 7, DAY)

    assert desk.version_on("bulletins", date(2026, 11, 30)) == 0
    assert desk.version_on("bulletins", DAY) == 7
    assert desk.bundle("bulletins", 7).payload.decode() == "品触れ"
    assert desk.faults() == []


@pytest.mark.parametrize(("topic", "have", "came"), [("bulletins", 2, 2), ("bulletins", 2, 1)])
def test_a_bundle_never_goes_back(
    desk: BundleDesk, small: SmallRecord, topic: str, have: int, came: int
) -> None:
    desk.load(file(topic, have))

    fault = refused(desk, small, file(topic, came))

    assert isinstance(fault, Refused)
    assert (fault.code, fault.facts) == ("bundle_not_newer", {"version": came, "newest": have})
    desk.load(file(topic, have + 1))  # the control


@pytest.mark.parametrize("version", [1, 3])
def test_what_the_program_ships_is_not_gone_behind(
    desk: BundleDesk, small: SmallRecord, version: int
) -> None:
    assert refused(desk, small, file("law", version)).code == "bundle_not_newer"
    assert desk.load(file("law", 4)).version == 4


def test_a_program_that_ships_newer_tables_does_not_go_by_an_older_bundle(
    desk: BundleDesk, small: SmallRecord
) -> None:
    desk.load(file("law", 4))
    assert desk.version_on("law", DAY) == 4

    for shipped, version in ((3, 4), (4, 0), (5, 0)):
        updated = BundleDesk(small.record, small.clock, {"law": Topic(shipped, words_only)})
        assert updated.version_on("law", DAY) == version


def test_another_hqs_bundle_is_an_integrity_fault(desk: BundleDesk, small: SmallRecord) -> None:
    stranger = sign_bundle(Bundle("bulletins", 1, DAY, b"x"), STRANGER)

    fault = refused(desk, small, stranger)

    assert isinstance(fault, IntegrityFault)
    assert fault.code == "bundle_not_proved"


def test_a_topic_that_nobody_takes_is_wrong_input(desk: BundleDesk, small: SmallRecord) -> None:
    fault = refused(desk, small, file("price_book"))

    assert isinstance(fault, WrongInput)
    assert (fault.code, fault.facts) == ("bundle_topic_unknown", {"topic": "price_book"})


def test_a_payload_that_cannot_be_used_is_not_taken(desk: BundleDesk, small: SmallRecord) -> None:
    fault = refused(desk, small, file(payload=b"\xff"))

    assert isinstance(fault, WrongInput)
    assert fault.code == "bundle_payload"


def test_what_is_no_bundle_is_wrong_input(desk: BundleDesk, small: SmallRecord) -> None:
    assert refused(desk, small, b"").code == "bundle_form"


def test_a_till_that_knows_no_hq_takes_nothing(small: SmallRecord) -> None:
    desk = BundleDesk(small.record, small.clock, {"bulletins": Topic(0, words_only)})

    assert refused(desk, small, file()).code == "hq_not_known"
    know_hq(small.record)
    assert desk.load(file()).version == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bundles SET file = CAST(replace(file, 'version 1', 'version 2') AS BLOB)",
        "UPDATE bundles SET file = 'text'",
        "UPDATE bundles SET valid_from = 'soon'",
        "UPDATE bundles SET version = 2",
        "UPDATE bundles SET topic = 'law'",
        "UPDATE bundles SET valid_from = '2026-01-01'",
        "UPDATE bundles SET file = x'00'",
        "UPDATE bundles SET hq_key = 'no key'",
        "UPDATE bundles SET hq_key = hex(zeroblob(32))",
        "DELETE FROM hq",
    ],
)
def test_a_row_that_was_tampered_with_is_found_and_not_gone_by(
    desk: BundleDesk, small: SmallRecord, statement: str
) -> None:
    desk.load(file())
    assert desk.faults() == []  # the control

    small.tamper(statement)

    again = BundleDesk(small.record, small.clock, {"bulletins": Topic(0, words_only)})
    [fault] = again.faults()
    assert fault.endswith(": bundle_not_proved")
    with small.record.read() as view:
        [row] = small.record.bundles.all(view)
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        again.bundle(row.topic, row.version)


def test_a_bundle_of_a_former_hq_stays_proved_until_a_greater_one_comes(
    desk: BundleDesk, small: SmallRecord
) -> None:
    desk.load(file())
    [mine] = desk.rows("bulletins")
    assert desk.is_present_hq(mine.hq_key)

    know_hq(small.record, STRANGER)

    assert desk.bundle("bulletins", 1).payload.decode() == "品触れ"
    assert not desk.is_present_hq(mine.hq_key)
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        desk.load(file(version=2))  # of the former HQ nothing more is taken
    desk.load(sign_bundle(Bundle("bulletins", 2, DAY, b"new"), STRANGER))
    assert desk.bundle("bulletins", desk.version_on("bulletins", DAY)).payload == b"new"
    assert desk.faults() == []


def test_a_bundle_of_before_the_keys_were_noted_is_the_present_hqs(
    desk: BundleDesk, small: SmallRecord
) -> None:
    desk.load(file())
    small.tamper("UPDATE bundles SET hq_key = NULL")
    again = BundleDesk(small.record, small.clock, {"bulletins": Topic(0, words_only)})

    assert again.faults() == []
    assert again.is_present_hq("")
    know_hq(small.record, STRANGER)
    assert again.faults() == ["bundle bulletins 1: bundle_not_proved"]
