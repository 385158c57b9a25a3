"""The notice at a till: an unapproved wording takes nobody, and an approval is of very bytes."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.services.notices import Notice, NoticeDesk, load_notice
from counter_app.services.staff import StaffDesk
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, NOTICE, NOW, facts
from tests.records import SmallRecord

LANGUAGES = ("ja", "en", "ja-easy", "zh-Hans", "vi")


@pytest.fixture
def notice() -> Notice:
    return load_notice(NOTICE, facts())


@pytest.fixture
def desk(small: SmallRecord, staff: StaffDesk, notice: Notice) -> NoticeDesk:
    """The notice at a real till."""
    return NoticeDesk(small.record, small.clock, notice, staff, demo=False)


@pytest.fixture
def demo(small: SmallRecord, staff: StaffDesk, notice: Notice) -> NoticeDesk:
    """The notice at a till for demo and practice."""
    return NoticeDesk(small.record, small.clock, notice, staff, demo=True)


def reworded(folder: Path, language: str) -> Notice:
    """The shipped notice with one more full stop in one language."""
    shutil.copytree(NOTICE, folder)
    wording = folder / f"{language}.md"
    before = wording.read_text(encoding="utf-8")
    stop = "。" if language == "ja" else "."
    wording.write_text(before.replace(f"{stop}\n", f"{stop}{stop}\n", 1), encoding="utf-8")
    assert wording.read_text(encoding="utf-8") != before
    return load_notice(folder, facts())


def every() -> list[str]:
    """The languages that are shipped."""
    return [path.stem for path in NOTICE.glob("*.md")]


def digest(language: str) -> str:
    return hashlib.sha256((NOTICE / f"{language}.md").read_bytes()).hexdigest()


def test_every_wording_beside_the_facts_is_loaded(notice: Notice, tmp_path: Path) -> None:
    assert set(notice.packs) == set(LANGUAGES)
    folder = tmp_path / "notice"
    shutil.copytree(NOTICE, folder)
    french = (folder / "en.md").read_text(encoding="utf-8").replace("language: en", "language: fr")
    (folder / "fr.md").write_text(french, encoding="utf-8")
    assert set(load_notice(folder, facts()).packs) == {*LANGUAGES, "fr"}


def test_a_wording_that_nobody_approved_takes_no_customer(desk: NoticeDesk) -> None:
    assert desk.approved() == frozenset()
    with pytest.raises(Refused, match="notice_not_approved"):
        desk.require_usable()


def test_the_demo_runs_on_it(small: SmallRecord, staff: StaffDesk, notice: Notice) -> None:
    NoticeDesk(small.record, small.clock, notice, staff, demo=True).require_usable()


def test_a_managers_approval_is_an_act_that_names_the_very_bytes(
    small: SmallRecord, desk: NoticeDesk
) -> None:
    desk.approve(MANAGER, MANAGER_PIN)

    desk.require_usable()
    with small.record.read() as view:
        *_, last = small.record.acts.acts(view)
    assert last.header.kind is Kind.NOTICE_APPROVED
    assert last.header.staff == MANAGER
    assert small.fields(last.header.seq)["other.staff_note"] == {
        "notice_id": "rakuten-mobile-secondhand",
        "revised": "2023-02-01",
        "sha256": {one: digest(one) for one in every()},
    }
    assert desk.approved() == set(map(digest, every()))


def test_an_approval_outlives_a_restart(
    small: SmallRecord, desk: NoticeDesk, staff: StaffDesk, notice: Notice
) -> None:
    desk.approve(MANAGER, MANAGER_PIN)

    NoticeDesk(small.reopen(), small.clock, notice, staff, demo=False).require_usable()


def test_one_changed_sign_in_the_prevailing_wording_needs_a_new_approval(
    small: SmallRecord, desk: NoticeDesk, staff: StaffDesk, tmp_path: Path
) -> None:
    desk.approve(MANAGER, MANAGER_PIN)
    notice = reworded(tmp_path / "notice", "ja")
    changed = NoticeDesk(small.record, small.clock, notice, staff, demo=False)

    with pytest.raises(Refused, match="notice_not_approved"):
        changed.require_usable()
    changed.approve(MANAGER, MANAGER_PIN)
    changed.require_usable()


def test_one_changed_sign_in_another_wording_takes_that_language_away_until_it_is_approved(
    small: SmallRecord, desk: NoticeDesk, staff: StaffDesk, tmp_path: Path
) -> None:
    desk.approve(MANAGER, MANAGER_PIN)
    notice = reworded(tmp_path / "notice", "en")
    changed = NoticeDesk(small.record, small.clock, notice, staff, demo=False)

    changed.require_usable()
    assert "en" not in changed.languages
    assert changed.pack("en").language == "ja"
    assert "en" in changed.waiting()
    with pytest.raises(WrongInput, match="notice_language_unknown"):
        changed.approve(MANAGER, MANAGER_PIN, ["en", "xx"])
    changed.approve(MANAGER, MANAGER_PIN, ["en"])
    assert "en" in changed.languages
    assert changed.waiting() == {}


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [(CLERK, CLERK_PIN, "not_a_manager"), (MANAGER, CLERK_PIN, "pin_wrong")],
)
def test_nobody_but_a_manager_approves(
    small: SmallRecord, desk: NoticeDesk, code: str, pin: str, told: str
) -> None:
    before = small.size()

    with pytest.raises(Refused, match=told):
        desk.approve(CLERK if code == CLERK else MANAGER, pin)
    assert small.size() == before
    assert desk.approved() == frozenset()


def test_a_showing_is_bound_to_the_bytes_and_the_language(demo: NoticeDesk) -> None:
    desk = demo
    shown = desk.shown("en", "full", NOW, (("purpose:provide", 2.5),))

    assert shown.sha256 == digest("en")
    assert (shown.notice_id, shown.revised, shown.language) == (
        *("rakuten-mobile-secondhand", "2023-02-01"),
        "en",
    )
    assert (shown.layer, shown.shown_at) == ("full", NOW)
    assert shown.pages == (("purpose:provide", 2.5),)
    assert shown.reference_wording
    assert desk.shown("ja", "short", NOW).sha256 == digest("ja") != shown.sha256


def test_a_language_without_its_own_wording_is_shown_the_prevailing_one_and_noted_so(
    desk: NoticeDesk,
) -> None:
    shown = desk.shown("fr", "short", NOW)

    assert shown.language == "ja"
    assert shown.sha256 == digest("ja")


# ---- What an approval changes on the screen, and what it does not


def test_what_is_not_approved_is_offered_on_no_real_till(desk: NoticeDesk) -> None:
    desk.approve(MANAGER, MANAGER_PIN, ["ja"])

    desk.require_usable()
    assert set(desk.languages) == {"ja"}
    assert desk.shown("en", "full", NOW).language == "ja"
    assert desk.wordings == {digest("ja")}
    desk.approve(MANAGER, MANAGER_PIN, ["en"])
    assert set(desk.languages) == {"ja", "en"}


def test_another_language_alone_makes_no_till_usable(desk: NoticeDesk) -> None:
    desk.approve(MANAGER, MANAGER_PIN, ["en"])

    with pytest.raises(Refused, match="notice_not_approved"):
        desk.require_usable()


def test_an_approved_wording_is_marked_as_reference_no_more_and_its_bytes_stay(
    desk: NoticeDesk,
) -> None:
    before = desk.pack("ja")
    assert before.reference_wording
    assert "reference" in {page.key for page in before.full}
    assert desk.shown("ja", "full", NOW).reference_wording

    desk.approve(MANAGER, MANAGER_PIN)

    after = desk.pack("ja")
    assert not after.reference_wording
    assert {page.key for page in before.full} - {page.key for page in after.full} == {"reference"}
    assert after.sha256 == before.sha256 == digest("ja")
    assert not desk.shown("ja", "full", NOW).reference_wording


def test_an_approval_in_practice_takes_no_mark_away(demo: NoticeDesk) -> None:
    demo.approve(MANAGER, MANAGER_PIN)

    assert demo.approved() == set(map(digest, every()))
    assert demo.pack("ja").reference_wording
    assert demo.shown("ja", "full", NOW).reference_wording


def test_what_a_customer_was_shown_is_found_by_its_bytes(desk: NoticeDesk) -> None:
    unapproved = desk.shown("ja", "full", NOW)
    desk.approve(MANAGER, MANAGER_PIN)
    approved = desk.shown("ja", "full", NOW)

    assert desk.pack_shown(unapproved).reference_wording
    assert not desk.pack_shown(approved).reference_wording
    with pytest.raises(IntegrityFault, match="notice_bytes_unknown"):
        desk.pack_shown(replace(approved, sha256="0" * 64))
