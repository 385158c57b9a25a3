"""The full notice before the consent, leaf by leaf; the seconds of each page are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.consent import NoticeShown
from counter_app.domain.visit import Visit
from counter_app.services.notice_again import AskedAgain
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from ui.messages import Messages
from ui.notice_screen import MORE, NoticeScreen
from ui.screen import Desk
from ui.widgets.changed_notice import ChangedNotice
from ui.widgets.notice_changes import changed_words
from ui.widgets.notice_leaves import Leaf, full_leaves
from ui.widgets.notice_plain import large_leaves
from ui.widgets.text import PlainLabel


class FullNoticePage(NoticeScreen):
    """Every page of the notice; Next is live at once, for nobody is made to wait.

    A change of the language stays on the same page. Pages seen in the language before do not count
    in the new one: the last page leads to those that were not yet seen in it.
    """

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts, "full")
        self._again: AskedAgain | None = None
        self._at_changes = False
        self._changed = ChangedNotice(desk.theme)
        self._changed.setObjectName("notice_changed")
        self._sheet.body.insertWidget(0, self._changed)
        actions = self._sheet.action_row
        self._count = PlainLabel(desk.theme, "customer.label", tone="muted")
        self._count.setObjectName("count")
        actions.add_left(self._count)
        actions.primary.clicked.connect(self._next)
        self.place_more()
        self.relabel()

    @property
    def unseen(self) -> tuple[str, ...]:
        """Keys of the pages that were not yet seen in this language."""
        return self._reading.unseen(self.texts.language)

    def show_read(self, shown: NoticeShown) -> None:
        """Go on where an earlier reading ended: at the last page."""
        self._reading.take_up(shown)
        if not self.unseen:
            self._at_changes = False
            self._reader.go(self._reader.total - 1)

    @override
    def show_visit(self, visit: Visit) -> None:
        """A customer whose last consent was to a narrower notice first reads what has changed."""
        super().show_visit(visit)
        self._again = self.desk.counter.changed_notice.for_visit(visit)
        self._stand_at_changes(on=self._again is not None)

    @override
    def leaves(self, pack: NoticePack) -> Sequence[Leaf]:
        if self.larger:
            return large_leaves(pack, self.texts, self.desk.theme, pack.full, taken=MORE)
        return full_leaves(pack)

    @override
    def record_reading(self) -> None:
        """What has changed stands alone, before the notice: it is no part of its bytes."""
        if self._again is not None:
            words = changed_words(self._again, self._reading.pack(self.texts.language), self.texts)
            self._changed.show_words(words, factor=self._factor)
        self._changed.setVisible(self._at_changes)
        self._reader.setVisible(not self._at_changes)
        if self._at_changes:
            self._reading.pause()
        else:
            super().record_reading()

    @override
    def show_actions(self) -> None:
        reader = self._reader
        self._count.setText(f"{reader.index + 1}/{reader.total}")
        count = self.say("customer.full_notice.count", no=reader.index + 1, count=reader.total)
        self._count.setAccessibleName(count)
        self._count.setVisible(not self._at_changes)
        self._paper.setVisible(self.larger or not reader.is_last)  # longer words need its place
        goes_back = reader.index or (self._again is not None and not self._at_changes)
        self.say_actions(
            self._next_words(),
            self.say("customer.full_notice.decline"),
            back=self.say("customer.back") if goes_back else "",
        )

    def _next_words(self) -> str:
        if self._at_changes or not self._reader.is_last:
            return self.say("customer.next")
        if self.unseen:
            return self.say("customer.full_notice.unseen", count=len(self.unseen))
        return self.say("customer.full_notice.read")

    @Slot()
    def _next(self) -> None:
        reader = self._reader
        if self._at_changes:
            self._stand_at_changes(on=False)
        elif not reader.is_last:
            reader.go(reader.index + 1)
        elif self.unseen:
            reader.go_to(self.unseen[0])
        else:
            self.finished.emit(self._reading.shown(self.texts.language))

    @Slot()
    @override
    def _back(self) -> None:
        if self._reader.index:
            super()._back()
        elif self._again is not None:
            self._stand_at_changes(on=True)

    def _stand_at_changes(self, *, on: bool) -> None:
        self._at_changes = on
        self._turned()
