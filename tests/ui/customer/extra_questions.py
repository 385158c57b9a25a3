"""Uses beyond the notice that are asked for, on a real till with a deal."""

from __future__ import annotations

from counter_app.app import Counter
from counter_app.domain.consent import Choices
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode
from counter_app.domain.visit import Step
from counter_app.services.extra_purposes import Asked
from tests import builders
from tests.ui.counters import CLERK_PIN, MANAGER, MANAGER_PIN
from tests.ui.screens.conftest import visit_at

LINE = LedgerNumber(TillCode("T01"), 1)
PURPOSES = {
    "ja": "部品の安全調査のため、端末の製造元に、お電話でのご連絡先をお伝えすること",
    "ja-easy": "スマホの 会社（かいしゃ）に、あなたの 電話（でんわ）を 教（おし）えます。",
    "en": "Tell the maker of the phone how to reach you by telephone, to study unsafe parts.",
    "zh-Hans": "为调查零件安全，将您的电话联系方式告知手机制造商。",
    "vi": "Cho hãng sản xuất biết số điện thoại của bạn để điều tra an toàn linh kiện.",
}


def bought(counter: Counter) -> str:
    """A deal is done; its visit's number."""
    visit = visit_at(counter, Step.CONSENT)
    full = counter.notices.shown("ja", "full", counter.clock.now(), (("purpose:provide", 2.5),))
    counter.visits.sign(visit.visit_id, builders.consent(Choices(), shown=full))
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(visit.visit_id)
    return visit.number


def asked(
    counter: Counter, language: str = "ja", items: tuple[int, ...] = (1, 6), words: str = ""
) -> Asked:
    """A manager asks the customer of the first line's deal."""
    desk = counter.extra_purposes
    number = desk.of_line(LINE).visit_number
    text = {"ja": words or PURPOSES["ja"], language: words or PURPOSES[language]}
    return desk.ask(desk.state(number, items, text, language), StaffCode(MANAGER), MANAGER_PIN)
