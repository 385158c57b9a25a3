"""What the demo came to: truth values and durations, never what stands in a field."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from ui.script import ScriptStuck
from ui.start import RESOURCES

if TYPE_CHECKING:
    from counter_app.app import Counter
    from counter_app.domain.visit import Visit
    from counter_app.services.hq_link import SyncResult

SPECIMEN = RESOURCES / "specimens" / "driving_licence_1.jpg"
"""What lies under the camera; the file beside it tells what stands on it."""

VERSION = "0.1.0"


@dataclass
class Outcome:
    """What the demo came to, on the way to summary.json.

    Attributes:
        began: monotonic seconds at the start.
        seconds: named durations.
    """

    began: float
    seconds: dict[str, float] = field(default_factory=dict)
    result: str = "not finished"
    specimen: str = ""
    visit_id: str = ""
    act_seq: int = 0
    leaf: str = ""
    read: dict[str, dict[str, object]] = field(default_factory=dict)
    decision: dict[str, object] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    synced: dict[str, object] = field(default_factory=dict)

    def lap(self, name: str, since: float | None = None) -> None:
        """Note the seconds since the start, or since a moment of the monotonic clock."""
        start = self.began if since is None else since
        self.seconds[name] = round(time.monotonic() - start, 2)

    def summary(self) -> dict[str, object]:
        """As summary.json says it."""
        told = asdict(self)
        del told["began"]
        return {"version": VERSION, **told}

    def note_reading(self, visit: Visit) -> None:
        """How sure each field was, and whether it is what the specimen says."""
        from counter_app.services.self_test import specimen_fields  # noqa: PLC0415 - loaded by now

        truth = specimen_fields(SPECIMEN)
        self.specimen = SPECIMEN.name
        self.visit_id = visit.visit_id
        document = visit.document
        for name, value, confidence in document.reading if document else ():
            equal = _plain(value) == _plain(truth.get(name, ""))
            self.read[name] = {"confidence": round(confidence, 3), "equal": equal}

    def note_decision(self, counter: Counter, visit: Visit) -> None:
        """What the law said just before the payout."""
        decision = counter.visits.decision(visit)
        self.decision = {
            "verify_identity": decision.verify_identity,
            "codes": list(decision.blocked),
        }

    def note_acceptance(self, counter: Counter, visit: Visit) -> None:
        """The act that took the article in, and what was written with it."""
        accepted = visit.acceptance
        if accepted is None:
            raise ScriptStuck("nothing was accepted")
        self.act_seq = accepted.act_seq
        self.leaf = counter.ledger.leaf(accepted.act_seq).hex()
        self.written = {"acts": counter.hq.state().size, "ledger_lines": accepted.lines}

    def note_papers(self, counter: Counter) -> None:
        """The customer's copy of the consent is noted when it is printed: an act more."""
        self.written["acts"] = counter.hq.state().size

    def note_synced(self, told: SyncResult) -> None:
        """How far HQ's receipt goes."""
        self.synced = {
            "receipt_seq": told.receipt_seq,
            "tree_size": told.tree_size,
            "root": told.root,
        }


def _plain(text: str) -> str:
    """Without blanks: a card spaces names wide."""
    return "".join(text.split())
