"""The purpose notice at this till: its versions, its wordings, and who approved them.

An unapproved wording runs in demo and practice only; a real till needs its approval: by HQ's key in
a bundle, or by the manager as an act. Both name the hash of the very bytes. What nobody approved is
offered to no customer there; the prevailing wording must be approved before anybody is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.consent import NoticeShown
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.law.notice import FILE, NoticeFacts, load_facts
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.notice_pack import NoticePack as NoticePack  # noqa: PLC0414 - for the screens
from counter_app.law.notice_pages import NoticePage as NoticePage  # noqa: PLC0414 - for the screens
from counter_app.law.notice_pages import NoticePoint as NoticePoint  # noqa: PLC0414 - so too
from counter_app.law.notice_version import Notice as Notice  # noqa: PLC0414 - for the screens
from counter_app.law.notice_version import read_version, version_files
from counter_app.services.notice_shelf import NoticeShelf
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record


def load_notice(folder: Path, facts: NoticeFacts | None = None) -> Notice:
    """A version of the notice from its folder; every wording must agree with the facts.

    Raises:
        NoticePackFault: a wording says something else than the facts, or the prevailing one is
            missing.
        NoticeFactsFault: facts or group companies contradict themselves.
    """
    return read_version(version_files(folder), facts or load_facts(folder / FILE))


class NoticeDesk:
    """What is shown to the customer, and whether it may be."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        notice: Notice | NoticeShelf,
        staff: StaffDesk,
        *,
        demo: bool,
    ) -> None:
        """Nothing is shown yet.

        Args:
            record: keeps the manager's approvals.
            clock: says which version holds.
            notice: the one version that there is, or all of them.
            staff: proves who approves.
            demo: a till for demo and practice, where reference wording may be shown.
        """
        self._record = record
        self._clock = clock
        one = NoticeShelf(NoticeFamily((notice,))) if isinstance(notice, Notice) else notice
        self._shelf = one
        self._staff = staff
        self._demo = demo
        self._by_manager: tuple[int, frozenset[str]] = (0, frozenset())

    @property
    def notice(self) -> Notice:
        """The version that holds today, as it may be shown: approved wordings are no reference."""
        return self._as_shown(self._shelf.family().on(self._today))

    @property
    def facts(self) -> NoticeFacts:
        """The facts of the version that holds today."""
        return self._shelf.family().on(self._today).facts

    @property
    def versions(self) -> tuple[Notice, ...]:
        """Every version that is known here, those that HQ sent too, by revised day."""
        return self._shelf.family().versions

    def limits(self, consented: str) -> NoticeFacts:
        """By what data may be used today that rest on a consent to a version.

        Args:
            consented: revised day of the version consented to, ISO 8601.
        """
        return self._shelf.family().limits(consented, self._today)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which languages the notice may be shown, the prevailing one first."""
        return tuple(self.notice.packs)

    @property
    def wordings(self) -> frozenset[str]:
        """SHA-256 of the very bytes that may be shown at this till today."""
        return frozenset(pack.sha256 for pack in self.notice.packs.values())

    def pack(self, language: str) -> NoticePack:
        """The wording of a language; the prevailing one for a language that has none to show."""
        notice = self.notice
        return notice.packs.get(language, notice.prevailing)

    def pack_shown(self, shown: NoticeShown) -> NoticePack:
        """The wording that a customer was shown, of whichever version.

        Raises:
            IntegrityFault: `notice_bytes_unknown`: no version that is known here has these bytes.
        """
        pack = self._shelf.family().pack(shown.sha256)
        if pack is None:
            raise IntegrityFault("notice_bytes_unknown")
        return pack if shown.reference_wording else pack.approved()

    def may_show(self, shown: NoticeShown) -> bool:
        """Whether these bytes may be shown today, or might on the day when they were."""
        then = self._shelf.family().on(business_day(shown.shown_at))
        before = (pack.sha256 for pack in self._as_shown(then).packs.values())
        return shown.sha256 in self.wordings or shown.sha256 in before

    def approved(self) -> frozenset[str]:
        """SHA-256 of every wording that HQ or a manager of this till approved."""
        return self._shelf.approved(self._today) | self._managers()

    def require_usable(self) -> None:
        """Refuse to work with a prevailing wording that nobody approved, outside the demo.

        Raises:
            Refused: `notice_not_approved`.
            IntegrityFault: `bundle_not_proved`: what HQ sent about the notice cannot be used.
                Nobody is shown an older version in its place.
        """
        if self._shelf.faults():
            raise IntegrityFault("bundle_not_proved")
        if self._demo:
            return
        if self.notice.prevailing.sha256 not in self.approved():
            raise Refused("notice_not_approved")

    def waiting(self) -> dict[str, NoticePack]:
        """The wordings of today's version that nobody approved yet, by language."""
        approved = self.approved()
        packs = self._shelf.family().on(self._today).packs
        return {one: pack for one, pack in packs.items() if pack.sha256 not in approved}

    def approve(
        self, manager: StaffCode, pin: str, languages: Collection[str] | None = None
    ) -> dict[str, NoticePack]:
        """The manager has read these wordings and approves their bytes.

        Args:
            manager: who.
            pin: theirs.
            languages: of the wordings; every one of today's version when not given.

        Returns:
            What was approved, by language.

        Raises:
            WrongInput: `notice_language_unknown`.
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`.
        """
        packs = self._packs(languages)
        self._staff.prove_for(Deed.APPROVE_NOTICE, manager, pin)
        self._write(manager, packs)
        return packs

    def write_approval(self, manager: StaffCode, languages: Collection[str] | None = None) -> None:
        """Write the approval down as an act; for a manager who was just proved or just made."""
        self._write(manager, self._packs(languages))

    def shown(
        self,
        language: str,
        layer: Literal["short", "full"],
        shown_at: datetime,
        pages: tuple[tuple[str, float], ...] = (),
        pack: NoticePack | None = None,
        end_reached_at: datetime | None = None,
    ) -> NoticeShown:
        """The note of one showing, bound to the very bytes of the language's wording.

        Args:
            language: of the customer's screen at that moment.
            layer: which layer was shown.
            shown_at: when its first page came up.
            pages: (page key, seconds on the screen).
            pack: what was shown; today's wording of the language when not given.
            end_reached_at: when the last unseen page came up.
        """
        pack = pack or self.pack(language)
        return NoticeShown(
            notice_id=pack.notice_id,
            revised=pack.revised.isoformat(),
            language=pack.language,
            sha256=pack.sha256,
            layer=layer,
            shown_at=shown_at,
            pages=pages,
            reference_wording=pack.reference_wording,
            end_reached_at=end_reached_at,
        )

    @property
    def _today(self) -> date:
        return business_day(self._clock.now())

    def _as_shown(self, notice: Notice) -> Notice:
        """A version with the wordings that may be shown, the prevailing one first.

        What a manager approves on a till for demo and practice is practice: the mark stays.
        """
        approved = self._shelf.approved(self._today) if self._demo else self.approved()
        prevailing = notice.facts.prevailing_language
        packs = {
            one: pack.approved() if pack.sha256 in approved else pack
            for one, pack in sorted(notice.packs.items(), key=lambda each: each[0] != prevailing)
            if self._demo or pack.sha256 in approved or one == prevailing
        }
        return replace(notice, packs=packs)

    def _packs(self, languages: Collection[str] | None) -> dict[str, NoticePack]:
        packs = self._shelf.family().on(self._today).packs
        if languages is None:
            return packs
        if unknown := set(languages) - set(packs):
            raise WrongInput("notice_language_unknown", language=min(unknown))
        return {one: packs[one] for one in packs if one in languages}

    def _write(self, manager: StaffCode, packs: Mapping[str, NoticePack]) -> None:
        facts = self.facts
        hashes = {language: pack.sha256 for language, pack in packs.items()}
        note = {
            "notice_id": facts.notice_id,
            "revised": facts.revised.isoformat(),
            "sha256": hashes,
        }
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

    def _managers(self) -> frozenset[str]:
        """What managers approved; read again when the record has grown."""
        with self._record.read() as view:
            size = self._record.acts.size(view)
            if size != self._by_manager[0]:
                found: set[str] = set()
                for stored in self._record.acts.of_kind(view, Kind.NOTICE_APPROVED):
                    fields = self._record.acts.fields_for(view, stored, Job.NOTICE_APPROVALS)
                    found |= set(fields.get("other.staff_note", {}).get("sha256", {}).values())
                self._by_manager = size, frozenset(found)
        return self._by_manager[1]
