"""The letters that answer requests: made from the answer's act, so that they can be made again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.devices.printer import Printer
from counter_app.documents.request_letter import LetterRow, RequestLetter, request_letter
from counter_app.domain.errors import Refused
from counter_app.domain.requests import Answer, KeptPart, Reason, Request, RequestKind, Result
from counter_app.law.requests import RequestRules
from counter_app.law.retention import Retention
from counter_app.services.papers import MadePaper
from counter_app.services.press import Press
from counter_app.services.requests import RequestDesk
from counter_app.storage.records import Record


class LetterDesk:
    """Makes and prints letters."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        desk: RequestDesk,
        tables: tuple[RequestRules, Callable[[date], Retention]],
        press: Press,
        printer: Printer,
    ) -> None:
        self._record = record
        self._clock = clock
        self._desk = desk
        self._rules, self._retention_on = tables
        self._press = press
        self._printer = printer

    def make(self, number: str) -> MadePaper:
        """The letter of an answered request; a further print of it says when the first was.

        Raises:
            WrongInput: `request_unknown`.
            Refused: `request_open`: nobody answered it yet.
        """
        request = self._desk.get(number)
        answer = request.answer
        if answer is None:
            raise Refused("request_open", number=request.number)
        with self._record.read() as view:
            printed = self._record.marks.paper_printed(view, _mark(request))
        press = self._press
        refused = answer.result is Result.REFUSED
        letter = RequestLetter(
            shop=press.shop,
            request=request,
            answer=answer,
            subject=self._subject(request),
            packs=press.packs(request.asked.language),
            purposes=request.kind is RequestKind.PURPOSES and not refused,
            reasons=[self._reason(one, answer) for one in answer.reasons],
            erased=[self._erased(one, answer) for one in answer.parts if not one.rule],
            kept=[self._kept(one, answer) for one in answer.parts if one.rule],
            withdrawn=[_withdrawn(press, one) for one in answer.withdrawn],
            printed_before=printed,
            demo=press.demo,
        )
        pdf = request_letter(letter, press.fonts(), press.texts, self._clock.now())
        return MadePaper(f"answer_{request.number}.pdf", pdf)

    def print(self, number: str) -> None:
        """Print the letter, and remember that it was.

        Raises:
            WrongInput, Refused: as `make`.
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`.
        """
        paper = self.make(number)
        self._printer.print(paper.name, paper.pdf)
        with self._record.write() as tx:
            mark = _mark(self._desk.opened(tx, number))
            if self._record.marks.paper_printed(tx, mark) is None:
                self._record.marks.note_paper(tx, mark, self._clock.now())

    def print_paper(self, paper: MadePaper) -> None:
        """Print another paper of this desk, such as a disclosure.

        Raises:
            NotPossibleNow: as `print`.
        """
        self._printer.print(paper.name, paper.pdf)

    def _subject(self, request: Request) -> LetterRow:
        row = self._rules.requests.need(request.kind.value, request.row.taken_on)
        return LetterRow(row.ja, row.en, row.article)

    def _reason(self, reason: Reason, answer: Answer) -> LetterRow:
        row = self._rules.reasons.need(reason.code, business_day(answer.at))
        return LetterRow(row.ja, row.en, row.article, why_ja=reason.words)

    def _erased(self, part: KeptPart, answer: Answer) -> LetterRow:
        return LetterRow(*self._words(part, answer))

    def _kept(self, part: KeptPart, answer: Answer) -> LetterRow:
        row = self._rules.keeping_row(part.rule, business_day(answer.at))
        ja, en = self._words(part, answer)
        if row is None:
            return LetterRow(ja, en, until=part.until)
        return LetterRow(ja, en, row.article, row.ja, row.en, part.until)

    def _words(self, part: KeptPart, answer: Answer) -> tuple[str, str]:
        """What a part holds, by the words of its fields."""
        day = business_day(answer.at)
        retention, facts = self._retention_on(day), self._press.notices.facts
        rows = [
            retention.fields.need(field, day)
            for field in facts.field_items
            if field in retention.parts[part.part]
        ]
        return "、".join(row.ja for row in rows), ", ".join(row.en for row in rows)


def _withdrawn(press: Press, answer: str) -> LetterRow:
    key = f"paper.consent.{answer}"
    ja, en = (press.texts.in_language(language).say(key) for language in ("ja", "en"))
    return LetterRow(ja, en)


def _mark(request: Request) -> str:
    return f"letter:{request.row.seq}"
