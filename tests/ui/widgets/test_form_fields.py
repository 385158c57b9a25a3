"""Forms of named fields: read, filled, and what is missing in them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.field_ticks import FieldTicks
from ui.widgets.form_fields import FormFields


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> FormFields:
    rows = ((("station", 1), ("letter", 1)), (("lines", 1),))
    made = FormFields(theme, rows, optional=["letter"])
    qtbot.addWidget(made)
    words = {"station": "署", "letter": "番号", "lines": "行"}
    made.set_words(words.__getitem__, {"lines": "T01-1"})
    return made


def test_what_is_filled_in_is_read_by_name(form: FormFields) -> None:
    form.fill({"station": " 見本 ", "lines": "T01-1"})
    assert form.values() == {"station": "見本", "letter": "", "lines": "T01-1"}
    assert form.missing() == []
    form.fill({"letter": "1"})
    assert form.missing() == ["署", "行"]
    assert form.fields["lines"].field.placeholderText() == "T01-1"


def test_a_tick_that_is_not_allowed_goes(qtbot: QtBot, theme: Theme) -> None:
    ticks = FieldTicks(theme, ["a", "b"])
    qtbot.addWidget(ticks)
    ticks.set_words(str.upper)
    for tick in ticks.findChildren(type(ticks._ticks["a"])):
        tick.setChecked(True)
    seen = [ticks.chosen]
    ticks.allow({"b"})
    seen.append(ticks.chosen)
    ticks.clear()
    assert [*seen, ticks.chosen] == [("a", "b"), ("b",), ()]
