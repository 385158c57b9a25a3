"""What the notice uses data for beyond the one that a customer last agreed to, in their words."""

from __future__ import annotations

from datetime import date

from counter_app.services.notice_again import AskedAgain
from counter_app.services.notices import NoticePack
from counter_app.texts import Texts

MOST_TOLD = 4
"""So many changes stand on the page; the notice below tells them all."""


def changed_words(again: AskedAgain, pack: NoticePack, texts: Texts) -> str:
    """The first line says that the notice changed; then what, and that old limits hold.

    Args:
        again: what the customer is asked again.
        pack: the wording that they read: its headings name the rows.
        texts: of their language.
    """
    day = date.fromisoformat(again.earlier.revised)
    told = [_words(again, place, pack, texts) for place in range(len(again.changes))]
    lines = [texts.say("customer.notice_changed", day=day), *told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        lines.append(texts.say("customer.notice_changed.more", count=len(told) - MOST_TOLD))
    return "\n".join((*lines, "", texts.say("customer.notice_changed.limits")))


def _words(again: AskedAgain, place: int, pack: NoticePack, texts: Texts) -> str:
    change = again.changes[place]
    if change.what == "controller":
        return texts.say("customer.notice_changed.controller", name=change.new)
    row = _heading(change.key, pack)
    if change.what == "items_added":
        between = texts.say("customer.between")
        items = between.join(pack.item_words[int(no)] for no in change.of)
        return texts.say("customer.notice_changed.items_added", row=row, items=items)
    if change.what == "row_added":
        return texts.say("customer.notice_changed.row_added", row=row)
    if change.what == "basis":
        return texts.say("customer.notice_changed.basis", row=row)
    return texts.say("customer.notice_changed.part_opened", row=row)


def _heading(key: str, pack: NoticePack) -> str:
    kinds = ("purpose", "group")
    pages = {page.key: page for page in pack.full}
    return next(pages[f"{kind}:{key}"].heading for kind in kinds if f"{kind}:{key}" in pages)
