"""What the checks of a document say."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.texts import Texts, load_texts
from tests.builders import RESOURCES
from ui.widgets.document_findings import DocumentFacts, findings

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(RESOURCES / "texts").in_language("ja")


def states(texts: Texts, facts: DocumentFacts) -> list[str]:
    return [one.state for one in findings(texts, facts)]


def test_nothing_is_claimed_of_what_is_not_known(texts: Texts) -> None:
    assert states(texts, DocumentFacts(TODAY)) == ["open"] * 4


def test_a_good_document(texts: Texts) -> None:
    facts = DocumentFacts(TODAY, date(2029, 2, 15), 36, numbers=(True,), eras=(True, True))
    assert states(texts, facts) == ["ok"] * 4


def test_a_document_is_good_on_its_last_day_and_not_on_the_next(texts: Texts) -> None:
    assert states(texts, DocumentFacts(TODAY, TODAY))[0] == "ok"
    assert states(texts, DocumentFacts(TODAY, date(2026, 11, 21)))[0] == "danger"


def test_a_minor_and_what_does_not_agree(texts: Texts) -> None:
    facts = DocumentFacts(TODAY, None, 17, minor=True, numbers=(False,), eras=(True, False))
    assert states(texts, facts) == ["open", "danger", "warn", "warn"]


def test_checks_that_fail_are_said_in_words_two_at_a_time(texts: Texts) -> None:
    codes = ("mrz_digits", "licence_age", "licence_commission")
    rows = findings(texts, DocumentFacts(TODAY, failing=codes))[4:]
    assert [one.state for one in rows] == ["warn", "warn"]
    assert "検査数字" in rows[0].name
    assert len(findings(texts, DocumentFacts(TODAY))) == 4  # control
