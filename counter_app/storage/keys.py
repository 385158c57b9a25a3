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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.storage.files import sync_folder, write_file

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
_BESIDE = ".next"
_NEXT = "next"
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

    def next(self) -> TillKeys | None:
        """The keys of a change that was begun: until it is finished, either may open a database."""
        ...

    def begin_change(self, new: TillKeys) -> TillKeys:
        """Keep new keys beside the present ones; those of a change already begun come first."""
        ...

    def finish_change(self) -> None:
        """Keep the new keys alone: the old ones open nothing from now on."""
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
        return TillKeys.from_text(self._text())

    def save(self, keys: TillKeys) -> None:
        """Write the keys into the key store."""
        self._keep(keys.to_text())

    def next(self) -> TillKeys | None:
        """The keys that stand beside, in the same entry."""
        beside = json.loads(self._text()).get(_NEXT)
        return None if beside is None else TillKeys.from_text(json.dumps(beside))

    def begin_change(self, new: TillKeys) -> TillKeys:
        """Both in one entry, so that there is no moment with neither."""
        begun = self.next()
        if begun is not None:
            return begun
        now = json.loads(self.load().to_text())
        self._keep(json.dumps({**now, _NEXT: json.loads(new.to_text())}))
        return new

    def finish_change(self) -> None:
        """Write the entry anew, without the old keys."""
        new = self.next()
        if new is not None:
            self.save(new)

    def _text(self) -> str:
        import keyring  # noqa: PLC0415 - loads slowly; needed only once a start

        _allowed_backend()
        text = keyring.get_password(SERVICE, self.entry)
        if text is None:
            raise Refused("store_key_missing")
        return text

    def _keep(self, text: str) -> None:
        import keyring  # noqa: PLC0415 - loads slowly; needed only once a start

        _allowed_backend()
        keyring.set_password(SERVICE, self.entry, text)


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
        """Unwrap the keys; of a change cut off between its two renames the second is done here."""
        try:
            return self._unwrapped(self._wrapped, self.key_file)
        except Refused as refused:
            beside = _beside(self.key_file)
            if refused.code != "store_key_wrong" or not beside.exists():
                raise
        keys = self._unwrapped(self._wrapped, beside)
        _put_in_place(beside, self.key_file.resolve())
        return keys

    def save(self, keys: TillKeys) -> None:
        """Wrap the keys and write them beside, synced, then renamed."""
        self._wrap(keys, self._wrapped, self.key_file)

    def next(self) -> TillKeys | None:
        """The keys beside, wrapped by the key file beside; without both there is no change."""
        wrapped, wrapping = _beside(self._wrapped), _beside(self.key_file)
        if not (wrapped.exists() and wrapping.exists()):
            return None
        return self._unwrapped(wrapped, wrapping)

    def begin_change(self, new: TillKeys) -> TillKeys:
        """Write a new key file beside the present one, and the new keys wrapped by it.

        The key file changes too: an old copy of the folder holds the old keys, wrapped by the old.
        """
        begun = self.next()
        if begun is not None:
            return begun
        wrapping = _beside(self.key_file)
        write_file(wrapping, secrets.token_hex(WRAPPING_KEY_SIZE).encode("ascii") + b"\n", 0o600)
        self._wrap(new, _beside(self._wrapped), wrapping)
        return new

    def finish_change(self) -> None:
        """Put both in place of the old ones."""
        if self.next() is not None:
            _put_in_place(_beside(self._wrapped), self._wrapped)
            _put_in_place(_beside(self.key_file), self.key_file.resolve())

    @property
    def _wrapped(self) -> Path:
        return self.folder / _WRAPPED

    def _unwrapped(self, wrapped: Path, wrapping: Path) -> TillKeys:
        key = self._wrapping_key(wrapping)
        if not wrapped.exists():
            raise Refused("store_key_missing")
        data = wrapped.read_bytes()
        try:
            text = AESGCM(key).decrypt(data[:_NONCE_SIZE], data[_NONCE_SIZE:], _CONTEXT)
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
            raise Refused("store_key_wrong") from None
        return TillKeys.from_text(text.decode("ascii"))

    def _wrap(self, keys: TillKeys, wrapped: Path, wrapping: Path) -> None:
        nonce = secrets.token_bytes(_NONCE_SIZE)
        cipher = AESGCM(self._wrapping_key(wrapping))
        write_file(wrapped, nonce + cipher.encrypt(nonce, keys.to_text().encode(), _CONTEXT), 0o600)

    def _wrapping_key(self, path: Path) -> bytes:
        _outside(path, self.folder)
        try:
            about = path.stat()
        except OSError:
            raise Refused("store_key_missing") from None
        mode = stat.S_IMODE(about.st_mode)
        if os.name == "posix" and mode & 0o077:
            raise Refused("key_file_unsafe", why="readable_by_others")
        if not (mode & stat.S_IWUSR and os.access(path, os.W_OK)):  # root may write all
            raise Refused("key_file_unsafe", why="not_writable")
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LONGEST_KEY_FILE:
            raise Refused("key_file_form")  # a pipe or a device may have no end
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except OSError:
            raise Refused("store_key_missing") from None
        except ValueError:
            raise Refused("key_file_form") from None
        if len(key) != WRAPPING_KEY_SIZE:
            raise Refused("key_file_form")
        return key


def _beside(path: Path) -> Path:
    """Where the new one waits; next to the file itself, also when the path is a link to it."""
    real = path.resolve()
    return real.with_name(real.name + _BESIDE)


def _put_in_place(new: Path, old: Path) -> None:
    with suppress(FileNotFoundError):  # another start of the program did it just now
        new.replace(old)
    sync_folder(old.parent)


def _outside(key_file: Path, folder: Path) -> None:
    if key_file.resolve().is_relative_to(folder.resolve()):
        raise Refused("key_file_unsafe", why="inside_the_data_folder")


class MemoryKeyStore:
    """Keys that live as long as the process: for tests."""

    def __init__(self, keys: TillKeys | None = None) -> None:
        self._keys = keys
        self._next: TillKeys | None = None

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
        self._keys, self._next = keys, None

    def next(self) -> TillKeys | None:
        """The keys that stand beside."""
        return self._next

    def begin_change(self, new: TillKeys) -> TillKeys:
        """Keep both."""
        self._next = self._next or new
        return self._next

    def finish_change(self) -> None:
        """Keep the new ones alone."""
        if self._next is not None:
            self.save(self._next)
