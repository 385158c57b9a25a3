"""Taking a consent back reaches the rows that hang on it by any version of the notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.law.notice import NoticeFacts
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.notice_version import Notice
from counter_app.sync.act_limits import ActLimits
from counter_app.sync.sealer import Sealer
from tests.builders import NOTICE
from tests.counter_app.services.consented_deals import ACCEPTED, CONSENT, MARKETING, Deal
from tests.counter_app.sync.links import small_link
from tests.notices import revised, version
from tests.records import T01, the_facts

TODAYS = "2026-11-01"


def by_consent(notice: Notice, *keys: str) -> Notice:
    """A version in which purposes that the shipped one rests on the notice take a consent."""
    rows = tuple(
        replace(row, basis="consent", consent="marketing") if row.key in keys else row
        for row in notice.facts.purposes
    )
    return replace(notice, facts=replace(notice.facts, purposes=rows))


@pytest.fixture(name="deal")
def _deal(tmp_path: Path) -> Iterator[tuple[Deal, NoticeFamily]]:
    """A deal at a till whose HQ brought a notice by which research takes the consent, too."""
    later = by_consent(version(revised(tmp_path / "later", day=TODAYS)), "improve")
    shipped = replace(version(NOTICE), facts=the_facts())
    family = NoticeFamily((shipped,)).with_version(later)
    with small_link(tmp_path) as link:
        record, facts = link.till.record, [one.facts for one in family.versions]
        limits = ActLimits(record, lambda: family, link.till.clock)
        record.go_by(facts[-1], facts, limits.facts_of)
        link.sealer = Sealer(T01, facts[-1], limits)
        yield Deal(link), family


def at_both(deal: Deal, seq: int, row: str) -> tuple[bool, bool]:
    """Whether the till and HQ have an act's envelope for a row."""
    with deal.link.hq.data.store.read() as tx:
        at_hq = tx.sealed(T01).envelope(seq, row) is not None
    return row in deal.link.envelopes().get(seq, set()), at_hq


def test_a_row_that_a_later_version_hangs_on_the_consent_ends_with_it(
    deal: tuple[Deal, NoticeFamily],
) -> None:
    mine, _family = deal
    mine.link.sync()
    assert at_both(mine, ACCEPTED, "improve") == (True, True)  # the control

    mine.withdraw("direct_mail", "email", "sms")

    assert at_both(mine, ACCEPTED, "improve") == (False, True)
    mine.link.sync()
    assert at_both(mine, ACCEPTED, "improve") == at_both(mine, CONSENT, "improve") == (False, False)
    assert at_both(mine, ACCEPTED, "investment") == (True, True)
    mine.give("sms")
    mine.link.sync()
    assert at_both(mine, ACCEPTED, "improve") == (True, True)
    mine.whole()


def test_a_row_that_a_later_version_lost_ends_too(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        deal, record = Deal(link), link.till.record
        link.sync()
        assert at_both(deal, ACCEPTED, "marketing") == (True, True)
        narrower = without(the_facts(), "marketing")
        record.go_by(narrower, [the_facts(), narrower], lambda _view, _act: narrower)

        deal.withdraw("direct_mail", "email", "sms")

        link.sync()
        assert not MARKETING & (deal.at_till(ACCEPTED) | deal.at_hq(ACCEPTED))


def without(facts: NoticeFacts, key: str) -> NoticeFacts:
    return replace(facts, purposes=tuple(row for row in facts.purposes if row.key != key))
