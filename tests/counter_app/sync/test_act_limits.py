"""A wider notice reaches nothing that was taken before it; a narrower one reaches everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.hq.errors import HqFault
from counter_app.hq.openings import Openings
from counter_app.law.notice_family import NoticeFamily, family_of
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.sync.act_limits import ActLimits
from counter_app.sync.sealer import Sealer
from tests.builders import NOTICE
from tests.counter_app.sync.links import Link
from tests.notices import revised, version
from tests.records import ALL_BASES, CLERK, NOON, T01, accepted, everything

SPRING = datetime(2027, 4, 2, 3, 0, tzinfo=UTC)
NUMBER = "id_document.number"


@pytest.fixture
def family(tmp_path: Path) -> NoticeFamily:
    """The shipped notice, and one from 1 April 2027 whose fraud row has the document too."""
    return family_of(
        [version(NOTICE), version(revised(tmp_path / "later", fraud_sees_documents=True))]
    )


@pytest.fixture
def spring(link: Link, family: NoticeFamily) -> Link:
    """A till and its HQ on a day when the wider notice is in force."""
    limits = ActLimits(link.till.record, lambda: family, HeldClock(SPRING))
    link.sealer = Sealer(T01, family.on(SPRING.date()).facts, limits)
    link.hq.data = replace(link.hq.data, notices=family)
    return link


def deal(link: Link, consented: str, at: datetime) -> StoredAct:
    """A deal whose customer consented to a version."""
    shown = {"other.consent": {"full": {"revised": consented}}}
    consent = link.till.write(NewAct(Kind.CONSENT_GIVEN, CLERK, at, shown, bases=ALL_BASES))
    new = accepted(bases=ALL_BASES, at=at)
    return link.till.write(replace(new, ref=consent.header.seq))


def opened(link: Link, seq: int, row: str, now: datetime = SPRING) -> dict[str, Any]:
    """What HQ opens, within the limits of the act's day and of a later one."""
    data = link.hq.data
    openings = Openings(
        *(data.store, data.blobs, data.facts, link.hq.clock, link.hq.roles),
        lambda at: data.notice_of(at, now),
    )
    items: dict[str, Any] = openings.open(T01, seq, row, "officer")["items"]
    return {name: value for fields in items.values() for name, value in fields.items()}


def test_a_deal_under_the_old_notice_keeps_its_limits_and_one_under_the_new_has_the_new(
    spring: Link,
) -> None:
    old, new = deal(spring, "2023-02-01", NOON), deal(spring, "2027-04-01", SPRING)
    spring.sync()

    assert NUMBER not in opened(spring, old.header.seq, "fraud")
    assert NUMBER in opened(spring, new.header.seq, "fraud")
    assert NUMBER in opened(spring, old.header.seq, "provide")  # as ever


def test_without_limits_the_new_notice_would_reach_old_deals(
    link: Link, family: NoticeFamily
) -> None:
    link.sealer = Sealer(T01, family.on(SPRING.date()).facts)
    link.hq.data = replace(link.hq.data, notices=family)
    old = deal(link, "2023-02-01", NOON)
    link.sync()

    data = link.hq.data
    unlimited = Openings(data.store, data.blobs, data.facts, link.hq.clock, link.hq.roles)
    found = unlimited.open(T01, old.header.seq, "fraud", "officer")["items"]
    assert NUMBER in found["2"]
    with pytest.raises(HqFault, match="envelope_too_wide"):  # and HQ would see it
        opened(link, old.header.seq, "fraud")


def test_a_consent_just_before_midnight_holds_for_a_deal_after_it(spring: Link) -> None:
    late = deal(spring, "2023-02-01", SPRING)
    spring.sync()

    assert NUMBER not in opened(spring, late.header.seq, "fraud")


def test_what_is_added_to_an_old_deal_later_stays_under_its_consent(spring: Link) -> None:
    old = deal(spring, "2023-02-01", NOON)
    correction = replace(everything(), at=SPRING, ref=old.header.seq)
    added = spring.till.write(correction)
    alone = spring.till.write(replace(correction, ref=None))  # the control
    spring.sync()

    assert NUMBER not in opened(spring, added.header.seq, "fraud")
    assert NUMBER in opened(spring, alone.header.seq, "fraud")


def test_a_narrower_notice_reaches_old_deals_at_once(link: Link, tmp_path: Path) -> None:
    """The wider notice came first here, and the narrower one follows."""
    wide = version(revised(tmp_path / "wide", fraud_sees_documents=True, day="2026-01-01"))
    narrow = version(revised(tmp_path / "narrow"))
    family = family_of([wide, narrow])
    link.hq.data = replace(link.hq.data, notices=family)
    limits = ActLimits(link.till.record, lambda: family, HeldClock(SPRING))
    link.sealer = Sealer(T01, wide.facts, limits)
    before = deal(link, "2026-01-01", NOON)
    link.sync()

    assert NUMBER not in opened(link, before.header.seq, "fraud")


def test_hq_opens_no_more_than_todays_notice_allows(link: Link, tmp_path: Path) -> None:
    """An envelope that was made while the notice was wider is not opened any further."""
    wide = version(revised(tmp_path / "wide", fraud_sees_documents=True, day="2026-01-01"))
    family = family_of([wide, version(revised(tmp_path / "narrow"))])
    link.hq.data = replace(link.hq.data, notices=family)
    link.sealer = Sealer(T01, wide.facts)
    before = deal(link, "2026-01-01", NOON)
    link.sync()

    assert NUMBER in opened(link, before.header.seq, "fraud", NOON)
    assert NUMBER not in opened(link, before.header.seq, "fraud", SPRING)


def test_an_act_without_a_consent_rests_on_the_notice_of_its_day(
    spring: Link, family: NoticeFamily
) -> None:
    limits = ActLimits(spring.till.record, lambda: family, HeldClock(SPRING))
    then = spring.till.write(everything())
    now = spring.till.write(replace(everything(), at=SPRING))

    with spring.till.record.read() as view:
        assert limits.consented_to(view, then, family) == "2023-02-01"
        assert limits.consented_to(view, now, family) == "2027-04-01"


def test_erasing_asks_for_envelopes_of_every_version_that_is_known(
    link: Link, family: NoticeFamily
) -> None:
    narrow, wide = (one.facts for one in family.versions)
    erasures = link.till.record.erasures
    assert "fraud" not in erasures.rows_of(["2.document"])  # the control

    link.till.record.go_by(narrow, [narrow, wide])

    assert erasures.rows_of(["2.document"]).count("fraud") == 1
    link.till.record.go_by(wide, [wide, narrow])
    assert "fraud" in erasures.rows_of(["2.document"])
