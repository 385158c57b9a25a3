"""The rules of the requests desk: what may be refused and what the law keeps."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.law.dated import LawTableFault
from counter_app.law.requests import FILE, load_request_rules, read_request_rules
from tests.builders import RESOURCES, facts, the_clocks

SHIPPED = RESOURCES / "law" / FILE
TODAY = date(2026, 11, 22)

ERASED_WHEN_ASKED = {
    *("1.contact", "2.reading", "2.image", "4.payment_method", "6.photos", "8.service_history"),
    *("9.note", "9.rest"),
}
"""By hand: what neither the ledger (Act art. 18), the tax books, the records of provisions nor the
proof of consent and identity needs."""


def test_what_no_duty_and_no_proof_needs_is_erased_when_asked() -> None:
    rules, clocks = load_request_rules(SHIPPED, the_clocks()), the_clocks()
    free = {
        part
        for part in facts().parts
        if rules.keeps(part, clocks.clock_of("article_accepted", part, TODAY).key, TODAY) is None
    }
    assert free == ERASED_WHEN_ASKED
    ledger = rules.keeps("1.identity", "ledger_line", TODAY)
    assert ledger is not None
    assert "第18条第1項" in ledger.article


def test_every_request_has_a_target_within_the_two_weeks_of_article_39() -> None:
    rules = load_request_rules(SHIPPED, the_clocks())
    assert {row.target_days for row in rules.requests.on(TODAY)} == {14}
    for kind in rules.requests.keys - {"question"}:
        assert rules.reasons_for(kind, TODAY)
    assert rules.reasons_for("question", TODAY) == ()
    assert "harm" not in {row.key for row in rules.reasons_for("correction", TODAY)}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('key = "tax_books"', 'key = "tax_box"', "tax_box is no clock"),
        ('key = "9.guardian"', 'key = "9.garden"', "9.garden is no part"),
        ('kinds = ["disclosure"]', 'kinds = ["disclose"]', "unknown kind of request"),
        ("target_days = 14", "target_days = 0", "request"),
        ("schema = 1", "schema = 2", "another schema"),
    ],
)
def test_a_table_that_fits_nothing_is_refused(before: str, after: str, why: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(LawTableFault, match=why):
        read_request_rules(text.replace(before, after), the_clocks())
