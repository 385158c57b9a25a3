"""What is offered: articles whose prices and words can stand in the ledger, and no others."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.visit import AppraisedArticle
from tests.builders import article, consent
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.own_sales import priced


@pytest.mark.parametrize("yen", [0, -15_000])
def test_an_article_that_costs_nothing_or_less_brings_no_sum_below_the_limit(
    counter: Counter, yen: int
) -> None:
    """20,000 yen less 15,000 is 5,000, of which nobody need be confirmed (Act art. 15(2)(i))."""
    counter = counter.with_settings(verify_always=False)
    visit_id = counter.opened()
    dear = priced("smartphone", "A1", 20_000)
    with pytest.raises(WrongInput, match="price_form"):
        counter.visits.set_articles(visit_id, (dear, priced("smartphone", "A2", yen)))
    counter.agreed(priced("smartphone", "A1", 9_998), _for_a_yen(), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert counter.accept(visit_id).acceptance is not None
    visit_id = counter.opened()
    counter.agreed(dear, _for_a_yen(), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    with pytest.raises(CounterError, match="identity_required"):
        counter.accept(visit_id)


def _for_a_yen() -> AppraisedArticle:
    return priced("smartphone", "A2", 1)


@pytest.mark.parametrize("field", ["maker", "model", "colour", "serial", "damage", "accessories"])
@pytest.mark.parametrize("text", ["傷\u202eあり", "傷\nあり", "傷\x00あり", "傷" * 1001])
def test_words_that_read_backwards_or_break_the_line_are_no_features(
    counter: Counter, field: str, text: str
) -> None:
    """Form 15's column of features is one line, read as it was typed."""
    one = priced("smartphone", "A1", 20_000)
    visit_id = counter.opened()
    marked = AppraisedArticle(article(**{field: text}), one.appraisal)
    with pytest.raises(WrongInput, match="article_text_form"):
        counter.visits.set_articles(visit_id, (marked,))
    plain = AppraisedArticle(article(**{field: "傷あり"}), one.appraisal)
    assert counter.visits.set_articles(visit_id, (plain,)).articles == (plain,)
