"""The offer, line by line: the customer says yes to each, or asks for it to be explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot
from typing_extensions import override

from counter_app.domain.appraisal import OfferLine as Line
from counter_app.domain.values import VisitId, yen_words
from counter_app.domain.visit import AppraisedArticle, Visit
from counter_app.texts import Texts
from ui.customer_screen import CustomerScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.card import Card, Rule
from ui.widgets.offer_line import OfferLine
from ui.widgets.page_head import PageHead
from ui.widgets.scale import scale_text
from ui.widgets.screen_frame import clear_layout
from ui.widgets.text import PlainLabel

PAGE = 5
PAGE_LARGER = 4
"""Lines on one page, ordinary and with larger text."""

_AnswerWord = Literal["open", "agreed", "asked"]
_GOODS_ICONS = {
    "smartphone": "device-mobile",
    "feature_phone": "device-mobile",
    "tablet": "device-tablet",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: which article, which line of it."""

    article: int
    line: int


class _Answer(QObject):
    """One line's two buttons, with its place."""

    agreed = Signal(object)
    asked = Signal(object)

    def __init__(self, widget: OfferLine, place: _Place) -> None:
        super().__init__(widget)
        self._place = place
        widget.agreed.connect(self._agree)
        widget.asked.connect(self._ask)

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self._place)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._place)


class OfferPage(CustomerScreen):
    """Every line of every article's offer, five a page."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self.larger = False
        self._asked: set[_Place] = set()
        self._page = 0
        self._lines: dict[_Place, OfferLine] = {}
        self._head = PageHead(theme, customer=True)
        self._total = PlainLabel(theme, "customer.money", align="right")
        self._total.setObjectName("total")
        self._card = Card(theme, margins=(0, 0, 0, 0), spacing=0)
        self._sheet.body.addWidget(self._head)
        self._sheet.body.addWidget(self._card)
        self._sheet.body.addStretch(1)
        actions = self._sheet.action_row
        actions.add_right(self._total)
        actions.primary.clicked.connect(self._next)
        actions.back.clicked.connect(self._back)
        self.relabel()

    @override
    def set_larger(self, on: bool) -> None:
        """Larger text, with fewer lines on a page."""
        first = self._page * self._size
        self.larger = on
        self._page = first // self._size
        self._draw()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("customer.offer.title"), self.say("customer.offer.subtitle"))
        self._draw()

    @override
    def show_visit(self, visit: Visit) -> None:
        before = self._visit
        if before is not None and _offers(before) != _offers(visit):
            self._asked.clear()
            self._page = 0
            self.messages.tell("customer.offer.changed", "warn")
        self._visit = visit
        if before is not None and _offers(before) == _offers(visit) and self._lines:
            self._show_answers()
        else:
            self._draw()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        for line in self._lines.values():
            line.setEnabled(not busy)

    @property
    def _size(self) -> int:
        return PAGE_LARGER if self.larger else PAGE

    @property
    def _places(self) -> tuple[_Place, ...]:
        articles = self._visit.articles if self._visit else ()
        return tuple(
            _Place(article, line)
            for article, one in enumerate(articles)
            for line in range(len(one.appraisal.lines))
        )

    @property
    def _pages(self) -> int:
        return max(1, -(-len(self._places) // self._size))

    def _draw(self) -> None:
        clear_layout(self._card.body)
        self._lines = {}
        if self._visit is not None:
            start = self._page * self._size
            for place in self._places[start : start + self._size]:
                self._draw_line(place, self._visit.articles[place.article])
        scale_text(self, self.desk.theme.larger_text_factor if self.larger else 1.0)
        self._show_answers()

    def _draw_line(self, place: _Place, one: AppraisedArticle) -> None:
        if self._lines:
            self._card.body.addWidget(Rule(self.desk.theme))
        line = OfferLine(self.desk.theme, self.texts)
        line.setObjectName(f"line_{place.article}_{place.line}")
        told = one.appraisal.lines[place.line]
        line.show_line(*self._words(told, one), yen_words(told.yen), icon=_icon(told, one))
        answer = _Answer(line, place)
        answer.agreed.connect(self._agree)
        answer.asked.connect(self._ask)
        self._card.body.addWidget(line)
        self._lines[place] = line

    def _words(self, told: Line, one: AppraisedArticle) -> tuple[str, str]:
        """A line's name and reason: an article is named once, at its base price."""
        words = told.words(self.texts.language)
        article = one.article
        short = " ".join(filter(None, (article.model, article.capacity, article.colour)))
        if told.yen >= 0:
            return short, self.say("customer.between").join((words, article.maker))
        return words, short

    def _show_answers(self) -> None:
        visit = self._visit
        actions = self._sheet.action_row
        kind = visit.kind if visit is not None else "buy"
        last = self._page == self._pages - 1
        self.say_actions(
            self.say_for(kind, "customer.offer.agree") if last else self.say("customer.offer.more"),
            self.say_for(kind, "customer.offer.decline"),
            back=self.say("customer.back") if self._page else "",
        )
        if visit is None:
            actions.set_ready(False)
            return
        for place, line in self._lines.items():
            line.set_answer(self._answer(visit, place))
        left = sum(not self._is_agreed(visit, place) for place in self._places)
        words = self.say("customer.offer.left", count=left)
        actions.set_ready(not last or visit.offer_agreed, words)
        self._total.setText(self.say_for(kind, "customer.offer.total", yen=yen_words(visit.offer)))

    def _is_agreed(self, visit: Visit, place: _Place) -> bool:
        return place.line in visit.articles[place.article].agreed

    def _answer(self, visit: Visit, place: _Place) -> _AnswerWord:
        if self._is_agreed(visit, place):
            return "agreed"
        return "asked" if place in self._asked else "open"

    @Slot(object)
    def _agree(self, place: _Place) -> None:
        visit = self._visit
        if visit is not None:
            self._asked.discard(place)
            self._tell(visit.visit_id, place, yes=not self._is_agreed(visit, place))

    @Slot(object)
    def _ask(self, place: _Place) -> None:
        """The clerk sees it on the mirror and explains; an agreement is taken back meanwhile."""
        visit = self._visit
        if visit is not None:
            self._asked.add(place)
            if self._is_agreed(visit, place):
                self._tell(visit.visit_id, place, yes=False)
            else:
                self._show_answers()

    def _tell(self, visit_id: VisitId, place: _Place, *, yes: bool) -> None:
        visits = self.desk.counter.visits

        def job() -> Visit:
            return visits.agree(visit_id, place.article, place.line, yes=yes)

        self.advance(job)

    @Slot()
    def _next(self) -> None:
        if self._page < self._pages - 1:
            self._page += 1
            self._draw()
        elif self._visit is not None:
            visits, visit_id = self.desk.counter.visits, self._visit.visit_id

            def job() -> Visit:
                return visits.go_on(visit_id)

            self.advance(job)

    @Slot()
    def _back(self) -> None:
        if self._page:
            self._page -= 1
            self._draw()


def _offers(visit: Visit) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """What is offered, without the answers."""
    return tuple((one.article.name, one.appraisal.lines) for one in visit.articles)


def _icon(told: Line, one: AppraisedArticle) -> str:
    return _GOODS_ICONS.get(one.article.goods, "package") if told.yen >= 0 else "minus"
