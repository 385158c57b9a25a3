"""What the demo's hands do, page by page, and what comes of it.

One trade-in: set-up by the first manager, then clerk and customer in turns, then the manager's
ledger. Pictures are taken of every screen of both windows; the outcome names fields and truth
values, never what stands in a field.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.demo_outcome import Outcome
from ui.hq_process import HqProcess
from ui.script import Hands, Script, ScriptStuck, Until
from ui.start import Till

if TYPE_CHECKING:
    from counter_app.app import Counter
    from counter_app.domain.visit import Visit
    from counter_app.services.hq_link import SyncResult

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=timezone(timedelta(hours=9)))
MANAGER, MANAGER_PIN = "M01", "2468"
CLERK, CLERK_PIN = "C01", "1357"
IMEI = "490154203237518"
"""The specimen IMEI of 3GPP TS 23.003."""

FORM = {
    "shop": "見本店",
    "address": "東京都見本区見本一丁目1番1号",
    "permit_number": "301234567890",
    "permit_authority": "東京都公安委員会",
    "till": "T01",
    "manager_code": MANAGER,
    "manager_name": "見本 一郎",
    "pin": MANAGER_PIN,
    "pin_again": MANAGER_PIN,
}
READ = ("name", "birth_date", "address", "issued_on", "expires_on", "number")
SIGNATURE = (
    [(0.25, 0.35), (0.30, 0.60), (0.36, 0.40), (0.40, 0.66), (0.46, 0.38)],
    [(0.50, 0.45), (0.56, 0.62), (0.60, 0.40), (0.66, 0.64), (0.72, 0.44)],
)


class DemoScript:
    """The hands at both windows."""

    def __init__(
        self, till: Till, hq: HqProcess, out: Path, outcome: Outcome, pause: float
    ) -> None:
        self.counter: Counter | None = None
        self._till = till
        self._hq = hq
        self._out = out
        self._outcome = outcome
        self._pause = pause
        self._shots = 0
        self._synced: SyncResult | None = None
        self._clerk = Hands(till.clerk)
        self._customer = Hands(till.customer)

    def play(self) -> Script:
        """Everything, in order."""
        yield from self._set_up()
        yield from self._enrol()
        yield from self._sign_in(CLERK, CLERK_PIN)
        yield from self._trade_in()
        yield from self._sync()
        yield from self._ledger()
        self._outcome.result = "done"

    def shoot(self, step: str) -> None:
        """Take a picture of both windows."""
        self._shots += 1
        for hands in (self._clerk, self._customer):
            name = f"{self._shots:02d}_{hands.window.objectName()}_{step}.png"
            hands.picture(self._out / "screens" / name)

    # -- set-up

    def _set_up(self) -> Script:
        clerk = self._clerk
        yield Until("the first set-up", lambda: clerk.find("approve") is not None)
        for name, text in FORM.items():
            clerk.write(name, text)
        yield from self._pick_prefecture()
        clerk.click("wording_en")
        clerk.click("wording_ja")
        clerk.click("approve")
        yield clerk.ready("primary")
        yield from self._page("first_run")
        clerk.click("primary")
        yield clerk.shows("SignInScreen")
        yield Until("HQ", lambda: bool(self._hq.url))

    def _pick_prefecture(self) -> Script:
        clerk = self._clerk
        clerk.click("prefecture/box")
        yield Until("a list", lambda: clerk.popup() is not None)
        clerk.type_into_popup("東京")
        yield Until("no list", lambda: clerk.popup() is None)

    def _enrol(self) -> Script:
        """Make the till known to HQ, and take a clerk on: both are jobs of the till's services."""
        from counter_app.domain.staff import Role  # noqa: PLC0415 - loaded behind the windows

        counter = self._open_counter()
        file = self._hq.enrolment("T01", self._out / "enrolment.json")
        done: list[object] = []

        def job() -> None:
            counter.hq.enrol(file)
            by = counter.staff.members()[0].code
            counter.staff.add(CLERK, "見本 花子", Role.CLERK, CLERK_PIN, by)

        self._till.tasks.run(self._till, job, done.append, self._fail)
        yield Until("the enrolment", lambda: bool(done))
        flow, beat = self._till.flow, self._till.heartbeat
        if flow is None or beat is None:
            raise ScriptStuck("the till is not open")
        beat.synced.connect(self._note_synced)
        beat.sync()
        yield Until("the certificate", lambda: counter.hq.state().enrolled)
        self._synced = None
        flow.start()

    def _sign_in(self, code: str, pin: str) -> Script:
        clerk, name = self._clerk, f"staff_{code.lower()}"
        yield clerk.shows("SignInScreen")
        yield clerk.ready(name)
        yield from self._page("sign_in")
        clerk.click(name)
        clerk.type(pin)
        yield clerk.shows("BoardScreen")

    # -- the trade-in

    def _trade_in(self) -> Script:
        clerk, customer = self._clerk, self._customer
        yield clerk.ready("primary")
        yield from self._page("board")
        yield clerk.turn_to()
        clerk.press(Qt.Key.Key_F2)
        yield customer.shows("ShortNoticePage")
        yield from self._page("notice")
        customer.click("primary")
        yield from self._document()
        yield from self._details()
        yield from self._article()
        yield from self._offer()
        yield from self._consent()
        yield from self._approval()
        yield from self._payout()
        yield from self._papers()

    def _document(self) -> Script:
        clerk = self._clerk
        yield clerk.shows("DocumentScreen")
        began = time.monotonic()
        yield Until("a live picture", self._is_live)
        yield from self._page("document_live")
        yield Until("a reading", self._is_read)
        self._outcome.lap("card_read", began)
        yield from self._page("document_read")
        for name in READ:
            if clerk.find(f"agree_{name}") is not None:
                clerk.click(f"agree_{name}")
                yield clerk.settled()
        for tick in ("seen", "face"):
            clerk.click(tick)
        yield clerk.ready("primary")
        yield from self._page("document_checked")
        clerk.click("primary")

    def _is_live(self) -> bool:
        pane = self._clerk.find("camera")
        return getattr(pane, "state", "") in {"live", "reading", "read"}

    def _is_read(self) -> bool:
        return any(
            self._clerk.find(f"{part}_{name}") is not None
            for name in READ
            for part in ("row", "agree")
        )

    def _details(self) -> Script:
        customer = self._customer
        yield customer.shows("DetailsPage")
        self._outcome.note_reading(self._visit())
        customer.click("occupation/box")
        yield Until("a list", lambda: customer.popup() is not None)
        customer.type_into_popup("会社員")
        yield customer.ready("primary")
        yield from self._page("details")
        customer.click("primary")

    def _article(self) -> Script:
        clerk = self._clerk
        yield clerk.shows("ArticleScreen")
        clerk.write("model", "Phone X 128")
        clerk.write("imei", IMEI)
        clerk.write("colour", "黒")
        for tick in ("fault_screen_scratch", "reset", "unlocked"):
            clerk.click(tick)
        yield clerk.ready("primary")
        yield from self._page("article")
        clerk.click("primary")

    def _offer(self) -> Script:
        clerk, customer = self._clerk, self._customer
        yield customer.shows("OfferPage")
        yield clerk.shows("OfferScreen")
        yield from self._page("offer")
        for line in self._offer_lines():
            customer.click(f"{line}/agree")
            yield customer.settled()
        yield customer.ready("primary")
        yield from self._page("offer_agreed")
        customer.click("primary")

    def _offer_lines(self) -> Iterator[str]:
        for place, one in enumerate(self._visit().articles):
            for line in range(len(one.appraisal.lines)):
                yield f"line_{place}_{line}"

    def _consent(self) -> Script:
        customer = self._customer
        yield customer.shows("FullNoticePage")
        page = 0
        while customer.page_is("FullNoticePage"):
            page += 1
            yield from self._page(f"full_notice_{page}")
            customer.click("primary")
            yield customer.settled()
        yield customer.shows("ChoicesPage")
        yield from self._page("choices")
        customer.click("confirm_read")
        customer.click("group_no")
        yield customer.ready("primary")
        yield from self._page("choices_made")
        customer.click("primary")
        yield customer.shows("SignaturePage")
        yield from self._page("signature")
        customer.draw("pad", SIGNATURE)
        yield customer.ready("primary")
        yield from self._page("signed")
        customer.click("primary")

    def _approval(self) -> Script:
        clerk = self._clerk
        yield clerk.shows("ApprovalScreen")
        yield clerk.ready(f"staff_{MANAGER.lower()}")
        yield from self._page("approval")
        clerk.click(f"staff_{MANAGER.lower()}")
        clerk.type(MANAGER_PIN)

    def _payout(self) -> Script:
        clerk = self._clerk
        yield clerk.shows("PayoutScreen")
        self._outcome.note_decision(self._open_counter(), self._visit())
        yield clerk.ready("suggest")
        clerk.click("suggest")
        yield clerk.ready("primary")
        yield from self._page("payout")
        clerk.click("primary")
        yield clerk.ready(f"staff_{CLERK.lower()}")
        clerk.click(f"staff_{CLERK.lower()}")
        yield from self._page("payout_pin")
        began = time.monotonic()
        clerk.type(CLERK_PIN)
        yield Until("acceptance", lambda: self._visit().acceptance is not None)
        self._outcome.lap("accepted_to_line", began)

    def _papers(self) -> Script:
        clerk = self._clerk
        yield clerk.shows("PapersScreen")
        yield clerk.ready("print_purchase_slip")
        self._outcome.note_acceptance(self._open_counter(), self._visit())
        yield from self._page("papers")
        clerk.click("primary")
        yield clerk.shows("DoneScreen")
        self._outcome.note_papers(self._open_counter())
        yield from self._page("done")

    # -- afterwards

    def _sync(self) -> Script:
        """What waits goes to HQ at the heartbeat's next turn, or at once."""
        beat, counter = self._till.heartbeat, self._open_counter()
        began = time.monotonic()
        if beat is not None:
            beat.sync()

        def received() -> bool:
            told = self._synced
            return told is not None and told.receipt_seq == counter.hq.state().size

        yield Until("the receipt", received)
        self._outcome.lap("sync", began)
        if self._synced is not None:
            self._outcome.note_synced(self._synced)

    def _ledger(self) -> Script:
        clerk = self._clerk
        clerk.click("switch_staff")
        yield from self._sign_in(MANAGER, MANAGER_PIN)
        yield clerk.ready("ledger")
        clerk.click("ledger")
        yield clerk.shows("LedgerScreen")
        yield clerk.ready("primary")
        yield from self._page("ledger")
        clerk.click("primary")
        papers = self._out / "papers"
        yield Until("the ledger's paper", lambda: bool(list(papers.glob("ledger_*.pdf"))))
        yield clerk.settled()
        yield from self._page("ledger_printed")
        self._outcome.written["files"] = len(list(papers.iterdir()))

    # -- what is noted

    def _note_synced(self, result: SyncResult) -> None:
        self._synced = result

    # -- small things

    def _visit(self) -> Visit:
        flow = self._till.flow
        if flow is None or flow.visit is None:
            raise ScriptStuck("no visit")
        return flow.visit

    def _open_counter(self) -> Counter:
        if self.counter is None:
            raise ScriptStuck("the till is not open")
        return self.counter

    def _fail(self, error: Exception) -> None:
        raise error

    def _page(self, step: str) -> Script:
        """Let both windows come to rest, take their pictures, and wait for whoever watches."""
        yield self._clerk.settled()
        yield self._customer.settled()
        self.shoot(step)
        if self._pause:
            until = time.monotonic() + self._pause
            yield Until("the one who watches", lambda: time.monotonic() >= until)
