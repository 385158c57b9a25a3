"""Cases in, decisions out, a JSON line each: what `counterctl law check` runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import msgspec

from counter_app.law.cases import CaseId, Language, WrongCase, case_id, parse_case
from counter_app.law.dated import NoRule
from counter_app.law.decide import decide
from counter_app.law.tables import LawTables

TablesOn: TypeAlias = Callable[[date], LawTables]
"""The statutory tables in force on a day."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line's answer.

    Attributes:
        form: a decision, `{"id","error"}` for a wrong case, or `{"id":null,"line","error"}` for a
            line that is no JSON object.
        wrong: the run goes on, and ends with exit code 2.
    """

    form: dict[str, Any]
    wrong: bool = False


def answers(
    lines: Iterable[str], tables_on: TablesOn, language: Language = "ja"
) -> Iterator[Answer]:
    """The answers to lines of text, in order; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(line, number, tables_on, language)


def _answer(line: str, number: int, tables_on: TablesOn, language: Language) -> Answer:
    try:
        raw = msgspec.json.decode(line, type=dict[str, Any])
    except (ValueError, RecursionError) as fault:
        return Answer({"id": None, "line": number, "error": f"no JSON object: {fault}"}, wrong=True)
    name: CaseId = case_id(raw)
    try:
        case = parse_case(raw)
        return Answer(decide(case, tables_on(case.on), language=language).form())
    except (WrongCase, NoRule) as fault:
        return Answer({"id": name, "error": str(fault)}, wrong=True)
