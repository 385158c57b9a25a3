"""The disk is full: a deal is saved whole or not at all, and can be tried again."""

from __future__ import annotations

from pathlib import Path

from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.visit import Step
from counter_app.services.acceptance import ROOM_BEFORE_A_DEAL
from counter_app.services.papers import PaperFolder
from tests.faults.conftest import MakeTill
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK_PIN

WRITTEN = [[(x / 100, 0.3 + (x % 7) / 20) for x in range(10, 90)] for _ in range(6)]
"""A signature of many points, which takes some room."""


def lines(till: FaultyTill) -> int:
    desk = till.counter.ledger
    return len(desk.lines(desk.today, desk.today))


def test_a_deal_that_has_no_room_is_not_begun_and_is_tried_again(make_till: MakeTill) -> None:
    free = [ROOM_BEFORE_A_DEAL - 1]
    till = make_till(free_bytes=lambda _folder: free[0])
    till.resume_at(Step.PAYOUT)
    acts = till.counter.hq.state().size
    till.pay()

    till.clerk_hears(till.error("disk_full"))
    till.customer_only_waits()
    assert till.visit.step is Step.PAYOUT
    assert (till.counter.hq.state().size, lines(till)) == (acts, 0)

    free[0] = ROOM_BEFORE_A_DEAL
    till.until(till.clerk.ready("primary"))  # the cash is still counted
    till.clerk.click("primary")
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    till.clerk.type(CLERK_PIN)
    till.until(till.clerk.shows("PapersScreen"))
    assert lines(till) == 1


@ONCE
def test_a_record_that_cannot_grow_keeps_what_it_has(make_till: MakeTill) -> None:
    """The database itself finds no room, in the middle of the deal."""
    till = make_till()
    till.resume_at(Step.PAYOUT)
    size = till.counter.hq.state().size
    hold_pages(till, full=True)
    till.pay()

    till.clerk_hears(till.error("disk_full"))
    till.customer_only_waits()
    assert (till.counter.hq.state().size, lines(till)) == (size, 0)
    assert till.visit.acceptance is None

    hold_pages(till, full=False)
    till.rest()
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    till.clerk.type(CLERK_PIN)
    till.until(till.clerk.shows("PapersScreen"))
    assert lines(till) == 1
    assert list(till.counter.ledger.prove().faults) == []


def test_a_signature_that_finds_no_room_is_told_to_staff_and_signed_again(
    make_till: MakeTill,
) -> None:
    till = make_till()
    till.resume_at(Step.CONSENT)
    till.to_signature()
    hold_pages(till, full=True)
    till.customer.draw("pad", WRITTEN)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")

    till.clerk_hears(till.error("disk_full"))
    assert till.customer_is_told(till.say("customer.trouble"))
    assert not till.customer_is_told(till.error("disk_full"))  # that is not for customers
    assert till.visit.consent is None

    hold_pages(till, full=False)
    till.rest()
    till.until(till.customer.ready("primary"))  # what was written is still there
    till.customer.click("primary")
    till.until(lambda: till.visit.consent is not None)


def hold_pages(till: FaultyTill, *, full: bool) -> None:
    """Let the ledger's file grow no further, or grow again."""
    with till.counter.record._database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = pages if full else 2**30
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}").scalar_one()


class FullPrinter:
    """A folder for papers whose disk is full until somebody makes room."""

    def __init__(self, folder: Path) -> None:
        self.full = True
        self._folder = PaperFolder(folder)

    def print(self, name: str, pdf: bytes) -> None:
        """Print, if there is room."""
        if self.full:
            raise NotPossibleNow("disk_full")
        self._folder.print(name, pdf)

    def name(self) -> str:
        """The folder's name."""
        return self._folder.name()


def test_papers_that_find_no_room_are_printed_later(make_till: MakeTill, tmp_path: Path) -> None:
    printer = FullPrinter(tmp_path / "papers")
    till = make_till(printer=printer)
    till.resume_at(Step.PAYOUT)
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    till.until(till.clerk.ready("print_purchase_slip"))
    till.clerk.click("primary")

    till.clerk_hears(till.error("disk_full"))
    assert lines(till) == 1  # the deal itself is safe
    assert till.customer.page_is("ThanksPage")
    assert not till.customer_is_told(till.error("disk_full"))

    printer.full = False
    till.clerk.click("primary")
    till.until(till.clerk.shows("DoneScreen"))
    assert {path.name for path in (tmp_path / "papers").iterdir()} == {
        "purchase_slip.pdf",
        "consent_receipt.pdf",
    }


def test_a_folder_of_papers_that_cannot_be_made_is_told(
    make_till: MakeTill, tmp_path: Path
) -> None:
    blocked = tmp_path / "papers"
    blocked.write_bytes(b"")
    till = make_till()
    till.resume_at(Step.PAYOUT)
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    till.until(till.clerk.ready("print_purchase_slip"))
    till.clerk.click("primary")

    till.clerk_hears(till.error("paper_not_written"))
    blocked.unlink()
    till.clerk.click("primary")
    till.until(till.clerk.shows("DoneScreen"))
