"""Which version of the notice holds on a day, and what a version may never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter_app.law.jobs import NOBODY_READS
from counter_app.law.notice import FILE, NoticeFactsFault, parse_facts
from counter_app.law.notice_family import NoticeFamily, at_home, family_of
from counter_app.law.notice_version import Notice
from tests.builders import NOTICE, facts
from tests.notices import changed_facts, copied, edit, revised, version

APRIL, LAST_OF_MARCH = date(2027, 4, 1), date(2027, 3, 31)


def two(folder: Path, *, fraud_sees_documents: bool = False) -> NoticeFamily:
    """The shipped version and a later one."""
    later = version(revised(folder / "later", fraud_sees_documents=fraud_sees_documents))
    return family_of([later, version(NOTICE)])


def held(family: NoticeFamily, day: date) -> str:
    return family.on(day).facts.revised.isoformat()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 1, 1), "2023-02-01"),
        (date(2023, 2, 1), "2023-02-01"),
        (LAST_OF_MARCH, "2023-02-01"),
        (APRIL, "2027-04-01"),
        (date(2099, 1, 1), "2027-04-01"),
    ],
)
def test_the_newest_version_whose_day_has_come_holds(
    tmp_path: Path, day: date, expected: str
) -> None:
    assert held(two(tmp_path), day) == expected


def test_the_effective_day_counts_and_not_the_revised_one(tmp_path: Path) -> None:
    later = revised(tmp_path / "later")
    edit(later / FILE, ("effective = 2027-04-01", "effective = 2027-05-01"))
    family = family_of([version(NOTICE), version(later)])

    assert held(family, date(2027, 4, 30)) == "2023-02-01"
    assert held(family, date(2027, 5, 1)) == "2027-04-01"


def test_a_version_is_found_by_its_revised_day_and_a_wording_by_its_bytes(tmp_path: Path) -> None:
    family = two(tmp_path)
    old, new = (family.on(day) for day in (LAST_OF_MARCH, APRIL))

    assert family.revised("2023-02-01") == old
    assert family.revised("2023-02-02") is None
    assert family.pack(new.packs["en"].sha256) == new.packs["en"]
    assert family.pack("0" * 64) is None


def test_a_wording_may_be_put_in_the_place_of_another_from_a_day_on(tmp_path: Path) -> None:
    folder = copied(tmp_path / "reworded")
    edit(folder / "en.md", ("We use it to prevent improper trades.", "We use it against fraud."))
    (folder / "ja.md").write_bytes((NOTICE / "ja.md").read_bytes())
    family = family_of([version(NOTICE)]).with_version(version(folder).held_from(APRIL))
    before, after = family.on(LAST_OF_MARCH), family.on(APRIL)

    assert before.packs["ja"] == after.packs["ja"]
    assert before.packs["en"].sha256 != after.packs["en"].sha256
    for one in (before, after):  # what was shown stays known
        assert family.pack(one.packs["en"].sha256) == one.packs["en"]


def test_an_old_version_that_is_worded_anew_does_not_come_back(tmp_path: Path) -> None:
    family = two(tmp_path).with_version(version(NOTICE).held_from(date(2027, 6, 1)))

    assert held(family, date(2027, 7, 1)) == "2027-04-01"


def other_facts(*changes: tuple[str, str]) -> Notice:
    return replace(version(NOTICE), facts=changed_facts(*changes))


def test_facts_of_a_version_never_change(tmp_path: Path) -> None:
    family = family_of([version(NOTICE)])
    wider = other_facts(
        ('fields = ["person.name", "person.address", "person.birth_date", ', "fields = [")
    )

    with pytest.raises(NoticeFactsFault, match="the version of 2023-02-01 has other facts"):
        family.with_version(wider)
    family.with_version(version(revised(tmp_path / "later", fraud_sees_documents=True)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([('"rakuten-mobile-secondhand"', '"another"')], "another is another notice"),
        (
            [('"person.email" = 1', '"person.shoes" = 1'), ('"person.email"', '"person.shoes"')],
            "shoes",
        ),
        (
            [
                ('"person.email", "person.sex"', '"person.sex"'),
                ('"person.postal_code"]', '"person.postal_code", "person.email"]'),
            ],
            "part 1.identity is another one",
        ),
        ([('key = "billing"', 'key = "bills"')], "may not change the items"),
        ([('key = "contact"', 'key = "reach"')], "part 1.reach is another one"),
    ],
)
def test_what_is_sealed_in_which_part_is_the_programs(
    changes: list[tuple[str, str]], told: str
) -> None:
    text = (NOTICE / FILE).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    other = replace(version(NOTICE), facts=parse_facts(text.encode()))

    with pytest.raises(NoticeFactsFault, match=told):
        family_of([version(NOTICE)]).with_version(other)


def test_an_older_version_may_know_fewer_fields(tmp_path: Path) -> None:
    text = (NOTICE / FILE).read_text(encoding="utf-8")
    for name in ('"other.opening" = 9', 'key = "opening"'):
        assert name in text
    lines = [line for line in text.split("\n") if not line.startswith('"other.opening"')]
    part = '[[part]]\nitem = 9\nkey = "opening"\n'
    less = "\n".join(lines)
    start = less.index(part)
    less = less[:start] + less[less.index("[[part]]", start + 1) :]
    older = parse_facts(less.encode())
    assert "9.opening" not in older.parts  # the control

    whole = at_home(older, facts())

    assert whole.part_of("other.opening") == facts().part_of("other.opening")
    assert {part.name: part.fields for part in whole.parts.values()} == {
        part.name: part.fields for part in facts().parts.values()
    }


def test_two_shipped_versions_of_one_day_are_a_fault() -> None:
    with pytest.raises(NoticeFactsFault, match="two versions were revised on 2023-02-01"):
        family_of([version(NOTICE), version(NOTICE)])
    with pytest.raises(NoticeFactsFault, match="no version"):
        family_of([])


# ---- Limits by the version consented to


def test_a_consent_to_an_older_version_keeps_its_limits(tmp_path: Path) -> None:
    family = two(tmp_path, fraud_sees_documents=True)

    assert 2 not in family.limits("2023-02-01", APRIL).rows["fraud"].items
    assert 2 in family.limits("2027-04-01", APRIL).rows["fraud"].items
    assert 2 not in family.limits("2019-01-01", APRIL).rows["fraud"].items  # unknown: the least
    assert 2 not in family.limits("2023-02-01", LAST_OF_MARCH).rows["fraud"].items


def test_what_a_version_between_narrowed_stays_narrow(tmp_path: Path) -> None:
    between = revised(tmp_path / "between", day="2025-04-01")
    narrow = 'key = "marketing"         # advertising; direct mail and e-mail newsletters only'
    edit(between / FILE, (f"{narrow} with consent\nitems = [1, 3,", f"{narrow}\nitems = [3,"))
    for path in between.glob("*.md"):
        before, rest = path.read_text(encoding="utf-8").split("## purpose:marketing | ")
        words, items = rest.split("- [1] ", 1)
        later = items.split("\n", 1)[1]
        path.write_text(f"{before}## purpose:marketing | {words}{later}", encoding="utf-8")
    family = family_of([version(NOTICE), version(between), version(revised(tmp_path / "later"))])

    assert 1 in family.on(APRIL).facts.rows["marketing"].items
    assert 1 not in family.limits("2023-02-01", APRIL).rows["marketing"].items
    assert 1 in family.limits("2027-04-01", APRIL).rows["marketing"].items


def wide_then_narrow(folder: Path) -> NoticeFamily:
    """A version whose fraud row has the document, and the next one without it."""
    wide = version(revised(folder / "wide", fraud_sees_documents=True, day="2026-01-01"))
    return family_of([wide, version(revised(folder / "narrow"))])


def test_what_the_version_in_force_narrows_is_narrow_for_older_consents(tmp_path: Path) -> None:
    family = wide_then_narrow(tmp_path)

    assert 2 in family.limits("2026-01-01", LAST_OF_MARCH).rows["fraud"].items
    assert 2 not in family.limits("2026-01-01", APRIL).rows["fraud"].items


def test_the_widest_allows_what_any_version_allows(tmp_path: Path) -> None:
    assert 2 in wide_then_narrow(tmp_path).widest.rows["fraud"].items
    assert 2 in two(tmp_path / "other", fraud_sees_documents=True).widest.rows["fraud"].items
    assert family_of([version(NOTICE)]).widest == replace(facts(), jobs=NOBODY_READS)


def test_the_widest_keeps_rows_and_parts_that_a_later_version_dropped(tmp_path: Path) -> None:
    later = version(revised(tmp_path / "later"))
    signature = later.facts.parts["9.signature"]
    narrower = replace(
        later.facts,
        purposes=later.facts.purposes[:-1],
        parts=dict(later.facts.parts)
        | {"9.signature": replace(signature, only_for=frozenset({"provide"}))},
    )
    family = family_of([version(NOTICE)]).with_version(replace(later, facts=narrower))

    assert "investment" not in family.on(APRIL).facts.rows
    assert set(family.widest.rows) == set(facts().rows)
    assert "9.signature" not in family.on(APRIL).facts.parts_for("screening")
    assert "9.signature" in family.widest.parts_for("screening")
