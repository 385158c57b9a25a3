"""What police bulletins hold against articles: seen at once, and at the moment of the law.

A number that stands on a bulletin stops the receipt, and is noted once for the report to the police
(Secondhand Articles Dealer Act art. 19(3)). A likeness stops it until a manager has compared the
article with the paper: for this visit, this article and this bulletin alone. The customer is told
nothing of either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import canonical
from counter_app.domain.article import Article
from counter_app.domain.bulletin import ArrivedBulletin
from counter_app.domain.bulletin_match import Match, Strength, match, of_article, seen, wanted
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import Visit
from counter_app.law.jobs import Job
from counter_app.services.internal_acts import internal_act, notes_since
from counter_app.services.police_bulletins import BulletinsDesk, match_told
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article of a visit that a bulletin means.

    Attributes:
        place: index of the article in the visit.
        article: what a note calls it; another visit's, or the same one after a change, is called
            otherwise, and nobody can tell the article from it.
        noted: it was written down already; cleared: a manager compared and cleared it.
    """

    place: int
    article: str
    bulletin: ArrivedBulletin
    match: Match
    noted: bool = False
    cleared: bool = False

    @property
    def code(self) -> str:
        """Why it stops the receipt; empty when it does not."""
        if self.match.strength is Strength.EXACT:
            return "bulletin_match"
        return "" if self.cleared else "bulletin_similar"


class BulletinGate:
    """Holds receipts that a bulletin speaks against."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        staff: StaffDesk,
        clocks: ClockDesk,
        bulletins: BulletinsDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks
        self._table = bulletins.table

    def look(self, visit_id: VisitId, by: StaffCode) -> tuple[ArticleMatch, ...]:
        """What bulletins in force today mean of a visit's articles, in their order.

        An article whose number is on a bulletin is noted, once for each bulletin.

        Raises:
            WrongInput: `visit_unknown`.
            Refused: `clock_backwards`: what is to be noted has to be dated.
        """
        with self._record.read() as view:
            found = self._found(view, self._record.drafts.load(view, visit_id))
        if any(_unsaid(one) for one in found):
            with self._record.write() as tx:
                found = self._found(tx, self._record.drafts.load(tx, visit_id))
                for one in filter(_unsaid, found):
                    self._note(tx, NoteKind.MATCH_FOUND, one, by)
        return found

    def clear(
        self, visit_id: VisitId, found: ArticleMatch, reason: str, manager: StaffCode, pin: str
    ) -> None:
        """A manager has compared an article with a bulletin's paper: it is another one.

        Args:
            visit_id: whose article.
            found: as `look` gave it; it has to hold still.
            reason: why it is another one.
            manager: who compared.
            pin: theirs.

        Raises:
            WrongInput: `reason_missing`, `reason_form`, or `bulletin_unknown`: article or bulletin
                are not what they were.
            Refused: `bulletin_match`: a number leaves nothing to compare; `not_a_manager`,
                `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        why = reason_from(reason)
        if found.match.strength is Strength.EXACT:
            raise Refused("bulletin_match")
        self._staff.prove_for(Deed.CLEAR_MATCH, manager, pin)
        with self._record.write() as tx:
            visit = self._record.drafts.load(tx, visit_id)
            here = [one for one in self._found(tx, visit) if _same(one, found)]
            if not here:
                raise WrongInput("bulletin_unknown")
            [now] = here
            if not now.cleared:
                self._note(tx, NoteKind.MATCH_CLEARED, now, manager, reason=why)

    def require_clear(self, view: Reading, visit: Visit) -> None:
        """Refuse articles that a bulletin speaks against.

        Raises:
            Refused: `bulletin_match`, or `bulletin_similar` until a manager clears it.
        """
        codes = {one.code for one in self._found(view, visit)}
        if "bulletin_match" in codes:
            raise Refused("bulletin_match")
        if "bulletin_similar" in codes:
            raise Refused("bulletin_similar")

    def _found(self, view: Reading, visit: Visit) -> tuple[ArticleMatch, ...]:
        today = business_day(self._clock.now())
        bulletins = self._record.bulletins.in_force(view, today) if visit.articles else []
        items = [(one, wanted(one.bulletin, self._table)) for one in bulletins]
        found: list[ArticleMatch] = []
        for place, one in enumerate(visit.articles):
            article = seen(of_article(one.article), self._table)
            name = _name(visit, one.article)
            found += [
                ArticleMatch(place, name, bulletin, hit)
                for bulletin, told in items
                if (hit := match(told, article, self._table)) is not None
            ]
        return tuple(self._with_notes(view, visit, found)) if found else ()

    def _with_notes(
        self, view: Reading, visit: Visit, found: list[ArticleMatch]
    ) -> Iterator[ArticleMatch]:
        """The same, with what was written down since the visit began."""
        told = {
            (note.kind, note.told.get("bulletin"), note.told.get("article"))
            for note in notes_since(self._record, view, visit.opened_at, Job.BULLETIN_NOTES)
        }
        for one in found:
            key = one.bulletin.seq, one.article
            noted, cleared = (
                (kind, *key) in told for kind in (NoteKind.MATCH_FOUND, NoteKind.MATCH_CLEARED)
            )
            yield ArticleMatch(one.place, one.article, one.bulletin, one.match, noted, cleared)

    def _note(
        self, tx: Writing, kind: NoteKind, one: ArticleMatch, by: StaffCode, **more: str
    ) -> None:
        now = self._clock.now()
        self._clocks.require_right(now)
        told = match_told(one.bulletin, one.match) | {"article": one.article, **more}
        self._record.write_act(tx, internal_act(InternalNote(kind, told), by, now))


def _unsaid(one: ArticleMatch) -> bool:
    return one.match.strength is Strength.EXACT and not one.noted


def _same(one: ArticleMatch, other: ArticleMatch) -> bool:
    """Whether both are one article and one bulletin; the article's place may have changed."""
    return (one.article, one.bulletin.seq) == (other.article, other.bulletin.seq)


def _name(visit: Visit, article: Article) -> str:
    """What a note calls an article: bound to the visit's random id, so that it tells no number."""
    told = canonical({"visit": visit.visit_id, **asdict(article)})
    return hashlib.sha256(told).hexdigest()
