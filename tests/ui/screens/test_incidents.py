"""The register of incidents: listed with its clocks, noted, brought up to date, drafted."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from counter_app.domain.incident import Incident
from tests import builders
from tests.ui.counters import AFTERNOON, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Stage, type_pin
from tests.ui.screens.words import cut_off, words_of, write
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.incidents import IncidentsScreen
from ui.screens.loss import LossScreen
from ui.script import ScriptStuck

STOLEN = Incident(
    AFTERNOON - timedelta(days=4),
    ("improper_intent",),
    "夜間に事務所が荒らされ、端末1台が持ち去られた。保管庫の鍵はかかっていた。",
    (1, 2, 6),
    12,
    "estimated",
    cause="施錠の不備",
)
LEFT = Incident(AFTERNOON - timedelta(days=9), ("property_damage",), "振込先の控えを置き忘れた")


def noted(stage: Stage, *told: Incident) -> list[int]:
    incidents = stage.counter.incidents
    return [incidents.note(one, builders.MANAGER, MANAGER_PIN).first for one in told]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", ("記録された事態はありません", "まず、本部の個人情報の責任者に電話してください")),
        ("en", ("No incident is noted", "First, call HQ's officer for personal data")),
    ],
)
def test_with_none_it_says_so(manager_stage: Stage, language: str, told: tuple[str, ...]) -> None:
    screen, _shown = manager_stage.show(IncidentsScreen, language=language)
    for words in told:
        assert words in words_of(screen)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            (
                *("2026年11月22日 まで（今日）", "2027年1月16日 まで（あと55日）", "速やかに"),
                *("2026年11月17日 まで（5日過ぎています）", "不正の目的によるおそれがある"),
            ),
        ),
        (
            "en",
            (
                *("due November 22, 2026: today", "due January 16, 2027, 55 day(s) left"),
                *("was due November 17, 2026, 5 day(s) ago", "Improper intent is possible"),
            ),
        ),
    ],
)
def test_the_list_says_what_is_due(
    manager_stage: Stage, language: str, told: tuple[str, ...]
) -> None:
    noted(manager_stage, STOLEN, LEFT)
    for size in (WIDE, NARROW):
        screen, shown = manager_stage.show(IncidentsScreen, language=language, size=size)
        for words in told:
            assert words in words_of(screen), words
        assert cut_off(screen) == []
        assert screen.minimumSizeHint().width() <= NARROW[0]
        assert screen.minimumSizeHint().height() <= NARROW[1]
        picture(shown.host, f"incidents_list_{language}_{size[0]}")
        shown.host.hide()


def picture(widget: object, name: str) -> None:
    """For whoever looks at them: only where a folder is named."""
    if folder := os.environ.get("LOOKS"):
        widget.grab().save(f"{folder}/{name}.png")  # type: ignore[attr-defined]  # a QWidget


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_is_noted_by_a_manager(manager_stage: Stage, language: str) -> None:
    screen, shown = manager_stage.show(IncidentsScreen, language=language)
    shown.hands.click("primary")
    manager_stage.settle()
    assert cut_off(screen) == []
    picture(shown.host, f"incidents_form_{language}")
    left = {"ja": ("概要", "事態の区分"), "en": ("Outline", "Cases")}[language]
    said = words_of(screen)  # what must be there is missing, and named beside the button
    assert all(words in said for words in left)
    with pytest.raises(ScriptStuck):
        shown.hands.click("primary")
    write(shown.hands, "outline", "見本の書類の置き忘れ")
    shown.hands.write("persons", "3")
    for name in ("case_special_care", "give_1", "give_2"):
        shown.hands.click(name)
    write(shown.hands, "cause", "不注意")
    shown.hands.write("told_on", "2026-11-22")
    shown.hands.click("primary")
    assert screen.page == 2
    picture(shown.host, f"incidents_pin_{language}")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    [kept] = manager_stage.counter.incidents.all()
    told = kept.incident
    assert (told.outline, told.cases, told.items) == (
        "見本の書類の置き忘れ",
        ("special_care",),
        (1, 2),
    )
    assert (told.persons, told.counted, told.cause) == (3, "known", "不注意")
    assert (told.known_at, f"{told.told_on}") == (AFTERNOON, "2026-11-22")
    assert screen.page == 0
    assert [message.code for message in shown.told] == ["clerk.incidents.saved"]


def test_it_is_brought_up_to_date_and_keeps_what_stood(manager_stage: Stage) -> None:
    [first] = noted(manager_stage, STOLEN)
    screen, shown = manager_stage.show(IncidentsScreen)
    shown.hands.click(f"change_{first}")
    manager_stage.settle()
    shown.hands.write("preliminary_on", "2026-11-22")
    shown.hands.click("primary")
    type_pin(shown, MANAGER_PIN)
    manager_stage.settle()

    [kept] = manager_stage.counter.incidents.all()
    assert kept.first == first
    assert f"{kept.incident.preliminary_on}" == "2026-11-22"
    assert kept.incident.known_at == STOLEN.known_at
    assert kept.incident.cause == "施錠の不備"
    assert kept.incident.counted == "estimated"
    assert "2026年11月22日 済み" in words_of(screen)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("known_day", "昨日", "incident_typed"),
        ("told_on", "2026-13-01", "incident_typed"),
        ("persons", "many", "incident_typed"),
        ("persons", "1001", "incident_persons_case"),
        ("told_on", "2026-11-23", "incident_day"),
    ],
)
def test_what_cannot_be_so_is_mended_in_the_form(
    manager_stage: Stage, field: str, text: str, code: str
) -> None:
    screen, shown = manager_stage.show(IncidentsScreen)
    shown.hands.click("primary")
    write(shown.hands, "outline", "見本")
    shown.hands.click("case_none")
    write(shown.hands, field, text)
    shown.hands.click("primary")
    if code != "incident_typed":
        type_pin(shown, MANAGER_PIN)
    manager_stage.settle()
    assert [message.code for message in shown.told] == [code]
    assert screen.page == 1
    assert manager_stage.counter.incidents.all() == ()


def test_a_wrong_pin_writes_nothing_and_stays(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(IncidentsScreen)
    shown.hands.click("primary")
    write(shown.hands, "outline", "見本")
    shown.hands.click("case_none")
    shown.hands.click("primary")
    type_pin(shown, "0000")
    manager_stage.settle()
    assert screen.page == 2
    assert manager_stage.counter.incidents.all() == ()
    shown.hands.click("back")
    shown.hands.click("back")
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_both_drafts_are_printed(manager_stage: Stage) -> None:
    [first] = noted(manager_stage, STOLEN)
    _screen, shown = manager_stage.show(IncidentsScreen)
    for report in ("preliminary", "final"):
        shown.hands.click(f"{report}_{first}")
        manager_stage.settle()
    papers = manager_stage.counter.folder.parent / "papers"
    assert {path.name for path in papers.iterdir()} == {
        f"incident_{first}_preliminary.pdf",
        f"incident_{first}_final.pdf",
    }
    assert [message.code for message in shown.told] == ["clerk.incidents.printed"] * 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_board_says_what_is_overdue_and_leads_there(
    manager_stage: Stage, language: str
) -> None:
    screen, shown = manager_stage.show(BoardScreen, language=language)
    before = words_of(screen)
    shown.hands.click("incidents")
    assert shown.wished == [Wish.INCIDENTS]
    shown.host.hide()
    noted(manager_stage, LEFT)
    told = {"ja": "期限切れ2件", "en": "2 overdue"}[language]
    assert told not in before
    for size in (WIDE, NARROW):
        screen, shown = manager_stage.show(BoardScreen, language=language, size=size)
        assert told in words_of(screen)
        assert cut_off(screen) == []
        picture(shown.host, f"incidents_board_{language}_{size[0]}")
        shown.host.hide()


def test_a_clerk_has_no_way_there(stage: Stage) -> None:
    _screen, shown = stage.show(BoardScreen)
    assert shown.hands.find("incidents") is None


def test_the_page_of_a_lost_record_leads_there(manager_stage: Stage) -> None:
    _screen, shown = manager_stage.show(LossScreen)
    shown.hands.click("incident")
    assert shown.wished == [Wish.INCIDENTS]
