"""The list of group companies: whoever is not in it is nobody, and half a row does not load."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.law.group_companies import FILE, GroupList, load_group, parse_group
from counter_app.law.notice import NoticeFactsFault
from tests.builders import NOTICE


def shipped() -> GroupList:
    return load_group(NOTICE / FILE)


def spoiled(old: str, new: str) -> GroupList:
    """The shipped list with one place changed."""
    text = (NOTICE / FILE).read_text(encoding="utf-8")
    assert old in text
    return parse_group(text.replace(old, new, 1).encode())


def test_every_company_has_what_a_record_of_a_provision_needs() -> None:
    for company in shipped().companies:
        assert company.name("ja")
        assert company.address
        assert company.representative


def test_the_shipped_rows_say_that_they_are_for_reference() -> None:
    assert shipped().reference
    assert all("見本" in company.name("ja") for company in shipped().companies)


def test_a_company_is_found_by_its_key_and_an_unknown_one_is_not() -> None:
    found = shipped().find("sample_b")

    assert found is not None
    assert found.name("en") == "Sample group company B"
    assert found.name("vi") == "見本グループ会社B"
    assert shipped().find("sample_c") is None


def test_the_list_may_be_published_somewhere() -> None:
    assert shipped().published_at == ""
    here = 'published_at = "https://group.example/companies"'
    assert spoiled('published_at = ""', here).published_at == "https://group.example/companies"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('representative = "見本 太郎"', 'representative = " "', "sample_a needs"),
        ('address = "東京都見本区見本町1-2-3"\n', "", "must have address"),
        ("ja = ", "fr = ", "needs a Japanese name"),
        (
            'name = { ja = "見本グループ会社A", en = "Sample group company A" }',
            'name = "A"',
            "needs",
        ),
        ('en = "Sample group company A"', "en = 1", "sample_a needs"),
        ('key = "sample_b"', 'key = "sample_a"', "names sample_a twice"),
        ('key = "sample_b"', 'key = "Sample B"', "is no key"),
        ("reference = true", 'reference = "yes"', "for reference"),
        ("reference = true\n", "", "must have schema"),
        ("schema = 1", "schema = 2", "must have schema"),
        ('published_at = ""', 'published_at = "http://group.example"', "published_at"),
        ("[[company]]", "[company", "group.toml"),
    ],
)
def test_half_a_list_does_not_load(old: str, new: str, told: str) -> None:
    with pytest.raises(NoticeFactsFault, match=told):
        spoiled(old, new)


def test_a_list_without_companies_does_not_load() -> None:
    with pytest.raises(NoticeFactsFault, match="name companies"):
        parse_group(b'schema = 1\nreference = true\npublished_at = ""\ncompany = []\n')


def test_a_list_that_is_no_text_does_not_load(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")

    with pytest.raises(NoticeFactsFault, match="utf-8"):
        load_group(tmp_path / FILE)
