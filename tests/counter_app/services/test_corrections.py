"""A correction is a line of its own; the old line, numbers and proof stay as they were."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.services.corrections import CorrectionDesk
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, IMEI, MANAGER, MANAGER_PIN, appraised
from tests.counter_app.services.counters import Counter, corrections_of

OTHER_IMEI = "352099001761481"
"""Another number with a right check digit (3GPP TS 23.003, annex B)."""


def number(running: int) -> LedgerNumber:
    return LedgerNumber(TillCode("T01"), running)


@pytest.fixture
def desk(counter: Counter) -> CorrectionDesk:
    """One phone was bought for 23,000 yen."""
    counter.accept(counter.signed(appraised()))
    return corrections_of(counter)


def correct(desk: CorrectionDesk, running: int = 1, /, **changes: str) -> LedgerLine:
    return desk.correct(number(running), changes, "打ち間違い", MANAGER, MANAGER_PIN)


def cancel(desk: CorrectionDesk, running: int = 1) -> LedgerLine:
    return desk.cancel(number(running), "返品のため", MANAGER, MANAGER_PIN)


def whole(counter: Counter) -> bool:
    proof = prove(counter.small.record)
    return proof.holds and rebuild_faults(counter.small.record) == []


def test_a_corrected_price_is_a_line_of_its_own(counter: Counter, desk: CorrectionDesk) -> None:
    [before] = counter.lines()
    line = correct(desk, price="20,000")

    assert counter.lines() == [before, line]
    assert (before.price, line.price, line.yen, line.articles) == (23_000, 20_000, -3_000, 0)
    assert str(line.number) == "T01-000002"
    assert line.counter is not None
    assert line.counter.corrects == before.number
    assert line.counter.reason == "打ち間違い"
    assert [(one.column, one.before, one.after) for one in line.counter.changes] == [
        ("price", "23000", "20000")
    ]
    assert line.staff == MANAGER
    assert (line.name, line.address, line.features) == (
        before.name,
        before.address,
        before.features,
    )
    assert whole(counter)


def test_the_act_stands_alone_and_names_what_it_corrects(
    counter: Counter, desk: CorrectionDesk
) -> None:
    [old] = counter.lines()
    correct(desk, name="見本 二郎")
    header = counter.headers()[-1]

    assert (header.kind, header.ref, header.ledger) == (Kind.CORRECTION, old.act_seq, (2, 1))
    assert counter.small.fields(header.seq)["person.name"] == [old.name, "見本 二郎"]


def test_whoever_may_read_the_line_may_read_its_correction(counter: Counter) -> None:
    counter.accept(counter.signed(appraised(), choices=Choices(email=True)))
    small, desk = counter.small, corrections_of(counter)
    with small.record.read() as view:
        given = small.record.acts.bases(view, counter.lines()[0].act_seq)
    line = correct(desk, price="20000")

    assert given == {"notice", "marketing"}
    with small.record.read() as view:
        assert small.record.acts.bases(view, line.act_seq) == given
    assert "other.correction" in small.fields(line.act_seq, "inquiry")
    assert "other.correction" not in small.fields(line.act_seq, "marketing")
    assert "id_document.method" not in small.fields(line.act_seq, "marketing")  # item 2
    assert whole(counter)


def test_another_kind_of_goods_brings_its_word_and_category(
    counter: Counter, desk: CorrectionDesk
) -> None:
    line = correct(desk, item="tablet")

    assert (line.goods, line.item) == ("tablet", "タブレット")
    assert (line.category, line.category_ja) == (8, "事務機器類")  # Regulations art. 2(viii)
    assert line.counter is not None
    [change] = line.counter.changes
    assert (change.column, change.after) == ("item", "タブレット")
    assert desk.look(line.number).values["item"] == "tablet"
    with pytest.raises(WrongInput, match="unknown_goods"):
        correct(desk, 2, item="spaceship")
    assert whole(counter)


def test_a_new_imei_stands_in_the_features_and_is_found(
    counter: Counter, desk: CorrectionDesk
) -> None:
    line = correct(desk, imei=OTHER_IMEI)

    assert line.imei == OTHER_IMEI
    assert OTHER_IMEI in line.features
    assert IMEI not in line.features
    with counter.small.record.read() as view:
        for imei, running in ((IMEI, 1), (OTHER_IMEI, 2)):
            found = counter.small.record.ledger.with_imei(view, imei)
            assert [one.number.running for one in found] == [running]


def test_the_age_follows_from_the_birth_date_on_the_day_of_the_receipt(
    counter: Counter, desk: CorrectionDesk
) -> None:
    [old] = counter.lines()
    line = correct(desk, birth_date="1989-11-22")

    assert (old.age, line.age) == (36, 37)  # 37 on the very day of the receipt, 2026-11-22
    assert line.counter is not None
    assert [(one.column, one.before, one.after) for one in line.counter.changes] == [
        ("age", "36", "37")
    ]


def test_a_cancelled_line_takes_article_and_price_off(
    counter: Counter, desk: CorrectionDesk
) -> None:
    [old] = counter.lines()
    line = cancel(desk)

    assert counter.lines() == [old, line]
    assert (line.articles, line.yen) == (-1, -23_000)
    assert sum(one.yen for one in counter.lines()) == 0
    assert whole(counter)


def test_several_columns_and_a_chain_of_corrections(counter: Counter, desk: CorrectionDesk) -> None:
    correct(desk, price="20000", occupation="自営業")
    correct(desk, 2, price="21000")
    cancel(desk, 3)

    lines = counter.lines()
    assert [one.yen for one in lines] == [23_000, -3_000, 1_000, -21_000]
    assert [one.articles for one in lines] == [1, 0, 0, -1]
    assert lines[2].occupation == "自営業"
    assert whole(counter)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "correction_changes_nothing"),
        ({"price": "23000"}, "correction_changes_nothing"),
        ({"price": "0"}, "price_form"),
        ({"price": "二万"}, "price_form"),
        ({"name": " "}, "correction_empty"),
        ({"name": "見本\u202e太郎"}, "correction_form"),
        ({"imei": "490154203237519"}, "imei_check"),
        ({"birth_date": "2026-11-23"}, "birth_date_form"),
        ({"birth_date": "きのう"}, "birth_date_form"),
        ({"quantity": "2"}, "correction_column"),
    ],
)
def test_what_cannot_stand_in_a_line_is_refused(
    counter: Counter, desk: CorrectionDesk, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(WrongInput, match=code):
        correct(desk, **changes)
    assert len(counter.lines()) == 1


def test_a_line_without_imei_may_be_left_without(counter: Counter, desk: CorrectionDesk) -> None:
    assert correct(desk, imei="").imei == ""


def test_a_line_is_put_right_once(desk: CorrectionDesk) -> None:
    correct(desk, price="20000")
    with pytest.raises(Refused, match="line_corrected") as told:
        correct(desk, price="19000")
    assert str(told.value.facts["number"]) == "T01-000002"
    cancel(desk, 2)
    for running in (2, 3):
        with pytest.raises(Refused, match="line_cancelled"):
            correct(desk, running, price="19000")


@pytest.mark.parametrize(
    ("reason", "code"), [("  ", "reason_missing"), ("見" * 201, "reason_form")]
)
def test_a_reason_is_needed(desk: CorrectionDesk, reason: str, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        desk.correct(number(1), {"price": "20000"}, reason, MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match=code):
        desk.cancel(number(1), reason, MANAGER, MANAGER_PIN)


@pytest.mark.parametrize("wanted", [number(2), LedgerNumber(TillCode("T02"), 1)])
def test_a_line_that_is_not_there_is_told(desk: CorrectionDesk, wanted: LedgerNumber) -> None:
    with pytest.raises(WrongInput, match="line_unknown"):
        desk.look(wanted)


def test_only_a_manager_corrects(counter: Counter, desk: CorrectionDesk) -> None:
    for by, pin, code in (
        (CLERK, CLERK_PIN, "not_a_manager"),
        (MANAGER, "0000", "pin_wrong"),
    ):
        with pytest.raises(CounterError, match=code):
            desk.correct(number(1), {"price": "20000"}, "打ち間違い", by, pin)
        with pytest.raises(CounterError, match=code):
            desk.cancel(number(1), "返品のため", by, pin)
    assert len(counter.lines()) == 1


def test_a_clock_that_ran_back_stops_a_correction(counter: Counter, desk: CorrectionDesk) -> None:
    counter.small.clock.move(days=-21)
    with pytest.raises(Refused, match="clock_backwards"):
        correct(desk, price="20000")


def test_what_was_typed_is_offered_to_be_corrected(counter: Counter, desk: CorrectionDesk) -> None:
    looked = desk.look(number(1))

    assert looked.line == counter.lines()[0]
    assert looked.values["price"] == "23000"
    assert looked.values["birth_date"] == "1990-01-15"
    correct(desk, birth_date="1991-01-15")
    assert desk.look(number(2)).values["birth_date"] == "1991-01-15"


def test_an_altered_correction_and_a_lost_mark_are_found(
    counter: Counter, desk: CorrectionDesk
) -> None:
    correct(desk, price="20000")
    assert whole(counter)
    counter.small.tamper(
        "UPDATE ledger_lines SET line = CAST(replace(CAST(line AS TEXT), '打ち間違い', '頼まれた')"
        " AS BLOB) WHERE running = 2",
        "DELETE FROM counters WHERE name = 'line:1:corrected'",
    )
    assert rebuild_faults(counter.small.record) == [
        "ledger line 2: differs from its act",
        "what became of line 1: differs from its acts",
    ]


def test_a_correction_on_another_day_stands_on_its_own_day(
    counter: Counter, desk: CorrectionDesk
) -> None:
    counter.small.clock.move(days=3)
    line = correct(desk, birth_date="1990-11-24")

    assert line.day == date(2026, 11, 25)
    assert line.age == 35  # on the day of the receipt, 2026-11-22, not on that of the correction
