"""The police page: orders, inquiries and inspections, each behind a manager's PIN."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.custody import CustodyOrder
from counter_app.domain.errors import Refused
from counter_app.domain.provision import PoliceRequest
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from counter_app.services.internal_acts import internal_notes
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import NARROW, Shown, Stage, type_pin, visit_at
from tests.ui.screens.words import cut_off, words_of, write
from ui.messages import error_words
from ui.screen import Wish
from ui.screens.article import ArticleScreen
from ui.screens.ledger import LedgerScreen
from ui.screens.police import PoliceScreen
from ui.widgets.ledger_table import LedgerModel, LedgerTable

NUMBER = LedgerNumber(TillCode("T01"), 1)
TODAY, UNTIL = date(2026, 11, 22), date(2026, 12, 22)
ORDER = CustodyOrder("見本警察署", "見本 警部", "差第1号", (NUMBER,), TODAY, UNTIL)
REQUEST = PoliceRequest("見本警察署", "見本 警部", "氏名と住所")
BY = (builders.MANAGER, MANAGER_PIN)


@pytest.fixture
def police(manager_stage: Stage) -> Stage:
    """A till with one line."""
    counter = manager_stage.counter
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)
    return manager_stage


def prove(stage: Stage, shown: Shown, pin: str = MANAGER_PIN) -> None:
    """On to the PIN, and type it."""
    shown.hands.click("primary")
    stage.settle()
    type_pin(shown, pin)
    stage.settle()


def fill(shown: Shown, **values: str) -> None:
    for name, text in values.items():
        write(shown.hands, name, text)


def notes(stage: Stage) -> list[dict[str, object]]:
    record = stage.counter.record
    with record.read() as view:
        return [note.field() for _stored, note in internal_notes(record, view)]


def test_an_order_is_entered_from_a_search_and_ended(police: Stage) -> None:
    screen, shown = police.show(PoliceScreen)
    write(shown.hands, "search", "見本")
    shown.hands.click("find")
    police.settle()
    assert "T01-000001" in words_of(screen)
    shown.hands.click("choose_0")
    police.settle()
    fill(shown, station="見本警察署", officer="見本 警部", number="差第1号")
    assert "T01-000001" in words_of(screen)  # the line, as it was found
    prove(police, shown)

    [custody] = police.counter.custody.standing()
    assert (custody.order, custody.by) == (ORDER, "M01")
    words = words_of(screen)
    assert "差第1号" in words
    assert "あと30日" in words
    assert [one.code for one in shown.told] == ["clerk.police.done.order"]

    write(shown.hands, "search", builders.IMEI)
    shown.hands.click("find")
    police.settle()
    assert "差止め" in words_of(screen)  # the search says that it is held
    assert shown.hands.find("choose_0") is None

    shown.hands.click("end_0")
    police.settle()
    assert "差第1号" in words_of(screen)
    fill(shown, reason="署長の解除")
    prove(police, shown)
    assert police.counter.custody.standing() == []
    assert [note["kind"] for note in notes(police)] == ["custody_ordered", "custody_ended"]


def test_nothing_goes_on_while_something_is_missing(police: Stage) -> None:
    _, shown = police.show(PoliceScreen)
    shown.hands.click("primary")
    police.settle()
    button = shown.hands.find("primary")
    assert button is not None
    assert not button.isEnabled()
    fill(shown, station="見本警察署", officer="見本", number="1", lines="T01-000001")
    assert button.isEnabled()
    fill(shown, last="soon")
    shown.hands.click("primary")
    police.settle()
    assert shown.hands.find("pin_pad") is None  # the day cannot be read
    assert "2026-11-22 の形で" in words_of(shown.screen)
    fill(shown, last="2026-12-23")
    prove(police, shown)
    assert [one.code for one in shown.told] == ["custody_days"]
    assert shown.hands.find("number") is not None  # nothing that was typed is lost
    fill(shown, last="2026-12-22")
    prove(police, shown, "0000")
    assert "PIN" in words_of(shown.screen)
    assert notes(police) == []
    shown.hands.click("back")
    shown.hands.click("back")
    police.settle()
    shown.hands.click("back")
    assert shown.wished == [Wish.BOARD]


def test_only_what_may_be_given_can_be_ticked(police: Stage) -> None:
    screen, shown = police.show(PoliceScreen)
    shown.hands.click("provide")
    police.settle()
    name, imei = (shown.hands.find(f"give_{one}") for one in ("person.name", "article.imei"))
    assert name is not None
    assert imei is not None
    assert (name.isEnabled(), imei.isEnabled()) == (True, False)
    fill(shown, authority="見本警察署", officer="見本", asked="氏名とIMEI", lines="T01-000001")
    fill(shown, letter="第12号")
    assert not imei.isEnabled()
    fill(shown, basis="刑訴法197条2項")
    assert imei.isEnabled()
    shown.hands.click("give_person.name")
    shown.hands.click("give_article.imei")
    shown.hands.click("give_person.sim_phone")
    prove(police, shown)

    words = words_of(screen)
    assert builders.seller().name in words
    assert builders.IMEI in words
    assert "SIMの電話番号" in words  # which the record does not hold
    [note] = notes(police)
    assert note["given"] == [
        [1, {"person.name": builders.seller().name, "article.imei": builders.IMEI}]
    ]
    shown.hands.click("primary")
    police.settle()
    assert builders.seller().name not in words_of(screen)


def test_a_letter_that_is_taken_back_takes_its_ticks(police: Stage) -> None:
    _, shown = police.show(PoliceScreen)
    shown.hands.click("provide")
    police.settle()
    fill(shown, letter="第12号", basis="刑訴法197条2項")
    shown.hands.click("give_article.imei")
    shown.hands.write("basis", " ")
    tick = shown.hands.find("give_article.imei")
    assert tick is not None
    assert not tick.isEnabled()
    assert not tick.isChecked()  # type: ignore[attr-defined]  # a button


def test_an_inquiry_waits_and_is_answered(police: Stage) -> None:
    screen, shown = police.show(PoliceScreen)
    shown.hands.click("provide")
    police.settle()
    fill(shown, authority="見本警察署", officer="見本", asked="氏名", lines="T01-000001")
    shown.hands.click("later")
    prove(police, shown)
    [waiting] = police.counter.provisions.pending()
    assert "回答待ち" in words_of(screen)

    shown.hands.click("answer_0")
    police.settle()
    shown.hands.click("give_person.address")
    prove(police, shown)
    assert builders.seller().address in words_of(screen)
    assert police.counter.provisions.pending() == []
    assert notes(police)[-1]["ends"] == waiting.seq


def test_an_inspection_is_begun_printed_and_ended(police: Stage) -> None:
    screen, shown = police.show(PoliceScreen)
    shown.hands.click("inspect")
    police.settle()
    fill(shown, badge="12345")
    prove(police, shown)
    assert "12345" in words_of(screen)
    assert "1行" in words_of(screen)
    shown.hands.click("primary")
    police.settle()
    assert [one.code for one in shown.told][-1] == "clerk.police.done.printed"
    shown.hands.click("back")
    police.settle()
    type_pin(shown, MANAGER_PIN)
    police.settle()
    assert police.counter.inspections.now_on is None
    assert "差止めは出ていません" in words_of(screen)
    assert [note["step"] for note in notes(police)] == ["begun", "ended"]


def test_another_screen_of_the_same_inspection_goes_on_with_it(police: Stage) -> None:
    police.counter.inspections.begin("12345", TODAY, TODAY, *BY)
    screen, _ = police.show(PoliceScreen)
    assert "12345" in words_of(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("page", ["overview", "order", "provide", "inspect", "inspecting"])
def test_every_page_fits_both_window_sizes(police: Stage, language: str, page: str) -> None:
    police.counter.custody.order(ORDER, *BY)
    police.counter.provisions.ask(REQUEST, [NUMBER], *BY)
    if page == "inspecting":
        police.counter.inspections.begin("12345", TODAY, TODAY, *BY)
    screen, shown = police.show(PoliceScreen, language=language, size=NARROW)
    if page in ("order", "provide", "inspect"):
        shown.hands.click({"order": "primary"}.get(page, page))
        police.settle()
    assert cut_off(screen) == []


def test_the_ledger_and_a_typed_imei_say_that_an_article_is_held(police: Stage) -> None:
    ledger, shown = police.show(LedgerScreen)
    table = shown.hands.find("ledger_lines")
    assert isinstance(table, LedgerTable)
    assert held_words(table) == [""]
    visit = visit_at(police.counter, Step.ARTICLE)
    article, _ = police.show(ArticleScreen, visit)
    article.show_visit(visit)

    police.counter.custody.order(ORDER, *BY)
    ledger._go_today()
    police.settle()
    assert held_words(table) == ["差止め"]
    again, typed = police.show(ArticleScreen, visit)
    typed.hands.write("imei", builders.IMEI)
    police.settle()
    assert "差止め" in words_of(again)
    assert "差止め" not in words_of(article)  # the control: before the order


def held_words(table: LedgerTable) -> list[str]:
    """What stands below the numbers."""
    model = table.model()
    assert isinstance(model, LedgerModel)
    return [line.cells[0][1] for line in model.lines]


def test_every_page_goes_on_in_another_language(police: Stage) -> None:
    screen, shown = police.show(PoliceScreen)
    english = police.counter.texts.in_language("en")
    japanese = police.counter.texts.in_language("ja")
    shown.hands.click("provide")
    police.settle()
    fill(shown, authority="見本警察署", officer="見本", asked="氏名", lines="T01-000001")
    shown.hands.click("give_person.name")
    screen.speak(english)
    assert "What is given" in words_of(screen)
    assert "Authority" in words_of(screen)
    prove(police, shown, "0000")
    screen.speak(japanese)
    assert error_words(japanese, Refused("pin_wrong", left=4)).split("\n")[0] in words_of(screen)
    type_pin(shown, MANAGER_PIN)
    police.settle()
    screen.speak(english)
    police.settle()
    words = words_of(screen)
    assert "What was given is written down" in words
    assert "Name" in words
    assert builders.seller().name in words
