"""What the law forbids, stated once more in plain words, and deals close to every edge of it.

This file takes nothing from the program: no table of it and no rule. Whoever changes the law's
tables changes what is forbidden here too, from the law and not from the tables.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from random import Random
from typing import Any

# ---- What the law forbids, by the Secondhand Articles Dealer Act and what goes with it

CATEGORIES = {
    "artwork": 1,
    "clothing": 2,
    **dict.fromkeys(("smartwatch", "watch", "jewellery", "bullion"), 3),
    **dict.fromkeys(("car", "car_part"), 4),
    **dict.fromkeys(("motorcycle", "motorcycle_part", "motorcycle_generic_part"), 5),
    "bicycle": 6,
    **dict.fromkeys(("camera", "lens"), 7),
    **dict.fromkeys(("tablet", "pc", "monitor", "printer"), 8),
    **dict.fromkeys(("smartphone", "feature_phone", "router", "game_console", "appliance"), 9),
    **dict.fromkeys(("earphones", "charging_cable", "lan_cable", "electric_wire", "tool"), 9),
    **dict.fromkeys(("ac_outdoor_unit", "heat_pump_water_heater"), 9),
    **dict.fromkeys(("metal_grating", "plastic_grating"), 9),
    **dict.fromkeys(("game_software", "cd_dvd_bd", "furniture", "toy", "instrument"), 10),
    **dict.fromkeys(("bag", "shoes"), 11),
    "book": 12,
    **dict.fromkeys(("gift_voucher", "stamps"), 13),
}
ALWAYS = {"motorcycle", "motorcycle_part", "game_software", "cd_dvd_bd", "book"}
METAL_GOODS = {"electric_wire", "ac_outdoor_unit", "heat_pump_water_heater", "metal_grating"}
METAL_FROM = date(2025, 10, 1)

WITH_ADDRESS = {"driving_licence", "my_number_card", "residence_card"} | {
    *("special_permanent_resident_certificate", "combined_residence_card"),
    *("driving_record_certificate", "disability_certificate"),
}
WITHOUT_EXPIRY = {"driving_record_certificate", "disability_certificate"}
WITHOUT_ADDRESS = {"passport_jp", "passport_foreign", "qualification_certificate"}
NEVER = {"health_insurance_card", "pension_book", "basic_resident_card", "phone_screen"}
FRESH_MONTHS = {"resident_record": 3, "seal_certificate": 3, "utility_receipt": 6}
SUPPLEMENTS = {*FRESH_MONTHS, "student_card", "employee_card"}
WITH_MY_NUMBER_BEHIND = {"my_number_card", "combined_residence_card"}
COMBINED_FROM = date(2026, 6, 14)
OLD_RECORD_CERTIFICATE = date(2012, 4, 1)
PASSPORT_WITHOUT_ADDRESS = date(2020, 2, 4)
FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ－",
)
HALF_WIDTH = {full: half for half, full in FULL_WIDTH.items()}


def forbidden(case: dict[str, Any]) -> set[str]:
    """Why a deal, in the form of `law check`, may not be paid; nothing when it may."""
    on, kind, lines = date.fromisoformat(case["on"]), case["kind"], case["lines"]
    papers, payout = case.get("documents", []), case.get("payout", "cash")
    goods = {line["goods"] for line in lines}
    why: set[str] = set()
    if any(one["side"] == "back" and one["kind"] in WITH_MY_NUMBER_BEHIND for one in papers):
        why.add("document_refused")  # My Number Act 20
    always = ALWAYS | (METAL_GOODS if on >= METAL_FROM else set())
    total = sum(line["price_yen"] for line in lines)
    total += case.get("earlier_today_yen", 0)  # one deal in parts (docs/decisions/006)
    if kind in {"buy", "exchange", "consignment"} and (total >= 10_000 or goods & always):
        if case.get("route") in {None, "A_DOC"}:  # Act 15(1)(i)
            why |= papers_against(papers, on)
        if particulars_missing(case.get("seller", {})):  # Act 16(iv)
            why.add("particulars_missing")
    if kind != "sale":
        if is_minor(case.get("seller", {}), on) and case.get("guardian") not in {
            *("accompany", "written"),
        }:
            why.add("minor_without_guardian")  # prefectural ordinances
        permit = case.get("permit_categories")
        if permit is not None and {CATEGORIES[key] for key in goods & CATEGORIES.keys()} - {
            *permit
        }:
            why.add("category_not_permitted")  # Act 5, 7
        if case.get("place", "shop") not in {"shop", "temporary"}:
            why.add("place_not_allowed")  # Act 14
    bullion = sum(line["price_yen"] for line in lines if line["goods"] == "bullion")
    precious = bullion + sum(line["price_yen"] for line in lines if line["goods"] == "jewellery")
    if bullion > 2_000_000 or (payout == "cash" and precious > 2_000_000):
        why.add("precious_metal_cash")
    if goods - CATEGORIES.keys():
        why.add("unknown_goods")
    here = {same_number(line["number"]) for line in lines if line.get("number")}
    if here & {same_number(number) for number in case.get("bulletins", ())}:
        why.add("bulletin_match")  # Act 19(3): it is reported, and not taken
    return why


def same_number(number: str) -> str:
    """An IMEI or a serial number, as two people write it differently."""
    bare = "".join(sign for sign in number.translate(HALF_WIDTH).lower() if sign.isalnum())
    return bare[:14] if bare.isdigit() and len(bare) in {14, 15} else bare


def papers_against(papers: list[dict[str, Any]], on: date) -> set[str]:
    """What is held against everything that was presented; nothing when one of it confirms."""
    fresh = any(
        one["issued_on"] is not None
        and one["kind"] in FRESH_MONTHS
        and on <= months_on(date.fromisoformat(one["issued_on"]), FRESH_MONTHS[one["kind"]])
        for one in papers
    )
    against = [paper_against(one, on, fresh=fresh) for one in papers]
    if "" in against:
        return set()
    return {*against} - {"identity_required"} or {"identity_required"}


def paper_against(one: dict[str, Any], on: date, *, fresh: bool) -> str:
    """What is held against one document; empty when it confirms the person."""
    kind, back = one["kind"], one["side"] == "back"
    issued = date.fromisoformat(one["issued_on"]) if one["issued_on"] else None
    if kind in NEVER or (back and kind == "my_number_card"):
        return "document_refused"
    if kind == "combined_residence_card" and on < COMBINED_FROM:
        return "unknown_document"
    if back and kind == "combined_residence_card":
        return "document_refused"
    if kind not in WITH_ADDRESS | WITHOUT_ADDRESS:
        return "identity_required" if kind in SUPPLEMENTS else "unknown_document"
    if back:
        return "identity_required"
    if kind == "driving_record_certificate" and issued and issued < OLD_RECORD_CERTIFICATE:
        return "document_refused"
    if kind not in WITHOUT_EXPIRY and (one["expires_on"] or "") < on.isoformat():
        return "document_expired"
    old_passport = kind == "passport_jp" and issued and issued < PASSPORT_WITHOUT_ADDRESS
    return "" if kind in WITH_ADDRESS or old_passport or fresh else "document_no_address"


def particulars_missing(person: dict[str, Any]) -> bool:
    """Address and name; of a natural person occupation and birth too."""
    asked = ["address", "name"]
    if person.get("type", "person") == "person":
        asked += ["occupation", "birth_date"]
    return not all(person.get(key, True) for key in asked)


def is_minor(person: dict[str, Any], on: date) -> bool:
    """Under eighteen on a day; whoever was born on 29 February is older on 1 March."""
    if person.get("type", "person") != "person" or not person.get("birth_date"):
        return False
    born = date.fromisoformat(person["birth_date"])
    leap = (born.month, born.day) == (2, 29) and not calendar.isleap(born.year + 18)
    return on < (date(born.year + 18, 3, 1) if leap else born.replace(year=born.year + 18))


def months_on(day: date, months: int) -> date:
    """The last day of a period of calendar months."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


# ---- Deals close to every edge

ORDINARY_DAY = date(2026, 11, 22)
DAYS = (
    *(ORDINARY_DAY, date(2026, 2, 28), date(2028, 2, 29), date(2019, 5, 1), date(2031, 8, 31)),
    *(METAL_FROM - timedelta(days=1), METAL_FROM),
    *(COMBINED_FROM - timedelta(days=1), COMBINED_FROM),
)
GOODS = (
    "smartphone",
    "tablet",
    "book",
    "electric_wire",
    "jewellery",
    "bullion",
    *sorted(CATEGORIES),
    "dragon",
)
PRICES = (
    *(1, 500, 4_999, 5_000, 9_999, 10_000, 10_001, 45_000),
    *(999_999, 1_000_000, 1_000_001, 2_000_000, 2_000_001, 2_000_002),
)
PAPERS = sorted(WITH_ADDRESS | WITHOUT_ADDRESS | NEVER | SUPPLEMENTS | {"library_card"})
KINDS = ("buy", "buy", "exchange", "consignment", "buyback_own_sale", "sale")
PERSON = ("type", "birth_date", "address", "name", "occupation")


def a_line(chance: Random) -> tuple[str, int]:
    """Goods and a price, most often where the law draws a line."""
    return chance.choice(GOODS), chance.choice((*PRICES, chance.randint(1, 30_000)))


def a_number(chance: Random) -> str:
    """An IMEI, or a serial number that is long enough to mean one article."""
    if chance.random() < 0.6:
        return f"{chance.randrange(10**14, 10**15)}"
    return "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _sign in range(11))


def near(chance: Random, number: str) -> str:
    """A number as a bulletin writes it, or one that is nearly the same."""
    last = str((int(number[-1]) + 1) % 10) if number[-1].isdigit() else "0"
    changed = str((int(number[13]) + 1) % 10) if number.isdigit() else "0"
    ways = (
        number,
        number.translate(FULL_WIDTH),
        number.lower(),
        f"{number[:2]}-{number[2:8]}-{number[8:]}",
        f" {number[:6]} {number[6:]}",
        number[:-1] + last,  # of an IMEI only the check digit
        number[:14] if number.isdigit() else number,
        number[:13] + changed + number[14:],
        a_number(chance),
    )
    return chance.choice(ways)


def a_paper(chance: Random, on: date) -> dict[str, Any]:
    """A document, good or not, issued near the day that matters for its kind."""
    kind = chance.choice(("driving_licence", "passport_jp", *PAPERS))
    edge = {
        "driving_record_certificate": OLD_RECORD_CERTIFICATE,
        "passport_jp": PASSPORT_WITHOUT_ADDRESS,
    }.get(kind, months_on(on, -FRESH_MONTHS.get(kind, 3)))
    issued = min(edge + timedelta(days=chance.randint(-2, 2)), on)
    left = chance.choice((400, 400, 1, 0, -1, -400, None))
    return {
        "kind": kind,
        "issued_on": chance.choice((issued.isoformat(), issued.isoformat(), None)),
        "expires_on": (on + timedelta(days=left)).isoformat() if left is not None else None,
        "side": chance.choice(("front", "front", "front", "back")),
    }


def a_birth(chance: Random, on: date) -> str | None:
    """A birth date eighteen years before the day or close to it, or an adult's, or none."""
    edge = date(on.year - 18, on.month, min(on.day, 28))
    leap = date(on.year - 18 - on.year % 4 + 2, 2, 28) + timedelta(days=1)
    near = edge + timedelta(days=chance.randint(-2, 4))
    born = chance.choice((date(1990, 1, 15), near, near, leap, None))
    return born.isoformat() if born is not None and born <= on else None


def a_person(chance: Random, on: date) -> dict[str, Any]:
    """A seller of whom something may be missing; a missing key takes the ordinary value."""
    person = {
        "type": chance.choice(("person", "person", "company")),
        "birth_date": a_birth(chance, on),
        **{key: chance.random() < 0.7 for key in ("address", "name", "occupation")},
    }
    return {key: person[key] for key in PERSON if chance.random() < 0.6}


def a_deal(chance: Random) -> dict[str, Any]:
    """A deal in the form of `law check`: mostly ordinary, and off at up to three places."""
    on = chance.choice((*DAYS, date(2019, 1, 1) + timedelta(days=chance.randint(0, 4_000))))
    good = {"kind": "driving_licence", "issued_on": None, "side": "front"}
    ordinary = {
        "on": on.isoformat(),
        "kind": "buy",
        "lines": [
            {"goods": goods, "price_yen": yen}
            for goods, yen in (a_line(chance) for _line in range(chance.randint(1, 3)))
        ],
        "documents": [good | {"expires_on": (on + timedelta(days=400)).isoformat()}],
    }
    anything = {
        "kind": chance.choice(KINDS),
        "prefecture": f"{chance.randint(1, 47):02}",
        "place": chance.choice(("shop", "temporary", "customer_home")),
        "permit_categories": chance.choice((None, [], chance.sample(range(1, 14), 8))),
        "payout": chance.choice(("cash", "transfer", "points")),
        "seller": a_person(chance, on),
        "guardian": chance.choice((None, "accompany", "written", "phone")),
        "route": chance.choice((None, "A_DOC", "B_SIGN", "C_TABLET")),
        "documents": [a_paper(chance, on) for _paper in range(chance.randint(0, 2))],
        "earlier_today_yen": chance.choice((0, 1, 4_999, 5_000, 5_001, 9_999, 20_000)),
    }
    off = chance.sample((*anything, "documents", "seller"), chance.randint(0, 3))
    return ordinary | {key: anything[key] for key in sorted(set(off))}
