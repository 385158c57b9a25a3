"""The till's record: ledger.db, vault.db and the sealed files, opened and closed together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from counter_app.domain.acts import Header, Kind
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.folding import Folding
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.requests import OF_REQUESTS
from counter_app.domain.values import TillCode
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.storage import act_log, hq_rows, schema, vault, working_rows
from counter_app.storage.act_log import ActLog, NewAct, StoredAct
from counter_app.storage.blobs import Blobs
from counter_app.storage.bulletin_rows import BulletinRows
from counter_app.storage.bundle_rows import BundleRows
from counter_app.storage.consents import Consents, LimitsOf
from counter_app.storage.database import Database
from counter_app.storage.duties import Duties
from counter_app.storage.erasure import Erasures
from counter_app.storage.files import sync_folder
from counter_app.storage.hold_rows import HoldRows
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.keys import KeyStore, TillKeys
from counter_app.storage.ledger_lines import LedgerLines, lines_of
from counter_app.storage.ledger_marks import OF_THE_LEDGER, LedgerMarks, marks_of
from counter_app.storage.request_rows import RequestRows
from counter_app.storage.search_index import SearchIndex, SearchRow, search_rows
from counter_app.storage.transactions import Reading, Writing
from counter_app.storage.upgrading import bring_up
from counter_app.storage.vault import Vault
from counter_app.storage.working_rows import Drafts, StaffRoll

LEDGER = "ledger.db"
VAULT = "vault.db"
BLOBS = "blobs"


def keys_that_open(folder: Path, store: KeyStore) -> TillKeys:
    """The keys that open each database now, also when a change of keys was cut off.

    Raises:
        Refused: as `KeyStore.load`; or `store_key_wrong`: neither the old nor the new key opens it.
    """
    now, new = store.load(), store.next()
    if new is None:
        return now
    ledger = _opening(folder / LEDGER, now.ledger, new.ledger)
    return TillKeys(ledger, _opening(folder / VAULT, now.vault, new.vault), now.seed)


def _opening(path: Path, now: bytes, new: bytes) -> bytes:
    try:
        Database(path, now).close()
    except Refused as refused:
        if refused.code != "store_key_wrong":
            raise
        return new
    return now


class Record:
    """Everything that one till keeps.

    Attributes:
        till: whose record it is.
        folding: how names are compared where lines are looked for.
        acts, blobs, consents, bundles, bulletins, drafts, staff, ledger, marks, search, holds,
            requests, duties, hq: the kinds of rows; each method takes the transaction that `read`
            or `write` gives.
    """

    def __init__(
        self,
        folder: Path,
        keys: TillKeys,
        till: TillCode,
        facts: NoticeFacts,
        folding: Folding | None = None,
    ) -> None:
        """Open an existing record and bring its schema and its search index to this program's.

        Args:
            folder: where it lies.
            keys: open it.
            till: whose it is.
            facts: of the notice.
            folding: how names are compared; without variants of characters when not given.

        Raises:
            Refused: `store_missing`, `store_key_wrong` or `store_newer_schema`.
            IntegrityFault: `store_damaged`, `store_not_encrypted`, or `store_of_another_till`: the
                settings beside it name another till than its acts do.
        """
        self._database = Database(folder / LEDGER, keys.ledger)
        try:
            bring_up(self._database)
            self._vault = Vault(Database(folder / VAULT, keys.vault))
        except BaseException:
            self._database.close()
            raise
        self.till = till
        self.folding = folding or Folding()
        self.acts = ActLog(till, facts, self._vault)
        self.blobs = Blobs(folder / BLOBS, self._database, self._vault)
        self.search = SearchIndex()
        self.erasures = Erasures(facts, self._vault, self.acts, self._found_by)
        self.consents = Consents(facts, self.acts)
        self.bundles = BundleRows()
        self.bulletins = BulletinRows()
        self.drafts = Drafts()
        self.staff = StaffRoll()
        self.ledger = LedgerLines()
        self.marks = LedgerMarks()
        self.holds = HoldRows()
        self.requests = RequestRows()
        self.duties = Duties(self.acts, self.ledger, self.requests, self.erasures)
        self.hq = HqRows()
        try:
            self._check_till()
            if not self._search_is_made():
                with suppress(IntegrityFault):  # what is damaged opens all the same, to be told
                    self.make_search_anew()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(
        cls,
        folder: Path,
        keys: TillKeys,
        till: TillCode,
        facts: NoticeFacts,
        folding: Folding | None = None,
    ) -> Record:
        """Make an empty record in a folder that has none.

        Raises:
            Refused: `store_exists`.
        """
        if (folder / LEDGER).exists() or (folder / VAULT).exists():
            raise Refused("store_exists")
        (folder / BLOBS).mkdir(parents=True, exist_ok=True, mode=0o700)
        Vault.create(folder / VAULT, keys.vault).close()
        database = Database.create(folder / LEDGER, keys.ledger)
        with database.write() as connection:
            schema.upgrade(connection, fresh=True)
            tx = Writing(connection)
            for counter in (vault, act_log, working_rows, hq_rows):
                counter.start_counter(tx)
        database.close()
        sync_folder(folder)
        return cls(folder, keys, till, facts, folding)

    def go_by(
        self, facts: NoticeFacts, known: Iterable[NoticeFacts], limits: LimitsOf | None = None
    ) -> None:
        """From now on another version of the notice says what each purpose may read.

        Args:
            facts: of the version in force. Which field is sealed in which part is the same in each.
            known: of every version by which envelopes may have been made.
            limits: what each act may be used for; all that `facts` allow when not given.
        """
        versions = tuple(known)
        self.acts.go_by(facts)
        self.erasures.go_by(versions)
        self.consents.go_by(versions, limits or (lambda _view, _stored: facts))

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """One transaction: kept whole at the end, or not at all.

        Raises:
            NotPossibleNow: `disk_full` or `store_busy`.
        """
        with self._database.write() as connection:
            yield Writing(connection)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One consistent view."""
        with self._database.read() as connection:
            yield Reading(connection)

    def write_act(self, tx: Writing, new: NewAct) -> StoredAct:
        """Append an act and what follows from it in the ledger, in one transaction."""
        stored = self.acts.append(tx, self.duties.inherited(tx, new))
        if stored.header.kind in OF_THE_LEDGER:
            fields = self.acts.fields_for(tx, stored, Job.LEDGER_ROWS)
            lines = lines_of(stored.header, fields)
            self.ledger.add(tx, lines)
            self.search.add(tx, self._found_by(stored.header, fields, lines))
            self.marks.put(tx, marks_of(stored.header, fields))
        if stored.header.kind is Kind.INTERNAL:
            fields = self.acts.fields_for(tx, stored, Job.HOLD_ROWS)
            self.holds.add(tx, stored.header, fields)
        if stored.header.kind in OF_REQUESTS:
            fields = self.acts.fields_for(tx, stored, Job.REQUEST_ROWS)
            self.requests.add(tx, stored.header, fields)
            self.duties.follow(tx, stored.header)
            self.holds.add(tx, stored.header, fields)
        return stored

    def make_search_anew(self) -> None:
        """Make the search index from the acts: after an upgrade, or when it is damaged.

        It takes time with the number of acts, once; killed meanwhile, the old one is there.

        Raises:
            NotPossibleNow: `disk_full` or `store_busy`.
        """
        with self.write() as tx:
            self.search.make_anew(tx, self.search_rows(tx), self.folding.mark)

    def search_is_made(self, view: Reading) -> bool:
        """Whether lines can be looked for; not while a damaged record keeps it from being made."""
        return self.search.form(view) == self.folding.mark

    def search_rows(self, view: Reading) -> Iterator[SearchRow]:
        """What each line is found by, as the acts tell; those that do not open are passed over."""
        for stored in self.acts.readable(view):
            if stored.header.ledger:
                with suppress(IntegrityFault):
                    fields = self.acts.fields_for(view, stored, Job.LEDGER_ROWS)
                    yield from self._found_by(
                        stored.header, fields, lines_of(stored.header, fields)
                    )

    def _search_is_made(self) -> bool:
        with self.read() as view:
            return self.search_is_made(view)

    def _found_by(
        self, header: Header, fields: Mapping[str, Any], lines: list[LedgerLine]
    ) -> list[SearchRow]:
        return search_rows(header, fields, lines, self.folding)

    def idle(self) -> None:
        """Fill up the pool of keys; for moments when nobody waits."""
        with self.write() as tx:
            drawn = vault.drawn_so_far(tx)
        self._vault.top_up(drawn)

    def latest_moment(self) -> datetime | None:
        """The time before which no clock may stand: that of the latest act."""
        with self.read() as view:
            return self.acts.latest_moment(view)

    def wipe_log(self) -> None:
        """Empty the write-ahead log: older copies of what was just erased lie in it."""
        self._database.empty_log()

    def rekey_vault(self, keys: TillKeys) -> None:
        """Encrypt the data keys anew: an older copy of them opens no more with today's keys.

        Raises:
            NotPossibleNow: `store_busy` or `disk_full`.
        """
        self._vault.rekey(keys.vault)

    def rekey_ledger(self, keys: TillKeys) -> None:
        """Encrypt the rows anew, too: nobody reads or writes meanwhile.

        Raises:
            NotPossibleNow: `store_busy` or `disk_full`.
        """
        self._database.rekey(keys.ledger)

    def require_alone(self) -> None:
        """Make sure that no other program has the record open.

        Raises:
            NotPossibleNow: `store_busy`.
        """
        self._database.require_alone()

    def page_faults(self) -> list[str]:
        """Damaged pages of either database; empty when all is well."""
        return [*self._database.faults(), *self._vault.faults()]

    def _check_till(self) -> None:
        """One act of another till in this log, and HQ would take none that follows."""
        with self.read() as view:
            try:
                first = next(self.acts.acts(view, most=1), None)
            except IntegrityFault:  # an altered act is for the proof to name
                return
        if first is not None and first.header.till != self.till:
            raise IntegrityFault("store_of_another_till")

    def close(self) -> None:
        """Close both databases."""
        self._vault.close()
        self._database.close()
