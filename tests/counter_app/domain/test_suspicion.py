"""A report of suspicion is complete before it is written (Act art. 15(3))."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.suspicion import SuspicionReport, suspicion_report
from tests.records import NOON

KNOWN = ["network_restricted", "many_boxed", "other"]
REPORT = SuspicionReport(
    ("many_boxed",),
    "見本警察署",
    "見本 巡査",
    NOON,
    "新品の箱入り端末が12台",
    "phone",
    "T01-0001",
    "offer",
)


def test_a_whole_report_is_taken_with_its_reasons_in_the_tables_order() -> None:
    both = replace(REPORT, reasons=("other", "many_boxed"), officer=" 見本 巡査 ")
    taken = suspicion_report(both, KNOWN, NOON)
    assert taken == replace(REPORT, reasons=("many_boxed", "other"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reasons": ()}, "suspicion_reason"),
        ({"reasons": ("many_boxed", "nose")}, "suspicion_reason"),
        ({"station": ""}, "suspicion_incomplete"),
        ({"officer": " "}, "suspicion_incomplete"),
        ({"told": ""}, "suspicion_incomplete"),
        ({"told": "a\nb"}, "suspicion_form"),
        ({"reported_at": NOON + timedelta(seconds=1)}, "suspicion_moment"),
    ],
)
def test_what_is_not_whole_is_not_taken(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        suspicion_report(replace(REPORT, **changes), KNOWN, NOON)
