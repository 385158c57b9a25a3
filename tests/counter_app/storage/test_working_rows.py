"""Rows that change while people work: a visit comes back just as it was saved."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter_app.domain.appraisal import Appraisal, OfferLine
from counter_app.domain.article import Article
from counter_app.domain.consent import (
    Choices,
    Consent,
    NoticeShown,
    Signature,
    StrokePoint,
    Wording,
)
from counter_app.domain.customer import IdentityDocument, Seller
from counter_app.domain.deal import OwnSale, SignedPaper, WrittenName
from counter_app.domain.errors import WrongInput
from counter_app.domain.guardian import (
    CallBack,
    DataUse,
    Guardian,
    GuardianConsent,
    StatedArticle,
)
from counter_app.domain.staff import Role, StaffMember
from counter_app.domain.standing import Standing
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode, VisitId, Yen
from counter_app.domain.visit import Acceptance, AppraisedArticle, Approval, Ending, Step, Visit
from tests.records import CLERK, NOON, SmallRecord

SHOWN = NoticeShown(
    "notice", "2023-02-01", "en", "ab" * 32, "full", NOON, (("short", 1.5),), False, NOON
)
EMPTY = Visit(VisitId("0" * 32), "T01-0001", NOON, CLERK)
FULL = Visit(
    visit_id=VisitId("1" * 32),
    number="T01-0002",
    opened_at=NOON,
    opened_by=CLERK,
    step=Step.PAPERS,
    language="en",
    shown=SHOWN,
    document=IdentityDocument(
        kind="driving_licence",
        side="back",
        name="髙橋 見本",
        address="東京都",
        birth_date=date(1990, 1, 15),
        number="012345678900",
        issued_on=date(2024, 1, 1),
        expires_on=date(2029, 2, 15),
        reading=(("name", "髙橋", 0.97), ("number", "0123", 1.0)),
        method="提示",
        checked_by=CLERK,
        checked_at=NOON,
        image="cd" * 32,
    ),
    seller=Seller("髙橋 見本", "タカハシ", "東京都", date(1990, 1, 15), "会社員", "090", NOON),
    articles=(
        AppraisedArticle(
            Article(
                "smartphone", "見本", "P1", "128GB", "黒", "490154203237518", "1", "S", "傷", "箱"
            ),
            Appraisal("demo", "p1", (OfferLine("base", "基準", "Base", Yen(45_000)),)),
            frozenset({0}),
        ),
    ),
    invoice_number="T7000012050002",
    kind="buyback_own_sale",
    own_sale=OwnSale(LedgerNumber(TillCode("T01"), 7), CLERK),
    route="C_TABLET",
    paper=SignedPaper(CLERK, NOON),
    written_name=WrittenName(Signature(((StrokePoint(1, 2, 0.5, 3),),), "pen", 9, 8), CLERK, NOON),
    consent=Consent(
        "c1",
        SHOWN,
        Choices(direct_mail=True, email=True, sms=True, group_provision=False),
        Signature(((StrokePoint(1.5, 2.5, 0.25, 3),), (StrokePoint(4, 5, 1, 6),)), "pen", 9, 8),
        NOON,
        "paper",
        "en",
        NOON,
        (Wording("email", "en", "E-mail"),),
        CLERK,
    ),
    standing=Standing("company", "見本商事", "東京都", "部長", "business_card", CLERK, NOON),
    guardian=Guardian(
        form="written",
        name="見本 花子",
        address="東京都",
        phone="03-0000-0000",
        relation="mother",
        document_kind="driving_licence",
        document_check="copy",
        checked_by=CLERK,
        checked_at=NOON,
        paper_on=date(2026, 11, 20),
        consent=GuardianConsent(
            (StatedArticle("見本 P1", Yen(45_000)),),
            NOON,
            CLERK,
            Signature(((StrokePoint(1.5, 2.5, 0.25, 3),),), "pen", 9, 8),
            CallBack("03-0000-0000", NOON, CLERK, "よい"),
            DataUse("c1", "notice", "2023-02-01", "en", "ab" * 32),
        ),
    ),
    approval=Approval(StaffCode("M01"), NOON, Yen(45_000)),
    acceptance=Acceptance(3, 2, 4, 1, 1, NOON),
    papers=("purchase_slip.pdf",),
    ending=Ending.DECLINED,
    ending_code="changed_mind",
)


def unset(value: object, where: str) -> list[str]:
    """The fields that still have their default, in a dataclass and in what it holds."""
    found = []
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # a dataclass
        mine = getattr(value, field.name)
        if mine == field.default:
            found.append(f"{where}.{field.name}")
        for one in mine if isinstance(mine, tuple) else (mine,):
            if dataclasses.is_dataclass(one):
                found += unset(one, f"{where}.{field.name}")
    return found


def test_the_specimen_has_a_value_in_every_field() -> None:
    assert unset(FULL, "visit") == []


@pytest.mark.parametrize("visit", [EMPTY, FULL], ids=["empty", "full"])
def test_a_visit_comes_back_as_it_was_saved(till: SmallRecord, visit: Visit) -> None:
    with till.record.write() as tx:
        till.record.drafts.save(tx, EMPTY, NOON)
        till.record.drafts.save(tx, visit, NOON)
    till.reopen()
    with till.record.read() as view:
        assert till.record.drafts.load(view, visit.visit_id) == visit


def test_open_visits_are_those_that_go_on_the_oldest_first(till: SmallRecord) -> None:
    later = replace(EMPTY, visit_id=VisitId("2" * 32), opened_at=NOON + timedelta(minutes=1))
    done = replace(EMPTY, visit_id=VisitId("3" * 32), step=Step.DONE)
    with till.record.write() as tx:
        for visit in (later, EMPTY, done, FULL):
            till.record.drafts.save(tx, visit, NOON)
        assert till.record.drafts.open_visits(tx) == [EMPTY, later]
        till.record.drafts.save(tx, replace(EMPTY, ending=Ending.CANCELLED), NOON)
        assert till.record.drafts.open_visits(tx) == [later]


def test_an_erased_visit_is_unknown(till: SmallRecord) -> None:
    with till.record.write() as tx:
        till.record.drafts.save(tx, EMPTY, NOON)
        till.record.drafts.erase(tx, EMPTY.visit_id)
    with till.record.read() as view, pytest.raises(WrongInput, match="visit_unknown"):
        till.record.drafts.load(view, EMPTY.visit_id)


def test_visits_are_numbered_from_one(till: SmallRecord) -> None:
    numbers = []
    for _visit in range(3):
        with till.record.write() as tx:
            numbers.append(till.record.drafts.next_number(tx))
        till.reopen()
    assert numbers == [1, 2, 3]


def test_staff_come_back_as_they_were_put(till: SmallRecord) -> None:
    clerk = StaffMember(CLERK, "見本 花子", Role.CLERK, "$argon2id$1", 3, NOON)
    manager = StaffMember(StaffCode("M01"), "見本 店長", Role.MANAGER, "$argon2id$2")
    with till.record.write() as tx:
        till.record.staff.put(tx, manager)
        till.record.staff.put(tx, replace(clerk, name="見本 太郎"))
        till.record.staff.put(tx, clerk)
    with till.record.read() as view:
        assert till.record.staff.members(view) == [clerk, manager]
        assert till.record.staff.member(view, CLERK) == clerk
        with pytest.raises(WrongInput, match="staff_unknown"):
            till.record.staff.member(view, StaffCode("X"))
