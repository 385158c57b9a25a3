"""Looking at a kept image again: why, who, and an act before anything is shown.

An image can be opened while its visit goes on; afterwards only HQ has the key. The act refers to
the acceptance that the image belongs to, once there is one, and names the sealed file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.domain.openings import (
    OPENING_FIELD,
    OpeningReason,
    OpeningReasons,
    opening_field,
)
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import Visit
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.services.right_clock import ClockDesk
from counter_app.services.scanning import IMAGE_PART
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """An image that was opened.

    Attributes:
        seq: the act that says so.
        png: the masked picture, in memory only.
    """

    seq: int
    png: bytes = field(repr=False)


class ImageDesk:
    """Opens kept images."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        facts: NoticeFacts,
        reasons: OpeningReasons,
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._facts = facts
        self._reasons = reasons
        self._staff = staff
        self._clocks = clocks

    @property
    def reasons(self) -> tuple[OpeningReason, ...]:
        """What may be the reason, in the order of the list."""
        return self._reasons.rows

    def is_kept(self, visit: Visit) -> bool:
        """Whether there is an image that can be opened here."""
        name = _image_of(visit)
        return bool(name) and self._record.blobs.is_here(name)

    def open(
        self, visit_id: VisitId, reason: str, words: str, staff: StaffCode, pin: str
    ) -> OpenedImage:
        """Write down why the document's image is opened, and open it.

        Args:
            visit_id: whose; it must be open.
            reason: a key of the list.
            words: in one line; for some reasons they may be empty.
            staff: who looks.
            pin: theirs.

        Raises:
            WrongInput: `visit_unknown`: it is over; or as domain.openings.OpeningReasons.why.
            Refused: `image_not_here`: none is kept, or HQ has it; `read_not_allowed`: the notice
                gives identity checks no image; `pin_wrong`, `pin_locked` or `clock_backwards`.
            IntegrityFault: `blob_damaged`.
        """
        why = self._reasons.why(reason, words)
        purpose = self._purpose()
        with self._record.read() as view:
            self._image(view, visit_id)
        self._staff.prove_for(Deed.OPEN_IMAGE, staff, pin)
        with self._record.write() as tx:
            visit, name = self._image(tx, visit_id)
            now = self._clock.now()
            self._clocks.require_right(now)
            told = opening_field(why, IMAGE_PART, purpose, name)
            accepted = visit.acceptance.act_seq if visit.acceptance else None
            new = NewAct(
                Kind.IMAGE_OPENED,
                staff,
                now,
                {OPENING_FIELD: told},
                ref=accepted,
                bases=frozenset({"notice"}),
            )
            seq = self._record.write_act(tx, new).header.seq
        return OpenedImage(seq, self._record.blobs.open(name))

    def _purpose(self) -> str:
        reads = self._facts.jobs.of(Job.OPEN_IMAGE)
        if reads is None or IMAGE_PART not in reads.parts:
            raise Refused("read_not_allowed", job=Job.OPEN_IMAGE, kind=IMAGE_PART)
        return reads.purpose

    def _image(self, view: Reading, visit_id: VisitId) -> tuple[Visit, str]:
        visit = self._record.drafts.load(view, visit_id)
        name = _image_of(visit)
        if not visit.is_open or not name or not self._record.blobs.is_here(name):
            raise Refused("image_not_here")
        return visit, name


def _image_of(visit: Visit) -> str:
    return visit.document.image if visit.document is not None else ""
