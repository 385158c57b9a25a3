"""The data keys: drawn by number from a pool, none twice, and gone when they are erased."""

from __future__ import annotations

import hmac
import shutil
from pathlib import Path

import pytest

from counter_app.domain.errors import Refused
from counter_app.storage.database import Database
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import LEDGER, VAULT, Record
from counter_app.storage.transactions import Writing
from counter_app.storage.vault import POOL, REFILL_BELOW, DrawnKey, Vault, data_key, drawn_so_far
from tests.records import SmallRecord, raw_connection, the_facts


def draw(till: SmallRecord, count: int) -> list[DrawnKey]:
    with till.record.write() as tx:
        return till.record._vault.draw(tx, count)


def in_vault(till: SmallRecord) -> int:
    till.record._vault._database.empty_log()
    with raw_connection(till.folder / VAULT, till.keys.vault) as raw:
        [(count,)] = raw.execute("SELECT count(*) FROM keys").fetchall()
    return int(count)


def pool_key(till: SmallRecord, number: int) -> bytes:
    """The drawn key as it stands in the file."""
    till.record._vault._database.empty_log()
    with raw_connection(till.folder / VAULT, till.keys.vault) as raw:
        [(key,)] = raw.execute("SELECT key FROM keys WHERE no = ?", (number,)).fetchall()
    return bytes(key)


def test_a_new_vault_has_a_pool(till: SmallRecord) -> None:
    assert in_vault(till) == POOL


def test_keys_are_drawn_in_order_and_once(till: SmallRecord) -> None:
    drawn = draw(till, 3) + draw(till, 2) + draw(till, 0)
    assert [one.no for one in drawn] == [1, 2, 3, 4, 5]
    assert len({one.key for one in drawn}) == 5
    assert all((len(one.key), len(one.salt)) == (32, 16) for one in drawn)


def test_the_count_moves_with_the_transaction(till: SmallRecord) -> None:
    def broken_off() -> None:
        with till.record.write() as tx:
            till.record._vault.draw(tx, 3)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        broken_off()
    assert [one.no for one in draw(till, 1)] == [1]


def test_an_empty_pool_costs_a_commit_and_never_a_refusal(till: SmallRecord) -> None:
    first = draw(till, POOL - 1)
    across = draw(till, 3)
    assert [one.no for one in across] == [POOL, POOL + 1, POOL + 2]
    assert len({one.key for one in first + across}) == POOL + 2
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
    first, *_, last = draw(till, POOL)
    salts = {one.no: one.salt for one in (first, last)}
    key = pool_key(till, last.no)
    vault.erase([last.no])
    assert vault.keys(salts) == {first.no: first.key}
    vault.erase([last.no])  # again changes nothing
    vault.erase([])

    with raw_connection(till.folder / VAULT, till.keys.vault) as raw:
        assert raw.execute("SELECT count(*) FROM keys WHERE key = ?", (key,)).fetchall() == [(0,)]
    assert (till.folder / f"{VAULT}-wal").stat().st_size == 0

    # The number at the end of the pool was erased: a refill must not give it a new key.
    assert draw(till, 1)[0].no == last.no + 1
    assert vault.keys({last.no: last.salt}) == {}


def test_a_data_key_is_derived_from_the_drawn_one_and_its_salt(till: SmallRecord) -> None:
    [one] = draw(till, 1)
    drawn = pool_key(till, one.no)

    # RFC 5869, sections 2.2 and 2.3, written out: one block is enough for 32 bytes.
    extracted = hmac.digest(one.salt, drawn, "sha256")
    expanded = hmac.digest(extracted, b"trade-in-counter/data-key/v1" + b"\x01", "sha256")

    assert one.key == expanded == data_key(drawn, one.salt)


def test_two_copies_of_a_till_draw_one_number_and_two_keys(
    till: SmallRecord, tmp_path: Path
) -> None:
    till.record.close()
    copied = tmp_path / "copy"
    shutil.copytree(till.folder, copied)
    till.reopen()
    twin = Record(copied, till.keys, till.till, the_facts())
    try:
        with twin.write() as tx:
            [there] = twin._vault.draw(tx, 1)
    finally:
        twin.close()
    [here] = draw(till, 1)

    assert here.no == there.no
    assert here.key != there.key
    assert pool_key(till, here.no) == pool_key(till, there.no)  # without the salt they were one


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
    same = bytes(16)
    keys = till.record._vault.keys(dict.fromkeys(range(1, POOL + 1), same)).values()
    assert len(set(keys)) == POOL
    database = till.record._database
    with database.write() as connection:
        assert drawn_so_far(Writing(connection)) == 0
    assert isinstance(till.record._vault, Vault)
