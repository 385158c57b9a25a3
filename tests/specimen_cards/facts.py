"""What stands on a card: invented facts, with the value that each has for a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.specimen_cards import numbers
from tests.specimen_cards.dates import years_later
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.people import Person, country_name, foreign, japanese, name_in_use
from tests.specimen_cards.places import address, prefecture

TODAY = date(2026, 11, 20)
"""The newest day on which a card was issued."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing on a card.

    Attributes:
        text: as printed; empty for a day, which each drawing prints in its own form.
        value: as the truth gives it.
        day: the day, where it is one.
    """

    text: str
    value: str
    day: date | None = None


def said(text: str) -> Fact:
    """A fact that is printed as it is."""
    return Fact(text, text)


def on(day: date) -> Fact:
    """A day."""
    return Fact("", day.isoformat(), day)


def one_of(texts: list[str], dice: Dice) -> Fact:
    """A fact among those that are usual."""
    return said(dice.pick(texts))


def holder(dice: Dice, person: Person, *, other_name: bool = False) -> dict[str, Fact]:
    """Who the card belongs to."""
    birth = dice.day(date(1938, 1, 1), date(2008, 6, 30))
    sign = {"M": "男", "F": "女"}[person.sex]
    return {
        "name": name_of(person, dice, other_name=other_name),
        "birth_date": on(birth),
        "sex": Fact(sign, person.sex),
        "sex_both": Fact(f"{sign} {person.sex}.", person.sex),
        "address": said(address(dice)),
    }


def name_of(person: Person, dice: Dice, *, other_name: bool) -> Fact:
    """The name, perhaps with a former family name or a name in daily use in brackets."""
    if person.state != "JPN":
        text = person.latin
        if other_name and dice.chance(0.5):
            text += f"（{name_in_use(dice)}）"
        return Fact(text, person.latin)
    value = person.family + person.given
    gap = dice.pick(["\u3000", "\u3000", " ", "  ", "\u3000\u3000", ""])
    former = f"［{japanese(dice).family}］" if other_name and dice.chance(0.12) else ""
    return Fact(person.family + former + gap + person.given, value)


def issued_and_ending(dice: Dice, first: date, years: list[int]) -> dict[str, Fact]:
    """When the card was issued and how long it holds."""
    issued = dice.day(first, TODAY)
    return {"issue_date": on(issued), "expiry_date": on(years_later(issued, dice.pick(years)))}


def after_birthday(
    dice: Dice, birth: Fact, first: date, years: list[int], days: int
) -> dict[str, Fact]:
    """When the card was issued, and that it holds until a birthday or some days after it."""
    issued = dice.day(first, TODAY)
    day = birth.day or issued
    last = years_later(day, issued.year - day.year + dice.pick(years)) + timedelta(days=days)
    return {"issue_date": on(issued), "expiry_date": on(last)}


def driving_licence(dice: Dice) -> dict[str, Fact]:
    """A driving licence of today, or one with the registered domicile of before 2010."""
    person = japanese(dice) if dice.chance(0.92) else foreign(dice)
    facts = holder(dice, person, other_name=True)
    facts |= after_birthday(dice, facts["birth_date"], date(2016, 4, 1), [3, 4, 5], 30)
    conditions = [
        "眼鏡等",
        "眼鏡等\u3000",
        "補聴器",
        "AT車に限る",
        "中型車は中型車（8t）に限る",
        "準中型車（5t）に限る",
        "左足アクセル、手動式ブレーキに限る",
    ]
    return facts | {
        "number": said(numbers.licence_number(dice)),
        "reference": said(dice.digits(5)),
        "conditions": one_of(conditions, dice),
        "conditions_2": one_of(["", "", "普通車はAT車に限る", "眼鏡等"], dice),
        "domicile": said(address(dice, building=False) if dice.chance(0.25) else ""),
        "first_1": on(dice.day(date(1975, 1, 1), date(2015, 1, 1))),
        "first_2": on(dice.day(date(1975, 1, 1), date(2015, 1, 1))),
        "commission": said(prefecture(dice)),
        "good": one_of(["優良", ""], dice),
    }


def driving_record(dice: Dice) -> dict[str, Fact]:
    """A driving record certificate: it never ends."""
    facts = driving_licence(dice) | {"conditions": said(""), "conditions_2": said("")}
    facts["issue_date"] = on(dice.day(date(2012, 4, 1), TODAY))
    facts["expiry_date"] = said("")
    return facts


def my_number_card(dice: Dice) -> dict[str, Fact]:
    """The front of a My Number card, and the numbers of its back."""
    person = japanese(dice) if dice.chance(0.85) else foreign(dice)
    facts = holder(dice, person, other_name=True)
    facts |= after_birthday(dice, facts["birth_date"], date(2016, 1, 20), [5, 10], 0)
    number = numbers.my_number(dice)
    spaced = " ".join(number[at : at + 4] for at in (0, 4, 8))
    return facts | {
        "certificate_end": on(dice.day(date(2026, 12, 1), date(2031, 1, 1))),
        "serial": said(dice.letters(2) + dice.digits(14)),
        "security_code": said(dice.digits(4)),
        "my_number": Fact(spaced if dice.chance(0.75) else number, number),
    }


def residence_card(dice: Dice) -> dict[str, Fact]:
    """A residence card or a special permanent resident certificate."""
    person = foreign(dice)
    facts = holder(dice, person)
    facts |= issued_and_ending(dice, date(2019, 7, 1), [1, 3, 5])
    years = dice.pick([1, 3, 5])
    until = facts["expiry_date"]
    status = [
        "技術・人文知識・国際業務",
        "永住者",
        "留学",
        "特定技能1号",
        "特定技能２号",
        "家族滞在",
        "定住者",
        "日本人の配偶者等",
        "技能実習2号ロ",
        "高度専門職1号イ",
        "特定活動",
        "介護",
        "技能",
    ]
    work = [
        "就労制限なし",
        "在留資格に基づく就労活動のみ可",
        "就労不可",
        "指定書により指定された就労活動のみ可",
    ]
    return facts | {
        "number": said(numbers.card_number(dice)),
        "nationality": said(person.country),
        "status": one_of(status, dice),
        "work_limits": one_of(work, dice),
        "stay_years": said(f"{years}年"),
        "stay": Fact("", until.value, until.day),
        "permitted": on(dice.day(date(2019, 7, 1), TODAY)),
        "my_number": said(numbers.my_number(dice)),
    }


def special_permanent(dice: Dice) -> dict[str, Fact]:
    """A special permanent resident certificate: longer, and without a status."""
    facts = residence_card(dice)
    return facts | issued_and_ending(dice, date(2019, 7, 1), [7])


def passport_jp(dice: Dice) -> dict[str, Fact]:
    """A Japanese passport's data page."""
    number = dice.pick("TM") + dice.pick("RSTVZHK") + dice.digits(7)
    return _passport(dice, japanese(dice), number) | {
        "domicile": one_of(
            ["TOKYO", "OSAKA", "HOKKAIDO", "KANAGAWA", "AICHI", "OKINAWA", "KYOTO", "NIIGATA"], dice
        ),
        "authority": one_of(["MINISTRY OF FOREIGN AFFAIRS", "EMBASSY OF JAPAN IN FRANCE"], dice),
    }


def passport_foreign(dice: Dice) -> dict[str, Fact]:
    """A passport of another state."""
    number = dice.pick(
        [
            dice.letters(1) + dice.digits(7),
            dice.digits(9),
            dice.letters(2) + dice.digits(7),
            dice.letters(1) + dice.digits(8),
        ]
    )
    return _passport(dice, foreign(dice), number) | {
        "domicile": said(""),
        "authority": one_of(
            ["IMMIGRATION DEPARTMENT", "MINISTRY OF PUBLIC SECURITY", "HM PASSPORT OFFICE"], dice
        ),
    }


def _passport(dice: Dice, person: Person, number: str) -> dict[str, Fact]:
    birth = dice.day(date(1938, 1, 1), date(2010, 6, 30))
    facts = issued_and_ending(dice, date(2017, 1, 1), [5, 10])
    facts |= {
        "type": said("P"),
        "state": said(person.state),
        "number": said(number),
        "surname": said(person.latin_family),
        "given": said(person.latin_given),
        "nationality": Fact(country_name(person.state), person.state),
        "birth_date": on(birth),
        "sex": said(person.sex),
        "address": said(""),
    }
    first, second = mrz(facts, person)
    return facts | {"mrz1": said(first), "mrz2": said(second)}


def mrz(facts: dict[str, Fact], person: Person) -> tuple[str, str]:
    """Both lines of a data page's machine-readable zone (ICAO Doc 9303, part 4, 4.2)."""

    def plain(text: str) -> str:
        return text.replace("'", "").replace("-", "<").replace(" ", "<")

    name = plain(person.latin_family or person.latin_given)
    if person.latin_family:
        name += "<<" + plain(person.latin_given)
    first = f"P<{person.state.ljust(3, '<')}{name}".ljust(44, "<")[:44]
    number = facts["number"].text.ljust(9, "<")
    birth, end = (facts[one].value.replace("-", "")[2:] for one in ("birth_date", "expiry_date"))
    check = numbers.mrz_check_digit
    parts = [number + check(number), birth + check(birth), end + check(end), "<" * 14 + "<"]
    second = parts[0] + person.state.ljust(3, "<") + parts[1] + person.sex + parts[2] + parts[3]
    return first, second + check("".join(parts))


def insurance(dice: Dice) -> dict[str, Fact]:
    """A qualification certificate, or a health insurance card of before."""
    facts = holder(dice, japanese(dice))
    facts |= issued_and_ending(dice, date(2024, 12, 2), [1, 2, 4])
    symbol = dice.pick(
        [dice.digits(8), dice.digits(4), f"{dice.whole(1, 47)}-{dice.digits(2)}", dice.digits(5)]
    )
    number, insurer = str(dice.whole(1, 9_999_999)), numbers.insurer_number(dice)
    branch = f"{dice.whole(0, 4):02d}"
    offices = [
        "全国健康保険協会\u3000東京支部",
        "関東ＩＴ見本健康保険組合",
        "見本市国民健康保険",
        "公立学校共済組合見本支部",
    ]
    return facts | {
        "symbol": said(symbol),
        "insured_number": said(number),
        "branch": said(branch),
        "insurer": said(insurer),
        "since": on(dice.day(date(2010, 4, 1), date(2024, 4, 1))),
        "office": one_of(offices, dice),
        "office_at": said(address(dice, building=False)),
        "code": said(f"{insurer}{symbol}{number}{branch}"),
    }


def pension(dice: Dice) -> dict[str, Fact]:
    """A pension book, or the notice that took its place."""
    number = dice.digits(10)
    facts = holder(dice, japanese(dice))
    return facts | {
        "pension_number": Fact(f"{number[:4]}{dice.pick(['-', '－', ' '])}{number[4:]}", number),
        "issue_date": on(dice.day(date(1998, 1, 1), TODAY)),
    }


def disability(dice: Dice) -> dict[str, Fact]:
    """A disability certificate: to be looked at only."""
    facts = holder(dice, japanese(dice))
    return facts | {
        "number": said(f"第{dice.digits(5)}号"),
        "issue_date": on(dice.day(date(2005, 1, 1), TODAY)),
        "grade": one_of(["1級", "2級", "３級", "4級"], dice),
        "cause": one_of(["視覚障害", "右下肢機能障害", "聴覚障害", "心臓機能障害"], dice),
        "office": said(prefecture(dice)),
    }
