"""A kept image is opened for a reason only, by somebody proved, and never before it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.openings import OpeningsFault, read_openings
from counter_app.domain.values import VisitId
from counter_app.law.jobs import NOBODY_READS
from counter_app.law.notice import NoticeFacts
from counter_app.services.image_openings import ImageDesk
from counter_app.storage.blobs import Blobs
from tests.builders import CLERK, CLERK_PIN, consent, licence
from tests.counter_app.services.counters import Counter
from tests.counter_app.sync.links import Link, small_link
from tests.records import CHECKOUT, the_facts

PICTURE = b"a masked picture, in bytes"
REASONS = (CHECKOUT / "resources/staff/openings.toml").read_text(encoding="utf-8")


class Kept:
    """A visit whose document's image is kept."""

    def __init__(self, link: Link, facts: NoticeFacts) -> None:
        self.link = link
        self.counter = Counter(link.till)
        self.visit = self.counter.agreed()
        self.name = link.till.record.blobs.keep(PICTURE, "2.image", self.visit)
        self.counter.visits.set_document(self.visit, replace(licence(), image=self.name))
        self.desk = self.desk_by(facts)

    def desk_by(self, facts: NoticeFacts) -> ImageDesk:
        """The desk under these facts."""
        till = self.link.till
        people = (self.counter.staff, self.counter.clocks)
        return ImageDesk(till.record, till.clock, facts, read_openings(REASONS), *people)

    def open(self, reason: str = "compare_again", words: str = "", pin: str = CLERK_PIN) -> bytes:
        """Open it as a clerk does."""
        return self.desk.open(self.visit, reason, words, CLERK, pin).png

    def openings(self) -> list[int]:
        """The acts that tell of openings."""
        return [one.seq for one in self.counter.headers() if one.kind is Kind.IMAGE_OPENED]


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> Iterator[Kept]:
    with small_link(tmp_path) as link:
        yield Kept(link, the_facts())


def refusal(kept: Kept, **asked: str) -> str:
    """The code with which an opening is refused."""
    with pytest.raises(CounterError) as caught:
        kept.open(**asked)
    return caught.value.code


def test_it_opens_for_a_reason_that_stands_in_an_act(kept: Kept) -> None:
    assert kept.open("other", "見本の理由") == PICTURE

    [seq] = kept.openings()
    told = kept.link.till.fields(seq)["other.opening"]
    assert told == {
        "reason": "other",
        "text": "見本の理由",
        "part": "2.image",
        "purpose": "appraise_verify",
        "file": kept.name,
    }
    with kept.link.till.record.read() as view:
        header = kept.link.till.record.acts.act(view, seq).header
    assert (header.ref, header.staff) == (None, CLERK)
    for row in ("marketing", "fraud", "screening", "appraise_verify"):
        assert kept.link.till.fields(seq, row) == {}


def test_nothing_is_opened_before_the_act_is_written(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Blobs.open

    def looked(self: Blobs, name: str) -> bytes:
        assert len(kept.openings()) == 1  # committed, and seen from another transaction
        return real(self, name)

    monkeypatch.setattr(Blobs, "open", looked)
    assert kept.open() == PICTURE


def test_after_the_acceptance_it_refers_to_it_and_after_the_visit_it_is_closed(kept: Kept) -> None:
    accepted = _accepted(kept)

    assert kept.open() == PICTURE
    with kept.link.till.record.read() as view:
        header = kept.link.till.record.acts.act(view, kept.openings()[-1]).header
    assert header.ref == accepted
    assert kept.desk.is_kept(kept.counter.visits.get(kept.visit))

    kept.counter.visits.finish(kept.visit)
    assert refusal(kept) == "visit_unknown"
    assert len(kept.openings()) == 1


def test_once_hq_has_it_the_till_opens_it_no_more(kept: Kept) -> None:
    _accepted(kept)
    kept.link.sync()
    kept.link.sync()

    assert not kept.desk.is_kept(kept.counter.visits.get(kept.visit))
    assert refusal(kept) == "image_not_here"
    assert kept.openings() == []


def test_without_reason_words_or_pin_nothing_is_opened_or_written(kept: Kept) -> None:
    assert refusal(kept, reason="") == "opening_reason_missing"
    assert refusal(kept, reason="curiosity") == "opening_reason_missing"
    assert refusal(kept, reason="other") == "opening_words_missing"
    assert refusal(kept, words="a\nb") == "opening_form"
    assert refusal(kept, pin="0000") == "pin_wrong"
    assert kept.openings() == []


def test_a_visit_without_an_image_or_without_leave_has_nothing_to_open(kept: Kept) -> None:
    facts = the_facts()
    closed = kept.desk_by(replace(facts, jobs=NOBODY_READS))
    with pytest.raises(Refused) as refused:
        closed.open(kept.visit, "compare_again", "", CLERK, CLERK_PIN)
    assert refused.value.code == "read_not_allowed"
    kept.counter.visits.set_document(kept.visit, licence())
    assert refusal(kept) == "image_not_here"
    with pytest.raises(WrongInput):
        kept.desk.open(VisitId("f" * 32), "compare_again", "", CLERK, CLERK_PIN)
    assert kept.openings() == []


def test_a_list_that_names_a_reason_twice_or_none_does_not_load() -> None:
    assert [row.key for row in read_openings(REASONS).rows][-1] == "other"
    for text in (
        REASONS.replace("compare_again", "other"),
        "schema = 1\nreason = []",
        REASONS.replace("schema = 1", "schema = 2"),
        "schema",
    ):
        with pytest.raises(OpeningsFault):
            read_openings(text)


def _accepted(kept: Kept) -> int:
    kept.counter.visits.sign(kept.visit, consent())
    accepted = kept.counter.accept(kept.visit).acceptance
    assert accepted is not None
    return accepted.act_seq
