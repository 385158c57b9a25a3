"""The till's secrets: kept by the system or wrapped by a key file, never in plaintext."""

from __future__ import annotations

import os
import secrets
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import keyring.core
import pytest

from counter_app.domain.errors import CounterError, NotPossibleNow, Refused
from counter_app.storage.keys import (
    ALLOWED_BACKENDS,
    LONGEST_ENTRY,
    FileKeyStore,
    MemoryKeyStore,
    OsKeyStore,
    TillKeys,
)
from tests.memory_keyring import MemoryKeyring

WINDOWS_LIMIT = 1_280
"""Characters: CRED_MAX_CREDENTIAL_BLOB_SIZE is 2,560 bytes, and keyring writes UTF-16."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> FileKeyStore:
    return FileKeyStore.create(tmp_path / "till.key", folder)


def named_backend(name: str, **parts: object) -> MemoryKeyring:
    """A key store in memory that goes by the name of another."""
    module, _, qualname = name.rpartition(".")
    kind = type(qualname, (MemoryKeyring,), {"__module__": module, **parts})
    kind.__qualname__ = qualname
    made = kind()
    assert isinstance(made, MemoryKeyring)
    return made


def use(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)


def test_fresh_keys_are_random_and_fit_every_key_store() -> None:
    one, other = TillKeys.fresh(), TillKeys.fresh()
    assert len({one.ledger, one.vault, other.ledger, other.vault}) == 4
    assert one.seed != other.seed
    assert (len(one.ledger), len(one.vault), len(one.seed)) == (48, 48, 32)
    assert len(one.to_text()) <= LONGEST_ENTRY < WINDOWS_LIMIT
    assert TillKeys.from_text(one.to_text()) == one


def test_keys_are_never_shown() -> None:
    keys = TillKeys.fresh()
    shown = repr(keys) + str(keys) + repr(MemoryKeyStore(keys))
    for secret in (keys.ledger, keys.vault, keys.seed):
        assert secret.hex() not in shown
        assert repr(secret) not in shown


@pytest.mark.parametrize("text", ["", "{}", '{"l":"zz","v":"","s":""}', "[1]", '{"l":1}'])
def test_a_spoilt_entry_is_a_wrong_key(text: str) -> None:
    with pytest.raises(Refused, match="store_key_wrong"):
        TillKeys.from_text(text)


def test_a_key_file_wraps_the_keys(store: FileKeyStore, folder: Path) -> None:
    keys = TillKeys.fresh()
    store.save(keys)
    assert FileKeyStore(store.key_file, folder).load() == keys
    text = store.key_file.read_text(encoding="ascii").strip()
    assert len(bytes.fromhex(text)) == 32
    assert stat.S_IMODE(store.key_file.stat().st_mode) == 0o600
    wrapped = (folder / "keys.wrapped").read_bytes()
    assert stat.S_IMODE((folder / "keys.wrapped").stat().st_mode) == 0o600
    for secret in (keys.ledger, keys.vault, keys.seed):
        assert secret not in wrapped
        assert secret.hex().encode() not in wrapped


def code(store: FileKeyStore) -> str:
    with pytest.raises(CounterError) as caught:
        store.load()
    assert isinstance(caught.value, Refused)
    return caught.value.code


def test_a_key_file_is_made_once_and_outside_the_data(store: FileKeyStore, folder: Path) -> None:
    with pytest.raises(Refused, match="key_file_exists"):
        FileKeyStore.create(store.key_file, folder)
    with pytest.raises(Refused, match="key_file_unsafe"):
        FileKeyStore.create(folder / "till.key", folder)
    (folder / "deeper").mkdir()
    with pytest.raises(Refused, match="key_file_unsafe"):
        FileKeyStore.create(folder / "deeper" / "till.key", folder)
    assert [path.name for path in folder.iterdir()] == ["deeper"]


def test_a_key_file_inside_the_data_is_not_used(store: FileKeyStore, folder: Path) -> None:
    store.save(TillKeys.fresh())
    inside = folder / "till.key"
    inside.write_bytes(store.key_file.read_bytes())
    inside.chmod(0o600)
    assert code(FileKeyStore(inside, folder)) == "key_file_unsafe"
    link = folder.parent / "link.key"
    link.symlink_to(inside)
    assert code(FileKeyStore(link, folder)) == "key_file_unsafe"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o400])
def test_a_key_file_that_others_read_or_that_cannot_be_renewed_is_refused(
    store: FileKeyStore, mode: int
) -> None:
    store.save(TillKeys.fresh())
    store.key_file.chmod(mode)
    assert code(store) == "key_file_unsafe"
    store.key_file.chmod(0o600)
    store.load()


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "00" * 33, "{}"])
def test_a_key_file_without_a_key_is_told(store: FileKeyStore, text: str) -> None:
    store.save(TillKeys.fresh())
    store.key_file.write_text(text, encoding="ascii")
    assert code(store) == "key_file_form"


def test_another_key_file_opens_nothing(store: FileKeyStore) -> None:
    store.save(TillKeys.fresh())
    store.key_file.write_text(secrets.token_hex(32), encoding="ascii")
    assert code(store) == "store_key_wrong"


def test_missing_files_are_told(store: FileKeyStore) -> None:
    assert code(store) == "store_key_missing"  # nothing was wrapped yet
    store.save(TillKeys.fresh())
    store.key_file.unlink()
    assert code(store) == "store_key_missing"


def test_altered_wrapped_keys_open_nothing(store: FileKeyStore, folder: Path) -> None:
    store.save(TillKeys.fresh())
    wrapped = folder / "keys.wrapped"
    data = bytearray(wrapped.read_bytes())
    data[20] ^= 1
    wrapped.write_bytes(data)
    assert code(store) == "store_key_wrong"


@pytest.mark.parametrize("name", sorted(ALLOWED_BACKENDS))
def test_the_systems_own_key_stores_are_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, named_backend(name))
    keys = TillKeys.fresh()
    OsKeyStore("entry").save(keys)
    assert OsKeyStore("entry").load() == keys
    with pytest.raises(Refused, match="store_key_missing"):
        OsKeyStore("another").load()


@pytest.mark.parametrize(
    "name",
    [
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "tests.memory_keyring.MemoryKeyring",
    ],
)
def test_every_other_key_store_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = named_backend(name)
    use(monkeypatch, backend)
    for ask in (OsKeyStore("entry").load, lambda: OsKeyStore("entry").save(TillKeys.fresh())):
        with pytest.raises(NotPossibleNow, match="key_store_missing"):
            ask()
    assert backend.passwords == {}


def test_a_chain_is_only_as_good_as_its_worst_part(monkeypatch: pytest.MonkeyPatch) -> None:
    good = named_backend("keyring.backends.SecretService.Keyring")
    bad = named_backend("keyrings.alt.file.PlaintextKeyring")
    chain = "keyring.backends.chainer.ChainerBackend"
    use(monkeypatch, named_backend(chain, backends=[good, bad]))
    with pytest.raises(NotPossibleNow, match="key_store_missing"):
        OsKeyStore("entry").save(TillKeys.fresh())
    use(monkeypatch, named_backend(chain, backends=[good]))
    OsKeyStore("entry").save(TillKeys.fresh())


def test_windows_keys_do_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = named_backend("keyring.backends.Windows.WinVaultKeyring", persist="enterprise")
    use(monkeypatch, backend)
    OsKeyStore("entry").save(TillKeys.fresh())
    assert backend.persist == "local machine"  # type: ignore[attr-defined]  # Windows' own


def test_memory_keeps_nothing_by_itself() -> None:
    store = MemoryKeyStore()
    with pytest.raises(Refused, match="store_key_missing"):
        store.load()
    keys = TillKeys.fresh()
    store.save(keys)
    assert store.load() == keys


@pytest.mark.parametrize("size", [0, 5, 12, 20])
def test_wrapped_keys_that_are_cut_off_open_nothing(
    store: FileKeyStore, folder: Path, size: int
) -> None:
    store.save(TillKeys.fresh())
    wrapped = folder / "keys.wrapped"
    wrapped.write_bytes(wrapped.read_bytes()[:size])

    assert code(store) == "store_key_wrong"


@pytest.mark.parametrize("short", ["ledger", "vault", "seed"])
def test_keys_of_another_size_are_none(short: str) -> None:
    keys = TillKeys.fresh()
    assert TillKeys.from_text(keys.to_text()) == keys

    cut = replace(keys, **{short: getattr(keys, short)[:-1]})
    with pytest.raises(Refused, match="store_key_wrong"):
        TillKeys.from_text(cut.to_text())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_key_file_without_an_end_is_not_read(store: FileKeyStore) -> None:
    store.save(TillKeys.fresh())
    store.key_file.unlink()
    os.mkfifo(store.key_file, 0o600)

    assert code(store) == "key_file_form"
    store.key_file.unlink()
    store.key_file.write_bytes(b"0" * 5000)
    store.key_file.chmod(0o600)
    assert code(store) == "key_file_form"


LIMITS = """
import resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from counter_app.storage.keys import no_core_dump
if sys.argv[1] == "guarded":
    no_core_dump()
print(resource.getrlimit(resource.RLIMIT_CORE)[0], hard)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("guarded", [True, False])
def test_the_largest_core_file_is_none(*, guarded: bool) -> None:
    word = "guarded" if guarded else "bare"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", LIMITS, word], capture_output=True, text=True, check=True, timeout=60
    )

    size, hard = done.stdout.split()
    assert size == ("0" if guarded else hard)


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege there")
def test_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path, folder: Path) -> None:
    link = tmp_path / "link.key"
    link.symlink_to(tmp_path / "nowhere")

    with pytest.raises(Refused, match="key_file_exists"):
        FileKeyStore.create(link, folder)
    assert link.is_symlink()


def test_of_set_ups_at_once_one_has_the_key_file(tmp_path: Path, folder: Path) -> None:
    def make(_place: int) -> bytes:
        try:
            return FileKeyStore.create(tmp_path / "one.key", folder).key_file.read_bytes()
        except Refused:
            return b""

    with ThreadPoolExecutor(8) as pool:
        made = [key for key in pool.map(make, range(8)) if key]
    assert made == [(tmp_path / "one.key").read_bytes()]


def test_both_are_there_until_the_change_is_finished(store: FileKeyStore, folder: Path) -> None:
    old, new = TillKeys.fresh(), TillKeys.fresh()
    store.save(old)
    file_before = store.key_file.read_bytes()
    assert store.next() is None
    assert store.begin_change(new) == new
    assert (store.load(), store.next()) == (old, new)
    assert store.begin_change(TillKeys.fresh()) == new  # what was begun comes first
    kept = (folder / "keys.wrapped").read_bytes()

    store.finish_change()

    assert (store.load(), store.next()) == (new, None)
    assert store.key_file.read_bytes() != file_before
    assert store.key_file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in store.key_file.parent.iterdir()) == sorted(
        {store.key_file.name, folder.name}
    )
    store.finish_change()  # again changes nothing
    assert store.load() == new
    (folder / "keys.wrapped").write_bytes(kept)  # an old copy of the folder
    assert code(store) == "store_key_wrong"


def test_a_crash_between_the_two_renames_is_mended(store: FileKeyStore, folder: Path) -> None:
    new = TillKeys.fresh()
    store.save(TillKeys.fresh())
    store.begin_change(new)
    (folder / "keys.wrapped.next").replace(folder / "keys.wrapped")
    assert (store.load(), store.next()) == (new, None)
    assert not store.key_file.with_name(store.key_file.name + ".next").exists()
    assert store.load() == new


def test_a_crash_before_the_keys_were_written_is_no_change(
    store: FileKeyStore, folder: Path
) -> None:
    old, new = TillKeys.fresh(), TillKeys.fresh()
    store.save(old)
    store.begin_change(TillKeys.fresh())
    (folder / "keys.wrapped.next").unlink()
    assert (store.load(), store.next()) == (old, None)
    assert store.begin_change(new) == new


def test_a_link_to_the_key_file_stays_a_link(store: FileKeyStore, folder: Path) -> None:
    link = store.key_file.with_name("link.key")
    link.symlink_to(store.key_file)
    through = FileKeyStore(link, folder)
    through.save(TillKeys.fresh())
    new = through.begin_change(TillKeys.fresh())
    through.finish_change()
    assert link.is_symlink()
    assert FileKeyStore(store.key_file, folder).load() == new


def test_the_systems_key_store_holds_both_in_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = named_backend("keyring.backends.Windows.WinVaultKeyring")
    use(monkeypatch, backend)
    store, old, new = OsKeyStore("entry"), TillKeys.fresh(), TillKeys.fresh()
    store.save(old)
    assert store.begin_change(new) == store.begin_change(TillKeys.fresh()) == new
    assert (store.load(), store.next()) == (old, new)
    assert max(map(len, backend.passwords.values())) <= LONGEST_ENTRY
    store.finish_change()
    assert (store.load(), store.next()) == (new, None)
    store.finish_change()
    assert old.ledger.hex() not in str(backend.passwords)
    assert store.load() == new


def test_keys_in_memory_change_too() -> None:
    old, new = TillKeys.fresh(), TillKeys.fresh()
    store = MemoryKeyStore(old)
    assert store.begin_change(new) == store.begin_change(old) == new
    assert (store.load(), store.next()) == (old, new)
    store.finish_change()
    store.finish_change()
    assert (store.load(), store.next()) == (new, None)
