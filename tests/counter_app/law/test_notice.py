"""The notice's facts: the matrix as printed, and facts that contradict themselves do not load."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.law.notice import NoticeFacts, NoticeFactsFault, load_facts
from tests.builders import NOTICE, facts

ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9]
WITHOUT_DOCUMENT = [1, 3, 4, 5, 6, 7, 8, 9]


def test_the_matrix_is_the_printed_one() -> None:
    matrix = facts().matrix()

    assert list(matrix) == ["purposes", "group", "other"]
    assert list(matrix["purposes"].values()) == [
        *(ALL, ALL, [1, 2, 6, 8, 9], ALL),
        *[WITHOUT_DOCUMENT] * 4,
    ]
    assert list(matrix["group"].values()) == [
        *([1, 3, 4, 5, 6], ALL, [1, 2, 6]),
        *[WITHOUT_DOCUMENT] * 3,
        *(ALL, WITHOUT_DOCUMENT),
    ]
    assert "person.name" in matrix["other"]["police"]


def test_a_row_opens_the_parts_of_its_items_and_no_more() -> None:
    provide, fraud = facts().parts_for("provide"), facts().parts_for("fraud")

    assert set(provide) == set(facts().parts)
    assert "1.identity" in fraud
    assert not [name for name in fraud if name.startswith("2.")]
    assert "9.signature" not in fraud


def test_every_field_has_its_part_but_what_no_act_may_hold() -> None:
    assert facts().part_of("person.name").name == "1.identity"
    for nowhere in ("application.passcode", "person.shoe_size"):
        with pytest.raises(NoticeFactsFault, match="belongs to no part"):
            facts().part_of(nowhere)


def spoiled(folder: Path, old: str, new: str) -> NoticeFacts:
    """The shipped facts with one place changed."""
    text = (NOTICE / "facts.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "facts.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_facts(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("items = [1, 2, 6, 8, 9]", "items = [1, 2, 6, 8, 10]", "unknown item or basis"),
        ('basis = "notice"', 'basis = "custom"', "unknown item or basis"),
        ('only_for = ["provide"', 'only_for = ["resell"', "is for an unknown row"),
        ('fields = ["id_document.reading"]', 'fields = ["person.name"]', "is not of item 2"),
        (
            'fields = ["person.birth_date", "person.age"',
            'fields = ["person.birth_date", "person.age", "person.name"',
            r"person\.name is in 1\.identity and in 1\.age_occupation",
        ),
        ('fields = ["id_document.reading"]', "fields = []", "no part for id_document.reading"),
    ],
)
def test_facts_that_contradict_themselves_do_not_load(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(NoticeFactsFault, match=told):
        spoiled(tmp_path, old, new)


def test_a_harmless_change_loads(tmp_path: Path) -> None:
    assert spoiled(tmp_path, "items = [1, 2, 6, 8, 9]", "items = [1, 2]").purposes[2].items == {
        1,
        2,
    }
