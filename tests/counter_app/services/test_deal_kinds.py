"""Exchange and consignment: confirmed as a purchase is, entered in Form 15's words, never paid."""

from __future__ import annotations

from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.deal import KINDS, DealKind
from counter_app.domain.errors import CounterError
from counter_app.domain.values import LedgerNumber, VisitId
from counter_app.storage.ledger_lines import lines_of
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import MANAGER, MANAGER_PIN, appraised, consent
from tests.counter_app.services.counters import Counter, corrections_of

FAULTY = ("screen_crack", "case_dent", "camera_fault", "battery_worn")


def ready(counter: Counter, kind: DealKind, visit_id: VisitId | None = None, **how: Any) -> VisitId:
    """A signed visit of a kind."""
    visit_id = visit_id or counter.identified()
    counter.visits.set_kind(visit_id, kind)
    counter.agreed(*how.get("articles", ()), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    return visit_id


def refused(counter: Counter, visit_id: VisitId, **how: Any) -> str:
    with pytest.raises(CounterError) as told:
        counter.accept(visit_id, **how)
    assert counter.lines() == []
    return told.value.code


def fields(counter: Counter, act: int) -> dict[str, Any]:
    with counter.small.record.read() as view:
        acts = counter.small.record.acts
        return acts.fields(view, acts.act(view, act), "provide")


@pytest.mark.parametrize(
    ("kind", "receipt", "remark", "payout"),
    [
        ("buy", "買受け", "古物商特例対象", "cash"),
        ("exchange", "買受け", "交換 古物商特例対象", None),
        ("consignment", "委託", "", None),
    ],
)
def test_the_line_has_form_15s_word_for_the_kind(
    counter: Counter, kind: DealKind, receipt: str, remark: str, payout: Any
) -> None:
    """Form 15 knows 買受け and 委託; of a consignment nothing is bought: no tax remark."""
    counter.accept(ready(counter, kind), payout=payout)

    [line] = counter.lines()
    assert (line.receipt, line.remark, line.price) == (receipt, remark, 23_000)
    assert line.method == "法第15条第1項第1号・運転免許証の提示"
    assert fields(counter, line.act_seq)["application.kind"] == kind
    assert prove(counter.small.record).holds
    assert rebuild_faults(counter.small.record) == []


@pytest.mark.parametrize("kind", ["exchange", "consignment"])
def test_no_money_is_paid_for_an_exchange_or_a_consignment(
    counter: Counter, kind: DealKind
) -> None:
    visit_id = ready(counter, kind)

    assert refused(counter, visit_id, payout="cash") == "payout_never"
    assert refused(counter, visit_id, payout="transfer") == "payout_never"
    visit = counter.accept(visit_id, payout=None)

    assert visit.acceptance is not None
    assert visit.acceptance.payout_seq is None
    assert Kind.PAID not in {header.kind for header in counter.headers()}
    assert "payment_method.kind" not in fields(counter, visit.acceptance.act_seq)


def test_a_purchase_says_how_it_is_paid(counter: Counter) -> None:
    assert refused(counter, counter.signed(), payout=None) == "payout_missing"
    assert refused(counter, counter.signed(), payout="points") == "payout_missing"


@pytest.mark.parametrize("kind", ["exchange", "consignment"])
def test_they_are_confirmed_as_a_purchase_is(counter: Counter, kind: DealKind) -> None:
    """Act art. 15(1) names all three."""
    easy = counter.with_settings(verify_always=False)
    visit_id = ready(easy, kind, easy.opened())

    assert refused(easy, visit_id, payout=None) == "identity_required"
    small = ready(easy, kind, easy.opened(), articles=(appraised("sample-tablet-10-128", *FAULTY),))
    easy.accept(small, payout=None)
    assert "1万円未満" in easy.lines()[0].method


def test_a_changed_kind_is_agreed_to_and_signed_again(counter: Counter) -> None:
    visit_id = counter.signed()
    assert counter.visits.set_kind(visit_id, "buy").consent is not None  # nothing changed

    visit = counter.visits.set_kind(visit_id, "consignment")

    assert (visit.offer_agreed, visit.consent) == (False, None)
    assert visit.offer == 23_000
    assert refused(counter, visit_id, payout=None) == "offer_not_agreed"


def test_after_acceptance_the_kind_stands(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.accept(visit_id)

    with pytest.raises(CounterError, match="already_accepted"):
        counter.visits.set_kind(visit_id, "exchange")


def test_the_kind_outlives_a_restart(counter: Counter) -> None:
    for kind in KINDS:
        visit_id = counter.identified()
        counter.visits.set_kind(visit_id, kind)
        counter.restart()
        assert counter.visits.get(visit_id).kind == kind


def test_a_corrected_line_keeps_its_kind(counter: Counter) -> None:
    counter.accept(ready(counter, "consignment"), payout=None)
    small = counter.small
    desk = corrections_of(counter)
    at = LedgerNumber(small.till, 1)

    line = desk.correct(at, {"price": "20000"}, "打ち間違い", MANAGER, MANAGER_PIN)

    assert (line.receipt, line.remark) == ("委託", "")
    assert rebuild_faults(small.record) == []


def test_a_line_whose_kind_is_erased_names_none(counter: Counter) -> None:
    """Three years on, 買受け would be a false word for a consignment."""
    counter.accept(ready(counter, "consignment"), payout=None)
    header = counter.headers()[1]
    told = fields(counter, header.seq)
    erased = {name: told[name] for name in told if not name.startswith(("application.", "person."))}

    assert lines_of(header, told)[0].receipt == "委託"
    assert lines_of(header, erased)[0].receipt is None
