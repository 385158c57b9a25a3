"""What stands across the book below a line: what it corrects or by what it was put right, and why.

The columns of Form 15 have no room for it, and the police must see before and after, the reason and
who approved on the same page (古物営業法施行規則 別記様式第15号; a changed entry is a new line).
"""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.clock import JAPAN
from counter_app.documents.words import PaperWords
from counter_app.domain.counter_entry import Change, CounterEntry
from counter_app.domain.disposal import Aftermath
from counter_app.domain.ledger import Behind, LateEntry, LedgerLine
from counter_app.domain.values import yen_words


def notes_of(line: LedgerLine, aftermath: Aftermath | None, words: PaperWords) -> Iterator[str]:
    """The sentences below a line, in order; none for most lines."""
    if line.counter is not None:
        yield _counter(line, line.counter, words)
    if line.late is not None:
        yield _late(line, line.late, words)
    if line.behind is not None:
        yield _behind(line, line.behind, words)
    if line.guardian:
        yield words.say(f"paper.ledger.guardian_{line.guardian}", number=line.number)
    if aftermath is None:
        return
    if aftermath.corrected_by is not None:
        yield words.say(
            "paper.ledger.corrected_by", number=line.number, other=aftermath.corrected_by
        )
    if aftermath.moved is not None:
        moved = aftermath.moved
        day = moved.day.isoformat()
        yield words.say("paper.ledger.moved", number=line.number, day=day, place=moved.to)


def entry_word(line: LedgerLine, words: PaperWords) -> str:
    """What kind of entry a line is, or nothing for an article received."""
    if line.counter is not None:
        return words.say(
            "paper.ledger.cancels" if line.counter.cancels else "paper.ledger.corrects"
        )
    return words.say("paper.ledger.late") if line.late is not None else ""


def _behind(line: LedgerLine, behind: Behind, words: PaperWords) -> str:
    """Who came for a company, or for whom a proxy came, and what showed that they may."""
    told = {
        "number": line.number,
        "name": behind.name,
        "address": behind.address,
        "authority": behind.authority,
    }
    if not behind.company:
        return words.say("paper.ledger.proxy", **told)
    age = "" if behind.age is None else words.say("paper.years", age=behind.age)
    about = "、".join(part for part in (behind.post, age, behind.occupation) if part)
    return words.say("paper.ledger.company", about=about, **told)


def _counter(line: LedgerLine, counter: CounterEntry, words: PaperWords) -> str:
    told = {
        "number": line.number,
        "other": counter.corrects or "?",
        "reason": counter.reason or words.say("paper.ledger.erased"),
        "approver": line.staff,
        "sum": yen_words(line.yen),
    }
    if counter.cancels:
        return words.say("paper.ledger.note_cancels", **told)
    changes = "、".join(_change(change, words) for change in counter.changes)
    return words.say("paper.ledger.note_corrects", changes=changes, **told)


def _change(change: Change, words: PaperWords) -> str:
    before, after = change.before, change.after
    if change.column == "price":
        before, after = yen_words(int(before)), yen_words(int(after))
    name = words.say(f"paper.ledger.changed_{change.column}")
    nothing = words.say("paper.ledger.empty_value")
    return words.say(
        "paper.ledger.change", column=name, before=before or nothing, after=after or nothing
    )


def _late(line: LedgerLine, late: LateEntry, words: PaperWords) -> str:
    return words.say(
        "paper.ledger.note_late",
        number=line.number,
        received=f"{late.received_at.astimezone(JAPAN):%Y-%m-%d %H:%M}",
        written=f"{line.at.astimezone(JAPAN):%Y-%m-%d %H:%M}",
        reason=late.reason,
        approver=line.staff,
    )
