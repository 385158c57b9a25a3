"""The morning check: every thing with its word and what to do, while the window stays free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter_app.services.doctor import Finding
from tests.ui.screens.conftest import NARROW, WIDE, Stage
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.morning import CHECKS, MorningScreen

WELL: dict[str, dict[str, object]] = {
    "record": {"acts": 3, "lines": 0},
    "law": {"version": 1, "since": ""},
    "clock": {"day": "2026-11-22"},
    "disk": {"free_mib": 9000},
    "keys": {"name": "FileKeyStore"},
    "camera": {"name": "0"},
    "reader": {"name": "PP-OCR"},
    "tesseract": {"command": "tesseract"},
    "printer": {"name": "Laser-1"},
    "hq": {"enrolled": True, "acked": 3, "unsent": 0},
    "requests": {"waiting": 2, "overdue": 0},
}
ILL = [
    Finding("record", "integrity", {"faults": ["act 1: altered", "act 2: altered"]}),
    Finding("law", "integrity", {"version": 2, "since": "2026-11-01", "faults": ["law 2"]}),
    Finding("clock", "stop", {"day": "2026-11-21"}),
    Finding("clock", "stop", {"error": "note_not_signed"}),
    Finding("disk", "stop", {"free_mib": 5}),
    Finding("keys", "note", {"error": "key_store_missing", "backend": "x"}),
    Finding("camera", "note", {"error": "camera_missing"}),
    Finding("reader", "note", {"error": "reader_stopped"}),
    Finding("tesseract", "note", {"command": "tesseract"}),
    Finding("printer", "note", {"error": "printer_missing"}),
    Finding("requests", "note", {"waiting": 2, "overdue": 1}),
    Finding("hq", "note", {"enrolled": False, "acked": 0, "unsent": 3}),
    Finding("hq", "note", {"enrolled": True, "acked": 1, "unsent": 2, "waiting_since": "x"}),
    Finding("hq", "note", {"enrolled": True, "acked": 1, "unsent": 2, "alarm": "role_key_missing"}),
    Finding("hq", "integrity", {"enrolled": True, "acked": 1, "unsent": 2, "alarm": "log_forked"}),
]
STATES = {
    "ja": {
        "well": "良好",
        "note": "注意",
        "stop": "受け入れ停止",
        "integrity": "毀損または滅失",
    },
    "en": {
        "well": "well",
        "note": "look at it",
        "stop": "nothing can be accepted",
        "integrity": "damaged",
    },
}


def examined(stage: Stage, *ill: Finding) -> Stage:
    """A PC that is well but for what is given."""
    found = {code: Finding(code, "well", dict(facts)) for code, facts in WELL.items()}
    found |= {one.code: one for one in ill}

    def doctor() -> Iterator[Finding]:
        return iter(found.values())

    stage.counter = replace(stage.counter, doctor=doctor)
    stage.desk = replace(stage.desk, counter=stage.counter)
    return stage


@pytest.mark.parametrize(("language", "said"), [("ja", "すべて良好です"), ("en", "All is well")])
def test_a_pc_that_is_well(manager_stage: Stage, language: str, said: str) -> None:
    screen, shown = examined(manager_stage).show(MorningScreen, language=language)

    words = words_of(screen)
    assert said in words
    assert words.count(STATES[language]["well"]) >= len(CHECKS)
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("ill", ILL, ids=lambda one: f"{one.code}-{one.weight}")
def test_what_is_not_well_has_its_word_and_what_to_do(
    manager_stage: Stage, language: str, ill: Finding
) -> None:
    screen, _ = examined(manager_stage, ill).show(MorningScreen, language=language)

    row = screen._rows[ill.code]
    state = STATES[language][ill.weight]
    assert row.words.endswith(state)
    told = row.accessibleName().removeprefix(row.words).strip()
    assert len(told) > 10
    well = examined(manager_stage).show(MorningScreen, language=language)[0]
    assert well._rows[ill.code].accessibleName() != row.accessibleName()
    assert screen._whole.words != well._whole.words


def test_the_worst_finding_is_the_sum(manager_stage: Stage) -> None:
    screen, _ = examined(manager_stage, ILL[0], ILL[3], ILL[5]).show(MorningScreen)

    assert "記録の毀損または滅失" in screen._whole.words


def test_the_real_doctor_finds_what_the_command_finds(manager_stage: Stage) -> None:
    def without_reader() -> Iterator[Finding]:
        return (one for one in found if one.code != "reader")

    found = list(manager_stage.counter.doctor())
    assert {one.code for one in found} == set(CHECKS)
    manager_stage.counter = replace(manager_stage.counter, doctor=without_reader)
    manager_stage.desk = replace(manager_stage.desk, counter=manager_stage.counter)

    screen, _ = manager_stage.show(MorningScreen)

    assert "papers" in screen._rows["printer"].accessibleName()
    assert "点検しています" in screen._rows["reader"].accessibleName()


def test_it_is_looked_at_again_on_demand(manager_stage: Stage) -> None:
    asked = []

    def doctor() -> Iterator[Finding]:
        asked.append(1)
        return iter([Finding("disk", "well", {"free_mib": 1})])

    manager_stage.counter = replace(manager_stage.counter, doctor=doctor)
    manager_stage.desk = replace(manager_stage.desk, counter=manager_stage.counter)
    _, shown = manager_stage.show(MorningScreen)
    shown.hands.click("primary")
    manager_stage.settle()

    assert len(asked) == 2


def test_the_way_back_is_open_while_it_looks(manager_stage: Stage) -> None:
    screen, shown = manager_stage.show(MorningScreen, settles=False)
    back = shown.hands.find("back")
    assert back is not None
    assert screen.is_working
    assert back.isEnabled()
    manager_stage.settle()


def test_a_manager_comes_here_from_the_board_and_a_clerk_does_not(manager_stage: Stage) -> None:
    _, shown = manager_stage.show(BoardScreen)
    shown.hands.click("morning")
    assert shown.wished == [Wish.MORNING]
    manager_stage.sign_in("C01")
    _, clerk = manager_stage.show(BoardScreen)
    assert clerk.hands.find("morning") is None
    assert clerk.hands.find("day") is None


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(manager_stage: Stage, language: str, size: tuple[int, int]) -> None:
    screen, _ = examined(manager_stage, *ILL).show(MorningScreen, language=language, size=size)
    manager_stage.settle()  # notes of two lines push those below them, turn by turn

    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]


@pytest.mark.parametrize(
    ("language", "shipped", "newer"),
    [
        (
            "ja",
            "第1版（プログラムに付属）",
            "第2版（2026-11-01から施行）。次は第3版（2027-04-01から）",
        ),
        (
            "en",
            "Version 1, as the program brought it",
            "Version 2, in force since 2026-11-01. Version 3 follows on 2027-04-01",
        ),
    ],
)
def test_a_manager_sees_which_law_is_in_force(
    manager_stage: Stage, language: str, shipped: str, newer: str
) -> None:
    screen, _ = examined(manager_stage).show(MorningScreen, language=language)
    assert shipped in words_of(screen)
    facts = {"version": 2, "since": "2026-11-01", "next": 3, "next_from": "2027-04-01"}
    law = Finding("law", "well", facts)
    screen, _ = examined(manager_stage, law).show(MorningScreen, language=language)
    assert newer in words_of(screen)


def test_a_law_that_does_not_prove_itself_is_no_damage_of_the_ledger(manager_stage: Stage) -> None:
    law = Finding("law", "integrity", {"version": 1, "since": "", "faults": ["law 2"]})
    screen, _ = examined(manager_stage, law).show(MorningScreen)
    assert "記録の毀損または滅失が見つかりました" not in words_of(screen)
    assert "法令のファイルの署名を確認できません" in words_of(screen)
