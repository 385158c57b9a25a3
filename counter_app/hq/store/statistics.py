"""What was asked of the anonymiser, what it answered, and which acts a period was fixed with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.domain.statistics import Question
from counter_app.domain.values import TillCode
from counter_app.hq.store import tables


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, as it was asked.

    Attributes:
        no: running number over all questions.
        refused: the code, or empty when it was answered.
        answer: JSON, or empty.
    """

    no: int
    at: str
    operator: str
    reason: str
    question: Question
    refused: str
    answer: str


class StatisticsLog:
    """Questions and fixed periods within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def asked(self) -> list[Asked]:
        """Every question, in order."""
        wanted = sa.select(tables.statistics).order_by(tables.statistics.c.no)
        return [
            Asked(
                row.no,
                row.at,
                row.operator,
                row.reason,
                Question(row.purpose, row.measure, tuple(json.loads(row.by)), row.period),
                row.refused,
                row.answer,
            )
            for row in self._connection.execute(wanted)
        ]

    def log(self, asked: Asked) -> None:
        """Write a question down under its number; a number that is taken fails the transaction."""
        self._connection.execute(
            sa.insert(tables.statistics).values(
                no=asked.no,
                at=asked.at,
                operator=asked.operator,
                reason=asked.reason,
                purpose=asked.question.purpose,
                measure=asked.question.measure,
                by=json.dumps(list(asked.question.by)),
                period=asked.question.period,
                refused=asked.refused,
                answer=asked.answer,
            )
        )

    def fix(self, period: str, acts: Iterable[tuple[TillCode, int]]) -> None:
        """Fix the acts of a period."""
        rows = [{"till": till, "seq": seq, "period": period} for till, seq in acts]
        if rows:
            self._connection.execute(sa.insert(tables.statistic_acts), rows)

    def acts_of(self, period: str) -> list[tuple[TillCode, int]]:
        """The acts that a period was fixed with."""
        acts = tables.statistic_acts
        wanted = sa.select(acts).where(acts.c.period == period).order_by(acts.c.till, acts.c.seq)
        return [(TillCode(row.till), row.seq) for row in self._connection.execute(wanted)]
