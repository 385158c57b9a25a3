"""The register of incidents: what is noted, what is due, and what the drafts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.incident import Incident
from counter_app.law.incidents import FILE, load_incident_rules
from counter_app.services.incidents import IncidentDesk
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, RESOURCES
from tests.counter_app.documents.builders import SHOP, fonts, texts
from tests.counter_app.services.counters import Counter
from tests.records import NOON, the_facts

DAY = date(2026, 11, 22)
TOLD = Incident(
    NOON,
    ("improper_intent",),
    "端末1台が盗まれた",
    (1, 2, 6),
    12,
    "estimated",
    cause="夜間の侵入",
    secondary="なし",
    response="電話で連絡する",
    publication="予定なし",
    prevention="施錠の見直し",
    other="警察に届け出た",
)


@pytest.fixture
def desk(counter: Counter) -> IncidentDesk:
    return IncidentDesk(
        counter.small.record,
        counter.small.clock,
        the_facts(),
        load_incident_rules(RESOURCES / "law" / FILE),
        (counter.staff, counter.clocks),
        (SHOP, fonts, texts()),
        demo=False,
    )


def dues(desk: IncidentDesk, told: Incident) -> dict[str, str]:
    return {one.step: f"{one.due}" for one in desk.clocks(told)}


def test_what_is_noted_stands_in_one_part_and_names_its_clocks(
    counter: Counter, desk: IncidentDesk
) -> None:
    kept = desk.note(TOLD, MANAGER, MANAGER_PIN)

    header = counter.headers()[-1]
    assert (header.kind, header.ref, header.staff) == (Kind.INCIDENT, None, MANAGER)
    assert [part.name for part in header.parts] == ["9.incident"]
    assert (kept.first, kept.seq) == (header.seq, header.seq)
    assert desk.all() == (kept,)
    assert dues(desk, TOLD) == {
        "hq": "2026-11-22",
        "preliminary": "2026-11-26",
        "final": "2027-01-20",
        "notice": "None",
    }
    [pending] = desk.pending()
    assert [one.step for one in pending.clocks] == ["hq", "preliminary", "final", "notice"]


def test_the_day_of_knowing_is_japans(desk: IncidentDesk) -> None:
    late = replace(TOLD, known_at=datetime(2026, 11, 21, 15, 30, tzinfo=UTC))
    assert dues(desk, late)["preliminary"] == "2026-11-26"
    before = replace(TOLD, known_at=datetime(2026, 11, 21, 14, 59, tzinfo=UTC))
    assert dues(desk, before)["preliminary"] == "2026-11-25"


def test_it_is_brought_up_to_date_until_nothing_is_left(
    counter: Counter, desk: IncidentDesk
) -> None:
    first = desk.note(TOLD, MANAGER, MANAGER_PIN).first
    counter.small.clock.move(days=5)  # the sixth day
    assert [one.days_left(desk.today) for one in desk.pending()[0].clocks] == [-5, -1, 54, None]
    now = replace(TOLD, told_on=DAY, preliminary_on=desk.today, persons=3, counted="known")
    kept = desk.update(first, now, MANAGER, MANAGER_PIN)
    assert (kept.first, kept.seq > first) == (first, True)
    assert counter.headers()[-1].ref == first
    assert [one.incident for one in desk.all()] == [now]
    _hq, preliminary, final, _notice = desk.clocks(now)
    assert (preliminary.late, final.late) == (True, False)
    assert [one.step for one in desk.pending()[0].clocks] == ["final", "notice"]
    done = replace(now, final_on=desk.today, notified_on=desk.today)
    desk.update(first, done, MANAGER, MANAGER_PIN)
    assert desk.pending() == ()
    with pytest.raises(WrongInput, match="incident_unchanged"):
        desk.update(first, done, MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="incident_unknown"):
        desk.update(first + 1, now, MANAGER, MANAGER_PIN)
    assert rebuild_faults(counter.small.record) == []
    assert prove(counter.small.record).faults == ()


def test_a_final_report_in_time_takes_the_place_of_the_preliminary(desk: IncidentDesk) -> None:
    at_once = replace(TOLD, told_on=DAY, final_on=DAY)
    assert [one.step for one in desk.clocks(at_once) if one.done is None] == ["notice"]


@pytest.mark.parametrize(
    "change",
    [
        {"cases": ("none",)},
        {"encrypted": True, "protection": "全体を暗号化。鍵は別の場所にあり、失われていない"},
    ],
)
def test_what_is_not_reported_is_kept_and_told_to_hq(
    desk: IncidentDesk, change: dict[str, Any]
) -> None:
    told = replace(TOLD, **change)
    desk.note(told, MANAGER, MANAGER_PIN)
    assert [one.step for one in desk.pending()[0].clocks] == ["hq"]
    assert {one.step for one in desk.clocks(TOLD)} > {"hq"}  # the same without it is reported


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outline": " "}, "incident_incomplete"),
        ({"cause": "二\n行"}, "incident_form"),
        ({"other": "長" * 1001}, "incident_form"),
        ({"known_at": NOON + timedelta(seconds=1)}, "incident_moment"),
        ({"cases": ()}, "incident_case"),
        ({"cases": ("none", "special_care")}, "incident_case"),
        ({"cases": ("special_care", "special_care")}, "incident_case"),
        ({"cases": ("other",)}, "incident_case"),
        ({"items": (1, 10)}, "incident_items"),
        ({"persons": None}, "incident_persons"),
        ({"counted": "unknown"}, "incident_persons"),
        ({"persons": -1}, "incident_persons"),
        ({"persons": 1001}, "incident_persons_case"),
        ({"cases": ("over_1000",), "persons": 1000}, "incident_persons_case"),
        ({"cases": ("none",), "persons": 1001}, "incident_persons_case"),
        ({"encrypted": True}, "incident_protection"),
        ({"protection": "暗号化"}, "incident_protection"),
        ({"final_on": date(2026, 11, 23)}, "incident_day"),
        ({"told_on": date(2026, 11, 21)}, "incident_day"),
    ],
)
def test_what_cannot_be_so_is_refused_and_not_written(
    counter: Counter, desk: IncidentDesk, change: dict[str, Any], code: str
) -> None:
    before = counter.small.size()
    with pytest.raises(WrongInput, match=code):
        desk.note(replace(TOLD, **change), MANAGER, MANAGER_PIN)
    assert counter.small.size() == before


def test_above_a_thousand_is_a_case_of_its_own(desk: IncidentDesk) -> None:
    many = replace(TOLD, cases=("over_1000",), persons=1001)
    assert dues(desk, desk.note(many, MANAGER, MANAGER_PIN).incident)["final"] == "2026-12-21"
    unknown = replace(TOLD, cases=("over_1000",), persons=None, counted="unknown")
    desk.note(unknown, MANAGER, MANAGER_PIN)  # possible, and not counted yet


def test_a_manager_proves_it(desk: IncidentDesk) -> None:
    with pytest.raises(Refused, match="not_a_manager"):
        desk.note(TOLD, CLERK, CLERK_PIN)
    with pytest.raises(Refused, match="pin_wrong"):
        desk.note(TOLD, MANAGER, "0000")


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_drafts_have_the_nine_fields_and_say_what_is_not_known(desk: IncidentDesk) -> None:
    first = desk.note(replace(TOLD, prevention="", told_on=DAY), MANAGER, MANAGER_PIN).first
    for report, title in (("preliminary", "速報"), ("final", "確報")):
        paper = desk.report(first, report)  # type: ignore[arg-type]  # both are reports
        text = text_of(paper.pdf)
        for words in (
            *(title, "1. 概要", "端末1台が盗まれた", "2. 個人データの項目", "[2] 身分証の内容"),
            *("3. 本人の数", "約12人", "4. 原因", "5. 二次被害", "6. 本人への対応", "7. 公表"),
            *("8. 再発防止", "未記入", "9. その他", "警察に届け出た", "不正の目的"),
            *("2026年11月26日", "2027年1月20日", "未実施", "規則第7条第3号"),
        ):
            assert words in text, words
    with pytest.raises(WrongInput, match="incident_unknown"):
        desk.report(first + 1, "final")


def test_a_long_draft_goes_on_to_a_next_page(desk: IncidentDesk) -> None:
    long: dict[str, Any] = dict.fromkeys(
        ("outline", "cause", "secondary", "response"), "見本の文です。" * 140
    )
    first = desk.note(replace(TOLD, **long), MANAGER, MANAGER_PIN).first
    pages = PdfReader(BytesIO(desk.report(first, "final").pdf)).pages
    assert len(pages) > 1


def test_it_is_kept_three_years(counter: Counter, desk: IncidentDesk) -> None:
    from tests.erasing import the_table  # noqa: PLC0415 - its module runs as a program too

    desk.note(TOLD, MANAGER, MANAGER_PIN)
    record = counter.small.record
    with record.read() as view:
        [last, after] = [
            {one.clock for one in record.erasures.due(view, the_table().due(day))}
            for day in (date(2029, 11, 22), date(2029, 11, 23))
        ]
    assert "provision_record" not in last
    assert "provision_record" in after
