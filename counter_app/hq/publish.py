"""What HQ publishes: the directory of the roles' public keys, signed and numbered."""

from __future__ import annotations

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import moment_text
from counter_app.hq.errors import HqRefused
from counter_app.hq.role_keys import RoleKeys
from counter_app.hq.store.database import Store
from counter_app.law.notice import NoticeFacts
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.directory import RECOVERY_ROW, Directory

DIRECTORY_LIFE = timedelta(days=90)
"""Keys are renewed monthly; a till that was offline for long still has fresh ones."""


def publish_roles(
    store: Store, key: Ed25519PrivateKey, clock: Clock, facts: NoticeFacts, role_keys: RoleKeys
) -> Directory:
    """Make new keys for every row and for recovery, and publish the directory of them.

    The private keys are on disk before anybody can learn the public ones.

    Raises:
        HqRefused, HqFault: the file of role keys cannot be used.
    """
    moment = clock.now()
    keys = role_keys.renew((*facts.rows, RECOVERY_ROW), moment_text(moment))
    with store.write() as tx:
        version = tx.desk.directory()[0] + 1
        directory = Directory(version, business_day(moment) + DIRECTORY_LIFE, keys)
        tx.desk.add_directory(version, sign_note(directory.text(), HQ_NAME, key))
    return directory


def newest_directory(store: Store) -> str:
    """The note of the newest directory.

    Raises:
        HqRefused: `roles_missing`: none was published yet.
    """
    with store.read() as tx:
        version, note = tx.desk.directory()
    if not version:
        raise HqRefused("roles_missing")
    return note
