"""Countries on residence cards."""

from __future__ import annotations

import pytest

from counter_app.id_reading.engine import Line
from counter_app.id_reading.nations import load_nations, nation_value

NATIONS = load_nations()


def line(text: str) -> Line:
    return Line(text, (0.99,) * len(text))


@pytest.mark.parametrize("name", ["ベトナム", "中国", "米国", "韓国", "ネパール", "台湾"])
def test_a_country_stands_as_printed(name: str) -> None:
    value = nation_value(line(name), NATIONS)
    assert (value.value, value.changed_by, value.doubtful) == (name, "", False)


@pytest.mark.parametrize(("read", "name"), [("ネバール", "ネパール"), ("ランス", "フランス")])
def test_one_misread_sign_is_put_right_and_marked(read: str, name: str) -> None:
    value = nation_value(line(read), NATIONS)
    assert (value.value, value.raw, value.changed_by) == (name, read, "nations")
    assert value.doubtful


@pytest.mark.parametrize("read", ["", "地域", "中囯", "どこでもない国"])
def test_what_is_no_country_is_doubted(read: str) -> None:
    value = nation_value(line(read), NATIONS)
    assert (value.value, value.holds, value.doubtful) == (read, False, True)
