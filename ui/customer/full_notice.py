"""The full notice before the consent, leaf by leaf; the seconds of each page are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.consent import NoticeShown
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts
from ui.messages import Messages
from ui.notice_screen import MORE, NoticeScreen
from ui.screen import Desk
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
            self._reader.go(self._reader.total - 1)

    @override
    def leaves(self, pack: NoticePack) -> Sequence[Leaf]:
        if self.larger:
            return large_leaves(pack, self.texts, self.desk.theme, pack.full, taken=MORE)
        return full_leaves(pack)

    @override
    def show_actions(self) -> None:
        reader = self._reader
        self._count.setText(f"{reader.index + 1}/{reader.total}")
        count = self.say("customer.full_notice.count", no=reader.index + 1, count=reader.total)
        self._count.setAccessibleName(count)
        self._paper.setVisible(self.larger or not reader.is_last)  # longer words need its place
        self.say_actions(
            self._next_words(),
            self.say("customer.full_notice.decline"),
            back=self.say("customer.back") if reader.index else "",
        )

    def _next_words(self) -> str:
        if not self._reader.is_last:
            return self.say("customer.next")
        if self.unseen:
            return self.say("customer.full_notice.unseen", count=len(self.unseen))
        return self.say("customer.full_notice.read")

    @Slot()
    def _next(self) -> None:
        reader = self._reader
        if not reader.is_last:
            reader.go(reader.index + 1)
        elif self.unseen:
            reader.go_to(self.unseen[0])
        else:
            self.finished.emit(self._reading.shown(self.texts.language))
