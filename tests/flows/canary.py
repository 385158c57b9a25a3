"""A day at one counter with one marked customer, and everything that HQ's roles can make of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.answers import ANSWERS
from counter_app.domain.consent import CHANNELS, Choices
from counter_app.domain.custody import VictimReturn
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.visit import Ending, Visit
from counter_app.hq.__main__ import main
from counter_app.hq.questions import load_questions
from counter_app.services.retention import RetentionDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.keys import FileKeyStore
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, appraised, clocks_on, consent
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.police_desks import Desks, number, order
from tests.counter_app.sync.links import Link, small_link
from tests.flows.byte_search import forms
from tests.records import NOON

NAME, ADDRESS, PHONE = "標本 標子", "東京都標区標町77-88", "090-7777-8888"
KANA, BORN, IMEI = "ヒョウホン シルコ", date(1977, 7, 8), "356938035643809"
MARKS = (NAME, "標本標子", "標子", KANA, ADDRESS, "標町", PHONE, BORN.isoformat())
"""What is searched for of the marked customer."""

REFUSES = Choices(group_provision=False)
AGREES = Choices(direct_mail=True, email=True, sms=True, group_provision=True)
HOLDERS = ("marketing", "anonymiser")
PURPOSES = {"marketing": ("marketing",), "anonymiser": ("improve", "investment")}
NEXT_MONTH = "2026-12-05T12:00:00+09:00"
PAST_EVERY_CLOCK = datetime(2037, 3, 1, 3, 0, tzinfo=UTC)
"""Later than the tax books of the day, the longest of all periods, and than any evidence."""

Outputs = dict[str, str]


@dataclass(repr=False)
class Day:
    """A till at work, and its HQ.

    Attributes:
        marked: the acts of the marked customer: consent, acceptance, payout, correction.
    """

    link: Link
    counter: Counter
    folder: Path
    marked: list[int] = field(default_factory=list)

    def visit(self, choices: Choices, **person: Any) -> Visit:
        """A whole visit; the imei is its article's."""
        imei = person.pop("imei", "490154203237518")
        visits = self.counter.visits
        visit_id = self.counter.identified(**person)
        self.counter.agreed(appraised(imei=imei), visit_id=visit_id)
        visits.sign(visit_id, consent(choices))
        done = self.counter.accept(visit_id)
        visits.finish(visit_id)
        return done

    def work(self, choices: Choices) -> None:
        """The day: others of every answer, the marked customer among them, and what follows."""
        for no in range(6):
            self.visit(REFUSES, name=f"見本 {no}", birth_date=date(1980 + no, 1, 1))
        self.counter.visits.end(self.counter.identified(name="見本 去"), Ending.CANCELLED)
        done = self.visit(
            choices,
            name=NAME,
            name_kana=KANA,
            address=ADDRESS,
            birth_date=BORN,
            contact_phone=PHONE,
            imei=IMEI,
        )
        given = done.acceptance
        assert given is not None
        line = self.line_of(given.act_seq)
        corrections = corrections_of(self.counter)
        right = {"occupation": "標本商"}
        corrected = corrections.correct(line.number, right, "聞き違い", MANAGER, MANAGER_PIN)
        assert given.payout_seq is not None
        self.marked = [given.consent_seq, given.act_seq, given.payout_seq, corrected.act_seq]
        self.visit(Choices(sms=True), name="見本 承", contact_phone="090-0000-0001")
        for no in range(6):
            self.visit(AGREES, name=f"見本 諾{no}", birth_date=date(1975 - no, 1, 1))
        self.aftermath(line)

    def aftermath(self, line: LedgerLine) -> None:
        """Articles are moved, held for the police, and given back: to the marked customer, too."""
        desks = Desks(self.counter)
        desks.move(1)
        desks.enter(order(line.number.running + 1))
        victim = VictimReturn(NAME, "見本警察署 受第5号", date(2026, 1, 5), "")
        desks.disposals.dispose(
            number(2), DisposalKind.RETURN, None, None, CLERK, CLERK_PIN, victim
        )

    def line_of(self, seq: int) -> LedgerLine:
        """The ledger line of an acceptance."""
        [line] = [one for one in self.counter.lines() if one.act_seq == seq]
        return line

    def hand_out(self) -> None:
        """Give each role its own file."""
        for holder in (*HOLDERS, "provide"):
            self.link.hq.roles.hand_out(holder, self.keys(holder))

    def keys(self, holder: str) -> Path:
        """A holder's own file."""
        return self.folder / f"{holder}.role-keys"

    def take_back(self, *what: str) -> None:
        """The marked customer takes answers back at the counter, or all; the next sync tells HQ."""
        record, clock = self.link.till.record, self.link.till.clock
        desk = WithdrawalDesk(record, clock, self.counter.staff, self.counter.clocks)
        desk.withdraw(self.marked[0], what or ANSWERS, CLERK, CLERK_PIN)
        self.link.sync()

    def rows(self, basis: str) -> list[str]:
        """The rows of a basis."""
        return [row.key for row in self.link.hq.data.facts.rows.values() if row.basis == basis]

    def erase(self) -> FileKeyStore:
        """Everybody's periods pass, and the till erases; where its keys are now."""
        till = self.link.till
        store = FileKeyStore.create(self.folder / "till.key", till.folder)
        store.save(till.keys)
        clock = HeldClock(PAST_EVERY_CLOCK)
        RetentionDesk(till.record, clock, clocks_on, store).run()
        till.clock = self.link.hq.clock = clock
        for _pass in range(3):  # what is kept of an act gets its envelopes anew with a later batch
            self.link.sync()
        return store


@contextmanager
def day_at(folder: Path, choices: Choices) -> Iterator[Day]:
    """A day of which everything is at HQ; the marked customer answered so."""
    with small_link(folder) as link:
        day = Day(link, Counter(link.till), folder)
        day.work(choices)
        day.link.sync()
        day.hand_out()
        yield day


class Roles:
    """Runs counter-hq with the file of one role, and keeps everything that it prints or writes."""

    def __init__(self, day: Day, capsys: pytest.CaptureFixture[str]) -> None:
        self._day = day
        self._capsys = capsys

    def run(self, holder: str, *words: str) -> str:
        """What a command prints, errors too."""
        day = self._day
        common = ["--data", str(day.link.hq.folder), "--now", NEXT_MONTH]
        main([*common, "--role-keys", str(day.keys(holder)), *words])
        told = self._capsys.readouterr()
        return told.out + told.err

    def openings(self, holder: str) -> Outputs:
        """Every act, opened for every purpose of the holder."""
        size = self._day.link.till.size()
        return {
            f"open {seq} for {purpose}": self.run(
                holder, "open", "--till", "T01", "--seq", str(seq), "--purpose", purpose
            )
            for purpose in PURPOSES.get(holder, (holder,))
            for seq in range(1, size + 1)
        }

    def mailings(self) -> Outputs:
        """The list of every channel."""
        return {
            f"mailing {channel}": self.run("marketing", "mailing", "--channel", channel)
            for channel in CHANNELS
        }

    def statistics(self, most: int = 1) -> Outputs:
        """Figures by every dimension, or so many of them together, printed and written."""
        questions = load_questions()
        told: Outputs = {}
        file = self._day.folder / "statistics.csv"
        month = ("--from", NOON.strftime("%Y-%m"), "--to", NOON.strftime("%Y-%m"))
        by_all = [by for size in range(most + 1) for by in combinations(questions.dimensions, size)]
        for turn, by in enumerate(by_all):
            purpose = ("improve", "investment")[turn % 2]
            measure = questions.measures[turn % 3]
            asked = [word for one in by for word in ("--by", one)]
            words = ("--purpose", purpose, "--measure", measure, *asked, *month, "-o", str(file))
            told[f"statistics {measure} {by}"] = self.run("anonymiser", "statistics", *words)
            if file.exists():
                told[f"file of {measure} {by}"] = file.read_text(encoding="utf-8-sig")
                file.unlink()
        told["questions asked"] = self.run("anonymiser", "statistics", "--asked")
        return told

    def log(self) -> list[dict[str, Any]]:
        """The log of openings."""
        listed: list[dict[str, Any]] = json.loads(self.run("marketing", "openings"))["openings"]
        return listed


def holding(outputs: Outputs, words: tuple[str, ...] = MARKS) -> set[str]:
    """The outputs in which one of the words stands, in whatever form."""
    needles = [form for word in words for form in forms(word).values()]
    return {name for name, text in outputs.items() if any(one in text.encode() for one in needles)}
