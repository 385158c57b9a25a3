"""Where articles went: entered where the law wants it, traceable for the others, and no more."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.disposal import Disposal, DisposalKind, Movement, Recipient
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.services.disposals import DisposalDesk, aftermaths
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter, corrections_of
from tests.law_desks import law_tables
from tests.records import accepted

TODAY = date(2026, 11, 22)
BUYER = Recipient("見本 花子", "東京都見本区2-2-2", "自営業", 41)


def number(running: int) -> LedgerNumber:
    return LedgerNumber(TillCode("T01"), running)


def sold(goods: str, category: int, price: int) -> NewAct:
    """An acceptance of such goods."""
    new = accepted()
    fields = {
        **new.fields,
        "article.goods": [goods],
        "article.category": [[category, "見本類"]],
        "article.price": [price],
    }
    return NewAct(Kind.ARTICLE_ACCEPTED, new.staff, new.at, fields, lines=1, bases=new.bases)


@pytest.fixture
def desk(counter: Counter) -> DisposalDesk:
    small = counter.small
    return DisposalDesk(
        small.record, small.clock, lambda _day: law_tables(), counter.staff, counter.clocks
    )


def dispose(
    desk: DisposalDesk,
    running: int = 1,
    price: int | None = 30_000,
    recipient: Recipient | None = None,
    kind: DisposalKind = DisposalKind.SALE,
) -> Disposal:
    return desk.dispose(number(running), kind, price, recipient, CLERK, CLERK_PIN)


def became(counter: Counter, running: int = 1) -> tuple[Disposal | None, Movement | None]:
    with counter.small.record.read() as view:
        found = aftermaths(counter.small.record, view, [running])
    return (found[0].disposal, found[0].moved) if found else (None, None)


def test_form_15_has_three_words_and_a_movement_is_none_of_them() -> None:
    assert [one.value for one in DisposalKind] == ["売却", "委託に基づく引渡し", "返還"]


@pytest.mark.parametrize(
    ("goods", "category", "price", "entered", "recipient"),
    [
        ("artwork", 1, 10_000, True, True),
        ("artwork", 1, 9_999, False, False),
        ("watch", 3, 10_000, True, True),
        ("watch", 3, 9_999, False, False),
        ("car", 4, 10_000, True, False),
        ("motorcycle", 5, 1, True, True),
        ("motorcycle_part", 5, 9_999, False, False),
        ("motorcycle_part", 5, 10_000, True, True),
        ("smartphone", 9, 500_000, False, False),
        ("tablet", 8, 500_000, False, False),
        ("camera", 7, 500_000, False, False),
    ],
)
def test_the_law_says_what_is_entered_and_of_whom(
    goods: str,
    category: int,
    price: int,
    entered: bool,  # noqa: FBT001 - as the table says
    recipient: bool,  # noqa: FBT001 - as the table says
    counter: Counter,
    desk: DisposalDesk,
) -> None:
    counter.small.write(sold(goods, category, 5_000))
    [line] = counter.lines()

    assert desk.must_be_entered(line, price, TODAY) is entered
    assert desk.needs_recipient(line, price, TODAY) is recipient
    if recipient:
        with pytest.raises(WrongInput, match="disposal_incomplete"):
            dispose(desk, price=price)
    else:
        with pytest.raises(WrongInput, match="recipient_not_needed"):
            dispose(desk, price=price, recipient=BUYER)
    told = dispose(desk, price=price, recipient=BUYER if recipient else None)
    assert became(counter) == (told, None)
    assert told == Disposal(TODAY, DisposalKind.SALE, price, BUYER if recipient else None)  # type: ignore[arg-type]  # a plain number


def test_no_envelope_is_made_for_whom_nobody_showed_the_notice(
    counter: Counter, desk: DisposalDesk
) -> None:
    counter.small.write(sold("watch", 3, 20_000))
    counter.small.write(sold("smartphone", 9, 20_000))
    dispose(desk, recipient=BUYER)
    dispose(desk, 2)

    with counter.small.record.read() as view:
        bases = [
            counter.small.record.acts.bases(view, header.seq)
            for header in counter.headers()
            if header.kind is Kind.DISPOSAL
        ]
    assert bases == [frozenset(), {"notice"}]


def test_a_movement_is_no_disposal(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    [line] = counter.lines()
    moved = desk.move(number(1), "本部倉庫", CLERK, CLERK_PIN)

    assert became(counter) == (None, moved)
    assert counter.lines() == [line]
    assert [header.kind for header in counter.headers()][-1] is Kind.MOVED
    desk.move(number(1), "見本店", CLERK, CLERK_PIN)
    assert became(counter)[1] == Movement(TODAY, "見本店")
    assert dispose(desk).kind is DisposalKind.SALE  # it is still here to be sold
    assert prove(counter.small.record).holds
    assert rebuild_faults(counter.small.record) == []


def test_an_article_goes_out_once(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    dispose(desk)
    for again in (dispose, lambda one: one.move(number(1), "本部倉庫", CLERK, CLERK_PIN)):
        with pytest.raises(Refused, match="already_disposed"):
            again(desk)


def test_a_correction_does_not_bring_an_article_back(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    dispose(desk)
    corrections = corrections_of(counter)
    corrections.correct(number(1), {"price": "40000"}, "打ち間違い", MANAGER, MANAGER_PIN)

    with pytest.raises(Refused, match="line_corrected"):
        dispose(desk)
    with pytest.raises(Refused, match="already_disposed"):
        dispose(desk, 2)


def test_what_was_cancelled_cannot_go_out(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    corrections = corrections_of(counter)
    corrections.cancel(number(1), "返品のため", MANAGER, MANAGER_PIN)
    with pytest.raises(Refused, match="line_cancelled"):
        dispose(desk)


def test_what_is_given_back_has_no_price(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    with pytest.raises(WrongInput, match="price_form"):
        dispose(desk, price=None)
    told = dispose(desk, price=None, kind=DisposalKind.RETURN)
    assert (told.price, told.kind.value) == (None, "返還")


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        (Recipient("", "東京都", "無職", 41), "disposal_incomplete"),
        (Recipient("見本", " ", "無職", 41), "disposal_incomplete"),
        (Recipient("見本", "東京都", "", 41), "disposal_incomplete"),
        (Recipient("見本", "東京都", "無職", None), "disposal_incomplete"),
        (Recipient("見本", "東京都", "無職", 151), "disposal_form"),
        (Recipient("見本\n", "東\n京都", "無職", 41), "disposal_form"),
    ],
)
def test_a_recipient_has_four_particulars(
    recipient: Recipient, code: str, counter: Counter, desk: DisposalDesk
) -> None:
    counter.small.write(sold("watch", 3, 20_000))
    with pytest.raises(WrongInput, match=code):
        dispose(desk, recipient=recipient)
    assert became(counter) == (None, None)


def test_whoever_enters_is_proved(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    with pytest.raises(CounterError, match="pin_wrong"):
        desk.dispose(number(1), DisposalKind.SALE, 1, None, CLERK, "0000")
    with pytest.raises(CounterError, match="pin_wrong"):
        desk.move(number(1), "本部倉庫", CLERK, "0000")
    with pytest.raises(WrongInput, match="movement_form"):
        desk.move(number(1), " ", CLERK, CLERK_PIN)


def test_a_forged_mark_is_found(counter: Counter, desk: DisposalDesk) -> None:
    counter.small.write(accepted())
    dispose(desk)
    counter.small.tamper("UPDATE counters SET name = 'line:1:moved' WHERE name LIKE 'line:%'")
    assert rebuild_faults(counter.small.record) == ["what became of line 1: differs from its acts"]
