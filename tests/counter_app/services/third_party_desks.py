"""A counter whose customers answered about the group, and the desk that gives to third parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.outsourcees import Outsourcee, read_outsourcees
from counter_app.domain.third_party import Asked, Method, RecipientKind
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.law.group_companies import FILE as GROUP_FILE
from counter_app.law.group_companies import load_group
from counter_app.services.recipients import Recipients
from counter_app.services.third_parties import Handover, ThirdPartyDesk
from counter_app.storage.act_log import NewAct
from tests.builders import CLERK, MANAGER, MANAGER_PIN, NOTICE, consent
from tests.counter_app.services.counters import Counter
from tests.records import the_facts

AGREES = Choices(group_provision=True)
DECLINES = Choices(group_provision=False)

OUTSOURCEES = """
schema = 1
[[outsourcee]]
key = "sample_post"
name = "見本配送株式会社"
address = "東京都見本区見本町7-8-9"
representative = "見本 花子"
contract = "委託契約 見本第5号"
purpose = "provide"
first_day = 2026-04-01
last_day = 2027-03-31
"""


def number(running: int) -> LedgerNumber:
    """A number of till T01."""
    return LedgerNumber(TillCode("T01"), running)


def to_group(*fields: str, row: str = "g_membership") -> Asked:
    """Give fields to the first company of the shipped list."""
    return Asked(RecipientKind.GROUP, "sample_a", fields or ("person.name",), row)


def entrusted(*fields: str) -> Asked:
    """Give fields to the specimen outsourcee."""
    return Asked(RecipientKind.OUTSOURCEE, "sample_post", fields or ("person.name",))


def in_bulk(asked: Asked, continues: int | None = None) -> Asked:
    """The same, recorded in bulk."""
    return replace(asked, method=Method.BULK, continues=continues)


def by_contract(asked: Asked, contract: str = "加盟契約 見本第1号") -> Asked:
    """The same, with a contract in place of a record."""
    return replace(asked, method=Method.CONTRACT, contract=contract)


class GivingTill:
    """A counter with deals, and what gives of them.

    Attributes:
        outsourcees: the dealer's list, as it is read today.
        consented: the limits of the notice that its customers consented to.
    """

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.consented = the_facts()
        self.outsourcees: tuple[Outsourcee, ...] = read_outsourcees(
            OUTSOURCEES.encode(), the_facts()
        )
        small = counter.small
        self.desk = ThirdPartyDesk(
            small.record,
            small.clock,
            the_facts(),
            (counter.staff, counter.clocks),
            Recipients(load_group(NOTICE / GROUP_FILE), lambda: self.outsourcees),
            lambda _view, _act: self.consented,
        )

    def deal(self, choices: Choices = AGREES, name: str = "見本 太郎") -> int:
        """A finished deal of a customer with these answers; the number of its line."""
        visit_id = self.counter.agreed(visit_id=self.counter.identified(name=name))
        self.counter.visits.sign(visit_id, consent(choices))
        visit = self.counter.accept(visit_id)
        self.counter.visits.finish(visit_id)
        assert visit.acceptance is not None
        return visit.acceptance.first_line

    def give(self, asked: Asked, *lines: int) -> Handover:
        """Give as the manager does."""
        numbers = [number(one) for one in lines or (1,)]
        return self.desk.give(asked, numbers, MANAGER, MANAGER_PIN)

    def withdraw(self, consent: int, *what: str) -> None:
        """Take answers of a consent back, in the bare act."""
        fields = {"other.withdrawal": {"what": list(what)}} if what else {}
        now = self.counter.small.clock.now()
        act = NewAct(Kind.CONSENT_WITHDRAWN, CLERK, now, fields, ref=consent)
        self.counter.small.write(act)

    def at(self, day: date) -> None:
        """Stand the clock at this hour of a day."""
        today = self.desk.today
        self.counter.small.clock.move(days=(day - today).days)
