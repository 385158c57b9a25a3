"""The till's secrets: two database keys and the device seed, and where they are kept.

They are random. They lie in the operating system's key store, or, for headless use, wrapped by a
key file that stays outside the data folder. A key store that writes plaintext is refused; a wrong
or missing key never leads to an empty database.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.storage.files import write_file

DATABASE_KEY_SIZE = 48
SEED_SIZE = 32
WRAPPING_KEY_SIZE = 32
_SIZES = (DATABASE_KEY_SIZE, DATABASE_KEY_SIZE, SEED_SIZE)
_LONGEST_KEY_FILE = 4096
LONGEST_ENTRY = 1200
"""Characters that Windows' credential locker takes for one entry, with a margin."""

SERVICE = "trade-in-counter"
ALLOWED_BACKENDS = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
_WRAPPED = "keys.wrapped"
_CONTEXT = b"trade-in-counter/keys/v1\n"
_NONCE_SIZE = 12


def no_core_dump() -> None:
    """From now on a crash of this process, or of one that it starts, writes no core file.

    It would hold the keys and the camera's last frame. Windows writes none unless it is told to.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


@dataclass(frozen=True, slots=True)
class TillKeys:
    """The secrets of one till; they never appear in a repr.

    Attributes:
        ledger, vault: raw SQLCipher keys, 32 bytes of key and 16 of salt.
        seed: of the device's Ed25519 key, 32 bytes.
    """

    ledger: bytes = field(repr=False)
    vault: bytes = field(repr=False)
    seed: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> TillKeys:
        """New random keys."""
        return cls(
            secrets.token_bytes(DATABASE_KEY_SIZE),
            secrets.token_bytes(DATABASE_KEY_SIZE),
            secrets.token_bytes(SEED_SIZE),
        )

    def to_text(self) -> str:
        """One line of JSON, for a key store."""
        return json.dumps({"l": self.ledger.hex(), "v": self.vault.hex(), "s": self.seed.hex()})

    @classmethod
    def from_text(cls, text: str) -> TillKeys:
        """The keys of a key store's line.

        Raises:
            Refused: `store_key_wrong`.
        """
        try:
            raw = json.loads(text)
            keys = cls(bytes.fromhex(raw["l"]), bytes.fromhex(raw["v"]), bytes.fromhex(raw["s"]))
        except (ValueError, KeyError, TypeError):
            raise Refused("store_key_wrong") from None
        if tuple(map(len, (keys.ledger, keys.vault, keys.seed))) != _SIZES:
            raise Refused("store_key_wrong")
        return keys


class KeyStore(Protocol):
    """Keeps the till's keys."""

    def load(self) -> TillKeys:
        """The keys.

        Raises:
            Refused: `store_key_missing`, `store_key_wrong`, or why the store cannot be used:
                `key_file_unsafe`, `key_file_form`.
            NotPossibleNow: `key_store_missing`: there is none that keeps keys safely.
        """
        ...

    def save(self, keys: TillKeys) -> None:
        """Keep these keys from now on."""
        ...


@dataclass(frozen=True, slots=True)
class OsKeyStore:
    """The operating system's key store, by way of keyring.

    Attributes:
        entry: names the till's entry; random, from its settings.
    """

    entry: str

    def load(self) -> TillKeys:
        """The keys from the key store."""
        import keyring  # noqa: PLC0415 - loads slowly; needed only once a start

        _allowed_backend()
        text = keyring.get_password(SERVICE, self.entry)
        if text is None:
            raise Refused("store_key_missing")
        return TillKeys.from_text(text)

    def save(self, keys: TillKeys) -> None:
        """Write the keys into the key store."""
        import keyring  # noqa: PLC0415 - loads slowly; needed only once a start

        _allowed_backend()
        keyring.set_password(SERVICE, self.entry, keys.to_text())


def _allowed_backend() -> None:
    """Refuse a key store that would keep keys in plaintext, or none at all."""
    import keyring  # noqa: PLC0415 - loads slowly; needed only once a start

    backend = keyring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    chosen = getattr(backend, "backends", None)  # a chainer asks its parts in their order
    names = {f"{type(one).__module__}.{type(one).__qualname__}" for one in chosen or []} or {name}
    if not names <= ALLOWED_BACKENDS:
        raise NotPossibleNow("key_store_missing", backend=name)
    if hasattr(backend, "persist"):
        backend.persist = "local machine"  # Windows' default would roam with the profile


@dataclass(frozen=True, slots=True)
class FileKeyStore:
    """Keys wrapped by a key file: `keys.wrapped` in the data folder, the key file elsewhere.

    Attributes:
        key_file: 32 bytes in hex, mode 0600, outside the data folder.
        folder: the data folder.
    """

    key_file: Path
    folder: Path

    @classmethod
    def create(cls, key_file: Path, folder: Path) -> FileKeyStore:
        """Make a new key file; an existing one is never overwritten.

        Raises:
            Refused: `key_file_unsafe` or `key_file_exists`.
        """
        if key_file.exists():
            raise Refused("key_file_exists")
        _outside(key_file, folder)
        try:
            key_file.touch(mode=0o600, exist_ok=False)  # of two set-ups at once one has the name
        except FileExistsError:
            raise Refused("key_file_exists") from None
        try:
            key = secrets.token_hex(WRAPPING_KEY_SIZE).encode("ascii") + b"\n"
            write_file(key_file, key, 0o600)
        except BaseException:
            key_file.unlink(missing_ok=True)
            raise
        return cls(key_file, folder)

    def load(self) -> TillKeys:
        """Unwrap the keys."""
        wrapped = self.folder / _WRAPPED
        wrapping = self._wrapping_key()
        if not wrapped.exists():
            raise Refused("store_key_missing")
        data = wrapped.read_bytes()
        try:
            text = AESGCM(wrapping).decrypt(data[:_NONCE_SIZE], data[_NONCE_SIZE:], _CONTEXT)
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
            raise Refused("store_key_wrong") from None
        return TillKeys.from_text(text.decode("ascii"))

    def save(self, keys: TillKeys) -> None:
        """Wrap the keys and write them beside, synced, then renamed."""
        nonce = secrets.token_bytes(_NONCE_SIZE)
        sealed = AESGCM(self._wrapping_key()).encrypt(nonce, keys.to_text().encode(), _CONTEXT)
        write_file(self.folder / _WRAPPED, nonce + sealed, 0o600)

    def _wrapping_key(self) -> bytes:
        _outside(self.key_file, self.folder)
        try:
            about = self.key_file.stat()
        except OSError:
            raise Refused("store_key_missing") from None
        mode = stat.S_IMODE(about.st_mode)
        if os.name == "posix" and mode & 0o077:
            raise Refused("key_file_unsafe", why="readable_by_others")
        if not (mode & stat.S_IWUSR and os.access(self.key_file, os.W_OK)):  # root may write all
            raise Refused("key_file_unsafe", why="not_writable")
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LONGEST_KEY_FILE:
            raise Refused("key_file_form")  # a pipe or a device may have no end
        try:
            key = bytes.fromhex(self.key_file.read_text(encoding="ascii").strip())
        except OSError:
            raise Refused("store_key_missing") from None
        except ValueError:
            raise Refused("key_file_form") from None
        if len(key) != WRAPPING_KEY_SIZE:
            raise Refused("key_file_form")
        return key


def _outside(key_file: Path, folder: Path) -> None:
    if key_file.resolve().is_relative_to(folder.resolve()):
        raise Refused("key_file_unsafe", why="inside_the_data_folder")


class MemoryKeyStore:
    """Keys that live as long as the process: for tests."""

    def __init__(self, keys: TillKeys | None = None) -> None:
        self._keys = keys

    @override
    def __repr__(self) -> str:
        return "MemoryKeyStore()"

    def load(self) -> TillKeys:
        """The keys."""
        if self._keys is None:
            raise Refused("store_key_missing")
        return self._keys

    def save(self, keys: TillKeys) -> None:
        """Keep the keys in memory."""
        self._keys = keys
