"""The articles: what identifies each, its state, and the live offer from the price book."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.appraisal import Appraisal
from counter_app.domain.article import imei_from
from counter_app.domain.deal import DealKind, OwnSale
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.holds import Hold
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import VisitId, ledger_number, yen_words
from counter_app.domain.visit import AppraisedArticle, Step, Visit
from counter_app.services.bulletin_gate import ArticleMatch
from counter_app.services.visit import VISIT_OVER, typed_of
from counter_app.services.visit_changes import ARTICLE_PAGE
from counter_app.texts import Texts
from ui.clerk_screen import WatchedScreen
from ui.messages import Messages, error_words
from ui.screen import Desk
from ui.widgets.article_entry import ArticleEntry, entry_of, imei_fault, taken_up, typed_in
from ui.widgets.article_form import IdentifyCard, StateCard
from ui.widgets.article_tabs import ArticleTabs
from ui.widgets.buttons import Button
from ui.widgets.card import column
from ui.widgets.kind_pane import KindPane
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import NARROW, ScreenFrame
from ui.widgets.text import PlainLabel

IMEI_DIGITS = 15
KEEPS_AFTER_MS = 400
"""What was entered is kept this long after the last key, so that a crash loses nothing."""
MOST_NAMED = 2
"""So many articles have their names on their tabs; more have their numbers, for the form names
the one that is open."""
_WRONG_FIELD = {"imei_form": "imei", "imei_check": "imei", "article_text_form": "damage"}


class ArticleScreen(WatchedScreen):
    """One form, filled for one article after the other."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._book = desk.counter.appraisal.book
        self._entries = [ArticleEntry()]
        self._now = 0
        self._loaded = False
        self._kept: list[ArticleEntry] = []
        self._kept_typed: dict[str, str] = {}
        self._seen: dict[str, list[LedgerLine]] = {}
        self._held: dict[int, Hold] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEPS_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._head = PageHead(desk.theme)
        self._tabs = ArticleTabs(desk.theme)
        self._tabs.chosen.connect(self._open)
        self._tabs.add_asked.connect(self._add)
        self._head.add(self._tabs)
        self._kind = Button(desk.theme, icon="arrows-exchange")
        self._kinds = KindPane(desk.theme)
        self._identify = IdentifyCard(desk.theme)
        self._identify.edited.connect(self._edited)
        self._identify.left.connect(self._imei_left)
        self._identify.remove_asked.connect(self._remove)
        self._identify.texts["imei"].field.editingFinished.connect(self._imei_left)
        self._state = StateCard(desk.theme, [rule.key for rule in self._book.rules])
        self._state.edited.connect(self._edited)
        self._sum_label = PlainLabel(desk.theme, "clerk.label", tone="muted")
        self._sum = PlainLabel(desk.theme, "clerk.title")
        self._sum.setObjectName("offer_sum")
        self._actions.add_right(self._sum_label)
        self._actions.add_right(self._sum)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._save)
        self._form = QWidget()
        self._pages = QStackedWidget()
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._identify.model)
        self.relabel()
        self._show_entry()

    def _body(self) -> QVBoxLayout:
        self._kind.setObjectName("kind_of_deal")
        self._kind.clicked.connect(self._show_kinds)
        self._head.add(self._kind)
        self._kinds.chosen.connect(self._choose_kind)
        self._kinds.sale_given.connect(self._take_sale)
        self._kinds.invoice.answered.connect(self._keep_invoice_number)
        columns = QHBoxLayout(self._form)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(self._identify, 1)
        columns.addWidget(self._state, 1)
        self._pages.addWidget(self._form)
        self._pages.addWidget(self._kinds)
        body = column(self.bulletins, spacing=12)
        body.addWidget(self._pages, 1)
        return body

    @override
    def relabel(self) -> None:
        self._say_kind()
        self._identify.set_words(self.texts)
        self._identify.model.set_choices(
            [
                (one.key, " ".join(part for part in (one.maker, one.model, one.capacity) if part))
                for one in self._book.models
            ]
        )
        ja = self.texts.language == "ja"
        self._state.set_words(
            self.texts, {rule.key: rule.ja if ja else rule.en for rule in self._book.rules}
        )
        self.say_actions(self.next_words(Step.OFFER), back=True, cancel=True)
        self._show_imei(finished=False)
        self._show_state()
        self.show_found(self.bulletins.found)

    @override
    def draw(self, visit: Visit) -> None:
        """Fill the form from the visit once; from then on what is typed here holds."""
        self._say_kind()
        if self._loaded:
            return
        self._loaded = True
        if visit.articles:
            self._entries = [entry_of(one, self._book) for one in visit.articles]
            self._kept = list(self._entries)
        self._kept_typed = typed_of(visit, ARTICLE_PAGE)
        half = taken_up(self._kept_typed, self._book)
        if half:
            self._entries = [*self._kept, *half]
        self._now = 0
        self._say_kind()
        self._show_entry()
        self.look()

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._tabs.setEnabled(not busy)
        self._kind.setEnabled(not busy)
        self._kinds.setEnabled(not busy)

    @override
    def leave(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_sum()

    def _show_entry(self) -> None:
        entry = self._entries[self._now]
        self._identify.show_entry(entry)
        self._state.show_entry(entry)
        self._show_imei(finished=bool(entry.imei))
        self._show_state()

    @Slot()
    def _edited(self) -> None:
        self._entries[self._now] = ArticleEntry(
            self._identify.model.key(),
            self._identify.text("imei"),
            self._identify.text("serial"),
            self._identify.text("colour"),
            self._identify.text("damage"),
            self._identify.text("accessories"),
            self._state.chosen,
            self._state.must["reset"].isChecked(),
            self._state.must["unlocked"].isChecked(),
        )
        self._show_imei(finished=False)
        self._show_state()
        self._timer.start()

    def _show_state(self) -> None:
        """Amounts, sums, tabs, and what is still missing."""
        entry = self._entries[self._now]
        self._state.show_must(needed=not entry.model or entry.is_device(self._book))
        offer = self._offer(entry)
        lines = offer.lines if offer else ()
        self._state.show_amounts({line.rule: yen_words(line.yen) for line in lines})
        offers = [found.offer for one in self._entries if (found := self._offer(one))]
        several = len(self._entries) > 1
        self._sum_label.setText(
            self.say("clerk.article.sum" if several else "clerk.article.sum_one")
        )
        self._sum.setText(yen_words(sum(offers)))
        self._identify.remove.setVisible(several)
        self._tabs.show_tabs(
            [self._tab(place) for place in range(len(self._entries))],
            self._now,
            self.say("clerk.article.add_short" if self._many else "clerk.article.add"),
        )
        left = [self.say("clerk.kind.left")] if self._shows_kinds else self._left()
        self._actions.set_ready(not left, self.left_words(left[:1]))

    @property
    def _many(self) -> bool:
        """Whether the head needs its room for the tabs."""
        return len(self._entries) > MOST_NAMED

    def _tab(self, place: int) -> str:
        if self._many:
            return f"{place + 1}"
        model = self._entries[place].model
        name = self._book.model(model).model if model else self.say("clerk.article.unnamed")
        return self.say("clerk.article.tab", number=place + 1, name=name)

    def _offer(self, entry: ArticleEntry) -> Appraisal | None:
        if not entry.model:
            return None
        return self.desk.counter.appraisal.offer(entry.model, entry.faults)

    def _left(self) -> list[str]:
        """What is still open, of the article that is shown first."""
        open_here = self._missing(self._entries[self._now])
        if open_here:
            return open_here
        others = [
            self.say("clerk.article.left.other", number=place + 1)
            for place, entry in enumerate(self._entries)
            if place != self._now and self._missing(entry)
        ]
        return others[:1]

    def _missing(self, entry: ArticleEntry) -> list[str]:
        return [self.say(f"clerk.article.left.{name}") for name in entry.missing(self._book)]

    @Slot()
    def _imei_left(self) -> None:
        self._show_imei(finished=True)
        if self._identify.texts["imei"].field.hasFocus():
            self._identify.texts["serial"].setFocus()

    def _show_imei(self, *, finished: bool) -> None:
        """Say at the field what is wrong, once it is finished or long enough."""
        field, text = self._identify.texts["imei"], self._entries[self._now].imei
        fault = imei_fault(text)
        if not text:
            field.clear_state()
        elif fault is None:
            field.show_sure(self.say("clerk.article.imei_ok"))
        elif finished or field.state == "wrong" or _digits(text) >= IMEI_DIGITS:
            field.show_wrong(error_words(self.texts, fault))
        else:
            field.clear_state()
        self._show_seen("" if fault is not None else imei_from(text))

    def _show_seen(self, imei: str) -> None:
        """Whether this till bought the number before; asked once for each number."""
        note = self._identify.seen
        found = self._seen.get(imei)
        if not imei or found is None:
            words = self.say("clerk.article.no_imei")
            note.show_note(words, "", icon="info-circle", tone="muted")
            if imei:
                self._ask_seen(imei)
        elif found:
            last = found[-1]
            line = self.say("clerk.article.seen_before_line", number=last.number)
            holds = [
                self._held[one.number.running] for one in found if one.number.running in self._held
            ]
            if holds:  # on the clerk's screen alone: the customer is asked to wait
                line = self.say("clerk.article.seen_held", number=last.number, until=holds[0].last)
            note.show_note(
                self.say("clerk.article.seen_before", day=last.day),
                line,
                icon="lock" if holds else "alert-triangle",
                tone="danger" if holds else "warn",
            )
        else:
            note.show_note(
                self.say("clerk.article.never_seen"), self.say("clerk.article.never_seen_line")
            )

    def _ask_seen(self, imei: str) -> None:
        counter = self.desk.counter

        def job() -> tuple[str, list[LedgerLine], dict[int, Hold]]:
            lines = counter.ledger.seen_before(imei)
            return imei, lines, counter.custody.held(lines)

        self.desk.tasks.run(self, job, self._know_seen, self.messages.fail)

    def _know_seen(self, told: tuple[str, list[LedgerLine], dict[int, Hold]]) -> None:
        self._seen[told[0]] = told[1]
        self._held |= told[2]
        self._show_imei(finished=False)

    @Slot(int)
    def _open(self, place: int) -> None:
        self._now = place
        self._show_entry()

    @Slot()
    def _add(self) -> None:
        self._entries.append(ArticleEntry())
        self._say_kind()
        self._open(len(self._entries) - 1)
        self._identify.model.setFocus()

    @Slot()
    def _remove(self) -> None:
        if len(self._entries) > 1:
            del self._entries[self._now]
            self._say_kind()
            self._open(max(0, self._now - 1))
            self._timer.start()

    @Slot()
    def _keep(self) -> None:
        """Save what is complete as articles, and what is not as it is typed."""
        visit, visits = self.visit, self.desk.counter.visits
        whole, typed = self._sorted()
        if visit is None or self.is_working or (whole, typed) == (self._kept, self._kept_typed):
            return
        articles = tuple(self._article(one) for one in whole) if whole != self._kept else None
        self._kept, self._kept_typed = whole, typed

        def job() -> Visit:
            if articles is not None:
                visits.set_articles(visit.visit_id, articles)
            return visits.keep_typed(visit.visit_id, ARTICLE_PAGE, typed)

        self.desk.tasks.run(self, job, self._is_kept, self._not_kept)

    def _sorted(self) -> tuple[list[ArticleEntry], dict[str, str]]:
        """What can be saved as an article, and what is typed of the others."""
        whole = [one for one in self._entries if self._is_whole(one)]
        return whole, typed_in([one for one in self._entries if not self._is_whole(one)])

    def _is_whole(self, entry: ArticleEntry) -> bool:
        if self._missing(entry):
            return False
        try:
            self._article(entry)
        except WrongInput:
            return False  # said when the clerk goes on
        return True

    def _not_kept(self, error: CounterError) -> None:
        if error.code not in VISIT_OVER:  # then nobody needs it any more
            self.messages.fail(error)

    def _is_kept(self, visit: Visit) -> None:
        self.visit = visit
        self.look()

    # ---- The kind of deal

    @property
    def _shows_kinds(self) -> bool:
        return self._pages.currentWidget() is self._kinds

    def _say_kind(self) -> None:
        kind = self.visit.kind if self.visit is not None else "buy"
        self._kind.setText(self.say(f"clerk.kind.{kind}.short"))
        words = self.say(f"clerk.kind.{kind}")
        self._kind.setAccessibleName(self.say("clerk.kind.now", kind=words))
        self._kind.setVisible(not self._shows_kinds)
        page = "kind" if self._shows_kinds else "article"
        line = "" if self._many and page == "article" else self.say(f"clerk.{page}.line")
        self._head.set_words(self.say(f"clerk.{page}.title"), line)
        self._kinds.show_kind(kind, self.texts)
        self._tabs.setVisible(not self._shows_kinds)
        self._show_sum()

    def _show_sum(self) -> None:
        self._sum.setVisible(not self._shows_kinds)
        self._sum_label.setVisible(not self._shows_kinds and self.width() >= NARROW)

    @Slot()
    def _show_kinds(self) -> None:
        sale = self.visit.own_sale if self.visit is not None else None
        if sale is None:
            self._kinds.hide_sale()
        else:
            self._kinds.show_sale(str(sale.number), same=sale.same_person is not None)
        self._kinds.invoice.show_number(self.visit.invoice_number if self.visit else "")
        self._turn_to(self._kinds)
        self._kinds.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._say_kind()
        self._show_state()

    @Slot(str)
    def _choose_kind(self, kind: DealKind) -> None:
        self._set_kind(kind, None)

    @Slot(str, bool)
    def _take_sale(self, text: str, same: bool) -> None:  # noqa: FBT001 - the signal's own
        """The sale that a buy-back goes back to; a number that is none is said at its field."""
        staff, till = self.desk.staff, self.desk.counter.shop.till
        if staff is None:
            return
        try:
            number = ledger_number(text, till)
        except WrongInput as error:
            self._kinds.number.show_wrong(error_words(self.texts, error))
            return
        self._set_kind("buyback_own_sale", OwnSale(number, staff.code if same else None))

    def _set_kind(self, kind: DealKind, sale: OwnSale | None) -> None:
        visits, visit = self.desk.counter.visits, self.visit
        if visit is None or self._half_invoice():
            return
        visit_id: VisitId = visit.visit_id

        def job() -> Visit:
            return visits.set_kind(visit_id, kind, sale)

        self.work(job, self._kind_set, self._kind_refused)

    def _kind_set(self, visit: Visit) -> None:
        self._turn_to(self._form)
        self.moved.emit(visit)

    def _kind_refused(self, error: CounterError) -> None:
        if error.code == "own_sale_unknown":
            self._kinds.number.show_wrong(error_words(self.texts, error))
        else:
            self.messages.fail(error)

    @Slot()
    def _back(self) -> None:
        if not self._shows_kinds:
            self.go(Step.DETAILS)
        elif not self._half_invoice():
            self._turn_to(self._form)

    @Slot(str)
    def _keep_invoice_number(self, number: str) -> None:
        visits = self.desk.counter.visits

        def job(visit_id: VisitId) -> Visit:
            return visits.set_invoice_number(visit_id, number)

        self.change(job)

    def _half_invoice(self) -> bool:
        """Whether half a number would be left behind; then it is said."""
        half = self._kinds.invoice.half
        if half:
            self.messages.fail(WrongInput("invoice_number_form"))
        return bool(half)

    @Slot()
    def _save(self) -> None:
        """Check every article, take them over, and show the offer to the customer."""
        visit, visits = self.visit, self.desk.counter.visits
        custody = self.desk.counter.custody
        if visit is None:
            return
        articles: list[AppraisedArticle] = []
        for place, entry in enumerate(self._entries):
            try:
                articles.append(self._article(entry))
            except WrongInput as error:
                self._open(place)
                self._say_wrong(error)
                return
        self._timer.stop()
        self._kept, self._kept_typed = list(self._entries), {}

        def job() -> tuple[Visit, tuple[ArticleMatch, ...]]:
            saved = visits.set_articles(visit.visit_id, tuple(articles))
            found = self.found(visit.visit_id)
            held = any(one.code for one in found)  # the customer is shown no offer meanwhile
            if not held:
                custody.require_not_offered(one.article for one in saved.articles)
            return (saved if held else visits.go_on(visit.visit_id)), found

        self.work(job, self._saved)

    def _saved(self, told: tuple[Visit, tuple[ArticleMatch, ...]]) -> None:
        visit, found = told
        self.show_found(found)
        if self.bulletins.code:
            self.visit = visit
            self.messages.fail(Refused(self.bulletins.code))
        else:
            self.moved.emit(visit)

    def _article(self, entry: ArticleEntry) -> AppraisedArticle:
        return self.desk.counter.appraisal.article(
            entry.model,
            entry.faults,
            imei=entry.imei,
            serial=entry.serial,
            colour=entry.colour,
            damage=entry.damage,
            accessories=entry.accessories,
        )

    def _say_wrong(self, error: WrongInput) -> None:
        name = _WRONG_FIELD.get(error.code)
        if name is None:
            self.messages.fail(error)
            return
        if error.code == "article_text_form":
            name = self._entries[self._now].longest
        self._identify.texts[name].show_wrong(error_words(self.texts, error))
        self._identify.texts[name].setFocus()


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)
