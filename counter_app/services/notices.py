"""The purpose notice at this till: its facts, its wordings, and who approved them.

An unapproved wording runs in demo and practice only; a real till needs its approval, here by the
manager as an act that names the hash of the very bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.consent import NoticeShown
from counter_app.domain.errors import Refused
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.law.notice_pack import NoticePack as NoticePack  # noqa: PLC0414 - for the screens
from counter_app.law.notice_pack import load_pack
from counter_app.law.notice_pages import NoticePage as NoticePage  # noqa: PLC0414 - for the screens
from counter_app.law.notice_pages import NoticePoint as NoticePoint  # noqa: PLC0414 - so too
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of the notice: facts and the wordings that were loaded, by language."""

    facts: NoticeFacts
    packs: dict[str, NoticePack]


def load_notice(folder: Path, facts: NoticeFacts) -> Notice:
    """The wordings of a notice version, one file a language; each must agree with the facts.

    Raises:
        NoticePackFault: a wording says something else than the facts.
    """
    languages = sorted(path.stem for path in folder.glob("*.md"))
    return Notice(facts, {language: load_pack(folder, language, facts) for language in languages})


class NoticeDesk:
    """What is shown to the customer, and whether it may be."""

    def __init__(
        self, record: Record, clock: Clock, notice: Notice, staff: StaffDesk, *, demo: bool
    ) -> None:
        self._record = record
        self._clock = clock
        self._notice = notice
        self._staff = staff
        self._demo = demo

    @property
    def facts(self) -> NoticeFacts:
        """The notice's facts."""
        return self._notice.facts

    def pack(self, language: str) -> NoticePack:
        """The wording of a language; the prevailing one for a language without its own."""
        packs = self._notice.packs
        return packs.get(language, packs[self.facts.prevailing_language])

    @property
    def wordings(self) -> frozenset[str]:
        """SHA-256 of the very bytes that may be shown at this till."""
        return frozenset(pack.sha256 for pack in self._notice.packs.values())

    def approved(self) -> frozenset[str]:
        """SHA-256 of every wording that a manager approved at this till."""
        found: set[str] = set()
        with self._record.read() as view:
            for stored in self._record.acts.of_kind(view, Kind.NOTICE_APPROVED):
                fields = self._record.acts.fields_for(view, stored, Job.NOTICE_APPROVALS)
                found |= set(fields.get("other.staff_note", {}).get("sha256", {}).values())
        return frozenset(found)

    def require_usable(self) -> None:
        """Refuse to work with a wording that nobody approved, outside the demo.

        Raises:
            Refused: `notice_not_approved`.
        """
        if self._demo:
            return
        if not self.wordings <= self.approved():
            raise Refused("notice_not_approved")

    def approve(self, manager: StaffCode, pin: str) -> None:
        """The manager has read every wording and approves its bytes.

        Raises:
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`.
        """
        self._staff.prove_for(Deed.APPROVE_NOTICE, manager, pin)
        self.write_approval(manager)

    def write_approval(self, manager: StaffCode) -> None:
        """Write the approval down as an act; for a manager who was just proved or just made."""
        hashes = {language: pack.sha256 for language, pack in self._notice.packs.items()}
        note = {"notice_id": self.facts.notice_id, "sha256": hashes}
        with self._record.write() as tx:
            self._record.write_act(
                tx,
                NewAct(
                    Kind.NOTICE_APPROVED,
                    manager,
                    self._clock.now(),
                    {"other.staff_note": note},
                    bases=frozenset({"notice"}),
                ),
            )

    def shown(
        self,
        language: str,
        layer: Literal["short", "full"],
        shown_at: datetime,
        pages: tuple[tuple[str, float], ...] = (),
        end_reached_at: datetime | None = None,
    ) -> NoticeShown:
        """The note of one showing, bound to the very bytes of the language's wording.

        Args:
            language: of the customer's screen at that moment.
            layer: which layer was shown.
            shown_at: when its first page came up.
            pages: (page key, seconds on the screen).
            end_reached_at: when the last unseen page came up.
        """
        pack = self.pack(language)
        return NoticeShown(
            notice_id=self.facts.notice_id,
            revised=self.facts.revised.isoformat(),
            language=pack.language,
            sha256=pack.sha256,
            layer=layer,
            shown_at=shown_at,
            pages=pages,
            reference_wording=pack.reference_wording,
            end_reached_at=end_reached_at,
        )
