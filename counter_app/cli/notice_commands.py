"""counterctl notice matrix, check, diff, approve: the purpose notice's tables and wordings."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from counter_app.app import Resources, is_set_up, open_till
from counter_app.cli.given import given_pin
from counter_app.cli.told import Told
from counter_app.clock import Clock, business_day
from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.values import staff_code
from counter_app.law.notice import NoticeFactsFault
from counter_app.law.notice_change import Change, changes
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.notice_pages import NoticePackFault
from counter_app.law.notice_version import Notice
from counter_app.services.notices import load_notice
from counter_app.settings import DEFAULT_NOTICE, read_settings


def matrix(args: Namespace, clock: Clock) -> Told:
    """The notice's three tables: purposes, group, police."""
    notice = _shipped(args).on(business_day(clock.now()))
    return Told(answer=notice.facts.matrix())


def check(args: Namespace, clock: Clock) -> Told:
    """Does every wording agree with its facts; of a folder, or of what this till goes by.

    Which bytes are approved, the till tells; where none was set up, none are.
    """
    if args.folder is not None:
        given = _given(args.folder)
        versions: tuple[Notice, ...] = (given,)
    else:
        versions = _shipped(args).versions
    approved: frozenset[str] = frozenset()
    if is_set_up(args.data):
        with open_till(args.data, args.key_file, clock) as till:
            approved = till.notices.approved()
            if args.folder is None:
                versions = till.notices.versions
    told = [line for one in versions for line in _wordings(one, approved)]
    return Told(answer={"wordings": told})


def diff(args: Namespace, _clock: Clock) -> Told:
    """What a new version changes, in purposes and items, and who must be asked again."""
    old, new = _given(args.old), _given(args.new)
    found = [_change(one, as_json=args.json) for one in changes(old.facts, new.facts)]
    widens = [one for one in found if one["direction"] == "widens"]
    return Told(
        answer={
            "old": old.facts.revised.isoformat(),
            "new": new.facts.revised.isoformat(),
            "effective": new.facts.effective.isoformat(),
            "changes": found,
            "widens": len(widens),
            "narrows": sum(one["direction"] == "narrows" for one in found),
            "ask": sorted({one["ask"] for one in found} - {"nobody"}),
        }
    )


def approve(args: Namespace, clock: Clock) -> Told:
    """The manager has read these wordings of today's version and approves their bytes."""
    with open_till(args.data, args.key_file, clock) as till:
        manager = staff_code(args.manager)
        packs = till.notices.approve(manager, given_pin(args), args.language)
        facts = till.notices.facts
    return Told(
        answer={
            "notice_id": facts.notice_id,
            "revised": facts.revised.isoformat(),
            "approved": {language: pack.sha256 for language, pack in packs.items()},
        }
    )


def _shipped(args: Namespace) -> NoticeFamily:
    settings = read_settings(args.data)
    try:
        return Resources().notices(settings.notice if settings else DEFAULT_NOTICE)
    except (NoticePackFault, NoticeFactsFault) as fault:
        raise IntegrityFault("notice_disagrees", why=str(fault)) from None


def _given(folder: Path) -> Notice:
    try:
        return load_notice(folder)
    except (NoticePackFault, NoticeFactsFault) as fault:
        raise WrongInput("notice_disagrees", why=str(fault)) from None


def _wordings(notice: Notice, approved: frozenset[str]) -> list[dict[str, Any]]:
    return [
        {
            "revised": notice.facts.revised.isoformat(),
            "effective": notice.facts.effective.isoformat(),
            "language": language,
            "state": "approved" if pack.sha256 in approved else "reference",
            "pages": len(pack.pages),
            "sha256": pack.sha256,
        }
        for language, pack in notice.packs.items()
    ]


def _change(change: Change, *, as_json: bool) -> dict[str, Any]:
    """A change, without what does not apply to it."""
    told = {name: value for name, value in asdict(change).items() if value not in ("", ())}
    return told if as_json or not change.of else told | {"of": ", ".join(change.of)}
