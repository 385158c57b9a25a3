"""The tables in force on a day: a newer law holds from its day, never before, and never back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.law.tables import law_files, packed_tables
from counter_app.services.bundles import BundleDesk
from counter_app.services.decision import LawDesk
from counter_app.services.statutes import LawInForce, Statutes, law_topic
from counter_app.storage.bundle_rows import BundleRow
from counter_app.sync.bundle import LAW, Bundle, sign_bundle
from tests.builders import RESOURCES, settings
from tests.law_desks import law_tables, shipped_law
from tests.records import NOON, SmallRecord, the_facts
from tests.signed_bundles import HQ, SPRING, know_hq, law_bundle

EVE = SPRING - timedelta(days=1)
CASE = (
    '{"id":1,"on":"%s","kind":"buy","lines":[{"goods":"smartphone","price_yen":%d}],"documents":[]}'
)


@pytest.fixture
def desk(small: SmallRecord) -> BundleDesk:
    know_hq(small.record)
    return BundleDesk(small.record, small.clock, {LAW: law_topic(law_tables(), the_facts())})


def law(desk: BundleDesk) -> LawDesk:
    return LawDesk(Statutes(shipped_law(), desk, the_facts()).on, settings())


def answered(desk: BundleDesk, day: date, price: int) -> tuple[bool, int]:
    """Whether identity must be confirmed, and the version that says so."""
    (told,) = law(desk).answers([CASE % (day, price)])
    return told.form["verify_identity"], told.form["version"]


def test_before_any_bundle_the_shipped_tables_hold(desk: BundleDesk) -> None:
    assert Statutes(shipped_law(), desk, the_facts()).on(SPRING) is law_tables()
    assert answered(desk, SPRING, 9_999) == (False, 1)


def test_a_newer_law_holds_from_its_day_and_not_the_day_before(desk: BundleDesk) -> None:
    desk.load(law_bundle(threshold=5_000))

    assert answered(desk, EVE, 5_000) == (False, 1)
    assert answered(desk, SPRING, 5_000) == (True, 2)
    assert answered(desk, SPRING, 4_999) == (False, 2)
    assert answered(desk, date(2030, 1, 1), 5_000) == (True, 2)


def test_a_day_that_is_past_keeps_its_law(desk: BundleDesk) -> None:
    summer = date(2027, 7, 1)
    desk.load(law_bundle(2, SPRING, 5_000))
    desk.load(law_bundle(3, summer, 20_000))

    days = (EVE, SPRING, summer - timedelta(days=1), summer)
    assert [answered(desk, day, 7_000) for day in days] == [
        *((False, 1), (True, 2), (True, 2), (False, 3))
    ]


def test_a_correction_of_a_law_takes_its_place_also_from_an_earlier_day(desk: BundleDesk) -> None:
    desk.load(law_bundle(2, SPRING, 5_000))
    desk.load(law_bundle(3, SPRING - timedelta(days=31), 6_000))

    assert answered(desk, SPRING - timedelta(days=32), 6_000) == (False, 1)
    assert answered(desk, EVE, 6_000) == (True, 3)
    assert answered(desk, SPRING, 5_999) == (False, 3)


def test_a_desk_that_is_open_goes_by_what_is_loaded_meanwhile(desk: BundleDesk) -> None:
    open_desk = law(desk)
    assert open_desk.goods("book", SPRING).always_verify

    desk.load(law_bundle())

    for _question in range(2):
        (told,) = open_desk.answers([CASE % (SPRING, 5_000)])
        assert told.form["version"] == 2


@pytest.mark.parametrize("payload", [b"", b"{}", b'{"goods.toml":"schema = 1"}'])
def test_tables_that_are_not_whole_are_not_taken(desk: BundleDesk, payload: bytes) -> None:
    with pytest.raises(WrongInput, match="bundle_payload"):
        desk.load(sign_bundle(Bundle(LAW, 2, SPRING, payload), HQ))
    assert answered(desk, SPRING, 9_999) == (False, 1)


def test_a_law_that_no_longer_proves_itself_decides_nothing(
    desk: BundleDesk, small: SmallRecord
) -> None:
    desk.load(law_bundle(threshold=10_000))
    small.tamper("UPDATE bundles SET file = CAST(replace(file, '10000', '99999') AS BLOB)")
    again = BundleDesk(small.record, small.clock, {LAW: law_topic(law_tables(), the_facts())})

    assert answered(again, EVE, 9_999) == (False, 1)
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        answered(again, SPRING, 9_999)


def test_a_law_that_this_program_cannot_read_decides_nothing(
    desk: BundleDesk, small: SmallRecord
) -> None:
    file = sign_bundle(Bundle(LAW, 2, SPRING, b"{}"), HQ)  # as another program would have taken it
    with small.record.write() as tx:
        small.record.bundles.add(tx, BundleRow(LAW, 2, SPRING, file), NOON)

    with pytest.raises(IntegrityFault, match="bundle_payload"):
        answered(desk, SPRING, 9_999)


def statutes(desk: BundleDesk) -> Statutes:
    return Statutes(shipped_law(), desk, the_facts())


def test_clocks_change_with_the_law_and_from_its_day(desk: BundleDesk) -> None:
    files = law_files(RESOURCES / "law")
    six = 'key = "reading_aid"\nmonths = 6'
    assert six in files["retention.toml"]
    clocks = files["retention.toml"].replace(six, six.replace("6", "3"))
    payload = packed_tables(files | {"retention.toml": clocks})
    desk.load(sign_bundle(Bundle(LAW, 2, SPRING, payload), HQ))

    held = statutes(desk)
    assert held.retention_on(EVE).clock("reading_aid", EVE).months == 6
    assert held.retention_on(SPRING).clock("reading_aid", SPRING).months == 3
    assert held.retention_on(SPRING).clock("ledger_line", SPRING).months == 36


def test_a_law_whose_clocks_are_shorter_than_the_act_is_not_taken(desk: BundleDesk) -> None:
    files = law_files(RESOURCES / "law")
    clocks = files["retention.toml"].replace("months = 36", "months = 35", 1)
    payload = packed_tables(files | {"retention.toml": clocks})
    with pytest.raises(WrongInput, match="bundle_payload"):
        desk.load(sign_bundle(Bundle(LAW, 2, SPRING, payload), HQ))


def test_what_is_in_force_says_since_when_and_what_comes(desk: BundleDesk) -> None:
    assert statutes(desk).in_force(EVE) == LawInForce(1, None, None, ())
    desk.load(law_bundle(2, SPRING))
    assert statutes(desk).in_force(EVE) == LawInForce(1, None, (2, SPRING), ())
    assert statutes(desk).in_force(SPRING) == LawInForce(2, SPRING, None, ())
