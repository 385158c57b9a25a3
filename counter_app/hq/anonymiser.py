"""The anonymiser: the one reader of the purposes improve and investment, who gives figures only.

It opens the deals of a period with its own keys, in memory, makes rows without anything that names
somebody, and tells what domain.statistics lets it tell. The acts of a period are fixed with its
first answer: what arrives later is never counted in, periods do not overlap, and what was answered
once is answered again word for word. When an act of a fixed period no longer opens (erased), new
questions about it are refused: the difference would be that act.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind, moment_text, parse_header
from counter_app.domain.statistics import (
    DealRow,
    Figures,
    Question,
    Told,
    figures,
    rows_of,
)
from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqRefused
from counter_app.hq.opener import ActOpener, OpenedAct
from counter_app.hq.questions import Questions, overlaps, require_closed
from counter_app.hq.store.database import Store
from counter_app.hq.store.statistics import Asked
from counter_app.law.notice import NoticeFacts

USED = (
    *("person.name", "person.address", "person.birth_date", "application.kind"),
    *("article.category", "article.goods", "article.grade", "article.price"),
)
"""The fields that rows are made from; an act that has lost one of their parts is not whole."""

_Place = tuple[TillCode, int]


class Anonymiser:
    """Answers questions about many deals."""

    def __init__(
        self,
        store: Store,
        opener: ActOpener,
        facts: NoticeFacts,
        clock: Clock,
        questions: Questions,
    ) -> None:
        self._store = store
        self._opener = opener
        self._clock = clock
        self._questions = questions
        self._parts = {facts.part_of(field).name for field in USED}

    def answer(self, question: Question, operator: str, reason: str = "") -> dict[str, Any]:
        """The figures; asked and answered, or refused, stands in the log.

        Returns:
            purpose, measure, by, period, cells (a list: the dimensions' values and `value`),
            total, and hidden: whether cells are missing.

        Raises:
            HqRefused: `period_open`; `period_overlaps` an earlier one; `period_changed`: an act of
                it no longer opens; `too_few_persons`; `difference_too_small`: with what was
                answered before, every cell would tell of too few; or the role's key is not at hand.
            HqBusy: another question was answered meanwhile: ask again.
            IntegrityFault: an envelope, key or part does not prove itself.
        """
        with self._store.read() as tx:
            asked = tx.statistics.asked()
        fixed: list[_Place] = []
        try:
            told, fixed = self._told(question, asked)
        except HqRefused as refused:
            self._log(question, (operator, reason), asked, refused.code)
            raise
        self._log(question, (operator, reason), asked, "", told, fixed)
        return told

    def _told(
        self, question: Question, asked: Sequence[Asked]
    ) -> tuple[dict[str, Any], list[_Place]]:
        """The answer, and the acts that are fixed with it."""
        given = [one for one in asked if not one.refused]
        for one in given:
            if one.question == question:
                return json.loads(one.answer), []
        require_closed(question, business_day(self._clock.now()))
        for one in given:
            other = one.question.period
            if other != question.period and overlaps(question.period, other):
                raise HqRefused("period_overlaps", period=other)
        earlier = [one for one in given if one.question.period == question.period]
        rows, places = self._rows(question, again=bool(earlier))
        least = self._questions.least
        answer = figures(rows, question, [_shown(one) for one in earlier], least)
        if answer is None:
            alone = figures(rows, question, [], least)
            code = "too_few_persons" if alone is None else "difference_too_small"
            raise HqRefused(code, least=least)
        return _as_told(question, answer), [] if earlier else places

    def _rows(self, question: Question, *, again: bool) -> tuple[list[DealRow], list[_Place]]:
        """The rows of a period; the fixed ones when it was answered before."""
        rows: list[DealRow] = []
        places = self._fixed(question) if again else self._deals(question)
        counted: list[_Place] = []
        for till, seq in places:
            act = self._opened(till, seq, question.purpose)
            if act is None:
                if again:
                    raise HqRefused("period_changed", period=question.period)
                continue
            on = business_day(act.header.at)
            rows += rows_of(act.fields, on, self._questions.ways)
            counted.append((till, seq))
        return rows, counted

    def _opened(self, till: TillCode, seq: int, purpose: str) -> OpenedAct | None:
        """An act that opens wholly, as far as rows are made of it."""
        try:
            act = self._opener.open(till, seq, purpose)
        except HqRefused as refused:
            if refused.code != "no_envelope":
                raise
            return None
        return None if self._parts & set(act.closed) else act

    def _fixed(self, question: Question) -> list[_Place]:
        with self._store.read() as tx:
            return tx.statistics.acts_of(question.period)

    def _deals(self, question: Question) -> list[_Place]:
        """The deals of these months, of every till."""
        first, last = question.period.split("/")
        places: list[_Place] = []
        with self._store.read() as tx:
            tills = tx.desk.tills()
        for till in tills:
            with self._store.read() as tx:
                for kept in tx.log(till).acts():
                    header = parse_header(kept.act.header)
                    month = f"{business_day(header.at):%Y-%m}"
                    if header.kind is Kind.ARTICLE_ACCEPTED and first <= month <= last:
                        places.append((till, kept.seq))
        return places

    def _log(
        self,
        question: Question,
        who: tuple[str, str],
        asked: Sequence[Asked],
        refused: str,
        told: dict[str, Any] | None = None,
        fixed: Sequence[_Place] = (),
    ) -> None:
        """Write down what was asked; a question answered meanwhile makes this one fail."""
        operator, reason = who
        at = moment_text(self._clock.now())
        answer = "" if told is None else json.dumps(told, ensure_ascii=False)
        number = asked[-1].no + 1 if asked else 1
        with self._store.write() as tx:
            tx.statistics.log(Asked(number, at, operator, reason, question, refused, answer))
            tx.statistics.fix(question.period, fixed)


def table_bytes(told: Mapping[str, Any]) -> bytes:
    """An answer as CSV, UTF-8 with a mark for spreadsheets: its cells, then the total."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    by, measure = list(told["by"]), told["measure"]
    writer.writerow([*by, measure])
    writer.writerows([*(cell[name] for name in by), cell["value"]] for cell in told["cells"])
    writer.writerow([*("" for _name in by), told["total"]])
    return out.getvalue().encode("utf-8-sig")


def _shown(one: Asked) -> Told:
    by = one.question.by
    cells = json.loads(one.answer)["cells"]
    return Told(by, frozenset(tuple(cell[name] for name in by) for cell in cells))


def _as_told(question: Question, answer: Figures) -> dict[str, Any]:
    cells = [
        dict(zip(question.by, key, strict=True)) | {"value": value}
        for key, value in answer.cells.items()
    ]
    return {
        "purpose": question.purpose,
        "measure": question.measure,
        "by": list(question.by),
        "period": question.period,
        "cells": cells,
        "total": answer.total,
        "hidden": answer.hidden,
    }
