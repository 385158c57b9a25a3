"""Versions and approvals that HQ signed: by its key, from their day, and never half a version."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import HeldClock
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.law.notice_bundle import packed_notice
from counter_app.law.notice_family import family_of
from counter_app.law.notice_version import version_files
from counter_app.services.bundles import BundleDesk, Topic
from counter_app.services.notice_reading import NoticeReading
from counter_app.services.notice_shelf import NoticeShelf
from counter_app.services.notices import NoticeDesk
from counter_app.services.staff import StaffDesk
from counter_app.sync.bundle import NOTICE as TOPIC
from counter_app.sync.bundle import Bundle, sign_bundle
from tests.builders import MANAGER, MANAGER_PIN, NOTICE
from tests.notices import copied, edit, revised, version
from tests.records import SmallRecord
from tests.signed_bundles import HQ, STRANGER, know_hq

SINCE = date(2026, 11, 1)
LAST_MOMENT_OF_MARCH = datetime(2027, 3, 31, 14, 59, 59, tzinfo=UTC)
FIRST_MOMENT_OF_APRIL = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)


class Till:
    """A real till that knows its HQ and takes notices."""

    def __init__(self, small: SmallRecord, staff: StaffDesk, *, demo: bool = False) -> None:
        know_hq(small.record)
        self.small, self.staff, self._demo = small, staff, demo
        shipped = family_of([version(NOTICE)])

        def check(payload: bytes, number: int) -> object:
            return self.shelf.check(payload, number)

        topics = {TOPIC: Topic(0, check)}
        self.bundles = BundleDesk(small.record, small.clock, topics)
        self.shelf = NoticeShelf(shipped, self.bundles)
        self.taken = 0

    def desk(self, moment: datetime | None = None) -> NoticeDesk:
        """The notice at a moment, or now."""
        clock = self.small.clock if moment is None else HeldClock(moment)
        return NoticeDesk(self.small.record, clock, self.shelf, self.staff, demo=self._demo)

    def take(self, payload: bytes, day: date = SINCE, key: Ed25519PrivateKey = HQ) -> None:
        """Load the next bundle."""
        self.taken += 1
        self.bundles.load(sign_bundle(Bundle(TOPIC, self.taken, day, payload), key))


@pytest.fixture
def till(small: SmallRecord, staff: StaffDesk) -> Till:
    return Till(small, staff)


def approval(*languages: str) -> bytes:
    """HQ approves wordings that the till has."""
    packs = version(NOTICE).packs
    told = {
        "notice_id": "rakuten-mobile-secondhand",
        "revised": "2023-02-01",
        "sha256": {one: packs[one].sha256 for one in languages},
        "files": {},
    }
    return json.dumps(told).encode()


def whole(folder: Path) -> bytes:
    """HQ brings a version and approves it."""
    return packed_notice(version_files(folder))


def test_hqs_approval_is_as_good_as_a_managers(till: Till) -> None:
    with pytest.raises(Refused, match="notice_not_approved"):
        till.desk().require_usable()

    till.take(approval("ja"))

    till.desk().require_usable()
    assert till.desk().languages == ("ja",)
    assert not till.desk().pack("ja").reference_wording
    till.take(approval("en"))  # every bundle counts, not the last one only
    assert set(till.desk().languages) == {"ja", "en"}


def test_an_approval_holds_from_its_day(till: Till) -> None:
    till.take(approval("ja"), date(2027, 4, 1))

    with pytest.raises(Refused, match="notice_not_approved"):
        till.desk(LAST_MOMENT_OF_MARCH).require_usable()
    till.desk(FIRST_MOMENT_OF_APRIL).require_usable()


def test_a_strangers_approval_is_none(till: Till) -> None:
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        till.take(approval("ja"), key=STRANGER)
    with pytest.raises(Refused, match="notice_not_approved"):
        till.desk().require_usable()


def test_hqs_approval_takes_the_mark_away_in_practice_too(
    small: SmallRecord, staff: StaffDesk
) -> None:
    till = Till(small, staff, demo=True)
    assert till.desk().pack("ja").reference_wording

    till.take(approval("ja"))

    assert not till.desk().pack("ja").reference_wording
    assert till.desk().pack("en").reference_wording


def test_a_version_that_hq_brings_holds_from_its_day_at_midnight_in_japan(
    till: Till, tmp_path: Path
) -> None:
    till.take(approval("ja"))
    till.take(whole(revised(tmp_path / "later", fraud_sees_documents=True)))

    before, after = till.desk(LAST_MOMENT_OF_MARCH), till.desk(FIRST_MOMENT_OF_APRIL)
    assert before.facts.revised == date(2023, 2, 1)
    assert 2 not in before.facts.rows["fraud"].items
    assert after.facts.revised == date(2027, 4, 1)
    assert 2 in after.facts.rows["fraud"].items
    after.require_usable()
    assert set(after.languages) == {"ja", "ja-easy", "en", "zh-Hans", "vi"}
    assert len(till.desk().versions) == 2


def test_a_version_holds_from_its_bundles_day_when_that_is_later(
    till: Till, tmp_path: Path
) -> None:
    till.take(whole(revised(tmp_path / "later")), date(2027, 5, 1))

    assert till.desk(FIRST_MOMENT_OF_APRIL).facts.revised == date(2023, 2, 1)
    may = datetime(2027, 4, 30, 15, 0, tzinfo=UTC)
    assert till.desk(may).facts.revised == date(2027, 4, 1)


def test_a_language_that_hq_brings_is_offered(till: Till, tmp_path: Path) -> None:
    till.take(approval("ja"))
    folder = copied(tmp_path / "more")
    text = (folder / "en.md").read_text(encoding="utf-8").replace("language: en", "language: fr")
    (folder / "fr.md").write_text(text, encoding="utf-8")
    assert till.desk().pack("fr").language == "ja"

    till.take(whole(folder))

    assert till.desk().pack("fr").language == "fr"


def test_what_cannot_be_used_is_not_taken(till: Till, tmp_path: Path) -> None:
    wider = copied(tmp_path / "wider")
    edit(
        wider / "facts.toml", ('"person.sim_phone", "person.contact_phone"]', '"person.sim_phone"]')
    )
    for path in wider.glob("*.md"):
        kept = [
            line
            for line in path.read_text(encoding="utf-8").split("\n")
            if not line.startswith("- [person.contact_phone]")
        ]
        path.write_text("\n".join(kept), encoding="utf-8")
    spoiled = json.loads(whole(NOTICE))
    spoiled["files"]["ja.md"] += "。\n"
    for payload in (b"", b"{}", json.dumps(spoiled).encode(), whole(wider)):
        with pytest.raises(WrongInput, match="bundle_payload"):
            till.take(payload)
    assert till.shelf.faults() == ()
    assert len(till.desk().versions) == 1


def test_a_bundle_that_no_longer_proves_itself_stops_the_till(
    till: Till, small: SmallRecord, staff: StaffDesk, tmp_path: Path
) -> None:
    till.take(approval("ja"))
    till.take(whole(revised(tmp_path / "later")))
    till.desk().require_usable()
    small.tamper("UPDATE bundles SET file = x'00'")

    again = Till(small, staff)
    assert [line.split(":")[0] for line in again.shelf.faults()] == [
        "bundle notice 1",
        "bundle notice 2",
    ]
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        again.desk().require_usable()
    assert again.desk().approved() == frozenset()


def test_at_another_hq_the_versions_stay_and_their_approval_comes_anew(
    till: Till, small: SmallRecord, tmp_path: Path
) -> None:
    """A till that goes over to another HQ is not stuck, and no earlier consent gets wider."""
    till.take(approval("ja"))
    till.take(whole(revised(tmp_path / "later", fraud_sees_documents=True)))
    before = till.desk(FIRST_MOMENT_OF_APRIL)
    before.require_usable()

    know_hq(small.record, STRANGER)

    after = till.desk(FIRST_MOMENT_OF_APRIL)
    assert till.shelf.faults() == ()
    assert len(after.versions) == 2
    assert 2 not in after.limits("2023-02-01").rows["fraud"].items
    with pytest.raises(Refused, match="notice_not_approved"):
        after.require_usable()
    after.approve(MANAGER, MANAGER_PIN, {"ja"})
    after.require_usable()
    till.take(approval("ja"), key=STRANGER)
    till.desk().require_usable()
    know_hq(small.record, HQ)  # and back again: what HQ approved once is approved
    assert set(till.desk(FIRST_MOMENT_OF_APRIL).languages) == {
        "ja",
        "ja-easy",
        "en",
        "zh-Hans",
        "vi",
    }


# ---- A reading over midnight


def test_a_reading_stays_with_the_version_that_it_began_with(till: Till, tmp_path: Path) -> None:
    till.take(approval("ja"))
    till.take(whole(revised(tmp_path / "later")))
    clock = HeldClock(LAST_MOMENT_OF_MARCH)
    desk = NoticeDesk(till.small.record, clock, till.shelf, till.staff, demo=False)
    reading = NoticeReading(desk, clock, "full", lambda: 0.0)
    keys = tuple(page.key for page in reading.pack("ja").full)
    reading.turn("ja", keys[:1])

    clock.move(seconds=2)
    reading.turn("ja", keys[1:])
    shown = reading.shown("ja")

    assert desk.facts.revised == date(2027, 4, 1)  # the control: the new version holds by now
    assert shown.revised == "2023-02-01"
    assert shown.sha256 == version(NOTICE).packs["ja"].sha256
    assert desk.may_show(shown)
    assert desk.pack_shown(shown).revised == date(2023, 2, 1)
    fresh = NoticeReading(desk, clock, "full", lambda: 0.0)
    assert fresh.pack("ja").revised == date(2027, 4, 1)


def test_an_old_version_is_not_shown_any_more_the_day_after(till: Till, tmp_path: Path) -> None:
    till.take(approval("ja"))
    till.take(whole(revised(tmp_path / "later")))
    desk = till.desk(FIRST_MOMENT_OF_APRIL)
    old = version(NOTICE).packs["ja"]

    shown = desk.shown("ja", "full", FIRST_MOMENT_OF_APRIL, (), old.approved())

    assert not desk.may_show(shown)
    assert desk.may_show(desk.shown("ja", "full", FIRST_MOMENT_OF_APRIL))
