"""The anonymiser: figures about ten and more, over closed months, the same whenever asked again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError
from counter_app.hq.__main__ import main
from counter_app.hq.anonymiser import USED, Anonymiser
from counter_app.hq.errors import HqFault, HqWrongUse
from counter_app.hq.opener import ActOpener
from counter_app.hq.questions import LEAST, load_questions
from counter_app.hq.role_keys import RoleKeys
from counter_app.hq.store.database import HqOvertaken
from tests.counter_app.hq.builders import NOON, SmallHq, SmallTill, small_hq, wire

DECEMBER = datetime(2026, 12, 5, 3, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
NOVEMBER = "2026-11"
BOTH = ("improve", "investment")
SECRETS = ("見本", "千代田", "1990", "490154203237518", "SER-", "会社員", "090-", "012345678900")
"""What stands in the deals below and must be in no answer."""


def deal(
    till: SmallTill,
    name: str,
    *,
    goods: str = "smartphone",
    yen: int = 10_000,
    prefecture: str = "東京都",
    born: str = "1990-01-15",
    at: datetime = NOON,
) -> int:
    """An accepted deal of one article; its sequence."""
    parts: dict[str, dict[str, object]] = {
        "1.identity": {"person.name": name, "person.address": f"{prefecture}千代田区見本1-2-3"},
        "1.age_occupation": {"person.birth_date": born, "person.occupation": "会社員"},
        "1.contact": {"person.contact_phone": "090-0000-0000"},
        "2.document": {"id_document.number": "012345678900"},
        "3.application": {"application.kind": "buy"},
        "6.facts": {
            "article.category": [[9, "道具類"]],
            "article.goods": [goods],
            "article.imei": ["490154203237518"],
            "article.serial": ["SER-1"],
            "article.features": ["見本電話 128GB 黒"],
            "article.price": [yen],
        },
    }
    return till.add(Kind.ARTICLE_ACCEPTED, parts, at=at)


def send(
    hq: SmallHq, till: SmallTill, seqs: Iterable[int], rows: Iterable[str] = BOTH, **more: Any
) -> None:
    """Bring everything; these acts with envelopes for the anonymiser."""
    runs, envelopes = [], []
    for seq in seqs:
        one, made = till.envelopes(hq.public, seq, *rows)
        runs += one
        envelopes += made
    hq.take(till, till.body(hq.size(till), **wire(runs, envelopes), **more))
    assert hq.size(till) == len(till.acts)


def anonymiser(hq: SmallHq, keys: RoleKeys | None = None, at: datetime = DECEMBER) -> Anonymiser:
    data = hq.data
    opener = ActOpener(data.store, data.blobs, data.facts, keys or hq.roles)
    return Anonymiser(data.store, opener, data.facts, HeldClock(at), load_questions())


def ask(
    hq: SmallHq,
    measure: str = "count",
    *by: str,
    purpose: str = "improve",
    first: str = NOVEMBER,
    last: str = NOVEMBER,
    at: datetime = DECEMBER,
) -> dict[str, Any]:
    question = load_questions().question(purpose, measure, by, first, last)
    return anonymiser(hq, at=at).answer(question, "officer", "a report")


def refusal(hq: SmallHq, *words: str, **more: Any) -> tuple[str, int]:
    with pytest.raises(CounterError) as caught:
        ask(hq, *words, **more)
    return caught.value.code, caught.value.exit_code


def many(till: SmallTill, count: int, word: str = "見本", **values: Any) -> list[int]:
    """Deals of so many different persons."""
    return [deal(till, f"{word} {no}", **values) for no in range(count)]


def test_a_figure_needs_ten_persons(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, many(till, 9))
    assert refusal(hq) == ("too_few_persons", 3)
    send(hq, till, [deal(till, "見本 十")])
    assert ask(hq)["total"] == 10
    assert LEAST == load_questions().least == 10


def test_one_person_with_ten_deals_is_one(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, [deal(till, "見本 太郎") for _deal in range(10)])
    assert refusal(hq) == ("too_few_persons", 3)


def test_cells_measures_and_what_is_hidden(hq: SmallHq, till: SmallTill) -> None:
    acts = many(till, 12, "見本 東", prefecture="東京都")
    acts += many(till, 11, "見本 西", prefecture="京都府", yen=20_000)
    acts += many(till, 10, "見本 北", prefecture="北海道", yen=5_000)
    acts += many(till, 3, "見本 鳥", prefecture="鳥取県")
    send(hq, till, acts)
    told = ask(hq, "sum", "prefecture")
    # Tottori has three; with it the smallest cell beside is hidden, or it would follow.
    assert told["cells"] == [
        {"prefecture": "京都府", "value": 220_000},
        {"prefecture": "東京都", "value": 120_000},
    ]
    assert (told["total"], told["hidden"]) == (120_000 + 220_000 + 50_000 + 30_000, True)
    assert ask(hq, "mean", "prefecture")["cells"][0]["value"] == 20_000
    assert ask(hq, "count")["total"] == 36


def test_nothing_of_a_person_leaves(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, many(till, 12))
    dimensions = load_questions().dimensions
    for name in dimensions:
        for purpose in BOTH:
            ask(hq, "count", name, purpose=purpose)
    with hq.data.store.read() as tx:
        asked = tx.statistics.asked()
    assert len([one for one in asked if one.answer]) == 2 * len(dimensions)
    for one in asked:
        assert not [word for word in SECRETS if word in one.answer]
    for name in ("imei", "person.name", "address", "birth_date", "number", "features"):
        with pytest.raises(HqWrongUse, match="dimension_unknown"):
            ask(hq, "count", name)


def test_a_second_question_tells_nothing_about_a_few(hq: SmallHq, till: SmallTill) -> None:
    acts = many(till, 10, "見本 若", goods="smartphone", born="2000-01-01")
    acts += [deal(till, "見本 老", goods="smartphone", born="1950-01-01", yen=99_000)]
    acts += many(till, 12, "見本 板", goods="tablet", born="1950-01-01")
    send(hq, till, acts)
    assert [cell["value"] for cell in ask(hq, "sum", "goods")["cells"]] == [199_000, 120_000]
    assert refusal(hq, "sum", "age") == ("difference_too_small", 3)
    assert refusal(hq, "sum", "age", purpose="investment") == ("difference_too_small", 3)
    # The control: asked first, the same question is answered.
    with closing(sqlite3.connect(hq.folder / "hq.db")) as base, base:
        base.executescript("DELETE FROM statistics; DELETE FROM statistic_acts")
    assert [cell["value"] for cell in ask(hq, "sum", "age")["cells"]] == [100_000, 219_000]


def test_an_open_month_is_not_told(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, many(till, 12))
    on_the_last_day = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
    assert refusal(hq, at=on_the_last_day) == ("period_open", 3)
    first_in_japan = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert ask(hq, at=first_in_japan)["total"] == 12


def test_periods_do_not_overlap(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, [*many(till, 12), *many(till, 11, "見本 前", at=OCTOBER)])
    assert ask(hq)["total"] == 12
    assert refusal(hq, first="2026-10", last=NOVEMBER) == ("period_overlaps", 3)
    assert ask(hq, first="2026-10", last="2026-10")["total"] == 11
    assert refusal(hq, first="2026-09", last="2026-10") == ("period_overlaps", 3)


def test_what_arrives_late_is_never_counted_in(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, many(till, 12))
    first = ask(hq, "sum")
    send(hq, till, [deal(till, "見本 遅", yen=77_000)])
    assert ask(hq, "sum") == first
    assert ask(hq, "count")["total"] == 12


def test_an_erased_act_closes_its_period_for_new_questions(hq: SmallHq, till: SmallTill) -> None:
    acts = many(till, 12)
    send(hq, till, acts)
    first = ask(hq, "sum")
    till.add(Kind.ERASURE_FINISHED, {}, ref=acts[0])
    send(hq, till, [], drop_envelopes=[(acts[0], row) for row in BOTH])
    assert ask(hq, "sum") == first  # told again, not computed again
    assert refusal(hq, "count") == ("period_changed", 3)


def test_an_act_that_lost_a_part_is_not_counted_or_closes_its_period(
    hq: SmallHq, till: SmallTill
) -> None:
    acts = many(till, 12)
    del till.keys[acts[0] - 1]["1.age_occupation"]  # its birth date was erased
    del till.keys[acts[1] - 1]["1.contact"]  # no row is made from this
    send(hq, till, acts)
    assert ask(hq)["total"] == 11
    assert hq.data.facts.part_of("person.birth_date").name == "1.age_occupation"
    assert "person.contact_phone" not in USED


def test_without_an_envelope_an_act_is_not_counted(hq: SmallHq, till: SmallTill) -> None:
    acts = many(till, 12)
    send(hq, till, acts[:10])
    assert ask(hq)["total"] == 10


def test_only_the_anonymisers_file_works(hq: SmallHq, till: SmallTill, tmp_path: Path) -> None:
    send(hq, till, many(till, 12))
    question = load_questions().question("improve", "count", (), NOVEMBER, NOVEMBER)
    for holder in ("marketing", "provide"):
        hq.roles.hand_out(holder, tmp_path / holder)
        with pytest.raises(CounterError, match="role_key_not_here"):
            anonymiser(hq, RoleKeys(tmp_path / holder)).answer(question, "officer")
    hq.roles.hand_out("anonymiser", tmp_path / "anonymiser")
    told = anonymiser(hq, RoleKeys(tmp_path / "anonymiser")).answer(question, "officer")
    assert told["total"] == 12


def test_each_question_is_logged_answered_or_not(hq: SmallHq, till: SmallTill) -> None:
    send(hq, till, many(till, 9))
    refusal(hq)
    send(hq, till, [deal(till, "見本 十")])
    ask(hq)
    ask(hq)
    with hq.data.store.read() as tx:
        asked = tx.statistics.asked()
        openings = list(tx.desk.openings())
    assert [(one.no, one.operator, one.reason, one.refused) for one in asked] == [
        (1, "officer", "a report", "too_few_persons"),
        (2, "officer", "a report", ""),
        (3, "officer", "a report", ""),
    ]
    assert asked[1].answer == asked[2].answer != ""
    assert openings == []  # nobody saw an act


def test_of_two_questions_at_once_one_has_to_ask_again(
    hq: SmallHq, till: SmallTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(hq, till, many(till, 12))
    slow = anonymiser(hq)
    rows = slow._rows

    def meanwhile(*args: Any, **named: Any) -> Any:
        monkeypatch.undo()
        ask(hq, "sum", "goods")
        return rows(*args, **named)

    monkeypatch.setattr(slow, "_rows", meanwhile)
    question = load_questions().question("improve", "count", ("age",), NOVEMBER, NOVEMBER)
    with pytest.raises(HqOvertaken):
        slow.answer(question, "officer")
    with hq.data.store.read() as tx:
        assert [one.question.measure for one in tx.statistics.asked()] == ["sum"]


# ---- the attacker: asks, waits for deals to come and go, and takes answers from each other


class Attacker:
    """Every deal is paid with its own power of two, so a sum tells which deals it is about."""

    def __init__(self, hq: SmallHq, *, forgets: bool = False) -> None:
        self._hq, self._forgets = hq, forgets
        self._till = SmallTill()
        self.persons: list[str] = []
        self.open: list[int] = []
        self.known: list[set[int]] = []
        hq.enrol(self._till)
        for no in range(26):
            self.deal(f"見本 {no}", no % 2, no % 3)

    def deal(self, name: str, goods: int, age: int) -> None:
        """A deal comes in."""
        place = len(self.persons)
        seq = deal(
            self._till,
            name,
            goods=("smartphone", "tablet")[goods],
            born=("1960-01-01", "1985-01-01", "2000-01-01")[age],
            yen=1 << place,
        )
        send(self._hq, self._till, [seq])
        self.persons.append(name)
        self.open.append(seq)

    def erase(self, place: int) -> None:
        """A deal goes."""
        seq = self.open[place % len(self.open)]
        self._till.add(Kind.ERASURE_FINISHED, {}, ref=seq)
        send(self._hq, self._till, [], drop_envelopes=[(seq, row) for row in BOTH])

    def ask(self, *by: str) -> None:
        """Ask for sums, and read out of them which deals they are of."""
        if self._forgets:
            with closing(sqlite3.connect(self._hq.folder / "hq.db")) as base, base:
                base.executescript("DELETE FROM statistics; DELETE FROM statistic_acts")
        try:
            told = ask(self._hq, "sum", *by)
        except CounterError:
            return
        for value in (told["total"], *(cell["value"] for cell in told["cells"])):
            self.known.append({bit for bit in range(len(self.persons)) if value >> bit & 1})

    def found(self) -> set[str]:
        """The persons of a difference of two answers that is about fewer than ten."""
        for one, other in combinations(self.known, 2):
            apart = {self.persons[place] for place in one ^ other}
            if 0 < len(apart) < LEAST:
                return apart
        return set()


STEPS = st.one_of(
    st.tuples(st.just("ask"), st.lists(st.sampled_from(["goods", "age", "kind"]), unique=True)),
    st.tuples(st.just("deal"), st.tuples(st.sampled_from("abc"), st.integers(0, 1))),
    st.tuples(st.just("erase"), st.integers(0, 30)),
)


def attack(attacker: Attacker, steps: Iterable[tuple[str, Any]]) -> None:
    for what, value in steps:
        if what == "ask":
            attacker.ask(*value)
        elif what == "deal":
            attacker.deal(value[0], value[1], value[1])
        else:
            attacker.erase(value)


@settings(max_examples=12, deadline=None)
@given(st.lists(STEPS, min_size=3, max_size=8))
def test_no_questions_between_comings_and_goings_are_about_a_few(
    steps: list[tuple[str, Any]],
) -> None:
    with TemporaryDirectory() as folder, small_hq(Path(folder)) as hq:
        attacker = Attacker(hq)
        attacker.ask("goods")
        attack(attacker, steps)
        assert attacker.known
        assert attacker.found() == set()


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([("ask", ["goods"]), ("deal", ("new", 0)), ("ask", ["goods"])], {"new"}),
        ([("ask", ["goods"]), ("erase", 4), ("ask", ["goods"])], {"見本 4"}),
    ],
    ids=["one comes", "one goes"],
)
def test_without_its_memory_the_anonymiser_gives_them_away(
    steps: list[tuple[str, Any]], found: set[str], hq: SmallHq
) -> None:
    attacker = Attacker(hq, forgets=True)
    attack(attacker, steps)
    assert attacker.found() == found


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("marketing", "count", [], NOVEMBER, NOVEMBER), "purpose_unknown"),
        (("provide", "count", [], NOVEMBER, NOVEMBER), "purpose_unknown"),
        (("improve", "list", [], NOVEMBER, NOVEMBER), "measure_unknown"),
        (("improve", "count", ["name"], NOVEMBER, NOVEMBER), "dimension_unknown"),
        (
            ("improve", "count", ["age", "goods", "grade", "kind"], NOVEMBER, NOVEMBER),
            "too_many_dimensions",
        ),
        (("improve", "count", [], "2026-13", "2026-13"), "month_form"),
        (("improve", "count", [], "2026-11-01", "2026-11-02"), "month_form"),
        (("improve", "count", [], "2026-11", "2026-10"), "month_form"),
    ],
)
def test_what_cannot_be_asked(words: Any, code: str) -> None:
    with pytest.raises(HqWrongUse, match=code):
        load_questions().question(*words)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("least_persons = 10", "least_persons = 9"),
        ("band_years = 10", "band_years = 1"),
        ("oldest_band = 80", "oldest_band = 99"),
        ('"category", "goods"', '"imei", "goods"'),
        ("schema = 1", "schema = 2"),
        ("schema = 1", "schema ="),
    ],
)
def test_a_table_that_would_tell_more_does_not_load(old: str, new: str, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "resources" / "statistics" / "questions.toml"
    text = shipped.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "questions.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(HqFault, match="questions_damaged"):
        load_questions(path)
    with pytest.raises(HqFault, match="questions_damaged"):
        load_questions(tmp_path / "none")


def test_the_command_tells_json_and_writes_csv(
    hq: SmallHq, till: SmallTill, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = many(till, 12, "見本 話") + many(till, 11, "見本 板", goods="tablet", yen=5_000)
    send(hq, till, acts)
    common = ["--data", str(hq.folder), "--now", "2026-12-05T12:00:00+09:00", "statistics"]
    words = [*common, "--purpose", "investment", "--measure", "mean", "--by", "goods"]
    file = tmp_path / "goods.csv"
    assert main([*words, "--from", NOVEMBER, "--to", NOVEMBER, "-o", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cells"] == [
        {"goods": "smartphone", "value": 10_000},
        {"goods": "tablet", "value": 5_000},
    ]
    assert file.read_bytes().decode("utf-8-sig").split("\r\n") == [
        "goods,mean",
        "smartphone,10000",
        "tablet,5000",
        ",7608",
        "",
    ]
    assert file.stat().st_mode & 0o777 == 0o600
    assert main([*words, "--from", NOVEMBER]) == 2
    assert json.loads(capsys.readouterr().out) == {"error": "question_incomplete"}
    assert main([*common, "--asked"]) == 0
    [asked] = json.loads(capsys.readouterr().out)["asked"]
    assert (asked["question"]["by"], asked["refused"]) == (["goods"], "")
