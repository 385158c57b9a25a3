"""The report of a damaged ledger: what the till still knows of it, and no draft without damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.app import Counter
from counter_app.clock import HeldClock
from counter_app.domain.day_close import DrawerCount
from counter_app.domain.errors import Refused
from counter_app.domain.values import StaffCode, Yen
from counter_app.domain.visit import Step
from counter_app.services.loss import draft_of_unopened
from tests.counter_app.documents.builders import fonts, squeezed, texts, words_of
from tests.ui.counters import (
    AFTERNOON,
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    SETTINGS,
    open_small_counter,
)
from tests.ui.screens.conftest import visit_at


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    settings = replace(SETTINGS, police_station="見本警察署")
    with open_small_counter(tmp_path, settings) as opened:
        yield opened


def buy(counter: Counter) -> None:
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN)


def damage(counter: Counter, *statements: str) -> None:
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS acts_are_not_changed")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_whole_record_has_no_report(counter: Counter) -> None:
    buy(counter)

    with pytest.raises(Refused, match="nothing_lost"):
        counter.losses.draft()


def test_the_draft_names_the_line_and_the_station_and_no_customer(
    counter: Counter, tmp_path: Path
) -> None:
    buy(counter)
    damage(counter, "DELETE FROM ledger_lines")

    paper = counter.losses.draft()
    counter.losses.print(paper)

    words = squeezed(words_of(paper.pdf))
    assert squeezed("見本警察署長　殿") in words
    assert "T01-000001" in words
    assert "太郎" not in words
    assert [one.name for one in (tmp_path / "papers").iterdir()] == ["loss_report_2026-11-22.pdf"]


def test_a_closing_dates_the_loss_and_its_root_still_agrees(counter: Counter) -> None:
    buy(counter)
    counter.days.close(
        counter.ledger.today,
        DrawerCount(Yen(23_000), Yen(0)),
        StaffCode(MANAGER),
        MANAGER_PIN,
    )
    assert isinstance(counter.clock, HeldClock)
    counter.clock.move(days=1)
    damage(counter, "DELETE FROM ledger_lines")
    counter.watch.check("start")

    report = counter.losses.report()

    assert report.known_whole == AFTERNOON
    assert [one.agrees for one in report.closings] == [True]
    assert report.receipt is None
    assert report.check.by == "start"


def test_a_closing_whose_root_does_not_agree_dates_nothing(counter: Counter) -> None:
    buy(counter)
    counter.days.close(
        counter.ledger.today,
        DrawerCount(Yen(23_000), Yen(0)),
        StaffCode(MANAGER),
        MANAGER_PIN,
    )
    damage(counter, "UPDATE tree SET hash = zeroblob(32) WHERE level > 0")

    report = counter.losses.report()

    assert [one.agrees for one in report.closings] == [False]
    assert report.known_whole is None


def test_a_node_that_is_gone_leaves_the_root_unknown(counter: Counter) -> None:
    buy(counter)
    counter.days.close(
        counter.ledger.today,
        DrawerCount(Yen(23_000), Yen(0)),
        StaffCode(MANAGER),
        MANAGER_PIN,
    )
    damage(counter, "DELETE FROM tree WHERE level > 0")

    assert [one.agrees for one in counter.losses.report().closings] == [None]


def test_a_record_that_does_not_open_has_its_draft_too(counter: Counter) -> None:
    paper = draft_of_unopened(
        counter.shop, counter.clock, "store_damaged", fonts(), texts(), demo=True
    )

    words = squeezed(words_of(paper.pdf))
    assert squeezed("この端末の帳簿の全部を開くことができない。") in words
    assert squeezed("見本警察署長　殿") in words
