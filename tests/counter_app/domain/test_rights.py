"""Who may do what: the shipped table, and tables that are refused."""

from __future__ import annotations

import re

import pytest

from counter_app.domain.rights import MANAGERS_ONLY, Deed, RightsFault, read_rights
from counter_app.domain.staff import Role
from tests.records import CHECKOUT, the_rights

TABLE = CHECKOUT / "resources/staff/rights.toml"
CLERKS = {
    *(Deed.ACCEPT, Deed.DISPOSE, Deed.MOVE, Deed.REPORT_SUSPICION),
    *(Deed.CHANGE_CONSENT, Deed.OPEN_IMAGE, Deed.TAKE_REQUEST, Deed.ANSWER_QUESTION),
}
"""What the issue leaves to clerks (a suspicion from every step, a customer's question at the
counter); all else needs a manager."""


@pytest.mark.parametrize("deed", Deed)
def test_a_clerk_may_do_the_daily_work_and_a_manager_everything(deed: Deed) -> None:
    assert the_rights().may(Role.CLERK, deed) == (deed in CLERKS)
    assert the_rights().may(Role.MANAGER, deed)


@pytest.mark.parametrize("deed", Deed)
def test_without_a_table_a_clerk_may_do_nothing(deed: Deed) -> None:
    assert not MANAGERS_ONLY.may(Role.CLERK, deed)
    assert MANAGERS_ONLY.may(Role.MANAGER, deed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("schema = 1", "schema = "),
        ('deed = "move"', 'deed = "dispose"'),
        ('deed = "move"', 'deed = "steal"'),
        ('roles = ["manager"]', 'roles = ["clerk"]'),
        ('roles = ["manager"]', "roles = []"),
        ('roles = ["manager"]', 'roles = ["owner"]'),
        ('roles = ["manager"]', 'role = ["manager"]'),
    ],
)
def test_a_table_that_leaves_something_open_is_refused(old: str, new: str) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert read_rights(text) == the_rights()  # control
    with pytest.raises(RightsFault):
        read_rights(text.replace(old, new, 1))


def test_a_missing_deed_is_refused() -> None:
    text = TABLE.read_text(encoding="utf-8")
    without = re.sub(r"\[\[right\]\]\ndeed = \"correct\"\n(?:.+\n)+", "", text)
    assert without != text
    with pytest.raises(RightsFault, match="missing"):
        read_rights(without)
