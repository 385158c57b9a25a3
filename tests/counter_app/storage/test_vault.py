"""The data keys: drawn by number from a pool, none twice, and gone when they are erased."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import Refused
from counter_app.storage.database import Database
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import LEDGER, VAULT
from counter_app.storage.transactions import Writing
from counter_app.storage.vault import POOL, REFILL_BELOW, Vault, drawn_so_far
from tests.records import SmallRecord, raw_connection


def draw(till: SmallRecord, count: int) -> list[tuple[int, bytes]]:
    with till.record.write() as tx:
        return till.record._vault.draw(tx, count)


def in_vault(till: SmallRecord) -> int:
    till.record._vault._database.empty_log()
    with raw_connection(till.folder / VAULT, till.keys.vault) as raw:
        [(count,)] = raw.execute("SELECT count(*) FROM keys").fetchall()
    return int(count)


def test_a_new_vault_has_a_pool(till: SmallRecord) -> None:
    assert in_vault(till) == POOL


def test_keys_are_drawn_in_order_and_once(till: SmallRecord) -> None:
    drawn = draw(till, 3) + draw(till, 2) + draw(till, 0)
    assert [number for number, _key in drawn] == [1, 2, 3, 4, 5]
    assert len({key for _number, key in drawn}) == 5
    assert all(len(key) == 32 for _number, key in drawn)


def test_the_count_moves_with_the_transaction(till: SmallRecord) -> None:
    def broken_off() -> None:
        with till.record.write() as tx:
            till.record._vault.draw(tx, 3)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        broken_off()
    assert [number for number, _key in draw(till, 1)] == [1]


def test_an_empty_pool_costs_a_commit_and_never_a_refusal(till: SmallRecord) -> None:
    first = draw(till, POOL - 1)
    across = draw(till, 3)
    assert [number for number, _key in across] == [POOL, POOL + 1, POOL + 2]
    assert len({key for _number, key in first + across}) == POOL + 2
    assert in_vault(till) == 2 * POOL
    assert len(draw(till, 3 * POOL)) == 3 * POOL


def test_idle_moments_fill_the_pool(till: SmallRecord) -> None:
    draw(till, POOL - REFILL_BELOW)
    till.record.idle()
    assert in_vault(till) == POOL
    draw(till, 1)
    till.record.idle()
    assert in_vault(till) == 2 * POOL
    with till.record.write() as tx:
        assert drawn_so_far(tx) == POOL - REFILL_BELOW + 1


def test_an_erased_key_is_gone_from_the_file_and_its_number_never_serves_again(
    till: SmallRecord,
) -> None:
    vault = till.record._vault
    [(last, key)] = draw(till, POOL)[-1:]
    vault.erase([last])
    assert vault.keys([last, 1]).keys() == {1}
    vault.erase([last])  # again changes nothing
    vault.erase([])

    with raw_connection(till.folder / VAULT, till.keys.vault) as raw:
        assert raw.execute("SELECT count(*) FROM keys WHERE key = ?", (key,)).fetchall() == [(0,)]
    assert (till.folder / f"{VAULT}-wal").stat().st_size == 0

    # The number at the end of the pool was erased: a refill must not give it a new key.
    assert draw(till, 1)[0][0] == last + 1
    assert last not in vault.keys([last])


def test_a_vault_is_a_file_of_its_own_under_a_key_of_its_own(till: SmallRecord) -> None:
    keys = TillKeys.fresh()
    till.record.close()
    for wrong in (till.keys.ledger, keys.vault):
        with pytest.raises(Refused, match="store_key_wrong"):
            Database(till.folder / VAULT, wrong)
    with pytest.raises(Refused, match="store_key_wrong"):
        Database(till.folder / LEDGER, till.keys.vault)
    till.reopen()


def test_every_key_is_random(till: SmallRecord) -> None:
    keys = till.record._vault.keys(range(1, POOL + 1)).values()
    assert len(set(keys)) == POOL
    database = till.record._database
    with database.write() as connection:
        assert drawn_so_far(Writing(connection)) == 0
    assert isinstance(till.record._vault, Vault)
