"""The dealer's lists of who may get something; a list that is not whole names nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.outsourcees import FILE
from counter_app.services.recipients import outsourcees_of
from tests.counter_app.services.third_party_desks import OUTSOURCEES
from tests.records import the_facts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('contract = "委託契約 見本第5号"\n', ""),
        ('contract = "委託契約 見本第5号"', 'contract = ""'),
        ('purpose = "provide"', 'purpose = "marketing"'),
        ('purpose = "provide"', 'purpose = "g_membership"'),
        ("schema = 1", "schema = 2"),
        ('address = "東京都見本区見本町7-8-9"', 'addres = "x"'),
        ("[[outsourcee]]", OUTSOURCEES.partition("schema = 1")[2] + "[[outsourcee]]"),
        ("schema", "="),
    ],
)
def test_a_list_that_is_not_whole_lets_nobody_get_anything(
    tmp_path: Path, old: str, new: str
) -> None:
    read = outsourcees_of(tmp_path, the_facts())
    assert read() == ()  # no file, no outsourcee
    (tmp_path / FILE).write_text(OUTSOURCEES, encoding="utf-8")
    assert [one.recipient.key for one in read()] == ["sample_post"]
    (tmp_path / FILE).write_text(OUTSOURCEES.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NotPossibleNow, match="outsourcees_damaged"):
        read()
