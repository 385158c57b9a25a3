"""A record that was damaged while the till was off: the windows say it at the start, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Step
from counter_app.storage.keys import FileKeyStore
from counter_app.storage.records import LEDGER
from tests.faults.tills import FaultyTill, open_faulty_till
from tests.records import raw_connection
from tests.ui.counters import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at


def open_till(
    app: QApplication, qtbot: QtBot, folder: Path, language: str, statement: str = ""
) -> FaultyTill:
    """A till with one purchase, whose ledger was changed before it was started again."""
    with open_small_counter(folder) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN)
        counter.visits.finish(visit.visit_id)
        visit_at(counter, Step.PAYOUT)  # a second one waits
    keys = FileKeyStore(folder / "till.key", folder / "till").load()
    with raw_connection(folder / "till" / LEDGER, keys.ledger) as connection:
        if statement:
            connection.execute(statement)
    return open_faulty_till(app, qtbot, folder, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_damage_is_told_at_the_start_and_leads_to_the_draft(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    gone = "DELETE FROM ledger_lines"
    till = open_till(qapp, qtbot, tmp_path, language, gone)
    try:
        till.until(lambda: till.counter.watch.latest is not None)
        till.clerk_hears(till.say("clerk.loss.banner"))
        till.sign_in(MANAGER, MANAGER_PIN)
        till.until(till.clerk.ready("loss"))
        assert till.clerk_is_told("T01-000001")
        assert till.clerk_is_told(
            till.say("clerk.loss.report", station=till.say("clerk.loss.station_unknown"))
        )
        till.clerk.click("loss")
        till.until(till.clerk.shows("LossScreen"))
        assert till.clerk_is_told(till.say("clerk.loss.harm.missing"))
        till.clerk.click("primary")
        till.rest()
        assert [one.name for one in (tmp_path / "papers").glob("loss_report_*")] != []
        till.clerk.click("back")
        till.until(till.clerk.shows("BoardScreen"))
        till.clerk.click("day")
        till.until(till.clerk.shows("DayScreen"))
        till.clerk.click("back")
        till.until(till.clerk.shows("BoardScreen"))
    finally:
        till.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_visit_that_waits_is_kept_and_not_accepted(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    till = open_till(qapp, qtbot, tmp_path, language, "UPDATE ledger_lines SET day = '2026-11-21'")
    try:
        till.until(lambda: till.counter.watch.latest is not None)
        till.sign_in()
        [visit] = till.counter.visits.open_visits()
        till.resume(visit)
        till.until(till.clerk.shows("PayoutScreen"))
        till.until(till.clerk.settled())
        primary = till.clerk.find("primary")
        assert primary is not None
        assert not primary.isEnabled()
        assert till.clerk_is_told(till.say("clerk.payout.before.record"))
        assert till.counter.visits.open_visits() == [visit]
        assert till.customer.page_is("PleaseWaitPage")  # the damage is no business of theirs
        assert till.customer.find("banner_what") is None
    finally:
        till.close()


def test_a_whole_record_is_checked_and_nothing_is_said(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    till = open_till(qapp, qtbot, tmp_path, "ja")
    try:
        till.until(lambda: till.counter.watch.latest is not None)
        check = till.counter.watch.latest
        assert check is not None
        assert (check.whole, check.by) == (True, "start")
        till.sign_in(MANAGER, MANAGER_PIN)
        assert not till.clerk_is_told(till.say("clerk.loss.found"))
        assert till.clerk.find("loss") is None
    finally:
        till.close()
