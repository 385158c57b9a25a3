"""Specimens that every test may use: a seller, a document, an article, a signature, staff.

Every person and every place is 見本 (specimen). Each builder takes the fields that a test is about
and fills in the rest with what an ordinary visit on the specimen day has.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from counter_app.clock import JAPAN
from counter_app.domain.appraisal import Appraisal, PriceBook, appraise
from counter_app.domain.article import Article
from counter_app.domain.bulletin import Bulletin, BulletinItem
from counter_app.domain.bulletin_match import MatchTable
from counter_app.domain.consent import Choices, Consent, NoticeShown, Signature, StrokePoint
from counter_app.domain.customer import IdentityDocument, Seller
from counter_app.domain.guardian import CallBack, Guardian
from counter_app.domain.staff import Role, StaffMember
from counter_app.domain.standing import Standing
from counter_app.domain.values import StaffCode, TillCode
from counter_app.domain.visit import AppraisedArticle
from counter_app.law.notice import NoticeFacts, load_facts
from counter_app.law.retention import FILE as RETENTION_FILE
from counter_app.law.retention import Retention, load_retention
from counter_app.services.appraisal import load_price_book
from counter_app.services.match_table import load_match_table
from counter_app.settings import Settings

RESOURCES = Path(__file__).parents[1] / "resources"
NOTICE = RESOURCES / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=JAPAN)
"""The specimen day, at two in the afternoon."""

TILL = TillCode("T01")
CLERK = StaffCode("C01")
MANAGER = StaffCode("M01")
CLERK_PIN = "2580"
MANAGER_PIN = "9173"
IMEI = "490154203237518"
"""The specimen number of GSM 06.16 and of every text on the check digit since."""


@cache
def facts() -> NoticeFacts:
    """The shipped notice's facts, read once."""
    return load_facts(NOTICE / "facts.toml")


@cache
def price_book() -> PriceBook:
    """The shipped demo price book, read once."""
    return load_price_book(RESOURCES / "price_book" / "demo.toml")


@cache
def match_table() -> MatchTable:
    """The shipped words of bulletins, read once."""
    return load_match_table(RESOURCES / "police" / "matching.toml")


@cache
def the_clocks() -> Retention:
    """The shipped periods, read once."""
    return load_retention(RESOURCES / "law" / RETENTION_FILE, facts())


def clocks_on(_day: date) -> Retention:
    """The same on any day."""
    return the_clocks()


def bulletin(*items: BulletinItem, **other: Any) -> Bulletin:
    """A bulletin of the specimen station; of a phone by its number unless items are given."""
    phone = BulletinItem("携帯電話機", "見本電機", "", (IMEI,), features="背面に傷")
    told = Bulletin("第12号", date(2026, 11, 20), "見本警察署", items or (phone,))
    return replace(told, **other)


SIMILAR = BulletinItem("携帯電話機", "見本電機", "Sample Phone mini", colour="黒")
"""An item that means the specimen phone by its words alone."""


def settings(**other: Any) -> Settings:
    """A specimen shop in Tokyo."""
    ordinary: dict[str, Any] = {
        "shop": "見本店 玉川",
        "address": "東京都世田谷区玉川一丁目14番1号",
        "permit_number": "301234567890",
        "permit_authority": "東京都公安委員会",
        "prefecture": "13",
        "till": TILL,
        "entry": "specimen",
    }
    return Settings(**(ordinary | other))


def seller(**other: Any) -> Seller:
    """An adult with all four particulars, not yet confirmed."""
    person = Seller(
        name="見本 太郎",
        name_kana="ミホン タロウ",
        address="東京都千代田区見本1-2-3",
        birth_date=date(1990, 1, 15),
        occupation="会社員",
    )
    return replace(person, **other)


def licence(**other: Any) -> IdentityDocument:
    """The front of that person's driving licence, good for years."""
    document = IdentityDocument(
        kind="driving_licence",
        name="見本 太郎",
        address="東京都千代田区見本1-2-3",
        birth_date=date(1990, 1, 15),
        number="301234567890",
        issued_on=date(2024, 2, 1),
        expires_on=date(2029, 2, 15),
        reading=(("name", "見本 太郎", 0.98),),
        method="法第15条第1項第1号・運転免許証の提示",
        checked_by=CLERK,
        checked_at=NOW,
    )
    return replace(document, **other)


def article(**other: Any) -> Article:
    """A phone with its number."""
    phone = Article(
        goods="smartphone",
        maker="見本電機",
        model="Sample Phone X",
        capacity="128GB",
        colour="黒",
        imei=IMEI,
    )
    return replace(phone, **other)


def appraisal(model: str = "sample-phone-mini-64", *faults: str) -> Appraisal:
    """An offer of the demo price book: 23,000 yen and less with faults."""
    return appraise(price_book(), model, faults)


def appraised(model: str = "sample-phone-mini-64", *faults: str, **other: Any) -> AppraisedArticle:
    """An article of the demo price book with its offer, not agreed to."""
    known = price_book().model(model)
    features = {
        "goods": known.goods,
        "maker": known.maker,
        "model": known.model,
        "capacity": known.capacity,
    }
    return AppraisedArticle(article(**(features | other)), appraisal(model, *faults))


def stroke(points: int = 12, left: float = 100.0, width: float = 440.0) -> tuple[StrokePoint, ...]:
    """One slanting stroke of so many points."""
    step = width / max(1, points - 1)
    return tuple(
        StrokePoint(left + step * place, 100.0 + 5 * place, 0.5, 12 * place)
        for place in range(points)
    )


def signature(*strokes: tuple[StrokePoint, ...]) -> Signature:
    """A signature with ink enough, or one of the strokes given."""
    return Signature(strokes or (stroke(), stroke(left=200.0)), "pen", 944, 352)


@cache
def wording(language: str) -> str:
    """SHA-256 of the shipped wording in a language."""
    return hashlib.sha256((NOTICE / f"{language}.md").read_bytes()).hexdigest()


def notice_shown(**other: Any) -> NoticeShown:
    """The short notice on the customer's screen."""
    shown = NoticeShown(
        notice_id=facts().notice_id,
        revised="2023-02-01",
        language="ja",
        sha256=wording("ja"),
        layer="short",
        shown_at=NOW - timedelta(minutes=2),
        pages=(("short", 4.0),),
    )
    return replace(shown, **other)


def consent(choices: Choices | None = None, **other: Any) -> Consent:
    """A signed consent to the full notice; nothing optional agreed to."""
    given = Consent(
        consent_id="c0" * 16,
        shown=notice_shown(layer="full", pages=(("purpose:provide", 2.5),)),
        choices=choices or Choices(),
        signature=signature(),
        signed_at=NOW,
    )
    return replace(given, **other)


def guardian(**other: Any) -> Guardian:
    """The mother of a young seller, who came along with her licence."""
    mother = Guardian(
        form="accompany",
        name="見本 花子",
        address="東京都千代田区見本1-2-3",
        phone="03-0000-0000",
        relation="mother",
        document_kind="driving_licence",
        document_check="original",
        checked_by=CLERK,
        checked_at=NOW,
    )
    return replace(mother, **other)


def on_paper(**other: Any) -> Guardian:
    """The same who sent a paper with a copy of her licence."""
    sent = {"form": "written", "document_check": "copy", "paper_on": date(2026, 11, 20)}
    return guardian(**(sent | other))


def for_company(**other: Any) -> Standing:
    """Somebody who sells for a company; nobody saw what shows that they may."""
    told = Standing("company", "見本商事株式会社", "東京都千代田区見本9-9-9", "総務部長")
    return replace(told, **other)


def for_another(**other: Any) -> Standing:
    """A proxy for another person."""
    told = Standing("person", "見本 三郎", "神奈川県見本市見本7-7-7")
    return replace(told, **other)


def call_back(**other: Any) -> CallBack:
    """The call by which her paper was checked."""
    call = CallBack("03-0000-0000", NOW, CLERK, "品物と金額を伝え、売ってよいとのこと")
    return replace(call, **other)


def staff_member(**other: Any) -> StaffMember:
    """A clerk with a PIN that nobody knows."""
    return replace(StaffMember(CLERK, "見本 花子", Role.CLERK, "$argon2id$none"), **other)
