"""What a new version changes: the expected cells by hand, and old limits until a new consent."""

from __future__ import annotations

import pytest

from counter_app.law.notice import NoticeFacts
from counter_app.law.notice_change import Change, changes, limits, widened_for
from tests.builders import facts
from tests.notices import changed_facts

ALL = {1, 2, 3, 4, 5, 6, 7, 8, 9}
WITHOUT_DOCUMENT = ALL - {2}

# One place of the facts each, and what it changes, written out by hand.
FRAUD = 'key = "fraud"             # prevent and investigate improper use\nitems = [1, 3,'
MARKETING = "mail and e-mail newsletters only with consent\nitems = [1, 3,"
MEMBERSHIP = (
    'key = "g_membership"      # run the membership and its points\nitems = [1, 3, 4, 5, 6]'
)
APPRAISE_BASIS = 'items = [1, 2, 6, 8, 9]\nbasis = "notice"'
MARKETING_BASIS = 'basis = "consent"          # for direct mail'
SIGNATURE = (
    'fields = ["other.signature", "other.written_name"]\n'
    'only_for = ["provide", "inquiry", "appraise_verify", "screening"]'
)
POLICE = '"person.sim_phone", "person.contact_phone"]\n\n'
CASES: dict[str, tuple[tuple[str, str], Change]] = {
    "an item more": (
        (FRAUD, FRAUD.replace("[1, 3,", "[1, 2, 3,")),
        Change("items_added", "fraud", "widens", "everyone", ("2",)),
    ),
    "an item less": (
        (FRAUD, FRAUD.replace("[1, 3,", "[3,")),
        Change("items_removed", "fraud", "narrows", "nobody", ("1",)),
    ),
    "an item more, by consent": (
        (MARKETING, MARKETING.replace("[1, 3,", "[1, 2, 3,")),
        Change("items_added", "marketing", "widens", "marketing", ("2",)),
    ),
    "an item more for the group": (
        (MEMBERSHIP, MEMBERSHIP.replace("6]", "6, 7]")),
        Change("items_added", "g_membership", "widens", "group", ("7",)),
    ),
    "no consent any more": (
        (MARKETING_BASIS, MARKETING_BASIS.replace("consent", "notice", 1)),
        Change("basis", "marketing", "widens", "everyone", (), "consent", "notice"),
    ),
    "a part for one more row": (
        (SIGNATURE, SIGNATURE.replace('"screening"', '"screening", "fraud"')),
        Change("part_opened", "fraud", "widens", "everyone", ("9.signature",)),
    ),
    "a part for one row less": (
        (SIGNATURE, SIGNATURE.replace('"inquiry", ', "")),
        Change("part_closed", "inquiry", "narrows", "nobody", ("9.signature",)),
    ),
    "more for the police": (
        (POLICE, POLICE.replace("]", ', "person.email"]')),
        Change("police_added", "police", "widens", "nobody", ("person.email",)),
    ),
    "less for the police": (
        (POLICE, '"person.contact_phone"]\n\n'),
        Change("police_removed", "police", "narrows", "nobody", ("person.sim_phone",)),
    ),
    "another controller": (
        ('controller = "Rakuten Mobile, Inc."', 'controller = "Sample, Inc."'),
        Change(
            *("controller", "controller", "widens", "everyone", ()),
            *("Rakuten Mobile, Inc.", "Sample, Inc."),
        ),
    ),
    "another counter": (
        ('inquiry_tel = "050-5434-4653"', 'inquiry_tel = "050-0000-0000"'),
        Change(
            *("told", "inquiry_tel", "neither", "nobody", ()),
            *("050-5434-4653", "050-0000-0000"),
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_changed_place_is_one_change(name: str) -> None:
    place, expected = CASES[name]

    assert changes(facts(), changed_facts(place)) == (expected,)


def test_nothing_changed_is_no_change() -> None:
    assert changes(facts(), facts()) == ()


def without_purpose(key: str) -> NoticeFacts:
    """The shipped facts without one purpose; the parts that named it go without it too."""
    text_key = f'[[purpose]]\nno = 8\nkey = "{key}"'
    return changed_facts((text_key, f'[[purpose]]\nno = 8\nkey = "{key}_renamed"'))


def test_a_purpose_under_another_name_is_a_new_one_and_one_less() -> None:
    old, new = facts(), without_purpose("investment")
    all_but_document = ("1", "3", "4", "5", "6", "7", "8", "9")

    assert changes(old, new) == (
        Change(
            *("row_added", "investment_renamed", "widens", "everyone", all_but_document),
            *("", "notice"),
        ),
        Change("row_removed", "investment", "narrows", "nobody", all_but_document),
    )


def test_a_basis_that_becomes_stricter_asks_nobody_and_holds_at_once() -> None:
    stricter = (APPRAISE_BASIS, APPRAISE_BASIS.replace("notice", "consent"))
    old, new = facts(), changed_facts(stricter)

    [change] = changes(old, new)
    assert (change.direction, change.ask) == ("narrows", "nobody")
    assert limits(old, new, consented_to_new=False).rows["appraise_verify"].consent == "marketing"


def test_whoever_refused_is_not_asked_about_what_only_concerns_those_who_agreed() -> None:
    found = changes(
        facts(), changed_facts(CASES["an item more, by consent"][0], CASES["an item more"][0])
    )

    assert [one.key for one in widened_for(found, marketing=False, group=True)] == ["fraud"]
    both = widened_for(found, marketing=True, group=False)
    assert [one.key for one in both] == ["fraud", "marketing"]


def test_narrowing_and_news_ask_nobody() -> None:
    names = ("an item less", "a part for one row less", "more for the police", "another counter")
    found = changes(facts(), changed_facts(*(CASES[name][0] for name in names)))

    assert len(found) == len(names)
    assert widened_for(found, marketing=True, group=True) == ()


# ---- The old limits


def test_a_wider_row_keeps_its_old_limits_until_the_new_version_is_consented_to() -> None:
    old, new = facts(), changed_facts(CASES["an item more"][0])

    held = limits(old, new, consented_to_new=False)

    assert held.rows["fraud"].items == WITHOUT_DOCUMENT
    assert not [name for name in held.parts_for("fraud") if name.startswith("2.")]
    assert limits(old, new, consented_to_new=True).rows["fraud"].items == ALL


def test_a_narrower_row_is_narrow_at_once_for_everyone() -> None:
    old, new = facts(), changed_facts(CASES["an item less"][0])

    for consented in (False, True):
        held = limits(old, new, consented_to_new=consented)
        assert held.rows["fraud"].items == {3, 4, 5, 6, 7, 8, 9}
        assert "1.identity" not in held.parts_for("fraud")


def test_a_new_purpose_waits_and_a_dropped_one_is_gone() -> None:
    held = limits(facts(), without_purpose("investment"), consented_to_new=False)

    assert "investment" not in held.rows
    assert "investment_renamed" not in held.rows
    assert "improve" in held.rows


def test_a_consent_that_is_no_longer_asked_for_is_still_needed_of_old_data() -> None:
    old, new = facts(), changed_facts(CASES["no consent any more"][0])

    row = limits(old, new, consented_to_new=False).rows["marketing"]
    assert (row.basis, row.consent) == ("consent", "marketing")
    assert new.rows["marketing"].consent == ""  # the control


@pytest.mark.parametrize(
    ("name", "row", "before", "now"),
    [
        ("a part for one more row", "fraud", False, True),
        ("a part for one row less", "inquiry", False, False),
    ],
)
def test_a_part_is_opened_only_where_both_versions_open_it(
    name: str, row: str, *, before: bool, now: bool
) -> None:
    old, new = facts(), changed_facts(CASES[name][0])

    held = limits(old, new, consented_to_new=False)
    assert ("9.signature" in held.parts_for(row)) is before
    assert ("9.signature" in limits(old, new, consented_to_new=True).parts_for(row)) is now


def test_the_police_get_what_both_versions_name() -> None:
    more = changed_facts(CASES["more for the police"][0])

    assert limits(facts(), more, consented_to_new=False).police_fields == facts().police_fields
    assert "person.email" in limits(facts(), more, consented_to_new=True).police_fields


def test_every_field_keeps_its_part_under_the_old_limits() -> None:
    new = changed_facts(CASES["an item more"][0], CASES["a part for one more row"][0])

    held = limits(facts(), new, consented_to_new=False)
    for field in facts().field_items.keys() - {"application.passcode"}:
        assert held.part_of(field).name == facts().part_of(field).name
